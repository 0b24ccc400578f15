"""Intervals around a mean over hidden customers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from graph_icp.discovery.learning.link_scaling import Dense


# The middle part of the resampled means that an interval covers.
SURE = 0.95
DRAWS = 1_000


def interval(parts: Sequence[Dense], hidden: Sequence[NDArray[np.intp]], learned: int) -> Dense:
    """Return the range of means if other, similar customers had been hidden.

    Customers are drawn with replacement, and one that is hidden in several splits counts in all
    of them: more splits of the same customers are no more evidence. Customers hidden in one split
    teach in the next, so chance traits in common make the mean over splits less sure: the interval
    is stretched for that.

    Parameters
    ----------
    parts : sequence of array of float
        By split: hidden customers x measures.
    hidden : sequence of array of int
        By split: the customer of each row.
    learned : int
        The number of customers that a split learns from.

    Returns
    -------
    array of float
        2 x measures: the lower and the upper bound of the middle SURE of the draws.

    References
    ----------
    Efron, B., Tibshirani, R. (1993). An Introduction to the Bootstrap, 13.3. Drawing whole groups
    of rows: Davison, A. C., Hinkley, D. V. (1997). Bootstrap Methods and their Application, 3.8.
    Splits that learn from each other's customers: Nadeau, C., Bengio, Y. (2003). Inference for the
    generalization error. Machine Learning 52.
    """
    who, row = np.unique(np.concatenate(hidden), return_inverse=True)
    values = np.concatenate(parts)
    sums = np.zeros((len(who), values.shape[1]))
    np.add.at(sums, row, values)
    often = np.bincount(row)
    random = np.random.default_rng(0)
    drawn = random.multinomial(len(who), np.full(len(who), 1 / len(who)), size=DRAWS)
    means = (drawn @ sums) / (drawn @ often)[:, None]
    outside = 50 * (1 - SURE)
    bounds = np.percentile(means, [outside, 100 - outside], axis=0)
    mean = values.mean(axis=0)
    stretched: Dense = mean + (bounds - mean) * _stretch(hidden, often, learned)
    return stretched


def _stretch(hidden: Sequence[NDArray[np.intp]], often: NDArray[np.intp], learned: int) -> float:
    """Return the factor by which a mean over splits varies more than one over drawn customers."""
    count = len(hidden[0])
    variance = min(1.0, 1 / len(hidden) + count / learned) / count
    drawn = float((often**2).sum()) / float(often.sum()) ** 2
    return float(np.sqrt(max(1.0, variance / drawn)))
