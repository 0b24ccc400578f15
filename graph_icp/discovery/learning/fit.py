"""Fit: how like the customers an account is, 0 a typical company of the market, 100 a customer.

The rules stand in docs/rules.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.icp import LearningConstraints
from graph_icp.discovery.learning.blend import (
    WeightedScores,
    cross_fitted,
    equal,
    multipliers,
    shares,
)
from graph_icp.discovery.learning.hypothesis import COUNTS_AS_CUSTOMERS, hypothesis_scores
from graph_icp.discovery.learning.link_weights import inverse_frequency, known_at_all
from graph_icp.discovery.learning.scale import ENOUGH, scale
from graph_icp.discovery.learning.scorer import Weights, scorer, scorers
from graph_icp.discovery.learning.standardised_score import ROUNDING, StandardisedScore, score
from graph_icp.errors import RankingError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd
    from scipy.sparse import csr_array

    from graph_icp.discovery.learning.labels import Labels
    from graph_icp.discovery.learning.link_weights import Vector
    from graph_icp.discovery.learning.scorer import Learned
    from graph_icp.graph.matrix import Graph, Matrix

# The method that blends scorers, each counting what customers it did not learn from say for it.
AUTO = "auto"
BLENDED = ("ridge", "ridge-unit", "walk")
# The one that is used alone, relations counting alike, where customers are too few to try any.
CAREFUL = "ridge-unit"


@dataclass(frozen=True)
class Part:
    """What one scorer counts in a relation.

    Attributes
    ----------
    scorer : str
    weight : float
        What a standardised score of it counts.
    factor : array of float
        By labeling: what a unit of its score counts.
    beaten : float
        The share of the market that customers beat in it when they were left out; .5 is chance.
    """

    scorer: str
    weight: float
    factor: Vector
    beaten: float


@dataclass(frozen=True)
class RelationFit:
    """What was learned from one relation.

    Attributes
    ----------
    relation : str
    traits : DataFrame
        id, key, name: the columns that it knows.
    learned : Learned
        What each trait adds to the raw score, by labeling.
    typical : array of float
        By labeling: what `learned` gives a typical account of the market that is known in the
        relation.
    idf : array of float
        Each trait's inverse frequency, for likeness between accounts.
    share : float
        The relation's part of the variance of all over the market, 0 to 1; they add up to 1.
    parts : tuple of Part
        The scorers that it was blended from.
    """

    relation: str
    traits: pd.DataFrame
    learned: Learned
    typical: Vector
    idf: Vector
    share: float
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Fit:
    """A learned fit.

    Attributes
    ----------
    method : str
    relations : tuple of RelationFit
    typical : float
        The raw score of a typical company of the market: 0 on the scale.
    span : float
        How far above it 100 lies.
    hundred : str
        What 100 is: "a typical customer", or where they are too few or no better, "the top
        hundredth of the market" or "the best of the market".
    hypothesis : float
        What the hypothesis counts beside what customers say, 0 to 1.
    warnings : tuple of str
    """

    method: str
    relations: tuple[RelationFit, ...]
    typical: float
    span: float
    hundred: str
    hypothesis: float
    warnings: tuple[str, ...]


def learn(
    graph: Graph, labels: Labels, method: str = AUTO, constraints: LearningConstraints | None = None
) -> tuple[Fit, Vector]:
    """Learn a fit and return it with the fit of every account.

    Parameters
    ----------
    graph : Graph
    labels : Labels
        Of the graph's accounts.
    method : str
        `auto` or the name of a scorer.
    constraints : LearningConstraints, optional

    Returns
    -------
    fit : Fit
    fits : array of float
        By account; a customer's own is scored with its fold's labels left out, and the raw
        score of who is known in no relation is 0.

    Raises
    ------
    RankingError
        If the customers share nothing that sets them apart.
    UnknownNameError
        If there is no such method.
    """
    constraints = constraints or LearningConstraints()
    weighed = _weighed(graph, labels, method)
    wanted, unknown = hypothesis_scores(graph, labels, constraints.hypothesis)
    count = len(labels.customers)
    thought = COUNTS_AS_CUSTOMERS / (count + COUNTS_AS_CUSTOMERS) if wanted else 0.0
    if not weighed:
        thought = 1.0 if wanted else 0.0
    weighed = [
        *_scaled(weighed, labels, 1 - thought if wanted else None),
        *_scaled(wanted, labels, thought),
    ]
    weighed = _constrained(weighed, labels, constraints)
    if not weighed:
        raise RankingError(
            "Your customers share nothing that sets them apart from other companies; "
            "load more of what is known of them, or name more customers."
        )
    by_relation: dict[str, WeightedScores] = {name: [] for name in graph.matrices}
    for part, weight in weighed:
        by_relation[part.relation].append((part, weight))
    by_relation = {name: parts for name, parts in by_relation.items() if parts}
    columns = [_sum(parts) for parts in by_relation.values()]
    raw: Vector = np.sum(columns, axis=0)
    relations = tuple(
        _relation_fit(graph.matrices[name], parts, share)
        for (name, parts), share in zip(
            by_relation.items(), shares([each[labels.market] for each in columns]), strict=True
        )
    )
    typical = float(np.median(raw[labels.market]))
    known = np.any([part.known for part, _ in weighed], axis=0)
    span, hundred, warnings = scale(raw, typical, labels, known)
    fit = Fit(method, relations, typical, span, hundred, thought, (*unknown, *warnings))
    return fit, 100 * (raw - typical) / span


def scorers_counting(method: str, labels: Labels, links: Iterable[csr_array]) -> tuple[str, ...]:
    """Return the names of the scorers that a method uses, knowing these links of accounts."""
    if method != AUTO:
        return (method,)
    known = known_at_all(links, len(labels.market))[labels.customers]
    return BLENDED if int(known.sum()) >= ENOUGH else (CAREFUL,)


def weigh(
    parts: Iterable[StandardisedScore], labels: Labels, names: tuple[str, ...]
) -> WeightedScores:
    """Return those parts of these scorers that count, with their weights.

    Several scorers are weighed by what they say of customers that were left out; a single one
    counts alike in all relations.
    """
    telling = [part for part in parts if part.tells and part.scorer in names]
    if not telling:
        return []
    weights = cross_fitted(telling, labels.market) if len(names) > 1 else equal(telling)
    return [(part, float(v)) for part, v in zip(telling, weights, strict=True) if v > 0]


def _weighed(graph: Graph, labels: Labels, method: str) -> WeightedScores:
    """Return the parts that were learned from customers and count, with their weights."""
    if method != AUTO and method not in scorers():
        raise UnknownNameError("method", method, [AUTO, *scorers()])
    if not len(labels.customers):
        return []
    matrices = graph.matrices.values()
    names = scorers_counting(method, labels, (each.values for each in matrices))
    parts = [score(matrix, labels, scorer(name)) for matrix in matrices for name in names]
    return weigh(parts, labels, names)


def _scaled(weighed: WeightedScores, labels: Labels, deviation: float | None) -> WeightedScores:
    """Return the parts with their sum brought to this deviation over the market, if to any."""
    if deviation is None or not weighed:
        return weighed
    now = float(_sum(weighed)[labels.market].std())
    factor = deviation / now if now > ROUNDING else 0.0
    return [(part, weight * factor) for part, weight in weighed if factor]


def _constrained(
    weighed: WeightedScores, labels: Labels, constraints: LearningConstraints
) -> WeightedScores:
    """Return the parts weighed so that relations have the shares that the user wants."""
    names = list(dict.fromkeys(part.relation for part, _ in weighed))
    fixed = {
        names.index(name): share for name, share in constraints.shares.items() if name in names
    }
    caps = {names.index(name): share for name, share in constraints.caps.items() if name in names}
    if not fixed and not caps:
        return weighed
    columns = [
        _sum([each for each in weighed if each[0].relation == name])[labels.market]
        for name in names
    ]
    factors = dict(zip(names, multipliers(columns, fixed, caps), strict=True))
    guided = [(part, weight * float(factors[part.relation])) for part, weight in weighed]
    return [(part, weight) for part, weight in guided if weight > 0]


def _sum(weighed: WeightedScores) -> Vector:
    total: Vector = np.sum([weight * part.standard for part, weight in weighed], axis=0)
    return total


def _relation_fit(matrix: Matrix, weighed: WeightedScores, share: float) -> RelationFit:
    """Return the parts of one relation as one scorer."""
    factors = [part.factor(weight) for part, weight in weighed]
    scored = [part for part, _ in weighed]
    scaled = [part.learned.times(each) for part, each in zip(scored, factors, strict=True)]
    return RelationFit(
        matrix.relation,
        matrix.traits,
        reduce(_together, scaled),
        np.sum([part.mean * each for part, each in zip(scored, factors, strict=True)], axis=0),
        inverse_frequency(matrix.values),
        share,
        tuple(
            Part(part.scorer, weight, each, part.beaten)
            for (part, weight), each in zip(weighed, factors, strict=True)
        ),
    )


def _together(one: Learned, other: Learned) -> Learned:
    if isinstance(one, Weights) and isinstance(other, Weights):
        return one.plus(other)
    raise RankingError("A method that compares pairs cannot be blended with a hypothesis.")
