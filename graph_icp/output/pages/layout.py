"""Places of the picture's boxes: the account, its traits in a column, the customers in another.

Places are computed, not simulated: the same graph gives the same picture. On a wide page the
account stands left of the traits, on a narrow one above them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from graph_icp.output.node_labels import clean, counted, signed, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    import networkx as nx

FONT_SIZE = {"account": 18, "trait": 14, "customer": 14}
MARGIN = 9
"""The room between a box's border and its text."""
_GAP = 14
HEADING = 24
"""The room of a column's heading."""
_NAME_LINES = 4
_ACCOUNT_HEIGHT = 150


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
    """

    account: Column
    traits: Column
    customers: Column
    above: bool


WIDE = Sheet(Column(0, 210), Column(320, 630), Column(760, 1000), above=False)
NARROW = Sheet(Column(0, 350), Column(20, 194), Column(224, 350), above=True)


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


def boxes(graph: nx.Graph[str], sheet: Sheet) -> dict[str, Box]:
    """Place every node of a neighbourhood; no box lies over another.

    Parameters
    ----------
    graph : networkx.Graph
        Nodes carry `ring`, `place` and `name`, traits also `words`, `points` and `customers`,
        customers `most_like`.
    sheet : Sheet

    Returns
    -------
    dict of str to Box
        By node, y pointing down from 0.
    """
    middle = str(graph.graph["account"])
    own = _lines(graph, middle, sheet.account)
    least = 0 if sheet.above else _ACCOUNT_HEIGHT
    account = _box(sheet.account, 0, own, FONT_SIZE["account"], least)
    top = HEADING + (account.bottom + _GAP if sheet.above else 0)
    traits = _stack(graph, "trait", sheet.traits, top)
    customers = _stack(graph, "customer", sheet.customers, top)
    if sheet.above:
        return {middle: account} | traits | customers
    placed = [{middle: account}, traits, customers]
    tallest = max(_height(each) for each in placed)
    return {
        node: box._replace(y=box.y + (tallest - _height(column)) / 2)
        for column in placed
        for node, box in column.items()
    }


def in_order(graph: nx.Graph[str], ring: str) -> list[str]:
    """Return the nodes of a ring from the first place to the last."""
    nodes = [node for node, about in graph.nodes(data=True) if about["ring"] == ring]
    return sorted(nodes, key=lambda node: (graph.nodes[node]["place"], node))


def name(graph: nx.Graph[str], node: str) -> str:
    """Return what a node is called, safe to show; its key if it has no name."""
    about = graph.nodes[node]
    return clean(about.get("words", about["name"])) or clean(node)


def _stack(graph: nx.Graph[str], ring: str, column: Column, top: float) -> dict[str, Box]:
    placed: dict[str, Box] = {}
    for node in in_order(graph, ring):
        placed[node] = _box(column, top, _lines(graph, node, column), FONT_SIZE[ring])
        top = placed[node].bottom + _GAP
    return placed


def _box(column: Column, top: float, lines: Sequence[str], size: int, least: float = 0) -> Box:
    height = max(len(lines) * size + 2 * MARGIN, least)
    width = column.right - column.left
    return Box(column.left + width / 2, top + height / 2, width, height, tuple(lines))


def _height(column: dict[str, Box]) -> float:
    return max((box.bottom for box in column.values()), default=0.0)


def _lines(graph: nx.Graph[str], node: str, column: Column) -> list[str]:
    size = FONT_SIZE[graph.nodes[node]["ring"]]
    longest = (column.right - column.left - 2 * MARGIN) / size
    return [
        *wrapped(name(graph, node), longest, _NAME_LINES),
        *filter(None, wrapped(_remark(graph, node), longest)),
    ]


def _remark(graph: nx.Graph[str], node: str) -> str:
    about = graph.nodes[node]
    if about["ring"] == "account":
        return "" if graph.graph["fit"] is None else f"fit {math.floor(graph.graph['fit'])}"
    if about["ring"] == "trait":
        return f"{signed(about['points'])} · {counted(about['customers'], 'customer')}"
    return "most like it" if about["most_like"] else f"{graph.degree(node)} in common"
