"""A profile as one self-contained web page: sentences, bars and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from graph_icp.output.node_labels import clean, counted
from graph_icp.output.page import drawing, svg, template

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence

    import pandas as pd
    from markupsafe import Markup
    from matplotlib.axes import Axes

    from graph_icp.output.page import LeftOut

# Rows of a table; bars in a plot; characters of a name beside them; inches that a bar's pair takes.
ROWS, BARS, NAME, PAIR = 60, 10, 34, 0.42
CUSTOMERS, MARKET = "#0072B2", "#B8C0C8"
# What a profile calls the traits that are people.
PERSON = "person"
_SHARES = ["share_of_customers", "share_of_market"]


class Profile(Protocol):
    """The contents of the page; see `graph_icp.discovery.customers.profile`."""

    @property
    def traits(self) -> pd.DataFrame: ...
    @property
    def distributions(self) -> pd.DataFrame: ...
    @property
    def sentences(self) -> list[str]: ...
    @property
    def customers(self) -> int: ...
    @property
    def warnings(self) -> list[str]: ...
    @property
    def left_out(self) -> Sequence[LeftOut]: ...


def profile_page(profile: Profile, titles: Mapping[str, str]) -> str:
    """Write a profile as a page.

    Parameters
    ----------
    profile : Profile
    titles : mapping of str to str
        By relation: its heading.

    Returns
    -------
    str
        An HTML page, the same for the same profile.
    """
    traits = profile.traits
    more = traits[traits["share_of_customers"] > traits["share_of_market"]]
    less = traits.drop(more.index)
    page = template(
        "profile_page.html",
        {"counted": counted, "percent": _percent, "lift": _lift, "plain": clean},
    )
    return page.render(
        customers=profile.customers,
        sentences=[clean(each) for each in profile.sentences],
        warnings=profile.warnings,
        left_out=profile.left_out,
        plots=[
            *_trait_plots(more[more["trait"] != PERSON], titles),
            *_distribution_plots(profile.distributions, titles),
        ],
        tables=[
            *_tables("More common among customers", more),
            *_tables("Less common among customers", less),
        ],
        distributions=[
            (titles[name], some.to_dict("records"))
            for name, some in _by_relation(profile.distributions)
        ],
        titles=titles,
        colours=(CUSTOMERS, MARKET),
    )


def _tables(
    heading: str, traits: pd.DataFrame
) -> Iterator[tuple[str, bool, list[dict[Hashable, Any]], int]]:
    """Give what customers have, then people, who are ties: heading, whether folded, rows, more."""
    people = traits["trait"] == PERSON
    for some, folded in ((traits[~people], False), (traits[people], True)):
        if len(some):
            shared = f": shared people ({len(some):,})" if folded else ""
            rows = some.head(ROWS).to_dict("records")
            yield heading + shared, folded, rows, max(len(some) - ROWS, 0)


def _by_relation(table: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    for name, some in table.groupby("relation", sort=False):
        yield str(name), some


def _trait_plots(more: pd.DataFrame, titles: Mapping[str, str]) -> list[tuple[str, Markup]]:
    return [
        (titles[name], _bars(name, some["name"].head(BARS), some[_SHARES].head(BARS)))
        for name, some in _by_relation(more)
        if name not in ("industry", "size", "region")
    ]


def _distribution_plots(
    distributions: pd.DataFrame, titles: Mapping[str, str]
) -> list[tuple[str, Markup]]:
    return [
        (titles[name], _bars(name, some["value"].head(2 * BARS), some[_SHARES].head(2 * BARS)))
        for name, some in _by_relation(distributions)
    ]


def _bars(relation: str, names: pd.Series, shares: pd.DataFrame) -> Markup:
    """Draw for each name the customers' share over the market's, as SVG."""
    from matplotlib.figure import Figure

    with drawing():
        figure = Figure(figsize=(6.4, 0.2 + PAIR * len(names)), layout="constrained")
        _draw(figure.subplots(), [_short(name) for name in names], shares)
        return svg(figure, relation)


def _draw(axes: Axes, names: list[str], shares: pd.DataFrame) -> None:
    places = range(len(names))
    for offset, column, colour in (
        (-0.19, "share_of_customers", CUSTOMERS),
        (0.19, "share_of_market", MARKET),
    ):
        values = shares[column].fillna(0).to_numpy()
        at = [place + offset for place in places]
        bars = axes.barh(at, values, height=0.36, color=colour)
        texts = [f"{value:.0%}" for value in values]
        axes.bar_label(bars, texts, padding=3, fontsize=8, color="#3e4c59")
    axes.set_yticks(list(places), names, fontsize=9)
    axes.set_ylim(len(names) - 0.5, -0.5)
    axes.set_xlim(0, max(1.15 * float(shares.max().max()), 0.01))
    axes.xaxis.set_visible(False)
    axes.spines[["top", "right", "bottom"]].set_visible(False)
    axes.tick_params(left=False)


def _short(name: object) -> str:
    plain = clean(str(name))
    return plain if len(plain) <= NAME else f"{plain[: NAME - 1]}…"


def _percent(share: float) -> str:
    return "unknown" if share != share else f"{share:.0%}"


def _lift(row: Mapping[str, float]) -> str:
    lift, low, high = (row[each] for each in ("lift", "lift_low", "lift_high"))
    return f"above {low:.1f}" if high != high else f"{lift:.2g} ({low:.2g} to {high:.2g})"
