"""Copying a market from one store to another, and comparing the two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.errors import StoreError
from graph_icp.graph.model import EDGES, bearer
from graph_icp.graph.neo4j_rows import TYPES
from graph_icp.graph.tables import TABLES
from graph_icp.ingest.load.upsert import Counts, merge
from graph_icp.market.resolving import resolve_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_icp.graph.store import Store
    from graph_icp.progress import Progress


# The rough size in bytes of a row of any table.
_BYTES = 100
# The tables that are copied as they are, after the derived ones.
_RECORDED = (
    *("load", "run", "header_map", "reject", "run_weight", "run_fit"),
    *("result", "similar_to", "can_introduce"),
)


def copy(source: Store, target: Store, progress: Progress | None = None) -> dict[str, int]:
    """Copy everything from one store to another, and compare every table of the two.

    Accounts, links and proposals are derived again in the target and then compared, so a copy
    proves itself.

    Parameters
    ----------
    source : Store
    target : Store
        Open for writing, and empty.
    progress : callable, optional
        Called with the current step and the share of it that is done.

    Returns
    -------
    dict of str to int
        The number of rows of each table, by its name.

    Raises
    ------
    StoreError
        If the target holds a market already, or a table differs afterwards.
    """
    tables = {}
    for place, table in enumerate(TABLES):
        if progress:
            progress(f"reading {table}", place / len(TABLES) / 3)
        tables[table] = source.dump(table)
    size = _BYTES * sum(map(len, tables.values()))
    target.run(lambda: _write(tables, target, progress), size=size, completes=True)
    for place, (table, rows) in enumerate(tables.items()):
        if progress:
            progress(f"comparing {table}", 2 / 3 + place / len(TABLES) / 3)
        if not _sorted(table, rows).equals(_sorted(table, target.dump(table))):
            raise StoreError(
                f"The table {table} of {target.name} differs from that of {source.name} after the "
                "copy, perhaps as one of them was changed; copy again into an empty store."
            )
    return {table: len(rows) for table, rows in tables.items()}


def _write(tables: dict[str, pa.Table], target: Store, progress: Progress | None) -> None:
    # Checked here, where nobody else can write, so two copies cannot collide.
    if target.ask("summary/counts")["mentions"][0].as_py() and not target.unfinished:
        raise StoreError(f"{target.name} holds a market already; copy into an empty store.")
    target.insert("node", tables["node"])
    steps = ("naming", "same_as", "property", "fact")
    for place, table in enumerate(steps):
        if progress:
            progress(f"writing {table}", 1 / 3 + place / len(steps) / 3)
        for rows, about in _parts(table, tables[table], tables["node"]):
            merge(target, table, rows, Counts(), **about)
    for table in ("label", "feedback", "introduction"):
        target.insert(table, tables[table])
    resolve_store(target, progress=progress)
    for table in _RECORDED:
        target.insert(table, tables[table])


def _parts(
    table: str, rows: pa.Table, nodes: pa.Table
) -> Iterator[tuple[pa.Table, dict[str, Any]]]:
    """Give a table's rows, split by the parameters that `tell` needs for them."""
    if table in ("naming", "same_as"):
        yield rows, {}
        return
    if table == "property":
        kind_of = nodes["kind"].take(pc.index_in(rows["node"], nodes["id"].combine_chunks()))
        labels = pa.array([bearer(kind) for kind in kind_of.to_pylist()], pa.string())
        for label in pc.unique(labels).to_pylist():
            yield rows.filter(pc.equal(labels, label)), {"label": label}
        return
    for kind in pc.unique(rows["kind"]).to_pylist():
        about = {"kind": kind, "end": EDGES[kind].end.label}
        yield rows.filter(pc.equal(rows["kind"], kind)).drop_columns(["kind"]), about


def _sorted(table: str, rows: pa.Table) -> pa.Table:
    """Return a table's rows in types and an order that do not depend on the store."""
    types = {name: TYPES[word] for name, word in TABLES[table].items()}
    plain = rows.select(list(types)).cast(pa.schema(types))
    order = [(name, "ascending") for name, type in types.items() if not pa.types.is_list(type)]
    return plain.sort_by(order).combine_chunks()
