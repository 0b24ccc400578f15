"""A market's store: opened for a `with` block, or made for a load or copy."""

from __future__ import annotations

import threading
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from graph_icp.graph.answers_kept import AnswersKept
from graph_icp.graph.open_store import (
    is_address,
    open_store,
    remove_store,
    rewriting,
    store_exists,
    tables_in,
)
from graph_icp.market.rewording import bring_up_to_date, is_up_to_date
from graph_icp.market.turns import Turns

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_icp.graph.store import Store

# By file: its number, when it was written, and its size.
Files = tuple[tuple[int, int, int], ...]

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

    Attributes
    ----------
    changes : int
        How often it was opened for writing here.
    """

    def __init__(self, path: str | Path) -> None:
        self.path = str(path)
        self.changes = 0
        self._kept: Store | None = None
        self._turns = Turns()
        self._mine = _OfThread()
        self._answers = AnswersKept()
        # The files of a store whose schema and rules are those of this version.
        self._checked: Files | None = None

    @contextmanager
    def __call__(self, *, write: bool = False, create: bool = False) -> Iterator[Store]:
        """Open the store for a `with` block; raises StoreError."""
        if write:
            self.changes += 1
            self._answers.drop()
        if self.path == IN_MEMORY:
            self._kept = self._kept or open_store(self.path, write=True, create=True)
            yield self._kept
            return
        mine = self._mine
        if mine.block and not (write or create):
            mine.store = mine.store or self._remembering(mine.block)
            yield mine.store
            return
        if mine.block:
            mine.block.close()
            mine.store = None
        with ExitStack() as held:
            yield self._up_to_date(held, write=write, create=create)
        if write:
            self._checked = self.files()

    @contextmanager
    def once(self) -> Iterator[None]:
        """Open the store for reading once at most in a `with` block of a thread, when first asked.

        It is closed behind the block, or before the thread opens it for writing. Meanwhile no other
        process can write to a file, so the block should be short. What was asked in such a block is
        not asked again in it, and of a store in files not until these change.
        """
        if self._mine.block:
            yield
            return
        with ExitStack() as block:
            self._mine.block = block
            try:
                yield
            finally:
                self._mine.block = self._mine.store = None

    def files(self) -> Files | None:
        """Return what changes whenever something is written to the store's files.

        None of a store that is no file: on a server, in memory, or a folder of Parquet.
        """
        if not self._is_file:
            return None
        there = []
        for file in (self.path, f"{self.path}.wal"):
            with suppress(OSError):  # opening tells why it cannot be read
                found = Path(file).stat()
                there.append((found.st_ino, found.st_mtime_ns, found.st_size))
        return tuple(there)

    def _remembering(self, block: ExitStack) -> Store:
        """Open the store for reading until the block is closed; it is asked the same once."""
        store = self._up_to_date(block)
        return self._answers.of(store, self.files() or object())

    def _up_to_date(self, held: ExitStack, *, write: bool = False, create: bool = False) -> Store:
        """Open the store until `held` is closed, brought up to date if need be."""
        files = self.files()
        store = self._opened(held, write=write, create=create)
        if files and files == self._checked:
            return store
        if not is_up_to_date(store):
            held.close()
            store = self._opened(held, write=True)
            bring_up_to_date(store)
            if not write:
                held.close()
                store = self._opened(held)
        elif not write:
            self._checked = files
        return store

    def _opened(self, held: ExitStack, *, write: bool = False, create: bool = False) -> Store:
        """Open the store, until `held` is closed."""
        if not is_address(self.path):
            held.enter_context(self._turns.writing() if write else self._turns.reading())
        checked = self._checked is not None and self.files() == self._checked
        store = open_store(self.path, write=write, create=create, checked=checked)
        held.callback(store.close)
        return store

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

    @contextmanager
    def rewriting(self) -> Iterator[Store]:
        """Open the store for changes that leave nothing of what they delete in its file.

        Yields
        ------
        Store
            A copy, which takes the store's place after the block; see `open_store.rewriting`.
        """
        with self(write=True) as store:
            if self.path == IN_MEMORY:
                yield store
                return
        with self._turns.writing(), rewriting(self.path) as copy:
            yield copy

    @property
    def wipes(self) -> bool:
        """Whether nothing of what `rewriting` deletes stays in the store's files."""
        return not is_address(self.path)

    @property
    def other_names(self) -> int:
        """How many other names the store's file has on the disk, which keep what is deleted."""
        if not self._is_file:
            return 0
        return Path(self.path).stat().st_nlink - 1

    @property
    def _is_file(self) -> bool:
        """Whether the store is one file: not on a server, in memory, or a folder of Parquet."""
        return not (is_address(self.path) or self.path == IN_MEMORY or tables_in(self.path))

    def exists(self) -> bool:
        """Return whether there is a store; raises StoreError where that is unknown."""
        return store_exists(self.path)


class _OfThread(threading.local):
    """What a thread has open for a block that opens the store once."""

    block: ExitStack | None = None
    store: Store | None = None

    def __reduce__(self) -> tuple[type[_OfThread], tuple[()]]:
        """In another process nothing is open."""
        return _OfThread, ()


def unfinished_load(store: Store) -> list[str]:
    """Return the warning that part of the market is missing, if it is."""
    return [_UNFINISHED] if store.unfinished else []
