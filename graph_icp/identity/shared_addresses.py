"""Addresses of several companies: domains and pages on rows with several ids of one system.

To a system two ids are two companies. Where rows with different ids have one domain, those of one
name and country are taken for one company that the system has twice; the others are companies of
their own, and the address belongs to the parent, else to the one whose name it spells. Else it is
an account of its own where rows call it by a name, and otherwise stays with the first id.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from rapidfuzz import fuzz

from graph_icp.identity.rules import ADDITIONAL, KIND_RANK

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

# The kinds of key that are addresses; ids of a system are of the kind that is the system's name.
ADDRESSES = ("domain", "linkedin")
REASON = "one address"
# Names of one domain that are compared with each other.
_MOST_NAMES = 50


@dataclass(frozen=True)
class Told:
    """What sources tell of mentions besides edges, by their positions.

    Attributes
    ----------
    names : DataFrame
        at (position), clean, place, alias.
    parents : dict of int to set of int
        To whom each belongs: positions, or numbers below 0 of mentions elsewhere.
    parents_named : dict of int to set of str
        To whom each belongs, by cleaned name.
    one, two : array of int, pairs x 2
        Those that a person said to be one, and two.
    """

    names: pd.DataFrame
    parents: dict[int, set[int]]
    parents_named: dict[int, set[str]]
    one: NDArray[np.intp]
    two: NDArray[np.intp]

    @cached_property
    def own(self) -> dict[int, set[tuple[str, str]]]:
        """The names with their places that are a mention's own, not aliases."""
        found = defaultdict(set)
        own = self.names[~self.names["alias"].astype(bool)]
        for at, clean, place in own[["at", "clean", "place"]].itertuples(index=False):
            found[int(at)].add((str(clean), str(place)))
        return found

    @cached_property
    def parted(self) -> set[frozenset[int]]:
        """The pairs that a person said to be two."""
        return {frozenset(pair) for pair in self.two.tolist()}

    def cleaned(self, members: Iterable[int]) -> set[str]:
        """Return the names of some mentions."""
        return {clean for each in members for clean, _ in self.own.get(each, ())}

    def above(self, child: int, others: Iterable[int]) -> set[int]:
        """Return which of the others a mention belongs to, by key or by name."""
        named = self.parents_named.get(child, set())
        return {
            each
            for each in others
            if each != child
            and (each in self.parents.get(child, ()) or (named and named & self.cleaned([each])))
        }


def parted_at_addresses(
    ordered: pd.DataFrame, edges: pd.DataFrame, told: Told
) -> tuple[NDArray[np.bool_], pd.DataFrame]:
    """Return which edges tie an address to a company that does not own it, and who may be one.

    Parameters
    ----------
    ordered : DataFrame
        kind and key, by position.
    edges : DataFrame
        a, b (positions), rank (missing where a reason only proposes), reason, decided.
    told : Told

    Returns
    -------
    parted : array of bool
        Per edge.
    proposed : DataFrame
        a, b (positions), reason, name (the address): each company with the address's owner, or
        with the first of them.
    """
    parted = np.zeros(len(edges), dtype=bool)
    proposed = []
    for address, systems in _crowded(ordered["kind"].to_numpy(), edges):
        name = str(ordered["key"].iloc[address]).partition(":")[2]
        companies = {system: _companies(ids, told) for system, ids in systems.items()}
        kept = _keeping(address, name, companies, told)
        for ids in systems.values():
            parted[[place for each, place in ids.items() if each not in kept]] = True
        for several in companies.values():
            first = next((each for each in several if each & kept), {address})
            proposed += [
                (*sorted((min(first), min(each))), REASON, name)
                for each in several
                if each is not first and not _of_one_family(first, each, told)
            ]
    return parted, pd.DataFrame(proposed, columns=["a", "b", "reason", "name"])


def _crowded(
    kinds: NDArray[np.object_], edges: pd.DataFrame
) -> Iterator[tuple[int, dict[str, dict[int, int]]]]:
    """Give each address with several ids of a system, and by system the edge to each id."""
    joins = edges["rank"].notna() & ~edges["decided"].astype(bool) & (edges["reason"] != ADDITIONAL)
    joining = np.flatnonzero(joins)
    if not len(joining):
        return
    ends = edges[["a", "b"]].to_numpy(np.intp)[joining]
    low, high = kinds[ends[:, 0]], kinds[ends[:, 1]]
    is_low, is_high = np.isin(low, ADDRESSES), np.isin(high, ADDRESSES)
    address = np.where(is_low, ends[:, 0], ends[:, 1])
    number = np.where(is_low, ends[:, 1], ends[:, 0])
    tied = pd.DataFrame(
        {"address": address, "id": number, "system": kinds[number], "edge": joining}
    )
    tied = tied[(is_low != is_high) & ~np.isin(tied["system"], [*KIND_RANK])]
    if tied["address"].is_unique:
        return
    several = tied.groupby(["address", "system"])["id"].transform("nunique") > 1
    crowded = tied[tied["address"].isin(tied["address"][several])]
    for at, group in crowded.groupby("address"):
        yield (
            int(at),
            {
                str(system): dict(zip(ids["id"].tolist(), ids["edge"].tolist(), strict=True))
                for system, ids in group.groupby("system")
            },
        )


