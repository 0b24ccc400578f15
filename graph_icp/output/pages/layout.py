"""Places of the picture's boxes: the account, its traits in a column, the customers in another.

Places are computed, not simulated: the same graph gives the same picture. On a wide page the
account stands left of the traits, and the people who can open its door left of it; on a narrow one
it stands above the traits, and the people below them.
"""

from __future__ import annotations

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
)
from graph_icp.output.pages.people_layout import STEP, people_below, people_beside

if TYPE_CHECKING:
    import networkx as nx

WIDE = Sheet(Column(0, 210), Column(320, 630), Column(760, 1000), above=False)
NARROW = Sheet(Column(0, 336), Column(18, 186), Column(216, 336), above=True, person=12)
_ACCOUNT_HEIGHT = 150
_PERSON_WIDTH = {"colleague": 140, "introducer": 140, "target": 175}


def wide(graph: nx.Graph[str]) -> Sheet:
    """Return where the columns of a wide page are: closer, and further right, beside people."""
    people: dict[str, Column] = {}
    left = 0.0
    for ring in PEOPLE:
        if in_order(graph, ring):
            people[ring] = Column(left, left + _PERSON_WIDTH[ring])
            left = people[ring].right + STEP
    if not people:
        return WIDE
    closer = (0, 170), (250, 500), (570, 750)
    account, traits, customers = (Column(left + start, left + end) for start, end in closer)
    return Sheet(account, traits, customers, above=False, people=people)


def boxes(graph: nx.Graph[str], sheet: Sheet) -> dict[str, Box]:
    """Place every node of a neighbourhood; no box lies over another.

    Parameters
    ----------
    graph : networkx.Graph
        Nodes carry `ring`, `place` and `name`, traits also `words`, `points` and `customers`,
        customers `most_like`, targets `title`; the place of people on paths is that of their path.
    sheet : Sheet

    Returns
    -------
    dict of str to Box
        By node, y pointing down from 0.
    """
    middle = str(graph.graph["account"])
    account = box(graph, middle, sheet, sheet.account, 0, 0 if sheet.above else _ACCOUNT_HEIGHT)
    top = HEADING + (account.bottom + GAP if sheet.above else 0)
    traits = _stack(graph, "trait", sheet, sheet.traits, top)
    customers = _stack(graph, "customer", sheet, sheet.customers, top)
    if sheet.above:
        placed = {middle: account} | traits | customers
        return placed | people_below(graph, sheet, bottom(placed) + GAP + HEADING)
    blocks = [{middle: account}, traits, customers, people_beside(graph, sheet)]
    tallest = max(bottom(each) for each in blocks)
    return {
        node: one._replace(y=one.y + (tallest - bottom(block)) / 2)
        for block in blocks
        for node, one in block.items()
    }


def _stack(
    graph: nx.Graph[str], ring: str, sheet: Sheet, column: Column, top: float
) -> dict[str, Box]:
    placed: dict[str, Box] = {}
    for node in in_order(graph, ring):
        placed[node] = box(graph, node, sheet, column, top)
        top = placed[node].bottom + GAP
    return placed
