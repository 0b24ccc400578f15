"""The person that a row names: mentions, their names, and the edges between them."""

from __future__ import annotations

from functools import partial, reduce
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.graph.model import PERSON, WORKS_AT
from graph_icp.identity.names import clean_person, written_out
from graph_icp.ingest.records.loader import Column
from graph_icp.ingest.records.shown_text import decoded, has_umlauts
from graph_icp.ingest.values.cells import SkipValue, blank
from graph_icp.ingest.values.identifiers import address, id_in, needed_address, page
from graph_icp.ingest.values.opt_outs import (
    about_agreement,
    about_mail,
    agreed_by,
    of_opt_outs,
    opted_out_by,
)
from graph_icp.ingest.values.personal_data import is_phone
from graph_icp.ingest.values.tick_boxes import ticked

if TYPE_CHECKING:
    from graph_icp.ingest.files.array_type import Array
    from graph_icp.ingest.records.rows import Rows
    from graph_icp.ingest.records.statements import Nodes

_LONGEST_TITLE = 1000

# The columns by which any file may name a person.
NAMED_PERSON = (
    Column("name", "the person's name", ("full name", "person", "contact", "attendee")),
    Column("first_name", "first name, where names come in two columns", ("given name",)),
    Column("last_name", "last name", ("surname", "family name")),
    Column("email", "e-mail address", ("email address", "e-mail", "business email", "work email")),
    Column("person_id", "the person's id in your system"),
    Column(
        "profile_url",
        "address of a page about the person",
        (
            *("linkedin url", "person linkedin url", "linkedin", "profile", "profile link"),
            *("linkedin profile", "linkedin profile url"),
        ),
    ),
)
# The property that says whether a person agreed to be addressed.
CONSENT = "consent"
BY_WHAT = ("name", "last_name", "email", "profile_url")


def person(rows: Rows, companies: Nodes, *, system: str = "id", optional: bool = False) -> Nodes:
    """Return the person that each row names by e-mail, profile, id, or name and company.

    Parameters
    ----------
    rows : Rows
        With the columns of NAMED_PERSON.
    companies : Nodes
        The row's company; a name alone means a person only within a company.
    system : str
        The system of the ids in `person_id`.
    optional : bool
        Whether a row may name no person, in files about companies too.
    """
    name = full_name(rows)
    clean = rows.parse_distinct(name, clean_person)
    others = {
        "profile": pc.binary_join_element_wise("profile:", rows.value("profile_url", page), ""),
        "id": pc.binary_join_element_wise(f"{system}:", rows.value("person_id", id_in(system)), ""),
        "name": pc.binary_join_element_wise("name:", clean, "@", companies.keys, ""),
    }
    keys = {"email": _email(rows, pc.coalesce(*others.values())), **others}
    rows.person, rows.beside = keys, optional
    strongest = pc.coalesce(*keys.values())
    if not optional:
        rows.reject(strongest.is_null(), "no e-mail, profile, id, or name with a company")
    label = pc.coalesce(name, rows.text("email"), rows.text("profile_url"), rows.text("person_id"))
    tied = {kind: keys[kind] for kind in ("email", "profile", "id")}
    contact = rows.statements.mention(PERSON, tied, strongest, label)
    name_people(rows, contact, name, companies.keys)
    _heed_opt_outs(rows, contact)
    _keep_consents(rows, contact)
    _keep_phones(rows, contact)
    return contact


def name_people(rows: Rows, people: Nodes, names: Array, companies: Array) -> None:
    """State the names of people, each at a company by its key, null where that is unknown."""
    clean = rows.parse_distinct(names, clean_person)
    place, alias = pc.fill_null(companies, ""), pa.repeat(pa.scalar(False), len(names))
    rows.statements.name(people, names, clean, place, alias)
    if has_umlauts(names):
        also = rows.parse_distinct(names, partial(written_out, clean_person))
        rows.statements.name(people, names, also, place, alias)


def _heed_opt_outs(rows: Rows, contact: Nodes) -> None:
    """State who does not want to be written to, by any column of the file or by its name.

    A row that is passed over says it too.
    """
    said: list[Array] = []
    for header in rows.table.column_names:
        meaning = about_mail(header)
        column = next((name for name, place in rows.places.items() if place == header), header)
        if meaning is None or column in _NOT_OF_MAIL:
            continue
        texts = decoded(rows.table[header].combine_chunks())
        found = rows.parse_distinct(texts, partial(opted_out_by, meaning))
        if meaning == "against" or found.null_count < len(found):
            said.append(found)
            rows.audit.opt_outs.add(header)
            if header not in rows.places.values():
                rows.audit.tally(header).filled += len(texts) - texts.null_count
    if of_opt_outs(rows.file):
        rows.audit.remarks[_LIST_OF_OPT_OUTS] = None
        said.append(pa.repeat(pa.scalar("true"), len(rows)))
    if not said:
        return
    true = reduce(pc.or_, (pc.fill_null(pc.equal(each, "true"), False) for each in said))
    whole = pc.if_else(true, "true", pc.coalesce(*said))
    rows.statements.add_property(contact, "opted_out", whole)
    rows.objecting = true.to_numpy(zero_copy_only=False)


