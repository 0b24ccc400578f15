"""Results where people look at the graph: on its accounts, and as edges to customers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from graph_icp.discovery.ranking.ranking import ties_to_customers

if TYPE_CHECKING:
    from graph_icp.graph.store import Store
    from graph_icp.market.discovery_list import Found

# About how many bytes one account's results take.
_BYTES = 500


def write_back(store: Store, found: Found, run: int) -> int:
    """Replace the results in a store by those of a run, and return how many edges there are.

    Parameters
    ----------
    store : Store
        Open for writing.
    found : Found
        The discovery list.
    run : int
        The run's number.
    """
    ranking, places, table = found.ranking, found.places, found.table
    ids = ranking.graph.accounts["id"].to_numpy()[places]
    results = pa.table(
        {
            "account": pa.array(ids, pa.int64()),
            "fit": pa.array(table["fit"], pa.float64()),
            "tier": pa.array(table["tier"], pa.string()),
            "rank": pa.array(table["rank"], pa.int64()),
            "reasons": pa.array(table["why"], pa.string()),
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


def clear(store: Store) -> None:
    """Remove all results from a store."""
    store.run(lambda: _forget(store), size=_BYTES * store.ask("read/counts")["accounts"][0].as_py())


def _forget(store: Store) -> None:
    store.clear("result")
    store.clear("similar_to")
