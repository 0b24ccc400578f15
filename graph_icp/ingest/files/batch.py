"""Batches of a file: rows as text, and the rows that could not be read."""

from __future__ import annotations

import datetime as dt
import itertools
import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

ROW = "_row"
"""The column of the line (CSV) or sheet row (XLSX) at which a row begins."""

CELL_LIMIT = 1_000_000
"""The most characters of a cell, far more than any name, list or note about a company."""

CELL_TOO_LARGE = "has a cell larger than 1 MB"
HOLDS_NUL = "holds a NUL byte"

ABOVE = "lines above the header"
REPEATED = "a repeated header"
FOOTER = "lines of a report's footer"

_TEXT_LIMIT = 2_000


@dataclass(frozen=True)
class BadRow:
    """A row that could not be read: its first line, the reason, and its text in the file."""

    row: int
    reason: str
    text: str


@dataclass(frozen=True)
class Batch:
    """Some rows of a file.

    Attributes
    ----------
    rows : pyarrow.Table
        A text column for each header cell, and `_row`.
    bad : tuple of BadRow
        Those among them that could not be read.
    skipped : mapping of str to int
        The numbers of lines left out that are not rows of the table: "a repeated header".
    remarks : tuple of str
        What to say of how the file was read.
    """

    rows: pa.Table
    bad: tuple[BadRow, ...]
    skipped: Mapping[str, int] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


def column_names(cells: Sequence[str]) -> tuple[str, ...]:
    """Name the columns after the header's cells, no two alike.

    Parameters
    ----------
    cells : sequence of str
        The header in the file.

    Returns
    -------
    tuple of str
        The trimmed cells; an empty third cell is "column 3", a second "Name" is "Name (2)".
    """
    names: dict[str, None] = {}
    seen: dict[str, int] = {}
    for number, cell in enumerate(cells, start=1):
        wanted = name = cell.strip() or f"column {number}"
        times = seen.get(wanted, 1)  # a header may repeat one name thousands of times
        while name in names or name == ROW:
            times += 1
            name = f"{wanted} ({times})"
        seen[wanted] = times
        names[name] = None
    return tuple(names)


def text_table(header: Sequence[str], columns: Sequence[pa.Array], rows: pa.Array) -> pa.Table:
    """Trim every cell, make empty cells null and leave out rows that hold nothing.

    Parameters
    ----------
    header : sequence of str
        The columns' names.
    columns : sequence of pyarrow string arrays
        The cells, a column each.
    rows : pyarrow int64 array
        Where each row begins in the file.

    Returns
    -------
    pyarrow.Table
        A string column for each name, and `_row` (int64).
    """
    trimmed = [pc.utf8_trim_whitespace(column) for column in columns]
    cells = [pc.if_else(pc.equal(column, ""), None, column) for column in trimmed]
    table = pa.table([*cells, rows], names=[*header, ROW])
    if any(column.null_count == 0 for column in cells):
        return table
    filled = pc.is_valid(cells[0])
    for column in cells[1:]:
        filled = pc.or_(filled, pc.is_valid(column))
    return table.filter(filled)


def row_table(
    header: Sequence[str], cells: Sequence[Sequence[str]], rows: Sequence[int]
) -> pa.Table:
    """Return `text_table` of cells that come row by row.

    Parameters
    ----------
    header : sequence of str
        The columns' names.
    cells : sequence of sequences of str
        For each row as many as there are columns, or fewer; further ones are left out.
    rows : sequence of int
        Where each row begins in the file.
    """
    columns = list(itertools.islice(itertools.zip_longest(*cells, fillvalue=""), len(header)))
    columns += [("",) * len(rows)] * (len(header) - len(columns))
    arrays = [pa.array(column, pa.string()) for column in columns]
    return text_table(header, arrays, pa.array(rows, pa.int64()))


def batches_of(
    rows: pa.Table, bad: Sequence[BadRow], skipped: Mapping[str, int], batch_rows: int
) -> Iterator[Batch]:
    """Cut a table into batches; the first one carries the bad rows and what was skipped.

    Parameters
    ----------
    rows : pyarrow.Table
        Rows as `text_table` gives them.
    bad : sequence of BadRow
        The bad rows among them.
    skipped : mapping of str to int
        The numbers of lines left out between them.
    batch_rows : int
        The most rows of one batch.

    Yields
    ------
    Batch
        None without rows, bad rows or skipped lines.
    """
    if rows.num_rows or bad or skipped:
        yield Batch(rows.slice(0, batch_rows), tuple(bad), dict(skipped))
    for start in range(batch_rows, rows.num_rows, batch_rows):
        yield Batch(rows.slice(start, batch_rows), ())


def bad_row(row: int, reason: str, text: str) -> BadRow:
    """Record a bad row with the beginning of its text, without the line's end."""
    return BadRow(row, reason, text[:_TEXT_LIMIT].rstrip("\n"))


def fault_of(cells: Sequence[str]) -> str | None:
    """Return why a row cannot be stored, None where it can."""
    if any(len(cell) > CELL_LIMIT for cell in cells):
        return CELL_TOO_LARGE
    return HOLDS_NUL if any("\0" in cell for cell in cells) else None


def cells_differ(found: int, expected: int) -> str:
    """Return the message that a row has more or fewer cells than the header."""
    return f"has {found} cell{'' if found == 1 else 's'} where the header has {expected}"


def value_text(value: Any) -> str:
    """Return a value of nested data as text: lists are joined by ";", structures are JSON."""
    match value:
        case bytes():
            return value.decode("utf-8", "replace")
        case list():
            return ";".join(text for each in value if (text := value_text(each)))
        case dict():
            return json.dumps(value, ensure_ascii=False, default=cell_text)
        case _:
            return cell_text(value)


def cell_text(value: Any) -> str:
    """Return a value as text: whole numbers have no decimals, dates are ISO 8601, None is empty."""
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
