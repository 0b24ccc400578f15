"""Copying a market from one store to another, and comparing the two."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.errors import StoreError
from graph_icp.graph.model import EDGES, bearer
from graph_icp.graph.neo4j.rows import schema_of
from graph_icp.graph.open_store import tables_in
from graph_icp.graph.tables import TABLES
from graph_icp.ingest.upsert.counts import Counts
from graph_icp.ingest.upsert.writing import merge
from graph_icp.market.resolving import resolve_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_icp.graph.store import Store
    from graph_icp.market.store_opener import StoreOpener
    from graph_icp.progress import Progress


# The rough size in bytes of a row of any table.
_BYTES = 100
# The tables that are copied as they are, after the derived ones.
_RECORDED = (
    *("load", "run", "header_map", "reject", "run_weight", "run_fit"),
    *("result", "similar_to", "can_introduce", "token_secret", "suppressed"),
)


class Source(Protocol):
    """What a market is copied from: a store, or a folder of Parquet files."""

    @property
    def name(self) -> str: ...

    def dump(self, table: str) -> pa.Table: ...


def copy_market(
    source: StoreOpener, target: StoreOpener, progress: Progress | None = None
) -> dict[str, int]:
    """Copy everything from one place to another, which must be empty, and compare the two.

    Parameters
    ----------
    source, target : StoreOpener
        Stores, or a store and a folder of Parquet files: "parquet:FOLDER".
    progress : callable, optional
        As of `copy`.

    Returns
    -------
    dict of str to int
        The number of rows of each table, by its name.

    Raises
    ------
    StoreError
        If the target holds something, a folder is not whole or of another version, or a table
        differs afterwards.
    """
    from graph_icp.graph.parquet_folder import ParquetFolder

    of_folder, to_folder = tables_in(source.path), tables_in(target.path)
    if of_folder:
        folder = ParquetFolder(of_folder)
        folder.check_is_whole()
        if to_folder:
            raise StoreError("Both are folders of Parquet files; copy them as files are copied.")
        with target.filling() as store:
            return copy(folder, store, progress)
    with source() as store:
        if not to_folder:
            with target.filling() as filled:
                return copy(store, filled, progress)
        folder = ParquetFolder(to_folder)
        folder.check_is_free()
        tables = _read(store, progress)
        folder.write(tables)
        return _compared(tables, store, folder, progress)


def copy(source: Source, target: Store, progress: Progress | None = None) -> dict[str, int]:
    """Copy everything from one store to another, and compare every table of the two.

    Accounts, links and proposals are derived again in the target and then compared, so a copy
    proves itself.

    Parameters
    ----------
    source : Source
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
    tables = _read(source, progress)
    size = _BYTES * sum(map(len, tables.values()))
    target.run(lambda: _write(tables, target, progress), size=size, completes=True)
    return _compared(tables, source, target, progress)


def _compared(
    tables: dict[str, pa.Table], source: Source, target: Source, progress: Progress | None
) -> dict[str, int]:
    """Return the rows of each table; raises StoreError where the target's differ."""
    for place, (table, rows) in enumerate(tables.items()):
        if progress:
            progress(f"comparing {table}", 2 / 3 + place / len(TABLES) / 3)
        if not _sorted(table, rows).equals(_sorted(table, target.dump(table))):
            raise StoreError(
                f"The table {table} of {target.name} differs from that of {source.name} after the "
                "copy, perhaps as one of them was changed; copy again into an empty store."
            )
    return {table: len(rows) for table, rows in tables.items()}


def _read(source: Source, progress: Progress | None) -> dict[str, pa.Table]:
    tables = {}
    for place, table in enumerate(TABLES):
        if progress:
            progress(f"reading {table}", place / len(TABLES) / 3)
        tables[table] = source.dump(table)
    return tables


def _write(tables: dict[str, pa.Table], target: Store, progress: Progress | None) -> None:
    # Checked here, where nobody else can write, so two copies cannot collide.
    if target.ask("summary/counts")["mentions"][0].as_py() and not target.unfinished:
        raise StoreError(f"{target.name} holds a market already; copy into an empty store.")
    # Tokens of two stores cannot be put together: each has a secret of its own.
    if len(target.dump("token_secret")) and not target.unfinished:
        raise StoreError(
            f"{target.name} keeps people out already, by a secret of its own; copy into an empty "
            "store."
        )
    target.insert("node", tables["node"])
    steps = ("naming", "same_as", "property", "fact")
    for place, table in enumerate(steps):
        if progress:
            progress(f"writing {table}", 1 / 3 + place / len(steps) / 3)
        for rows, about in _parts(table, tables[table], tables["node"]):
            merge(target, table, rows, Counts(), **about)
    for table in ("label", "feedback", "introduction", "tag_decision"):
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
    schema = schema_of(table)
    plain = rows.select(schema.names).cast(schema)
    order = [(each.name, "ascending") for each in schema if not pa.types.is_list(each.type)]
    return plain.sort_by(order).combine_chunks()
