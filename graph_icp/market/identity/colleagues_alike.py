"""Colleagues with nearly the same name, who may be one person, as a load tells of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from graph_icp.identity.near_names import near_names
from graph_icp.market.names_of_people import names_of_people

if TYPE_CHECKING:
    from graph_icp.graph.store import Store

_KIND = "colleague:"


class Alike(NamedTuple):
    """Two colleagues who may be one person: their names and keys."""

    one: str
    other: str
    key: str
    other_key: str


def colleagues_alike(store: Store) -> list[Alike]:
    """Return each two colleagues who may be one person, by their names.

    Those on whom a person decided, and those who are one already, are not among them.

    Parameters
    ----------
    store : Store

    Returns
    -------
    list of Alike
        Such as "Ann Lee" and "Ann B. Lee", of the keys "colleague:ann lee", "colleague:ann b lee".
    """
    owners = {row["key"]: row["id"] for row in store.ask("identity/colleagues").to_pylist()}
    decisions = store.ask("decisions/decisions").to_pylist()
    decided = {frozenset((row["a"], row["b"])) for row in decisions}
    pairs = near_names(key.removeprefix(_KIND) for key in owners)
    keys = [(_KIND + one, _KIND + other) for one, other in pairs]
    alike = [
        pair
        for pair in keys
        if len({owners[each] for each in pair}) > 1 and frozenset(pair) not in decided
    ]
    names = names_of_people(store, {owners[each] for pair in alike for each in pair})
    return [Alike(names[owners[one]], names[owners[other]], one, other) for one, other in alike]
