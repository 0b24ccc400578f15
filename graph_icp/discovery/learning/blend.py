"""Blend: the weighted sum of standardised scores."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from graph_icp.discovery.learning.standardised_score import ROUNDING, StandardisedScore

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from graph_icp.discovery.learning.link_scaling import Dense, Vector

# Scores and their weights.
WeightedScores: TypeAlias = list[tuple[StandardisedScore, float]]

# The caution of a scorer's weight, over the number of customers that tested the scorer.
CAUTION = 30
# The bounds of the share of the market that left-out customers beat.
LEAST_BEATEN, MOST_BEATEN = 0.01, 0.995


def equal(parts: Sequence[StandardisedScore]) -> Vector:
    """Return the same weight for each part; they add up to 1."""
    return np.full(len(parts), 1 / len(parts))


def cross_fitted(parts: Sequence[StandardisedScore], market: NDArray[np.bool_]) -> Vector:
    """Return the weights by which left-out customers stand out most from the market.

    Each part's distance d between customers and market, in deviations, follows from the share of
    the market that left-out customers beat; the weights v >= 0 maximise d'v - v'(S + D)v / 2, with
    S the covariance of the parts over the market and D the caution.

    Parameters
    ----------
    parts : sequence of StandardisedScore
    market : array of bool
        Which of the accounts tried are of the market.

    Returns
    -------
    array of float
        By part, 0 or more.

    References
    ----------
    The distance that belongs to an area under the ROC curve: Green, D. M., Swets, J. A. (1966).
    Signal Detection Theory and Psychophysics. The best linear blend of scores: Su, J. Q., Liu,
    J. S. (1993). Linear combinations of multiple diagnostic markers. Journal of the American
    Statistical Association 88.
    """
    from scipy.optimize import nnls  # takes a while
    from scipy.special import ndtri

    beaten = np.array([part.beaten for part in parts])
    distance = np.sqrt(2) * ndtri(np.clip(beaten, LEAST_BEATEN, MOST_BEATEN))
    caution = [CAUTION / max(part.customers, 1) for part in parts]
    together = covariance([part.standard[market] for part in parts]) + np.diag(caution)
    upper = np.linalg.cholesky(together).T
    weights: Vector = nnls(upper, np.linalg.solve(upper.T, distance))[0]
    return weights


def covariance(columns: Sequence[Vector]) -> Dense:
    """Return the covariance of some scores, each less its mean."""
    centred = np.array([each - each.mean() for each in columns])
    together: Dense = centred @ centred.T / centred.shape[1]
    return together


def shares(columns: Sequence[Vector]) -> Vector:
    """Return each score's part of the variance of their sum, equal parts where that is 0.

    A score that moves against the others has no part in it.
    """
    together = np.maximum(covariance(columns).sum(axis=1), 0)
    if together.sum() <= ROUNDING:
        together = np.ones(len(columns))
    parts: Vector = together / together.sum()
    return parts


def blended(scores: WeightedScores) -> Vector:
    """Return the weighted sum of standardised scores, by account tried."""
    total: Vector = np.sum([weight * each.standard for each, weight in scores], axis=0)
    return total


def of_deviation(
    scores: WeightedScores, market: NDArray[np.bool_], deviation: float
) -> WeightedScores:
    """Return the scores with their weighted sum brought to this deviation over the market."""
    now = float(blended(scores)[market].std()) if scores else 0.0
    factor = deviation / now if now > ROUNDING else 0.0
    return [(each, weight * factor) for each, weight in scores if factor]
