"""A listing as a table that fits the terminal, and as plain text in a pipe."""

from __future__ import annotations

import codecs
import shutil
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from typing import IO, TYPE_CHECKING, BinaryIO, cast

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from graph_icp.output.cells import DECIMALS, PERCENT, as_text, heading, plain_rows
from graph_icp.output.inert import STEERING

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from graph_icp.output.cells import Cell

PLAIN_SIZE = (120, 25)
GAP = 2
INDENT = 2
WHOLE = 24
"""The width up to which a column is never broken."""
READABLE = 28
"""The least width of words in a column; narrower ones go beneath their row."""
FIRST_COLUMN = 40


@dataclass(frozen=True)
class Column:
    """One column of the table as text."""

    title: str
    cells: list[str]
    is_number: bool
    natural: int
    """The width that holds every cell on one line."""

    @property
    def least(self) -> int:
        """The width below which the column is unreadable."""
        return self.natural if self.natural <= WHOLE or self.is_number else READABLE


def write_table(frame: pd.DataFrame, stream: BinaryIO, title: str = "") -> None:
    """Write a listing as a table no wider than the terminal, or than 120 columns (or COLUMNS).

    Numbers stand right, fit without and points with one decimal. Where a line is too short for
    all columns, the wordy ones and then the last ones go beneath their row, each after its
    heading. No colours and no lines where nobody looks at a terminal.

    Parameters
    ----------
    frame : pandas.DataFrame
        The listing.
    stream : BinaryIO
        The output.
    title : str
        The line above the table on a terminal.
    """
    console = _console(stream)
    columns = _columns(frame)
    beside, beneath = _arrange(columns, console.width)
    grid = Grid(console, beside, _widths(beside, console.width))
    if title and console.is_terminal:
        _print(console, _inert(title), "bold")
    for line in grid.lines([column.title for column in beside]):
        _print(console, line, "bold")
    for place in range(len(frame)):
        for line in grid.lines([column.cells[place] for column in beside]):
            _print(console, line, "")
        for column in beneath:
            for line in _note_lines(console, column.title, column.cells[place]):
                _print(console, line, "dim")


def _console(stream: BinaryIO) -> Console:
    text = codecs.getwriter("utf-8")(stream, "backslashreplace")
    return Console(
        file=cast("IO[str]", text),
        width=shutil.get_terminal_size(PLAIN_SIZE).columns,
        force_terminal=stream.isatty(),
        legacy_windows=False,
    )


def _columns(frame: pd.DataFrame) -> list[Column]:
    columns = []
    for place, name in enumerate(frame.columns):
        plain = [cell for (cell,) in plain_rows(frame.iloc[:, [place]])]
        known = [cell for cell in plain if cell is not None]
        is_number = bool(known) and all(
            isinstance(cell, int | float) and not isinstance(cell, bool) for cell in known
        )
        shown = [_inert(_shown(cell, str(name))) for cell in plain]
        title = _inert(heading(name))
        natural = max(map(cell_len, (title, *shown)))
        columns.append(Column(title, shown, is_number, natural))
    return columns


def _shown(cell: Cell, name: str) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, int | float) and name in PERCENT:
        return f"{cell:.0%}"
    if isinstance(cell, int | float) and name in DECIMALS:
        return f"{cell:.{DECIMALS[name]}f}"
    if isinstance(cell, float):
        return f"{cell:.2f}"
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="seconds")
    return as_text(cell)


def _inert(text: str) -> str:
    """Return text on one line that cannot control a terminal."""
    return STEERING.sub("\ufffd", " ".join(text.split()))


def _arrange(columns: list[Column], width: int) -> tuple[list[Column], list[Column]]:
    """Split the columns into those of the line and those that go beneath it."""
    if sum(column.least + GAP for column in columns) - GAP <= width:
        return columns, []
    beside, beneath = columns[:1], columns[:0]
    used = sum(min(column.natural, FIRST_COLUMN) for column in beside)
    for column in columns[1:]:
        fits = column.least == column.natural and used + GAP + column.natural <= width
        (beside if fits else beneath).append(column)
        used += GAP + column.natural if fits else 0
    return beside, beneath


def _widths(columns: list[Column], width: int) -> list[int]:
    """Give each column its least width, then share what is left among those that want more."""
    widths = [min(column.least, width) for column in columns]
    spare = width - sum(widths) - GAP * (len(columns) - 1)
    wanting = sorted(range(len(columns)), key=lambda place: columns[place].natural)
    for done, place in enumerate(wanting):
        share = max(spare, 0) // (len(wanting) - done)
        more = min(columns[place].natural - widths[place], share)
        widths[place] += max(more, 0)
        spare -= max(more, 0)
    return widths


@dataclass(frozen=True)
class Grid:
    """The columns side by side, each with its width."""

    console: Console
    columns: list[Column]
    widths: list[int]

    def lines(self, cells: list[str]) -> Iterator[str]:
        """Yield the lines of one row, each cell folded within its column."""
        folded = [
            _fold(self.console, cell, width) for cell, width in zip(cells, self.widths, strict=True)
        ]
        for line in zip_longest(*folded, fillvalue=""):
            yield (" " * GAP).join(map(_justify, line, self.columns, self.widths)).rstrip()


def _justify(text: str, column: Column, width: int) -> str:
    space = " " * (width - cell_len(text))
    return space + text if column.is_number else text + space


def _note_lines(console: Console, title: str, cell: str) -> Iterator[str]:
    """Yield one cell beneath its row, indented, after its heading; nothing for an empty one."""
    if not cell:
        return
    first, *rest = _fold(console, f"{title}: {cell}", max(console.width - 2 * INDENT, 1))
    yield " " * INDENT + first
    for line in rest:
        yield " " * 2 * INDENT + line


def _fold(console: Console, text: str, width: int) -> list[str]:
    if cell_len(text) <= width:
        return [text]
    lines = Text(text).wrap(console, width, overflow="fold")
    return [line.plain.rstrip() for line in lines]


def _print(console: Console, line: str, style: str) -> None:
    if console.is_terminal:
        console.print(Text(line, style=style), soft_wrap=True)
    else:
        console.file.write(f"{line}\n")
