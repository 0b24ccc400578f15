"""The CSV file that a team worked in: read with its separator, and written with it again.

What left the list stands in a file of its own beside it: list-left.csv of list.csv.
"""

from __future__ import annotations

import codecs
import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING

from graph_icp.encodings.decoding import decoded
from graph_icp.errors import FileError
from graph_icp.output.atomic_write import written_together
from graph_icp.output.cells import as_text
from graph_icp.output.rewriting.merging import NewRow, written
from graph_icp.output.rewriting.old_file import (
    LEFT_BECAUSE,
    LEFT_ON,
    LOOKED_AT,
    OldCell,
    OldRow,
    Page,
    columns_of,
    header_row,
    no_keys,
)
from graph_icp.output.spreadsheet_escape import csv_escape

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from graph_icp.output.rewriting.merging import Merged, NewPage
    from graph_icp.output.rewriting.old_file import Column

_SEPARATORS = ",;\t"
_LONGEST_CELL = 10_000_000


class CsvTable:
    """A CSV file with what left it.

    Parameters
    ----------
    path : Path
    content : bytes, optional
        Its content; none where there is no file yet.
    apart : bytes, optional
        The content of the file of what left it, likewise.
    ours : collection of str
        The names of the columns that are written.

    Attributes
    ----------
    listed, left : Page
    guessed : mapping of Path to str
        Of files whose encoding nothing says for certain, as what they were read.

    Raises
    ------
    FileError
        It has no header with the domain or the account, or is not text.
    """

    def __init__(
        self, path: Path, content: bytes | None, apart: bytes | None, ours: Collection[str]
    ) -> None:
        self._path, self._beside = path, beside(path)
        self._separator, self.listed, self.left = ",", Page(), Page()
        self.guessed: dict[Path, str] = {}
        if content is not None:
            text = self._text(path, content)
            self._separator = _separator(text, ours)
            self.listed = _page(path, text, self._separator, ours, left=False)
        if apart is not None:
            text, named = self._text(self._beside, apart), (*ours, LEFT_ON, LEFT_BECAUSE)
            self.left = _page(self._beside, text, _separator(text, ours), named, left=True)

    def write(self, merged: Merged, kept: Collection[str]) -> None:
        """Write both files, so that each row stands in one of them whenever writing stops.

        The file of what left keeps the rows that return to the list until they are there; where
        they are in both, the next list has them once.
        """
        apart = bool(merged.left.rows or self.left.columns)
        back = tuple(
            NewRow({}, row.old)
            for row in merged.listed.rows
            if row.old is not None and row.old.left
        )
        with written_together() as add:
            if apart:
                both = replace(merged.left, rows=(*merged.left.rows, *back))
                add(self._beside, self._lines(both, kept))
            add(self._path, self._lines(merged.listed, kept))
            if apart and back:
                add(self._beside, self._lines(merged.left, kept))

    def _text(self, path: Path, content: bytes) -> str:
        """Return a file's text; what cannot be read for certain stays as it is."""
        found = decoded(content)
        if found is None:
            raise FileError(
                f"{path} is not UTF-8, and its letters do not say for certain which encoding it "
                "has, so it stays as it is; save it as CSV UTF-8 in your spreadsheet program."
            )
        if found.encoding.guessed:
            self.guessed[path] = found.encoding.title
        return found.text

    def _lines(self, page: NewPage, kept: Collection[str]) -> list[bytes]:
        text = io.StringIO()
        writer = csv.writer(text, delimiter=self._separator)
        writer.writerow([page.headings[column] for column in page.columns])
        for row in page.rows:
            writer.writerow([_cell(row, column, kept) for column in page.columns])
        return [codecs.BOM_UTF8, text.getvalue().encode("utf-8", "replace")]


def beside(path: Path) -> Path:
    """Return the file of what left a list."""
    return path.with_name(f"{path.stem}-left{path.suffix}")


def _cell(row: NewRow, column: Column, kept: Collection[str]) -> str:
    """Return a cell as text: what the team wrote as it is, what is written without formulas."""
    if written(row, column, kept):
        value = row.told[column.ours]
        text = as_text(value, apart="\n")
        return csv_escape(text) if isinstance(value, str | list) else text
    old = row.before(column)
    return "" if old is None else str(old.value or "")


def _page(path: Path, text: str, apart: str, ours: Collection[str], *, left: bool) -> Page:
    csv.field_size_limit(_LONGEST_CELL)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=apart))
    except csv.Error as error:
        raise FileError(f"{path} cannot be read as CSV ({error}); nothing was changed.") from error
    place = header_row(lines, ours)
    if place is None:
        raise no_keys(path)
    header = lines[place]
    # Excel's own line that names the separator is no row.
    above = [each for each in lines[:place] if not "".join(each).startswith("sep=")]
    width = max(len(header), *map(len, lines))
    columns = columns_of([*header, *[""] * (width - len(header))], ours)
    rows = (
        {column: OldCell(cell) for column, cell in zip(columns, line, strict=False) if cell}
        for line in (*above, *lines[place + 1 :])
    )
    found = tuple(OldRow(cells, left) for cells in rows if cells)
    texts = dict(zip(columns, [*header, *[""] * (width - len(header))], strict=True))
    return Page(columns, texts, found)


def _separator(text: str, ours: Collection[str]) -> str:
    """Return the separator by which the first lines have most columns that are written."""
    first = text.splitlines()[:LOOKED_AT]

    def named(separator: str) -> int:
        lines = [line.replace('"', "").split(separator) for line in first]
        return max(
            (sum(bool(each.ours) for each in columns_of(line, ours)) for line in lines), default=0
        )

    return max(_SEPARATORS, key=named)
