"""The person, account or domain that a user names to be told of or forgotten."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from graph_icp.errors import AmbiguousNameError, GraphICPError, UnknownNameError
from graph_icp.graph.id_rows import rows_of
from graph_icp.graph.model import ACCOUNT, PERSON
from graph_icp.market.lookup import accounts_meant, names_near
from graph_icp.market.names_of_people import names_of_people
from graph_icp.market.privacy.who import Who, who
from graph_icp.market.reach.reading import ids_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from graph_icp.graph.store import Store

    Ids = NDArray[np.int64]

# The kinds of subject. A domain is the company that has it, and everybody with an address at it.
A_PERSON, AN_ACCOUNT, A_DOMAIN = "person", "account", "domain"


@dataclass(frozen=True)
class Subject:
    """Somebody of whom the store knows something.

    Attributes
    ----------
    kind : str
        "person", "account" or "domain".
    name : str
        For people to read: a person's or an account's name, or a domain.
    owners : tuple of int
        The ids of the person or account; none for a domain at which people have addresses
        but no company is known.
    mentions : tuple of int
        The ids of the mentions that make it up.
    keys : tuple of str
        By what a file may name it, as the loader writes keys: "email:ann@acme.com",
        "profile:linkedin.com/in/ann", "name:ann lee@domain:acme.com", "domain:acme.com",
        "hubspot:1234", "name:acme|us". A person's name stands with every key of each account
        where they bear it or have or had a job.
    """

    kind: str
    name: str
    owners: tuple[int, ...]
    mentions: tuple[int, ...]
    keys: tuple[str, ...]


def subject_named(store: Store, text: str) -> Subject:
    """Return whom a text means, of all that the store knows, those who opted out too.

    Parameters
    ----------
    store : Store
    text : str
        An e-mail address, a person's page, "Ann Lee at acme.com", a company's domain, web
        address or LinkedIn page, a name or a key.

    Raises
    ------
    UnknownNameError
        If the store knows nobody of this name.
    AmbiguousNameError
        If several have it; they are listed, each by what names it alone.
    GraphICPError
        If the text is empty, or a domain at which anybody may have an address or a page.
    """
    asked = who(text)
    people = _people(store, asked)
    if asked.name:
        return _one(store, asked, people, set())
    if asked.domain and not people and not (asked.shared and asked.page):
        return _of_domain(store, asked)
    return _one(store, asked, people, _accounts(store, asked))


def people_of(store: Store, accounts: Iterable[int]) -> tuple[Ids, Ids]:
    """Return the ids of all who have or had a job or a name at accounts, or nowhere else.

    Parameters
    ----------
    store : Store
    accounts : iterable of int
        Their ids.

    Returns
    -------
    tuple of two arrays of int
        Everybody, and those of them who are at no other account.
    """
    found = store.ask("privacy/people_of_accounts", rows_of(sorted(accounts)))
    everybody = found["id"].to_numpy().astype(np.int64)
    elsewhere = found["elsewhere"].to_numpy(zero_copy_only=False).astype(bool)
    return everybody, everybody[~elsewhere]


def people_at(store: Store, domains: Iterable[str]) -> Ids:
    """Return the ids of the people who have an e-mail address at some domains."""
    rows = pa.table({"domain": pa.array(sorted(domains), pa.string())})
    return ids_of(store.ask("privacy/people_at_domains", rows))


def _one(store: Store, asked: Who, people: set[int], accounts: set[int]) -> Subject:
    """Return the only one of some people and accounts as the subject."""
    if len(people) + len(accounts) > 1:
        fitting = [*_listed(store, PERSON.label, people), *_listed(store, ACCOUNT.label, accounts)]
        kinds = "people" if not accounts else "companies" if not people else "people and companies"
        raise AmbiguousNameError(kinds, asked.text, fitting, "say which, by one of these keys")
    if people:
        return _person(store, people.pop())
    if accounts:
        owner = accounts.pop()
        name = store.ask("read/accounts_by_id", rows_of([owner]))["name"][0].as_py()
        return Subject(AN_ACCOUNT, name, (owner,), *_made_up(store, ACCOUNT.label, owner))
    raise _unknown(store, asked)


def _unknown(store: Store, asked: Who) -> UnknownNameError:
    """Return the error of a text that fits nobody; of a pair the company is never suggested."""
    hint = "Give an e-mail address, a profile, 'NAME at COMPANY', a company or a domain."
    if asked.name:
        known = accounts_meant(store, [asked.company])[asked.company]
        why = "is known, but nobody of that name there" if known else "is not known either"
        return UnknownNameError("person", asked.text, (), f"The company {why}. {hint}")
    near = [] if asked.email or asked.page else names_near(store, asked.company or asked.text)
    meant = [each for each in near if _may_be_meant(asked.text, each)]
    return UnknownNameError("person or company", asked.text, meant, hint)


def _may_be_meant(text: str, name: str) -> bool:
    """Return whether a word of a name begins as a text does, or the name is nearly so spelled."""
    wanted, known = text.casefold(), name.casefold()
    begins = any(known[place:].startswith(wanted) for place in _starts(known))
    return begins or difflib.SequenceMatcher(None, wanted, known).ratio() >= _NEARLY


def _starts(text: str) -> Iterator[int]:
    """Give the places where the words of a text begin."""
    return (found.start() for found in re.finditer(r"\w+", text))


_NEARLY = 0.7


def _of_domain(store: Store, asked: Who) -> Subject:
    """Return the company of a domain, by which everybody at it is meant too."""
    key = f"domain:{asked.domain}"
    owners = accounts_meant(store, [key])[key]
    if asked.shared:
        if owners:  # the company of the host itself: others who have a page there are not meant
            return _one(store, asked, set(), owners)
        raise GraphICPError(
            f"{asked.domain} is no company's: anybody may have an address or a page there. Give "
            "the whole address, the whole page or a name."
        )
    if owners:
        owner = owners.pop()
        made_up = _made_up(store, ACCOUNT.label, owner)
        return Subject(A_DOMAIN, asked.domain, (owner,), *made_up)
    if len(people_at(store, [asked.domain])):
        return Subject(A_DOMAIN, asked.domain, (), (), (key,))
    raise UnknownNameError("company or person at", asked.domain, names_near(store, asked.domain))


def _person(store: Store, owner: int) -> Subject:
    mentions, keys = _made_up(store, PERSON.label, owner)
    placed = store.ask("privacy/places_of_people", rows_of([owner])).to_pylist()
    borne = [f"name:{each['clean']}@{each['place']}" for each in placed]
    name = names_of_people(store, [owner])[owner]
    return Subject(A_PERSON, name, (owner,), mentions, tuple(sorted({*keys, *borne})))


def _made_up(store: Store, label: str, owner: int) -> tuple[tuple[int, ...], tuple[str, ...]]:
    """Return the ids and the keys of the mentions that make up a person or an account."""
    found = store.ask("privacy/mentions_of", rows_of([owner]), label=label)
    return tuple(found["id"].to_pylist()), tuple(found["key"].to_pylist())


def _people(store: Store, asked: Who) -> set[int]:
    """Return the ids of the people whom a text may mean, at the company that it names."""
    if asked.company and not asked.name:
        return set()
    keys = [asked.text, f"email:{asked.email}", f"profile:{asked.page}"]
    keys += [f"colleague:{name}" for name in asked.names_of_person()]
    rows = pa.table({"key": pa.array(keys, pa.string())})
    named = "" if asked.email or asked.page else asked.names_of_person()
    found = {
        row["id"]
        for clean in named or [""]
        for row in store.ask("reach/people_named", rows, clean=clean).to_pylist()
    }
    if not asked.name or not found:
        return found
    companies = accounts_meant(store, [asked.company])[asked.company]
    return found & set(people_of(store, companies)[0].tolist())


def _accounts(store: Store, asked: Who) -> set[int]:
    """Return the ids of the accounts that a text may mean."""
    if asked.email or asked.page:
        return set()
    text = asked.company or asked.text
    return accounts_meant(store, [text])[text]


def _listed(store: Store, label: str, ids: Iterable[int]) -> list[str]:
    """Return each of some people or accounts by the key that names it best, and its name."""
    rows = rows_of(sorted(ids))
    if label == ACCOUNT.label:
        found = store.ask("read/accounts_by_id", rows).to_pylist()
        return [f"{each['key']}: {each['name']}" for each in found]
    names = names_of_people(store, ids)
    keys: dict[int, str] = {}
    for each in store.ask("privacy/mentions_of", rows, label=label).to_pylist():
        best = keys.setdefault(each["owner"], each["key"])
        keys[each["owner"]] = min(best, each["key"], key=_least_telling)
    return [f"{key}: {names[owner]}" for owner, key in sorted(keys.items())]


def _least_telling(key: str) -> tuple[bool, bool, str]:
    return (not key.startswith("email:"), not key.startswith("profile:"), key)
