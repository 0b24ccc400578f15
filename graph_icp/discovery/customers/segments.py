"""Segments of customers: one, two or three kinds of company."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.sparse import csr_array, hstack

from graph_icp.discovery.customers.lift import group, lift
from graph_icp.discovery.customers.two_way_split import split
from graph_icp.discovery.learning.link_scaling import (
    inverse_frequency,
    known_at_all,
    normalised,
    present,
)
from graph_icp.graph.relations import relation as relation_named

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from graph_icp.discovery.learning.link_scaling import Dense
    from graph_icp.graph.matrix import Graph

    Places = NDArray[np.intp]

MOST = 3
# The least number of a segment's customers, and the least share of all.
LEAST, LEAST_PART = 3, 0.1
# The most customers that are compared with one another, chosen evenly over the keys.
COMPARED = 500
# The most traits that name a segment, and that are listed for it.
NAMING, LISTED = 2, 5


def segments(graph: Graph, customers: Places, market: NDArray[np.bool_]) -> pd.DataFrame:
    """Return the segments of customers: 2 or 3 if they differ clearly, else one.

    Customers are split in two along the axis on which their similarity varies most, and each is
    then moved to the half to which it is nearer on average. The halves are segments if their
    silhouette is far greater than in markets where customers have traded traits at random, each
    keeping its number of traits and each trait its number of customers. One of the two may be
    split again by the same rule. Relations in which no customer has more than one trait (region,
    size) name segments but do not make them: each would split the customers by itself.

    Parameters
    ----------
    graph : Graph
    customers : array of int
        The positions of customers of which anything is known; those with only a region or the
        like belong to no segment.
    market : array of bool
        By account: whether it is a prospect.

    Returns
    -------
    DataFrame
        kind (number, the largest first), name (the traits that set it apart from other customers;
        a single segment from the market), customers, prospects (the number of the market that is
        nearer to it than to another segment), traits (list of names), members (list of names, the
        most typical first), keys (list, in the same order).
    """
    told = _told(graph, customers)
    links = (each.values for each in told.matrices.values())
    customers = customers[known_at_all(links, len(told.accounts))[customers]]
    step = max(len(customers) / COMPARED, 1)
    compared = customers[np.arange(0, len(customers), step).astype(np.intp)]
    rows = _rows(told)
    for segment in _partitions(told, compared):
        table = _table(graph, rows, (compared, segment), customers, market)
        if table["traits"].map(bool).all():
            return table
    return _table(graph, rows, (compared, np.zeros(len(compared), np.intp)), customers, market)


def _told(graph: Graph, customers: Places) -> Graph:
    """Return the graph with the relations that make segments alone."""
    several = {
        name: each
        for name, each in graph.matrices.items()
        if np.diff(each.values.indptr)[customers].max(initial=0) > 1
    }
    return replace(graph, matrices=several or graph.matrices)


def _partitions(graph: Graph, customers: Places) -> list[Places]:
    """Return the segment of each customer, with as many segments as are clear."""
    least = max(LEAST, int(np.ceil(LEAST_PART * len(customers))))
    segment = np.zeros(len(customers), np.intp)
    found: list[Places] = []
    for count in range(1, MOST):
        splits = [split(graph, customers, segment == i, least) for i in range(count)]
        best = int(np.argmax([clear for clear, _ in splits]))
        clear, second = splits[best]
        if clear <= 0:
            break
        segment = segment.copy()
        segment[np.flatnonzero(segment == best)[second]] = count
        found.insert(0, segment)
    return found


def _rows(graph: Graph) -> csr_array:
    """Return accounts x traits of all relations, so that products of rows are sums of cosines."""
    return csr_array(
        hstack(
            [
                normalised(present(each.values), inverse_frequency(each.values))
                for each in graph.matrices.values()
            ]
        )
    )


def _table(
    graph: Graph,
    rows: csr_array,
    parted: tuple[Places, Places],
    customers: Places,
    market: NDArray[np.bool_],
) -> pd.DataFrame:
    compared, segment = parted
    count = int(segment.max()) + 1
    middle = np.stack([np.asarray(rows[compared[segment == i]].mean(axis=0)) for i in range(count)])
    own, nearness = _nearest(rows[customers], middle)
    own[np.searchsorted(customers, compared)] = segment
    near, likeness = _nearest(rows[np.flatnonzero(market)], middle)
    lines: list[dict[str, object]] = []
    for i in np.argsort(-np.bincount(own, minlength=count), kind="stable"):
        members = np.flatnonzero(own == i)
        members = customers[members[np.argsort(-nearness[members, i], kind="stable")]]
        others = customers[own != i] if count > 1 else np.flatnonzero(market)
        prospects = int(np.sum((near == i) & (likeness[:, i] > 0)))
        lines.append({"kind": len(lines) + 1, **_line(graph, members, others, prospects)})
    return pd.DataFrame(lines)


def _line(graph: Graph, members: Places, others: Places, prospects: int) -> dict[str, object]:
    """Return the table's row of a segment, its members the most typical first."""
    traits = _traits_apart(graph, members, others)
    about = graph.accounts.iloc[members]
    return {
        "name": ", ".join(traits[:NAMING]) or "no trait of their own",
        "customers": len(members),
        "prospects": prospects,
        "traits": traits,
        "members": about["name"].astype(str).tolist(),
        "keys": about["key"].tolist(),
    }


def _nearest(rows: csr_array, middle: Dense) -> tuple[Places, Dense]:
    likeness: Dense = rows @ middle.T
    return np.argmax(likeness, axis=1), likeness


def _traits_apart(graph: Graph, members: Places, others: Places) -> list[str]:
    """Return the traits that set some accounts apart from others, the surest first; no people."""
    weight, weight_of_others = np.zeros((2, len(graph.accounts)))
    weight[members], weight_of_others[others] = 1, 1
    found: list[tuple[float, str]] = []
    for matrix in graph.matrices.values():
        if relation_named(matrix.relation).of_people():
            continue
        mine = group(matrix.values, weight)
        low = lift(mine, group(matrix.values, weight_of_others))[1]
        names = matrix.traits["name"]
        # A trait of a segment must belong to a good part of its customers.
        apart = np.flatnonzero((low > 1) & (mine.counts * 4 >= mine.known) & (mine.counts >= 2))
        found += [(-float(low[place]), str(names.iloc[place])) for place in apart]
    return list(dict.fromkeys(name for _, name in sorted(found)))[:LISTED]
