"""The best way into each account of a list, with care for introducers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from graph_icp.market.lookup import owners_of
from graph_icp.market.reach.path_words import names_on, told_in_words
from graph_icp.market.reach.reading import read_near, read_said
from graph_icp.reach.care import spared
from graph_icp.reach.outcomes import asks_lately
from graph_icp.reach.paths import find, targets

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    import pandas as pd

    from graph_icp.graph.store import Store


def doors(
    store: Store, keys: Sequence[str], *, hops: int = 2, day: datetime.date | None = None
) -> pd.DataFrame:
    """Return the best way into each of some accounts, in their order; none has no row.

    No introducer is asked more than three times in thirty days, over the whole list and together
    with what was asked already: the strongest paths come first, and other accounts get their next
    best.

    Parameters
    ----------
    store : Store
    keys : sequence of str
        Of accounts.
    hops : int
        As of `Market.paths`.
    day : date, optional

    Returns
    -------
    DataFrame
        As `AccountPaths.table`.
    """
    owners = owners_of(store, keys)
    ids = np.array([owners[key] for key in keys if key in owners], dtype=np.int64)
    known = read_near(store, ids, day, hops=hops)
    people = targets(known, ids)
    chosen = spared(find(known, people, hops=hops), asks_lately(read_said(store), known.today))
    place = {account: i for i, account in enumerate(ids.tolist())}
    in_order = chosen.sort_values("account", key=lambda column: column.map(place))
    return told_in_words(known, in_order, people, names_on(store, known, in_order))
