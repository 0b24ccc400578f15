"""The reach of many accounts at once, for lists of accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from graph_icp.market.reach.path_words import names_on, one_line
from graph_icp.market.reach.reading import read_acquaintances
from graph_icp.reach.paths import best, each_of, find, reach, targets

if TYPE_CHECKING:
    import datetime

    from numpy.typing import NDArray

    from graph_icp.graph.store import Store


def reach_of(
    store: Store, ids: NDArray[np.int64], day: datetime.date | None = None
) -> pd.DataFrame:
    """Return how well the team can get introduced to accounts, and by whom best.

    Parameters
    ----------
    store : Store
    ids : array of int
        Accounts.
    day : date, optional
        The day to which everything has aged; today if it is not given.

    Returns
    -------
    DataFrame
        account (id, in the order of `ids`), reach (0 to 100; missing for all where no file of a
        colleague is loaded), door (the best path: "Ann Lee -> Bo Marsh -> Ines Silva, COO"; "" for
        none).
    """
    known = read_acquaintances(store, day)
    if not len(known.colleagues):
        return pd.DataFrame({"account": ids, "reach": np.nan, "door": ""})
    chosen = best(find(known, targets(known, ids), every_starter=False))
    first = chosen.drop_duplicates("account")
    names = names_on(store, known, first)
    doors = {path.account: one_line(path, names) for path in each_of(first)}
    reached = reach(chosen).reindex(ids).fillna(0.0).to_numpy()
    return pd.DataFrame(
        {"account": ids, "reach": reached, "door": [doors.get(int(each), "") for each in ids]}
    )
