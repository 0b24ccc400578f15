"""Places of the people who can open an account's door: each path in a row, or in a column."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from graph_icp.output.pages.box import (
    GAP,
    HEADING,
    PEOPLE,
    Box,
    Column,
    Sheet,
    bottom,
    box,
    in_order,
    people_on,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    import networkx as nx

STEP = 44
"""The room for a line from one person to the next."""


def people_beside(graph: nx.Graph[str], sheet: Sheet) -> dict[str, Box]:
    """Place people in the columns of what they are, those of a path in a row.

    Parameters
    ----------
    graph : networkx.Graph
        People have a `place`, which is that of their path.
    sheet : Sheet
        With columns for people.

    Returns
    -------
    dict of str to Box
        By node, y pointing down from 0.
    """
    placed: dict[str, Box] = {}
    top: float = HEADING

    def place(node: str) -> int:
        return int(graph.nodes[node]["place"])

    for _, some in groupby(sorted(people_on(graph), key=place), place):
        people = list(some)
        columns = [sheet.people[graph.nodes[node]["ring"]] for node in people]
        placed |= _row(graph, sheet, people, columns, top)
        top = bottom(placed) + GAP
    return placed


def people_below(graph: nx.Graph[str], sheet: Sheet, top: float) -> dict[str, Box]:
    """Place people in rows of what they are, those of a path in a column; see `people_beside`."""
    placed: dict[str, Box] = {}
    paths = 1 + max((graph.nodes[node]["place"] for node in people_on(graph)), default=0)
    step = (sheet.account.right + GAP) / paths
    for ring in PEOPLE:
        people = in_order(graph, ring)
        lefts = [graph.nodes[node]["place"] * step for node in people]
        placed |= _row(graph, sheet, people, [Column(x, x + step - GAP) for x in lefts], top)
        top = max(top, bottom(placed) + STEP)
    return placed


def _row(
    graph: nx.Graph[str],
    sheet: Sheet,
    nodes: Sequence[str],
    columns: Sequence[Column],
    top: float,
) -> dict[str, Box]:
    """Place people beside each other, all as high as the highest."""
    row = [(node, sheet, column, top) for node, column in zip(nodes, columns, strict=True)]
    highest = max((box(graph, *each).height for each in row), default=0)
    return {each[0]: box(graph, *each, highest) for each in row}
