"""Joining groups by their names, where exactly one other group has the name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from graph_icp.identity.by_edges import among, components
from graph_icp.identity.one_person import one_person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from graph_icp.identity.rules import Rules

_PAIR = ["a", "b", "name"]


def join_by_name(
    mentions: pd.DataFrame,
    group: NDArray[np.intp],
    bears: pd.DataFrame,
    two: NDArray[np.intp],
    rules: Rules,
) -> tuple[NDArray[np.intp], NDArray[np.object_], pd.DataFrame]:
    """Return where each group goes by its names.

    By rules by which a name is there once at a place, those of one name are one there first; see
    `one_person`. A group without an anchor joins the only anchored group that has one of its
    names. A group with no keys but names, if there is no such group, joins the only group with an
    id that has one; else a name without a place joins the same name in the only place it has. An
    account takes one id of each system this way: a second one is only proposed.

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
    moved : array of int
        For each group, by its position, the group that it joins (itself where it stays).
    reason : array of str
        For each group that moves, why.
    proposed : DataFrame
        a, b (positions of groups), reason, name: pairs that might be one but were not joined.
    """
    if not rules.once_at_a_place:
        return _join(mentions, group, bears, two, rules)
    root, apart = one_person(mentions, group, bears, two, rules)
    bears = bears.assign(group=root[bears["group"].to_numpy(np.intp)]).drop_duplicates()
    moved, reason, proposed = _join(mentions, root[group], bears, root[two], rules)
    alone = root == np.arange(len(root))
    proposed = pd.concat([proposed, apart[proposed.columns]], ignore_index=True)
    return moved[root], np.where(alone, reason, "only person of that name there"), proposed


def _join(
    mentions: pd.DataFrame,
    group: NDArray[np.intp],
    bears: pd.DataFrame,
    two: NDArray[np.intp],
    rules: Rules,
) -> tuple[NDArray[np.intp], NDArray[np.object_], pd.DataFrame]:
    moved = np.arange(len(group))
    reason = np.full(len(group), "", dtype=object)
    kinds = mentions["kind"]
    anchored = _holding(group, kinds.isin(rules.anchors))
    bare = ~_holding(group, kinds != "name")
    names = bears[~bears["alias"].astype(bool) | _spelled_by_domain(bears, mentions)]
    has_anchor = anchored[names["group"].to_numpy(np.intp)]
    loose = names[~has_anchor]
    if loose.empty:
        return moved, reason, _no_pairs(loose).assign(reason="same name")

    pairs = meeting(loose, names[has_anchor], rules)
    pairs = pairs[~among(pairs, two, group)]
    only, several = _split(pairs)
    only, clashing = _without_second_ids(only, mentions, group)
    moved[only["a"]], reason[only["a"]] = only["b"], "only account of that name"

    rest = loose[~loose["group"].isin(pairs["a"])]
    is_bare = bare[rest["group"].to_numpy(np.intp)]
    pairs = meeting(rest[is_bare], rest[~is_bare], rules)
    pairs = pairs[~among(pairs, two, group)]
    only, several_ids = _split(pairs)
    moved[only["a"]], reason[only["a"]] = only["b"], "only account of that name"

    rest = rest[is_bare & ~rest["group"].isin(pairs["a"])]
    only = _one_place(rest) if rules.unknown_meets else _same_place(rest)
    only = only[~among(only, two, group)]
    # A group that decisions joined may have several names, so these joins can form chains.
    together = components(len(group), only)
    joining = np.flatnonzero(together != np.arange(len(group)))
    moved[joining], reason[joining] = together[joining], "only place of that name"
    for higher in _met_again(two, moved):
        moved[higher] = higher
    proposed = pd.concat([several, clashing, several_ids], ignore_index=True)
    return moved, reason, proposed.assign(reason="same name")


def _holding(group: NDArray[np.intp], chosen: pd.Series) -> NDArray[np.bool_]:
    """Return which groups hold one of the chosen mentions, by the position of the group."""
    holds = np.zeros(len(group), np.bool_)
    holds[group[chosen.to_numpy(np.bool_)]] = True
    return holds


def _spelled_by_domain(bears: pd.DataFrame, mentions: pd.DataFrame) -> pd.Series:
    """Return which names are what the account's domain spells: "foxtrotlabs" at foxtrotlabs.io."""
    aliases = bears[bears["alias"].astype(bool)]
    spelled = pd.Series(False, bears.index)
    if aliases.empty:
        return spelled
    keys = mentions["key"].to_numpy()[aliases["group"].to_numpy(np.intp)]
    labels = pd.Series(keys, aliases.index, dtype=object).map(_label)
    spelled[aliases.index] = labels == aliases["clean"].astype(object)
    return spelled


