"""Whom a list may hold, before its filters, and what is said of all of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.health.list_health import health
from graph_icp.discovery.ranking.filters import having_status
from graph_icp.discovery.ranking.hard_rules import check
from graph_icp.market.families import one_of_each
from graph_icp.market.lists.requests import asking

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from graph_icp.discovery.ranking.ranking import Ranking
    from graph_icp.market.discover_options import DiscoverOptions
    from graph_icp.market.ranked_market import RankedMarket

    Marked = NDArray[np.bool_]
    Places = NDArray[np.intp]


@dataclass(frozen=True)
class Candidates:
    """Whom a list may hold, before its filters.

    Attributes
    ----------
    of_status : array of bool
        Of every account whether it has a status that is asked for.
    order : array of int
        The positions of those that are ranked, best first; of a family the best alone where it
        counts as one.
    places : array of int
        Behind them those that a rule excludes, and those of which a request alone is known.
    ranks : array of float
        Of `places`; nan for who is not ranked.
    relatives : int
        How many are left out for another one of their family.
    unknown : array of bool
        Of every account whether it has a status that is asked for, and nothing else is known.
    other_statuses, disqualified : dict of str to int
        How many accounts are not ranked for their status, the most first, and for each rule, those
        of several in each.
    health : tuple of str
        What to know before believing a list of them.
    """

    of_status: Marked
    order: Places
    places: Places
    ranks: NDArray[np.float64]
    relatives: int
    unknown: Marked
    other_statuses: dict[str, int]
    disqualified: dict[str, int]
    health: tuple[str, ...]

    @classmethod
    def of(cls, market: RankedMarket, options: DiscoverOptions) -> Candidates:
        """Return those of a ranked market; raises RankingError where rules leave nobody."""
        ranking, whole = market.ranking, market.whole
        of_status = having_status(whole, options.filters)
        check(whole, market.icp.rules, of_status)
        every = ranking.order(of_status & ~ranking.disqualified)
        order = every
        if market.family is not None:
            order = every[one_of_each(every, market.family)]
        behind = ranking.order(of_status & ranking.disqualified)
        if options.filters.requests:
            behind = np.concatenate([behind, asking(ranking, of_status, market.standing)])
        places = np.concatenate([order, behind])
        ranks = np.concatenate([np.arange(1.0, len(order) + 1), np.full(len(behind), np.nan)])
        return cls(
            *(of_status, order, places, ranks, len(every) - len(order)),
            of_status & ~ranking.known,
            dict(Counter(whole.accounts["status"][~of_status].tolist()).most_common()),
            _by_rule(ranking, of_status),
            tuple(health(ranking, order)),
        )


def _by_rule(ranking: Ranking, of_status: Marked) -> dict[str, int]:
    """Return how many accounts each rule disqualifies, those of several in each."""
    places = np.flatnonzero(of_status & ranking.disqualified)
    rules = [str(rule) for place in places for rule in ranking.broken[place]]
    return dict(Counter(rules))
