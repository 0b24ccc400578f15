"""The model's tables in a Neo4j graph: which rows are nodes, properties of nodes, or edges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_icp.graph import model, tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True)
class Nodes:
    """A table whose rows are nodes.

    Attributes
    ----------
    label : str
    key : tuple of str
        The columns by which each is known.
    """

    label: str
    key: tuple[str, ...]


@dataclass(frozen=True)
class Properties:
    """A table whose rows are properties of nodes that other tables made.

    Attributes
    ----------
    label : str
        The nodes' label.
    mark : str
        The property that every row has.
    names : mapping of str to str
        The property of each column; nodes are found by the first.
    """

    label: str
    mark: str
    names: Mapping[str, str]


@dataclass(frozen=True)
class Edges:
    """A table whose rows are edges.

    Attributes
    ----------
    type : str
    label : str
        The label of the nodes at both ends.
    start, end : str
        The columns that hold their ids.
    key : tuple of str
        The columns that tell apart edges between the same two nodes.
    """

    type: str
    label: str
    start: str
    end: str
    key: tuple[str, ...] = ()


# The tables that one question per kind reads; each of the others has its own question.
TABLES: Mapping[str, Nodes | Properties | Edges] = {
    "account": Nodes("Account", ("id",)),
    "load": Nodes("Load", ("id",)),
    "header_map": Nodes("HeaderMap", ("header", "loader", "name", "cell")),
    "reject": Nodes("Reject", ("load", "file", "row", "reason")),
    "run": Nodes("Run", ("id",)),
    "token_secret": Nodes("TokenSecret", ("secret",)),
    "suppressed": Nodes("Suppressed", ("token", "entry")),
    "tag_decision": Nodes("TagDecision", ("mention", "tag")),
    "label": Properties(
        *(model.MENTION, "label_status"),
        {
            "mention": "id",
            "status": "label_status",
            "value": "label_value",
            "decided_on": "labelled_on",
            "chosen_by": "label_chosen_by",
        },
    ),
    "feedback": Properties(
        *(model.MENTION, "feedback_status"),
        {
            "mention": "id",
            "status": "feedback_status",
            "reason": "feedback_reason",
            "said_on": "feedback_said_on",
            "until": "feedback_until",
            "said_by": "feedback_said_by",
            "makes": "feedback_makes",
            "in_file": "feedback_in_file",
        },
    ),
    "result": Properties(
        *("Account", "run"),
        {"account": "id"} | {name: name for name in tables.TABLES["result"] if name != "account"},
    ),
    "belongs": Edges("NAMES", model.MENTION, "mention", "owner"),
    "same_as": Edges("SAME_AS", model.MENTION, "a", "b"),
    "proposal": Edges("MAYBE_SAME_AS", model.MENTION, "a", "b", ("reason", "name")),
    "introduction": Edges("INTRODUCTION", model.MENTION, "mention", "other", ("account",)),
    "similar_to": Edges("SIMILAR_TO", "Account", "account", "customer"),
    "can_introduce": Edges("CAN_INTRODUCE", "Person", "one", "other", ("account",)),
}


def dumping(table: str) -> tuple[str, dict[str, str]]:
    """Return the question that reads a table of TABLES, and its slots."""
    stands = TABLES[table]
    columns = list(tables.TABLES[table])
    if isinstance(stands, Edges):
        rest = [name for name in columns if name not in (stands.start, stands.end)]
        ends = {"start": stands.start, "end": stands.end}
        return "tables/dump_edges", {"type": stands.type, "columns": _columns(rest), **ends}
    names = stands.names if isinstance(stands, Properties) else {}
    mark = stands.mark if isinstance(stands, Properties) else stands.key[0]
    slots = {"label": stands.label, "mark": mark, "columns": _columns(columns, names)}
    return "tables/dump_nodes", slots


def inserting(table: str) -> tuple[str, dict[str, str]]:
    """Return the change that inserts rows into a table of TABLES, and its slots."""
    stands = TABLES[table]
    columns = list(tables.TABLES[table])
    if isinstance(stands, Nodes):
        slots = {"label": stands.label, "key": _key(stands.key)}
        return "tables/insert_nodes", slots | {"values": _values(table, columns)}
    if isinstance(stands, Properties):
        by, *rest = stands.names
        slots = {"label": stands.label, "key": f"{stands.names[by]}: row.{by}"}
        return "tables/insert_properties", slots | {"values": _values(table, rest, stands.names)}
    rest = [name for name in columns if name not in (stands.start, stands.end)]
    slots = {"label": stands.label, "type": stands.type, "start": stands.start, "end": stands.end}
    slots |= {"key": _key(stands.key), "values": _values(table, rest)}
    return "tables/insert_edges", slots


def clearing(table: str) -> tuple[str, dict[str, str]]:
    """Return the change that deletes the rows of a table, and its slots.

    Raises
    ------
    KeyError
        If the rows are nodes, which hold more than the table.
    """
    stands = TABLES[table]
    if isinstance(stands, Edges):
        return "tables/clear_edges", {"type": stands.type}
    if isinstance(stands, Nodes):
        raise KeyError(table)
    properties = ", ".join(f"n.{name}" for name in list(stands.names.values())[1:])
    slots = {"label": stands.label, "mark": stands.mark, "properties": properties}
    return "tables/clear_properties", slots


def _columns(columns: Iterable[str], names: Mapping[str, str] | None = None) -> str:
    """Return the Cypher that reads properties as columns: "n.id AS mention"."""
    return ", ".join(f"n.{(names or {}).get(each, each)} AS {each}" for each in columns)


def _key(columns: Iterable[str]) -> str:
    return ", ".join(f"{each}: row.{each}" for each in columns)


def _values(table: str, columns: Iterable[str], names: Mapping[str, str] | None = None) -> str:
    """Return the Cypher that sets properties from columns of rows, where dates come as texts."""
    types = tables.TABLES[table]

    def value(column: str) -> str:
        return f"date(row.{column})" if types[column] == "date" else f"row.{column}"

    return ", ".join(f"n.{(names or {}).get(each, each)} = {value(each)}" for each in columns)
