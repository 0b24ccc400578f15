"""Whom those who are named are in a store, and the keys by which a file may bring them back."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from graph_icp.graph.id_rows import rows_of
from graph_icp.graph.model import ACCOUNT, DOMAIN, GROUP, PERSON, PERSON_ALONE
from graph_icp.identity.names import joined_company, surname_first
from graph_icp.identity.suppression import one_spelling
from graph_icp.ingest.values.identifiers import work_domain
from graph_icp.ingest.values.personal_data import phone_key
from graph_icp.market.families import relatives
from graph_icp.market.lookup import accounts_meant, namesakes
from graph_icp.market.privacy.gathered import gather
from graph_icp.market.privacy.subject import (
    A_DOMAIN,
    A_PERSON,
    AN_ACCOUNT,
    Subject,
    people_of,
)

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Sequence
    from collections.abc import Set as AbstractSet

    from graph_icp.graph.store import Store
    from graph_icp.market.privacy.suppress_names import Named

UNKNOWN_COMPANY = "names a company that is not in the store; give its domain"


@dataclass
class Meant:
    """Somebody who is suppressed.

    Attributes
    ----------
    scope : str
    keys : dict of (str, str) to None
        Label and key by which loading finds them; the first is what was named.
    people, accounts : set of int
        Their ids in the store.
    known : bool
        Whether the store knows anybody of them.
    until : date or None
        The last day that their row gives.
    """

    scope: str
    keys: dict[tuple[str, str], None]
    people: set[int] = field(default_factory=set)
    accounts: set[int] = field(default_factory=set)
    known: bool = False
    until: datetime.date | None = None

    def add(self, label: str, keys: Iterable[str]) -> None:
        """Add keys of nodes of a label."""
        self.keys |= dict.fromkeys((label, key) for key in keys)

    def subjects(self) -> list[Subject]:
        """Return them as those who are to be forgotten."""
        people = [Subject(A_PERSON, "", (each,), (), ()) for each in sorted(self.people)]
        domains = [
            key.removeprefix("domain:")
            for label, key in (self.keys if self.scope != PERSON_ALONE else ())
            if label == ACCOUNT.label and key.startswith("domain:")
        ]
        named = [Subject(A_DOMAIN, each, (), (), ()) for each in domains]
        kept = tuple(sorted(self.accounts))
        return [*people, *named, *([Subject(AN_ACCOUNT, "", kept, (), ())] if kept else [])]


class Meaning:
    """What a store knows of those who are named, asked once for all of them."""

    def __init__(self, store: Store, named: Sequence[Named]) -> None:
        self.store = store
        keys = [(ACCOUNT.label, key) for each in named for key in each.companies]
        people = {key for each in named for key in each.people}
        keys += [(PERSON.label, key) for key in people | set(map(one_spelling, people))]
        hosts = {host for each in named for host in hosts_of(each)}
        keys += [(ACCOUNT.label, f"domain:{host}") for host in hosts]
        self.owners = owners(store, keys)
        self.spelled: dict[str, set[int]] = {}
        addresses = any(key.startswith("email:") for key in people)
        for row in store.ask("suppression/addresses_spelled").to_pylist() if addresses else ():
            self.spelled.setdefault(one_spelling(row["key"]), set()).add(row["id"])
        phones = {key for key in people if key.startswith("phone:")}
        self.bearers: dict[str, set[int]] = {}
        for row in store.ask("suppression/phones").to_pylist() if phones else ():
            self.bearers.setdefault(phone_key(row["value"]) or "", set()).add(row["id"])
        self.companies = accounts_meant(store, {each.company for each in named if each.company})

    def of(self, named: Named, scope: str | None) -> Meant | str:
        """Return whom somebody named is, or why that is not known: "names nobody"."""
        if not named or named.useless:
            return named.useless or "names nobody"
        found = self._of(named, scope)
        if isinstance(found, Meant):
            found.until = named.until
        return found

    def _of(self, named: Named, scope: str | None) -> Meant | str:
        person = bool(named.people or named.names)
        if scope in (DOMAIN, GROUP) or not person:
            if scope == PERSON_ALONE or (scope is None and named.of_people):
                return "names no person, and a company alone only counts with --scope domain"
            return self._company(named, scope or DOMAIN)
        return self._person(named)

    @cached_property
    def _relatives(self) -> dict[int, frozenset[int]]:
        return relatives(self.store)

    def _person(self, named: Named) -> Meant | str:
        meant = Meant(PERSON_ALONE, {})
        meant.add(PERSON.label, named.people)
        for key in named.people:
            plain = one_spelling(key)
            for spelled in {key, plain}:
                if (found := self.owners.get((PERSON.label, spelled))) is not None:
                    meant.people.add(found)
            meant.people |= self.spelled.get(plain, set())
            meant.people |= self.bearers.get(key, set()) if key.startswith("phone:") else set()
        if not named.names:
            return meant
        accounts = self._accounts(named)
        if len(accounts) > 1:
            return "names a company that may be several; give its domain"
        places = [*named.companies, *_keys_of(self.store, ACCOUNT.label, accounts)]
        if named.people:
            meant.add(PERSON.label, _named(named.names, named.companies))
            return meant
        if not places:
            return "gives a name alone; give an e-mail address, a profile, or its company's domain"
        bearers = self._bearers(named.names, accounts)
        if len(bearers) > 1:
            return f"fits {len(bearers)} people there; give an e-mail address or a profile"
        meant.people |= bearers
        meant.add(PERSON.label, _named(named.names, places))
        return meant

    def _company(self, named: Named, scope: str) -> Meant | str:
        accounts = self._accounts(named)
        keys = [*named.companies, *(f"domain:{host}" for host in hosts_of(named))]
        if len(accounts) > 1:
            return "names a company that may be several; give its domain"
        if not accounts and not keys:
            if named.company:
                return UNKNOWN_COMPANY
            return "has no address at a company"
        if scope == GROUP:
            accounts = accounts.union(*(self._relatives.get(each, ()) for each in accounts))
        meant = Meant(scope, {}, set(), accounts)
        meant.add(ACCOUNT.label, keys)
        found = _keys_of(self.store, ACCOUNT.label, accounts)
        meant.add(ACCOUNT.label, sorted(found, key=lambda key: not key.startswith("domain:")))
        return meant

    def _accounts(self, named: Named) -> set[int]:
        hosts = [] if named.companies or named.names else [f"domain:{h}" for h in hosts_of(named)]
        known = [self.owners.get((ACCOUNT.label, key)) for key in (*named.companies, *hosts)]
        sure = {each for each in known if each is not None}
        if sure or named.companies:
            return set(sorted(sure)[:1])
        return set(self.companies.get(named.company, ()))

    def _bearers(self, names: Sequence[str], accounts: set[int]) -> set[int]:
        """Return who has one of some names at an account."""
        if not accounts:
            return set()
        there = people_of(self.store, accounts)[0]
        own = set(_keys_of(self.store, ACCOUNT.label, accounts))
        placed = self.store.ask("privacy/places_of_people", rows_of(there)).to_pylist()
        return {each["id"] for each in placed if each["clean"] in names and each["place"] in own}


def add_known_keys(store: Store, meant: Sequence[Meant]) -> None:
    """Add to each the keys that the store knows, so that no other file brings them back.

    A name at a company is not among them where somebody else has it there, nor the name of a
    company that another has too.
    """
    subjects = [subject for each in meant for subject in each.subjects()]
    gone = gather(store, subjects)
    people = {int(each) for each in gone.people}
    placed = store.ask("privacy/places_of_people", rows_of(gone.people)).to_pylist()
    entry_of = {owner: each for each in meant for owner in each.people}
    by_company = {key: each for each in meant if each.scope != PERSON_ALONE for _, key in each.keys}
    for row in placed:
        if row["id"] not in entry_of and row["place"] in by_company:
            entry_of[row["id"]] = by_company[row["place"]]
    mentions = store.ask("privacy/mentions_of", rows_of(gone.people), label=PERSON.label)
    for row in mentions.to_pylist():
        host = f"domain:{work_domain(row['key'].rpartition('@')[2])}"
        if row["owner"] not in entry_of and host in by_company:
            entry_of[row["owner"]] = by_company[host]
        if row["owner"] in entry_of:
            entry_of[row["owner"]].add(PERSON.label, [row["key"]])
    _add_names(store, meant, people, entry_of, placed)
    for each in meant:
        each.known = bool(each.people or each.accounts)
    for each in entry_of.values():
        each.known = True
    told = store.ask("read/told_of_people", rows_of(gone.people), properties="phone")
    for row in told.to_pylist():
        if row["id"] in entry_of and (key := phone_key(row["value"])):
            entry_of[row["id"]].add(PERSON.label, [key])
    _add_company_names(store, meant)


def _add_names(
    store: Store,
    meant: Sequence[Meant],
    people: set[int],
    entry_of: dict[int, Meant],
    placed: list[dict[str, Any]],
) -> None:
    """Add the names that people have at companies, but those that others have there too."""
    for row in placed:
        each = entry_of.get(row["id"])
        if each and each.scope == PERSON_ALONE:
            each.add(PERSON.label, _named([row["clean"]], [row["place"]]))
    named = {key for each in meant for label, key in each.keys if _is_name(label, key)}
    if not named:
        return
    others = _names_of_others(store, people, {key.partition("@")[2] for key in named})
    for each in meant if others else ():
        first = next(iter(each.keys))
        for key in others & {key for _, key in each.keys}:
            if (PERSON.label, key) != first:
                del each.keys[PERSON.label, key]
    _add_names_at_names(store, [each for each in meant if each.scope == PERSON_ALONE])


def _add_names_at_names(store: Store, meant: Sequence[Meant]) -> None:
    """Add the names of people at the names of their companies that no other company has."""
    named = [
        (each, key.partition("@"))
        for each in meant
        for label, key in each.keys
        if _is_name(label, key)
    ]
    account_of = owners(store, [(ACCOUNT.label, place) for _, (_, _, place) in named])
    places = _names_of_companies(store, set(account_of.values()))
    for each, (name, _, place) in named:
        account = account_of.get((ACCOUNT.label, place), -1)
        each.add(PERSON.label, [f"{name}@{key}" for key in places.get(account, ())])


def _is_name(label: str, key: str) -> bool:
    return label == PERSON.label and key.startswith("name:")


def _names_of_others(store: Store, people: set[int], places: set[str]) -> set[str]:
    """Return the keys of names at places that people have who are not among some."""
    known = owners(store, [(ACCOUNT.label, key) for key in places])
    there = people_of(store, set(known.values()))[0].tolist() if known else []
    others = sorted(set(there) - people)
    placed = store.ask("privacy/places_of_people", rows_of(others)).to_pylist() if others else []
    return {f"name:{row['clean']}@{row['place']}" for row in placed}


def _add_company_names(store: Store, meant: Sequence[Meant]) -> None:
    """Add the names of companies that no other company has."""
    entry_of = {owner: each for each in meant for owner in each.accounts}
    found = _names_of_companies(store, entry_of.keys(), entry_of.keys())
    for account, keys in found.items():
        entry_of[account].add(ACCOUNT.label, keys)


def _names_of_companies(
    store: Store, accounts: AbstractSet[int], sharing: AbstractSet[int] = frozenset()
) -> dict[int, list[str]]:
    """Return by account its names as keys: "name:acme|", "name:acme|de".

    A name is left out that another account has, but one of those that may share it.
    """
    if not accounts:
        return {}
    asked = rows_of(sorted(accounts))
    countries = {
        row["id"]: (row["country"] or "").lower()
        for row in store.ask("read/accounts_by_id", asked).to_pylist()
    }
    cleaned: dict[int, dict[str, None]] = {}
    for row in store.ask("read/names_of_accounts", asked).to_pylist():
        if clean := joined_company(row["name"] or ""):
            cleaned.setdefault(row["id"], {})[clean] = None
    bearers = namesakes(store, [(clean, "") for each in cleaned.values() for clean in each])
    return {
        account: [
            f"name:{clean}|{place}"
            for clean in names
            if not bearers[clean, ""] - sharing - {account}
            for place in dict.fromkeys(("", countries.get(account, "")))
        ]
        for account, names in cleaned.items()
    }


def hosts_of(named: Named) -> list[str]:
    """Return the domains of somebody's work addresses."""
    addresses = [key for key in named.people if key.startswith("email:")]
    return [host for key in addresses if (host := work_domain(key.rpartition("@")[2]))]


def owners(store: Store, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """Return the ids of the people and accounts that have keys, by label and key."""
    asked = sorted(set(keys))
    columns = {"kind": [kind for kind, _ in asked], "key": [key for _, key in asked]}
    rows = pa.table({name: pa.array(each, pa.string()) for name, each in columns.items()})
    found = store.ask("suppression/owners", rows).to_pylist() if asked else []
    return {(row["kind"], row["key"]): row["id"] for row in found}


def _keys_of(store: Store, label: str, ids: Iterable[int]) -> list[str]:
    asked = sorted(ids)
    if not asked:
        return []
    keys: list[str] = store.ask("read/keys_of", rows_of(asked), label=label)["key"].to_pylist()
    return keys


def _named(names: Iterable[str], places: Iterable[str]) -> list[str]:
    """Return the keys of names at places; files give names with the surname first, too."""
    spelled = [turned for name in names for turned in (name, *surname_first(name))]
    return [f"name:{name}@{place}" for name in spelled for place in places]
