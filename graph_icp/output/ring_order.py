"""The order of nodes on the picture's rings, so that few lines cross.

There are too many orders to try all. Several starts are laid out, the most promising are improved
move by move until no move helps, and the best result is kept.
"""

from __future__ import annotations

import math
import random
from itertools import groupby, permutations
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import networkx as nx

Point: TypeAlias = tuple[float, float]
Groups: TypeAlias = tuple[tuple[str, ...], ...]
"""The traits of each relation; relations, and traits within one, in the order of the clock."""
Move: TypeAlias = tuple[int, int, int]
"""A ring (a relation's index, or one of the two below), an old position, a new one."""
Cost: TypeAlias = tuple[int, float]
"""Crossings, then the length of all lines."""
Item = TypeVar("Item")

_CUSTOMERS, _RELATIONS = -1, -2
_TRAIT_RING = (400.0, 220.0)
_CUSTOMER_RING = (640.0, 345.0)
_GROUP_GAP = 0.5
_TOP = -math.pi / 2
_STARTS, _PROMISING = 60, 4
_TURNS = 24
_MOST_REFINED = 40
"""The most nodes whose order is improved; trying every position for more would take too long."""


class Rings(NamedTuple):
    """The order of nodes, clockwise: the traits of each relation, the customers."""

    groups: Groups
    customers: tuple[str, ...]
    turn: float = 0.5
    """The number of steps by which the customers' ring is turned."""


def best_rings(graph: nx.Graph[str]) -> Rings:
    """Order relations, traits and customers so that few lines cross and lines are short.

    Parameters
    ----------
    graph : networkx.Graph
        A neighbourhood, as for `graph_icp.output.layout.positions`.

    Returns
    -------
    Rings
        The same for the same graph, whatever the order in which it was built.
    """
    first = _by_relation(graph)
    if len(graph) > _MOST_REFINED:
        return Rings(first, _by_angle(graph, first))
    starts = [Rings(groups, _by_angle(graph, groups)) for groups in _starts(first)]
    starts.sort(key=lambda rings: cost(graph, places(graph, rings)))
    ends = [_refined(graph, rings) for rings in starts[:_PROMISING]]
    best = min(ends, key=lambda rings: cost(graph, places(graph, rings)))
    turned = [best._replace(turn=turn / _TURNS) for turn in range(_TURNS)]
    return min(turned, key=lambda rings: cost(graph, places(graph, rings)))


def places(graph: nx.Graph[str], rings: Rings) -> dict[str, Point]:
    """Place the rings on two ellipses, wide like a screen, around the account at (0, 0)."""
    found: dict[str, Point] = {graph.graph["account"]: (0.0, 0.0)}
    for trait, angle in _trait_angles(rings.groups).items():
        found[trait] = _on(_TRAIT_RING, angle)
    step = math.tau / max(1, len(rings.customers))
    for slot, customer in enumerate(rings.customers):
        found[customer] = _on(_CUSTOMER_RING, _TOP + (slot + rings.turn) * step)
    return found


def cost(graph: nx.Graph[str], where: Mapping[str, Point]) -> Cost:
    """Count the pairs of lines that cross between their ends, and measure all lines."""
    number = {node: index for index, node in enumerate(where)}
    points = np.array(list(where.values()), dtype=float).reshape(-1, 2)
    ends = np.array([(number[one], number[other]) for one, other in graph.edges], dtype=int)
    start, end = points[ends.reshape(-1, 2).T]
    way = end - start
    # Line i crosses line j where each has its ends on different sides of the other. Two lines
    # that meet in a node have a side of 0 there, but for rounding, which the 1 leaves room for.
    across = np.stack([-way[:, 1], way[:, 0]], axis=1)
    offset = (across * start).sum(axis=1, keepdims=True)
    parted = (across @ start.T - offset) * (across @ end.T - offset) < -1
    return int(np.count_nonzero(parted & parted.T)) // 2, round(float(np.hypot(*way.T).sum()), 3)


