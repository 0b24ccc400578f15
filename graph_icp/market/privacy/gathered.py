"""All that goes with somebody who is forgotten: mentions, keys, and the words that name them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from graph_icp.graph.id_rows import rows_of
from graph_icp.graph.model import ACCOUNT, PERSON
from graph_icp.identity.names import (
    clean_person,
    given_name_first,
    surname_first,
    written_out,
)
from graph_icp.market.privacy.phrases import Phrases
from graph_icp.market.privacy.subject import A_DOMAIN, A_PERSON, people_at, people_of
from graph_icp.market.privacy.who import cleaned
from graph_icp.market.reach.reading import ids_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from graph_icp.graph.store import Store
    from graph_icp.market.privacy.subject import Subject

    Ids = NDArray[np.int64]


@dataclass(frozen=True)
class Gathered:
    """Whom and what a forgetting takes.

    Attributes
    ----------
    people, accounts : array of int
        The ids of the people and accounts that go whole.
    mentions : array of int
        The ids of the mentions that go: theirs, and those by which others are named at one of
        the accounts.
    keys : frozenset of str
        The keys of those mentions.
    account_keys : frozenset of str
        Those of them that are accounts'.
    ends : dict of str to array of int
        By kind the nodes at the other ends of their edges.
    edges : frozenset of str
        The types of their edges.
    phrases : Phrases
        By which texts hold them: names, e-mail addresses, pages and domains.
    alone : frozenset of str
        Those texts, in small letters, that name one of them wherever they stand alone:
        addresses, pages, domains, and the names of colleagues, who own accounts by name.
    of_people : Phrases
        Those of the phrases by which texts hold one of the people: addresses, pages, full names.
    anywhere : Phrases
        Those of them that name nobody else whom the store knows.
    shared : Phrases
        The others: full names that a namesake bears too.
    staying : int
        How many people of the accounts stay, since they are known elsewhere.
    """

    people: Ids
    accounts: Ids
    mentions: Ids
    keys: frozenset[str]
    account_keys: frozenset[str]
    ends: dict[str, Ids]
    edges: frozenset[str]
    phrases: Phrases
    alone: frozenset[str]
    of_people: Phrases
    anywhere: Phrases
    shared: Phrases
    staying: int

    @property
    def accounts_near(self) -> Ids:
        """The mentions of accounts at the other ends."""
        return self.ends.get(ACCOUNT.label, np.empty(0, np.int64))

    @property
    def traits(self) -> Ids:
        """The traits at the other ends."""
        rest = [ids for kind, ids in self.ends.items() if kind not in (ACCOUNT.label, PERSON.label)]
        return np.unique(np.concatenate([np.empty(0, np.int64), *rest]))


def gather(store: Store, subjects: Sequence[Subject], *, whole: bool = True) -> Gathered:
    """Return what goes with some subjects.

    Parameters
    ----------
    store : Store
    subjects : sequence of Subject
    whole : bool
        Whether people go with companies: with an account those who are at no other, with a domain
        also everybody who has an e-mail address at it, wherever they are now.
    """
    accounts = _ids(each.owners for each in subjects if each.kind != A_PERSON)
    people = _ids(each.owners for each in subjects if each.kind == A_PERSON)
    of_accounts = _mentions(store, ACCOUNT.label, accounts)
    account_keys = frozenset(of_accounts["key"].to_pylist())
    there, alone = people_of(store, accounts.tolist() if whole else [])
    addressed, elsewhere = _addressed(store, subjects if whole else [], account_keys, there)
    people = np.unique(np.concatenate([people, alone, addressed]))
    stay = np.setdiff1d(np.union1d(there, elsewhere), people)
    of_people = _mentions(store, PERSON.label, people)
    named_there = [
        (row["id"], row["key"])
        for row in _mentions(store, PERSON.label, np.intersect1d(there, stay)).to_pylist()
        if row["key"].partition("@")[2] in account_keys
    ]
    mentions = np.unique(
        np.concatenate(
            [
                *(_column(each) for each in (of_accounts, of_people)),
                np.array([mention for mention, _ in named_there], np.int64),
            ]
        )
    )
    unknown = {key: each.name for each in subjects if not each.owners for key in each.keys}
    keys = {
        *unknown,
        *account_keys,
        *of_people["key"].to_pylist(),
        *(key for _, key in named_there),
    }
    names = _names(store, accounts, people)
    borne = names[PERSON.label] | {
        name for key, name in unknown.items() if key.startswith("colleague:")
    }
    cleans = {clean for each in borne for clean in cleaned(each)}
    borne |= cleans | {turned for each in cleans for turned in surname_first(each)}
    told = {text for key in keys if (text := telling(key))}
    pages = {telling(key) for key in keys if key.startswith(("email:", "profile:"))}
    ours = {key for key in keys if key.startswith("colleague:")}
    theirs = borne if ours else set()
    others = _borne_by_others(store, borne, people)
    return Gathered(
        people,
        accounts,
        mentions,
        frozenset(keys),
        account_keys,
        *_ends(store, mentions),
        Phrases.of([*told, *borne, *names[ACCOUNT.label]]) | Phrases.of_people(borne, ()),
        frozenset(each.lower() for each in {*told, *theirs}),
        Phrases.of_people(borne, pages),
        Phrases.of_people(borne - others, pages),
        Phrases.of_people(others, ()),
        len(stay),
    )


def _addressed(
    store: Store, subjects: Sequence[Subject], account_keys: frozenset[str], there: Ids
) -> tuple[Ids, Ids]:
    """Return who goes for an e-mail address at a domain, and who stays with one.

    Who has an address at a domain that is itself to be forgotten goes wherever they are now; who
    has one at a domain of an account stays if they are known elsewhere.
    """
    nobody = np.empty(0, np.int64)
    asked = {each.name for each in subjects if each.kind == A_DOMAIN}
    told = (key.partition(":") for key in (account_keys if subjects else ()))
    domains = {text for kind, _, text in told if kind == "domain"}
    going = people_at(store, asked) if asked else nobody
    rest = np.setdiff1d(people_at(store, domains), np.union1d(going, there)) if domains else nobody
    placed = ids_of(store.ask("privacy/places_of_people", rows_of(rest))) if len(rest) else nobody
    return np.union1d(going, np.setdiff1d(rest, placed)), placed


def _names(store: Store, accounts: Ids, people: Ids) -> dict[str, set[str]]:
    """Return all names of some accounts and people, by kind."""
    found: dict[str, set[str]] = {ACCOUNT.label: set(), PERSON.label: set()}
    for kind, owners in ((ACCOUNT.label, accounts), (PERSON.label, people)):
        told = store.ask("privacy/names_of", rows_of(owners), label=kind)
        found[kind] = set(told["name"].to_pylist())
    return found


def _borne_by_others(store: Store, names: set[str], people: Ids) -> set[str]:
    """Return which of some names somebody bears who is none of these people."""
    spelled = {
        name: [*cleaned(name), written_out(clean_person, given_name_first(name)) or ""]
        for name in names
    }
    rows = pa.table({"clean": pa.array(sorted({*chain(*spelled.values())}), pa.string())})
    found = store.ask("privacy/people_called", rows).to_pylist()
    gone = {*people.tolist()}
    others = {row["clean"] for row in found if row["id"] not in gone}
    return {name for name, cleans in spelled.items() if not others.isdisjoint(cleans)}


def telling(key: str) -> str:
    """Return the address, page or domain of a key, "" for an id or a name."""
    kind, _, text = key.partition(":")
    return text if kind in ("email", "profile", "domain") else ""


def _ends(store: Store, mentions: Ids) -> tuple[dict[str, Ids], frozenset[str]]:
    """Return the nodes at the other ends of edges by kind, and the types of the edges."""
    ends = store.ask("privacy/ends_of_facts", rows_of(mentions)).to_pandas()
    by_kind = {
        str(kind): np.unique(ids.to_numpy(np.int64)) for kind, ids in ends.groupby("kind")["id"]
    }
    return by_kind, frozenset(ends["edge"])


def _mentions(store: Store, label: str, owners: Ids) -> pa.Table:
    return store.ask("privacy/mentions_of", rows_of(owners), label=label)


def _ids(owners: Iterable[tuple[int, ...]]) -> Ids:
    return np.unique(np.array([owner for each in owners for owner in each], np.int64))


def _column(mentions: pa.Table) -> Ids:
    ids: Ids = mentions["id"].to_numpy().astype(np.int64)
    return ids
