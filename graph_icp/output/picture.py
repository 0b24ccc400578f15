"""A neighbourhood as one self-contained web page: no network, no other file.

pyvis holds the nodes, lines and options and brings the vis-network library; the page is our own,
since pyvis's loads Bootstrap from elsewhere and prints its heading unescaped.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from importlib import resources
from typing import TYPE_CHECKING

from markupsafe import Markup
from pyvis.network import Network

from graph_icp.errors import FileError
from graph_icp.output import node_labels, node_styles
from graph_icp.output.inert import inert_json
from graph_icp.output.layout import label_above, positions
from graph_icp.output.page import template

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx

    from graph_icp.output.ring_order import Point

_FACE = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', Arial, sans-serif"
_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False, "randomSeed": 1},
    "interaction": {"hover": True, "dragNodes": False, "selectable": False, "tooltipDelay": 60},
    "nodes": {"chosen": False, "fixed": True},
    "edges": {"chosen": False, "smooth": False},
}
_LABEL_DROP = 11
"""The distance under a shape at which vis-network begins its label."""


def picture(graph: nx.Graph[str]) -> str:
    """Draw a neighbourhood: the account, its traits around it, the customers around those.

    Parameters
    ----------
    graph : networkx.Graph
        The neighbourhood, already cut to what one page can show. `graph.graph` holds `account`
        (the node in the middle), `name`, `fit`, `rank`, `reasons`, `traits_left_out` and
        `customers_left_out`; nodes hold `kind`, `name` and `ring` ("account", "trait",
        "customer"), traits also `relation`, `points` and `customers`, customers `domain` and
        `shared`; edges hold `kind` and `words`.

    Returns
    -------
    str
        An HTML page, the same for the same graph.

    Raises
    ------
    FileError
        If the installed pyvis does not bring the vis-network library.
    """
    places = positions(graph)
    page = template(
        "picture.html",
        {
            "counted": node_labels.counted,
            "outline": node_styles.outline,
            "signed": node_labels.signed,
            "source": _source,
        },
    )
    return page.render(
        library=Markup(_library()),  # noqa: S704 - a file of an installed package, not input
        drawing=_json_for_html(_drawing(graph, places)),
        legend=node_styles.legend(graph.nodes.values()),
        ink=node_styles.INK,
        name=node_labels.clean(graph.graph["name"])
        or node_labels.name(graph, graph.graph["account"]),
        fit=node_labels.fit(graph),
        rank=graph.graph["rank"],
        reasons=_sentence(node_labels.clean(graph.graph["reasons"])),
        alone=len(graph) == 1 and not _left_out(graph),
        left_out=_left_out(graph),
        traits=_rows(graph, "trait", most="points"),
        customers=_rows(graph, "customer", most="shared"),
    )


def _source(text: str) -> Markup:
    """Name a script or style in a Content-Security-Policy by its hash."""
    digest = hashlib.sha256(str(text).encode()).digest()
    return Markup("'sha256-{}'").format(base64.b64encode(digest).decode())


def _library() -> str:
    """Read the newest vis-network that pyvis ships, without its link to a source map."""
    shipped = resources.files("pyvis").joinpath("templates", "lib")
    folders = [entry for entry in shipped.iterdir() if re.fullmatch(r"vis-[\d.]+", entry.name)]
    if not folders:
        raise FileError("pyvis has no vis-network library in it: install pyvis 0.3.2 again.")
    newest = max(folders, key=lambda entry: [int(part) for part in re.findall(r"\d+", entry.name)])
    text = newest.joinpath("vis-network.min.js").read_text(encoding="utf-8")
    return re.sub(r"\n//# sourceMappingURL=.*", "", text)


def _json_for_html(drawing: object) -> Markup:
    """Write JSON that no HTML parser takes for a tag, nor a script for a line's end."""
    text = inert_json(drawing, allow_nan=False, sort_keys=True)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)  # noqa: S704 - nothing is left in it that HTML would read


def _drawing(graph: nx.Graph[str], places: Mapping[str, Point]) -> dict[str, object]:
    """Give nodes and lines to pyvis, sorted by key, and return the data of vis-network."""
    network = Network()
    network.set_options(json.dumps(_OPTIONS))
    for node in sorted(graph):
        network.add_node(node, **_node(graph, node, places[node]))
    pairs = sorted(_account_first(graph, *edge) for edge in graph.edges)
    for number, (one, other) in enumerate(pairs):
        network.add_edge(one, other, id=str(number), **_line(graph, one, other))
    nodes, edges, _heading, _height, _width, options = network.get_network_data()
    return {
        "nodes": nodes,
        "edges": edges,
        "options": json.loads(options),
        "extent": _extent(graph, places),
    }


