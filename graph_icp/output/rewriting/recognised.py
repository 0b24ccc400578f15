"""The sheet in which a team works, told from other files, so that no other list replaces it."""

from __future__ import annotations

import csv
import io
import os
import warnings
from typing import TYPE_CHECKING

from graph_icp.encodings.decoding import decoded
from graph_icp.errors import FileError
from graph_icp.output.rewriting.old_file import BROKEN, KEYS, LEFT_ON, LOOKED_AT, columns_of, plain

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

# Columns of which a list that lacks them is none of the team's.
_THEIRS = ("notes", "case_study", "contacts_to_approach", LEFT_ON)
_TOLD = ("status", "reason")
_HEADER_BYTES = 1 << 20
# The first bytes of workbooks, and of those that a password protects.
_WORKBOOKS = (b"PK", b"\xd0\xcf\x11\xe0")
_SEPARATORS = ",;\t"


def refuse_team_sheet(path: Path, names: Collection[str]) -> None:
    """Raise FileError where a list would replace the sheet in which a team works.

    Parameters
    ----------
    path : Path
        The file to write, which may be there already.
    names : collection of str
        The columns of the list: a file that has no others is one like it.
    """
    if not os.path.isfile(path):
        return
    ending = path.suffix.lower()
    first_rows = {".xlsx": _of_workbook, ".csv": _of_text}.get(ending)
    try:
        rows = list(first_rows(path)) if first_rows else []
    except OSError as error:
        raise _unreadable(path) from error
    if any(_is_theirs(row, names) for row in rows):
        raise FileError(
            f"{path} is the sheet in which your team works; write to another file "
            "('graph-icp export sheet' writes that one again, and keeps what the team wrote)."
        )


def _is_theirs(header: Sequence[str], names: Collection[str]) -> bool:
    found = {column.ours for column in columns_of(header, (*KEYS, *_THEIRS, *_TOLD))}
    if found.isdisjoint(KEYS):
        return False
    written = {plain(name) for name in names}
    found = {name for name in found if plain(name) not in written}
    return not found.isdisjoint(_THEIRS) or found.issuperset(_TOLD)


def _of_workbook(path: Path) -> Iterator[list[str]]:
    """Yield the first rows of each sheet."""
    with path.open("rb") as file:
        if not file.read(4).startswith(_WORKBOOKS):
            return
    import openpyxl  # takes a while

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            book = openpyxl.load_workbook(path, read_only=True)
        try:
            for sheet in book.worksheets:
                for row in sheet.iter_rows(max_row=LOOKED_AT, values_only=True):
                    yield ["" if cell is None else str(cell) for cell in row]
        finally:
            book.close()
    except BROKEN as error:
        raise _unreadable(path) from error


def _unreadable(path: Path) -> FileError:
    return FileError(
        f"{path} is there and cannot be read, so it may be the sheet in which your team works; "
        "write to another file, or delete it."
    )


def _of_text(path: Path) -> Iterator[list[str]]:
    """Yield the first lines of a text, by each separator."""
    with path.open("rb") as file:
        content = file.read(_HEADER_BYTES)
    found = decoded(content)
    # Our headings are ASCII, which are the same in all encodings that are no UTF-16.
    text = found.text if found else content.decode("latin-1")
    for separator in _SEPARATORS:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        for _ in range(LOOKED_AT):
            try:
                yield next(lines)
            except (StopIteration, csv.Error):
                break
