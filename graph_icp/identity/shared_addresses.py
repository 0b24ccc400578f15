"""Addresses of several companies: domains and pages on rows with several ids of one system.

To a system two ids are two companies. Where rows with different ids have one domain, those of one
name and country are taken for one company that the system has twice; the others are companies of
their own, and the address belongs to the parent, else to the one whose name it spells. Else it is
an account of its own where rows call it by a name, and otherwise stays with the first id.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

import networkx as nx
import numpy as np
import pandas as pd
from rapidfuzz import fuzz

from graph_icp.identity.rules import KIND_RANK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

# The kinds of key that are addresses; ids of a system are of the kind that is the system's name.
ADDRESSES = ("domain", "linkedin")
REASON = "one address"


@dataclass(frozen=True)
class Told:
    """What sources tell of mentions besides edges, by their positions.

    Attributes
    ----------
    names : DataFrame
        at (position), clean, place, alias.
    parents : array of int, pairs x 2
        Those that belong to others, and these.
    one, two : array of int, pairs x 2
        Those that a person said to be one, and two.
    """

    names: pd.DataFrame
    parents: NDArray[np.intp]
    one: NDArray[np.intp]
    two: NDArray[np.intp]

    @cached_property
    def own(self) -> pd.DataFrame:
        """The names that are their own, not aliases."""
        return self.names[~self.names["alias"].astype(bool)]


def parted_at_addresses(
    ordered: pd.DataFrame, edges: pd.DataFrame, told: Told
) -> tuple[NDArray[np.bool_], pd.DataFrame]:
    """Return which edges tie an address to a company that does not own it, and who may be one.

    Parameters
    ----------
    ordered : DataFrame
        kind and key, by position.
    edges : DataFrame
        a, b (positions), rank (missing where a reason only proposes), decided.
    told : Told

    Returns
    -------
    parted : array of bool
        Per edge.
    proposed : DataFrame
        a, b (positions), reason, name (the address).
    """
    parted = np.zeros(len(edges), dtype=bool)
    proposed = []
    for address, ids, places in _crowded(ordered["kind"].to_numpy(), edges):
        companies = _companies(ids, told)
        if len(companies) == 1:
            continue
        name = str(ordered["key"].iloc[address]).partition(":")[2]
        owner = _owner(companies, told, name)
        if owner is None and not (told.names["at"] == address).any():
            owner = 0
        kept = companies[owner] if owner is not None else set()
        parted[[place for each, place in zip(ids, places, strict=True) if each not in kept]] = True
        ends = [min(each) for each in companies]
        ends += [address] if owner is None else []
        proposed += [
            (*sorted(pair), REASON, name)
            for pair in combinations(ends, 2)
            if not _of_one_family(*pair, told.parents)
        ]
    return parted, pd.DataFrame(proposed, columns=["a", "b", "reason", "name"])


def _crowded(
    kinds: NDArray[np.object_], edges: pd.DataFrame
) -> Iterator[tuple[int, list[int], list[int]]]:
    """Give each address with several ids of one system: itself, these, and the edges to them."""
    joining = np.flatnonzero(edges["rank"].notna() & ~edges["decided"].astype(bool))
    ends = edges[["a", "b"]].to_numpy(np.intp)[joining]
    low, high = kinds[ends[:, 0]], kinds[ends[:, 1]]
    is_low, is_high = np.isin(low, ADDRESSES), np.isin(high, ADDRESSES)
    address = np.where(is_low, ends[:, 0], ends[:, 1])
    number = np.where(is_low, ends[:, 1], ends[:, 0])
    system = kinds[number]
    tied = pd.DataFrame({"address": address, "id": number, "system": system, "edge": joining})
    tied = tied[(is_low != is_high) & ~np.isin(system, [*KIND_RANK])]
    several = tied.groupby(["address", "system"])["id"].transform("nunique") > 1
    for (at, _), group in tied[several].groupby(["address", "system"]):
        yield int(at), group["id"].tolist(), group["edge"].tolist()


def _companies(ids: list[int], told: Told) -> list[set[int]]:
    """Return ids of one system at one address, company by company."""
    known = set(ids)
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(sorted(known))
    apart = {frozenset(pair) for pair in [*told.parents.tolist(), *told.two.tolist()]}
    graph.add_edges_from(pair for pair in told.one.tolist() if known.issuperset(pair))
    names = told.own[told.own["at"].isin(known)]
    for _, alike in names.groupby("clean"):
        bearers = alike[["at", "place"]].itertuples(index=False)
        for (one, here), (other, there) in combinations(bearers, 2):
            same_place = here == there or not here or not there
            if one != other and same_place and frozenset((one, other)) not in apart:
                graph.add_edge(one, other)
    return sorted(nx.connected_components(graph), key=min)


def _of_one_family(one: int, other: int, parents: NDArray[np.intp]) -> bool:
    """Return whether one belongs to the other, or both to one parent."""
    over_one, over_other = (set(parents[parents[:, 0] == each, 1]) for each in (one, other))
    return other in over_one or one in over_other or not over_one.isdisjoint(over_other)


def _owner(companies: list[set[int]], told: Told, name: str) -> int | None:
    """Return which of the companies at an address owns it, none where that is not known."""
    at = {each: place for place, company in enumerate(companies) for each in company}
    pairs = told.parents.tolist()
    above = {at[child]: at[parent] for child, parent in pairs if child in at and parent in at}
    tops = [place for place in range(len(companies)) if place not in above]
    if len(tops) == 1:
        return tops[0]
    spelled = name.partition(".")[0].replace("-", "")
    bearers = told.own.loc[told.own["clean"] == spelled, "at"]
    spelling = {at[each] for each in bearers if each in at}
    return spelling.pop() if len(spelling) == 1 else None


def unrelated(names: list[str]) -> bool:
    """Return whether names at one domain are those of several companies.

    Parameters
    ----------
    names : list of str
        Cleaned names.

    Returns
    -------
    bool
        Whether two groups of them share no word, no beginning and no spelling, and neither has
        the other's initials.
    """
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(names)
    graph.add_edges_from(pair for pair in combinations(names, 2) if _alike(*pair))
    return int(nx.number_connected_components(graph)) > 1


def _alike(one: str, other: str) -> bool:
    words, others = one.split(), other.split()
    joined, beside = "".join(words), "".join(others)
    initials = ("".join(word[0] for word in each) for each in (words, others))
    return (
        not {word for word in words if len(word) >= _WORD}.isdisjoint(others)
        or joined.startswith(beside)
        or beside.startswith(joined)
        or {joined, beside} & {each for each in initials if len(each) > 1} != set()
        or fuzz.ratio(joined, beside) >= _LIKE
    )


# The letters of a word that two names of one company share, and how like their spellings are.
_WORD, _LIKE = 3, 70