def _account_first(graph: nx.Graph[str], one: str, other: str) -> tuple[str, str]:
    order = ("account", "customer", "trait")
    first, second = sorted(
        (one, other), key=lambda node: (order.index(graph.nodes[node]["ring"]), node)
    )
    return first, second


def _node(graph: nx.Graph[str], node: str, place: Point) -> dict[str, object]:
    attributes = graph.nodes[node]
    kind = node_styles.style(attributes)
    against = attributes["ring"] == "trait" and attributes["points"] < 0
    size = node_labels.radius(graph, node)
    shape: dict[str, object] = {"shape": kind.shape}
    if kind.shape in ("plus", "hourglass"):
        shape = {"shape": "image", "image": node_styles.drawing(kind, hollow=against)}
    return {
        **shape,
        "label": node_labels.label(graph, node),
        "title": node_labels.tooltip(graph, node),
        "x": place[0],
        "y": place[1],
        "size": size,
        "borderWidth": 2 if against else 1,
        "shapeProperties": {"borderDashes": [4, 3] if against else False},
        "color": {
            "background": node_styles.PAPER if against else kind.colour,
            "border": node_styles.line_colour(attributes) if against else node_styles.INK,
        },
        "font": {
            "face": _FACE,
            "size": node_labels.font_size(graph, node),
            "color": node_styles.INK,
            "strokeWidth": 4,
            "strokeColor": node_styles.PAPER,
            "vadjust": _label_shift(graph, node, place),
        },
    }


def _label_shift(graph: nx.Graph[str], node: str, place: Point) -> float:
    under = node_labels.GAP - _LABEL_DROP
    if not label_above(graph, node, place[1]):
        return under
    lines = node_labels.label(graph, node).count("\n") + 1
    text_height = lines * node_labels.font_size(graph, node)
    return -(2 * node_labels.radius(graph, node) + text_height + node_labels.GAP + _LABEL_DROP)


def _line(graph: nx.Graph[str], one: str, other: str) -> dict[str, object]:
    ends = graph.nodes[one], graph.nodes[other]
    own = "account" in (ends[0]["ring"], ends[1]["ring"])
    against = any(end["ring"] == "trait" and end["points"] < 0 for end in ends)
    names = [node_labels.isolated(node_labels.name(graph, node)) for node in (one, other)]
    return {
        "title": " · ".join(
            [names[0], node_labels.clean(graph.edges[one, other]["words"]), names[1]]
        ),
        "width": 2.5 if own else 1.2,
        "dashes": [6, 5] if against else False,
        "color": {"color": node_styles.line_colour(ends[1]), "opacity": 0.8 if own else 0.4},
    }


def _extent(graph: nx.Graph[str], places: Mapping[str, Point]) -> dict[str, float]:
    """Return the edges of the whole picture, labels included."""
    room = [
        (x, y, node_labels.box(graph, node, above=label_above(graph, node, y)))
        for node, (x, y) in places.items()
    ]
    return {
        "left": round(min(x - box.half_width for x, _, box in room), 1),
        "right": round(max(x + box.half_width for x, _, box in room), 1),
        "top": round(min(y + box.top for _, y, box in room), 1),
        "bottom": round(max(y + box.bottom for _, y, box in room), 1),
    }


def _sentence(text: str) -> str:
    """End a text in one full stop, which a final "Inc." has already."""
    return f"{text.removesuffix('.')}." if text else ""


def _left_out(graph: nx.Graph[str]) -> str:
    """Return the nodes counted, not drawn, in words: "and 12 more traits, 45 more customers"."""
    counts = {"more trait": "traits_left_out", "more customer": "customers_left_out"}
    parts = [
        node_labels.counted(graph.graph[key], noun)
        for noun, key in counts.items()
        if graph.graph[key]
    ]
    return f"and {', '.join(parts)}" if parts else ""


def _rows(graph: nx.Graph[str], ring: str, *, most: str) -> list[dict[str, object]]:
    """Return one ring's nodes as rows of a table, the greatest first."""
    nodes = [node for node in sorted(graph) if graph.nodes[node]["ring"] == ring]
    nodes.sort(key=lambda node: -graph.nodes[node][most])
    texts = ("name", "relation", "domain")
    return [
        graph.nodes[node]
        | {"node": node, "kind": node_styles.style(graph.nodes[node]).name}
        | {key: node_labels.clean(text) for key, text in graph.nodes[node].items() if key in texts}
        for node in nodes
    ]
