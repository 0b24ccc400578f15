"""Opening, finding and removing stores by path or address."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph_icp.graph.store import Store


def is_address(store: str | Path) -> bool:
    """Return whether a store's name is an address ("neo4j://host:7687"), not a path."""
    return _ADDRESS.match(str(store)) is not None


def store_exists(store: str | Path) -> bool:
    """Return whether there is a store; raises StoreError where that is unknown."""
    if is_address(store):
        from graph_icp.graph.neo4j_store import neo4j_store_exists

        return neo4j_store_exists(str(store))
    return str(store) == ":memory:" or Path(store).exists()


def remove_store(store: str | Path) -> None:
    """Remove the store at a path or address, if there is one."""
    if is_address(store):
        from graph_icp.graph.neo4j_store import remove_neo4j_store

        remove_neo4j_store(str(store))
        return
    from graph_icp.graph.duckdb_store import remove_duckdb_store

    remove_duckdb_store(store)


def open_store(store: str | Path, *, write: bool = False, create: bool = False) -> Store:
    """Open a store.

    Parameters
    ----------
    store : str or Path
        A DuckDB file, ":memory:" for a store that lives until it is closed, or the address of
        a Neo4j server: "neo4j://host:7687", also bolt://, +s and +ssc, with "/database" at its
        end for a database other than the default. User and password come from the environment:
        NEO4J_USERNAME (neo4j where it is not set) and NEO4J_PASSWORD.
    write : bool
        Whether it will be changed; several readers may share a file, a writer needs it alone.
    create : bool
        Whether to make it if it is missing.

    Returns
    -------
    Store

    Raises
    ------
    StoreError
        If it is missing, not a graph-icp store, in use, or was written by a newer version.
    """
    if is_address(store):
        from graph_icp.graph.neo4j_store import Neo4jStore

        return Neo4jStore(str(store), write=write, create=create)
    from graph_icp.graph.duckdb_store import DuckDBStore

    return DuckDBStore(store, write=write, create=create)


_ADDRESS = re.compile(r"\w+(\+\w+)?://")
