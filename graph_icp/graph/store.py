"""The store as the rooms see it, and the door that opens the right one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from pathlib import Path

    import pyarrow as pa


class Store(Protocol):
    """Where a market is kept. Every question and every change is a file of queries/."""

    @property
    def name(self) -> str:
        """What the user calls the store: its path or address."""

    def ask(self, question: str, rows: pa.Table | None = None, **parameters: Any) -> pa.Table:
        """Return the answer to a question, a table with the columns its file names.

        Parameters
        ----------
        question : str
            The name of a file in queries/.
        rows : pyarrow.Table, optional
            The table that goes with the question, with the columns that the file declares.
        **parameters
            The parameters that the file declares; for a `{slot}`, a name from the model.

        Raises
        ------
        StoreError
            If the store cannot answer.
        """

    def tell(self, change: str, rows: pa.Table | None = None, **parameters: Any) -> int:
        """Make a change and return how many rows it made or altered; otherwise like `ask`."""

    def transaction(self) -> AbstractContextManager[None]:
        """Make the changes of a `with` block one: all are kept, or after an error none."""

    def close(self) -> None:
        """Let the store go; what was not in a finished transaction is lost."""


def remove_store(path: str | Path) -> None:
    """Remove the store at `path`, if there is one."""
    from graph_icp.graph import duckdb_store

    duckdb_store.remove_store(path)


def open_store(path: str | Path, *, write: bool = False, create: bool = False) -> Store:
    """Open the store at `path`.

    Parameters
    ----------
    path : str or Path
        A DuckDB file, or ":memory:" for a store that is gone when it is closed.
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
    from graph_icp.graph.duckdb_store import DuckDBStore

    return DuckDBStore(path, write=write, create=create)
