"""The records of one window of CSV text, read all at once by Arrow if they are well formed.

A window begins where a record begins and may end within one. The records that end in the window
are read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from graph_icp.ingest.files.batch import (
    CELL_LIMIT,
    BadRow,
    bad_row,
    cells_differ,
    row_table,
    text_table,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

_NEWLINE = ord("\n")
_QUOTE = ord('"')
_EMPTY = ' \t\n"'


@dataclass(frozen=True)
class Layout:
    """The form of a file's records: the names of its columns, and its delimiter."""

    header: tuple[str, ...]
    delimiter: str


@dataclass(frozen=True)
class Piece:
    """The rows and bad rows of a window, and the number of its bytes that they took."""

    rows: pa.Table
    bad: tuple[BadRow, ...]
    end: int


def with_arrow(window: bytes, line: int, layout: Layout) -> Piece | None:
    """Read a window's records all at once.

    Parameters
    ----------
    window : bytes
        UTF-8 text that begins where a record begins.
    line : int
        The line of the file where the window begins.
    layout : Layout
        The file's columns and delimiter.

    Returns
    -------
    Piece or None
        Its end is 0 where no record ends in the window. None where a record needs care: a
        quote within a cell, a NUL, a cell that is too large, a ragged row of empty cells.
    """
    records = None if b"\0" in window else _records(window, layout.delimiter)
    if records is None:
        return None
    rows, end = records
    if not len(rows):
        return Piece(row_table(layout.header, (), ()), (), end)
    return _parsed(window[:end], rows + line, layout)


def record_end(window: bytes, *, quoted: bool) -> tuple[int, bool]:
    """Find the end of a record that began before this window.

    Parameters
    ----------
    window : bytes
        UTF-8 text from within a record.
    quoted : bool
        Whether the window begins between quotes.

    Returns
    -------
    tuple of int and bool
        The bytes up to and with the record's line end, 0 where it does not end here; and
        whether the window ends between quotes.
    """
    octets = np.frombuffer(window, np.uint8)
    quotes = np.flatnonzero(octets == _QUOTE)
    newlines = np.flatnonzero(octets == _NEWLINE)
    outside = newlines[np.searchsorted(quotes, newlines) % 2 == int(quoted)]
    end = int(outside[0]) + 1 if len(outside) else 0
    return end, quoted ^ bool(len(quotes) % 2)


def _records(window: bytes, delimiter: str) -> tuple[NDArray[np.int64], int] | None:
    """Give each record's line within the window, blank ones left out, and the records' end."""
    octets = np.frombuffer(window, np.uint8)
    newlines = np.flatnonzero(octets == _NEWLINE)
    ends = newlines
    if b'"' in window:
        quotes = np.flatnonzero(octets == _QUOTE)
        ends = newlines[np.searchsorted(quotes, newlines) % 2 == 0]
        reach = ends[-1] if len(ends) else len(octets)
        if not _well_quoted(octets, quotes[quotes < reach], delimiter):
            return None
    if not len(ends):
        return newlines[:0], 0
    starts = np.concatenate(([0], ends[:-1] + 1))
    lines = np.searchsorted(newlines, starts[ends > starts])
    return lines, int(ends[-1]) + 1


def _well_quoted(octets: NDArray[np.uint8], quotes: NDArray[np.int64], delimiter: str) -> bool:
    """Return whether every odd quote opens a cell and every even one closes it.

    Only then does the number of quotes before a line end say whether it lies within a cell.
    A doubled quote closes and opens again.
    """
    allowed = np.zeros(256, np.bool_)
    allowed[[_NEWLINE, _QUOTE, ord(delimiter)]] = True
    before = octets[np.maximum(quotes[::2] - 1, 0)]
    after = octets[np.minimum(quotes[1::2] + 1, len(octets) - 1)]
    return bool(allowed[before].all() and allowed[after].all())


def _parsed(text: bytes, rows: NDArray[np.int64], layout: Layout) -> Piece | None:
    ragged: list[Any] = []
    try:
        table = _arrow_table(text, layout, ragged)
    except pa.ArrowInvalid:
        return None
    sizes = [pc.max(pc.binary_length(column)).as_py() or 0 for column in table.columns]
    if table.num_rows + len(ragged) != len(rows) or max(sizes) > CELL_LIMIT:
        return None
    bad = []
    for record in ragged:
        filled = record.text.strip(_EMPTY.replace(layout.delimiter, ""))
        if not filled or filled.endswith(layout.delimiter):
            return None
        reason = cells_differ(record.actual_columns, len(layout.header))
        bad.append(bad_row(int(rows[record.number - 1]), reason, record.text))
    whole = np.delete(rows, [record.number - 1 for record in ragged])
    return Piece(text_table(layout.header, table.columns, pa.array(whole)), tuple(bad), len(text))


def _arrow_table(text: bytes, layout: Layout, ragged: list[Any]) -> pa.Table:
    def set_aside(record: Any) -> str:
        ragged.append(record)
        return "skip"

    return arrow_csv.read_csv(
        pa.BufferReader(text),
        read_options=arrow_csv.ReadOptions(
            use_threads=False,  # with threads Arrow cannot number the ragged rows
            block_size=len(text) + 1,
            column_names=layout.header,
        ),
        parse_options=arrow_csv.ParseOptions(
            delimiter=layout.delimiter, newlines_in_values=True, invalid_row_handler=set_aside
        ),
        convert_options=arrow_csv.ConvertOptions(
            column_types=dict.fromkeys(layout.header, pa.string()),
            strings_can_be_null=False,
            check_utf8=False,
        ),
    )
