"""Kinds of customers: whether they are one sort of company, or two or three."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.sparse import csr_array, hstack

from graph_icp.discovery.customers.lift import group, lift
from graph_icp.discovery.learning.link_weights import (
    inverse_frequency,
    known_at_all,
    normalised,
    present,
)
from graph_icp.discovery.learning.standardised_score import ROUNDING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from graph_icp.graph.matrix import Graph

    Places = NDArray[np.intp]
    Table = NDArray[np.float64]

MOST = 3
# A kind has at least so many customers, and at least this part of all.
LEAST, LEAST_PART = 3, 0.1
# Customers that are compared with one another; of more, so many evenly over the keys.
COMPARED = 500
# Kinds must stand further apart than in each of so many markets without kinds, and by so many of
# their deviations.
MARKETS, DEVIATIONS = 19, 3.0
# How often each customer trades traits before the first of these, and between two.
TRADES_FIRST, TRADES = 30, 6
# Rounds of moving customers to the nearer part.
SETTLING = 10
# Traits that name a kind, and that are listed for it.
NAMING, LISTED = 2, 5


@dataclass(frozen=True)
class _Traits:
    """What customers have, as pairs of a unit and a trait.

    A unit is a customer in a relation in which it is known: its number is relation x customers +
    customer. Traits are counted through all relations.
    """

    unit: Places
    trait: Places
    idf: Table
    customers: int


def kinds(graph: Graph, customers: Places, market: NDArray[np.bool_]) -> pd.DataFrame:
    """Return the kinds of customers: 2 or 3 where they fall apart clearly, else one.

    Customers are parted in two along the axis on which their likeness varies the most, and each
    then goes where it is nearer on average. The two parts are kinds if their silhouette is far
    greater than in markets in which customers have traded traits at random, each keeping its
    number of traits and each trait its number of customers. One of the two may fall into two
    again, by the same rule. Relations in which no customer has more than one trait (region,
    size) name kinds but do not make them: each would split the customers by itself.

    Parameters
    ----------
    graph : Graph
    customers : array of int
        The positions of those of which anything is known; those of which only their region or
        the like is known are of no kind.
    market : array of bool
        By account: whether it is a prospect.

    Returns
    -------
    DataFrame
        kind (number, the largest first), name (what sets it apart from other customers; a single
        kind from the market), customers, prospects (how many of the market are more like it
        than like another kind), traits (list of names), members (list of names, the most typical
        first), keys (list, likewise).

    References
    ----------
    Ding, C. and He, X. (2004). K-means clustering via principal component analysis. ICML.
    Rousseeuw, P. (1987). Silhouettes. Journal of Computational and Applied Mathematics 20.
    Strona, G. et al. (2014). A fast and unbiased procedure to randomize ecological binary
    matrices with fixed row and column totals. Nature Communications 5. (The trades.)
    """
    told = _told(graph, customers)
    links = (each.values for each in told.matrices.values())
    customers = customers[known_at_all(links, len(told.accounts))[customers]]
    step = max(len(customers) / COMPARED, 1)
    compared = customers[np.arange(0, len(customers), step).astype(np.intp)]
    rows = _rows(told)
    for kind in _partitions(told, compared):
        table = _table(graph, rows, (compared, kind), customers, market)
        if table["traits"].map(bool).all():
            return table
    return _table(graph, rows, (compared, np.zeros(len(compared), np.intp)), customers, market)


def _told(graph: Graph, customers: Places) -> Graph:
    """Return the graph with the relations that make kinds alone."""
    several = {
        name: each
        for name, each in graph.matrices.items()
        if np.diff(each.values.indptr)[customers].max(initial=0) > 1
    }
    return replace(graph, matrices=several or graph.matrices)


def _traits(graph: Graph, customers: Places) -> _Traits:
    own = [each.values[customers].tocoo() for each in graph.matrices.values()]
    starts = np.cumsum([0, *(each.shape[1] for each in own)])
    return _Traits(
        np.concatenate([i * len(customers) + each.coords[0] for i, each in enumerate(own)]),
        np.concatenate([starts[i] + each.coords[1] for i, each in enumerate(own)]),
        np.concatenate([inverse_frequency(each.values) for each in graph.matrices.values()]),
        len(customers),
    )


def _partitions(graph: Graph, customers: Places) -> list[Places]:
    """Return the kind of each customer: the most kinds that are clear, then fewer."""
    least = max(LEAST, int(np.ceil(LEAST_PART * len(customers))))
    kind = np.zeros(len(customers), np.intp)
    found: list[Places] = []
    for count in range(1, MOST):
        splits = [_split(graph, customers, kind == i, least) for i in range(count)]
        best = int(np.argmax([clear for clear, _ in splits]))
        clear, second = splits[best]
        if clear <= 0:
            break
        kind = kind.copy()
        kind[np.flatnonzero(kind == best)[second]] = count
        found.insert(0, kind)
    return found


def _split(
    graph: Graph, customers: Places, chosen: NDArray[np.bool_], least: int
) -> tuple[float, NDArray[np.bool_]]:
    """Return how clearly some customers fall into two (0 if not), and who is in the second."""
    if np.sum(chosen) < 2 * least:
        return 0.0, chosen
    traits = _traits(graph, customers[chosen])
    width, second = _parted(_likeness(traits), least)
    by_chance = np.array([_parted(_likeness(each), least)[0] for each in _traded(traits)])
    beyond = by_chance.mean() + DEVIATIONS * by_chance.std(ddof=1)
    return max(width - max(beyond, by_chance.max()), 0.0), second


def _likeness(traits: _Traits) -> Table:
    """Return how like customers are to one another, as `closest.likeness`, mean of both ways."""
    number = traits.customers
    weights = traits.idf[traits.trait]
    length = np.sqrt(np.bincount(traits.unit, weights=weights**2))
    length[length == 0] = 1
    columns, column = np.unique(traits.trait, return_inverse=True)
    places = (traits.unit % number, column)
    shape = (number, len(columns))
    rows = csr_array((weights / length[traits.unit], places), shape=shape)
    known = np.bincount(np.unique(traits.unit) % number, minlength=number)
    part = 1 / np.maximum(known, 1)
    alike: Table = (rows @ rows.T).toarray() * (part[:, None] + part[None, :]) / 2
    return alike


def _traded(traits: _Traits) -> Iterator[_Traits]:
    """Give what customers would have in markets without kinds."""
    random = np.random.default_rng(0)
    unit = traits.unit
    for market in range(MARKETS):
        for _ in range(TRADES if market else TRADES_FIRST):
            unit = _trade(unit, traits.trait, traits.customers, random)
        yield _Traits(unit, traits.trait, traits.idf, traits.customers)


def _trade(unit: Places, trait: Places, customers: int, random: np.random.Generator) -> Places:
    """Let units of the same relation meet two by two and deal out what only one has."""
    units = np.unique(unit)
    order = units[np.lexsort((random.random(len(units)), units // customers))]
    relation = order // customers
    place = np.arange(len(order)) - np.searchsorted(relation, relation)
    pair_of, first = np.empty(unit.max() + 1, np.intp), np.empty(unit.max() + 1, bool)
    pair_of[order] = order - order + np.arange(len(order)) - place % 2
    first[order] = place % 2 == 0
    partner = np.append(order[1:], order[-1])
    pair = pair_of[unit]
    _, which, times = np.unique(
        pair * (trait.max() + 1) + trait, return_inverse=True, return_counts=True
    )
    alone = np.flatnonzero(times[which] == 1)
    alone = alone[np.lexsort((random.random(len(alone)), pair[alone]))]
    dealt = pair[alone]
    share = np.bincount(dealt, weights=first[unit[alone]], minlength=len(order) + 1)
    turn = np.arange(len(dealt)) - np.searchsorted(dealt, dealt)
    traded = unit.copy()
    traded[alone] = np.where(turn < share[dealt], order[dealt], partner[dealt])
    return traded


def _parted(alike: Table, least: int) -> tuple[float, NDArray[np.bool_]]:
    """Return the silhouette of the two parts that differ the most, and who is in the second."""
    apart = 1 - alike
    np.fill_diagonal(apart, 0)
    second = _main_axis(alike) > 0
    for _ in range(SETTLING):
        if _smaller(second) < least:
            return 0.0, np.zeros_like(second)
        own, other = _distances(apart, second)
        moved = second ^ (other < own)
        if _smaller(moved) < least or (moved == second).all():
            break
        second = moved
    return _silhouette(apart, second), second


def _main_axis(alike: Table) -> Table:
    """Return where each stands on the axis along which likeness varies the most."""
    from scipy.sparse.linalg import ArpackNoConvergence, eigsh

    centred = alike.copy()
    # Likeness to oneself says nothing of others.
    np.fill_diagonal(centred, 0)
    np.fill_diagonal(centred, centred.sum(axis=1) / (len(alike) - 1))
    centred -= centred.mean(axis=0)
    centred -= centred.mean(axis=1, keepdims=True)
    if np.abs(centred).max() < ROUNDING:
        return np.zeros(len(alike))
    try:
        # A given start makes the answer the same every time.
        start = np.linspace(1, 2, len(alike))
        found = eigsh(centred, k=1, which="LA", v0=start, tol=1e-4)[1][:, 0]
    except ArpackNoConvergence:
        found = np.linalg.eigh(centred)[1][:, -1]
    axis: Table = found * np.sign(found[np.argmax(np.abs(found))])
    return axis


def _smaller(second: NDArray[np.bool_]) -> int:
    return int(min(np.sum(second), np.sum(~second)))


def _silhouette(apart: Table, second: NDArray[np.bool_]) -> float:
    """Return how much nearer customers are to their own part than to the other, -1 to 1."""
    own, other = _distances(apart, second)
    return float(np.mean((other - own) / np.maximum(np.maximum(own, other), 1e-12)))


def _distances(apart: Table, second: NDArray[np.bool_]) -> tuple[Table, Table]:
    """Return each one's mean distance to the others of its own part, and to the other part."""
    members = np.stack([~second, second], axis=1).astype(np.float64)
    total, sizes = apart @ members, members.sum(axis=0)
    rows, mine = np.arange(len(second)), second.astype(np.intp)
    own = total[rows, mine] / np.maximum(sizes[mine] - 1, 1)
    return own, total[rows, 1 - mine] / sizes[1 - mine]


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
    compared, kind = parted
    count = int(kind.max()) + 1
    middle = np.stack([np.asarray(rows[compared[kind == i]].mean(axis=0)) for i in range(count)])
    own, nearness = _nearest(rows[customers], middle)
    own[np.searchsorted(customers, compared)] = kind
    near, likeness = _nearest(rows[np.flatnonzero(market)], middle)
    lines: list[dict[str, object]] = []
    for i in np.argsort(-np.bincount(own, minlength=count), kind="stable"):
        typical = np.flatnonzero(own == i)
        typical = typical[np.argsort(-nearness[typical, i], kind="stable")]
        members = graph.accounts.iloc[customers[typical]]
        others = customers[own != i] if count > 1 else np.flatnonzero(market)
        traits = _traits_apart(graph, customers[typical], others)
        lines.append(
            {
                "kind": len(lines) + 1,
                "name": ", ".join(traits[:NAMING]) or "no trait of their own",
                "customers": len(members),
                "prospects": int(np.sum((near == i) & (likeness[:, i] > 0))),
                "traits": traits,
                "members": members["name"].astype(str).tolist(),
                "keys": members["key"].tolist(),
            }
        )
    return pd.DataFrame(lines)


def _nearest(rows: csr_array, middle: Table) -> tuple[Places, Table]:
    likeness: Table = rows @ middle.T
    return np.argmax(likeness, axis=1), likeness


def _traits_apart(graph: Graph, members: Places, others: Places) -> list[str]:
    """Return the traits that set some accounts apart from others, the surest first."""
    weight, weight_of_others = np.zeros((2, len(graph.accounts)))
    weight[members], weight_of_others[others] = 1, 1
    found: list[tuple[float, str]] = []
    for matrix in graph.matrices.values():
        mine = group(matrix.values, weight)
        low = lift(mine, group(matrix.values, weight_of_others))[1]
        names = matrix.traits["name"]
        # What is said of a kind has to hold for a good part of it.
        apart = np.flatnonzero((low > 1) & (mine.counts * 4 >= mine.known) & (mine.counts >= 2))
        found += [(-float(low[place]), str(names.iloc[place])) for place in apart]
    return list(dict.fromkeys(name for _, name in sorted(found)))[:LISTED]
