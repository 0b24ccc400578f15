"""Amounts of money in a column, which may write them with a decimal comma or a dot."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.ingest.values.cells import SkipValue, number
from graph_icp.ingest.values.numbers import decimal_told, lower_end

if TYPE_CHECKING:
    from graph_icp.ingest.files.array_type import Array
    from graph_icp.ingest.records.rows import Rows

# The most that anything can be worth; a greater amount is a slip.
_MOST = 1e13


def amounts(rows: Rows, column: str) -> Array:
    """Return a column's amounts; of a range ("$10M-$50M") its lower end.

    Where 24.000 could be twenty-four thousand, the column's other numbers decide, else the dot
    marks decimals, which is noted.

    Parameters
    ----------
    rows : Rows
    column : str

    Returns
    -------
    array of float
        One per row, null where there is none.
    """
    if not rows.has(column):
        return pa.nulls(len(rows), pa.float64())
    return rows.value(column, partial(_amount, _decimal(rows, column)), pa.float64())


def _decimal(rows: Rows, column: str) -> str | None:
    """Return which mark separates decimals in a column, if its numbers say so."""
    marks = rows.audit.decimals
    if marks.get(column) is None:
        marks[column], unsure = decimal_told(pc.unique(rows.raw(column)).drop_null().to_pylist())
        if unsure:
            rows.audit.remarks[
                f"{rows.places[column]}: amounts such as {unsure} may be thousands; the dot was "
                "taken to mark decimals"
            ] = None
    return marks[column]


def _amount(decimal: str | None, text: str) -> float | None:
    try:
        found = number(text, decimal)
    except SkipValue:
        low = lower_end(text)
        if low is None:
            raise
        found = number(low, decimal)
    if found is not None and abs(found) > _MOST:
        raise SkipValue(f"amount is more than anything is worth ({text.strip()})")
    return found
