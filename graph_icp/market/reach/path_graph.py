"""The people on the paths into an account, as nodes of the graph around it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import networkx as nx
    import pandas as pd

COLLEAGUE, INTRODUCER, TARGET = "colleague", "introducer", "target"


class _Part(NamedTuple):
    """What a person is on one path."""

    kind: str
    person: int
    name: str
    title: str


def add_paths(graph: nx.Graph[str], steps: pd.DataFrame, titles: Sequence[str]) -> None:
    """Add the people on paths to a neighbourhood, and who knows whom.

    Nodes have kind and ring (both "colleague", "introducer" or "target"), name, place (that of
    their first path, the shortest first), on_card and, of targets, title. Edges between people
    have kind, words, strength, label and evidence. Who is the target of one path and introduces on
    another is a target. Nodes are numbered: nobody's address is in the graph.

    Parameters
    ----------
    graph : networkx.Graph
        As of `graph_icp.discovery.ranking.neighbourhood`.
    steps : DataFrame
        As of `path_words.steps_in_words`.
    titles : sequence of str
        Of the target of each path.
    """
    paths = sorted((rows for _, rows in steps.groupby("path")), key=len)
    parts = [
        (place, part)
        for place, rows in enumerate(paths)
        for part in _parts(rows, titles[rows["path"].iloc[0]])
    ]
    nodes: dict[int, str] = {}
    for kind in (TARGET, COLLEAGUE, INTRODUCER):
        for place, part in parts:
            if part.kind == kind and part.person not in nodes:
                nodes[part.person] = _add_person(graph, f"person {len(nodes) + 1}", place, part)
    for step in steps.to_dict("records"):
        told = {each: step[each] for each in ("strength", "label", "evidence")}
        graph.add_edge(
            nodes[step["one"]], nodes[step["other"]], kind="KNOWS", words="knows", **told
        )


def _parts(rows: pd.DataFrame, title: str) -> Iterator[_Part]:
    """Give the people of one path, from the colleague to the target."""
    first, last = rows.iloc[0], rows.iloc[-1]
    yield _Part(COLLEAGUE, int(first["one"]), first["name"], "")
    for person, name in rows[["one", "name"]].iloc[1:].itertuples(index=False):
        yield _Part(INTRODUCER, int(person), name, "")
    yield _Part(TARGET, int(last["other"]), last["other_name"], title)


def _add_person(graph: nx.Graph[str], node: str, place: int, part: _Part) -> str:
    graph.add_node(node, kind=part.kind, ring=part.kind, name=part.name, place=place, on_card=True)
    if part.kind == TARGET:
        graph.nodes[node]["title"] = part.title
        graph.add_edge(node, graph.graph["account"], kind="WORKS_AT", words="works at")
    return node
