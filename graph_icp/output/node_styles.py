"""Styles of nodes: a colour and a shape for each kind; either alone tells the kinds apart.

The colours are those of Okabe and Ito, which people with any colour vision can tell apart, and
a brown.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class NodeStyle(NamedTuple):
    """A kind's name in the legend, its colour, and its shape in vis-network's words."""

    name: str
    colour: str
    shape: str


ACCOUNT = NodeStyle("This account", "#000000", "dot")
CUSTOMER = NodeStyle("Customer", "#0072B2", "dot")
TRAITS = {
    "Technology": NodeStyle("Technology", "#E69F00", "square"),
    "Event": NodeStyle("Event", "#009E73", "diamond"),
    "Person": NodeStyle("Person", "#CC79A7", "triangle"),
    "Investor": NodeStyle("Investor", "#D55E00", "star"),
    "Industry": NodeStyle("Industry", "#56B4E9", "hexagon"),
    "Region": NodeStyle("Region", "#F0E442", "triangleDown"),
    "SizeBand": NodeStyle("Size", "#7A7A7A", "plus"),
    "Topic": NodeStyle("Topic", "#8C564B", "hourglass"),
}
"""The kinds of trait, in the order of the legend."""
_PALE = {"#F0E442": "#B3A800", "#E69F00": "#CC8A00", "#BBBBBB": "#8A8A8A"}
INK = "#1F2933"
PAPER = "#FFFFFF"


def style(attributes: Mapping[str, object]) -> NodeStyle:
    """Return a node's style, from its `ring` and `kind`; an unknown kind is a grey dot."""
    ring, kind = attributes["ring"], str(attributes["kind"])
    if ring == "account":
        return ACCOUNT
    if ring == "customer":
        return CUSTOMER
    return TRAITS.get(kind, NodeStyle("Company" if kind == "Account" else kind, "#BBBBBB", "dot"))


def line_colour(attributes: Mapping[str, object]) -> str:
    """Return the colour of the lines to a trait: its own, darkened if it is too pale for a line."""
    colour = style(attributes).colour
    return _PALE.get(colour, colour)


def legend(nodes: Iterable[Mapping[str, object]]) -> list[NodeStyle]:
    """Return the styles that occur among some nodes, each once, in a fixed order."""
    present = {style(attributes) for attributes in nodes}
    known = [ACCOUNT, CUSTOMER, *TRAITS.values()]
    return [one for one in known if one in present] + sorted(present.difference(known))


def outline(shape: str) -> str:
    """Return a shape's outline as an SVG path in a square from (-10, -10) to (10, 10)."""
    if shape == "dot":
        return "M-9,0a9,9 0 1,0 18,0a9,9 0 1,0 -18,0Z"
    return "M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in _corners(shape)) + "Z"


def _corners(shape: str) -> list[tuple[float, float]]:
    match shape:
        case "square":
            return [(-8, -8), (8, -8), (8, 8), (-8, 8)]
        case "plus":
            quarter = [(-3.5, -9), (3.5, -9), (3.5, -3.5)]
            return [point for turn in range(4) for point in _turned(quarter, turn)]
        case "star":
            return _spokes([9.5, 4] * 5, start=-90)
        case "triangle":
            return _spokes([10] * 3, start=-90)
        case "triangleDown":
            return _spokes([10] * 3, start=90)
        case "hourglass":
            return [(-8, -9), (8, -9), (-8, 9), (8, 9)]
        case "hexagon":
            return _spokes([9.5] * 6, start=0)
        case _:
            return _spokes([10] * 4, start=0)


def _turned(points: list[tuple[float, float]], quarters: int) -> list[tuple[float, float]]:
    for _ in range(quarters):
        points = [(-y, x) for x, y in points]
    return points


def _spokes(lengths: list[float], start: float) -> list[tuple[float, float]]:
    step = 360 / len(lengths)
    angles = [math.radians(start + number * step) for number in range(len(lengths))]
    return [
        (length * math.cos(angle), length * math.sin(angle))
        for length, angle in zip(lengths, angles, strict=True)
    ]


def drawing(one: NodeStyle, *, hollow: bool) -> str:
    """Return a style as a `data:` image, for a shape that vis-network cannot draw itself."""
    fill, dashes = (PAPER, ' stroke-dasharray="3 2"') if hollow else (one.colour, "")
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="80" viewBox="-11 -11 22 22">'
        f'<path d="{outline(one.shape)}" fill="{fill}" stroke="{one.colour}" stroke-width="1.5"'
        f"{dashes}/></svg>"
    )
    return f"data:image/svg+xml,{quote(svg)}"
