"""Graph files: what is written is read back, and Gephi can read it."""

from __future__ import annotations

import io
import json
from typing import Any

import networkx as nx
import numpy as np
import pytest

from graph_icp.errors import UnknownNameError
from graph_icp.output.graph_files import FORMATS, graph_text


def neighbourhood() -> nx.Graph[str]:
    graph: nx.Graph[str] = nx.Graph(account="domain:acme.com", name="Acme", fit=87.5, rank=None)
    graph.add_node("domain:acme.com", kind="Account", name="Acme & <Sons>", ring="account")
    graph.add_node(
        "Technology:k8s", kind="Technology", name='クーベ "K8s"', points=12.5, customers=3
    )
    graph.add_node("Event:kubecon", kind="Event", name="🚀 شركة\u2028x", points=-2, sponsor=True)
    graph.add_edge("domain:acme.com", "Technology:k8s", kind="USES", words="uses")
    graph.add_edge("domain:acme.com", "Event:kubecon", kind="SPONSORED", words="sponsored")
    return graph


def read_back(text: str, file_format: str) -> nx.Graph[str]:
    if file_format == "json":
        return nx.node_link_graph(json.loads(text), edges="edges")
    stream = io.BytesIO(text.encode())
    read: nx.Graph[str] = (
        nx.read_graphml(stream) if file_format == "graphml" else nx.read_gexf(stream)
    )
    return read


def without(attributes: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {key: value for key, value in attributes.items() if key not in keys}


@pytest.mark.parametrize("file_format", FORMATS)
def test_what_is_written_is_read_back(file_format: str) -> None:
    graph = neighbourhood()
    read = read_back(graph_text(graph, file_format), file_format)
    assert set(read) == set(graph)
    assert {frozenset(edge) for edge in read.edges} == {frozenset(edge) for edge in graph.edges}
    for node in graph:
        assert without(read.nodes[node], "label") == graph.nodes[node]
        assert read.nodes[node]["label"] == graph.nodes[node]["name"]
    for one, other in graph.edges:
        # networkx numbers the edges of a GEXF file.
        assert without(read.edges[one, other], "id") == graph.edges[one, other]


@pytest.mark.parametrize("file_format", ["graphml", "json"])
def test_attributes_of_the_graph_are_kept(file_format: str) -> None:
    read = read_back(graph_text(neighbourhood(), file_format), file_format)
    assert without(read.graph, "node_default", "edge_default") == {
        "account": "domain:acme.com",
        "name": "Acme",
        "fit": 87.5,
    }


@pytest.mark.parametrize("file_format", FORMATS)
def test_values_that_a_format_cannot_hold_are_left_out_or_written_as_text(
    file_format: str,
) -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_node(
        "a", name="nul\x00 bell\x07 half\ud800 end\ufffe", points=float("nan"), since=None
    )
    graph.add_node("b", name="b", points=np.float64(1.5), customers=np.int64(4), tags=["x", "y"])
    read = read_back(graph_text(graph, file_format), file_format)
    assert without(read.nodes["a"], "label") == {"name": "nul bell half end"}
    assert without(read.nodes["b"], "label") == {
        "name": "b",
        "points": 1.5,
        "customers": 4,
        "tags": "['x', 'y']",
    }


@pytest.mark.parametrize("file_format", ["graphml", "gexf"])
def test_an_attribute_has_one_type_throughout_the_file(file_format: str) -> None:
    text = graph_text(neighbourhood(), file_format)
    declared = [line for line in text.splitlines() if '"points"' in line]
    assert len(declared) == 1


@pytest.mark.parametrize("file_format", FORMATS)
def test_the_same_graph_gives_the_same_file(file_format: str) -> None:
    graph = neighbourhood()
    turned: nx.Graph[str] = nx.Graph(**dict(reversed(graph.graph.items())))
    turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
    turned.add_edges_from((b, a, attributes) for a, b, attributes in graph.edges(data=True))
    text = graph_text(graph, file_format)
    assert graph_text(turned, file_format) == text
    assert "lastmodifieddate" not in text


@pytest.mark.parametrize("file_format", FORMATS)
def test_an_empty_graph_is_a_file_too(file_format: str) -> None:
    assert len(read_back(graph_text(nx.Graph(), file_format), file_format)) == 0


def test_another_format_is_answered_with_the_right_ones() -> None:
    with pytest.raises(UnknownNameError, match=r"no graph format 'graphm'.*graphml"):
        graph_text(neighbourhood(), "graphm")
