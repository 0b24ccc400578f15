"""Care for introducers: nobody is asked more than three times in thirty days across a list."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from graph_icp.reach.outcomes import MOST_ASKS
from graph_icp.reach.paths import each_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd


def spared(paths: pd.DataFrame, asked: Mapping[int, int], most: int = MOST_ASKS) -> pd.DataFrame:
    """Return one path for each account, the strongest first, so that no introducer is overasked.

    An account whose introducer has no ask left gets its next best path, if it has one.

    Parameters
    ----------
    paths : DataFrame
        As of `paths.find`: several for an account.
    asked : mapping of int to int
        How often introducers were asked lately.
    most : int
        How often each may be asked, those times included.
    """
    times = Counter(asked)
    served: set[int] = set()
    chosen = []
    ordered = paths.sort_values("strength", ascending=False, kind="stable")
    ordered = ordered.drop_duplicates(["account", "first", "second"])
    for place, path in zip(ordered.index, each_of(ordered), strict=True):
        if path.account in served or any(times[each] >= most for each in path.introducers):
            continue
        served.add(path.account)
        times.update(path.introducers)
        chosen.append(place)
    return paths.loc[chosen]
