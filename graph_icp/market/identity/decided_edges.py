"""Edges that a person decided, as rows of the store."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pyarrow as pa

from graph_icp.graph.neo4j.rows import schema_of

if TYPE_CHECKING:
    from collections.abc import Sequence

# The source of edges that a person decided.
A_PERSON = "person"


def edges_between(pairs: Sequence[tuple[int, int]]) -> pa.Table:
    """Return pairs of ids, a child and its parent, as a table of edges: mention, other."""
    children, parents = zip(*pairs, strict=True) if pairs else ((), ())
    ends = {"mention": pa.array(children, pa.int64()), "other": pa.array(parents, pa.int64())}
    return pa.table(ends)


def as_facts(edges: pa.Table) -> pa.Table:
    """Return edges as rows of facts that a person states today."""
    today = datetime.datetime.now().astimezone().date()
    said = {"role": "decided", "source": A_PERSON, "first_seen": today, "last_seen": today}
    for each in schema_of("fact"):
        if each.name not in ("kind", "mention", "other"):
            value = pa.scalar(said.get(each.name), each.type)
            edges = edges.append_column(each.name, pa.repeat(value, len(edges)))
    return edges
