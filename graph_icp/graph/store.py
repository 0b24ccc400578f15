"""The store as the rooms see it, and the door that opens the right one."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    import pyarrow as pa


T = TypeVar("T")


class Changed(NamedTuple):
    """How many rows a change made, and how many that were there it altered."""

    made: int
    altered: int


class Store(Protocol):
    """Where a market is kept. Every question and every change is a file of queries/."""

    @property
    def name(self) -> str:
        """What the user calls the store: its path or address."""

    @property
    def unfinished(self) -> bool:
        """Whether a change was cut off between its parts, so that all must be worked out again."""

    def ask(self, question: str, rows: pa.Table | None = None, **parameters: Any) -> pa.Table:
        """Return the answer to a question, a table with the columns its file names.

        Parameters
        ----------
        question : str
            The name of a file in queries/.
        rows : pyarrow.Table, optional
            The table that goes with the question, with the columns that the file declares.
        **parameters
            The parameters that the file declares; for a `{slot}`, a name from the model. What a
            file does not declare is left out: the two languages do not need the same names.

        Raises
        ------
        StoreError
            If the store cannot answer.
        """

    def tell(self, change: str, rows: pa.Table | None = None, **parameters: Any) -> Changed:
        """Make a change and return what it made and altered; otherwise like `ask`."""

    def transaction(self) -> AbstractContextManager[None]:
        """Make the changes of a `with` block one: all are kept, or after an error none."""

    def run(self, work: Callable[[], T], *, size: int = 0, completes: bool = False) -> T:
        """Make the changes of `work` one, and return what it returns.

        Parameters
        ----------
        work : callable
            It may be called again after a fault that passes.
        size : int
            About how many bytes it writes. What is more than the store can change at once is
            written in parts: after an error those are kept, and `unfinished` is true. Without a
            size nothing is written in parts.
        completes : bool
            Whether `work` works out everything again where the store is unfinished, so that it
            is no longer.

        Raises
        ------
        StoreError
            If the changes cannot be made.
        """

    def close(self) -> None:
        """Let the store go; what was not in a finished transaction is lost."""


def is_address(store: str | Path) -> bool:
    """Return whether a store is named by an address ("neo4j://host:7687"), not by a path."""
    return _ADDRESS.match(str(store)) is not None


def store_exists(store: str | Path) -> bool:
    """Return whether there is a store; raises StoreError where that cannot be told."""
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
        A DuckDB file, ":memory:" for a store that is gone when it is closed, or the address of
        a Neo4j server: "neo4j://host:7687", also bolt://, +s and +ssc, with "/database" at its
        end for another than the server's default one. User and password come from the
        environment: NEO4J_USERNAME (neo4j where it is not set) and NEO4J_PASSWORD.
    write : bool
        Whether it will be changed; several readers may share a file, a writer has it alone.
    create : bool
        Whether to make it where there is none.

    Returns
    -------
    Store

    Raises
    ------
    StoreError
        If it is missing, is no graph-icp store, is in use, or was written by a newer version.
    """
    if is_address(store):
        from graph_icp.graph.neo4j_store import Neo4jStore

        return Neo4jStore(str(store), write=write, create=create)
    from graph_icp.graph.duckdb_store import DuckDBStore

    return DuckDBStore(store, write=write, create=create)


_ADDRESS = re.compile(r"\w+(\+\w+)?://")
