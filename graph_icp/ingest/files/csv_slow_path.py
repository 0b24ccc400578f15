"""The records of one window of CSV text, read one by one if some are not well formed."""

from __future__ import annotations

import csv
import io
from contextlib import contextmanager
from typing import TYPE_CHECKING

from graph_icp.ingest.files.batch import (
    CELL_LIMIT,
    CELL_TOO_LARGE,
    HOLDS_NUL,
    BadRow,
    bad_row,
    cells_differ,
    row_table,
)
from graph_icp.ingest.files.csv_arrow import Layout, Piece

if TYPE_CHECKING:
    from collections.abc import Iterator


def with_care(window: bytes, line: int, layout: Layout) -> Piece:
    """Read a window's records one by one: as `with_arrow` does, slower, and never giving up.

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
    Piece
        Its end is 0 where no record ends in the window.
    """
    width = len(layout.header)
    kept: list[list[str]] = []
    rows: list[int] = []
    bad: list[BadRow] = []
    end = 0
    with _cells_of_any_size():
        for text, cells, fault in _records_one_by_one(window, layout.delimiter):
            reason = fault or _fault(text, cells, width)
            if reason:
                bad.append(bad_row(line, reason, text))
            elif len(cells) >= width:
                kept.append(cells)
                rows.append(line)
            line += text.count("\n")
            end += len(text.encode())
    return Piece(row_table(layout.header, kept, rows), tuple(bad), end)


@contextmanager
def _cells_of_any_size() -> Iterator[None]:
    """Lift the csv module's own limit, which would cut off a record in its middle."""
    usual = csv.field_size_limit(1 << 30)
    try:
        yield
    finally:
        csv.field_size_limit(usual)


def _records_one_by_one(
    window: bytes, delimiter: str
) -> Iterator[tuple[str, list[str], str | None]]:
    """Give the text, the cells and the fault of each record that ends in the window."""
    lines = _Lines(window)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        lines.taken.clear()
        fault = None
        try:
            cells = next(reader, [])
        except csv.Error:
            cells, fault = [], "has text after a closing quote"
        text = "".join(lines.taken)
        if lines.exhausted or not text.endswith("\n"):
            return
        yield text, cells, fault


class _Lines:
    """The lines of a window; counts the lines taken, and notes whether more were wanted."""

    def __init__(self, window: bytes) -> None:
        self._rest = io.StringIO(window.decode(), newline="\n")
        self.taken: list[str] = []
        self.exhausted = False

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._rest.readline()
        if not line:
            self.exhausted = True
            raise StopIteration
        self.taken.append(line)
        return line


def _fault(text: str, cells: list[str], width: int) -> str | None:
    if "\0" in text:
        return HOLDS_NUL
    if any(len(cell) > CELL_LIMIT for cell in cells):
        return CELL_TOO_LARGE
    beyond = any(cell.strip() for cell in cells[width:])
    if beyond or (len(cells) < width and any(cell.strip() for cell in cells)):
        return cells_differ(len(cells), width)
    return None
