"""Turns at a store within one process: readers together, who changes it alone."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Turns:
    """Lets threads read a store together, and one change it alone.

    DuckDB opens no file for reading and for writing at once in one process. Who wants to write
    comes before those who want to read later, so that many readers do not keep it waiting.
    """

    def __init__(self) -> None:
        self._free = threading.Condition()
        self._readers = 0
        self._writing = False
        self._waiting = 0
        self._mine = threading.local()

    def __reduce__(self) -> tuple[type[Turns], tuple[()]]:
        """In another process they are turns of their own."""
        return Turns, ()

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Read for a `with` block, while nobody writes."""
        # A thread that reads already is not made to wait: a writer waits for it.
        depth = getattr(self._mine, "depth", 0)
        with self._free:
            if not depth:
                self._free.wait_for(lambda: not self._writing and not self._waiting)
            self._readers += 1
        self._mine.depth = depth + 1
        try:
            yield
        finally:
            self._mine.depth = depth
            with self._free:
                self._readers -= 1
                self._free.notify_all()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Write for a `with` block, alone."""
        with self._free:
            self._waiting += 1
            try:
                self._free.wait_for(lambda: not self._writing and not self._readers)
            finally:
                self._waiting -= 1
            self._writing = True
        try:
            yield
        finally:
            with self._free:
                self._writing = False
                self._free.notify_all()
