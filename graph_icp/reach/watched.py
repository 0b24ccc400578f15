"""Who is watched: accounts whose silence says something, as a source would have seen a signal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from graph_icp.reach.signal_kinds import OF_ANYBODY

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from graph_icp.reach.signal_kinds import SignalKind

# A source that told of nothing for so many half-lives watches no longer.
_LIVES = 2


def watched(
    accounts: NDArray[np.int64],
    sources: pd.DataFrame,
    covered: Callable[[], pd.DataFrame],
    kinds: Mapping[str, SignalKind],
    as_of: datetime.date,
) -> NDArray[np.bool_]:
    """Return which accounts are watched by some source.

    A source watches while its newest signal is at most two half-lives of a kind that counts old.

    Parameters
    ----------
    accounts : array of int
        Their ids.
    sources : DataFrame
        seen_by (the sort of source), source, newest (datetime64, at most `as_of`).
    covered : callable
        Gives a table of account, seen_by, source: of whom sources tell that see only those whom
        they name. It is asked for where that matters alone.
    kinds : mapping of str to SignalKind
    as_of : date
    """
    reaches: dict[str, float] = {}
    for each in kinds.values():
        if each.weight > 0:
            reaches[each.seen_by] = max(reaches.get(each.seen_by, 0.0), _LIVES * each.half_life)
    age = (pd.Timestamp(as_of) - sources["newest"]).dt.days
    watching = sources[age <= sources["seen_by"].map(reaches).astype(np.float64)]
    if watching["seen_by"].isin(OF_ANYBODY).any():
        return np.ones(len(accounts), dtype=bool)
    told = pd.DataFrame() if watching.empty else covered()
    if told.empty:
        return np.zeros(len(accounts), dtype=bool)
    seen = told.merge(watching[["seen_by", "source"]], on=["seen_by", "source"])
    return np.isin(accounts, seen["account"].to_numpy(np.int64))
