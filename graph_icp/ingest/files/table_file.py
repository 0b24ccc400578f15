"""Frame of the readers of files: a known header, then the rows below it in batches."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from typing import TYPE_CHECKING, ClassVar

from graph_icp.ingest.files.batch import REPEATED, ROW, Batch, batches_of, column_names, row_table
from graph_icp.ingest.files.header import without_repeats
from graph_icp.ingest.files.limits import check_columns, rows_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from graph_icp.ingest.files.header import Knows


class TableFile(ABC):
    """A file that is open as a table.

    A reader opens its file, then initialises this base; the file is closed if that fails.

    Parameters
    ----------
    name : str
        The file's name for people.
    batch_rows : int
        The most rows of one batch.
    knows : callable, optional
        A test of headers; without it, the first row is the header.

    Attributes
    ----------
    header : tuple of str
        The columns' names.
    size : int
        Bytes on disk.
    """

    size: int
    # Whether the header may be repeated among the rows, as in exports that were put together.
    may_repeat: ClassVar[bool] = True

    def __init__(self, name: str, batch_rows: int, knows: Knows | None) -> None:
        self._name = name
        self._batch_rows = batch_rows
        self._wanted: frozenset[str] | None = None
        try:
            self._written = tuple(self._read_header(knows))
            check_columns(name, len(self._written))
            self._batch_rows = rows_of(batch_rows, len(self._written))
            self.header = column_names(self._written)
        except BaseException:
            self.close()
            raise

    def read_only(self, columns: Collection[str]) -> None:
        """Leave other columns out of the batches, whatever stands in them; before the first one."""
        self._wanted = frozenset(columns)

    def row_of(self, place: int) -> int:
        """Return the row, as a spreadsheet program counts, of what batches place there."""
        return place

    def batches(self) -> Iterator[Batch]:
        """Read the rows below the header, once.

        Yields
        ------
        Batch
            The next rows, the bad rows among them and the skipped lines.

        Raises
        ------
        FileError
            The rest of the file cannot be read.
        """
        for piece in self._pieces():
            skipped = Counter(piece.skipped)
            rows = piece.rows
            if self.may_repeat:
                rows, skipped[REPEATED] = without_repeats(rows, self._written)
            if self._wanted is not None:
                rows = rows.select([*(each for each in self.header if each in self._wanted), ROW])
            yield from batches_of(rows, piece.bad, +skipped, self._batch_rows)
        remarks = self._remarks()
        if remarks:
            yield Batch(row_table(self.header, (), ()), (), remarks=remarks)

    @abstractmethod
    def position(self) -> int:
        """Return the number of the file's bytes read so far."""

    @abstractmethod
    def close(self) -> None:
        """Close the file."""

    @abstractmethod
    def _read_header(self, knows: Knows | None) -> Sequence[str]:
        """Return the header's cells in the file; raises FileError if there is no header."""

    @abstractmethod
    def _pieces(self) -> Iterator[Batch]:
        """Give the rows below the header, some at a time, and the lines left out among them."""

    def _remarks(self) -> tuple[str, ...]:
        """Return what to say of how the file was read, once it is."""
        return ()

    def _no_rows(self, skipped: Mapping[str, int]) -> Batch:
        """Return the lines left out after the last row."""
        return Batch(row_table(self.header, (), ()), (), skipped)
