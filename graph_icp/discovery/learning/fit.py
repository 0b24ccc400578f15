"""Learning a fit: from links to points, 0 a typical company of the market, 100 a customer.

The rules are in docs/rules.md.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, reduce
from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.icp import LearningConstraints
from graph_icp.discovery.learning.blend import blended, of_deviation, shares
from graph_icp.discovery.learning.counting import counted, counting_traits
from graph_icp.discovery.learning.hypothesis import COUNTS_AS_CUSTOMERS, hypothesis_scores
from graph_icp.discovery.learning.link_scaling import (
    counted_in,
    degrees,
    inverse_frequency,
    known_in,
    several_have,
    weighted,
)
from graph_icp.discovery.learning.method import AUTO, learned_scores
from graph_icp.discovery.learning.placement import Placement
from graph_icp.discovery.learning.relation_shares import constrained, known_parts, lopsided
from graph_icp.discovery.learning.scale import scale
from graph_icp.discovery.learning.scorer import Weights
from graph_icp.errors import RankingError

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from graph_icp.discovery.learning.blend import WeightedScores
    from graph_icp.discovery.learning.labels import Labels
    from graph_icp.discovery.learning.link_scaling import Vector
    from graph_icp.discovery.learning.scorer import Learned
    from graph_icp.graph.matrix import Graph, Matrix


@dataclass(frozen=True)
class Part:
    """What one scorer counts in a relation.

    Attributes
    ----------
    scorer : str
    weight : float
        What a standardised score of it counts.
    factor : array of float
        By fold: what a unit of its score counts.
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
        What each trait adds to the blended score, by fold.
    typical : array of float
        By fold: what `learned` gives a typical account of the market that is known in the
        relation.
    idf : array of float
        Each trait's inverse frequency, for likeness between accounts.
    accounts : float
        How many accounts there were, of which `idf` is worked out; nan in a run of a version that
        counted the traits of one account alone.
    share : float
        The relation's part of the variance of all over the market, 0 to 1; they add up to 1.
    parts : tuple of Part
        The scorers that it was blended from.
    known_customers, known_market : float
        The parts of the customers learned from, and of the market, that are known in it.
    held : bool
        Whether its share is held back because it is known of customers far more often.
    prospects : array of float
        By trait: how many of the market have it; nan in a run that a version before 5 kept.
    of_prospects : float
        How many of the market are known in it; likewise.
    """

    relation: str
    traits: pd.DataFrame
    learned: Learned
    typical: Vector
    idf: Vector
    accounts: float
    share: float
    parts: tuple[Part, ...]
    known_customers: float
    known_market: float
    held: bool
    prospects: Vector
    of_prospects: float

    @cached_property
    def counting(self) -> NDArray[np.bool_]:
        """By trait: whether it counts, which several accounts have or a hypothesis names."""
        return several_have(self.idf, self.accounts) | self.learned.weighed()

    def counted(self, X: csr_array) -> NDArray[np.bool_]:
        """Return which rows (accounts x traits) have a trait that counts."""
        return counted_in(weighted(X, self.counting.astype(np.float64)))

    def alone(self, row: csr_array) -> list[str]:
        """Return the names of an account's traits (1 x traits) that no other account has."""
        columns = row.indices[~self.counting[row.indices]]
        return [str(name) for name in self.traits["name"].iloc[columns]]

    @property
    def counts_though_held(self) -> bool:
        """Whether it is held back for being lopsided, and still counts at least 1%."""
        return self.held and round(self.share, 2) > 0


@dataclass(frozen=True)
class Fit:
    """A learned fit.

    Attributes
    ----------
    method : str
    relations : tuple of RelationFit
    typical : float
        The blended score of a typical company of the market: 0 points.
    span : float
        How far above it 100 points lie.
    hundred : str
        What 100 points are: "a typical customer", or where they are too few or no better, "the
        top hundredth of the market" or "the best of the market".
    placement : Placement
        What turns points into a fit.
    hypothesis : float
        What the hypothesis counts beside what customers say, 0 to 1.
    warnings : tuple of str
    """

    method: str
    relations: tuple[RelationFit, ...]
    typical: float
    span: float
    hundred: str
    placement: Placement
    hypothesis: float
    warnings: tuple[str, ...]


