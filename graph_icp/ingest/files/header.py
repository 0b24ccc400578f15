"""Search for the header of a file: below other lines, and repeated further down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.ingest.files.batch import column_names

if TYPE_CHECKING:
    from collections.abc import Iterable

Knows = Callable[[Sequence[str]], int]
"""How many of some column names are known, 0 where they are no header that can be read."""

LOOKED_AT = 26
"""The number of first filled rows in which the header is looked for."""


@dataclass(frozen=True)
class Candidate:
    """A filled row that may be the header: its cells, and whether a blank row is above it."""

    cells: tuple[str, ...]
    apart: bool


def header_place(rows: Sequence[Candidate], knows: Knows | None) -> int | None:
    """Find the header among a file's first filled rows: the one of which most is known.

    A row below the first must differ from those above: a row of data may contain the words of a
    header ("Company"), but then it looks like its neighbours.

    Parameters
    ----------
    rows : sequence of Candidate
        The file's first filled rows, at least one.
    knows : callable, optional
        How much of a header is known; without it, the first row is the header.

    Returns
    -------
    int or None
        The header's position among the rows, None where none of them is known.
    """
    if knows is None:
        return 0
    best, most = None, 0
    for place, row in enumerate(rows):
        if place and not _differs(row, rows[:place]):
            continue
        count = knows(column_names(row.cells))
        # A line of group headings stands directly above the header.
        band = best is not None and place == best + 1 and _filled(row) > _filled(rows[best])
        if count > most or (count and band):
            best, most = place, count
    return best


def without_repeats(rows: pa.Table, header: Iterable[str]) -> tuple[pa.Table, int]:
    """Leave out rows that repeat the header, as in exports that were put together.

    Parameters
    ----------
    rows : pyarrow.Table
        Rows as `text_table` gives them.
    header : iterable of str
        The header's cells in the file.

    Returns
    -------
    tuple of pyarrow.Table and int
        The other rows, and the number of rows left out.
    """
    places = pa.array(np.arange(rows.num_rows))
    for column, cell in zip(rows.columns[:-1], header, strict=True):
        cells = column.take(places)
        same = pc.equal(cells, cell.strip()) if cell.strip() else pc.is_null(cells)
        places = places.filter(pc.fill_null(same, False))
        if not len(places):
            return rows, 0
    return rows.take(np.delete(np.arange(rows.num_rows), places)), len(places)


def _differs(row: Candidate, above: Sequence[Candidate]) -> bool:
    wider = all(_filled(row) > _filled(each) for each in above)
    return row.apart or wider or len(row.cells) != len(above[0].cells)


def _filled(row: Candidate) -> int:
    """Count the distinct filled cells; a line of group headings repeats its names."""
    return len({cell.strip() for cell in row.cells} - {""})
