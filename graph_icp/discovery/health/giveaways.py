"""Giveaways: traits that come with being a customer, and say nothing of who may become one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.customers.lift import evenly_known, lift
from graph_icp.discovery.learning.link_scaling import known_in
from graph_icp.discovery.selectors import as_options
from graph_icp.graph.blocks import degrees
from graph_icp.graph.model import slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from graph_icp.discovery.customers.lift import Group
    from graph_icp.discovery.learning.link_scaling import Vector
    from graph_icp.graph.matrix import Graph, Matrix

    Marks = NDArray[np.bool_]

# A trait of so many customers gives the answer away if it alone ranks this well, by the area under
# the ROC curve, or if this part of the customers known in its relation have it, and the cautious
# end of its lift is above this.
SEVERAL, TELLING, OFTEN, FAR_ABOVE = 5, 0.85, 0.2, 10.0


@dataclass(frozen=True)
class Giveaway:
    """A trait, or a relation as such, that tells customers from others by itself.

    Attributes
    ----------
    selector : str
        "uses=Ruby", or the relation's name.
    customers, market : float
        The shares of customers and of the market that have it, 0 to 1.
    """

    selector: str
    customers: float
    market: float


def giveaways(graph: Graph, customers: NDArray[np.intp], market: Marks) -> list[Giveaway]:
    """Return what gives the answer away, relation by relation.

    Parameters
    ----------
    graph : Graph
    customers : array of int
        The positions of the customers that are learned from.
    market : array of bool
        By account.
    """
    if not len(customers) or not market.any():
        return []
    found = (_of_relation(matrix, customers, market) for matrix in graph.matrices.values())
    return list(chain.from_iterable(found))


def without_them(found: Iterable[Giveaway]) -> str:
    """Return the options of a command that leaves them out, the first where they are very many."""
    return as_options("--without", islice((each.selector for each in found), _IN_A_COMMAND))


_IN_A_COMMAND = 12


def _of_relation(matrix: Matrix, customers: NDArray[np.intp], market: Marks) -> Iterator[Giveaway]:
    """Give the whole relation where being known in it tells, else its traits that do."""
    X, known = matrix.values, known_in(matrix.values)
    shares_known = known[customers].mean(keepdims=True), known[market].mean(keepdims=True)
    if known[customers].sum() >= SEVERAL and _tells(*shares_known)[0]:
        yield Giveaway(slug(matrix.relation), *(float(each[0]) for each in shares_known))
        return
    # Those outside of the market are few, and quicker counted than the market.
    having = degrees(X[customers])
    theirs = degrees(X) - degrees(X[np.flatnonzero(~market)])
    shares = having / len(customers), theirs / np.count_nonzero(market)
    ours = evenly_known(int(known[customers].sum()), having)
    far = _far_above(ours, evenly_known(int(known[market].sum()), theirs))
    for place in np.flatnonzero((having >= SEVERAL) & (_tells(*shares) | far)):
        selector = f"{slug(matrix.relation)}={matrix.traits['name'].iloc[place]}"
        yield Giveaway(selector, float(shares[0][place]), float(shares[1][place]))


def _tells(customers: Vector, market: Vector) -> Marks:
    """Return whether having it, by the shares that do, sets customers apart from the market."""
    # As a score, having it or not has this area under the ROC curve.
    tells: Marks = (1 + customers - market) / 2 >= TELLING
    return tells


def _far_above(ours: Group, theirs: Group) -> Marks:
    """Return which traits are far more common among customers, where both are known."""
    # The intervals of a lift take their time, and hardly any trait is this common.
    marks: Marks = ours.share >= OFTEN
    low = lift(_only(ours, marks), _only(theirs, marks))[1]
    marks[marks] = low > FAR_ABOVE
    return marks


def _only(whole: Group, marks: Marks) -> Group:
    return replace(whole, counts=whole.counts[marks], share=whole.share[marks])
