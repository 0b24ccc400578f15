"""The accounts that matter to what is told of one: customers, its family, and its doubles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from graph_icp.graph.id_rows import rows_of
from graph_icp.market.families import family_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from graph_icp.graph.store import Store


def accounts_beside(store: Store, ids: Iterable[int]) -> pd.DataFrame:
    """Return some accounts and all customers, in the columns and the order of `read/accounts`."""
    labelled = store.ask("read/labelled").to_pandas()
    customers = labelled["id"][labelled["status"] == "customer"]
    wanted = np.union1d(np.array([*ids], dtype=np.int64), customers.to_numpy(np.int64))
    found: pd.DataFrame = store.ask("read/accounts_by_id", rows_of(wanted)).to_pandas()
    return found


def kin_and_doubles(store: Store, account: int) -> set[int]:
    """Return an account with its family and those that it may be the same as, by their ids."""
    pairs = store.ask("decisions/proposals").select(["a", "b"]).to_pandas()
    doubles = pairs[(pairs == account).any(axis=1)]
    return {account, *family_of(store, account), *doubles.to_numpy().ravel().tolist()}
