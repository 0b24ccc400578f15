"""The picture of a neighbourhood, in the words of vis-network, which pyvis holds and brings."""

from __future__ import annotations

import json
import re
from importlib import resources
from typing import TYPE_CHECKING

from pyvis.network import Network

from graph_icp.errors import FileError
from graph_icp.output.node_labels import isolated
from graph_icp.output.pages import people_picture
from graph_icp.output.pages.box import (
    HEADING,
    MARGIN,
    PEOPLE,
    Box,
    Sheet,
    in_order,
    name,
    people_on,
)
from graph_icp.output.pages.colors import (
    BLUE,
    BROWN,
    GREY,
    INK,
    LIGHT_BLUE,
    ON_DARK,
    PALE_BLUE,
    PAPER,
    PEOPLE_LOOKS,
    QUIET,
)
from graph_icp.output.pages.layout import NARROW, boxes, wide

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import networkx as nx

_FACE = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', Arial, sans-serif"
_OPTIONS = {
    "autoResize": False,  # the page draws anew itself when its room changes
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "interaction": {
        "hover": True,
        "dragNodes": False,
        "dragView": False,
        "zoomView": False,
        "selectable": False,
        "tooltipDelay": 60,
    },
    "nodes": {"chosen": False, "fixed": True},
    "edges": {"chosen": False},
}
_CURVE = {"enabled": True, "type": "cubicBezier", "forceDirection": "horizontal", "roundness": 0.5}
_TRUNK = 7
"""The x of the line from an account down to its traits on a narrow page."""
_HEADINGS = {"trait": "What it has", "customer": "Customers"}
_PATHS = "Who can open the door"
_THINNEST, _THICKEST = 1.5, 11.0


def drawing(graph: nx.Graph[str]) -> dict[str, object]:
    """Draw a neighbourhood for the page's script.

    Parameters
    ----------
    graph : networkx.Graph
        As `graph_icp.discovery.ranking.neighbourhood` gives it.

    Returns
    -------
    dict
        names: of the nodes, by number. said: by the number of a person on a path, how they know
        others. shares: pairs of a trait's and a customer's number. sets: what the card names (few)
        and all, each on a wide and a narrow page, with nodes and edges for vis-network, width and
        height; a box has its node's number as id, and that with "l", "r", "t" or "b" is the point
        at its left, right, upper or lower end. options: of vis-network. line: the style of lines
        between traits and customers. dark: what each colour is on a dark page.
    """
    rings = ("account", "trait", "customer", *PEOPLE)
    nodes = [node for ring in rings for node in in_order(graph, ring)]
    number = {node: place for place, node in enumerate(nodes)}
    few = graph.subgraph([node for node in nodes if graph.nodes[node]["on_card"]])
    sets = {"few": few} | ({"all": graph} if len(few) < len(graph) else {})
    return {
        "names": [isolated(name(graph, node)) for node in nodes],
        "said": people_picture.said_of(graph, number),
        "shares": sorted(
            sorted((number[one], number[other]))
            for one, other in graph.edges
            if {graph.nodes[each]["ring"] for each in (one, other)} == {"trait", "customer"}
        ),
        "sets": {
            which: {
                "wide": _set(some, number, wide(some)),
                "narrow": _set(some, number, NARROW),
            }
            for which, some in sets.items()
        },
        "options": _OPTIONS,
        "line": {"width": 2, "color": {"color": BLUE, "opacity": 0.8}, "smooth": _CURVE},
        "dark": ON_DARK,
    }


def library() -> str:
    """Return the newest vis-network that pyvis ships, without its link to a source map.

    Raises
    ------
    FileError
        If the installed pyvis does not bring it.
    """
    shipped = resources.files("pyvis").joinpath("templates", "lib")
    folders = [entry for entry in shipped.iterdir() if re.fullmatch(r"vis-[\d.]+", entry.name)]
    if not folders:
        raise FileError("pyvis has no vis-network library in it: install pyvis 0.3.2 again.")
    newest = max(folders, key=lambda entry: [int(part) for part in re.findall(r"\d+", entry.name)])
    text = newest.joinpath("vis-network.min.js").read_text(encoding="utf-8")
    return re.sub(r"\n//# sourceMappingURL=.*", "", text)


