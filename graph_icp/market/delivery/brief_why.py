"""Reasons in a line, as the sheet and exports give them, without customers not to be named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from graph_icp.discovery.ranking.brief_reasons import brief_reasons
from graph_icp.discovery.ranking.ranking import reasons_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from graph_icp.discovery.ranking.named_reasons import Reason
    from graph_icp.discovery.ranking.ranking import Ranking
    from graph_icp.market.delivery.resembled import Alike
    from graph_icp.market.delivery.unnamed import Unnamed


def brief_whys(
    ranking: Ranking,
    places: NDArray[np.intp],
    table: pd.DataFrame,
    alike: Sequence[Sequence[Alike]],
    unnamed: Unnamed,
) -> list[str]:
    """Return short reasons, without those whose trait has the name of an unnamed customer.

    Parameters
    ----------
    ranking : Ranking
    places : array of int
        Of the accounts.
    table : DataFrame
        account, domain, employees, size, industry and country_name of each, in this order.
    alike : sequence of sequences of Alike
        As of `resembled`.
    unnamed : Unnamed
    """
    names = [[each.name for each in some] for some in alike]
    found = [
        [_as_told(each, size) for each in some if not unnamed.named_in(each.trait)]
        for some, size in zip(reasons_of(ranking, places), table["size"], strict=True)
    ]
    told = table[["account", "domain", "employees", "industry", "country_name"]]
    rows = zip(told.to_dict("records"), names, strict=True)
    return brief_reasons(
        found,
        [_details(row, some, unnamed) for row, some in rows],
        [next(iter(some), "") for some in names],
    )


def _as_told(reason: Reason, size: object) -> Reason:
    """Return a reason that says of a size which no file gave as a band that it is about that."""
    if reason.link.relation != "size" or reason.trait == size:
        return reason
    return reason._replace(trait=f"about {reason.trait}")


def _details(row: dict[Any, Any], names: Sequence[str], unnamed: Unnamed) -> list[str]:
    """Return what tells an account apart from another with the same reasons."""
    known = {name: value for name, value in row.items() if pd.notna(value) and value != ""}
    details = [
        f"most like {names[0]}" if names else "",
        f"{int(known['employees']):,} employees" if "employees" in known else "",
        str(known.get("industry", "")),
        f"in {known['country_name']}" if "country_name" in known else "",
        str(known.get("domain") or known["account"]),
    ]
    *others, own = [each for each in details if each]
    return [*(each for each in others if not unnamed.named_in(each)), own]
