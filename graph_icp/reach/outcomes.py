"""What came of asking for introductions: it changes strengths, and lets pairs rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

RESULTS = ("yes", "no", "silent")
NEVER = "never"
# After a no a pair rests a year; an introducer is asked so often in so many days.
REST, MONTH, MOST_ASKS = 365, 30, 3
_LEAST, _MOST = 0.3, 1.5


def factors(said: pd.DataFrame, today: float) -> pd.DataFrame:
    """Return by what the strength of each pair that was asked is multiplied.

    That is ((1 + yes) / (2 + asked)) / .5, from .3 to 1.5.

    Parameters
    ----------
    said : DataFrame
        one, other, result, day.
    today : float
        What came of asking later does not count.

    Returns
    -------
    DataFrame
        one, other, factor.
    """
    asked = said[said["result"].isin(RESULTS) & (said["day"] <= today)]
    if asked.empty:
        return asked[["one", "other"]].assign(factor=1.0)
    counts = asked.assign(yes=asked["result"] == "yes").groupby(["one", "other"])["yes"]
    table = counts.agg(["sum", "size"]).reset_index()
    share = (1 + table["sum"]) / (2 + table["size"]) / 0.5
    return table[["one", "other"]].assign(factor=np.clip(share.astype(float), _LEAST, _MOST))


def apart(said: pd.DataFrame, today: float) -> pd.DataFrame:
    """Return the pairs through whom no path leads: refused, whenever, or resting after a no.

    Parameters
    ----------
    said : DataFrame
        one, other, result, day.
    today : float

    Returns
    -------
    DataFrame
        one, other.
    """
    passed = today - said["day"]
    resting = (said["result"] == "no") & (passed >= 0) & (passed < REST)
    pairs: pd.DataFrame = said.loc[resting | (said["result"] == NEVER), ["one", "other"]]
    return pairs.drop_duplicates(ignore_index=True)


def refused(said: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs through whom no path ever leads: one, other."""
    return said.loc[said["result"] == NEVER, ["one", "other"]].drop_duplicates(ignore_index=True)


def lately(said: pd.DataFrame, today: float) -> pd.DataFrame:
    """Return what came of asking within a year, in which the two rest after a no.

    Parameters
    ----------
    said : DataFrame
        one, other, account, result, day.
    today : float

    Returns
    -------
    DataFrame
        one, other, account, day, result: a no first, then the newest.
    """
    passed = today - said["day"]
    found = said[said["result"].isin(RESULTS) & (passed >= 0) & (passed < REST)]
    ordered = found.assign(other_than_no=found["result"] != "no").sort_values(
        ["other_than_no", "day"], ascending=[True, False], kind="stable"
    )
    table: pd.DataFrame = ordered[["one", "other", "account", "day", "result"]]
    return table.reset_index(drop=True)


def asks_lately(
    said: pd.DataFrame, today: float, by: Literal["one", "other"] = "other"
) -> dict[int, int]:
    """Return how often each person was asked in the last MONTH days, or asked ("one")."""
    passed = today - said["day"]
    times = said[said["result"].isin(RESULTS) & (passed >= 0) & (passed < MONTH)]
    return {int(str(person)): len(rows) for person, rows in times.groupby(by)}
