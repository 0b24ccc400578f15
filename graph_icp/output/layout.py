"""Positions of the picture's nodes.

The account is in the middle, its traits on a ring around it, relation by relation, and the
customers on an outer ring, each near the traits that it shares. Positions are computed, not
simulated: the same graph gives the same picture.
"""

from __future__ import annotations

import math
from itertools import combinations
from typing import TYPE_CHECKING

from graph_icp.output import ring_order
from graph_icp.output.node_labels import Box, box

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx

    from graph_icp.output.ring_order import Point


def positions(graph: nx.Graph[str]) -> dict[str, Point]:
    """Place the account, its traits and the customers with few crossing lines and no hidden label.

    Parameters
    ----------
    graph : networkx.Graph
        A neighbourhood: `graph.graph["account"]` names the middle; nodes carry `ring` and `name`,
        traits also `relation` and `points`.

    Returns
    -------
    dict of str to (float, float)
        x and y of each node, y pointing down, the account at (0, 0); 1 is a pixel at zoom 1.
    """
    places = ring_order.places(graph, ring_order.best_rings(graph))
    scale = max(1.0, _least_scale(graph, places))
    # Adding zero turns -0.0, which differs from 0.0 in print only, into 0.0.
    return {
        node: (round(x * scale, 1) + 0.0, round(y * scale, 1) + 0.0)
        for node, (x, y) in places.items()
    }


def label_above(graph: nx.Graph[str], node: str, y: float) -> bool:
    """Return whether a label is above its shape: a customer's on the upper half, off the lines.

    Parameters
    ----------
    graph : networkx.Graph
        The neighbourhood.
    node : str
        One of its nodes.
    y : float
        The node's y, from `positions`.

    Returns
    -------
    bool
        False if the label is under the shape.
    """
    return bool(graph.nodes[node]["ring"] == "customer" and y < 0)


def _least_scale(graph: nx.Graph[str], places: Mapping[str, Point]) -> float:
    """Return the factor by which the rings must grow to keep nodes and labels apart."""
    room = {
        node: box(graph, node, above=label_above(graph, node, places[node][1])) for node in places
    }
    pairs = combinations(places, 2)
    return max(
        (
            _parting_scale(room[one], places[one], room[other], places[other])
            for one, other in pairs
        ),
        default=1.0,
    )


def _parting_scale(one: Box, one_place: Point, other: Box, other_place: Point) -> float:
    """Return the least scale at which two boxes are side by side or one above the other."""
    (x, y), (other_x, other_y) = one_place, other_place
    if other_y < y:
        return _parting_scale(other, other_place, one, one_place)
    aside = _ratio(one.half_width + other.half_width, abs(other_x - x))
    below = _ratio(one.bottom - other.top, other_y - y)
    return min(aside, below)


def _ratio(needed: float, given: float) -> float:
    return needed / given if given > 1e-6 else math.inf
