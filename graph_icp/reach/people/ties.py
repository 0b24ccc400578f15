"""Ties: how surely two people know each other, by all evidence that counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from graph_icp.reach.people.evidence import of_colleagues, worked_together
from graph_icp.reach.people.strengths import MOST, WEAK
from graph_icp.rounding import reaches

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from graph_icp.reach.people.acquaintances import Acquaintances

    Ids = NDArray[np.int64]


def ties_of_colleagues(known: Acquaintances, people: Ids | None = None) -> pd.DataFrame:
    """Return the ties between colleagues and people (or some of them) by evidence that counts.

    Returns
    -------
    DataFrame
        one (a colleague), other, strength: from WEAK on.
    """
    every = known.once("ties", lambda: _ties(known))
    return every if people is None else every[every["other"].isin(people)].reset_index(drop=True)


def _ties(known: Acquaintances) -> pd.DataFrame:
    """Return the ties between colleagues and everybody."""
    evidence = of_colleagues(known)
    return _kept(known, combined(evidence[evidence["counts"].astype(bool)]))


def ties_between(known: Acquaintances, ones: Ids, others: Ids | None) -> pd.DataFrame:
    """Return the ties between two groups of people outside, as `ties_of_colleagues` does.

    Where `others` is not given, the second group is everybody.
    """
    found = worked_together(known, ones, others, counting=True)
    columns = ["one", "other", "strength"]
    parts = [each[columns] for each in found] or [pd.DataFrame(columns=columns, dtype=np.float64)]
    ties = combined(pd.concat(parts, ignore_index=True))
    return _kept(known, ties if others is not None else ties[known.outside(ties["other"])])


def combined(evidence: pd.DataFrame) -> pd.DataFrame:
    """Return what evidence makes together: 1 - (1 - s) (1 - s) ..., at most MOST.

    Parameters
    ----------
    evidence : DataFrame
        one, other, strength: any number for a pair.

    Returns
    -------
    DataFrame
        one, other, strength: each pair once.
    """
    ones, one = np.unique(evidence["one"].to_numpy(np.int64), return_inverse=True)
    others, other = np.unique(evidence["other"].to_numpy(np.int64), return_inverse=True)
    pair = one * max(len(others), 1) + other
    order = np.argsort(pair, kind="stable")
    starts = np.flatnonzero(np.diff(pair[order], prepend=-1))
    # A piece of evidence above MOST makes MOST by itself.
    left = np.log1p(-np.minimum(MOST, evidence["strength"].to_numpy(np.float64)[order]))
    doubt = np.add.reduceat(left, starts) if len(starts) else left
    first = order[starts]
    return pd.DataFrame(
        {
            "one": ones[one[first]],
            "other": others[other[first]],
            "strength": np.minimum(MOST, -np.expm1(doubt)),
        }
    )


def _kept(known: Acquaintances, ties: pd.DataFrame) -> pd.DataFrame:
    """Return ties by what came of asking, without those that people refused or that rest."""
    strength = np.minimum(MOST, ties["strength"] * factors_of(known, ties))
    kept = ties.assign(strength=strength)[reaches(strength, WEAK)]
    return kept[~are_apart(known, kept)].reset_index(drop=True)


def factors_of(known: Acquaintances, pairs: pd.DataFrame) -> NDArray[np.float64]:
    """Return by what asking multiplies the strength of each pair (one, other)."""
    return _of_pairs(pairs, known.asked, "factor", 1.0)


def are_apart(known: Acquaintances, pairs: pd.DataFrame) -> NDArray[np.bool_]:
    """Return which pairs (one, other) no path leads through, in either order."""
    if known.apart.empty:
        return np.zeros(len(pairs), dtype=bool)
    turned = known.apart.rename(columns={"one": "other", "other": "one"})
    either = pd.concat([known.apart, turned]).drop_duplicates(["one", "other"])
    return _of_pairs(pairs, either.assign(apart=1.0), "apart", 0.0) > 0


def _of_pairs(
    ties: pd.DataFrame, pairs: pd.DataFrame, column: str, otherwise: float
) -> NDArray[np.float64]:
    """Return what a table of few pairs says of each tie."""
    values = np.full(len(ties), otherwise)
    if pairs.empty or ties.empty:
        return values
    concerned = np.flatnonzero(ties["one"].isin(pairs["one"]) & ties["other"].isin(pairs["other"]))
    both = ties.iloc[concerned][["one", "other"]].merge(pairs, on=["one", "other"], how="left")
    values[concerned] = both[column].fillna(otherwise)
    return values
