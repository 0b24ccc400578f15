"""Order of names as people look for them: "fleetio" before "Zup"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


def without_case(column: pd.Series) -> pd.Series:
    """Return texts without their case, another column as it is: the key of a `sort_values`."""
    return column.map(lambda cell: cell.casefold() if isinstance(cell, str) else cell)
