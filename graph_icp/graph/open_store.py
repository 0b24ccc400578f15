"""Opening, finding and removing stores by path or address."""

from __future__ import annotations

import re
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from graph_icp.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_icp.graph.store import Store


def is_address(store: str | Path) -> bool:
    """Return whether a store's name is an address ("neo4j://host:7687"), not a path."""
    return _ADDRESS.match(str(store)) is not None


def tables_in(store: str | Path) -> Path | None:
    """Return the folder of Parquet files that "parquet:FOLDER" names, None for a store."""
    return Path(place_of(store)) if str(store).startswith(_TABLES) else None


def place_of(store: str | Path) -> str:
    """Return the path or address of a store, or of the folder that "parquet:FOLDER" names."""
    return str(store).removeprefix(_TABLES)


def store_exists(store: str | Path) -> bool:
    """Return whether there is a store; raises StoreError where that is unknown."""
    if is_address(store):
        from graph_icp.graph.neo4j.store import neo4j_store_exists

        return neo4j_store_exists(str(store))
    file = Path(place_of(store))
    # An empty file is left of a program that was killed before it made a store.
    return str(store) == ":memory:" or (
        file.exists() and not (file.is_file() and file.stat().st_size == 0)
    )


def remove_store(store: str | Path) -> None:
    """Remove the store at a path or address, if there is one."""
    if is_address(store):
        from graph_icp.graph.neo4j.store import remove_neo4j_store

        remove_neo4j_store(str(store))
        return
    from graph_icp.graph.duckdb_store import remove_duckdb_store

    remove_duckdb_store(store)


def open_store(
    store: str | Path, *, write: bool = False, create: bool = False, checked: bool = False
) -> Store:
    """Open a store.

    Parameters
    ----------
    store : str or Path
        A DuckDB file, ":memory:" for a store that lives until it is closed, "parquet:FOLDER" for
        a folder of Parquet files, which is only read, or the address of
        a Neo4j server: "neo4j://host:7687", also bolt://, +s and +ssc, with "/database" at its
        end for a database other than the default. User and password come from the environment:
        NEO4J_USERNAME (neo4j where it is not set) and NEO4J_PASSWORD.
    write : bool
        Whether it will be changed; several readers may share a file, a writer needs it alone.
    create : bool
        Whether to make it if it is missing.
    checked : bool
        Whether the caller knows of a file that its schema is that of this version.

    Returns
    -------
    Store

    Raises
    ------
    StoreError
        If it is missing, not a graph-icp store, in use, or was written by a newer version.
    """
    if is_address(store):
        from graph_icp.graph.neo4j.store import Neo4jStore

        return Neo4jStore(str(store), write=write, create=create)
    if folder := tables_in(store):
        if write or create:
            raise StoreError(
                f"{store} is a folder of Parquet files, which is only read; "
                f"'graph-icp copy {store} STORE' makes a store of it that can change."
            )
        from graph_icp.graph.parquet_store import ParquetStore

        return ParquetStore(folder)
    from graph_icp.graph.duckdb_store import DuckDBStore

    return DuckDBStore(store, write=write, create=create, checked=checked)


@contextmanager
def rewriting(store: str | Path) -> Iterator[Store]:
    """Open a store for changes of a `with` block that leave nothing of what they delete in it.

    Of an embedded store a new file is written and put in the old one's place after the block;
    after an error, or when the process is killed, the old one stands as it was. A server deletes
    as ever: its files, logs and backups keep deleted texts until they are used again.

    Raises
    ------
    StoreError
        If it is missing or in use, or there is no room for the new file; nothing has changed.
    """
    if is_address(store):
        opened = open_store(store, write=True)
        try:
            yield opened
        finally:
            opened.close()
        return
    from graph_icp.graph import duckdb_rewrite

    with duckdb_rewrite.rewriting(store) as copy:
        yield copy


_ADDRESS = re.compile(r"\w+(\+\w+)?://")
_TABLES = "parquet:"
