"""Rows of people and companies who are suppressed, by any of the keys that the rows give."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.graph.model import ACCOUNT, PERSON
from graph_icp.identity.names import clean_person, given_name_first
from graph_icp.identity.suppression import where
from graph_icp.ingest.load.companies_known import keys_beside
from graph_icp.ingest.records.colleagues import key_of_colleague
from graph_icp.ingest.values.cells import SkipValue
from graph_icp.ingest.values.identifiers import company_domain, page, work_domain
from graph_icp.ingest.values.personal_data import is_phone, phone_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from graph_icp.graph.store import Store
    from graph_icp.identity.suppression import Suppressed
    from graph_icp.ingest.files.array_type import Array
    from graph_icp.ingest.records.company_keys import CompanyKeys
    from graph_icp.ingest.records.rows import Rows

LEFT_OUT = "people or companies that are suppressed, beside others in the row"


@dataclass(frozen=True)
class KeptOut:
    """Who of a batch is suppressed.

    Attributes
    ----------
    rows : array of bool
        The rows that are about them, of which nothing is kept.
    keys : dict of str to set of str
        By label the keys of nodes that other rows name too.
    owners : array of bool
        The rows of companies whose owner they are.
    """

    rows: NDArray[np.bool_]
    keys: dict[str, set[str]]
    owners: NDArray[np.bool_]

    def leave_out(self, rows: Rows) -> None:
        """Take the statements about them from rows that were read, and note how many rows."""
        found = [
            rows.statements.drop(label, pa.array(sorted(keys), pa.string()))
            for label, keys in self.keys.items()
            if keys
        ]
        if self.owners.any():
            found.append(rows.statements.drop_values("owner", self.owners))
        times = len(np.unique(np.concatenate(found))) if found else 0
        if times:
            rows.notes[LEFT_OUT] += times


def kept_out(rows: Rows, suppressed: Suppressed, store: Store) -> KeptOut:
    """Return who is suppressed of rows that a loader has read.

    A row whose company or person is suppressed is about them; a row of a deal or an event that
    names them beside others is not. A name at a company is looked up at all keys by which the
    store knows the company.
    """
    companies = suppressed.among(ACCOUNT.label, rows.statements.keys(ACCOUNT))
    named = _NamedPeople.of(rows, suppressed, store)
    people = _people(rows, suppressed, named)
    whole = np.zeros(len(rows), dtype=bool)
    if rows.company is not None:
        whole |= _of_companies(rows.company, suppressed)
    if rows.person is not None:
        mine = _of_people(rows, rows.person, people, suppressed)
        if rows.beside:
            for keys in rows.person.values():
                people |= set(keys.filter(pa.array(mine)).drop_null().to_pylist())
        else:
            whole |= mine
    whole |= _rejected(rows, suppressed)
    owners = _owners(rows, suppressed, named)
    return KeptOut(whole, {ACCOUNT.label: companies, PERSON.label: people}, owners)


def names_suppressed(text: str, suppressed: Suppressed) -> bool:
    """Return whether a row's text has an address, page or domain of who is suppressed.

    It is what is left to do of rows that cannot be read.
    """
    people = _addresses(text)
    for found in _PAGE.finditer(text):
        with suppress(SkipValue):
            people.append(f"profile:{page(found[0])}")
    hosts = {found[0] for found in _HOST.finditer(text)} if suppressed.has("domain") else set()
    domains = [f"domain:{company_domain(each)}" for each in hosts]
    return bool(suppressed.among(PERSON.label, people) or suppressed.among(ACCOUNT.label, domains))


def _addresses(text: str) -> list[str]:
    """Return the keys of e-mail addresses in a text."""
    return [f"email:{found[0].casefold()}" for found in _MAIL.finditer(text)]


_MAIL = re.compile(r"[^\s<>()\[\],;:|\"'=]+@[^\s<>()\[\],;|\"'@]+\.[^\s<>()\[\],;|\"'@.]+")
_PAGE = re.compile(r"[\w./:-]*linkedin\.com/[^\s,;|\"'<>]+", re.I)
_HOST = re.compile(r"(?:[\w-]{1,63}\.)+[a-z]{2,63}", re.I)


@dataclass(frozen=True)
class _NamedPeople:
    """Names at companies, looked up among those that are suppressed.

    Attributes
    ----------
    suppressed : Suppressed
    beside : dict of str to set of str
        The keys of the company that each key of one means; none where no name is suppressed.
    places : list of array of str
        By kind the keys of each row's company.
    """

    suppressed: Suppressed
    beside: dict[str, set[str]]
    places: list[Array]

    @classmethod
    def of(cls, rows: Rows, suppressed: Suppressed, store: Store) -> _NamedPeople:
        if not suppressed.has("name at a company"):
            return cls(suppressed, {}, [])
        company = rows.company
        places = [] if company is None else [*_sure(company), _nameless(company)]
        told = [place for _, _, _, place in rows.statements.names(PERSON)]
        every = {key for each in (*places, *told) for key in pc.unique(each).to_pylist() if key}
        return cls(suppressed, keys_beside(store, every), places)

    def barred(self, clean: Array, place: Array) -> NDArray[np.bool_]:
        """Return which names at places are those of somebody who is suppressed."""
        pairs = list(zip(clean.to_pylist(), place.to_pylist(), strict=True))
        keys = {pair: self._keys(*pair) for pair in set(pairs) if all(pair)}
        found = self.suppressed.among(PERSON.label, {key for each in keys.values() for key in each})
        barred = {pair for pair, each in keys.items() if not found.isdisjoint(each)}
        return np.array([pair in barred for pair in pairs], dtype=bool)

    def _keys(self, clean: str, place: str) -> set[str]:
        return {f"name:{clean}@{key}" for key in (place, *self.beside.get(place, ()))}


def _people(rows: Rows, suppressed: Suppressed, named: _NamedPeople) -> set[str]:
    """Return the keys of people in rows who are suppressed, by key, employer or name."""
    keys = rows.statements.keys(PERSON)
    found = suppressed.among(PERSON.label, keys)
    if suppressed.has("domain"):
        found |= _at_domains(keys, suppressed)
    if suppressed.has("name at a company"):
        for index, bearers, clean, place in rows.statements.names(PERSON):
            for each in (place, *(keys.take(pa.array(index)) for keys in named.places)):
                barred = pa.array(named.barred(clean, each))
                found.update(bearers.filter(barred).drop_null().to_pylist())
    return found


def _owners(rows: Rows, suppressed: Suppressed, named: _NamedPeople) -> NDArray[np.bool_]:
    """Return the rows whose company's owner is suppressed: as a colleague, or as one at it."""
    found = np.zeros(len(rows), dtype=bool)
    said = rows.text("owner")
    if said.null_count == len(said):
        return found
    owners = said.to_pylist()
    texts = set(owners) - {None}
    keys = {text: {key_of_colleague(text), *_addresses(text)} for text in texts}
    barred = suppressed.among(PERSON.label, {key for each in keys.values() for key in each})
    found |= where(owners, {text for text in texts if not barred.isdisjoint(keys[text])})
    spelled = {text: clean_person(given_name_first(text)) for text in texts}
    clean = pa.array([text and spelled[text] for text in owners], pa.string())
    for place in named.places:
        found |= named.barred(clean, place)
    return found


