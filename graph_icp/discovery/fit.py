"""Fit: how like the customers an account is, 0 a typical company of the market, 100 a customer.

The rules stand in docs/rules.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.features import inverse_frequency
from graph_icp.errors import RankingError

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from graph_icp.discovery.features import Vector
    from graph_icp.discovery.labels import Labels
    from graph_icp.discovery.scorer import Learned, Scorer
    from graph_icp.graph.matrix import Graph, Matrix

# So many left-out customers are needed for their median to set the scale.
ENOUGH = 5
# Their median sets it if it lies this part of the market's deviation above a typical company;
# below, folds that are standardised apart differ by as much.
CLEAR = 0.1
# What differs by less is the same but for rounding.
ROUNDING = 1e-9


@dataclass(frozen=True)
class RelationFit:
    """What was learned from one relation.

    Attributes
    ----------
    relation : str
    traits : DataFrame
        id, key, name: the columns that it knows.
    learned : Learned
        The scorer's work.
    idf : array of float
        Each trait's inverse frequency, for likeness between accounts.
    mean, deviation : array of float
        Of the scores over the market accounts known in the relation, by column; a deviation of
        0 leaves the relation out of that column.
    weight : float
        What a standardised score counts.
    share : float
        The relation's part of the variance of all over the market, 0 to 1; they add up to 1.
    """

    relation: str
    traits: pd.DataFrame
    learned: Learned
    idf: Vector
    mean: Vector
    deviation: Vector
    weight: float
    share: float

    def factor(self, column: int) -> float:
        """Return what one unit of the scorer's score adds to the raw score."""
        deviation = self.deviation[column]
        return float(self.weight / deviation) if deviation > 0 else 0.0


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
    warnings : tuple of str
    """

    method: str
    relations: tuple[RelationFit, ...]
    typical: float
    span: float
    hundred: str
    warnings: tuple[str, ...]


def learn(graph: Graph, labels: Labels, scorer: Scorer) -> tuple[Fit, Vector]:
    """Learn a fit and return it with the fit of every account.

    Parameters
    ----------
    graph : Graph
    labels : Labels
        Of the graph's accounts.
    scorer : Scorer

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
    """
    parts = [_score(matrix, labels, scorer) for matrix in graph.matrices.values()]
    parts = [part for part in parts if part.deviation[0] > 0]
    if not parts:
        raise RankingError(
            "Your customers share nothing that sets them apart from other companies; "
            "load more of what is known of them, or name more customers."
        )
    weight = 1 / len(parts)
    raw = weight * np.sum([part.standard for part in parts], axis=0)
    shares = _shares([part.standard[labels.market] for part in parts])
    relations = tuple(part.fit(weight, share) for part, share in zip(parts, shares, strict=True))
    typical = float(np.median(raw[labels.market]))
    known = np.any([part.known for part in parts], axis=0)
    span, hundred, warnings = _scale(raw, typical, labels, known)
    fit = Fit(scorer.name, relations, typical, span, hundred, warnings)
    return fit, 100 * (raw - typical) / span


def known_in(X: csr_array) -> NDArray[np.bool_]:
    """Return which rows have at least one link."""
    known: NDArray[np.bool_] = np.diff(X.indptr) > 0
    return known


@dataclass(frozen=True)
class _Scored:
    """One relation's scores before they are weighed."""

    matrix: Matrix
    learned: Learned
    known: NDArray[np.bool_]
    standard: Vector
    mean: Vector
    deviation: Vector

    def fit(self, weight: float, share: float) -> RelationFit:
        return RelationFit(
            self.matrix.relation,
            self.matrix.traits,
            self.learned,
            inverse_frequency(self.matrix.values),
            self.mean,
            self.deviation,
            weight,
            share,
        )


def _shares(standard: list[Vector]) -> Vector:
    """Return each relation's part of the variance of their sum, alike where that is none.

    A relation that moves against the others has no part in it.
    """
    total = np.sum(standard, axis=0)
    together = [float(np.mean(each * (total - total.mean()))) for each in standard]
    parts = np.maximum(together, 0)
    if parts.sum() <= ROUNDING:
        parts = np.ones(len(standard))
    shares: Vector = parts / parts.sum()
    return shares


def _score(matrix: Matrix, labels: Labels, scorer: Scorer) -> _Scored:
    """Score one relation and standardise each account's score in its own column."""
    known = known_in(matrix.values)
    learned = scorer.learn(matrix.values, labels.Y)
    scores = learned.scores(matrix.values)
    typical = scores[known & labels.market]
    if not len(typical):
        nothing = np.zeros(labels.Y.shape[1])
        return _Scored(matrix, learned, known, np.zeros(len(known)), nothing, nothing)
    mean, deviation = typical.mean(axis=0), typical.std(axis=0)
    # What differs by rounding alone does not differ.
    deviation[deviation <= 1e-12 * np.abs(typical).max(axis=0)] = 0
    own = scores[np.arange(len(known)), labels.column]
    divisor = deviation[labels.column]
    standard = np.divide(
        own - mean[labels.column], divisor, out=np.zeros_like(own), where=known & (divisor > 0)
    )
    return _Scored(matrix, learned, known, standard, mean, deviation)


def _scale(
    raw: Vector, typical: float, labels: Labels, known: NDArray[np.bool_]
) -> tuple[float, str, tuple[str, ...]]:
    """Return how far 100 lies above a typical company, what it is, and warnings."""
    customers = labels.customers[known[labels.customers]]
    market = raw[labels.market]
    warnings: tuple[str, ...] = ()
    if len(customers) < ENOUGH:
        warnings = (
            f"There is little to learn from {len(customers)} customers of whom something is "
            f"known; name at least {ENOUGH}, better 20.",
        )
    else:
        span = float(np.median(raw[customers])) - typical
        if span > max(CLEAR * float(market.std()), ROUNDING):
            return span, "a typical customer", ()
        warnings = (
            "Customers left out of the learning hardly fit better than the market does: "
            "the ranking may be worth little.",
        )
    for top, hundred in (
        (float(np.percentile(market, 99)), "the top hundredth of the market"),
        (float(market.max()), "the best of the market"),
    ):
        if top > typical + ROUNDING:
            return top - typical, hundred, warnings
    raise RankingError(
        "Your customers share nothing that sets any company of the market apart; "
        "load more of what is known of them, or name more customers."
    )
