"""The person that a row names: mentions, names, and what makes them one."""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.graph.model import PERSON
from graph_icp.identity.names import clean_person
from graph_icp.ingest.loader import Column
from graph_icp.ingest.rows import Array, Nodes, Rows
from graph_icp.ingest.values import Refused, blank

# The columns by which any file may name a person.
NAMED_PERSON = (
    Column("name", "the person's name", ("full name", "person", "contact", "attendee")),
    Column("first_name", "first name, where names come in two columns", ("given name",)),
    Column("last_name", "last name", ("surname", "family name")),
    Column("email", "e-mail address", ("email address", "e-mail", "business email", "work email")),
    Column(
        "profile_url",
        "address of a page about the person",
        ("linkedin url", "person linkedin url", "linkedin", "profile", "profile link"),
    ),
)
BY_WHAT = ("name", "last_name", "email", "profile_url")


def person(rows: Rows, companies: Nodes) -> Nodes:
    """Return the person that each row names by e-mail, profile, or name and company.

    Parameters
    ----------
    rows : Rows
        With the columns of NAMED_PERSON.
    companies : Nodes
        The row's company; a name alone means a person only within one.
    """
    name = _full_name(rows)
    clean = rows.understood(name, clean_person)
    keys = {
        "email": pc.binary_join_element_wise("email:", rows.value("email", _address), ""),
        "profile": pc.binary_join_element_wise("profile:", rows.value("profile_url", _page), ""),
        "name": pc.binary_join_element_wise("name:", clean, "@", companies.keys, ""),
    }
    strongest = pc.coalesce(*keys.values())
    rows.reject(strongest.is_null(), "no e-mail, profile, or name with a company")
    label = pc.coalesce(name, rows.text("email"), rows.text("profile_url"))
    rows.add("node", rows.every, kind=PERSON.label, key=strongest, name=label)
    _tie_profile(rows, keys, strongest, label)
    rows.add(
        "naming",
        rows.every,
        kind=PERSON.label,
        key=strongest,
        name=name,
        clean=clean,
        place=pc.fill_null(companies.keys, ""),
        alias=False,
    )
    return Nodes(PERSON, strongest, rows.every)


def _full_name(rows: Rows) -> Array:
    first, last = rows.text("first_name"), rows.text("last_name")
    joined = pc.binary_join_element_wise(first, last, " ")
    return pc.coalesce(rows.text("name"), joined, last, first)


def _tie_profile(rows: Rows, keys: dict[str, Array], strongest: Array, label: Array) -> None:
    both = pc.and_(keys["email"].is_valid(), keys["profile"].is_valid())
    profiles = pc.if_else(both, keys["profile"], pa.scalar(None, pa.string()))
    rows.add("node", rows.every, kind=PERSON.label, key=profiles, name=label)
    rows.add(
        "same_as",
        rows.every,
        kind=PERSON.label,
        a=strongest,
        b=profiles,
        reason="same row",
        score=1.0,
        decided=False,
    )


_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def _address(text: str) -> str | None:
    if blank(text):
        return None
    if not _ADDRESS.fullmatch(text):
        raise Refused(f"'{text[:60]}' is not an e-mail address")
    return text.casefold()


def _page(text: str) -> str | None:
    """Return an address of a page without scheme, www, query and closing slash."""
    if blank(text):
        return None
    bare = re.sub(r"^\w+://", "", text.casefold())
    page = re.split(r"[?#]", bare)[0].removeprefix("www.").rstrip("/")
    if "." not in page.split("/")[0] or " " in page:
        raise Refused(f"'{text[:60]}' is not an address of a page")
    return page
