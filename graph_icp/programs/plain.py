"""Plain values of bounded size: what tables hold, as JSON takes it."""

from __future__ import annotations

import datetime
import math
from typing import TYPE_CHECKING, Any

from graph_icp.output.inert import inert
from graph_icp.rounding import cut

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

# The longest text of an answer, in characters, and the most texts of a list within a row.
LONGEST, NAMED = 600, 10


def text(value: Any, longest: int = LONGEST) -> str:
    """Return a text without what steers a terminal, and cut; "" for what is missing."""
    if is_missing(value):
        return ""
    plain = inert(str(value))
    return plain if len(plain) <= longest else f"{plain[:longest]}..."


def known_text(value: Any) -> str | None:
    """Return the same, and None for what is missing."""
    return text(value) or None


def texts(values: Any, most: int = NAMED) -> list[str]:
    """Return the first of some texts, and in their last place how many more there are."""
    every = [] if is_missing(values) else [*values]
    told = [text(each) for each in every[:most]]
    return [*told, f"... and {len(every) - most:,} more"] if len(every) > most else told


def score(value: Any, decimals: int = 1) -> float | None:
    """Return a score as it is shown, cut; None where it is unknown."""
    return None if is_missing(value) else float(cut(float(value), decimals))


def number(value: Any, decimals: int = 2) -> float | None:
    """Return a number rounded; None where it is unknown."""
    return None if is_missing(value) else round(float(value), decimals)


def count(value: Any) -> int | None:
    """Return a whole number; None where it is unknown."""
    return None if is_missing(value) else int(value)


def day(value: Any) -> str | None:
    """Return a day, or a time to the second, as ISO 8601 writes it; None where it is unknown."""
    if is_missing(value):
        return None
    if isinstance(value, datetime.datetime):
        return value.isoformat(timespec="seconds")
    return str(value)


def rows(table: pd.DataFrame) -> Iterable[dict[str, Any]]:
    """Return the rows of a table by column."""
    told: list[dict[str, Any]] = table.to_dict("records")  # type: ignore[assignment]
    return told


def is_missing(value: Any) -> bool:
    """Return whether a cell is empty: None, nan, and what stands for them in tables."""
    if value is None:
        return True
    if isinstance(value, float):
        return math.isnan(value)
    return type(value).__name__ in ("NAType", "NaTType")
