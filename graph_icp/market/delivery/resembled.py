"""The customers that accounts resemble, of those that may be named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_icp.discovery.ranking.customer_index import CustomerIndex
from graph_icp.discovery.ranking.ranking import CLOSEST_NAMED

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from graph_icp.discovery.ranking.ranking import Ranking
    from graph_icp.market.delivery.unnamed import Unnamed


@dataclass(frozen=True)
class Alike:
    """A customer that an account resembles.

    Attributes
    ----------
    account : int
        The customer's id.
    name : str
    likeness : float
        0 to 1.
    """

    account: int
    name: str
    likeness: float


def resembled(ranking: Ranking, places: NDArray[np.intp], unnamed: Unnamed) -> list[list[Alike]]:
    """Return the customers most like each account, the most like first, three at most.

    Parameters
    ----------
    ranking : Ranking
    places : array of int
        The positions of the accounts.
    unnamed : Unnamed
        The customers that are left out.
    """
    accounts, everyone = ranking.graph.accounts, ranking.labels.customers
    named = everyone[~accounts["id"].iloc[everyone].isin(unnamed.ids).to_numpy()]
    if not len(named) or not len(places):
        return [[] for _ in places]
    customers = CustomerIndex(accounts.iloc[named], ranking.links(named))
    ids, own = customers.accounts["id"].tolist(), accounts["id"].iloc[places].tolist()
    closest, likeness = customers.most_like(ranking.fit, ranking.links(places), own, CLOSEST_NAMED)
    return [
        [Alike(ids[i], customers.names[i], alike) for i, alike in zip(*row, strict=True) if i >= 0]
        for row in zip(closest.tolist(), likeness.tolist(), strict=True)
    ]
