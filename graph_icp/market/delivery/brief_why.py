"""Reasons in a line, as the sheet and exports give them, without customers not to be named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph_icp.discovery.ranking.brief_reasons import brief_reasons
from graph_icp.discovery.ranking.customer_index import CustomerIndex
from graph_icp.discovery.ranking.ranking import CLOSEST_NAMED, reasons_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from graph_icp.discovery.ranking.ranking import Ranking
    from graph_icp.market.delivery.unnamed import Unnamed


def brief_whys(
    ranking: Ranking, places: NDArray[np.intp], table: pd.DataFrame, unnamed: Unnamed
) -> list[str]:
    """Return short reasons, without those whose trait has the name of an unnamed customer.

    Parameters
    ----------
    ranking : Ranking
    places : array of int
        Of the accounts.
    table : DataFrame
        account, domain, employees, industry and country_name of each, in this order.
    unnamed : Unnamed
    """
    resembled = resembled_by(ranking, places, unnamed)
    found = [
        [each for each in some if not unnamed.named_in(each.trait)]
        for some in reasons_of(ranking, places)
    ]
    told = table[["account", "domain", "employees", "industry", "country_name"]]
    rows = zip(told.to_dict("records"), resembled, strict=True)
    return brief_reasons(found, [_details(row, names, unnamed) for row, names in rows])


def resembled_by(ranking: Ranking, places: NDArray[np.intp], unnamed: Unnamed) -> list[list[str]]:
    """Return the customers most like each account, of those that may be named."""
    everyone = ranking.labels.customers
    named = everyone[~ranking.graph.accounts["id"].iloc[everyone].isin(unnamed.ids).to_numpy()]
    if not len(named) or not len(places):
        return [[] for _ in places]
    accounts = ranking.graph.accounts
    customers = CustomerIndex(accounts.iloc[named], ranking.links(named))
    own = accounts["id"].iloc[places].tolist()
    closest, _ = customers.most_like(ranking.fit, ranking.links(places), own, CLOSEST_NAMED)
    return [[customers.names[i] for i in row if i >= 0] for row in closest.tolist()]


def _details(row: dict[Any, Any], resembled: Sequence[str], unnamed: Unnamed) -> list[str]:
    """Return what tells an account apart from another with the same reasons."""
    many = row["employees"]
    details = [
        f"most like {resembled[0]}" if resembled else "",
        f"{int(many):,} employees" if many == many and many is not None else "",
        _text(row["industry"]),
        f"in {row['country_name']}" if _text(row["country_name"]) else "",
        _text(row["domain"]) or str(row["account"]),
    ]
    *others, own = [each for each in details if each]
    return [*(each for each in others if not unnamed.named_in(each)), own]


def _text(value: object) -> str:
    """Return a text, "" of nothing known."""
    return value if isinstance(value, str) else ""
