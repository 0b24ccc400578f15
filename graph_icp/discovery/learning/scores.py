"""The scores of all accounts by the fits of relations, a float an account."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from graph_icp.discovery.learning.labels import Labels
    from graph_icp.discovery.learning.link_scaling import Vector
    from graph_icp.discovery.learning.relation_fit import RelationFit
    from graph_icp.graph.blocks import Blocks, Links


@dataclass(frozen=True)
class Scores:
    """The scores of all accounts, by their position.

    Attributes
    ----------
    blended : array of float
        The blended scores: 0 of an account of which nothing is known.
    coverage : array of float
        The share of what counts in which each is known, 0 to 1.
    known : array of bool
        Whether anything is known of it that counts.
    """

    blended: Vector
    coverage: Vector
    known: NDArray[np.bool_]


def scores_of(
    relations: Iterable[RelationFit], links: Mapping[str, Links], labels: Labels
) -> Scores:
    """Return the scores of all accounts, customers by their own folds."""
    accounts = len(labels.market)
    blended, coverage = np.zeros(accounts), np.zeros(accounts)
    known = np.zeros(accounts, dtype=bool)
    for each in relations:
        scores = _scores(each, links[each.relation].blocks, labels)
        here = ~np.isnan(scores)
        blended += np.where(here, scores, 0)
        coverage += each.share * here
        known |= here
    return Scores(blended, coverage, known)


def _scores(relation: RelationFit, blocks: Blocks, labels: Labels) -> Vector:
    """Return the scores of all accounts in one relation; nan where nothing that counts is known."""
    scores: Vector = blocks.by_account(partial(relation.score, fold=0))
    customers, folds = labels.customers, labels.fold[labels.customers]
    X = blocks.chosen(customers)
    for fold in np.unique(folds):
        scores[customers[folds == fold]] = relation.score(X[folds == fold], int(fold))
    return scores
