"""A back-test as one self-contained web page: the verdict, bars, and tables to open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from graph_icp.output.node_labels import clean
from graph_icp.output.page import template, with_options
from graph_icp.output.pages.bars import Bar, Chart, Pair, bar
from graph_icp.output.readable_numbers import ratio, whole
from graph_icp.rounding import cut_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from graph_icp.output.page import LeftOut

# The parts of a list of which the page tells how many hidden customers are in them.
_BEGINNINGS = (0.05, 0.1, 0.2, 0.5)
_LOOKS = {"Works": "yes", "A hint": "perhaps"}


class Additions(Protocol):
    """What intent and reach added; see `graph_icp.discovery.backtest.additions`."""

    @property
    def table(self) -> pd.DataFrame: ...
    @property
    def sentences(self) -> tuple[str, ...]: ...


class Verdict(Protocol):
    """The conclusion; see `graph_icp.discovery.backtest.verdict`."""

    @property
    def answer(self) -> str: ...
    @property
    def first_names(self) -> str: ...
    @property
    def because(self) -> str: ...


def backtest_page(
    *,
    method: str,
    hid: str,
    verdict: Verdict,
    decay: str,
    warnings: Sequence[str],
    left_out: Sequence[LeftOut],
    methods: pd.DataFrame,
    tiers: pd.DataFrame,
    relations: pd.DataFrame,
    curve: pd.DataFrame,
    calibration: pd.DataFrame,
    gains: pd.DataFrame,
    additions: Additions | None = None,
) -> str:
    """Draw a back-test; the arguments are the attributes of a `Backtest`.

    Returns
    -------
    str
        An HTML page, the same for the same back-test.
    """
    page = template(
        "pages/backtest_page.html",
        {"number": _number, "plain": clean, "with_options": with_options},
    )
    return page.render(
        method=method,
        hid=hid,
        verdict=verdict,
        look=_LOOKS.get(verdict.answer, "no"),
        decay=decay,
        warnings=warnings,
        left_out=left_out,
        charts=charts_of(method, tiers, gains, calibration, curve),
        methods=methods.to_dict("records"),
        relations=relations.to_dict("records"),
        added=additions.table.to_dict("records") if additions else [],
        sentences=additions.sentences if additions else (),
    )


def charts_of(
    method: str,
    tiers: pd.DataFrame,
    gains: pd.DataFrame,
    calibration: pd.DataFrame,
    curve: pd.DataFrame,
) -> list[Chart]:
    """Return the charts of a back-test; the arguments are attributes of a `Backtest`."""
    return [_tiers(tiers), _beginnings(gains, method), _tenths(calibration), _curve(curve)]


def _tiers(tiers: pd.DataFrame) -> Chart:
    shown = tiers[tiers["market_share"].notna()]
    pairs = [
        Pair(
            str(row["tier"]),
            bar(row["hidden_share"], _times(row["times_chance"])),
            bar(row["market_share"], _companies(row["accounts"])),
        )
        for row in shown.to_dict("records")
    ]
    note = (
        "A tier that works holds more of the hidden customers than of the list: “5 times” as many "
        "as by chance."
    )
    unknown = float(tiers["hidden"].drop(shown.index).sum())
    if unknown:
        note += f" Nothing known: {whole(unknown)} more hidden customers; no chart counts them."
    return Chart("Which tiers they are in", note, "Hidden customers", "The list", pairs)


def _companies(number: float) -> str:
    said = whole(number)
    return "1 company" if said == "1" else f"{said} companies"


def _times(chance: float) -> str:
    return "" if chance != chance else f"{ratio(chance)} times"


def _beginnings(gains: pd.DataFrame, method: str) -> Chart:
    own = gains[gains["method"] == method]
    line = own.set_index(own["list_share"].round(2))["found_share"]
    pairs = [
        Pair(f"First {share:.0%} of the list", bar(line[share]), bar(share))
        for share in _BEGINNINGS
    ]
    note = "How many of the hidden customers are found when the list is worked from the top."
    return Chart("How soon they are found", note, "Found", "By chance", pairs)


def _tenths(calibration: pd.DataFrame) -> Chart:
    shares = calibration["hidden"] / calibration["hidden"].sum()
    fits = ["" if fit != fit else f", fit {cut_text(fit)}" for fit in calibration["fit"]]
    pairs = [
        Pair(f"Tenth {place}{fit}", bar(share), bar(1 / len(calibration)))
        for place, (share, fit) in enumerate(zip(shares, fits, strict=True), 1)
    ]
    note = "The list in ten equal parts, the best fits first, and their mean fit."
    return Chart(
        "Does a higher fit mean more customers?", note, "Hidden customers", "By chance", pairs
    )


def _curve(curve: pd.DataFrame) -> Chart:
    half = Bar(50.0, "50%")
    pairs = [
        Pair(f"From {size:,} customers", bar(auc), half)
        for size, auc in zip(curve["customers"], curve["auc"], strict=True)
    ]
    note = "How often a hidden customer ranks above another company."
    return Chart("Would more customers help?", note, "This ranking", "By chance", pairs)


def _number(value: float, how: str) -> str:
    """Return a number as text, a dash for an unknown one."""
    return "\N{EN DASH}" if value != value else format(value, how)
