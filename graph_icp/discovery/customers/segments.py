"""Segments of customers: whether they are one sort of company, or two or three."""

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
from graph_icp.graph.model import relation as relation_named

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from graph_icp.discovery.learning.link_scaling import Dense
    from graph_icp.graph.matrix import Graph

    Places = NDArray[np.intp]

MOST = 3
# A segment has at least so many customers, and at least this part of all.
LEAST, LEAST_PART = 3, 0.1
# Customers that are compared with one another; of more, so many evenly over the keys.
COMPARED = 500
# Traits that name a segment, and that are listed for it.
NAMING, LISTED = 2, 5


def segments(graph: Graph, customers: Places, market: NDArray[np.bool_]) -> pd.DataFrame:
    """Return the segments of customers: 2 or 3 where they fall apart clearly, else one.

    Customers are parted in two along the axis on which their likeness varies the most, and each
    then goes where it is nearer on average. The two parts are segments if their silhouette is far
    greater than in markets in which customers have traded traits at random, each keeping its
    number of traits and each trait its number of customers. One of the two may fall into two
    again, by the same rule. Relations in which no customer has more than one trait (region,
    size) name segments but do not make them: each would split the customers by itself.

    Parameters
    ----------
    graph : Graph
    customers : array of int
        The positions of those of which anything is known; those of which only their region or
        the like is known are of no segment.
    market : array of bool
        By account: whether it is a prospect.

    Returns
    -------
    DataFrame
        kind (number, the largest first), name (what sets it apart from other customers; a single
        segment from the market), customers, prospects (how many of the market are more like it
        than like another segment), traits (list of names), members (list of names, the most typical
        first), keys (list, likewise).
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
    """Return the segment of each customer: the most segments that are clear, then fewer."""
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
    """Return what the table says of a segment, its members the most typical first."""
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
        # What is said of a segment has to hold for a good part of it.
        apart = np.flatnonzero((low > 1) & (mine.counts * 4 >= mine.known) & (mine.counts >= 2))
        found += [(-float(low[place]), str(names.iloc[place])) for place in apart]
    return list(dict.fromkeys(name for _, name in sorted(found)))[:LISTED]