def _set(graph: nx.Graph[str], number: Mapping[str, int], sheet: Sheet) -> dict[str, object]:
    """Give boxes and lines to pyvis, and return them with the room that they take."""
    placed = boxes(graph, sheet)
    network = Network()
    network.set_options(json.dumps(_OPTIONS))
    for node, box in placed.items():
        network.add_node(number[node], **_node(graph, node, box, sheet))
        for end, x in (("l", box.left), ("r", box.right)):
            _add_point(network, f"{number[node]}{end}", x, box.y)
    for person in people_on(graph):
        for end, x, y in people_picture.points_of(placed[person]):
            _add_point(network, f"{number[person]}{end}", x, y)
    for ring, heading in _HEADINGS.items():
        _add_heading(network, heading, [placed[node] for node in in_order(graph, ring)])
    _add_heading(network, _PATHS, [placed[node] for node in people_on(graph)])
    people_picture.add_lines(network, graph, number, sheet)
    if sheet.above:
        _add_trunk(network, graph, number, placed)
    else:
        _add_fan(network, graph, number, placed)
    nodes, edges, *_ = network.get_network_data()
    return {
        "nodes": nodes,
        "edges": edges,
        "width": sheet.customers.right,
        "height": max(box.bottom for box in placed.values()),
    }


def _node(graph: nx.Graph[str], node: str, box: Box, sheet: Sheet) -> dict[str, object]:
    about = graph.nodes[node]
    background, border, width = _look(about)
    against = about["ring"] == "trait" and about["points"] < 0
    return {
        "label": "\n".join(box.lines),
        "title": isolated(name(graph, node)),
        "shape": "box",
        "x": box.x,
        "y": box.y,
        "margin": MARGIN,
        "widthConstraint": {"minimum": box.width - 2 * MARGIN},
        "heightConstraint": {"minimum": box.height - 2 * MARGIN, "valign": "middle"},
        "borderWidth": width,
        "shapeProperties": {"borderDashes": [4, 3] if against else False, "borderRadius": 5},
        "color": {"background": background, "border": border},
        "font": {
            "face": _FACE,
            "size": sheet.size(about["ring"]),
            "color": PAPER if about["ring"] == "account" else INK,
            "align": "left",
        },
    }


def _look(about: Mapping[str, object]) -> tuple[str, str, float]:
    """Return a box's background, border, and its border's width."""
    if about["ring"] == "account":
        return INK, INK, 1
    if about["ring"] == "trait":
        return (PAPER, BROWN, 2) if int(str(about["points"])) < 0 else (PALE_BLUE, BLUE, 1)
    if about["ring"] in PEOPLE:
        return PEOPLE_LOOKS[str(about["ring"])]
    return (PAPER, BLUE, 3) if about["most_like"] else (PAPER, GREY, 1)


def _add_point(network: Network, point: str, x: float, y: float) -> None:
    """Add a point where lines end, which is not seen."""
    network.add_node(point, label=" ", shape="dot", size=0, borderWidth=0, x=x, y=y)


def _add_heading(network: Network, heading: str, below: Sequence[Box]) -> None:
    """Write a heading over the middle of boxes."""
    if below:
        y = min(box.top for box in below) - HEADING / 2
        x = (min(box.left for box in below) + max(box.right for box in below)) / 2
        font = {"face": _FACE, "size": 14, "color": QUIET}
        network.add_node(heading, label=heading, shape="text", x=x, y=y, font=font)


def _add_fan(
    network: Network, graph: nx.Graph[str], number: Mapping[str, int], placed: Mapping[str, Box]
) -> None:
    """Draw the account's lines to its traits, from places along its right end."""
    account = placed[graph.graph["account"]]
    traits = in_order(graph, "trait")
    for place, trait in enumerate(traits):
        start = f"0r{place}"
        y = account.top + account.height * (place + 0.5) / len(traits)
        _add_point(network, start, account.right, y)
        network.add_edge(start, f"{number[trait]}l", smooth=_CURVE, **_line(graph, trait))


def _add_trunk(
    network: Network, graph: nx.Graph[str], number: Mapping[str, int], placed: Mapping[str, Box]
) -> None:
    """Draw one line from the account down, and from it one to each trait."""
    traits = in_order(graph, "trait")
    if not traits:
        return
    _add_point(network, "top", _TRUNK, placed[graph.graph["account"]].bottom)
    _add_point(network, "end", _TRUNK, placed[traits[-1]].y)
    network.add_edge("top", "end", width=3, color={"color": GREY}, smooth=False)
    for trait in traits:
        start = f"0r{number[trait]}"
        _add_point(network, start, _TRUNK, placed[trait].y)
        network.add_edge(start, f"{number[trait]}l", smooth=False, **_line(graph, trait))


def _line(graph: nx.Graph[str], trait: str) -> dict[str, object]:
    """Return the look of the account's line to a trait: the wider, the more points."""
    points = {node: abs(graph.nodes[node]["points"]) for node in in_order(graph, "trait")}
    share = points[trait] / max(1, *points.values())
    against = graph.nodes[trait]["points"] < 0
    return {
        "width": round(_THINNEST + (_THICKEST - _THINNEST) * share, 1),
        "dashes": [6, 5] if against else False,
        "color": {"color": BROWN if against else LIGHT_BLUE},
    }
