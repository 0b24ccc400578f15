"""An .xlsx workbook as batches of text: the first sheet that holds anything."""

from __future__ import annotations

import datetime as dt
import itertools
import warnings
import zipfile
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import openpyxl
import pyarrow as pa

from graph_icp.errors import FileError
from graph_icp.ingest.batch import (
    CELL_LIMIT,
    CELL_TOO_LARGE,
    bad_row,
    batches_of,
    cells_differ,
    column_names,
    text_table,
)
from graph_icp.ingest.text_file import said_plainly

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from graph_icp.ingest.batch import BadRow, Batch

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    SyntaxError,  # malformed XML
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    EOFError,
    NotImplementedError,
    RuntimeError,
)
"""What openpyxl raises for a workbook that is cut, encrypted or not one at all."""


class XlsxFile:
    """A workbook's first sheet that holds anything; its first such row is the header.

    Whole numbers have no decimals, dates are ISO 8601, formulas count as their last value.
    A workbook keeps its texts in one list, which is held in memory.

    Parameters
    ----------
    path : Path
        The file.
    batch_rows : int
        The most rows of one batch.

    Attributes
    ----------
    header : tuple of str
        The columns' names.
    size : int
        Bytes on disk.

    Raises
    ------
    FileError
        The file is no workbook, is cut or protected, or holds nothing.
    """

    def __init__(self, path: Path, batch_rows: int) -> None:
        self._path = path
        self._batch_rows = batch_rows
        self._row = 0
        self._last_row = 0
        self._rows: Iterator[tuple[Any, ...]] = iter(())
        with said_plainly(path):
            self.size = path.stat().st_size
            self._disk = path.open("rb")
        try:
            self.header = self._read_header()
        except FileError:
            self.close()
            raise

    def batches(self) -> Iterator[Batch]:
        """Read the rows below the header, once.

        Yields
        ------
        Batch
            The next rows and the bad rows among them.

        Raises
        ------
        FileError
            The workbook cannot be read on.
        """
        while records := self._next_rows(self._batch_rows):
            first, self._row = self._row + 1, self._row + len(records)
            yield from batches_of(*_sorted_out(self.header, records, first), self._batch_rows)
        self._last_row = self._row

    def position(self) -> int:
        """Say how many bytes of the file are read, by the share of the sheet's rows."""
        return self.size * min(self._row, self._last_row) // max(self._last_row, 1)

    def close(self) -> None:
        """Close the file."""
        self._disk.close()

    def _read_header(self) -> tuple[str, ...]:
        with _workbook(self._path):
            book = openpyxl.load_workbook(self._disk, read_only=True, data_only=True)
        for sheet in book.worksheets:
            self._last_row = sheet.max_row or 0
            sheet.reset_dimensions()  # some programs write too small a size, and rows get lost
            self._rows = sheet.iter_rows(values_only=True)
            self._row = 0
            while records := self._next_rows(1):
                self._row += 1
                cells = _texts(records[0])
                while cells and not cells[-1].strip():
                    cells.pop()
                if cells:
                    return column_names(cells)
        raise FileError(f"'{self._path}' holds no rows; export it again.")

    def _next_rows(self, number: int) -> list[tuple[Any, ...]]:
        with _workbook(self._path):
            return list(itertools.islice(self._rows, number))


@contextmanager
def _workbook(path: Path) -> Iterator[None]:
    """Say plainly that a workbook is broken; be silent on the styles that openpyxl leaves out."""
    with said_plainly(path), warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")
        try:
            yield
        except _BROKEN as error:
            raise FileError(
                f"'{path}' is not a whole .xlsx workbook or is protected by a password; "
                "save it again as .xlsx or as CSV."
            ) from error


def _sorted_out(
    header: tuple[str, ...], records: list[tuple[Any, ...]], first: int
) -> tuple[pa.Table, list[BadRow]]:
    kept: list[list[str]] = []
    rows: list[int] = []
    bad: list[BadRow] = []
    for row, record in enumerate(records, start=first):
        cells = _texts(record)
        reason = _fault(cells, len(header))
        if reason:
            bad.append(bad_row(row, reason, "\t".join(cells)))
        else:
            kept.append(cells)
            rows.append(row)
    columns = list(itertools.zip_longest(*kept, fillvalue=""))[: len(header)]
    columns += [("",) * len(kept)] * (len(header) - len(columns))
    arrays = [pa.array(column, pa.string()) for column in columns]
    return text_table(header, arrays, pa.array(rows, pa.int64())), bad


def _fault(cells: list[str], width: int) -> str | None:
    if any(len(cell) > CELL_LIMIT for cell in cells):
        return CELL_TOO_LARGE
    beyond = [number for number, cell in enumerate(cells, start=1) if cell.strip()]
    if beyond and beyond[-1] > width:
        return cells_differ(beyond[-1], width)
    return None


def _texts(record: tuple[Any, ...]) -> list[str]:
    return [_text(value) for value in record]


def _text(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if value.is_integer():
            return str(int(value))
        case dt.datetime() if value.time() == dt.time.min:
            return value.date().isoformat()
        case dt.datetime() | dt.date() | dt.time():
            return value.isoformat()
        case _:
            return str(value)
