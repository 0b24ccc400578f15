"""A CSV file as batches of text, read in windows, so memory does not grow with the file."""

from __future__ import annotations

import re
from bisect import bisect
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from graph_icp.errors import FileError
from graph_icp.ingest.files.batch import (
    ABOVE,
    CELL_TOO_LARGE,
    FOOTER,
    ROW,
    Batch,
    bad_row,
    cells_differ,
    column_names,
)
from graph_icp.ingest.files.csv_arrow import Layout, Piece, record_end, with_arrow
from graph_icp.ingest.files.csv_header import BLANK_LINES, header_record
from graph_icp.ingest.files.csv_rows import first_lines
from graph_icp.ingest.files.csv_slow_path import with_care
from graph_icp.ingest.files.footer import LONGEST, footer_in
from graph_icp.ingest.files.table_file import TableFile
from graph_icp.ingest.files.text_file import TextFile, not_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from graph_icp.ingest.files.header import Knows

_WINDOW = 1 << 22
"""Characters read at once; a longer record is skipped."""

_TAIL = LONGEST
"""Characters kept back for the last window, which must hold the whole footer."""

_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
_EXCEL_HINT = re.compile(rb'"?sep=[,;\t|]"?\n')


class CsvFile(TableFile):
    """A delimited text file; its delimiter is the most frequent one in its header.

    Blank lines, and lines of delimiters alone, are left out silently; lines above the header,
    further headers and a report's footer are left out and counted.

    Parameters
    ----------
    path : Path
        The file, plain or gzipped.
    name : str
        Its name for people.
    batch_rows : int
        The most rows of one batch.
    knows : callable, optional
        A test of headers; without it, the first record is the header.

    Raises
    ------
    FileError
        The file cannot be read, is empty, or does not begin with a header.
    """

    def __init__(self, path: Path, name: str, batch_rows: int, knows: Knows | None = None) -> None:
        self._path = path
        self._file = TextFile(path, name)
        self.size = self._file.size
        self._window = b""
        self._line = 1
        self._at_end = False
        self._broken_off = False
        self._footer = 0
        self._above = 0
        super().__init__(name, batch_rows, knows)

    def position(self) -> int:
        """Return the number of bytes of the file on disk read so far."""
        return self._file.position()

    def row_of(self, place: int) -> int:
        """Return the row, as a spreadsheet program counts, that begins at a line."""
        return bisect(self._first_lines, place)

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    @cached_property
    def _first_lines(self) -> list[int]:
        """The lines at which rows begin: a row has several where a cell has line breaks."""
        return first_lines(self._path, self._name, self._layout.delimiter)

    def _remarks(self) -> tuple[str, ...]:
        return self._file.remarks()

    def _pieces(self) -> Iterator[Batch]:
        above = {ABOVE: self._above}
        while look := self._look():
            where = look, self._line, self._layout
            piece = with_arrow(*where) or with_care(*where)
            if not piece.end:
                piece = self._skip_record(piece, look)
            elif self._broken_off and not self._footer:
                piece = _perhaps_cut(piece)
            self._advance(piece.end)
            yield Batch(piece.rows, piece.bad, above)
            above = {}
        yield self._no_rows(above | {FOOTER: self._footer})

    def _read_header(self, knows: Knows | None) -> Sequence[str]:
        self._fill()
        if len(_CONTROL.findall(self._window, 0, 4_096)) > 100:
            raise not_text(self._name)
        self._pass_blank_lines()
        header, self._above = header_record(self._window, knows)
        if header is None:
            raise FileError(
                f"'{self._name}' has no line end near its start; export it again as CSV."
            )
        if _CONTROL.search(self._window, header.start, header.end):
            raise not_text(self._name)
        if header.fault:
            line = self._line + self._window.count(b"\n", 0, header.start)
            raise FileError(
                f"'{self._name}', line {line}, is not a header that can be read ({header.fault}); "
                "correct its quotes."
            ) from header.fault
        self._advance(header.end)
        self._layout = Layout(column_names(header.cells), header.delimiter)
        return header.cells

    def _pass_blank_lines(self) -> None:
        if hint := _EXCEL_HINT.match(self._window):
            self._advance(hint.end())
        while self._window and (blank := BLANK_LINES.match(self._window)) and blank.end():
            self._advance(blank.end())
            self._fill()
        if not self._window:
            raise FileError(f"'{self._name}' holds only blank lines; export it again.")

    def _look(self) -> bytes:
        """Return the next window of the file, at its end without the footer."""
        if not self._fill():
            return b""
        if not self._at_end:
            whole = self._window.rfind(b"\n", 0, _WINDOW) + 1
            return self._window[:whole] or self._window
        start, self._footer = footer_in(self._window, self._layout)
        self._window = self._window[:start]
        return self._window

    def _fill(self) -> bool:
        while not self._at_end and len(self._window) < _WINDOW + _TAIL:
            fresh = self._file.read(_WINDOW + _TAIL - len(self._window))
            self._at_end = not fresh
            self._window += fresh
        if self._at_end and self._window and not self._window.endswith(b"\n"):
            self._window += b"\n"
            self._broken_off = True
        return bool(self._window)

    def _advance(self, end: int) -> None:
        self._line += self._window.count(b"\n", 0, end)
        self._window = self._window[end:]

    def _skip_record(self, nothing: Piece, look: bytes) -> Piece:
        """Pass over a record that does not end in its window, holding one window at a time."""
        first = self._line
        text = look[:8_000].decode(errors="ignore")
        if self._at_end:
            raise self._never_closed(first)
        end, quoted = record_end(look, quoted=False)
        reason = "opens a quote that is not closed" if end else CELL_TOO_LARGE
        seen = len(look)
        while not end:
            self._advance(seen)
            if not self._fill():
                break
            end, quoted = record_end(self._window, quoted=quoted)
            seen = len(self._window)
        if quoted and not end:
            raise self._never_closed(first)
        last = self._line + self._window.count(b"\n", 0, end) - 1
        if last > first:
            reason += f" (lines {first} to {last})"
        return Piece(nothing.rows, (bad_row(first, reason, text),), end)

    def _never_closed(self, line: int) -> FileError:
        return FileError(
            f"'{self._name}', line {line}, opens a quote that is never closed; "
            "close it or take it out, or export the file again if it was cut there."
        )


def _perhaps_cut(piece: Piece) -> Piece:
    """Add to a last record without a line end and with too few cells that it may be cut."""
    width = len(piece.rows.column_names) - 1
    last = piece.bad[-1] if piece.bad else None
    short = {cells_differ(cells, width) for cells in range(1, width)}
    if last is None or last.reason not in short or _last_row(piece) > last.row:
        return piece
    cut = replace(last, reason=f"{last.reason}; the export may have been cut here")
    return replace(piece, bad=(*piece.bad[:-1], cut))


def _last_row(piece: Piece) -> int:
    rows = piece.rows[ROW]
    return rows[-1].as_py() if len(rows) else 0
