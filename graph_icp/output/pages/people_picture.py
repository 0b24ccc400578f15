"""The people who can open an account's door, as the picture shows them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph_icp.output.node_labels import clean, isolated
from graph_icp.output.pages.box import Sheet, name, people_on
from graph_icp.output.pages.colors import GREEN, GREY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import networkx as nx
    from pyvis.network import Network

    from graph_icp.output.pages.box import Box

_THINNEST, _THICKEST = 1.5, 9.0
_BOW = {"enabled": True, "type": "curvedCW", "roundness": 0.35}
"""The curve between two people who stand above or beside each other."""


def said_of(graph: nx.Graph[str], number: Mapping[str, int]) -> dict[int, str]:
    """Return by number how each person knows others on the paths, in words."""
    return {
        number[node]: " · ".join(
            f"{isolated(name(graph, one))} and {isolated(name(graph, other))}, "
            f"{about['label'].lower()}: {isolated(clean(about['evidence']))}"
            for one, other, about in _knowing(graph)
            if node in (one, other)
        )
        for node in people_on(graph)
    }


def add_lines(
    network: Network, graph: nx.Graph[str], number: Mapping[str, int], sheet: Sheet
) -> None:
    """Draw who knows whom, the wider the better, and on a wide page who works at the account.

    Parameters
    ----------
    network : Network
        It has a point at the left ("l"), right ("r"), upper ("t") and lower ("b") end of each
        person's box, and at the account's.
    graph : networkx.Graph
    number : mapping of str to int
        Of the nodes.
    sheet : Sheet
    """
    leave, enter = ("b", "t") if sheet.above else ("r", "l")
    aside = "t" if sheet.above else "r"
    for one, other, about in _knowing(graph):
        alike = graph.nodes[one]["ring"] == graph.nodes[other]["ring"]
        start, end = (aside, aside) if alike else (leave, enter)
        network.add_edge(
            *(f"{number[one]}{start}", f"{number[other]}{end}"),
            width=round(_THINNEST + (_THICKEST - _THINNEST) * about["strength"], 1),
            color={"color": GREEN},
            smooth=_BOW if alike else _curve(sheet),
        )
    for node in [] if sheet.above else people_on(graph):
        if graph.nodes[node]["ring"] == "target":
            line = {"width": 2, "color": {"color": GREY}, "smooth": _curve(sheet)}
            network.add_edge(f"{number[node]}r", "0l", **line)


def points_of(box: Box) -> Iterator[tuple[str, float, float]]:
    """Give the upper and the lower end of a box, where lines end on a narrow page."""
    yield "t", box.x, box.top
    yield "b", box.x, box.bottom


def _knowing(graph: nx.Graph[str]) -> list[tuple[str, str, Mapping[str, Any]]]:
    """Return the pairs of people who know each other, from the colleague on, with the edge."""
    people = people_on(graph)
    place = {node: each for each, node in enumerate(people)}
    pairs = [sorted(edge, key=place.__getitem__) for edge in graph.subgraph(people).edges]
    in_turn = sorted(pairs, key=lambda pair: (place[pair[0]], place[pair[1]]))
    return [(one, other, graph.edges[one, other]) for one, other in in_turn]


def _curve(sheet: Sheet) -> dict[str, object]:
    way = "vertical" if sheet.above else "horizontal"
    return {"enabled": True, "type": "cubicBezier", "forceDirection": way, "roundness": 0.5}
