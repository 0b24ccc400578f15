"""Joining people of one name at one company, where nothing speaks against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from graph_icp.identity.by_edges import among, components
from graph_icp.identity.domains import FREE_MAIL

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from graph_icp.identity.rules import Rules


def one_person(
    mentions: pd.DataFrame,
    group: NDArray[np.intp],
    bears: pd.DataFrame,
    two: NDArray[np.intp],
    rules: Rules,
) -> tuple[NDArray[np.intp], pd.DataFrame]:
    """Return for each group the group of the same person, and the pairs that are left apart.

    Groups with an anchor that share a name at one account are one person, unless together they have
    two profiles, two ids of one system, two addresses at one host or two private ones, or a
    person marked them as two. People tied so over several accounts are joined all or not at all.

    Parameters
    ----------
    mentions : DataFrame
        kind and key, by position.
    group : array of int
        The group of each mention: the lowest position in it.
    bears : DataFrame
        group, clean, place, alias.
    two : array of int, pairs x 2
        Groups that a person marked as two.
    rules : Rules

    Returns
    -------
    root : array of int
        For each group, by its position, the group that it is part of (itself where it stays).
    apart : DataFrame
        a, b (positions of groups), reason, name: pairs that were not joined.
    """
    anchored = pd.unique(group[mentions["kind"].isin(rules.anchors)])
    named = bears[~bears["alias"].astype(bool) & (bears["place"] != "")]
    named = named[named["group"].isin(anchored)]
    lowest = named.groupby(["clean", "place"], observed=True)["group"].transform("min")
    pairs = pd.DataFrame({"a": lowest, "b": named["group"], "name": named["clean"].astype(str)})
    pairs = pairs[pairs["a"] != pairs["b"]].drop_duplicates(["a", "b"])
    if not len(pairs):
        return np.arange(len(group)), pairs.assign(reason="")
    root = components(len(group), pairs)
    against = _at_odds(mentions, group, root) | set(
        root[two[root[two[:, 0]] == root[two[:, 1]], 0]]
    )
    stays = np.isin(root, list(against))
    left = pairs[stays[pairs["a"].to_numpy(np.intp)]]
    left = left[~among(left, two, np.arange(len(group)))]
    return np.where(stays, np.arange(len(group)), root), left.assign(reason="same name")


def _at_odds(mentions: pd.DataFrame, group: NDArray[np.intp], root: NDArray[np.intp]) -> set[int]:
    """Return the joined groups in which two parts have what one person has once."""
    joined = root[group]
    several = np.isin(joined, joined[joined != group])
    kind = mentions["kind"].to_numpy()[several]
    host = mentions["key"][several].astype(str).str.rpartition("@")[2].to_numpy()
    host = np.where(np.isin(host, list(FREE_MAIL)), "a private one", host)
    once = np.where(kind == "email", host, kind)
    parts = pd.DataFrame({"root": joined[several], "part": group[several], "once": once})
    parts = parts[kind != "name"].drop_duplicates()
    return set(parts["root"][parts.duplicated(["root", "once"])])
