"""An .xlsx workbook as batches of text: the first sheet that fits."""

from __future__ import annotations

import itertools
import lzma
import struct
import warnings
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import openpyxl
from openpyxl.utils import column_index_from_string

from graph_icp.errors import FileError
from graph_icp.ingest.files.batch import (
    ABOVE,
    CELL_LIMIT,
    CELL_TOO_LARGE,
    FOOTER,
    Batch,
    bad_row,
    cells_differ,
    row_table,
)
from graph_icp.ingest.files.footer import footer_rows
from graph_icp.ingest.files.header import LOOKED_AT, Candidate, header_place
from graph_icp.ingest.files.limits import MOST_ROWS
from graph_icp.ingest.files.table_file import TableFile
from graph_icp.ingest.files.text_file import said_plainly
from graph_icp.ingest.files.xlsx_formulas import without_value
from graph_icp.ingest.files.xlsx_rows import check_parts, filled_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import pyarrow as pa

    from graph_icp.ingest.files.batch import BadRow
    from graph_icp.ingest.files.header import Knows
    from graph_icp.ingest.files.xlsx_rows import Cells

    Row = tuple[int, Cells]

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    SyntaxError,  # malformed XML
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    EOFError,
    NotImplementedError,
    RuntimeError,
)
"""Errors of openpyxl for a file that is cut, encrypted or not a workbook."""


_GAP = 256
"""The most empty cells between two of a header."""

_NO_VALUE = "holds a formula without its value"
_SAVE = "open the workbook in a spreadsheet program and save it"


@dataclass(frozen=True)
class _Sheet:
    """A sheet, the last row that it declares, and its first filled rows."""

    opened: Any
    last_row: int
    rows: list[Row]


class XlsxFile(TableFile):
    """A workbook's first sheet with a known header, else its first sheet that is not empty.

    Visible sheets come before hidden ones. Whole numbers have no decimals, dates are ISO 8601,
    formulas count as their last value; a row with a formula without a value is a bad row.
    A workbook keeps its texts in one list, which is held in memory.

    Parameters
    ----------
    path : Path
        The file.
    name : str
        Its name for people.
    batch_rows : int
        The most rows of one batch.
    knows : callable, optional
        A test of headers; without it, the first filled row is the header.

    Raises
    ------
    FileError
        The file is not a workbook, is cut or protected, or is empty.
    """

    def __init__(self, path: Path, name: str, batch_rows: int, knows: Knows | None = None) -> None:
        with said_plainly(name):
            self.size = path.stat().st_size
            self._disk = path.open("rb")
        super().__init__(name, batch_rows, knows)

    def _read_header(self, knows: Knows | None) -> Sequence[str]:
        sheet, self._above = self._chosen(knows)
        self._row, cells = sheet.rows[self._above]
        written = _texts(cells, _width(cells))
        self._begin(sheet, len(written))
        return written

    def _pieces(self) -> Iterator[Batch]:
        above = {ABOVE: self._above}
        held: list[Row] = []
        while fresh := self._next_rows():
            self._row = fresh[-1][0]
            records = held + fresh
            whole = len(records) - footer_rows(
                [list(cells.values()) for _, cells in records], len(self.header)
            )
            records, held = records[:whole], records[whole:]
            last = held[0][0] - 1 if held else self._row
            formulas = self._formulas_down_to(last, len(self.header))
            rows, bad = self._sorted_out(records, formulas)
            yield Batch(rows, tuple(bad), above)
            above = {}
        self._last_row = self._row
        formulas = self._formulas_down_to(MOST_ROWS, len(self.header))
        footer = dict(held)
        left = {row: column for row, column in formulas.items() if row not in footer}
        rows, bad = self._sorted_out((), left)
        yield Batch(rows, tuple(bad), above | {FOOTER: len(held)})

    def position(self) -> int:
        """Return the number of the file's bytes read, by the share of the sheet's rows."""
        return self.size * min(self._row, self._last_row) // max(self._last_row, 1)

    def close(self) -> None:
        """Close the file."""
        self._disk.close()

    def _chosen(self, knows: Knows | None) -> tuple[_Sheet, int]:
        """Choose a sheet, and the header's position among its first filled rows."""
        filled: list[_Sheet] = []
        for sheet in self._sheets(LOOKED_AT if knows else 1):
            place = header_place(_candidates(sheet.rows), knows)
            if place is not None:
                return sheet, place
            filled.append(sheet)
        if not filled:
            raise FileError(f"'{self._name}' holds no rows; export it again.")
        return filled[0], 0

    def _sheets(self, rows: int) -> Iterator[_Sheet]:
        """Give the sheets that are not empty, with their first filled rows."""
        with _workbook(self._name):
            check_parts(self._disk, self._name)
            book = openpyxl.load_workbook(self._disk, read_only=True, data_only=True)
        for sheet in sorted(book.worksheets, key=lambda each: each.sheet_state != "visible"):
            with _workbook(self._name):
                last_row = sheet.max_row or 0
                first = list(itertools.islice(filled_rows(sheet, self._name), rows))
            if first:
                yield _Sheet(sheet, last_row, first)

    def _begin(self, sheet: _Sheet, width: int) -> None:
        """Turn to the rows below the header."""
        header = self._row
        self._last_row = sheet.last_row
        below = filled_rows(sheet.opened, self._name)
        self._rows = (row for row in below if row[0] > header)
        with _workbook(self._name):
            self._formulas = without_value(sheet.opened._get_source())
            self._formula = next(self._formulas, None)
        if column := self._formulas_down_to(self._row, width).get(self._row):
            raise FileError(
                f"'{self._name}': the header {_NO_VALUE} in cell {column}{self._row}; {_SAVE}."
            )

    def _formulas_down_to(self, last: int, width: int) -> dict[int, str]:
        """Give the column of the first formula without a value, of each row that has one."""
        found: dict[int, str] = {}
        with _workbook(self._name):
            while self._formula and self._formula[0] <= last:
                row, column = self._formula
                place = column_index_from_string(column)
                if place <= width and self._is_wanted(place):
                    found.setdefault(row, column)
                self._formula = next(self._formulas, None)
        return found

    def _is_wanted(self, place: int) -> bool:
        return self._wanted is None or self.header[place - 1] in self._wanted

    def _sorted_out(
        self, records: Sequence[Row], formulas: dict[int, str]
    ) -> tuple[pa.Table, list[BadRow]]:
        header, width = self.header, len(self.header)
        kept: list[list[str]] = []
        rows: list[int] = []
        bad: list[BadRow] = []
        for row, cells in records:
            reason = _fault(cells, formulas.pop(row, None))
            # What stands beside a table of which some columns are read is none of them.
            if not reason and max(cells) > width and self._wanted is None:
                reason = cells_differ(max(cells), width)
            if reason:
                bad.append(bad_row(row, reason, _line(cells, width)))
            else:
                kept.append(_texts(cells, width))
                rows.append(row)
        bad += [bad_row(row, _no_value(column), "") for row, column in formulas.items()]
        return row_table(header, kept, rows), bad

    def _next_rows(self) -> list[Row]:
        with _workbook(self._name):
            return list(itertools.islice(self._rows, self._batch_rows))


