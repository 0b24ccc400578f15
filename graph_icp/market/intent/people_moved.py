"""People who came from a customer to a prospect, for a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from graph_icp.graph.model import RANKED
from graph_icp.market.intent.people_named import named_people, opted_out
from graph_icp.market.runs import stored
from graph_icp.reach.moves import moves

if TYPE_CHECKING:
    import datetime

    import pandas as pd

    from graph_icp.graph.store import Store


def people_moved(store: Store, as_of: datetime.date) -> pd.DataFrame:
    """Return who came from a customer to a prospect; see `Market.moves`."""
    accounts = store.ask("read/accounts").to_pandas()
    moved = store.ask("signals/people_moved", as_of=as_of).to_pandas()
    found = moves(moved, accounts, RANKED, opted_out(store))
    run = stored.last_run(store)
    fits = found["account"].map(stored.scores(store, run)["fit"]) if run else np.nan
    names = named_people(store, found["person"])
    table = found.assign(person=found["person"].map(names), since=found["since"].dt.date, fit=fits)
    return table[["person", "from", "to", "to_domain", "title", "since", "fit"]]
