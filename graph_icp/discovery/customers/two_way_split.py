"""A split of customers in two, if they differ more clearly than by chance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

from graph_icp.discovery.learning.link_scaling import inverse_frequency
from graph_icp.discovery.learning.standardised_score import ROUNDING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from graph_icp.discovery.learning.link_scaling import Dense, Vector
    from graph_icp.graph.matrix import Graph

    Places = NDArray[np.intp]

# The number of markets without segments that a split must beat, and by how many of their
# deviations.
MARKETS, DEVIATIONS = 19, 3.0
# The trades of each customer before the first of these markets, and between two.
TRADES_FIRST, TRADES = 30, 6
# The rounds of moving customers to the nearer part.
SETTLING = 10


@dataclass(frozen=True)
class _Traits:
    """The traits of customers, as pairs of a unit and a trait.

    A unit is a customer in a relation in which it is known: its number is relation x customers +
    customer. Traits are counted through all relations.
    """

    unit: Places
    trait: Places
    idf: Vector
    customers: int


def split(
    graph: Graph, customers: Places, chosen: NDArray[np.bool_], least: int
) -> tuple[float, NDArray[np.bool_]]:
    """Return how clearly some customers split in two (0 if not), and which are in the second.

    Parameters
    ----------
    graph : Graph
    customers : array of int
        Positions.
    chosen : array of bool
        Whether to split each customer.
    least : int
        The least number of customers of each part.

    References
    ----------
    Ding, C. and He, X. (2004). K-means clustering via principal component analysis. ICML.
    Rousseeuw, P. (1987). Silhouettes. Journal of Computational and Applied Mathematics 20.
    Strona, G. et al. (2014). A fast and unbiased procedure to randomize ecological binary
    matrices with fixed row and column totals. Nature Communications 5. (The trades.)
    """
    if np.sum(chosen) < 2 * least:
        return 0.0, chosen
    traits = _traits(graph, customers[chosen])
    width, second = _parted(_likeness(traits), least)
    by_chance = np.array([_parted(_likeness(each), least)[0] for each in _traded(traits)])
    beyond = by_chance.mean() + DEVIATIONS * by_chance.std(ddof=1)
    return max(width - max(beyond, by_chance.max()), 0.0), second


def _traits(graph: Graph, customers: Places) -> _Traits:
    own = [each.values[customers].tocoo() for each in graph.matrices.values()]
    starts = np.cumsum([0, *(each.shape[1] for each in own)])
    return _Traits(
        np.concatenate([i * len(customers) + each.coords[0] for i, each in enumerate(own)]),
        np.concatenate([starts[i] + each.coords[1] for i, each in enumerate(own)]),
        np.concatenate([inverse_frequency(each.values) for each in graph.matrices.values()]),
        len(customers),
    )


def _likeness(traits: _Traits) -> Dense:
    """Return the similarity of customers, the mean of `similarity.likeness` in both directions."""
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
    alike: Dense = (rows @ rows.T).toarray() * (part[:, None] + part[None, :]) / 2
    return alike


def _traded(traits: _Traits) -> Iterator[_Traits]:
    """Give the customers' traits in markets without segments."""
    random = np.random.default_rng(0)
    unit = traits.unit
    for market in range(MARKETS):
        for _ in range(TRADES if market else TRADES_FIRST):
            unit = _trade(unit, traits.trait, traits.customers, random)
        yield _Traits(unit, traits.trait, traits.idf, traits.customers)


def _trade(unit: Places, trait: Places, customers: int, random: np.random.Generator) -> Places:
    """Pair the units of a relation at random, and deal out anew the traits that only one has."""
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


def _parted(alike: Dense, least: int) -> tuple[float, NDArray[np.bool_]]:
    """Return the silhouette of the two parts that differ most, and which are in the second."""
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


def _main_axis(alike: Dense) -> Dense:
    """Return the position of each on the axis along which similarity varies most."""
    from scipy.sparse.linalg import ArpackNoConvergence, eigsh

    centred = alike.copy()
    # Similarity to oneself says nothing about others.
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
    axis: Dense = found * np.sign(found[np.argmax(np.abs(found))])
    return axis


def _smaller(second: NDArray[np.bool_]) -> int:
    return int(min(np.sum(second), np.sum(~second)))


def _silhouette(apart: Dense, second: NDArray[np.bool_]) -> float:
    """Return the silhouette: how much nearer customers are to their own part, -1 to 1."""
    own, other = _distances(apart, second)
    return float(np.mean((other - own) / np.maximum(np.maximum(own, other), 1e-12)))


def _distances(apart: Dense, second: NDArray[np.bool_]) -> tuple[Dense, Dense]:
    """Return each one's mean distance to the others of its own part, and to the other part."""
    members = np.stack([~second, second], axis=1).astype(np.float64)
    total, sizes = apart @ members, members.sum(axis=0)
    rows, mine = np.arange(len(second)), second.astype(np.intp)
    own = total[rows, mine] / np.maximum(sizes[mine] - 1, 1)
    return own, total[rows, 1 - mine] / sizes[1 - mine]
