"""Who can introduce us, for the graph: the steps of the best paths into accounts, and no others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from graph_icp.market.reach.reading import read_acquaintances
from graph_icp.reach.paths import best_into, each_of
from graph_icp.reach.people.ties import ties_between, ties_of_colleagues

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from graph_icp.graph.store import Store
    from graph_icp.personas.persona import Persona
    from graph_icp.reach.people.acquaintances import Acquaintances


def introducers(
    store: Store,
    ids: NDArray[np.int64],
    day: datetime.date | None = None,
    personas: Sequence[Persona] = (),
) -> pd.DataFrame:
    """Return the steps of the paths that make up the reach of accounts; see `reach_of`.

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
        account (id), one, other (ids of people, from the colleague on), strength (of the tie, 0 to
        1): each step once an account.
    """
    known = read_acquaintances(store, day, personas=personas)
    paths = best_into(known, ids)
    steps = pd.DataFrame(
        [(path.account, *step) for path in each_of(paths) for step in path.steps],
        columns=["account", "one", "other"],
        dtype=np.int64,
    ).drop_duplicates()
    return steps.merge(_ties(known, steps), on=["one", "other"])


def _ties(known: Acquaintances, steps: pd.DataFrame) -> pd.DataFrame:
    """Return the ties of some steps: of colleagues, and of people outside."""
    outside = steps[~steps["one"].isin(known.colleagues)]
    return pd.concat(
        [
            ties_of_colleagues(known, steps["other"].to_numpy()),
            ties_between(known, outside["one"].to_numpy(), outside["other"].to_numpy()),
        ]
    )