def _by_relation(graph: nx.Graph[str]) -> Groups:
    """Group the traits, those with most points first."""
    nodes = graph.nodes
    traits = sorted(
        (node for node in nodes if nodes[node]["ring"] == "trait"),
        key=lambda node: (nodes[node]["relation"], -nodes[node]["points"], node),
    )
    groups = [tuple(group) for _, group in groupby(traits, lambda node: nodes[node]["relation"])]
    return tuple(sorted(groups, key=lambda group: -sum(nodes[node]["points"] for node in group)))


def _by_angle(graph: nx.Graph[str], groups: Groups) -> tuple[str, ...]:
    """Order the customers by the angle of the weighted mean of the traits that they share."""
    angles = _trait_angles(groups)

    def angle(customer: str) -> float:
        x = y = 0.0
        for trait in sorted(angles.keys() & set(graph[customer])):
            weight = abs(graph.nodes[trait]["points"]) + 1e-9
            x += weight * math.cos(angles[trait])
            y += weight * math.sin(angles[trait])
        return round((math.atan2(y, x) - _TOP) % math.tau, 9)

    customers = (node for node in graph if graph.nodes[node]["ring"] == "customer")
    return tuple(sorted(customers, key=lambda customer: (angle(customer), customer)))


def _trait_angles(groups: Groups) -> dict[str, float]:
    gap = _GROUP_GAP if len(groups) > 1 else 0.0
    step = math.tau / max(1.0, sum(len(group) + gap for group in groups))
    angles = {}
    for slot, group in enumerate(groups):
        before = sum(len(earlier) + gap for earlier in groups[:slot])
        for place, trait in enumerate(group):
            angles[trait] = _TOP + (before + place + 0.5) * step
    return angles


def _on(ring: Point, angle: float) -> Point:
    # Equal steps of the ellipse's parameter stand wide apart at the top, where labels lie side by
    # side, and close at the sides, where they lie one under another.
    return ring[0] * math.cos(angle), ring[1] * math.sin(angle)


def _starts(first: Groups) -> list[Groups]:
    """Return the first order and others shuffled, always the same ones."""
    chance = random.Random(0)  # noqa: S311 - keeps no secret

    # Of a seeded generator only random() is promised to stay the same in later Pythons.
    def shuffled(ring: tuple[Item, ...]) -> tuple[Item, ...]:
        return tuple(sorted(ring, key=lambda _: chance.random()))

    others = (tuple(shuffled(group) for group in shuffled(first)) for _ in range(_STARTS - 1))
    return [first, *others]


def _refined(graph: nx.Graph[str], rings: Rings) -> Rings:
    """Take each move that leaves fewer crossings, or as many and shorter lines, until none does."""
    least = cost(graph, places(graph, rings))
    improved = True
    while improved:
        improved = False
        for move in _moves(rings):
            moved = _moved(rings, move)
            now = cost(graph, places(graph, moved))
            if now < least:
                rings, least, improved = moved, now, True
    return rings


def _moves(rings: Rings) -> Iterator[Move]:
    """List every move; whole relations come last, since they change what an index means."""
    for ring, members in [
        (_CUSTOMERS, rings.customers),
        *enumerate(rings.groups),
        (_RELATIONS, rings.groups),
    ]:
        for source, target in permutations(range(len(members)), 2):
            yield ring, source, target


def _moved(rings: Rings, move: Move) -> Rings:
    """Move one customer, trait or relation to another position of its ring."""
    ring, source, target = move
    if ring == _CUSTOMERS:
        return rings._replace(customers=_reordered(rings.customers, source, target))
    if ring == _RELATIONS:
        return rings._replace(groups=_reordered(rings.groups, source, target))
    group = _reordered(rings.groups[ring], source, target)
    return rings._replace(groups=(*rings.groups[:ring], group, *rings.groups[ring + 1 :]))


def _reordered(ring: tuple[Item, ...], source: int, target: int) -> tuple[Item, ...]:
    rest = ring[:source] + ring[source + 1 :]
    return (*rest[:target], ring[source], *rest[target:])
