"""Frame of the readers of files: a header that is known, then the rows below it in batches."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from typing import TYPE_CHECKING, ClassVar

from graph_icp.ingest.files.batch import REPEATED, Batch, batches_of, column_names, row_table
from graph_icp.ingest.files.header import without_repeats

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from graph_icp.ingest.files.header import Knows


class TableFile(ABC):
    """A file that is open as a table.

    A reader opens its file, then makes this part of itself; the file is closed where that fails.

    Parameters
    ----------
    name : str
        What people call the file.
    batch_rows : int
        The most rows of one batch.
    knows : callable, optional
        Tells which headers can be used; where it is not given, the first row is the header.

    Attributes
    ----------
    header : tuple of str
        The columns' names.
    size : int
        Bytes on disk.
    """

    size: int
    # Whether the header may stand among the rows again, as in exports that were put together.
    may_repeat: ClassVar[bool] = True

    def __init__(self, name: str, batch_rows: int, knows: Knows | None) -> None:
        self._name = name
        self._batch_rows = batch_rows
        try:
            self._written = tuple(self._read_header(knows))
            self.header = column_names(self._written)
        except BaseException:
            self.close()
            raise

    def batches(self) -> Iterator[Batch]:
        """Read the rows below the header, once.

        Yields
        ------
        Batch
            The next rows, the bad rows among them and what was skipped.

        Raises
        ------
        FileError
            The file cannot be read on.
        """
        for piece in self._pieces():
            skipped = Counter(piece.skipped)
            rows = piece.rows
            if self.may_repeat:
                rows, skipped[REPEATED] = without_repeats(rows, self._written)
            yield from batches_of(rows, piece.bad, +skipped, self._batch_rows)

    @abstractmethod
    def position(self) -> int:
        """Say how many of the file's bytes are read so far."""

    @abstractmethod
    def close(self) -> None:
        """Close the file."""

    @abstractmethod
    def _read_header(self, knows: Knows | None) -> Sequence[str]:
        """Return the header's cells as the file has them; raises FileError if there is none."""

    @abstractmethod
    def _pieces(self) -> Iterator[Batch]:
        """Give the rows below the header, some at a time, and what was left out among them."""

    def _no_rows(self, skipped: Mapping[str, int]) -> Batch:
        """Return what was left out behind the last row."""
        return Batch(row_table(self.header, (), ()), (), skipped)
