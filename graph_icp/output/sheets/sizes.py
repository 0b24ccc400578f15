"""Widths of columns and heights of rows, which Excel fits to no text that a program wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from graph_icp.output.cells import heading, kept_rows
from graph_icp.output.sheets.values import cell_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    import pandas as pd

    from graph_icp.output.cells import Cell
    from graph_icp.output.sheets.values import SheetValue

ROWS_MEASURED = 1_000
NARROWEST, WIDEST, WIDEST_LIST = 8, 60, 44
# The filter's button takes the place of two characters.
BUTTON = 2
# A few texts of unusual length are wrapped rather than widen a column for all.
FITTING = 0.95
# In pixels of the screen, of which a character takes seven and the edges of a column five: an A4
# page on its side is 1,045 wide within its margins, and holds this much at 65% of its size, in
# type of seven points.
CHARACTER, EDGES, PAGE = 7, 5, 1_608
# The least width of a column that is narrowed for print.
PRINTED = 14
# In points: a line of Excel's own font, and the highest row that there is.
LINE, HIGHEST = 15.0, 409.0
# The most characters that the last word of a line leaves free.
RAGGED = 5


def widths(frame: pd.DataFrame) -> list[int]:
    """Return the width of each column in characters, by its heading and its first rows."""
    rows = list(kept_rows(frame.head(ROWS_MEASURED)))
    return [
        _width(heading(name), [row[place] for row in rows])
        for place, name in enumerate(frame.columns)
    ]


def narrowed(
    frame: pd.DataFrame, widths: list[int], fixed: AbstractSet[int], pages: int = 1
) -> list[int]:
    """Return widths with which columns can be read in print, as far as their words allow.

    Those whose texts take the fewest lines give way first, so that rows stay low.

    Parameters
    ----------
    frame : pandas.DataFrame
        The columns that are printed.
    widths : list of int
        Theirs, in characters.
    fixed : set of int
        The places of columns that keep their widths.
    pages : int
        How many pages it is wide.
    """
    columns = list(zip(*kept_rows(frame.head(ROWS_MEASURED)), strict=True))
    texts = [[cell_text(cell) for cell in cells] for cells in columns]
    whole = [_usual([_measured(text) for text in each]) for each in texts]
    least = [max(PRINTED, _usual([_longest_word(text) for text in each]) + 1) for each in texts]
    found = list(widths)
    while sum(CHARACTER * width + EDGES for width in found) > PAGE * pages:
        wider = [at for at in range(len(texts)) if at not in fixed and found[at] > least[at]]
        if not wider:
            break
        found[min(wider, key=lambda at: whole[at] / found[at])] -= 1
    return found


def height(values: Iterable[tuple[SheetValue, int]]) -> float:
    """Return the height in points of a row that shows the whole of its texts.

    Parameters
    ----------
    values : iterable of pairs
        Cells, and the widths of their columns.

    Returns
    -------
    float
        From one line up to `HIGHEST`.
    """
    lines = max(
        (_lines(value, width) for value, width in values if isinstance(value, str)), default=1
    )
    return min(lines * LINE, HIGHEST)


def _width(title: str, cells: list[Cell]) -> int:
    widest = WIDEST_LIST if any(isinstance(cell, list) for cell in cells) else WIDEST
    usual = _usual([_length(cell) for cell in cells])
    return min(max(cell_len(title) + BUTTON + 1, usual + 1, NARROWEST), widest)


def _usual(lengths: list[int]) -> int:
    """Return what all but a few unusual ones are at most."""
    return sorted(lengths)[round(FITTING * (len(lengths) - 1))] if lengths else 0


def _longest_word(text: str) -> int:
    return max(map(_measured, text.split()), default=0)


def _length(cell: Cell) -> int:
    if isinstance(cell, float):
        return len("0000.0")
    return max(map(_measured, cell_text(cell).split("\n")))


def _lines(text: str, width: int) -> int:
    """Return on how many lines a text stands: words wrap, and nothing is narrower than a digit."""
    if len(text) * 2 <= width and "\n" not in text:
        return 1
    room = width - min(RAGGED, width // 4)
    count = 0
    for line in text.split("\n"):
        length = _measured(line)
        count += 1 if length <= width else -(-length // room)
    return count


def _measured(line: str) -> int:
    return len(line) if line.isascii() else cell_len(line)
