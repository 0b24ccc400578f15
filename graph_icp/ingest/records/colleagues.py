"""Colleagues whom rows name: mentions of their own kind, by name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.graph.model import CONTACT_OF, OWNS, PERSON
from graph_icp.identity.names import clean_person
from graph_icp.ingest.records.loader import Column
from graph_icp.ingest.values.identifiers import id_in

if TYPE_CHECKING:
    from graph_icp.ingest.files.array_type import Array
    from graph_icp.ingest.records.rows import Rows
    from graph_icp.ingest.records.statements import Nodes

# The columns of a deal's people; a loader adds the headers of its system.
DEAL_PEOPLE = (
    Column("deal_owner", "the colleague who won it", ("deal owner",)),
    Column("contact_ids", "the ids of the people with whom it was made"),
)


def colleague(rows: Rows, column: str) -> Nodes:
    """Return the colleague whom each row names in a column, null for none.

    Ids, addresses and other texts with digits or an @ are no names of colleagues.
    """
    return colleagues(rows, rows.text(column))


def colleagues(rows: Rows, names: Array) -> Nodes:
    """Return the colleagues of these names, one per row."""
    clean = rows.parse_distinct(names, _clean)
    keys = pc.binary_join_element_wise("colleague:", clean, "")
    said = rows.parse_distinct(names, lambda name: " ".join(name.split()))
    return rows.statements.node(PERSON, keys, said, rows.every)


def deal_people(rows: Rows, deals: Nodes, *, system: str) -> None:
    """State who won each row's deal, and with whom.

    Parameters
    ----------
    rows : Rows
        With any of DEAL_PEOPLE.
    deals : Nodes
        One per row.
    system : str
        The system of the ids of people.
    """
    rows.statements.fact(OWNS, colleague(rows, "deal_owner"), deals)
    index, texts = rows.listed("contact_ids")
    ids = rows.parse_distinct(texts, id_in(system), index=index)
    keys = pc.binary_join_element_wise(f"{system}:", ids, "")
    contacts = rows.statements.node(PERSON, keys, ids, index)
    made = deals.repeat_for(index)
    rows.statements.add(
        "fact",
        index,
        kind=CONTACT_OF.type,
        mention_kind=contacts.kind.label,
        mention=contacts.keys,
        other_kind=made.kind.label,
        other=made.keys,
        since=pa.nulls(len(index), pa.date32()),
    )


def _clean(name: str) -> str | None:
    return None if _NO_NAME.search(name) else clean_person(name)


_NO_NAME = re.compile(r"[\d@]")