# Columns whose texts are of other things, whatever their headers.
_NOT_OF_MAIL = frozenset(
    (*("name", "first_name", "last_name", "email", "profile_url", "person_id", "company_id"),)
)
_LIST_OF_OPT_OUTS = "by its name a list of people who do not want to be written to: none is listed"


def _keep_consents(rows: Rows, contact: Nodes) -> None:
    """State who agreed to be addressed; a no in any column of the file counts before a yes."""
    said = [
        rows.parse_distinct(decoded(rows.table[header].combine_chunks()), agreed_by)
        for header in rows.table.column_names
        if about_agreement(header)
    ]
    if not said:
        return
    refused = reduce(pc.or_, (pc.fill_null(pc.equal(each, "false"), False) for each in said))
    rows.statements.add_property(contact, CONSENT, pc.if_else(refused, "false", pc.coalesce(*said)))


def _keep_phones(rows: Rows, contact: Nodes) -> None:
    """Keep telephone numbers where the user asks for them."""
    if not rows.audit.options.phones:
        return
    for header in filter(is_phone, rows.table.column_names):
        rows.statements.add_property(contact, "phone", rows.table[header].combine_chunks())
        rows.audit.kept.add(header)


OPTED_OUT = Column(
    "opted_out",
    "whether the person asked not to be written to",
    (
        *("opted out of email", "email opt out", "opt out", "unsubscribed", "do not contact"),
        *("opted out of all email", "unsubscribed from all email", "do not email"),
    ),
)


def employee(rows: Rows, employer: Nodes, *, system: str) -> Nodes:
    """Return the person that each row names, who works at a company with the row's title.

    Parameters
    ----------
    rows : Rows
        With the columns of NAMED_PERSON, OPTED_OUT and `title`.
    employer : Nodes
    system : str
        The system of the ids in `person_id`.
    """
    contact = person(rows, employer, system=system)
    opted_out(rows, contact)
    rows.statements.fact(WORKS_AT, contact, employer, role=title_of(rows))
    return contact


def title_of(rows: Rows) -> Array:
    """Return the titles of people, by the column `title`, without texts too long to be one."""
    titles = rows.text("title")
    if (pc.max(pc.utf8_length(titles)).as_py() or 0) <= _LONGEST_TITLE:
        return titles
    return rows.value("title", _title)


def _title(text: str) -> str | None:
    if len(text) > _LONGEST_TITLE:
        raise SkipValue(f"'{text[:60]}...' has {len(text):,} characters, and is no title")
    return None if blank(text) else text.strip()


def opted_out(rows: Rows, contact: Nodes) -> None:
    """State that people asked not to be contacted, by the column OPTED_OUT of a loader."""
    rows.statements.add_property(contact, "opted_out", rows.value("opted_out", _opted_out))


def _opted_out(text: str) -> str | None:
    return opted_out_by("against", text)


def yes_or_no(text: str) -> str | None:
    """Return "true" or "false" for a tick box; raises SkipValue for another word."""
    if blank(text):
        return None
    tick = ticked(text)
    if tick is None:
        raise SkipValue(f"'{text[:60]}' is neither true nor false")
    return "true" if tick else "false"


def full_name(rows: Rows) -> Array:
    """Return the name of each row's person, in one column or in two."""
    first, last = rows.text("first_name"), rows.text("last_name")
    joined = pc.binary_join_element_wise(first, last, " ")
    return pc.coalesce(rows.text("name"), joined, last, first)


def _email(rows: Rows, other: Array) -> Array:
    """Return the rows' keys by e-mail; a wrong address rejects a row without another key."""
    texts, nothing = rows.raw("email"), pa.scalar(None, pa.string())
    needed = rows.parse_distinct(
        pc.if_else(other.is_null(), texts, nothing), needed_address, column="email"
    )
    useful = rows.parse_distinct(
        pc.if_else(other.is_valid(), texts, nothing), address, column="email"
    )
    return pc.binary_join_element_wise("email:", pc.coalesce(needed, useful), "")