def _label(key: str) -> str:
    """Return the first part of a domain as a name: "foxtrotlabs" of domain:foxtrot-labs.io."""
    kind, _, domain = key.partition(":")
    return domain.partition(".")[0].replace("-", "") if kind == "domain" else ""


def _met_again(two: NDArray[np.intp], moved: NDArray[np.intp]) -> Iterator[int]:
    """Give the groups that would join the same group as one from which they are kept apart."""
    for low, high in sorted(map(sorted, two.tolist())):
        if moved[low] == moved[high]:
            yield high if moved[high] != high else low


def meeting(ones: pd.DataFrame, others: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """Return the pairs of groups that share a name in places that may be one: a, b, name."""
    if ones.empty or others.empty:
        return _no_pairs(ones)
    pairs = ones.merge(others, on="clean", suffixes=("", "_other"))
    same = (pairs["place"] == pairs["place_other"]) & (pairs["place"] != "")
    if rules.unknown_meets:
        same |= (pairs["place"] == "") | (pairs["place_other"] == "")
    met = pairs[same & (pairs["group"] != pairs["group_other"])]
    met = met.rename(columns={"group": "a", "group_other": "b", "clean": "name"})
    return met[_PAIR].drop_duplicates(ignore_index=True)


def _no_pairs(names: pd.DataFrame) -> pd.DataFrame:
    """Return no pairs of groups, in the types that those of some names would have."""
    nothing = names.iloc[:0]
    return pd.DataFrame({"a": nothing["group"], "b": nothing["group"], "name": nothing["clean"]})


def _split(pairs: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the pairs of groups with one candidate, and of those with several."""
    candidates = pairs.groupby("a")["b"].transform("nunique")
    return pairs[candidates == 1].drop_duplicates(["a", "b"]), pairs[candidates > 1]


def _without_second_ids(
    joins: pd.DataFrame, mentions: pd.DataFrame, group: NDArray[np.intp]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the joins that leave every group one id of each system at most, and the others."""
    is_id = ~mentions["kind"].isin({"domain", "email", "name", "profile"}).to_numpy()
    ids = pd.DataFrame({"group": group[is_id], "system": mentions["kind"][is_id].to_numpy()})
    target = dict(zip(joins["a"], joins["b"], strict=True))
    ids["target"] = ids["group"].map(lambda each: target.get(each, each))
    crowd = ids.groupby(["target", "system"])["group"].transform("size")
    own = ids.groupby(["group", "system"])["system"].transform("size")
    clashing = joins["a"].isin(ids["group"][(crowd > own).to_numpy()])
    return joins[~clashing], joins[clashing]


def _one_place(names: pd.DataFrame) -> pd.DataFrame:
    """Return the groups whose name has no place, each with the only group that has one."""
    placed = names[names["place"] != ""]
    pairs = names[names["place"] == ""].merge(placed, on="clean", suffixes=("", "_other"))
    pairs = pairs.rename(columns={"group": "a", "group_other": "b", "clean": "name"})
    return _split(pairs[_PAIR])[0]


def _same_place(names: pd.DataFrame) -> pd.DataFrame:
    """Return the groups that share a name in one known place, each with the lowest of them."""
    known = names[names["place"] != ""]
    lowest = known.groupby(["clean", "place"], observed=True)["group"].transform("min")
    pairs = known.assign(a=known["group"], b=lowest, name=known["clean"])
    return pairs.loc[pairs["a"] != pairs["b"], _PAIR].drop_duplicates("a")
