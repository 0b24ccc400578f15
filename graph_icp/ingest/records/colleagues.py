"""Colleagues whom rows name: mentions of their own kind, by name, and users of a CRM by id."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.graph.model import PERSON
from graph_icp.identity.names import clean_person, given_name_first
from graph_icp.ingest.records.people import name_people

if TYPE_CHECKING:
    from graph_icp.ingest.files.array_type import Array
    from graph_icp.ingest.records.rows import Rows
    from graph_icp.ingest.records.statements import Nodes


def colleague(rows: Rows, column: str) -> Nodes:
    """Return the colleague whom each row names in a column, null for none.

    Ids, addresses and other texts with digits or an @ are no names of colleagues.
    """
    return colleagues(rows, rows.text(column))


def colleagues(rows: Rows, names: Array) -> Nodes:
    """Return the colleagues of these names, one per row: "Lee, Ann" is "Ann Lee"."""
    names = rows.parse_distinct(names, lambda name: " ".join(given_name_first(name).split()))
    clean = rows.parse_distinct(names, _clean)
    keys = pc.binary_join_element_wise("colleague:", clean, "")
    found = rows.statements.node(PERSON, keys, names, rows.every)
    name_people(rows, found, names, pa.nulls(len(rows), pa.string()))
    return found


def users(rows: Rows, named: Nodes, numbers: Array, *, system: str) -> Nodes:
    """Return the users of a system who have these ids, tied to the colleagues that they are.

    Parameters
    ----------
    rows : Rows
    named : Nodes
        The colleague of each row, null where it names none.
    numbers : array of str
        The id of each row's user, null for none.
    system : str
        The system of the ids; ids of its users and of its contacts may be equal.
    """
    keys = pc.binary_join_element_wise(f"{system}-user:", numbers, "")
    # Until a file names them, an id is no name.
    called = pc.binary_join_element_wise("user", numbers, " ")
    known = rows.statements.node(PERSON, keys, called, rows.every)
    rows.statements.same_as(PERSON, rows.every, named.keys, keys, "same row")
    return known


def key_of_colleague(name: str) -> str:
    """Return the key of the colleague of a name, written in either order; "" for no name."""
    clean = _clean(" ".join(given_name_first(name).split()))
    return f"colleague:{clean}" if clean else ""


def _clean(name: str) -> str | None:
    return None if _NO_NAME.search(name) else clean_person(name)


_NO_NAME = re.compile(r"[\d@]")