def _companies(ids: Iterable[int], told: Told) -> list[set[int]]:
    """Return ids of one system at one address, company by company.

    Those of one name and country are one, and those of the name without a country with them,
    where it has one country; but nobody is one with whom it belongs to.
    """
    members = {each: {each} for each in sorted(ids)}
    for one, other in told.one.tolist():
        if one in members and other in members:
            _join(members, one, other)
    for one, other in _of_one_name(members, told):
        if not any(_apart(a, b, told) for a in members[one] for b in members[other]):
            _join(members, one, other)
    distinct = {id(each): each for each in members.values()}
    return sorted(distinct.values(), key=min)


def _join(members: dict[int, set[int]], one: int, other: int) -> None:
    whole = members[one] | members[other]
    members.update(dict.fromkeys(whole, whole))


def _of_one_name(ids: Iterable[int], told: Told) -> Iterator[tuple[int, int]]:
    """Give the pairs of ids that have one name in one country, or nowhere and in the only one."""
    bearers: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for each in ids:
        for clean, place in sorted(told.own.get(each, ())):
            bearers[clean][place].append(each)
    for places in bearers.values():
        for first, *rest in places.values():
            yield from ((first, each) for each in rest)
        if len(places) == 2 and "" in places:
            first, second = (alike[0] for alike in places.values())
            yield first, second


def _apart(one: int, other: int, told: Told) -> bool:
    pair = (one, other)
    family = bool(told.above(one, [other]) or told.above(other, [one]))
    return family or frozenset(pair) in told.parted


def _keeping(address: int, name: str, companies: dict[str, list[set[int]]], told: Told) -> set[int]:
    """Return the ids that keep their tie to an address: those of its owner in each system."""
    crowded = [several for several in companies.values() if len(several) > 1]
    alone = [several[0] for several in companies.values() if len(several) == 1]
    if not crowded:
        return set().union(*alone)
    owners = [owner for several in crowded if (owner := _owner(several, told, name))]
    if not owners and address not in told.own:
        owners = [crowded[0][0]]
    kept = set().union(*owners)
    names = told.cleaned(kept)
    for several in crowded:
        same = [each for each in several if told.cleaned(each) & names]
        if len(same) == 1 and not any(each & kept for each in several):
            kept |= same[0]
    others = told.cleaned(
        each for several in crowded for company in several if not company & kept for each in company
    )
    for one in alone:
        own = told.cleaned(one)
        if own & names or not own & others:
            kept |= one
    return kept


def _owner(companies: list[set[int]], told: Told, name: str) -> set[int] | None:
    """Return which of the companies at an address owns it, none where that is not known."""
    everybody = [each for company in companies for each in company]
    below = [
        company
        for company in companies
        if any(told.above(each, set(everybody) - company) for each in company)
    ]
    tops = [company for company in companies if company not in below]
    if below and len(tops) == 1:
        return tops[0]
    spelled = name.partition(".")[0].replace("-", "")
    spelling = [company for company in companies if spelled in told.cleaned(company)]
    return spelling[0] if len(spelling) == 1 else None


def _of_one_family(one: set[int], other: set[int], told: Told) -> bool:
    """Return whether one belongs to the other, or both to one parent."""

    def over(company: set[int]) -> tuple[set[int], set[str]]:
        keys = (told.parents.get(each, set()) for each in company)
        names = (told.parents_named.get(each, set()) for each in company)
        return set().union(*keys), set().union(*names)

    (keys, names), (others, other_names) = over(one), over(other)
    return bool(
        keys & other
        or others & one
        or keys & others
        or names & other_names
        or names & told.cleaned(other)
        or other_names & told.cleaned(one)
    )


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
    import networkx as nx  # takes a while

    few = names[:_MOST_NAMES]
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(few)
    graph.add_edges_from(pair for pair in combinations(few, 2) if _alike(*pair))
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
