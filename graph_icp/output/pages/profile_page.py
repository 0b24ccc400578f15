"""A profile as one self-contained web page: sentences, bars and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from graph_icp.output.node_labels import clean, counted, shown
from graph_icp.output.page import template, with_options
from graph_icp.output.pages.bars import Chart, Pair, counted_bar, short
from graph_icp.output.readable_numbers import times

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Mapping, Sequence

    import pandas as pd

    from graph_icp.output.page import LeftOut

# Rows of a table, and pairs of bars of a relation whose traits are no distribution.
ROWS, BARS = 60, 10
_SEVERAL = "A company may have several of these, so the shares add up to more than 100%."
# What a profile calls the traits that are people.
PERSON = "person"


class Profile(Protocol):
    """The contents of the page; see `graph_icp.discovery.customers.profile`."""

    @property
    def traits(self) -> pd.DataFrame: ...
    @property
    def distributions(self) -> pd.DataFrame: ...
    @property
    def sentences(self) -> list[str]: ...
    @property
    def rarer(self) -> list[str]: ...
    @property
    def compares(self) -> str: ...
    @property
    def warnings(self) -> list[str]: ...
    @property
    def titles(self) -> Mapping[str, str]: ...
    @property
    def left_out(self) -> Sequence[LeftOut]: ...


def profile_page(profile: Profile) -> str:
    """Write a profile as a page.

    Returns
    -------
    str
        An HTML page, the same for the same profile.
    """
    page = template(
        "pages/profile_page.html",
        {"counted": counted, "lift": lift_in_words, "plain": clean, "with_options": with_options},
    )
    return page.render(parts_of(profile))


def parts_of(profile: Profile) -> dict[str, Any]:
    """Return what a page of a profile is made of, by the names that they have in templates."""
    traits, titles = profile.traits, profile.titles
    more = traits[traits["share_of_customers"] > traits["share_of_market"]]
    less = traits.drop(more.index)
    return {
        "compares": profile.compares,
        "sentences": [shown(each) for each in profile.sentences],
        "rarer": [shown(each) for each in profile.rarer],
        "warnings": profile.warnings,
        "left_out": profile.left_out,
        "charts": [
            *_trait_charts(more[more["trait"] != PERSON], profile.distributions, titles),
            *_charts(profile.distributions, "value", titles),
        ],
        "tables": [
            *_tables("More common among customers", more),
            *_tables("Less common among customers", less),
        ],
        "titles": titles,
    }


def _tables(
    heading: str, traits: pd.DataFrame
) -> Iterator[tuple[str, list[dict[Hashable, Any]], int]]:
    """Give what customers have, then people, who are ties: heading, rows, and how many more."""
    people = traits["trait"] == PERSON
    for some, shared in ((traits[~people], ""), (traits[people], ": shared people")):
        if len(some):
            rows = some.head(ROWS).to_dict("records")
            yield f"{heading}{shared} ({len(some):,})", rows, max(len(some) - ROWS, 0)


def _trait_charts(
    more: pd.DataFrame, distributions: pd.DataFrame, titles: Mapping[str, str]
) -> Iterator[Chart]:
    """Give the charts of relations that are no distributions, the first traits of each."""
    others = more[~more["relation"].isin(distributions["relation"])]
    return _charts(others.groupby("relation", sort=False).head(BARS), "name", titles)


def _charts(table: pd.DataFrame, name: str, titles: Mapping[str, str]) -> Iterator[Chart]:
    for relation, some in table.groupby("relation", sort=False):
        pairs = [_pair(row, str(row[name])) for row in some.to_dict("records")]
        note = _SEVERAL if name == "value" and _several(some) else ""
        yield Chart(titles[str(relation)], note, "Customers", "Prospects", pairs)


def _several(values: pd.DataFrame) -> bool:
    """Return whether companies have several of these values, so that shares exceed the whole."""
    return any(
        values[group].sum() > values[f"{group}_known"].max() for group in ("customers", "prospects")
    )


def _pair(row: Mapping[Hashable, Any], name: str) -> Pair:
    ours, other = (
        counted_bar(row[group], row[f"{group}_known"]) for group in ("customers", "prospects")
    )
    return Pair(short(name), ours, other)


def lift_in_words(row: Mapping[str, float]) -> str:
    """Return how often customers have a trait against prospects, with its interval."""
    return times(row["lift"], row["lift_low"], row["lift_high"])
