"""The lines at the end of a report: totals, its author, a copyright notice.

They are lone cells at the very end of a table of several columns.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graph_icp.ingest.files.csv_arrow import Layout

LONGEST = 1 << 17
"""The most bytes of a footer."""

_COLUMNS = 3
_LINES = 30
_CHARACTERS = 1_000
_QUOTED = re.compile(r'"[^"]*"')
_WORDS = re.compile(
    r"""
      (?:grand|sub)[ -]?totals?\b
    | totals?(?:$|\s*[(:\d]|\s+(?:records|rows)\b)
    | confidential\s+information\s*(?:$|[-\N{EN DASH}\N{EM DASH}.:])
    | (?:copyright|\(c\)|\N{COPYRIGHT SIGN}).*\d{4}
    | .*\ball\s+rights\s+reserved\b
    | .*\bdo\s+not\s+distribute\b
    | (?:report\s+)?(?:generated|exported|created|downloaded|printed|run)\s+(?:by|on|at|from)\b
    | (?:filtered\s+by|filters?:|as\s+of\b|source:|end\s+of\s+(?:report|file)\b)
    | page\s+\d+(?:\s+of\s+\d+)?$
    | \d[\d,. ]*\s(?:records?|rows?)\b(?:\s+(?:exported|selected|total))?$
    """,
    re.IGNORECASE | re.VERBOSE,
)


def footer_in(text: bytes, layout: Layout) -> tuple[int, int]:
    """Find the footer in the last lines of a CSV file.

    It is a run of lines of one cell each. It begins below a blank line or with well-known words;
    a record that was cut, or lacks cells, is not a footer.

    Parameters
    ----------
    text : bytes
        The end of the file, with a line end.
    layout : Layout
        The file's columns and delimiter.

    Returns
    -------
    tuple of int
        The byte where the footer begins, and the number of its filled lines; the end of the text
        and 0 where there is none.
    """
    lone: list[tuple[int, str]] = []
    below_a_record = False
    for start, line in _lines_from_the_end(text):
        cell = _lone_cell(line, layout)
        if cell is None:
            below_a_record = True
            break
        lone.append((start, cell))
    lone.reverse()
    apart = False
    for place, (start, cell) in enumerate(lone):
        if cell and (apart or _WORDS.match(cell)):
            lines = sum(bool(each) for _, each in lone[place:])
            fits = len(layout.header) >= _COLUMNS and lines <= _LINES
            return (start, lines) if fits else (len(text), 0)
        apart = below_a_record and not cell
    return len(text), 0


def footer_rows(rows: Sequence[Sequence[str]], width: int) -> int:
    """Count the last rows of a sheet that are its footer, and blank ones between them.

    Parameters
    ----------
    rows : sequence of sequences of str
        The sheet's rows down to its end.
    width : int
        The number of columns of the table.
    """
    found = 0
    for number, cells in enumerate(reversed(rows), start=1):
        filled = [cell.strip() for cell in cells if cell.strip()]
        if not filled:
            continue
        if width < _COLUMNS or len(filled) > 1 or not _WORDS.match(filled[0]):
            break
        found = number
    return found


def _lines_from_the_end(text: bytes) -> Iterator[tuple[int, str]]:
    """Give each line's first byte and its text; only the beginning of a line that is too long."""
    end = len(text)
    while end and len(text) - end < LONGEST // 2:
        start = text.rfind(b"\n", 0, end - 1) + 1
        yield start, text[start : min(end, start + 5 * _CHARACTERS)].decode(errors="ignore")
        end = start


def _lone_cell(line: str, layout: Layout) -> str | None:
    """Return a line's only cell, "" for a blank line, None where it has several."""
    line = line.strip(" \n")
    bare = line.rstrip(f"{layout.delimiter} \t")
    unquoted = _QUOTED.sub("", bare)
    if '"' in unquoted:
        return None  # the line may end a cell that began above it
    cell = bare.strip('" \t')
    cells = 1 + unquoted.count(layout.delimiter)
    if not cell or (cells == 1 and bare == line and len(cell) <= _CHARACTERS):
        return cell
    return cell if cells < len(layout.header) and _WORDS.match(cell) else None
