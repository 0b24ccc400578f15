"""People who came from a customer to a prospect, for a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from graph_icp.graph.model import RANKED
from graph_icp.market.intent.people_named import named_people, opted_out
from graph_icp.market.runs import stored
from graph_icp.reach.moves import moves

if TYPE_CHECKING:
    import datetime

    from graph_icp.graph.store import Store


def people_moved(store: Store, as_of: datetime.date, *, everybody: bool = False) -> pd.DataFrame:
    """Return who came from a customer to a prospect; see `Market.moves`."""
    accounts = store.ask("read/accounts").to_pandas()
    moved = store.ask("signals/people_moved", as_of=as_of, account=None).to_pandas()
    found = moves(moved, accounts, RANKED, opted_out(store))
    found = found if everybody else found[found["knew_us"]]
    run = stored.last_run(store)
    ids = found["account"].unique().astype(np.int64)
    fits = pd.Series(stored.fits_of(store, ids, run) if run else np.nan, index=ids)
    names = named_people(store, found["person"])
    table = found.assign(
        person=found["person"].map(names),
        since=found["since"].dt.date,
        status=found["account"].map(accounts.set_index("id")["status"]),
        fit=found["account"].map(fits),
    ).reset_index(drop=True)
    columns = ["person", "from", "to", "to_domain", "title", "since", "status", "fit"]
    return table[[*columns, "knew_us"] if everybody else columns]
