"""How well each hidden customer was found, from which every measure of a ranking is a mean."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.metrics import PRECISION_AT, RECALL_AT, Quality

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from graph_icp.discovery.features import Vector

    Matrix = NDArray[np.float64]

MEASURES = tuple(each.name for each in fields(Quality))
# Of the draws in which customers are resampled, the middle part that an interval covers.
SURE = 0.95
DRAWS = 1_000


@dataclass(frozen=True)
class Found:
    """Where hidden customers stand in a ranking, by customer.

    Attributes
    ----------
    above, alike : array of int
        How many accounts score more, and how many as much, itself included.
    hidden_above, hidden_alike : array of int
        How many of them are hidden customers.
    accounts : int
        How many are ranked.
    """

    above: Vector
    alike: Vector
    hidden_above: Vector
    hidden_alike: Vector
    accounts: int

    @classmethod
    def of(cls, scores: Vector, wanted: NDArray[np.bool_]) -> Found:
        """Find them by their scores; nan, where nothing is known, is last."""
        scores = np.where(np.isnan(scores), -np.inf, scores)
        mine = scores[wanted]
        return cls(*_above(scores, mine), *_above(mine, mine), len(scores))

    def among(self, places: Vector | float) -> Matrix:
        """Return how likely each customer is among the first places: customers x places."""
        least = self.above[:, None]
        share: Matrix = np.clip((np.atleast_1d(places) - least) / self.alike[:, None], 0, 1)
        return share

    def parts(self) -> Matrix:
        """Return customers x MEASURES; the mean over customers is `metrics.quality`."""
        others = self.accounts - len(self.above)
        below = (self.above - self.hidden_above) + (self.alike - self.hidden_alike) / 2
        first = min(PRECISION_AT, self.accounts)
        return np.column_stack(
            [
                1 - below / others,
                self._precisions(),
                self.among(PRECISION_AT) * len(self.above) / first,
                self.among(np.array(RECALL_AT, dtype=np.float64)),
                self.among(self.accounts / 10) * 10,
            ]
        )

    def _precisions(self) -> Vector:
        """Return the share of hidden customers down to each one's place, mean over its places."""
        standing = np.column_stack([self.above, self.alike, self.hidden_above, self.hidden_alike])
        several, which = np.unique(standing, axis=0, return_inverse=True)
        means = np.empty(len(several))
        for place, (above, alike, hidden_above, hidden_alike) in enumerate(several):
            within = np.arange(1, int(alike) + 1)
            before = (within - 1) * (hidden_alike - 1) / max(alike - 1, 1)
            means[place] = ((hidden_above + 1 + before) / (above + within)).mean()
        precisions: Vector = means[which.ravel()]
        return precisions


def interval(parts: Sequence[Matrix], hidden: Sequence[NDArray[np.intp]], learned: int) -> Matrix:
    """Return between what means lie when other customers of the kind had been hidden.

    Customers are drawn with replacement, and one that is hidden in several splits counts in all
    of them: splits of the same customers are no more evidence than the customers are. What those
    that are hidden now have by chance in common teaches in the next split, and makes the mean over
    splits still less sure: the interval is stretched by that.

    Parameters
    ----------
    parts : sequence of array of float
        By split: hidden customers x measures.
    hidden : sequence of array of int
        By split: which customer each row is.
    learned : int
        How many customers a split learns from.

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
    stretched: Matrix = mean + (bounds - mean) * _stretch(hidden, often, learned)
    return stretched


def _stretch(hidden: Sequence[NDArray[np.intp]], often: NDArray[np.intp], learned: int) -> float:
    """Return how much more a mean over splits varies than one over the customers drawn."""
    count = len(hidden[0])
    variance = min(1.0, 1 / len(hidden) + count / learned) / count
    drawn = float((often**2).sum()) / float(often.sum()) ** 2
    return float(np.sqrt(max(1.0, variance / drawn)))


def _above(scores: Vector, mine: Vector) -> tuple[Vector, Vector]:
    """Return how many scores are above each of mine, and how many are equal."""
    ordered = np.sort(scores)
    upto = np.searchsorted(ordered, mine, "right")
    above, alike = len(scores) - upto, upto - np.searchsorted(ordered, mine, "left")
    return above.astype(np.float64), alike.astype(np.float64)
