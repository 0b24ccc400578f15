"""The reach of many accounts at once, for lists of accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from graph_icp.market.reach.reading import read_acquaintances
from graph_icp.reach.paths import reach_into

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from graph_icp.graph.store import Store
    from graph_icp.personas.persona import Persona


def reach_of(
    store: Store,
    ids: NDArray[np.int64],
    day: datetime.date | None = None,
    personas: Sequence[Persona] = (),
) -> pd.DataFrame:
    """Return how well the team can get introduced to accounts; whom to ask is in `doors`.

    Parameters
    ----------
    store : Store
    ids : array of int
        Accounts.
    day : date, optional
        The day to which everything has aged; today if it is not given.
    personas : sequence of Persona
        Of icp.toml.

    Returns
    -------
    DataFrame
        account (id, in the order of `ids`), reach (0 to 100; missing for all where no file of a
        colleague is loaded).
    """
    if not len(store.ask("reach/colleagues")):
        return pd.DataFrame({"account": ids, "reach": np.nan})
    known = read_acquaintances(store, day, personas=personas)
    return pd.DataFrame({"account": ids, "reach": reach_into(known, ids)})
