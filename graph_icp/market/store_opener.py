"""A market's store: opened for a `with` block, or made for a load or copy."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from graph_icp.graph.open_store import open_store, remove_store, store_exists
from graph_icp.market.rewording import bring_up_to_date, is_up_to_date

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from graph_icp.graph.store import Store

IN_MEMORY = ":memory:"
_UNFINISHED = (
    "A load is still running or was cut off, so this is not the whole market; "
    "if none is running, load the same files again to complete it."
)


class StoreOpener:
    """Opens the store at a path or address.

    Parameters
    ----------
    path : str or Path
        A DuckDB file or the address of a Neo4j server; ":memory:" keeps the store as long as this
        object lives.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = str(path)
        self._kept: Store | None = None

    @contextmanager
    def __call__(self, *, write: bool = False, create: bool = False) -> Iterator[Store]:
        """Open the store for a `with` block; raises StoreError."""
        if self.path == IN_MEMORY:
            self._kept = self._kept or open_store(self.path, write=True, create=True)
            yield self._kept
            return
        store = open_store(self.path, write=write, create=create)
        try:
            if not is_up_to_date(store):
                store.close()
                store = open_store(self.path, write=True)
                bring_up_to_date(store)
                if not write:
                    store.close()
                    store = open_store(self.path)
            yield store
        finally:
            store.close()

    @contextmanager
    def filling(self) -> Iterator[Store]:
        """Open the store for writing, and make it if it is missing.

        A store that was made here is removed again after an error, unless others filled it
        meanwhile, or parts of it were written, which stay to be completed.
        """
        there, in_vain = self.exists(), False
        try:
            with self(write=True, create=True) as store:
                in_vain = not there and not store.ask("loads/last_load")["id"][0].as_py()
                try:
                    yield store
                    in_vain = False
                finally:
                    in_vain = in_vain and not store.unfinished
        finally:
            if in_vain:
                remove_store(self.path)

    def exists(self) -> bool:
        """Return whether there is a store; raises StoreError where that is unknown."""
        return store_exists(self.path)


def unfinished_load(store: Store) -> list[str]:
    """Return the warning that part of the market is missing, if it is."""
    return [_UNFINISHED] if store.unfinished else []
