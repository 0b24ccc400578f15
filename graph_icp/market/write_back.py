"""Results in the graph for people: on accounts, to customers, and between who can introduce us."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa

from graph_icp.discovery.ranking.ranking import ties_to_customers
from graph_icp.market.reach.introducers import introducers

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from graph_icp.discovery.ranking.ranking import Ranking
    from graph_icp.graph.store import Store
    from graph_icp.personas.persona import Persona

# The rough size in bytes of one account's results.
_BYTES = 1_000


class Edges(NamedTuple):
    """How many edges were written: to customers, and between people who can introduce us."""

    customers: int = 0
    introductions: int = 0


def write_back(
    store: Store,
    ranking: Ranking,
    places: NDArray[np.intp],
    table: pd.DataFrame,
    run: int,
    day: datetime.date | None = None,
    personas: Sequence[Persona] = (),
) -> Edges:
    """Replace the results in the graph by those of a run.

    Parameters
    ----------
    store : Store
        Open for writing.
    ranking : Ranking
    places : array of int
        The positions of the accounts of the discovery list.
    table : DataFrame
        The list: fit, tier, rank, why, reach, intent, priority and more, one row per position.
    run : int
        The run's number.
    day : date, optional
        The day to which acquaintances have aged; today if it is not given.
    personas : sequence of Persona
        Of icp.toml.

    Returns
    -------
    Edges
    """
    ids = ranking.graph.accounts["id"].to_numpy()[places]
    results = pa.table(
        {
            "account": pa.array(ids, pa.int64()),
            "fit": pa.array(table["fit"], pa.float64()),
            "tier": pa.array(table["tier"], pa.string()),
            "rank": pa.array(table["rank"], pa.int64()),
            "reasons": pa.array(table["why"], pa.string()),
            **{
                name: pa.array(table[name], pa.float64(), from_pandas=True)
                for name in ("reach", "intent", "priority")
            },
            "run": pa.repeat(pa.scalar(run, pa.int64()), len(ids)),
        }
    )
    edges = pa.Table.from_pandas(ties_to_customers(ranking, places), preserve_index=False)
    edges = edges.append_column("run", pa.repeat(pa.scalar(run, pa.int64()), len(edges)))
    steps = _steps(store, table["key"].to_numpy(), ids, run, day, personas)

    def write() -> None:
        _forget(store)
        store.insert("result", results)
        store.insert("similar_to", edges)
        store.insert("can_introduce", steps)

    store.run(write, size=_BYTES * len(ids))
    return Edges(len(edges), len(steps))


def _steps(
    store: Store,
    keys: NDArray[np.object_],
    ids: NDArray[np.int64],
    run: int,
    day: datetime.date | None,
    personas: Sequence[Persona],
) -> pa.Table:
    """Return the steps of the best paths into accounts as rows of can_introduce."""
    found = introducers(store, ids, day, personas)
    key_of = dict(zip(ids.tolist(), keys.tolist(), strict=True))
    return pa.table(
        {
            "one": pa.array(found["one"], pa.int64()),
            "other": pa.array(found["other"], pa.int64()),
            "account": pa.array(found["account"].map(key_of), pa.string()),
            "strength": pa.array(found["strength"], pa.float64()),
            "run": pa.repeat(pa.scalar(run, pa.int64()), len(found)),
        }
    )


def clear_results(store: Store) -> None:
    """Remove the results that any run wrote back."""
    store.run(
        lambda: _forget(store), size=_BYTES * store.ask("summary/counts")["accounts"][0].as_py()
    )


def _forget(store: Store) -> None:
    store.clear("result")
    store.clear("similar_to")
    store.clear("can_introduce")
