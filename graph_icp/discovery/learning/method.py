"""Methods: their scorers, and the weight of each score."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_icp.discovery.learning.blend import cross_fitted, equal
from graph_icp.discovery.learning.link_scaling import known_at_all
from graph_icp.discovery.learning.scale import ENOUGH
from graph_icp.discovery.learning.scorer import scorer, scorers
from graph_icp.discovery.learning.standardised_score import score
from graph_icp.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scipy.sparse import csr_array

    from graph_icp.discovery.learning.blend import WeightedScores
    from graph_icp.discovery.learning.labels import Labels
    from graph_icp.discovery.learning.standardised_score import StandardisedScore
    from graph_icp.graph.matrix import Graph

# The method that blends scorers, each weighted by its success with left-out customers.
AUTO = "auto"
BLENDED = ("ridge", "ridge-unit", "walk")
# The scorer used alone, all relations counting alike, if there are too few customers for tests.
CAREFUL = "ridge-unit"


def learned_scores(graph: Graph, labels: Labels, method: str) -> WeightedScores:
    """Return the scores that a method learns from customers and that count, with their weights.

    Parameters
    ----------
    graph : Graph
    labels : Labels
        Of the graph's accounts.
    method : str
        `auto` or the name of a scorer.

    Returns
    -------
    list of (StandardisedScore, float)
        Empty if there are no customers, or nothing tells accounts apart.

    Raises
    ------
    UnknownNameError
        If there is no such method.
    """
    if method != AUTO and method not in scorers():
        raise UnknownNameError("method", method, [AUTO, *scorers()])
    if not len(labels.customers):
        return []
    matrices = graph.matrices.values()
    names = scorers_used(method, labels, (each.values for each in matrices))
    scores = [score(matrix, labels, scorer(name)) for matrix in matrices for name in names]
    return weighted_scores(scores, labels, names)


def scorers_used(method: str, labels: Labels, links: Iterable[csr_array]) -> tuple[str, ...]:
    """Return the names of a method's scorers, given the links of accounts."""
    if method != AUTO:
        return (method,)
    known = known_at_all(links, len(labels.market))[labels.customers]
    return BLENDED if int(known.sum()) >= ENOUGH else (CAREFUL,)


def weighted_scores(
    scores: Iterable[StandardisedScore], labels: Labels, names: tuple[str, ...]
) -> WeightedScores:
    """Return the scores by these scorers that count, with their weights.

    Several scorers are weighted by their success with left-out customers; a single one counts
    alike in all relations.
    """
    telling = [each for each in scores if each.tells and each.scorer in names]
    if not telling:
        return []
    weights = cross_fitted(telling, labels.market) if len(names) > 1 else equal(telling)
    return [(each, float(v)) for each, v in zip(telling, weights, strict=True) if v > 0]
