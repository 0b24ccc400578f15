"""The people whom a user names when they speak of introductions."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pyarrow as pa

from graph_icp.errors import AmbiguousNameError, GraphICPError, UnknownNameError
from graph_icp.identity.names import clean_person, given_name_first
from graph_icp.ingest.values.cells import SkipValue
from graph_icp.ingest.values.identifiers import address, page
from graph_icp.market.names_of_people import names_of_people
from graph_icp.market.reach.reading import ids_of, read_acquaintances
from graph_icp.reach.people.ties import ties_of_colleagues

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from graph_icp.graph.store import Store


class Named(NamedTuple):
    """A person: their id, key and name."""

    id: int
    key: str
    name: str


def people_named(store: Store, text: str, known: Collection[str] = ()) -> list[Named]:
    """Return the people whom a text may mean; raises UnknownNameError if there is nobody.

    Those who asked not to be contacted are nobody, unless they are colleagues.

    Parameters
    ----------
    store : Store
    text : str
        A name, an e-mail address, a profile or a key.
    known : collection of str
        The names of the people of whom one is meant, to suggest the nearest; those of colleagues
        and of all who have a name like it where not given.
    """
    clean = clean_person(text) or ""
    keys = [text.strip(), f"colleague:{clean_person(given_name_first(text)) or ''}"]
    for kind, understand in (("email", address), ("profile", page)):
        with suppress(SkipValue):
            keys.append(f"{kind}:{understand(text)}")
    rows = pa.table({"key": pa.array(keys, pa.string())})
    found = store.ask("reach/people_named", rows, clean=clean).to_pylist()
    gone = _gone(store)
    people = [Named(**row) for row in found if row["id"] not in gone]
    if not people:
        raise UnknownNameError("person", text, known or _near(store, text, gone))
    return people


def _gone(store: Store) -> NDArray[np.int64]:
    """Return the ids of those who asked not to be contacted and are no colleagues."""
    ours = ids_of(store.ask("reach/colleagues"))
    return np.setdiff1d(ids_of(store.ask("read/people_opted_out")), ours)


def _near(store: Store, text: str, gone: NDArray[np.int64]) -> list[str]:
    """Return the names of colleagues, and of people that contain a text or begin as it does."""
    part = " ".join(text.lower().split())
    near = store.ask("reach/people_near", part=part, beginning=part[:2]).to_pylist()
    ours = names_of_people(store, ids_of(store.ask("reach/colleagues")))
    others = [row["name"] for row in near if row["name"] and row["id"] not in gone]
    return list(dict.fromkeys([*ours.values(), *others]))


def pair_named(store: Store, one: str, other: str) -> tuple[int, int]:
    """Return the ids of two people; of several of one name a colleague, or whom the other knows.

    Raises
    ------
    UnknownNameError
        If nobody has a name.
    AmbiguousNameError
        If several have.
    GraphICPError
        If both are one person.
    """
    ours = set(ids_of(store.ask("reach/colleagues")).tolist())
    ones, others = (_preferring(ours, people_named(store, each)) for each in (one, other))
    if len(ones) > 1 or len(others) > 1:
        ties = ties_of_colleagues(read_acquaintances(store))
        met = {each: set(ends) for each, ends in ties.groupby("one")["other"]}
        ones, others = (
            _preferring(set().union(*(met.get(each.id, ()) for each in known)), people)
            for people, known in ((ones, others), (others, ones))
        )
    first, second = _only(ones, one), _only(others, other)
    if first == second:
        raise GraphICPError(f"'{one}' and '{other}' are one person; name two.")
    return first, second


def _preferring(wanted: set[int], people: list[Named]) -> list[Named]:
    """Return those who are wanted, or all where none is."""
    return [each for each in people if each.id in wanted] or people


def _only(people: list[Named], text: str) -> int:
    if len(people) > 1:
        fitting = [f"{each.key}: {each.name}" for each in people]
        raise AmbiguousNameError("people", text, fitting, "give a key")
    return people[0].id
