"""Whom a text, or each row of a file, asks to suppress: the keys by which they are known."""

from __future__ import annotations

import datetime
import re
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_icp.errors import FileError
from graph_icp.identity.names import clean_person
from graph_icp.ingest.files.open_table import open_table
from graph_icp.ingest.records.companies import COMPANY
from graph_icp.ingest.records.loader import Column, places, plain, with_headers
from graph_icp.ingest.records.people import NAMED_PERSON
from graph_icp.ingest.values.cells import SkipValue, blank, day
from graph_icp.ingest.values.identifiers import address, company_domain, company_page, page
from graph_icp.ingest.values.personal_data import is_phone, phone_key
from graph_icp.market.privacy.who import who

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path


@dataclass(frozen=True)
class Named:
    """Somebody whom a user names.

    Attributes
    ----------
    place : str
        Where: the user's text, or "row 7".
    people : tuple of str
        Keys that name a person for sure, the surest first: "email:ann@acme.com".
    names : tuple of str
        Cleaned names of a person, who is meant at the company.
    companies : tuple of str
        Keys of the company, the surest first.
    company : str
        A name of the company, which counts where there is no key.
    of_people : bool
        Whether it stands in a table of people, of whom a row without one names nobody.
    until : date or None
        The last day that the row itself gives.
    useless : str
        Why the row cannot be taken, whoever it names; "" where it can.
    """

    place: str
    people: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    company: str = ""
    of_people: bool = False
    until: datetime.date | None = None
    useless: str = ""

    def __bool__(self) -> bool:
        return bool(self.people or self.names or self.companies or self.company)


def named_in_text(text: str, place: str = "") -> Named:
    """Return whom a text names: an address, page, telephone number, domain, "NAME at COMPANY"."""
    place = place or text.strip()
    if _PHONE.fullmatch(text.strip()) and (phone := phone_key(text)):
        return Named(place, (phone,))
    asked = who(text)
    if asked.email:
        return Named(place, (f"email:{asked.email}",))
    if asked.page and (not asked.domain or asked.shared):
        return Named(place, (f"profile:{asked.page}",))
    if asked.name:
        domain = company_domain(asked.company)
        keys = (f"domain:{domain}",) if domain else ()
        return Named(place, (), tuple(asked.names_of_person()), keys, asked.company)
    if asked.domain:
        if asked.shared:  # only the company of the host itself, where the store knows it
            return Named(place, company=asked.domain)
        return Named(place, (), (), (f"domain:{asked.domain}",))
    if asked.company:
        return Named(place, (), (), (asked.company,))
    return Named(place, company=asked.text)


def named_in_file(path: Path) -> Iterator[Named]:
    """Give whom each row of a file names; one who is nobody where a row names none.

    Parameters
    ----------
    path : Path
        A table with any of the usual headers (Email, LinkedIn, Phone, Name, Domain, Company), or
        one column without a header. A column Until has the last day of its row.

    Raises
    ------
    FileError
        If it cannot be read, is empty, holds hashes, or has no column that names anybody.
    """
    with open_table(path, knows=_known) as table:
        header = table.header
        lone = len(header) == 1 and not _known(header)
        if not lone and not _known(header):
            raise FileError(f"{path}: {_unheard(header)}")
        if lone and not _tells(header[0]):
            _refuse_hashes(path, header[0], [header[0]])
        columns = _Columns.of(header)
        rows = int(lone and _tells(header[0]))
        if rows:
            yield named_in_text(header[0], "row 1")
        for batch in table.batches():
            for bad in batch.bad:
                yield Named(f"row {table.row_of(bad.row)}")
            for cells in batch.rows.to_pylist():
                row = f"row {table.row_of(cells.pop('_row'))}"
                filled = {name: text for name, text in cells.items() if text and not blank(text)}
                for name, text in filled.items():
                    _refuse_hashes(path, name, [text])
                rows += 1
                text = next(iter(filled.values()), "")
                yield (
                    (named_in_text(text, row) if text else Named(row))
                    if lone
                    else _of_row(row, columns, filled)
                )
    if not rows:
        raise FileError(f"{path} has headers but no rows.")


