"""How much each relation and each scorer counts in a fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from scipy.optimize import nnls
from scipy.special import ndtri

from graph_icp.discovery.learning.standardised_score import ROUNDING, StandardisedScore

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from graph_icp.discovery.learning.link_weights import Vector

    Matrix = NDArray[np.float64]

# Scores with what a standardised one counts.
WeightedScores: TypeAlias = list[tuple[StandardisedScore, float]]

# How much a scorer's weight is held back, over the number of customers that it was tried on.
CAUTION = 30
# The shares of the market beaten by left-out customers that are taken at their word.
LEAST_BEATEN, MOST_BEATEN = 0.01, 0.995
_STEPS = 200


def equal(parts: Sequence[StandardisedScore]) -> Vector:
    """Return the same weight for each part; they add up to 1."""
    return np.full(len(parts), 1 / len(parts))


def cross_fitted(parts: Sequence[StandardisedScore], market: NDArray[np.bool_]) -> Vector:
    """Return the weights by which left-out customers stand out most from the market.

    Each part's distance d between customers and market, in deviations, follows from how much of
    the market customers beat that it did not learn from; the weights v >= 0 maximise
    d'v - v'(S + D)v / 2, with S the covariance of the parts over the market and D the caution.

    Parameters
    ----------
    parts : sequence of StandardisedScore
    market : array of bool
        The accounts of the market.

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
    beaten = np.array([part.beaten for part in parts])
    distance = np.sqrt(2) * ndtri(np.clip(beaten, LEAST_BEATEN, MOST_BEATEN))
    caution = [CAUTION / max(part.customers, 1) for part in parts]
    together = covariance([part.standard[market] for part in parts]) + np.diag(caution)
    upper = np.linalg.cholesky(together).T
    weights: Vector = nnls(upper, np.linalg.solve(upper.T, distance))[0]
    return weights


def covariance(columns: Sequence[Vector]) -> Matrix:
    """Return the covariance of some scores, each less its mean."""
    centred = np.array([each - each.mean() for each in columns])
    together: Matrix = centred @ centred.T / centred.shape[1]
    return together


def shares(columns: Sequence[Vector]) -> Vector:
    """Return each score's part of the variance of their sum, alike where that is none.

    A score that moves against the others has no part in it.
    """
    together = np.maximum(covariance(columns).sum(axis=1), 0)
    if together.sum() <= ROUNDING:
        together = np.ones(len(columns))
    parts: Vector = together / together.sum()
    return parts


def multipliers(
    columns: Sequence[Vector], fixed: Mapping[int, float], caps: Mapping[int, float]
) -> Vector:
    """Return what to multiply scores by so that some have the shares of the sum they shall have.

    Parameters
    ----------
    columns : sequence of array
        The scores of the market.
    fixed : mapping of int to float
        By place: the share that it shall have, 0 to 1; 0 switches it off.
    caps : mapping of int to float
        By place: the most that its share may be.

    Returns
    -------
    array of float
        By place. The shares that are left to be learned keep their proportions.
    """
    learned = shares(columns)
    wanted = dict(fixed)
    while True:
        rest = [i for i in range(len(columns)) if i not in wanted]
        left, spread = max(1 - sum(wanted.values()), 0.0), float(learned[rest].sum())
        target = np.array(
            [
                wanted.get(i, left * learned[i] / spread if spread > 0 else 0.0)
                for i in range(len(columns))
            ]
        )
        over = [i for i in rest if target[i] > caps.get(i, 1.0) + ROUNDING]
        if not over:
            break
        wanted |= {i: caps[i] for i in over}
    if not wanted:
        return np.ones(len(columns))
    target /= max(float(target.sum()), ROUNDING)
    found = np.zeros(len(columns))
    on = np.flatnonzero(target > 0).tolist()
    found[on] = _budgeted(covariance([columns[i] for i in on]), target[on])
    return found


def _budgeted(together: Matrix, target: Vector) -> Vector:
    """Return m > 0 with m (together m) proportional to the target, scaled to a variance of 1.

    References
    ----------
    Griveau-Billion, T., Richard, J.-C., Roncalli, T. (2013). A fast algorithm for computing
    high-dimensional risk parity portfolios: cyclical coordinate descent.
    """
    own = np.maximum(np.diag(together), ROUNDING)
    m = np.sqrt(target / own)
    for _ in range(_STEPS):
        before = m.copy()
        for i in range(len(m)):
            others = float(together[i] @ m) - own[i] * m[i]
            m[i] = (np.sqrt(others**2 + 4 * own[i] * target[i]) - others) / (2 * own[i])
        if np.allclose(m, before, rtol=1e-13, atol=0):
            break
    return m