@contextmanager
def _workbook(name: str) -> Iterator[None]:
    """Turn errors of a workbook into one sentence, and hide openpyxl's warnings about styles."""
    with said_plainly(name), warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")
        try:
            yield
        except _BROKEN as error:
            raise FileError(
                f"'{name}' is not a whole .xlsx workbook or is protected by a password; "
                "save it again as .xlsx or as CSV."
            ) from error


def _candidates(rows: Sequence[Row]) -> list[Candidate]:
    width = max(_width(cells) for _, cells in rows)
    before = [row for row, _ in rows[:1]] + [row + 1 for row, _ in rows]
    return [
        Candidate(tuple(_texts(cells, width)), row > next_)
        for (row, cells), next_ in zip(rows, before, strict=False)
    ]


def _width(cells: Cells) -> int:
    """Return the last column of a header; a cell far beyond the others is none of it."""
    columns = [0, *cells]
    apart = (one for one, next_ in pairwise(columns) if one and next_ - one > _GAP)
    return next(apart, columns[-1])


def _texts(cells: Cells, width: int) -> list[str]:
    return [cells.get(column, "") for column in range(1, width + 1)]


def _line(cells: Cells, width: int) -> str:
    """Return a row's text; without the empty cells where one stands far beyond the table."""
    near = max(cells) <= width + _GAP
    return "\t".join(_texts(cells, max(cells)) if near else cells.values())


def _fault(cells: Cells, formula: str | None) -> str | None:
    if formula:
        return _no_value(formula)
    return CELL_TOO_LARGE if any(len(cell) > CELL_LIMIT for cell in cells.values()) else None


def _no_value(column: str) -> str:
    return f"{_NO_VALUE} in column {column}; {_SAVE}"
