"""Narrowing a list by filters, with how many accounts each leaves out."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.ranking.filters import let_through
from graph_icp.graph.model import NOT_A_FIT
from graph_icp.ingest.values.cells import SkipValue
from graph_icp.market.words_of_files import as_told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from graph_icp.discovery.ranking.ranking import Ranking
    from graph_icp.market.discover_options import DiscoverOptions
    from graph_icp.market.hygiene.tagged import Tagged
    from graph_icp.market.intent.standing import Standing
    from graph_icp.market.lists.worked import Worked

    Marked = NDArray[np.bool_]


@dataclass(frozen=True)
class Narrowed:
    """The accounts that a list shows.

    Attributes
    ----------
    matching : array of bool
        By position.
    left_out : dict of str to int
        How many each filter left out of those that the filters before it let through, by what
        those are: "in other countries". Together they are all that filters leave out.
    said : dict of str to int
        How many are no fit, lost, won or for later, as the team said; they come before filters.
    taught : int
        How many of these are no fit for a reason, from which is learned.
    hidden : dict of str to int
        How many are hidden for which tag; they come before filters too.
    shown_in_vain : tuple of str
        Tags that were to be shown, and for which none of the accounts would be hidden.
    """

    matching: Marked
    left_out: dict[str, int]
    said: dict[str, int]
    taught: int
    hidden: dict[str, int]
    shown_in_vain: tuple[str, ...]


def narrowed_by(
    ranking: Ranking,
    places: NDArray[np.intp],
    options: DiscoverOptions,
    standing: Standing,
    worked: Worked,
    tagged: Tagged,
) -> Narrowed:
    """Return which of the accounts at some positions a list shows.

    Raises
    ------
    RankingError, UnknownNameError
        If a filter asks for what is not known.
    """
    filters = options.filters
    to_list = np.zeros(len(ranking.fits), dtype=bool)
    to_list[places] = True
    if not filters.wants_disqualified():
        to_list &= ~ranking.disqualified
    hidden = to_list & worked.hidden(filters)
    to_hide = to_list & ~hidden & tagged.hidden(filters)
    matching, left_out = narrow(
        to_list & ~hidden & ~to_hide, passing(ranking, options, standing, worked, tagged)
    )
    asked = np.isin(ranking.graph.accounts["status"].to_numpy(), filters.statuses)
    made = worked.made & ~asked & worked.of(filters)
    said = worked.counted(hidden | made)
    taught = worked.counted(made).get(NOT_A_FIT, 0)
    in_vain = tagged.shown_in_vain(to_list & ~hidden, filters)
    return Narrowed(matching, left_out, said, taught, tagged.counted(to_hide, filters), in_vain)


def passing(
    ranking: Ranking,
    options: DiscoverOptions,
    standing: Standing,
    worked: Worked,
    tagged: Tagged,
) -> Iterator[tuple[str, Marked]]:
    """Give what each filter of a list leaves out, in words, and which accounts it lets through.

    Raises
    ------
    RankingError, UnknownNameError
        As of `narrowed_by`.
    """
    countries = tuple(map(_country, options.filters.country))
    filters = replace(options.filters, country=countries)
    return chain(
        let_through(ranking.graph, ranking.fits, ranking.tiers, filters),
        standing.let_through(options),
        worked.let_through(filters),
        tagged.let_through(filters),
    )


def narrow(
    accounts: Marked, filters: Iterable[tuple[str, Marked]]
) -> tuple[Marked, dict[str, int]]:
    """Return which accounts all filters let through, and how many each leaves out.

    Parameters
    ----------
    accounts : array of bool
        Those to begin with, by position.
    filters : iterable of tuple of (str, array of bool)
        What each leaves out, in words, and which accounts it lets through.
    """
    left_out: dict[str, int] = {}
    for words, passing in filters:
        left_out[words] = int(np.count_nonzero(accounts & ~passing))
        accounts = accounts & passing
    return accounts, left_out


def _country(text: str) -> str:
    """Return the code of a country that the user named."""
    with suppress(SkipValue):
        return as_told("country", text)
    return text
