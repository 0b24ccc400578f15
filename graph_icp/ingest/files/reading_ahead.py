"""Reading the next batch of a file while the last one is worked on."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

T = TypeVar("T")


def reading_ahead(batches: Iterator[T]) -> Generator[T]:
    """Give batches, one being read in a thread of its own while the one before it is used.

    Close this iterator before what the batches are read from: it waits for the thread. An error
    of reading is raised in place of the batch.
    """
    with ThreadPoolExecutor(max_workers=1) as thread:
        coming = thread.submit(next, batches, None)
        while (batch := coming.result()) is not None:
            coming = thread.submit(next, batches, None)
            yield batch
