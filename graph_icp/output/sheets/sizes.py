"""Widths of columns and heights of rows, which Excel fits to no text that a program wrote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from graph_icp.output.cells import as_text, heading, kept_rows

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from graph_icp.output.cells import Cell
    from graph_icp.output.sheets.values import SheetValue

ROWS_MEASURED = 1_000
NARROWEST, WIDEST, WIDEST_LIST = 8, 60, 44
# The filter's button takes the place of two characters.
BUTTON = 2
# A few texts of unusual length are wrapped rather than widen a column for all.
FITTING = 0.95
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
    lengths = sorted(_length(cell) for cell in cells)
    usual = lengths[round(FITTING * (len(lengths) - 1))] if lengths else 0
    return min(max(cell_len(title) + BUTTON + 1, usual + 1, NARROWEST), widest)


def _length(cell: Cell) -> int:
    if isinstance(cell, float):
        return len("0000.0")
    return max(map(_measured, as_text(cell, apart="\n").split("\n")))


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
