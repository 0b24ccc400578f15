"""Results in the graph for people: on its accounts, and as edges to customers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from graph_icp.discovery.ranking.ranking import ties_to_customers

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from graph_icp.discovery.ranking.ranking import Ranking
    from graph_icp.graph.store import Store

# The rough size in bytes of one account's results.
_BYTES = 500


def write_back(
    store: Store, ranking: Ranking, places: NDArray[np.intp], table: pd.DataFrame, run: int
) -> int:
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

    Returns
    -------
    int
        The number of edges to customers.
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

    def write() -> None:
        _forget(store)
        store.insert("result", results)
        store.insert("similar_to", edges)

    store.run(write, size=_BYTES * len(ids))
    return len(edges)


def clear_results(store: Store) -> None:
    """Remove the results that any run wrote back."""
    store.run(lambda: _forget(store), size=_BYTES * store.ask("read/counts")["accounts"][0].as_py())


def _forget(store: Store) -> None:
    store.clear("result")
    store.clear("similar_to")
