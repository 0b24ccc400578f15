"""A file as a team left it: its columns, recognised by their headings, and its rows."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from graph_icp.errors import FileError
from graph_icp.output.cells import heading

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

ACCOUNT, DOMAIN = "account", "domain"
KEYS = (DOMAIN, ACCOUNT)
"""The columns by which a row's account is recognised, the surest first."""

LEFT_SHEET = "Left the list"
"""The sheet of the rows whose accounts are no longer listed."""

LEFT_ON, LEFT_BECAUSE = "left_the_list_on", "left_because"
"""Its columns of the days on which they left, and of the reasons."""

# The rows above which a header is looked for.
LOOKED_AT = 30

# What openpyxl raises for a file that is cut, protected or no workbook.
BROKEN = (
    *(LookupError, ValueError, TypeError, AttributeError, OSError, EOFError, SyntaxError),
    *(NotImplementedError, RuntimeError, AssertionError, zipfile.BadZipFile, zlib.error),
)


class Column(NamedTuple):
    """What a column is, wherever it stands.

    Attributes
    ----------
    ours : str
        The name of one that is written, "" for the team's own.
    heading : str
        The plain heading of the team's own, which may be empty.
    nth : int
        Which of several of that heading it is, from 0.
    """

    ours: str
    heading: str = ""
    nth: int = 0


@dataclass(frozen=True)
class OldCell:
    """A cell of the old file.

    Attributes
    ----------
    value : object
        None for nothing.
    kept : object
        How that kind of file keeps it.
    noted : bool
        Whether a comment hangs on it.
    """

    value: object
    kept: Any = None
    noted: bool = False


@dataclass(frozen=True)
class OldRow:
    """A row of the old file: its cells by their columns, and whether it had left the list."""

    cells: Mapping[Column, OldCell]
    left: bool = False

    def text(self, name: str) -> str:
        """Return what stands in a column that is written, as text."""
        cell = self.cells.get(Column(name))
        return "" if cell is None or cell.value is None else str(cell.value).strip()


@dataclass(frozen=True)
class Page:
    """A table of the old file.

    Attributes
    ----------
    columns : tuple of Column
        In their order in the file.
    headings : mapping of Column to str
        As the file writes them.
    rows : tuple of OldRow
    """

    columns: tuple[Column, ...] = ()
    headings: Mapping[Column, str] = field(default_factory=dict)
    rows: tuple[OldRow, ...] = ()


def columns_of(header: Sequence[str], ours: Collection[str]) -> tuple[Column, ...]:
    """Return what the columns of a header are; `ours` are the names of those that are written.

    A column is ours that has our heading, or where none has, the first that has it but for
    capitals, blanks and hyphens. All others are the team's: "Fit?" too.
    """
    places: dict[str, int] = {}
    for spelled in (str, plain):
        names = {spelled(heading(name)): name for name in ours if name not in places}
        for place, text in enumerate(header):
            name = names.get(spelled(text.strip()), "")
            if name and name not in places and place not in places.values():
                places[name] = place
    named = {place: name for name, place in places.items()}
    seen: Counter[str] = Counter()
    columns = []
    for place, text in enumerate(header):
        if place in named:
            columns.append(Column(named[place]))
        else:
            theirs = plain(text)
            columns.append(Column("", theirs, seen[theirs]))
            seen[theirs] += 1
    return tuple(columns)


def header_row(rows: Sequence[Sequence[str]], ours: Collection[str]) -> int | None:
    """Return the place of the header among the first rows of a table, None where there is none.

    A header names the account or the domain, and more columns that are written than other rows.
    """
    best, most = None, 0
    for place, row in enumerate(rows[:LOOKED_AT]):
        named = {column.ours for column in columns_of(row, ours)} - {""}
        if not named.isdisjoint(KEYS) and len(named) > most:
            best, most = place, len(named)
    return best


def no_keys(path: Path) -> FileError:
    """Return the error of a file whose rows cannot be recognised."""
    named = " or ".join(each.capitalize() for each in KEYS)
    return FileError(
        f"{path} has no column {named}, by which its rows are recognised, so it stays as it is; "
        "bring one of them back, or write to another file."
    )


def plain(heading: str) -> str:
    """Return a heading as they are compared: "Last signal" is "last_signal"."""
    return re.sub(r"[\s_-]+", "", heading.casefold())
