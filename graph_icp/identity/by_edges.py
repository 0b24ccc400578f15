"""Joining mentions along SAME_AS edges, the strongest first, without joining two domains."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    from graph_icp.identity.rules import Rules


def join_by_edges(
    kinds: NDArray[np.object_], edges: pd.DataFrame, two: NDArray[np.intp], rules: Rules
) -> tuple[NDArray[np.intp], pd.DataFrame]:
    """Return the group of each mention, and the edges that would join groups to be kept apart.

    Parameters
    ----------
    kinds : array of str
        The kind of each mention's key, by position.
    edges : DataFrame
        a < b (positions), rank (of the reason; missing where a reason only proposes),
        decided, certain (whether it may join two domains), reason; the strongest first.
    two : array of int, pairs x 2
        Positions that a person marked as two.
    rules : Rules

    Returns
    -------
    group : array of int
        For each mention the lowest position in its group.
    refused : DataFrame
        a, b (positions), reason, name ("").
    """
    apart = kinds == rules.apart
    joins = edges[edges["rank"].notna() | edges["decided"]]
    group = components(len(kinds), joins)
    crowded = np.bincount(group, weights=apart, minlength=len(kinds)) > 1
    crowded[group[two[:, 0]][group[two[:, 0]] == group[two[:, 1]]]] = True
    careful = joins[crowded[group[joins["a"].to_numpy(np.intp)]]]
    if len(careful):
        members = np.flatnonzero(crowded[group])
        group[members] = _join_carefully(members, careful, apart, two)
    across = edges[group[edges["a"].to_numpy(np.intp)] != group[edges["b"].to_numpy(np.intp)]]
    reason = across["reason"].where(across["rank"].isna(), f"two {rules.apart}s")
    return group, across[["a", "b"]].assign(reason=reason, name="")


def among(pairs: pd.DataFrame, two: NDArray[np.intp], group: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Return which pairs of positions (a, b) lie in two groups that a person marked as two.

    Parameters
    ----------
    pairs : DataFrame
        a, b (positions).
    two : array of int, pairs x 2
        Groups.
    group : array of int
        The group of each position.
    """
    if not len(pairs) or not len(two):
        return np.zeros(len(pairs), np.bool_)
    size = len(group)
    ends = np.sort(group[pairs[["a", "b"]].to_numpy(np.intp)], axis=1)
    parted = np.sort(two, axis=1)
    inside: NDArray[np.bool_] = np.isin(
        ends[:, 0] * size + ends[:, 1], parted[:, 0] * size + parted[:, 1]
    )
    return inside


def components(size: int, edges: pd.DataFrame) -> NDArray[np.intp]:
    """Return the lowest position that the edges reach from each position."""
    ends = (edges["a"].to_numpy(np.intp), edges["b"].to_numpy(np.intp))
    graph = coo_array((np.ones(len(edges), dtype=np.int8), ends), shape=(size, size))
    count, label = connected_components(graph, directed=False)
    lowest = np.full(count, size, dtype=np.intp)
    np.minimum.at(lowest, label, np.arange(size))
    return lowest[label]


def _join_carefully(
    members: NDArray[np.intp],
    edges: pd.DataFrame,
    apart: NDArray[np.bool_],
    two: NDArray[np.intp],
) -> NDArray[np.intp]:
    """Join edge by edge, passing over edges that would join what is kept apart.

    Two domains are kept apart, unless the edge is certain, and what a person marked as two.
    """
    root = {int(member): int(member) for member in members}
    holds = {int(member): bool(apart[member]) for member in members}
    joined = {member: {member} for member in root}
    others: dict[int, set[int]] = {member: set() for member in root}
    for one, other in two.tolist():
        others.setdefault(one, set()).add(other)
        others.setdefault(other, set()).add(one)

    def find(member: int) -> int:
        while root[member] != member:
            root[member] = root[root[member]]
            member = root[member]
        return member

    for a, b, certain in zip(edges["a"], edges["b"], edges["certain"], strict=True):
        low, high = sorted((find(int(a)), find(int(b))))
        if low == high or (holds[low] and holds[high] and not certain):
            continue
        if not others[low].isdisjoint(joined[high]):
            continue
        root[high] = low
        holds[low] = holds[low] or holds[high]
        joined[low] |= joined.pop(high)
        others[low] |= others.pop(high)
    return np.array([find(int(member)) for member in members], dtype=np.intp)
