"""Loader, one kind of file: the columns it knows and what its rows become."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from graph_icp.ingest.records.rows import Rows


@dataclass(frozen=True)
class Column:
    """A column that a loader knows.

    Attributes
    ----------
    name : str
        The loader's name for it, and the header in its template.
    says : str
        Its meaning, for people.
    headers : tuple of str
        Its other headers; case, blanks and punctuation do not matter.
    """

    name: str
    says: str
    headers: tuple[str, ...] = ()


def with_headers(columns: Sequence[Column], **headers: tuple[str, ...]) -> tuple[Column, ...]:
    """Return the columns, some with further headers, which count before their own."""
    return tuple(
        replace(each, headers=(*headers.get(each.name, ()), *each.headers)) for each in columns
    )


@dataclass(frozen=True)
class Loader:
    """One kind of file.

    Attributes
    ----------
    name : str
        Its name after `--as`; also the source of its facts.
    title : str
        Its contents, in a few words.
    columns : tuple of Column
        The columns that it knows.
    needs : tuple of tuple of str
        Groups of columns: the file has at least one of each group.
    read : callable
        Takes a batch as `Rows` and adds its statements.
    example : mapping of str to str
        A row by the file's own headers, which is also in its template.
    found : str
        The place in the vendor's product, or elsewhere, where one gets such a file.
    unused : tuple of str
        Headers of the file that are left out on purpose.
    replaces : str
        The part of its source's statements that a full export replaces: "all"; "its subjects",
        if a file is about one technology or event; "its owners", if it is one colleague's.
    marks : tuple of str
        Headers that only this vendor writes: it needs one of them to be recognised, or the
        loader's name in that of the file. A hyphen between blanks is part of a mark.
    telling : tuple of str
        Headers of which a list of one's own needs one to be recognised, if it has several columns.
    foreign : tuple of str
        Headers of files about something else: with one of them it is not recognised.
    respelled : callable, optional
        From a header to another spelling that the loader may know: the English of a German one.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    needs: tuple[tuple[str, ...], ...]
    read: Callable[[Rows], None]
    example: Mapping[str, str] = field(default_factory=dict)
    found: str = ""
    unused: tuple[str, ...] = ()
    replaces: str = "all"
    marks: tuple[str, ...] = ()
    telling: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    respelled: Callable[[str], str] | None = None

    def places(self, header: Sequence[str]) -> dict[str, str]:
        """Return the header of each known column, by its name."""
        return places(self.columns, header, self.respelled)

    def leaves_out(self, header: Sequence[str]) -> frozenset[str]:
        """Return the columns of `header` that are left out on purpose."""
        unused = {plain(each) for each in self.unused}
        read = set(self.places(header).values())
        spellings = _spellings(tuple(header), self.respelled)
        return frozenset(
            cell for spelling, cell in spellings if plain(spelling) in unused and cell not in read
        )

    def missing(self, header: Sequence[str]) -> list[tuple[str, ...]]:
        """Return the groups of needed columns that are missing from `header`."""
        found = self.places(header)
        return [group for group in self.needs if not found.keys() & set(group)]

    def suits(self, header: Sequence[str], file: str = "") -> bool:
        """Return whether a file of this name and header is one of this kind."""
        plainly = _seen(tuple(header), None).keys()
        return (
            (not self.marks or self.marked(header) or self.named_in(file))
            and (
                not self.telling
                or len(header) == 1
                or not plainly.isdisjoint(map(plain, self.telling))
            )
            and plainly.isdisjoint(map(plain, self.foreign))
            and not self.missing(header)
        )

    def marked(self, header: Sequence[str]) -> bool:
        """Return whether `header` has a column that only this vendor writes."""
        marks = {_mark(each) for each in self.marks}
        return not marks.isdisjoint(_marks(tuple(header), self.respelled))

    def named_in(self, file: str) -> bool:
        """Return whether a file's name has the vendor and the kind: "hubspot_companies.csv"."""
        stem = PurePath(file).name.casefold()
        vendor, _, kind = self.name.partition("-")
        return bool(kind) and vendor in stem and _PLURAL.sub("", kind) in stem

    @property
    def demanding(self) -> int:
        """The number of columns that every file must have."""
        return sum(len(group) == 1 for group in self.needs)

    def lacks(self, header: Sequence[str]) -> str:
        """Return the missing columns in words: "event, and one of domain, company_id, company"."""
        written = self.places(list(self.example))
        groups = [
            [written.get(name, name) for name in group]
            for group in sorted(self.missing(header), key=len)
        ]
        said = [each[0] if len(each) == 1 else f"one of {', '.join(each)}" for each in groups]
        return ", and ".join(said)

    def needed(self, column: str) -> str:
        """Return in words whether a column is needed."""
        group = next((group for group in self.needs if column in group), ())
        others = [each for each in group if each != column]
        if not group:
            return "no"
        return f"this or {' or '.join(others)}" if others else "yes"


def places(
    columns: Sequence[Column],
    header: Sequence[str],
    respelled: Callable[[str], str] | None = None,
) -> dict[str, str]:
    """Return the header of each of some columns that a file has, by the column's name."""
    seen = _seen(tuple(header), respelled)
    found = {}
    for column in columns:
        spellings = (column.name, *column.headers)
        cells = [seen[plain(each)] for each in spellings if plain(each) in seen]
        if cells:
            found[column.name] = cells[0]
    return found


# A header is asked for by every loader, several times, and may have thousands of columns.
@lru_cache(maxsize=64)
def _spellings(
    header: tuple[str, ...], respelled: Callable[[str], str] | None
) -> list[tuple[str, str]]:
    """Return the spellings of each cell with the cell: those of the file come first."""
    own = [(cell, cell) for cell in header]
    return own + [(respelled(cell), cell) for cell in header] if respelled else own


@lru_cache(maxsize=64)
def _seen(header: tuple[str, ...], respelled: Callable[[str], str] | None) -> Mapping[str, str]:
    """Return the first cell of each plain spelling."""
    seen: dict[str, str] = {}
    for spelling, cell in _spellings(header, respelled):
        seen.setdefault(plain(spelling), cell)
    return seen


@lru_cache(maxsize=64)
def _marks(header: tuple[str, ...], respelled: Callable[[str], str] | None) -> frozenset[str]:
    """Return the spellings of a header's cells as marks."""
    return frozenset(_mark(spelling) for spelling, _ in _spellings(header, respelled))


@lru_cache(1 << 16)  # each loader asks it of each column
def plain(header: str) -> str:
    """Return a header without case, blanks and punctuation: "Company Name" is "companyname"."""
    return _PUNCTUATION.sub("", header.casefold())


def _mark(header: str) -> str:
    """Return a header as marks are compared: "Organization - Name" is not "Organization Name"."""
    return "-".join(plain(part) for part in _HYPHEN.split(header[:_LONGEST_HEADER]))


# No loader's header is longer; one of thousands of blanks would take its time.
_LONGEST_HEADER = 200
_PUNCTUATION = re.compile(r"[\W_]+")
_HYPHEN = re.compile(r"\s+[-\N{EN DASH}]\s+")
_PLURAL = re.compile("(ies|s)$")

# Headers that files about people have, and lists of companies or events have not.
OF_PEOPLE = (
    *("first name", "last name", "given name", "family name", "surname", "job title"),
    *("Vorname", "Nachname", "Prénom", "Nom de famille", "Apellido", "Apellidos"),
    *("Sobrenome", "Cognome", "Voornaam", "Achternaam"),
)
# Headers that Salesforce's users have, who are colleagues, and no contacts.
OF_USERS = ("UserRoleId", "ProfileId")
