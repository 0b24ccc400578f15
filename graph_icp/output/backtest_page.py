"""A back-test as one self-contained web page, its plots included."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_icp.output.page import drawing, svg, template

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from graph_icp.output.page import LeftOut

_INK, _QUIET, _FOUND = "#1f2933", "#9aa5b1", "#0b5394"
# The numbers of colours and styles have no divisor in common, so that 28 lines differ.
_LINES = (_FOUND, _QUIET, "#b45309", "#0f766e", "#7c3aed", "#be123c", "#4d7c0f")
_STYLES = ("-", ":", "--", "-.")
_LOOK: dict[str, object] = {
    "font.family": "sans-serif",
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": _QUIET,
    "text.color": _INK,
}


def backtest_page(
    *,
    method: str,
    hid: str,
    verdict: str,
    warnings: Sequence[str],
    left_out: Sequence[LeftOut],
    methods: pd.DataFrame,
    tiers: pd.DataFrame,
    relations: pd.DataFrame,
    curve: pd.DataFrame,
    calibration: pd.DataFrame,
    gains: pd.DataFrame,
) -> str:
    """Draw a back-test; the arguments are the attributes of a `Backtest`.

    Returns
    -------
    str
        An HTML page, the same for the same back-test.
    """
    with drawing(_LOOK):
        plots = {
            "gains": svg(_gains(gains), "gains"),
            "calibration": svg(_calibration(calibration), "calibration"),
            "curve": svg(_curve(curve), "curve"),
        }
    return template("backtest_page.html", {"number": _number}).render(
        method=method,
        hid=hid,
        verdict=verdict,
        warnings=warnings,
        left_out=left_out,
        methods=methods.to_dict("records"),
        tiers=tiers.to_dict("records"),
        relations=relations.to_dict("records"),
        plots=plots,
    )


def _number(value: float, how: str) -> str:
    """Return a number as text, a dash for an unknown one."""
    return "\N{EN DASH}" if value != value else format(value, how)


def _axes() -> tuple[Figure, Axes]:
    """Return an empty plot; pyplot would keep it in memory, and open a window for it."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(6.4, 3.6), layout="constrained")
    return figure, figure.add_subplot()


def _gains(gains: pd.DataFrame) -> Figure:
    figure, axes = _axes()
    for place, name in enumerate(gains["method"].unique()):
        line = gains[gains["method"] == name]
        axes.plot(
            100 * line["list_share"],
            100 * line["found_share"],
            label=str(name),
            color=_LINES[place % len(_LINES)],
            linestyle=_STYLES[place % len(_STYLES)],
            linewidth=2.5 if place == 0 else 1.3,
            zorder=10 - min(place, 9),
        )
    axes.set(xlim=(0, 100), ylim=(0, 101), xlabel="% of the list, best first")
    axes.set_ylabel("% of hidden customers found")
    axes.legend(loc="lower right", frameon=False, ncols=1 + len(axes.lines) // 8)
    return figure


def _calibration(calibration: pd.DataFrame) -> Figure:
    figure, axes = _axes()
    fits = ["" if fit != fit else f"{fit:.0f}" for fit in calibration["fit"]]
    axes.bar(range(len(fits)), 100 * calibration["share"], color=_FOUND)
    axes.set_xticks(range(len(fits)), fits)
    axes.set(xlabel="mean fit of each tenth, best first", ylabel="% hidden customers in it")
    return figure


def _curve(curve: pd.DataFrame) -> Figure:
    figure, axes = _axes()
    axes.plot(curve["customers"], curve["auc"], marker="o", color=_FOUND)
    axes.axhline(0.5, color=_QUIET, linestyle=":")
    axes.set_xscale("log")
    sizes = curve["customers"].tolist()
    axes.set_xticks(sizes, [f"{size:,}" for size in sizes])
    axes.minorticks_off()
    axes.set(xlabel="customers learned from", ylabel="AUC (0.5 is chance)")
    return figure
