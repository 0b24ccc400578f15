"""A listing as a table that fits the terminal, and as plain text in a pipe."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from typing import TYPE_CHECKING, BinaryIO

from rich.cells import cell_len

from graph_icp.output.cells import CUT, DECIMALS, PERCENT, as_text, heading, plain_rows
from graph_icp.output.terminal.lines import console_on, print_line
from graph_icp.output.terminal.wording import ELLIPSIS, one_line, shortened, wrapped
from graph_icp.rounding import cut_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from graph_icp.output.cells import Cell

GAP = 2
INDENT = 2
WHOLE = 24
"""The width up to which a column is never broken."""
READABLE = 28
"""The least width of words in a column; narrower ones go beneath their row."""
FIRST_COLUMN = 40
EXCEPTIONS = 0.2
"""The share of longer cells up to which a column is as wide as its other cells ask for."""
MOST_LINES = 3
"""The lines of a cell beside others; what is longer ends in an ellipsis."""


@dataclass(frozen=True)
class Column:
    """One column of the table as text."""

    title: str
    cells: list[str]
    is_number: bool
    natural: int
    """The width that holds its cells on one line, but for a few longer than the others."""

    @property
    def least(self) -> int:
        """The width below which the column is unreadable."""
        return self.natural if self.natural <= WHOLE or self.is_number else READABLE


def write_table(frame: pd.DataFrame, stream: BinaryIO, title: str = "") -> None:
    """Write a listing as a table no wider than the terminal, or than 120 columns (or COLUMNS).

    Numbers stand right, scores such as fit are cut, points have one decimal. Where a line is too
    short for all columns, the wordy ones and then the last ones go beneath their row, each after
    its heading. A few long cells change nothing of that, and nothing breaks inside a word. No
    colours and no lines where nobody looks at a terminal.

    Parameters
    ----------
    frame : pandas.DataFrame
        The listing.
    stream : BinaryIO
        The output.
    title : str
        The line above the table on a terminal.
    """
    console = console_on(stream)
    columns = _columns(frame)
    beside, beneath = _arrange(columns, console.width)
    grid = Grid(beside, _widths(beside, console.width))
    if title and console.is_terminal:
        print_line(console, (shortened(one_line(title), console.width), "bold"))
    for line in grid.lines([column.title for column in beside]):
        print_line(console, (line, "bold"))
    for place in range(len(frame)):
        for line in grid.lines([column.cells[place] for column in beside]):
            print_line(console, line)
        for column in beneath:
            for line in _note_lines(column.title, column.cells[place], console.width):
                print_line(console, (line, "dim"))


def _columns(frame: pd.DataFrame) -> list[Column]:
    columns = []
    for place, name in enumerate(frame.columns):
        plain = [cell for (cell,) in plain_rows(frame.iloc[:, [place]])]
        known = [cell for cell in plain if cell is not None]
        is_number = bool(known) and all(
            isinstance(cell, int | float) and not isinstance(cell, bool) for cell in known
        )
        shown = [one_line(_shown(cell, str(name))) for cell in plain]
        title = one_line(heading(name))
        columns.append(Column(title, shown, is_number, _natural(title, shown, is_number)))
    return columns


def _shown(cell: Cell, name: str) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, int | float) and name in PERCENT:
        return f"{cell:.0%}"
    if isinstance(cell, int | float) and name in CUT:
        return cut_text(cell, CUT[name])
    if isinstance(cell, int | float) and name in DECIMALS:
        return f"{cell:.{DECIMALS[name]}f}"
    if isinstance(cell, float):
        return f"{cell:.2f}"
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ", timespec="seconds")
    return as_text(cell)


def _natural(title: str, cells: list[str], is_number: bool) -> int:
    """Return the width of a column, by its longest cell or, where few are long, by the others."""
    # Empty cells do not count: of a column in which most are, the others say how wide it is.
    widths = [cell_len(cell) for cell in cells if cell]
    usual = [width for width in widths if width <= WHOLE]
    few = len(widths) - len(usual) <= EXCEPTIONS * len(widths)
    return max([cell_len(title), *(usual if few and not is_number else widths)])


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

    columns: list[Column]
    widths: list[int]

    def lines(self, cells: list[str]) -> Iterator[str]:
        """Yield the lines of one row, each cell wrapped within its column."""
        folded = [_few_lines(cell, width) for cell, width in zip(cells, self.widths, strict=True)]
        for line in zip_longest(*folded, fillvalue=""):
            yield (" " * GAP).join(map(_justify, line, self.columns, self.widths)).rstrip()


def _few_lines(cell: str, width: int) -> list[str]:
    lines = wrapped(cell, width)
    if len(lines) <= MOST_LINES:
        return lines
    last = f"{lines[MOST_LINES - 1]} {ELLIPSIS}"
    return [*lines[: MOST_LINES - 1], shortened(last + ELLIPSIS, width)]


def _justify(text: str, column: Column, width: int) -> str:
    space = " " * (width - cell_len(text))
    return space + text if column.is_number else text + space


def _note_lines(title: str, cell: str, width: int) -> Iterator[str]:
    """Yield one cell beneath its row, indented, after its heading; nothing for an empty one."""
    if not cell:
        return
    first, *rest = wrapped(f"{title}: {cell}", max(width - 2 * INDENT, 1))
    yield " " * INDENT + first
    for line in rest:
        yield " " * 2 * INDENT + line
