"""A market ranked block by block, on this machine's disk or a cluster: for those too large for
memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np

from graph_icp.discovery.icp import Icp
from graph_icp.discovery.learning.method import AUTO
from graph_icp.discovery.ranking.filters import Filters, having_status, let_through
from graph_icp.discovery.ranking.hard_rules import ACCOUNT, NUMBERS, TEXTS, check
from graph_icp.discovery.ranking.link_dates import LinkDates
from graph_icp.discovery.ranking.ranking import listed, rank_blocks
from graph_icp.errors import RankingError
from graph_icp.graph.blocks import BLOCK
from graph_icp.graph.matrix import Graph
from graph_icp.market.blocks.block_list import BlockList
from graph_icp.market.leaving_out import always_left_out, counting
from graph_icp.market.lists.narrowing import narrow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from contextlib import AbstractContextManager

    from numpy.typing import NDArray

    from graph_icp.discovery.ranking.ranking import Ranking
    from graph_icp.graph.blocks import Links
    from graph_icp.progress import Progress

    Places = NDArray[np.intp]

# The filters that need links, or what only a store tells.
_OF_STORES = (
    *("where", "feedback", "untaken", "has_door", "requests", "persona_missing"),
    *("tags", "without_tags", "shown_tags"),
)


class Tables(Protocol):
    """Where the accounts, traits and links of a market are."""

    @property
    def chosen_by(self) -> tuple[str, ...]:
        """Traits and relations that chose the customers, and do not count."""

    def names(self) -> Graph:
        """Return the accounts, sorted by key, and the traits of each relation, without links."""

    def blocks(self, names: Graph, size: int) -> AbstractContextManager[Mapping[str, Links]]:
        """Give, for a `with` block, the links of accounts to the traits of `names` in blocks."""


class BlockMarket:
    """A market whose links are not held in memory, only its accounts and a number for each.

    It knows fit, tiers and reasons alone: no intent, reach, tags or feedback, no dates in reasons,
    and it keeps no run.

    Parameters
    ----------
    tables : Tables
        `SparkTables` on a cluster, `TablesOnDisk` on this machine.
    icp : Icp, optional
    size : int
        The accounts of a block.
    """

    def __init__(self, tables: Tables, icp: Icp | None = None, size: int = BLOCK) -> None:
        self._tables = tables
        self._icp = icp or Icp()
        self._size = size

    def discover(
        self,
        *,
        method: str = AUTO,
        profile: str | None = None,
        without: Sequence[str] = (),
        with_: Sequence[str] = (),
        filters: Filters | None = None,
        limit: int | None = None,
        progress: Progress | None = None,
    ) -> BlockList:
        """Rank the companies to sell to next.

        Parameters
        ----------
        method, profile, without, with_, filters, limit
            As of `DiscoverOptions`; filters by what accounts have, fit and tier alone.
        progress : Progress, optional

        Raises
        ------
        RankingError
            If nothing can be learned, nobody ranked, or icp.toml or the filters ask for what only
            a store knows.
        StoreError
            If Spark or the disk stops, or a table is not as it must be.
        UnknownNameError
            If there is no such method, profile, trait, relation or filter value.
        """
        filters = filters or Filters()
        _check_known(self._icp, filters)
        if progress:
            progress("reading accounts and traits", 0)
        whole = self._tables.names()
        always = always_left_out(self._tables.chosen_by, self._icp)
        counts = counting(whole, self._icp, always, without, with_)
        names, icp = counts.graph, counts.icp
        with self._tables.blocks(names, self._size) as blocks:
            if progress:
                progress("learning from your customers", 0)
            ranking = rank_blocks(Graph(names.accounts, {}), blocks, method, icp, profile)
            of_status = having_status(ranking.graph, filters)
            check(ranking.graph, icp.rules, of_status)
            order = ranking.order(of_status & ~ranking.disqualified)
            places, ranks = _shown(ranking, order, of_status, filters)
            part = slice(None, limit)
            table = listed(ranking, places[part], ranks[part], LinkDates.unknown, progress)
        said = (*ranking.fit.warnings, *counts.warnings)
        return BlockList(table, ranking, order, len(places), counts.left_out, said)


def _shown(
    ranking: Ranking, order: Places, of_status: NDArray[np.bool_], filters: Filters
) -> tuple[Places, NDArray[np.float64]]:
    """Return the positions and ranks of those whom the filters let through, best first."""
    behind = ranking.order(of_status & ranking.disqualified)
    places = np.concatenate([order, behind if filters.wants_disqualified() else behind[:0]])
    ranks = np.full(len(places), np.nan)
    ranks[: len(order)] = np.arange(1.0, len(order) + 1)
    passing = let_through(ranking.graph, ranking.fits, ranking.tiers, filters)
    let, _ = narrow(np.ones(len(ranking.fits), dtype=bool), passing)
    return places[let[places]], ranks[let[places]]


def _check_known(icp: Icp, filters: Filters) -> None:
    """Raise RankingError where something is asked for that is known of a store alone."""
    about = {*TEXTS, *NUMBERS, ACCOUNT}
    asked = {
        "half-lives": icp.half_lives,
        "columns of files as relations": icp.columns,
        "families as one": icp.families_as_one,
        "rules about relations": [each for each in icp.rules if each.about not in about],
    }
    wanted = [f"{name} (icp.toml)" for name, said in asked.items() if said]
    plain = Filters()
    wanted += [
        f"the filter {name.replace('_', ' ')}"
        for name in _OF_STORES
        if getattr(filters, name) != getattr(plain, name)
    ]
    if wanted:
        raise RankingError(
            f"A ranking in blocks does not know {', '.join(wanted)}; leave it out, or copy the "
            "market into a store and rank it in memory."
        )