def learn(
    graph: Graph, labels: Labels, method: str = AUTO, constraints: LearningConstraints | None = None
) -> tuple[Fit, Vector]:
    """Learn a fit and return it with the points of every account.

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
    points : array of float
        By account; a customer's own is scored with its fold's labels left out, and the blended
        score of an account known in no relation is 0.

    Raises
    ------
    RankingError
        If the customers share nothing that sets them apart.
    UnknownNameError
        If there is no such method.
    """
    constraints = constraints or LearningConstraints()
    parts_known = {name: known_parts(each, labels) for name, each in graph.matrices.items()}
    held = lopsided(parts_known, len(labels.customers), constraints)
    constraints = replace(constraints, caps={**held, **constraints.caps})
    counting = counting_traits(graph, constraints.hypothesis)
    scores, hypothesis, unknown = _scores(counted(graph, counting), labels, method, constraints)
    by_relation = {
        name: of_it
        for name in graph.matrices
        if (of_it := [each for each in scores if each[0].relation == name])
    }
    columns = [blended(each) for each in by_relation.values()]
    total: Vector = np.sum(columns, axis=0)
    parts = shares([each[labels.market] for each in columns])
    relations = tuple(
        _relation_fit(
            *(graph.matrices[name], counting[name], of_it, share, parts_known[name]),
            held=name in held,
            market=labels.market,
        )
        for (name, of_it), share in zip(by_relation.items(), parts, strict=True)
    )
    typical = float(np.median(total[labels.market]))
    known = np.any([each.known for each, _ in scores], axis=0)
    span, hundred, warnings = scale(total, typical, labels, known)
    points = 100 * (total - typical) / span
    placement = Placement.of(points, labels, known)
    warnings = (*unknown, *warnings)
    fit = Fit(method, relations, typical, span, hundred, placement, hypothesis, warnings)
    return fit, points


def _scores(
    graph: Graph, labels: Labels, method: str, constraints: LearningConstraints
) -> tuple[WeightedScores, float, list[str]]:
    """Return the scores that count, what the hypothesis counts among them, and warnings."""
    learned = learned_scores(graph, labels, method)
    thought, unknown = hypothesis_scores(graph, labels, constraints.hypothesis)
    counts = 0.0
    if thought:
        counts = COUNTS_AS_CUSTOMERS / (len(labels.customers) + COUNTS_AS_CUSTOMERS)
        counts = counts if learned else 1.0
        learned = of_deviation(learned, labels.market, 1 - counts)
        thought = of_deviation(thought, labels.market, counts)
    scores = constrained([*learned, *thought], labels.market, constraints)
    off = [name for name in graph.matrices if constraints.shares.get(name) == 0]
    if not scores and off and len(off) == len(graph.matrices):
        raise RankingError(
            f"icp.toml switches off every relation that this market has ({', '.join(off)}); "
            "leave one on under [relations]."
        )
    if not scores:
        raise RankingError(
            "Your customers share nothing that sets them apart from other companies; "
            "load more of what is known of them, or name more customers."
        )
    return scores, counts, unknown


def _relation_fit(
    matrix: Matrix,
    counting: NDArray[np.bool_],
    scores: WeightedScores,
    share: float,
    parts_known: tuple[float, float],
    *,
    held: bool,
    market: NDArray[np.bool_],
) -> RelationFit:
    """Return the scores of one relation as one scorer."""
    of_market = matrix.values[market]
    factors = [each.factor(weight) for each, weight in scores]
    scored = [each for each, _ in scores]
    scaled = [each.learned.times(factor) for each, factor in zip(scored, factors, strict=True)]
    return RelationFit(
        matrix.relation,
        matrix.traits,
        reduce(_together, scaled).only(counting),
        np.sum([each.mean * factor for each, factor in zip(scored, factors, strict=True)], axis=0),
        inverse_frequency(matrix.values),
        matrix.values.shape[0],
        share,
        tuple(
            Part(each.scorer, weight, factor, each.beaten)
            for (each, weight), factor in zip(scores, factors, strict=True)
        ),
        *parts_known,
        held,
        degrees(of_market),
        float(known_in(of_market).sum()),
    )


def _together(one: Learned, other: Learned) -> Learned:
    if isinstance(one, Weights) and isinstance(other, Weights):
        return one.plus(other)
    raise RankingError("A method that compares pairs cannot be blended with a hypothesis.")
