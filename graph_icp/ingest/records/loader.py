"""Loader, one kind of file: the columns it knows and what its rows become."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache
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
        Headers that tell such a file from others: it needs one of them to be recognised.
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

    def places(self, header: Sequence[str]) -> dict[str, str]:
        """Return the header of each known column, by its name."""
        seen: dict[str, str] = {}
        for cell in header:
            seen.setdefault(plain(cell), cell)
        found = {}
        for column in self.columns:
            spellings = (column.name, *column.headers)
            cells = [seen[plain(each)] for each in spellings if plain(each) in seen]
            if cells:
                found[column.name] = cells[0]
        return found

    def leaves_out(self, header: Sequence[str]) -> frozenset[str]:
        """Return the columns of `header` that are left out on purpose."""
        unused = {plain(each) for each in self.unused}
        read = set(self.places(header).values())
        return frozenset(cell for cell in header if plain(cell) in unused and cell not in read)

    def knows(self, header: Sequence[str]) -> int:
        """Return how many columns of `header` the loader knows."""
        return len(self.places(header)) + len(self.leaves_out(header))

    def missing(self, header: Sequence[str]) -> list[tuple[str, ...]]:
        """Return the groups of needed columns that are missing from `header`."""
        found = self.places(header)
        return [group for group in self.needs if not found.keys() & set(group)]

    def suits(self, header: Sequence[str]) -> bool:
        """Return whether `header` has the needed columns, and a mark where there are marks."""
        return (not self.marks or self.marked(header)) and not self.missing(header)

    def marked(self, header: Sequence[str]) -> bool:
        """Return whether `header` has a column that only this vendor writes."""
        marks = {plain(each) for each in self.marks}
        return any(plain(cell) in marks for cell in header)

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


@lru_cache(1 << 16)  # each loader asks it of each column
def plain(header: str) -> str:
    """Return a header without case, blanks and punctuation: "Company Name" is "companyname"."""
    return _PUNCTUATION.sub("", header.casefold())


_PUNCTUATION = re.compile(r"[\W_]+")
