"""The cells of a listing as plain Python values, the same for every format."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import pandas as pd

from graph_icp.rounding import cut

if TYPE_CHECKING:
    from collections.abc import Iterator

Cell: TypeAlias = "bool | int | float | str | date | datetime | list[Cell] | None"

PERCENT = frozenset({"coverage", "likeness", "share"})
"""Columns of shares, which are shown in percent."""

CUT = {**dict.fromkeys(("fit", "fit_before", "intent", "reach", "priority"), 0), "strength": 2}
"""Columns of scores, which are cut and never rounded, with the decimals that a terminal shows."""

DECIMALS = {**CUT, "points": 1}
"""Columns of numbers that people read, with how many decimals a terminal shows of them."""

KEPT = {
    **dict.fromkeys(("fit", "fit_before", "reach", "intent", "priority", "points"), 1),
    "strength": 2,
    "employees": 0,
    **dict.fromkeys(PERCENT, 2),
}
"""How many decimals files keep of columns; of others they keep `KEPT_ELSEWHERE`."""

KEPT_ELSEWHERE = 6
"""So many that no amount changes, and so few that 0.1 + 0.2 is 0.3."""

HEADINGS = {"rank": "Rank by fit"}
"""Headings of columns whose names say too little."""

MEANING = {
    "rank": "The place by points among all that are ranked: 1 is the best fit. A list by priority "
    "has another order.",
    "fit": "0 to 100: the place of its points among those of your customers, or of the market "
    "where you have too few.",
    "reach": "0 to 100: how well your team can get introduced. Empty is unknown.",
    "intent": "0 to 100: what the company showed lately. Empty is unknown, 0 is silence.",
    "priority": "Fit, and a part of intent and of reach.",
    "cell": "A, B, C: Best, Good, Bad fit. 1, 2, 3: intent from 50, from 20, below; - is unknown.",
    "points": "0 is a typical company of the market, 100 a typical customer, or the best of the "
    "market where you have too few. Points may be negative and may exceed 100.",
    "coverage": "How much of what the points are made of is known about the account.",
    "contacts": "Who works there, those first whom a colleague knows; without those who asked "
    "not to be contacted.",
}
"""Explanations of columns, shown with the heading where the format has room for them."""

APART, APART_ELSE = "; ", " | "
"""What joins the entries of a list in a text, and of one of which an entry holds that itself."""

LARGEST_EXACT = 2**53
"""The limit up to which a float holds every whole number."""

# Types of values that are cells already; floats may be missing values.
_AS_THEY_ARE = frozenset([str, int, bool, type(None)])

# The rows of which the cells are held at a time.
_TOGETHER = 10_000


def plain_rows(frame: pd.DataFrame) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows of a listing one by one, every missing value as None.

    Whole numbers and dates that pandas keeps as floats or timestamps, for lack of a better type,
    become whole numbers and dates again.

    Parameters
    ----------
    frame : pandas.DataFrame
        Any listing.

    Yields
    ------
    tuple
        One row: None, bool, int, float, str, date, datetime or a list of these in each place.
    """
    columns = [_undo_storage(frame.iloc[:, place]) for place in range(frame.shape[1])]
    for part in _parts(columns):
        yield from zip(*part, strict=True)


def kept_rows(frame: pd.DataFrame) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows of a listing as `plain_rows` does, with as many decimals as files keep.

    Columns of whole numbers alone are whole: 51.0 is 51, in every format.

    Parameters
    ----------
    frame : pandas.DataFrame
        Any listing.

    Yields
    ------
    tuple
        One row, as of `plain_rows`.
    """
    for part in _parts(kept_columns(frame)):
        yield from zip(*part, strict=True)


def kept_columns(frame: pd.DataFrame) -> list[pd.Series]:
    """Return the columns of a listing with as many decimals as files keep; see `kept_rows`.

    Parameters
    ----------
    frame : pandas.DataFrame
        Any listing.
    """
    return [_rounded(frame.iloc[:, place]) for place in range(frame.shape[1])]


def plain_cells(column: pd.Series) -> list[Cell]:
    """Return a column's values as cells, None for missing ones.

    Parameters
    ----------
    column : pandas.Series
        Such as `kept_columns` has.
    """
    if column.dtype == np.float64:
        return [None if value != value else value for value in column.tolist()]
    if column.dtype.kind in "biu" or isinstance(column.dtype, pd.StringDtype):
        values = column.to_numpy(dtype="object", na_value=None)  # type: ignore[call-overload]
        cells: list[Cell] = values.tolist()
        return cells
    several = column.tolist()
    if _AS_THEY_ARE.issuperset(map(type, several)):
        return several
    return [_plain(value) for value in several]


def heading(name: object) -> str:
    """Return a column's heading: `first_seen` is "First seen".

    Parameters
    ----------
    name : object
        A column's name.

    Returns
    -------
    str
        The heading.
    """
    if name in HEADINGS:
        return HEADINGS[str(name)]
    words = str(name).replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def as_text(cell: Cell, apart: str = APART_ELSE) -> str:
    """Return one cell as text that reads back equal: lists joined with "; ", dates as ISO 8601.

    Parameters
    ----------
    cell : None, bool, int, float, str, date, datetime or list
        A value of `plain_rows`.
    apart : str
        What joins a list of which an entry holds "; " itself.

    Returns
    -------
    str
        The text; empty for None.
    """
    if cell is None:
        return ""
    if isinstance(cell, list):
        entries = [entry if type(entry) is str else as_text(entry) for entry in cell]
        return (apart if any(APART in entry for entry in entries) else APART).join(entries)
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _parts(columns: list[pd.Series]) -> Iterator[list[list[Cell]]]:
    rows = len(columns[0]) if columns else 0
    for start in range(0, rows, _TOGETHER):
        yield [plain_cells(column.iloc[start : start + _TOGETHER]) for column in columns]


def _rounded(column: pd.Series) -> pd.Series:
    if pd.api.types.is_float_dtype(column.dtype):
        column = _with_decimals(column, KEPT.get(str(column.name), KEPT_ELSEWHERE))
        return column.astype("Int64") if _is_whole(column) else column
    return _undo_storage(column)


def _with_decimals(column: pd.Series, decimals: int) -> pd.Series:
    if column.name in CUT:
        return pd.Series(cut(column.to_numpy(np.float64, na_value=np.nan), decimals), column.index)
    return column.round(decimals)


def _undo_storage(column: pd.Series) -> pd.Series:
    if pd.api.types.is_float_dtype(column.dtype) and column.hasnans and _is_whole(column):
        return column.astype("Int64")
    if pd.api.types.is_datetime64_dtype(column.dtype):
        known = column.dropna()
        if (known == known.dt.normalize()).all():
            return pd.Series(column.dt.date, dtype=object)
    return column


def _is_whole(column: pd.Series) -> bool:
    """Return whether a column of floats has numbers, all of them whole and exact."""
    known = column.dropna()
    return len(known) > 0 and bool(((known % 1 == 0) & (known.abs() < LARGEST_EXACT)).all())


def _plain(value: object) -> Cell:
    if value is None or type(value) is str:  # most cells of most listings
        return value
    if isinstance(value, np.ndarray | np.generic):
        value = value.tolist()
    if isinstance(value, list | tuple):
        return [item if type(item) is str else _plain(item) for item in value]
    if value is pd.NA or value is pd.NaT or value != value:
        return None
    if isinstance(value, pd.Timestamp):
        return value.to_pydatetime(warn=False)
    if isinstance(value, bool | int | float | str | date):
        return value
    return str(value)
