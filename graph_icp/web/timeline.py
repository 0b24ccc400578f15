"""Signals as a time line: a mark for each day, the higher the more it still counts."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

# The room of the line in units of its picture, and the least height of a mark.
WIDTH, HEIGHT, LEAST = 1000.0, 100.0, 6.0
# The fewest days that it spans, and the most: older signals stand in the table alone.
FEWEST, MOST = 30, 365


@dataclass(frozen=True)
class Mark:
    """A day on which something was shown: its place and height, and what it was in words."""

    x: float
    height: float
    says: str


@dataclass(frozen=True)
class Timeline:
    """Marks from the first day to the last.

    Attributes
    ----------
    marks : tuple of Mark
    first, last : date
    older : int
        How many days lie before the first.
    """

    marks: tuple[Mark, ...]
    first: datetime.date
    last: datetime.date
    older: int


def timeline(signals: pd.DataFrame, as_of: datetime.date) -> Timeline | None:
    """Return the time line of an account's signals, None where there is none.

    Parameters
    ----------
    signals : DataFrame
        day, signal, points, as of `account_signals.AccountSignals`.
    as_of : date
        The day on which it ends.
    """
    days: dict[datetime.date, tuple[float, list[str]]] = {}
    told = signals[["day", "signal", "points"]].itertuples(index=False)
    for day, signal, points in told:
        if day <= as_of:
            so_far, words = days.get(day, (0.0, []))
            words = words if signal in words else [*words, str(signal)]
            days[day] = (so_far + (float(points) if points == points else 0.0), words)
    if not days:
        return None
    span = min(MOST, max(FEWEST, (as_of - min(days)).days))
    first = as_of - datetime.timedelta(span)
    shown = {day: about for day, about in days.items() if day >= first}
    most = max([points for points, _ in shown.values()], default=0.0) or 1.0
    marks = tuple(
        Mark(
            round(WIDTH * (day - first).days / span, 1),
            round(max(LEAST, HEIGHT * points / most), 1),
            f"{day}: {', '.join(words)}",
        )
        for day, (points, words) in sorted(shown.items())
    )
    return Timeline(marks, first, as_of, len(days) - len(shown))
