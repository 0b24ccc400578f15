"""A list with some accounts mixed in from little-known corners of the market.

Sales that only call well-known companies learn nothing about the rest.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from graph_icp.discovery.ranking.ranking import Ranking

    Places = NDArray[np.intp]


def explored(ranking: Ranking, places: Places, share: float) -> tuple[Places, NDArray[np.bool_]]:
    """Return a list with a share of its positions given to accounts to explore.

    A community is an industry, else a region, else all other accounts. The communities with the
    least coverage come first, one account of each in turn, the best fit first.

    Parameters
    ----------
    ranking : Ranking
    places : array of int
        The positions of the listed accounts, best first.
    share : float
        The share of positions, above 0 and below 1: 0.1 is every tenth.

    Returns
    -------
    places : array of int
        The same accounts in their new order.
    explored : array of bool
        Whether each was mixed in.
    """
    step = round(1 / share)
    thin, usual = _thinnest_first(ranking, places), iter(places.tolist())
    order: list[int] = []
    marks: list[bool] = []
    seen: set[int] = set()
    while len(order) < len(places):
        mixed = (len(order) + 1) % step == 0
        place = next(each for each in (thin if mixed else usual) if each not in seen)
        seen.add(place)
        order.append(place)
        marks.append(mixed)
    return np.array(order, dtype=np.intp), np.array(marks, dtype=bool)


def _thinnest_first(ranking: Ranking, places: Places) -> Iterator[int]:
    """Give the accounts community by community, in turn, the least-known first."""
    accounts = ranking.graph.accounts.iloc[places]
    named = accounts["industry"].fillna(accounts["region"]).fillna("").to_numpy()
    covered = ranking.coverage[places]
    members = {name: places[named == name].tolist() for name in np.unique(named.astype(str))}
    thinness = {name: float(covered[named == name].mean()) for name in members}
    ordered = sorted(members, key=lambda name: (thinness[name], name))
    for turn in zip_longest(*(members[name] for name in ordered)):
        yield from (each for each in turn if each is not None)