_COLUMNS = (
    *with_headers(
        NAMED_PERSON,
        email=("email", "e-mail-adresse", "mail"),
        profile_url=("linkedin", "linkedin profile", "profile url", "person linkedin"),
    ),
    *COMPANY,
    Column(
        "until",
        "the last day on which it counts",
        ("suppressed until", "valid until", "expires", "expires on", "expiry date"),
    ),
)
_NAMING = ("name", "last_name", "email", "profile_url")
_OF_COMPANIES = ("domain", "website", "company", "company_page")
_PHONE = re.compile(r"(?:tel:)?\+?[\d\s()/.-]{7,25}")
# MD5, SHA-1 and SHA-256 in hexadecimal digits or base 64, also with the name before.
_HASH = re.compile(
    r"(?i:(?:md5|sha-?\d+)[:=$])?(?:[0-9a-fA-F]{32}|[0-9a-fA-F]{40}|[0-9a-fA-F]{64}"
    r"|[A-Za-z0-9+/]{22}==|[A-Za-z0-9+/]{27}=|[A-Za-z0-9+/]{43}=)"
)


def _unheard(header: Sequence[str]) -> str:
    """Return why a header is of no use, and what to do."""
    named = next((cell for cell in header if _tells(cell)), "")
    if named:
        return (
            f"its first row has no headers, as '{named[:60]}' names somebody; write a row above it "
            "that calls the columns Email, LinkedIn, Phone, Name, Domain or Company, or give one "
            "column alone."
        )
    return (
        f"its headers ({', '.join(header[:12])}) name no people and no companies; call the columns "
        "Email, LinkedIn, Phone, Name, Domain or Company."
    )


def _known(header: Sequence[str]) -> int:
    """Return how many columns of a header name people or companies."""
    found = places(_COLUMNS, header)
    named = sum(each in found for each in (*_NAMING, *_OF_COMPANIES))
    return named + sum(map(is_phone, header))


def _tells(text: str) -> bool:
    """Return whether a text names somebody for sure, and so is no header."""
    named = named_in_text(text) if text.strip() else Named("")
    return bool(named.people or named.companies)


def _refuse_hashes(path: Path, column: str, texts: Sequence[str]) -> None:
    """Raise FileError where a column holds hashes."""
    if any(_HASH.fullmatch(text.strip()) for text in texts):
        raise FileError(
            f"{path}: the column '{column[:40]}' holds hashes of another tool. They cannot be "
            "compared: a store makes its own with a secret of its own. Give the addresses, pages "
            "or domains themselves; they are not kept."
        )


@dataclass(frozen=True)
class _Columns:
    """The headers of a file by what their cells name: its own columns, addresses and numbers."""

    places: dict[str, str]
    mails: tuple[str, ...]
    phones: tuple[str, ...]

    @classmethod
    def of(cls, header: Sequence[str]) -> _Columns:
        mails = tuple(cell for cell in header if "mail" in plain(cell))
        return cls(places(_COLUMNS, header), mails, tuple(filter(is_phone, header)))


def _of_row(row: str, columns: _Columns, cells: Mapping[str, str]) -> Named:
    """Return whom a row of a table names."""
    found = {name: cells.get(cell, "") for name, cell in columns.places.items()}
    texts = (cells[cell] for cell in columns.mails if cell in cells)
    people = [f"email:{mail}" for text in texts if (mail := _read(address, text))]
    profile = found.get("profile_url", "")
    if profile and (read := _read(page, profile)):
        people.append(f"profile:{read}")
    numbers = (phone_key(cells[cell]) for cell in columns.phones if cell in cells)
    people += [each for each in numbers if each]
    parts = (found.get("first_name", ""), found.get("last_name", ""))
    name = found.get("name") or " ".join(filter(None, parts))
    clean = clean_person(name) if name else None
    domain = company_domain(found.get("domain") or found.get("website") or "")
    companies = [f"domain:{domain}"] if domain else []
    pages = (_read(company_page, text) for text in (found.get("company_page", ""), profile) if text)
    companies += [f"linkedin:{each}" for each in pages if each]
    names = (clean,) if clean else ()
    of_people = not found.keys().isdisjoint(_NAMING)
    until, useless = _last_day(found.get("until", ""))
    named = (tuple(people), names, tuple(companies), found.get("company", ""))
    return Named(row, *named, of_people, until, useless)


def _last_day(text: str) -> tuple[datetime.date | None, str]:
    """Return the last day that a cell gives, and why its row cannot be taken, "" if it can."""
    if not text:
        return None, ""
    with suppress(SkipValue):
        told = day(text)
        if isinstance(told, datetime.date):
            over = told < datetime.datetime.now().astimezone().date()
            return told, f"is over: its last day is {told.isoformat()}" if over else ""
    return None, f"has '{text[:40]}' as its last day, which is no day; write 2027-12-31"


def _read(understand: object, text: str) -> str | None:
    """Return a cell's value, None where it has none."""
    with suppress(SkipValue):
        return understand(text)  # type: ignore[operator,no-any-return]
    return None
