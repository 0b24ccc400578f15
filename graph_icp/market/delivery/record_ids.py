"""Record ids: under which id a system knows an account or a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from graph_icp.graph.id_rows import rows_of
from graph_icp.graph.model import ACCOUNT
from graph_icp.market.delivery.salesforce_id import whole_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph_icp.graph.store import Store


def keys_of(store: Store, ids: Sequence[int], label: str) -> pd.DataFrame:
    """Return the keys of the mentions that make up accounts or people.

    Parameters
    ----------
    store : Store
    ids : sequence of int
    label : str
        What they are: "Account" or "Person".

    Returns
    -------
    DataFrame
        id, system ("domain", "email", "hubspot" ...), value ("acme.com", "1234").
    """
    rows = rows_of(sorted(set(ids)))
    keys = store.ask("read/keys_of", rows, label=label).to_pandas()
    parts = [str(key).partition(":") for key in keys["key"]]
    return pd.DataFrame(
        {
            "id": keys["id"],
            "system": pd.Series([system for system, _, _ in parts], dtype=object),
            "value": pd.Series([value for _, _, value in parts], dtype=object),
        }
    )


def record_ids(store: Store, accounts: Sequence[int]) -> dict[str, list[Any]]:
    """Return the ids under which HubSpot and Salesforce know each account, by system."""
    keys = keys_of(store, accounts, ACCOUNT.label)
    return {each: ids_by_system(keys, each, accounts) for each in ("hubspot", "salesforce")}


def ids_by_system(keys: pd.DataFrame, system: str, ids: Sequence[int]) -> list[Any]:
    """Return the ids under which a system knows each, several where it has it several times.

    Parameters
    ----------
    keys : DataFrame
        As of `keys_of`.
    system : str
        "hubspot" or "salesforce", whose ids become the ones of 18 characters.
    ids : sequence of int
        Of whom, in this order.
    """
    mine = keys[keys["system"] == system].groupby("id")["value"].agg(list).to_dict()
    whole = whole_id if system == "salesforce" else str
    return [[whole(each) for each in mine.get(number, [])] for number in ids]
