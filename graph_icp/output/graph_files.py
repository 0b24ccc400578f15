"""A neighbourhood as a graph file for Gephi, yEd, Cytoscape, d3 or networkx."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from typing import TYPE_CHECKING, TypeAlias

import networkx as nx

from graph_icp.errors import UnknownNameError
from graph_icp.output.inert import inert, inert_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, MutableMapping

Value: TypeAlias = str | bool | int | float

FORMATS = ("graphml", "gexf", "json")
_NOT_IN_XML = re.compile("[^\\t\\n\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


def graph_text(graph: nx.Graph[str], format: str) -> str:
    """Write a graph as the text of a GraphML, GEXF or node-link JSON file.

    Parameters
    ----------
    graph : networkx.Graph
        Any graph whose nodes are strings; a node's `name` becomes its label in Gephi.
    format : str
        "graphml", "gexf" or "json".

    Returns
    -------
    str
        The whole file, the same for the same graph. Attributes are text, truth values, whole or
        decimal numbers, one type throughout the file; None and numbers that are not finite are
        left out, and anything else is written as text. GEXF keeps only the name of the attributes
        of the graph itself.

    Raises
    ------
    UnknownNameError
        If the format is another one.
    """
    if format not in FORMATS:
        raise UnknownNameError("graph format", format, FORMATS)
    plain = _plain(graph)
    if format == "json":
        return inert_json(nx.node_link_data(plain, edges="edges"), indent=1)
    if format == "graphml":
        return "\n".join(nx.generate_graphml(plain)) + "\n"
    # networkx writes the day, which would change the file every day.
    gexf = "\n".join(nx.generate_gexf(plain)) + "\n"
    return re.sub(r' lastmodifieddate="[^"]*"', "", gexf, count=1)


def _plain(graph: nx.Graph[str]) -> nx.Graph[str]:
    """Copy a graph in the order of its keys, with attributes that every format can hold."""
    plain: nx.Graph[str] = nx.Graph()
    plain.graph.update(_kept(graph.graph))
    for node in sorted(graph):
        attributes = _kept(graph.nodes[node])
        plain.add_node(_legal(node), label=attributes.get("name", _legal(node)), **attributes)
    for one, other in sorted(tuple(sorted(edge)) for edge in graph.edges):
        plain.add_edge(_legal(one), _legal(other), **_kept(graph.edges[one, other]))
    _give_one_type(plain.nodes.values())
    _give_one_type(plain.edges.values())
    return plain


def _kept(attributes: Mapping[str, object]) -> dict[str, Value]:
    """Return the attributes that a file can hold, in the order of their names."""
    values = {key: _value(attributes[key]) for key in sorted(attributes)}
    return {key: value for key, value in values.items() if value is not None}


def _value(value: object) -> Value | None:
    if hasattr(value, "item"):
        value = value.item()  # a numpy number
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return None
    return value if isinstance(value, bool | int | float) else _legal(str(value))


def _legal(text: str) -> str:
    """Return a text without the characters that XML cannot hold, nor half characters."""
    return _NOT_IN_XML.sub("", inert(text))


def _give_one_type(all_attributes: Iterable[MutableMapping[str, Value]]) -> None:
    """Make an attribute that is whole here and decimal there decimal everywhere, others text."""
    rows = list(all_attributes)
    types: dict[str, set[type]] = defaultdict(set)
    for row in rows:
        for key, value in row.items():
            types[key].add(type(value))
    for key, found in types.items():
        if len(found) > 1:
            common = float if found == {int, float} else str
            for row in rows:
                if key in row:
                    row[key] = common(row[key])
