"""Who won deals and with whom: owners and contacts, by id, name or address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.graph.model import CONTACT_OF, OWNS, PERSON
from graph_icp.identity.names import clean_person
from graph_icp.ingest.records.colleagues import colleagues, users
from graph_icp.ingest.records.loader import Column
from graph_icp.ingest.records.people import name_people
from graph_icp.ingest.records.statements import Nodes
from graph_icp.ingest.values.identifiers import id_in
from graph_icp.ingest.values.lists import items

if TYPE_CHECKING:
    from graph_icp.ingest.files.array_type import Array
    from graph_icp.ingest.records.rows import Rows

# The columns of a deal's people; a loader adds the headers of its system.
DEAL_PEOPLE = (
    Column("deal_owner", "the colleague who won it", ("deal owner",)),
    Column("deal_owner_id", "the owner's id, which counts where there is no name"),
    Column("contact_ids", "the ids of the people with whom it was made"),
    Column("contact", "their names, which count where there is no id"),
    Column("contact_first_name", "the contact's first name, where names come in two columns"),
    Column("contact_last_name", "the contact's last name"),
    Column("contact_email", "the contact's e-mail address"),
)


def deal_people(rows: Rows, deals: Nodes, companies: Nodes, *, system: str) -> None:
    """State who won each row's deal, and with whom.

    Parameters
    ----------
    rows : Rows
        With any of DEAL_PEOPLE.
    deals, companies : Nodes
        One per row; a contact's name alone means a person only at the deal's company.
    system : str
        The system of the ids of people.
    """
    rows.statements.fact(OWNS, _owners(rows, system), deals)
    contacts_by_id(rows, deals, system=system)
    _contacts_by_name(rows, deals, companies)


def contacts_by_id(rows: Rows, deals: Nodes, *, system: str) -> None:
    """State with whom each row's deal was made, by `contact_ids`.

    Parameters
    ----------
    rows : Rows
    deals : Nodes
        One per row.
    system : str
        The system of the ids.
    """
    index, texts = rows.listed("contact_ids")
    ids = rows.parse_distinct(texts, id_in(system), index=index)
    keys = pc.binary_join_element_wise(f"{system}:", ids, "")
    _made_with(rows, deals, rows.statements.node(PERSON, keys, ids, index))


def _owners(rows: Rows, system: str) -> Nodes:
    """Return the owner of each row's deal: a colleague by name, else a user by id."""
    said = rows.text("deal_owner")
    named = colleagues(rows, rows.parse_distinct(said, _name))
    unnamed = pc.if_else(named.keys.is_valid(), pa.scalar(None, pa.string()), said)
    number = pc.coalesce(
        rows.value("deal_owner_id", id_in(system)),
        rows.parse_distinct(unnamed, lambda text: id_in(system)(text) if _ID(text) else None),
    )
    known = users(rows, named, number, system=system)
    nobody = pc.sum(pc.and_(unnamed.is_valid(), known.keys.is_null())).as_py()
    if nobody:
        rows.notes[
            f"{rows.places['deal_owner']}: neither the name nor the id of a colleague; export the "
            "owner's name"
        ] += nobody
    return Nodes(PERSON, pc.coalesce(named.keys, known.keys), rows.every)


def _contacts_by_name(rows: Rows, deals: Nodes, companies: Nodes) -> None:
    """State with whom deals were made in rows without ids, by names and addresses."""
    several = _contacts(rows)
    index, texts = pc.list_parent_indices(several).to_numpy(), pc.list_flatten(several)
    names = rows.parse_distinct(texts, _name)
    clean = rows.parse_distinct(names, clean_person)
    address = rows.parse_distinct(texts, _address)
    place = companies.repeat_for(index).keys
    keys = pc.coalesce(
        pc.binary_join_element_wise("email:", address, ""),
        pc.binary_join_element_wise("name:", clean, "@", place, ""),
    )
    contacts = rows.statements.node(PERSON, keys, pc.coalesce(names, address), index)
    name_people(rows, contacts, names, place)
    _made_with(rows, deals, contacts)


def _contacts(rows: Rows) -> Array:
    """Return a list of texts per row: "Mia Keller (mia@acme.com)"; none where there are ids."""
    parts = rows.text("contact_first_name"), rows.text("contact_last_name")
    name = pc.coalesce(
        rows.text("contact"), pc.binary_join_element_wise(*parts, " "), *reversed(parts)
    )
    email = rows.text("contact_email")
    # Of several names it is not known whose the address is.
    one = pc.invert(pc.fill_null(pc.match_substring_regex(name, _SEVERAL), False))
    email = pc.if_else(pc.or_(one, name.is_null()), email, pa.scalar(None, pa.string()))
    whole = pc.coalesce(pc.binary_join_element_wise(name, email, " "), name, email)
    whole = pc.if_else(rows.text("contact_ids").is_valid(), pa.scalar(None, pa.string()), whole)
    return rows.parse_distinct(whole, _apart, pa.list_(pa.string()))


def _made_with(rows: Rows, deals: Nodes, contacts: Nodes) -> None:
    """State that people, any number per row, are contacts of the row's deal."""
    made = deals.repeat_for(contacts.index)
    rows.statements.add(
        "fact",
        contacts.index,
        kind=CONTACT_OF.type,
        mention_kind=contacts.kind.label,
        mention=contacts.keys,
        other_kind=made.kind.label,
        other=made.keys,
        since=pa.nulls(len(contacts.index), pa.date32()),
    )


def _apart(cell: str) -> list[str]:
    # Not at commas, which are parts of names: "Keller, Mia".
    return items(cell, separators="|;")


def _name(text: str) -> str | None:
    """Return the name in a text that may say more in brackets: "Ann Lee (ann@acme.com)"."""
    return _REMARK.sub("", _IN_TEXT.sub("", text)).strip(_AROUND) or None


def _address(text: str) -> str | None:
    found = _IN_TEXT.search(text)
    return found[0].casefold() if found else None


_SEVERAL = r"[;|\r\n]"
_REMARK = re.compile(r"(?<=\S)\s*\([^()]*\)\s*$")
_AROUND = " \t<>()[]\"',-"
_IN_TEXT = re.compile(r"[^\s<>()\[\],;\"']+@[^\s<>()\[\],;\"'@]+\.[^\s<>()\[\],;\"'@.]+")
# How systems write the ids of users: numbers, Salesforce's, Zoho's, and GUIDs.
_ID = re.compile(
    r"\s*(?:\d+(?:\.0)?|005\w{12}(?:\w{3})?|zcrm_\d+|\{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?)\s*",
    re.I,
).fullmatch
