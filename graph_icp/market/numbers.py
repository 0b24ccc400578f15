"""Numbers of any name that files tell of customers, for weighing them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa

from graph_icp.graph.model import ACCOUNT_PROPERTIES

if TYPE_CHECKING:
    from graph_icp.graph.store import Store


def with_numbers(store: Store, accounts: pd.DataFrame) -> pd.DataFrame:
    """Return the accounts with a column for each number that is known of customers.

    Parameters
    ----------
    store : Store
    accounts : DataFrame
        id, status and more; who is no customer has no such numbers.
    """
    customers = accounts["id"][accounts["status"] == "customer"]
    rows = pa.table({"id": pa.array(customers, pa.int64())})
    told = store.ask("numbers_of", rows, known=",".join(ACCOUNT_PROPERTIES)).to_pandas()
    if told.empty:
        return accounts
    told["value"] = pd.to_numeric(told["value"], errors="coerce")
    numbers = told.dropna().pivot(index="account", columns="property", values="value")
    joined: pd.DataFrame = accounts.join(numbers, on="id")
    return joined
