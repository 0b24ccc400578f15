"""The words and shapes of the picture's nodes, and the room that they take on the page.

Lengths are in the picture's own units: one unit is one pixel at zoom 1.
"""

from __future__ import annotations

import math
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import networkx as nx

FONT_SIZE = 14
ACCOUNT_FONT_SIZE = 18
LONGEST_LINE = {"account": 16.0, "trait": 9.5, "customer": 11.0}
"""The longest line of a label in each ring, in ems."""
GAP = 5
"""The gap between a shape and its label."""
_MARGIN = 5
_DESCENT = 4
_ACCOUNT_RADIUS = 24.0
_CUSTOMER_RADIUS = 11.0
_TRAIT_RADII = (7.0, 18.0)
_JOINERS = "\u200d\ufe0e\ufe0f"
_BIDI_CONTROLS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


class Box(NamedTuple):
    """A node's shape and label around its own point: half its width, its top and its bottom."""

    half_width: float
    top: float
    bottom: float


def box(graph: nx.Graph[str], node: str, *, above: bool) -> Box:
    """Estimate the room that a node and its label take.

    Parameters
    ----------
    graph : networkx.Graph
        The neighbourhood.
    node : str
        One of its nodes.
    above : bool
        Whether the label is above the shape, not under it.

    Returns
    -------
    Box
        Relative to the node's point, y pointing down, with a margin.
    """
    size = radius(graph, node)
    lines = label(graph, node).split("\n")
    width = max(text_width(line) for line in lines) * font_size(graph, node)
    text_height = GAP + len(lines) * font_size(graph, node) + _DESCENT
    return Box(
        half_width=max(size, width / 2) + _MARGIN,
        top=-size - _MARGIN - (text_height if above else 0),
        bottom=size + _MARGIN + (0 if above else text_height),
    )


def label(graph: nx.Graph[str], node: str) -> str:
    """Return the text at a node: its name on one line or two, and under a trait its points."""
    attributes = graph.nodes[node]
    lines = wrapped(name(graph, node), LONGEST_LINE[attributes["ring"]])
    if attributes["ring"] == "trait":
        lines.append(signed(attributes["points"]))
    return "\n".join(lines)


def name(graph: nx.Graph[str], node: str) -> str:
    """Return a node's name, safe to show; its key if it has no name."""
    return clean(graph.nodes[node]["name"]) or clean(node)


def tooltip(graph: nx.Graph[str], node: str) -> str:
    """Return all that is known of a node, in one line of plain text."""
    attributes = graph.nodes[node]
    if attributes["ring"] == "account":
        parts = [f"fit {fit(graph)}"] if fit(graph) is not None else []
    elif attributes["ring"] == "trait":
        parts = [
            clean(attributes["relation"]),
            f"{signed(attributes['points'])} points",
            counted(attributes["customers"], "customer"),
        ]
    else:
        shares = f"shares {counted(attributes['shared'], 'trait')}"
        parts = [isolated(clean(attributes["domain"])), shares]
    return " · ".join(part for part in [isolated(name(graph, node)), *parts] if part)


def isolated(text: str) -> str:
    """Keep a name's direction of writing from reversing the words next to it."""
    return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}" if text else ""


def fit(graph: nx.Graph[str]) -> str | None:
    """Return the account's fit as a whole number."""
    known = graph.graph["fit"]
    return None if known is None else f"{known:.0f}"


def counted(number: int, noun: str) -> str:
    """Return a number and its noun: "1 customer", "2,000 customers"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def radius(graph: nx.Graph[str], node: str) -> float:
    """Return half the size of a node's shape; a trait's area grows with its points."""
    attributes = graph.nodes[node]
    if attributes["ring"] != "trait":
        return _ACCOUNT_RADIUS if attributes["ring"] == "account" else _CUSTOMER_RADIUS
    most = max(
        abs(other["points"]) for _, other in graph.nodes(data=True) if other["ring"] == "trait"
    )
    least_radius, most_radius = _TRAIT_RADII
    share = abs(attributes["points"]) / most if most else 0.0
    return round(math.hypot(least_radius, math.sqrt(share) * most_radius), 1)


def font_size(graph: nx.Graph[str], node: str) -> int:
    """Return the size of a node's label; the account's is larger."""
    return ACCOUNT_FONT_SIZE if graph.nodes[node]["ring"] == "account" else FONT_SIZE


def signed(points: float) -> str:
    """Write points with a sign, as wide as a plus where it is a minus: "+12.3", "0.0"."""
    text = f"{points:+.1f}".replace("-", "\N{MINUS SIGN}")
    return "0.0" if text[1:] == "0.0" else text


def clean(text: str) -> str:
    """Return a text on one line, without characters that cannot be written or reverse other text.

    Control characters and line breaks become spaces, half characters become a question mark in a
    diamond, and characters that force a direction of writing are removed.
    """
    kept = "".join(_printable(char) for char in text if char not in _BIDI_CONTROLS)
    return " ".join(kept.split())


def _printable(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Cs":
        return "\N{REPLACEMENT CHARACTER}"
    return " " if category in ("Cc", "Zl", "Zp") else char


def wrapped(text: str, longest: float) -> list[str]:
    """Break a text into two lines at most, between words; what does not fit ends in "…".

    Parameters
    ----------
    text : str
        One line.
    longest : float
        The most ems that a line may take.

    Returns
    -------
    list of str
        One line or two.
    """
    if text_width(text) <= longest:
        return [text]
    words = text.split(" ")
    fitting = [n for n in range(1, len(words)) if text_width(" ".join(words[:n])) <= longest]
    if not fitting:
        return [shortened(text, longest)]
    first, rest = words[: fitting[-1]], words[fitting[-1] :]
    return [" ".join(first), shortened(" ".join(rest), longest)]


def shortened(text: str, longest: float) -> str:
    """Cut a text to a width in ems, ending in "…", never inside a composed character.

    Parameters
    ----------
    text : str
        One line.
    longest : float
        The most ems that it may take.

    Returns
    -------
    str
        The text itself where it fits.
    """
    if text_width(text) <= longest:
        return text
    room = longest - text_width("…")
    end, used = 0, 0.0
    while used + _char_width(text[end]) <= room:
        used += _char_width(text[end])
        end += 1
    while end and (_extends(text[end]) or text[end - 1] == "\u200d"):
        end -= 1
    return text[:end].rstrip() + "…"


def _extends(char: str) -> bool:
    return char in _JOINERS or unicodedata.category(char) in ("Mn", "Me", "Mc", "Sk")


def text_width(text: str) -> float:
    """Estimate a line's width in ems, rather too wide than too narrow."""
    return sum(_char_width(char) for char in text)


def _char_width(char: str) -> float:
    category = unicodedata.category(char)
    if category in ("Mn", "Me", "Cf"):
        return 0.0
    if unicodedata.east_asian_width(char) in "WF" or char >= "\U0001f000":
        return 1.3 if category == "So" else 1.02
    if char in "MWmw@%…—\ufdfd" or category == "So":
        return 1.0
    if char in "ijlItf.,:;'|!()[] ":
        return 0.42
    return 0.74 if category == "Lu" else 0.64
