"""The map of a ranked market: customers among prospects, near each other where they are alike."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.spatial import cKDTree

from graph_icp.discovery.likeness_map.layout import layout
from graph_icp.discovery.likeness_map.neighbours import sharing, weighed_traits
from graph_icp.discovery.likeness_map.place_names import place_names
from graph_icp.discovery.ranking.ranking import CLOSEST_NAMED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from graph_icp.discovery.ranking.filters import Filters
    from graph_icp.discovery.ranking.ranking import Ranking
    from graph_icp.market.discovery_list import DiscoveryList
    from graph_icp.market.ranked_lists import RankedLists
    from graph_icp.progress import Progress

    Places = NDArray[np.intp]

CUSTOMER, PROSPECT = "customer", "prospect"
# The most accounts of a map, and the most customers among them.
MOST = 3_000
MOST_CUSTOMERS = MOST // 2
# How many of those that stand nearest are named.
BESIDE = 3


@dataclass(frozen=True)
class ShownMap:
    """What filters let through of a map.

    Attributes
    ----------
    table : DataFrame
        As of `AccountMap`, with a column shown (bool): prospects that the filters let through, and
        all customers.
    asked_for : DiscoveryList
        The list by the same filters, without rows: what it leaves out, and why.
    """

    table: pd.DataFrame
    asked_for: DiscoveryList


@dataclass(frozen=True)
class AccountMap:
    """The accounts of a map: customers, and the prospects with the most points.

    Attributes
    ----------
    places : array of int
        The positions of its accounts in the ranking.
    table : DataFrame
        In the same order, prospects first, by points: account (name), domain, status, tier, fit (0
        to 100), industry, country, x, y (-1 to 1; accounts that stand near each other are alike),
        customers_it_resembles (list of names), resembled (list of their keys), beside (list of the
        names that stand nearest), key.
    names : DataFrame
        name (of a trait), x, y (a place around which most have it), accounts (how many of the map
        have it), the most telling first.
    left_out : dict of str to int
        How many accounts of the market are not on it, by what these are in words.
    """

    places: Places
    table: pd.DataFrame
    names: pd.DataFrame
    left_out: dict[str, int]

    def shown(
        self, ranked: RankedLists, filters: Filters | None = None, intent: Sequence[str] = ()
    ) -> ShownMap:
        """Return what filters let through.

        `ranked` is the ranking that the map is made of, which it does not hold itself; for filters
        and what is raised see `discover`.
        """
        options = ranked.market.options
        asked = replace(options, filters=filters or options.filters, intent=tuple(intent))
        found = ranked.list(replace(asked, sort="fit", limit=0))
        shown = np.isin(self.places, found.matching) | (self.table["status"] == CUSTOMER)
        return ShownMap(self.table.assign(shown=shown), found.asked_for)


def account_map(lists: RankedLists, progress: Progress | None = None) -> AccountMap:
    """Return the map of a ranked market; the same ranking has the same map.

    Parameters
    ----------
    lists : RankedLists
    progress : Progress, optional
    """
    ranking, customers = lists.market.ranking, lists.market.ranking.customers
    places, left_out = _chosen(ranking)
    if progress:
        progress("comparing companies", 0)
    rows = weighed_traits(ranking.fit, ranking.links(places))
    together = sharing(rows)
    left_out["that share nothing with another one"] = int((~together).sum())
    places, rows = places[together], rows[together]
    points = layout(rows, progress)
    names = place_names(rows, _traits(ranking), points)
    accounts, links = ranking.graph.accounts.iloc[places], ranking.links(places)
    closest, _ = customers.most_like(ranking.fit, links, accounts["id"].tolist(), CLOSEST_NAMED)
    columns = ("domain", "status", "industry", "country")
    table = pd.DataFrame(
        {
            "account": accounts["name"].to_numpy(),
            **{column: accounts[column].to_numpy() for column in columns},
            "tier": ranking.tiers[places],
            "fit": ranking.fits[places],
            "x": points[:, 0],
            "y": points[:, 1],
            "customers_it_resembles": _named(customers.accounts["name"], closest),
            "resembled": _named(customers.accounts["key"], closest),
            "beside": _named(accounts["name"], _beside(points)),
            "key": accounts["key"].to_numpy(),
        }
    )
    told = {why: many for why, many in left_out.items() if many}
    return AccountMap(places, table, names, told)


def _chosen(ranking: Ranking) -> tuple[Places, dict[str, int]]:
    """Return the positions of a map's accounts, and how many of the others are what."""
    status = ranking.graph.accounts["status"].to_numpy().astype(str)
    customers = np.flatnonzero((status == CUSTOMER) & ranking.known)
    kept = customers
    if len(customers) > MOST_CUSTOMERS:
        even = np.arange(MOST_CUSTOMERS) * len(customers) // MOST_CUSTOMERS
        kept = customers[even]
    prospects = ranking.order(status == PROSPECT)
    best = prospects[: MOST - len(kept)]
    on_it = np.isin(status, (CUSTOMER, PROSPECT))
    others = Counter(status[~on_it].tolist())
    left_out = {
        "prospects with fewer points": len(prospects) - len(best),
        "customers (the others are spread evenly)": len(customers) - len(kept),
        "of which nothing that counts is known": int((on_it & ~ranking.known).sum()),
        **{f"of status {each}": many for each, many in others.most_common()},
    }
    return np.concatenate([best, kept]), left_out


def _traits(ranking: Ranking) -> list[str]:
    """Return the names of the traits of all relations that count, in their order."""
    matrices = ranking.graph.matrices
    return [
        str(name)
        for each in ranking.fit.relations
        for name in matrices[each.relation].traits["name"]
    ]


def _beside(points: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return by point the positions of those that stand nearest."""
    several = len(points)
    if several < 2:
        return np.zeros((several, 0), dtype=np.int64)
    count = min(BESIDE + 1, several)
    found = cKDTree(points).query(points, k=range(1, count + 1))[1]
    nearest: NDArray[np.int64] = np.asarray(found, dtype=np.int64)
    itself = nearest == np.arange(several)[:, None]
    # Where others stand at the same place, its own may not be among them.
    itself[~itself.any(axis=1), -1] = True
    others: NDArray[np.int64] = nearest[~itself].reshape(several, count - 1)
    return others


def _named(values: pd.Series, places: NDArray[np.int64]) -> list[list[str]]:
    told = values.astype(str).tolist()
    return [[told[place] for place in row if place >= 0] for row in places.tolist()]
