"""The ways in which a user names somebody to be told of or forgotten, by their text alone."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass

from graph_icp.errors import GraphICPError
from graph_icp.identity.domains import (
    FREE_MAIL,
    HOSTED_PAGES,
    NotADomainError,
    registrable_domain,
)
from graph_icp.identity.names import clean_person, given_name_first
from graph_icp.ingest.values.cells import SkipValue
from graph_icp.ingest.values.identifiers import address, company_page, page


@dataclass(frozen=True)
class Who:
    """A user's text, read as the loader reads the same in a file.

    Attributes
    ----------
    text : str
    email : str
        An e-mail address, as loading keeps it; "" for none.
    page : str
        A person's page: "linkedin.com/in/ann-lee"; "" for none.
    domain : str
        A domain; "" for none.
    shared : bool
        Whether anybody may have an address or a page at the domain: it is no company's.
    company : str
        What names a company alone: the part behind "at", or a company's page as its key; "" for
        none.
    name : str
        The part before "at", "Ann Lee" of "Ann Lee at acme.com"; "" where the text is no pair.
    """

    text: str
    email: str = ""
    page: str = ""
    domain: str = ""
    shared: bool = False
    company: str = ""
    name: str = ""

    def names_of_person(self) -> list[str]:
        """Return the cleaned names that the text, or its part before "at", may be of a person."""
        return cleaned(self.name or self.text)


def cleaned(name: str) -> list[str]:
    """Return the cleaned names that a person's name may be: "Lee, Ann" also that of Ann Lee."""
    spelled = (clean_person(name), clean_person(given_name_first(name)))
    return list(dict.fromkeys(each for each in spelled if each))


def who(text: str) -> Who:
    """Read a text that names somebody; raises GraphICPError where it is empty.

    Parameters
    ----------
    text : str
        An e-mail address, a person's page, "Ann Lee at acme.com", a company's domain or web
        address, a name or a key.
    """
    plain = " ".join(text.split())
    if not plain:
        raise GraphICPError(
            "No name is given; give an e-mail address, a profile, 'NAME at COMPANY', a company "
            "or a domain."
        )
    if "@" in plain:
        with suppress(SkipValue):
            return Who(plain, email=address(plain) or "")
    if pair := _PAIR.fullmatch(plain):
        return Who(plain, name=pair["name"], company=pair["company"])
    with suppress(SkipValue):
        if found := company_page(plain):
            return Who(plain, company=f"linkedin:{found}")
    if "/" in re.sub(r"^\w+://", "", plain).rstrip("/"):
        with suppress(SkipValue):
            domain, shared = _domain(plain)
            return Who(plain, page=page(plain) or "", domain=domain, shared=shared)
    domain, shared = _domain(plain)
    return Who(plain, domain=domain, shared=shared)


def _domain(text: str) -> tuple[str, bool]:
    """Return the domain that a text is, "" for none, and whether it is no company's."""
    try:
        domain = registrable_domain(text.removeprefix("domain:"))
    except NotADomainError:
        return "", False
    return domain, domain in FREE_MAIL or domain in HOSTED_PAGES


_PAIR = re.compile(r"(?P<name>\S.*?) at (?P<company>\S.*)", re.IGNORECASE)