def _at_domains(keys: Iterable[str], suppressed: Suppressed) -> set[str]:
    """Return the keys of people with an address at a domain that is suppressed."""
    addresses = [each for each in keys if each.startswith("email:")]
    hosts = {each: work_domain(each.rpartition("@")[2]) for each in addresses}
    barred = suppressed.among(ACCOUNT.label, {f"domain:{each}" for each in hosts.values() if each})
    return {each for each, host in hosts.items() if f"domain:{host}" in barred}


def _sure(company: CompanyKeys) -> tuple[Array, ...]:
    return company.domain, company.id, company.mail, company.page


def _nameless(company: CompanyKeys) -> Array:
    """Return the keys of companies by name, of rows in which nothing surer names one."""
    surer = pc.coalesce(company.domain, company.mail, company.page)
    return pc.if_else(surer.is_valid(), pa.scalar(None, pa.string()), company.name)


def _of_companies(company: CompanyKeys, suppressed: Suppressed) -> NDArray[np.bool_]:
    """Return the rows of companies that are suppressed; a name counts where nothing surer does."""
    found = np.zeros(len(company.strongest), dtype=bool)
    for keys in (*_sure(company), _nameless(company)):
        texts = keys.to_pylist()
        barred = suppressed.among(ACCOUNT.label, texts)
        if barred:
            found |= where(texts, barred)
    return found


def _of_people(
    rows: Rows, person: Mapping[str, Array], barred: set[str], suppressed: Suppressed
) -> NDArray[np.bool_]:
    """Return the rows of people of whom any key is barred, or any telephone number."""
    found = np.zeros(len(rows), dtype=bool)
    if barred:
        for keys in person.values():
            found |= where(keys.to_pylist(), barred)
    if suppressed.has("phone"):
        for header in filter(is_phone, rows.table.column_names):
            numbers = [phone_key(text) for text in rows.table[header].to_pylist()]
            found |= where(numbers, suppressed.among(PERSON.label, numbers))
    return found


def _rejected(rows: Rows, suppressed: Suppressed) -> NDArray[np.bool_]:
    """Return the rejected rows that name who is suppressed somewhere in their text."""
    found = np.zeros(len(rows), dtype=bool)
    for row in rows.reasons:
        cells = rows.table.slice(row, 1).to_pylist()[0].values()
        found[row] = names_suppressed(" | ".join(map(str, cells)), suppressed)
    return found
