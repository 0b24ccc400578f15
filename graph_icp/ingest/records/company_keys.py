"""Keys of companies, by which rows of all files are joined, the surest first.

Loading writes them, `qualify` joins by them and `customers set` looks them up, so a row names the
same company in every file.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pyarrow.compute as pc

if TYPE_CHECKING:
    from graph_icp.ingest.files.array_type import Array

# The system of ids of which nothing is known but that they are ids.
UNKNOWN_SYSTEM = "id"
_TIED = ("domain", "id", "page")


@dataclass(frozen=True)
class CompanyKeys:
    """Keys of the company of each row; null where the row has none.

    An id of a known system names a company before its domain does, since several companies may
    have one domain; an id of an unknown system may be anything's, and comes after it.

    Attributes
    ----------
    system : str
        The system of the ids, "id" where it is not known.
    domain : array of str
        By the row's domain or website: "domain:acme.com".
    id : array of str
        By its id in a system: "hubspot:1234".
    mail : array of str
        By the domain of a person's work address, which is as sure as an id: "domain:acme.com".
    page : array of str
        By its page on LinkedIn: "linkedin:acme".
    name : array of str
        By its cleaned name and country: "name:acme|us".
    called : array of str
        Its name in the row, else its domain, else its id.
    clean, place : array of str
        Its cleaned name, and its country; "" where it is unknown.
    """

    system: str
    domain: Array
    id: Array
    mail: Array
    page: Array
    name: Array
    called: Array
    clean: Array
    place: Array

    @property
    def by_kind(self) -> dict[str, Array]:
        """The keys by their kind, the surest first."""
        first = ("domain", "id") if self.system == UNKNOWN_SYSTEM else ("id", "domain")
        return {kind: getattr(self, kind) for kind in (*first, "mail", "page", "name")}

    @property
    def tied(self) -> dict[str, Array]:
        """The keys that mean one company where a row has several, the surest first."""
        return {kind: keys for kind, keys in self.by_kind.items() if kind in _TIED}

    @cached_property
    def strongest(self) -> Array:
        """The key by which each row's company is known."""
        return pc.coalesce(*self.by_kind.values())

    @property
    def by_mail(self) -> Array:
        """Whether a work address alone names the company surely."""
        return pc.and_(pc.and_(self.domain.is_null(), self.mail.is_valid()), self.id.is_null())


def company_keys(
    *,
    system: str,
    domain: Array,
    number: Array,
    mail_domain: Array,
    page: Array,
    name: Array,
    clean: Array,
    country: Array,
) -> CompanyKeys:
    """Return the keys of companies from their rows' values; null where a value is missing.

    Parameters
    ----------
    system : str
        The system of the ids in `number`.
    domain, mail_domain : array of str
        The registrable domains of the company's website and of a person's address; not of free
        mail or a host of many pages.
    number : array of str
        The company's id.
    page : array of str
        The name of its page on LinkedIn.
    name, clean : array of str
        Its name, as written and cleaned.
    country : array of str
        Its code.
    """
    place = pc.fill_null(country, "")
    return CompanyKeys(
        system=system,
        domain=prefixed("domain", domain),
        id=prefixed(system, number),
        mail=prefixed("domain", mail_domain),
        page=prefixed("linkedin", page),
        name=_by_name(clean, place),
        called=pc.coalesce(name, domain, mail_domain, number),
        clean=clean,
        place=place,
    )


def _by_name(clean: Array, place: Array) -> Array:
    if clean.null_count == len(clean):
        return clean
    return pc.binary_join_element_wise("name:", clean, "|", pc.utf8_lower(place), "")


def prefixed(kind: str, values: Array) -> Array:
    """Return keys of one kind: "domain:acme.com" of "acme.com"."""
    if values.null_count == len(values):
        return values
    return pc.binary_join_element_wise(f"{kind}:", values, "")
