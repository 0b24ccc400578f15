"""A CSV file as batches of text, read in windows so that memory does not grow with the file."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

from graph_icp.errors import FileError
from graph_icp.ingest.batch import CELL_TOO_LARGE, bad_row, batches_of, column_names
from graph_icp.ingest.csv_careful import with_care
from graph_icp.ingest.csv_window import Layout, Piece, record_end, with_arrow
from graph_icp.ingest.text_file import TextFile, not_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from graph_icp.ingest.batch import Batch

_WINDOW = 1 << 22
"""Characters that are looked at together; a record that is longer is skipped."""

_DELIMITERS = ",;\t|"
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
_BLANK_LINES = re.compile(rb"(?:[ \t,;|]*+\n)*+")
_RECORD = re.compile(rb'(?:[^"\n]++|"[^"]*+")*+\n')
_LINE = re.compile(rb"[^\n]*+\n")
_QUOTED = re.compile(r'"[^"]*"')


class CsvFile:
    """A delimited text file; its delimiter is the one that its header holds most often.

    Blank lines, and lines of delimiters alone, are left out without a complaint.

    Parameters
    ----------
    path : Path
        The file, plain or gzipped.
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
        The file cannot be read, is empty, or does not begin with a header.
    """

    def __init__(self, path: Path, batch_rows: int) -> None:
        self._path = path
        self._batch_rows = batch_rows
        self._file = TextFile(path)
        self.size = self._file.size
        self._window = b""
        self._line = 1
        self._at_end = False
        try:
            self._layout = self._read_header()
        except FileError:
            self.close()
            raise
        self.header = self._layout.header

    def batches(self) -> Iterator[Batch]:
        """Read the rows below the header, once.

        Yields
        ------
        Batch
            The next rows and the bad rows among them.

        Raises
        ------
        FileError
            The file cannot be read on, or a quote is never closed.
        """
        while self._fill():
            look = self._window, self._line, self._layout
            piece = with_arrow(*look) or with_care(*look)
            if not piece.end:
                piece = self._skip_record(piece)
            self._advance(piece.end)
            yield from batches_of(piece.rows, piece.bad, self._batch_rows)

    def position(self) -> int:
        """Say how many bytes of the file on disk are read so far."""
        return self._file.position()

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _read_header(self) -> Layout:
        self._fill()
        if len(_CONTROL.findall(self._window, 0, 4_096)) > 100:
            raise not_text(self._path)
        self._pass_blank_lines()
        match = _RECORD.match(self._window) or _LINE.match(self._window)
        if match is None:
            raise FileError(
                f"'{self._path}' has no line end near its start; export it again as CSV."
            )
        if _CONTROL.search(match[0]):
            raise not_text(self._path)
        layout = self._layout_of(match[0].decode())
        self._advance(match.end())
        return layout

    def _pass_blank_lines(self) -> None:
        while self._window and (blank := _BLANK_LINES.match(self._window)) and blank.end():
            self._advance(blank.end())
            self._fill()
        if not self._window:
            raise FileError(f"'{self._path}' holds blank lines alone; export it again.")

    def _layout_of(self, record: str) -> Layout:
        unquoted = _QUOTED.sub("", record)
        delimiter = max(_DELIMITERS, key=unquoted.count)
        try:
            cells = next(csv.reader([record], delimiter=delimiter, strict=True))
        except csv.Error as error:
            raise FileError(
                f"'{self._path}', line {self._line}, is not a header that can be read ({error}); "
                "correct its quotes."
            ) from error
        return Layout(column_names(cells), delimiter)

    def _fill(self) -> bool:
        while not self._at_end and len(self._window) < _WINDOW:
            fresh = self._file.read(_WINDOW - len(self._window))
            self._at_end = not fresh
            self._window += fresh
        if self._at_end and self._window and not self._window.endswith(b"\n"):
            self._window += b"\n"
        return bool(self._window)

    def _advance(self, end: int) -> None:
        self._line += self._window.count(b"\n", 0, end)
        self._window = self._window[end:]

    def _skip_record(self, nothing: Piece) -> Piece:
        """Pass over a record that does not end in its window, holding one window at a time."""
        first = self._line
        text = self._window[:8_000].decode(errors="ignore")
        if self._at_end:
            raise self._never_closed(first)
        end, quoted = record_end(self._window, quoted=False)
        reason = "opens a quote that is not closed" if end else CELL_TOO_LARGE
        while not end:
            self._advance(len(self._window))
            if not self._fill():
                break
            end, quoted = record_end(self._window, quoted=quoted)
        if quoted and not end:
            raise self._never_closed(first)
        last = self._line + self._window.count(b"\n", 0, end) - 1
        if last > first:
            reason += f" (lines {first} to {last})"
        return Piece(nothing.rows, (bad_row(first, reason, text),), end)

    def _never_closed(self, line: int) -> FileError:
        return FileError(
            f"'{self._path}', line {line}, opens a quote that is never closed; "
            "close it or take it out."
        )
