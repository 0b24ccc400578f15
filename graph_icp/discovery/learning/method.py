"""Methods: their scorers, and the weight of each score."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from graph_icp.discovery.learning.blend import cross_fitted, equal
from graph_icp.discovery.learning.scorer import scorer, scorers
from graph_icp.discovery.learning.standardised_score import score
from graph_icp.errors import UnknownNameError
from graph_icp.graph.relations import relation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph_icp.discovery.learning.blend import WeightedScores
    from graph_icp.discovery.learning.labels import Labels
    from graph_icp.discovery.learning.standardised_score import StandardisedScore
    from graph_icp.graph.blocks import Links

# The method that blends scorers, each weighted by its success with left-out customers.
AUTO = "auto"
BLENDED = ("ridge", "ridge-unit", "walk")
# So many scorers learn at the same time, each with links of its own.
_AT_ONCE = 4
# Of people a regression would count against an account that nobody there is tied to a customer.
BLENDED_OF_PEOPLE = ("walk",)


def scores_of_all(
    links: Mapping[str, Links], labels: Labels, method: str
) -> list[StandardisedScore]:
    """Return every relation's scores by the scorers that a method uses, whether they count or not.

    Parameters
    ----------
    links : mapping of str to Links
        By relation.
    labels : Labels
        Of the same accounts.
    method : str
        `auto` or the name of a scorer.

    Returns
    -------
    list of StandardisedScore
        Empty if there are no customers.

    Raises
    ------
    UnknownNameError
        If there is no such method.
    """
    if method != AUTO and method not in scorers():
        raise UnknownNameError("method", method, [AUTO, *scorers()])
    if not len(labels.customers):
        return []
    asked = [(each, name) for each in links.values() for name in _used(method, each.relation)]
    # Products of sparse matrices, which take most of the time, let other threads run.
    with ThreadPoolExecutor(min(os.cpu_count() or 1, _AT_ONCE)) as threads:
        return [*threads.map(lambda each: score(each[0], labels, scorer(each[1])), asked)]


def _used(method: str, name: str) -> tuple[str, ...]:
    """Return the names of the scorers that a method uses in a relation."""
    if method != AUTO:
        return (method,)
    return BLENDED_OF_PEOPLE if relation(name).of_people() else BLENDED


def weighted_scores(scores: Sequence[StandardisedScore], labels: Labels) -> WeightedScores:
    """Return the scores that count, with their weights; empty if nothing tells accounts apart.

    Several scorers are weighted by their success with left-out customers; a single one counts
    alike in all relations.
    """
    telling = [each for each in scores if each.tells]
    if not telling:
        return []
    several = len({each.scorer for each in scores}) > 1
    weights = cross_fitted(telling, labels.tried.market) if several else equal(telling)
    return [(each, float(v)) for each, v in zip(telling, weights, strict=True) if v > 0]
