"""What importers ask of an account beside the list: its record ids, its page and its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph_icp.graph.id_rows import rows_of
from graph_icp.graph.model import ACCOUNT
from graph_icp.ingest.values.country_names import name_of
from graph_icp.market.delivery.record_ids import ids_by_system, keys_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from graph_icp.graph.store import Store

# By the column here, the properties under which files tell it, the surest first.
TOLD_AS = {
    "city": ("city", "billingcity", "billing_city", "company_city", "hq_city", "address_1_city"),
    "state": (
        *("state_region", "state", "billingstate", "billing_state_province", "billing_state"),
        *("company_state", "hq_state", "hq_state_region"),
    ),
    "zip": ("postal_code", "zip", "zipcode", "zip_code", "zip_postal_code", "postcode"),
    "stock_symbol": ("stock_symbol", "tickersymbol", "ticker_symbol", "ticker", "stocksymbol"),
}
_PROPERTIES = "|".join(each for properties in TOLD_AS.values() for each in properties)


def with_details(store: Store, table: pd.DataFrame, ids: Sequence[int]) -> pd.DataFrame:
    """Return a list of accounts with the columns that `Delivery.accounts` adds.

    Parameters
    ----------
    store : Store
    table : DataFrame
        As `DiscoveryList.table`.
    ids : sequence of int
        Of its accounts, in its order.
    """
    keys = keys_of(store, ids, ACCOUNT.label)
    pages = keys[keys["system"] == "linkedin"].groupby("id")["value"].first()
    return table.assign(
        main_industry=[_first_of(industries) for industries in table["industry"]],
        country_name=[_name_of(code) for code in table["country"]],
        **{name: _in_order(values, ids) for name, values in _places(store, ids).items()},
        hubspot=ids_by_system(keys, "hubspot", ids),
        salesforce=ids_by_system(keys, "salesforce", ids),
        linkedin=_in_order(pages, ids),
    )


def _places(store: Store, ids: Sequence[int]) -> dict[str, pd.Series]:
    """Return by the column the text of each account of which a file tells it."""
    rows = rows_of(ids)
    told = store.ask("read/values_of_properties", rows, properties=_PROPERTIES).to_pandas()
    found: dict[str, pd.Series] = {}
    for column, properties in TOLD_AS.items():
        mine = told[told["property"].isin(properties)]
        rank = mine["property"].map(properties.index)
        ordered = mine.assign(rank=rank).sort_values(["account", "rank"])
        found[column] = ordered.groupby("account")["value"].first()
    return found


def _in_order(values: pd.Series, ids: Sequence[int]) -> pd.Series:
    ordered = values.reindex(list(ids)).astype(object)
    return ordered.where(ordered.notna(), None).reset_index(drop=True)


def _first_of(industries: object) -> Any:
    """Return the first of an account's industries, of which programs take one."""
    return industries.split("; ")[0] if isinstance(industries, str) else None


def _name_of(code: object) -> Any:
    return name_of(code) if isinstance(code, str) and code else None
