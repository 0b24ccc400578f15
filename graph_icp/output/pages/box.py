"""The boxes of the picture: their size, what they say, and the columns in which they stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from graph_icp.output.node_labels import clean, counted, signed, wrapped
from graph_icp.rounding import cut_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx

PEOPLE = ("colleague", "introducer", "target")
"""The rings of people on paths, in their order on one."""
MARGIN = 9
"""The room between a box's border and its text."""
GAP = 14
HEADING = 24
"""The room of a column's heading."""
_FONT_SIZE, _ACCOUNT_SIZE = 14, 18
_LINES, _PERSON_LINES = 4, 6
_ROLES = {"colleague": "your colleague", "introducer": "can introduce"}


class Column(NamedTuple):
    """A column's left and right end."""

    left: float
    right: float


@dataclass(frozen=True)
class Sheet:
    """Where the columns are; 1 is a pixel at zoom 1.

    Attributes
    ----------
    account, traits, customers : Column
    above : bool
        Whether the account stands above the traits, not left of them.
    people : mapping of str to Column
        By ring, where people stand left of the account.
    person : int
        The size of the names of people.
    """

    account: Column
    traits: Column
    customers: Column
    above: bool
    people: Mapping[str, Column] = field(default_factory=dict)
    person: int = _FONT_SIZE

    def size(self, ring: str) -> int:
        """Return the size of a ring's text."""
        if ring in PEOPLE:
            return self.person
        return _ACCOUNT_SIZE if ring == "account" else _FONT_SIZE


class Box(NamedTuple):
    """A box: its middle, its size and its lines of text."""

    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]

    @property
    def left(self) -> float:
        """Its left end."""
        return self.x - self.width / 2

    @property
    def right(self) -> float:
        """Its right end."""
        return self.x + self.width / 2

    @property
    def top(self) -> float:
        """Its upper end."""
        return self.y - self.height / 2

    @property
    def bottom(self) -> float:
        """Its lower end."""
        return self.y + self.height / 2


def box(
    graph: nx.Graph[str],
    node: str,
    sheet: Sheet,
    column: Column,
    top: float,
    least: float = 0,
) -> Box:
    """Return the box of a node that begins at a height, at least so high."""
    size = sheet.size(graph.nodes[node]["ring"])
    width = column.right - column.left
    lines = _lines(graph, node, (width - 2 * MARGIN) / size)
    height = max(len(lines) * size + 2 * MARGIN, least)
    return Box(column.left + width / 2, top + height / 2, width, height, tuple(lines))


def bottom(boxes: Mapping[str, Box]) -> float:
    """Return where the lowest of some boxes ends."""
    return max((each.bottom for each in boxes.values()), default=0.0)


def in_order(graph: nx.Graph[str], ring: str) -> list[str]:
    """Return the nodes of a ring from the first place to the last."""
    nodes = [node for node, about in graph.nodes(data=True) if about["ring"] == ring]
    return sorted(nodes, key=lambda node: (graph.nodes[node]["place"], node))


def people_on(graph: nx.Graph[str]) -> list[str]:
    """Return the people on paths, colleagues first."""
    return [node for ring in PEOPLE for node in in_order(graph, ring)]


def name(graph: nx.Graph[str], node: str) -> str:
    """Return what a node is called, safe to show; its key if it has no name."""
    about = graph.nodes[node]
    return clean(about.get("words", about["name"])) or clean(node)


def _lines(graph: nx.Graph[str], node: str, longest: float) -> list[str]:
    person = graph.nodes[node]["ring"] in PEOPLE
    remark = wrapped(_remark(graph, node), longest, _PERSON_LINES if person else 2)
    called = wrapped(name(graph, node), longest, _PERSON_LINES if person else _LINES)
    return [*called, *filter(None, remark)]


def _remark(graph: nx.Graph[str], node: str) -> str:
    about = graph.nodes[node]
    ring = about["ring"]
    if ring == "account":
        return "" if graph.graph["fit"] is None else f"fit {cut_text(graph.graph['fit'])}"
    if ring == "trait":
        return f"{signed(about['points'])} · {counted(about['customers'], 'customer')}"
    if ring in PEOPLE:
        return _ROLES.get(ring) or clean(about["title"]) or "works there"
    return "most like it" if about["most_like"] else f"shares {graph.degree(node)} of these"
