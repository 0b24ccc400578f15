"""Identifiers in a cell's text: an id, a domain, an e-mail address, a page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from graph_icp.identity.domains import FREE_MAIL, HOSTED_PAGES, NotADomainError, registrable_domain
from graph_icp.ingest.values.cells import RejectRow, SkipValue, blank
from graph_icp.ingest.values.lists import items

if TYPE_CHECKING:
    from collections.abc import Callable

# The separators of several in a cell.
SEVERAL = re.compile(r"[,;|\n\[]")


def id_in(system: str) -> Callable[[str], str | None]:
    """Return a function that reads an id of one system, so equal ids become equal texts.

    Salesforce writes an id with 15 characters or, with a check, 18; Zoho with "zcrm_" before it or
    without, Dynamics in braces or without; spreadsheet programs add decimals to a number, or
    round it.
    """
    return _IDS.get(system, _id)


def _id(text: str) -> str | None:
    """Return the first id of a cell."""
    if blank(text):
        return None
    text = text.strip('="') if text.startswith('="') else text
    if _GROUPED.fullmatch(text):
        text = text.replace(",", "")
    if SEVERAL.search(text):
        text = next(iter(items(text)), text)
    if _ROUNDED.fullmatch(text):
        raise RejectRow(
            f"'{text}' is an id that a spreadsheet program has rounded; export it again"
        )
    return text.removesuffix(".0")


def _salesforce_id(text: str) -> str | None:
    plain = _id(text)
    return plain[:15] if plain and len(plain) == 18 else plain


def _zoho_id(text: str) -> str | None:
    plain = _id(text)
    return plain.removeprefix("zcrm_") if plain else plain


def _dynamics_id(text: str) -> str | None:
    plain = _id(text)
    return plain.strip("{}").casefold() if plain else plain


_ROUNDED = re.compile(r"\d([.,]\d+)?[eE]\+?\d+")
_GROUPED = re.compile(r"\d{1,3}(,\d{3})+")
_IDS: dict[str, Callable[[str], str | None]] = {
    "salesforce": _salesforce_id,
    "zoho": _zoho_id,
    "dynamics": _dynamics_id,
}


def company_page(text: str) -> str | None:
    """Return a company's name or number in its LinkedIn address.

    Parameters
    ----------
    text : str
        Such as "https://www.linkedin.com/company/acme/about", "linkedin.com/sales/company/1234" or
        "urn:li:organization:1234".

    Returns
    -------
    str or None
        "acme", "1234"; None where the address names no company (company/unavailable).

    Raises
    ------
    SkipValue
        The text is another address.
    """
    if blank(text):
        return None
    match = _COMPANY_PAGE.fullmatch(text.strip()) or _COMPANY_URN.fullmatch(text.strip())
    if match is None:
        raise SkipValue(f"'{text[:60]}' is not a company's page on LinkedIn")
    name = unquote(match[1]).casefold()
    return None if name in _NO_PAGE or blank(name) else name


_COMPANY_PAGE = re.compile(
    r"(?:.*\blinkedin\.com)?/?(?:(?:sales|talent|recruiter|mwlite|organization-guest)/)?"
    r"(?:company|company-beta|showcase|school|(?<=sales/)accounts?)/([^/?#,]+).*",
    re.I,
)
_COMPANY_URN = re.compile(
    r"urn:li:(?:fsd?_)?(?:sales|normalized_)?(?:company|organization):(\d+)", re.I
)
# What LinkedIn and other programs write where there is no page.
_NO_PAGE = frozenset(("unavailable", "undefined", "setup"))


def company_domain(text: str) -> str | None:
    """Return the domain of a web address, None where it does not name a company."""
    try:
        domain = registrable_domain(text)
    except NotADomainError:
        return None
    return None if domain in FREE_MAIL or domain in HOSTED_PAGES else domain


def work_domain(host: str) -> str | None:
    """Return the domain of a work address's host, None of free mail.

    Who has an address at a host of many pages (jo@etsy.com) works at the host.
    """
    try:
        domain = registrable_domain(host)
    except NotADomainError:
        return None
    return None if domain in FREE_MAIL else domain


def address(text: str) -> str | None:
    """Return an e-mail address in small letters; raises SkipValue for another text."""
    if blank(text):
        return None
    bare = bare_address(_UNSEEN.sub("", text))
    if not _ADDRESS.fullmatch(bare):
        raise SkipValue(f"'{text[:60]}' is not an e-mail address")
    return bare.casefold()


def needed_address(text: str) -> str | None:
    """Return an e-mail address where nothing else names the row; raises RejectRow otherwise."""
    try:
        return address(text)
    except SkipValue as doubt:
        raise RejectRow(str(doubt)) from doubt


def bare_address(text: str) -> str:
    """Return the first e-mail address alone, from a text such as "Jo Li <jo@acme.com>"."""
    first = re.split(r"(?:[,;]|\s:::)\s*(?=[^,;]*@)", text)[0] if text.count("@") > 1 else text
    inner = _IN_BRACKETS.search(first)
    found = _MAILTO.sub("", (inner[1] if inner else first).strip(_AROUND))
    return found[1:-1] if found[:1] == found[-1:] == '"' else found


_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
# What comes along when an address is copied from a page: it is no part of it.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_IN_BRACKETS = re.compile(r"<([^<>]+@[^<>]+)>\W*$")
_MAILTO = re.compile(r"^mailto:", re.I)
_AROUND = " \t'<>,;\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"


def page(text: str) -> str | None:
    """Return an address of a person's page without scheme, www, query and closing slash.

    A page on LinkedIn is the same under each country's host and language; a company's page names
    no person. Raises SkipValue for other texts.
    """
    if blank(text):
        return None
    bare = re.sub(r"^\w+://", "", text.casefold())
    found = re.split(r"[?#]", bare)[0].removeprefix("www.").rstrip("/")
    if match := _ON_LINKEDIN.fullmatch(found):
        kind, who = match["kind"], match["who"]
        if not who or kind in _NOBODYS or who in _NO_PAGE or _COMPANY_PAGE.fullmatch(found):
            return None
        return f"linkedin.com/in/{unquote(who).casefold()}" if kind == "in" else found
    if "." not in found.split("/")[0] or " " in found:
        raise SkipValue(f"'{text[:60]}' is not an address of a page")
    return found


_ON_LINKEDIN = re.compile(
    r"(?:[a-z]{1,3}\.)?linkedin\.com(?:/(?P<kind>[^/]*)(?:/(?P<who>[^/]*).*)?)?"
)
_NOBODYS = frozenset({"company", "school", "showcase"})
