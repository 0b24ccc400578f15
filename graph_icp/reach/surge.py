"""Surges: accounts that show far more than they usually do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    import datetime

# The days that are compared, and those before them that say what is usual.
RECENT, BEFORE = 14, 84
_LEAST_EVENTS, _LEAST_SIGMAS = 3, 2.0


def surges(signals: pd.DataFrame, as_of: datetime.date, told_since: datetime.date) -> pd.Series:
    """Return which accounts surge, by id.

    With x events in the last 14 days and b of them in 14 of the 84 days before, a surge is
    (x - b) / sqrt(b + 1) >= 2, of 3 events at least, by two people or on two days. What one
    visitor showed of one kind on one day is one event.

    Parameters
    ----------
    signals : DataFrame
        account, kind, visitor, day (datetime64): those that count something, each once.
    as_of : date
        The last of the recent days.
    told_since : date
        The day of the market's first signal: what is usual is known from then on. Nothing surges
        where that is less than 14 days before the recent ones.
    """
    age = (pd.Timestamp(as_of) - signals["day"]).dt.days
    watched = min((as_of - told_since).days + 1 - RECENT, BEFORE)
    recent = signals[age < RECENT]
    if watched < RECENT or recent.empty:
        return pd.Series(dtype=bool)
    earlier = signals[(age >= RECENT) & (age < RECENT + BEFORE)]
    now = recent.groupby("account").agg(
        events=("kind", "size"), visitors=("visitor", "nunique"), days=("day", "nunique")
    )
    usual = earlier.groupby("account").size().reindex(now.index, fill_value=0) * RECENT / watched
    above = (now["events"] - usual) / np.sqrt(usual + 1)
    several = (now["visitors"] >= 2) | (now["days"] >= 2)
    surging: pd.Series = (above >= _LEAST_SIGMAS) & (now["events"] >= _LEAST_EVENTS) & several
    return surging
