"""Fit: the place of an account's points among those of customers, 0 to 100."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.learning.scale import ENOUGH

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from graph_icp.discovery.learning.labels import Labels
    from graph_icp.discovery.learning.link_scaling import Vector

CUSTOMERS, MARKET = "customers", "market"
# Of more points than this, so many are kept, evenly over their order.
KEPT = 1_000
# Points that differ by less are the same but for rounding.
_SAME = 1e-9


@dataclass(frozen=True)
class Placement:
    """The points that fits are places among.

    Attributes
    ----------
    points : array of float
        Ascending, each once.
    fits : array of float
        The fit at each of them: of n points p_1 <= ... <= p_n, p_i stands at 100 (i - .5) / n,
        equal ones at their mean.
    among : str
        Whose points they are: "customers", each scored out of fold, or "market" where there are
        too few of them.
    """

    points: Vector
    fits: Vector
    among: str

    @classmethod
    def of(cls, points: Vector, labels: Labels, known: NDArray[np.bool_]) -> Placement:
        """Return the placement among customers, or among the market where they are too few.

        Parameters
        ----------
        points : array of float
            By account; a customer's own by the labels of other folds.
        labels : Labels
        known : array of bool
            By account: whether anything is known of it that counts.
        """
        customers = labels.customers[known[labels.customers]]
        if len(customers) >= ENOUGH:
            return cls.among_these(points[customers], CUSTOMERS)
        return cls.among_these(points[labels.market & known], MARKET)

    @classmethod
    def among_these(cls, points: Vector, among: str) -> Placement:
        """Return the placement among some points, in any order."""
        ordered = np.sort(points)
        places = 100 * (np.arange(len(ordered)) + 0.5) / len(ordered)
        new = np.append(True, np.diff(ordered) > _SAME)[: len(ordered)]
        group = np.cumsum(new) - 1
        means = np.bincount(group, places) / np.maximum(np.bincount(group), 1)
        each = ordered[new]
        if len(each) > KEPT:
            kept = np.round(np.linspace(0, len(each) - 1, KEPT)).astype(np.intp)
            each, means = each[kept], means[kept]
        return cls(each, means, among)

    def fit(self, points: Vector) -> Vector:
        """Return the fit of accounts by their points: linear between two, nan where these are."""
        if not len(self.points):
            return np.full(len(points), np.nan)
        fits = np.interp(points, self.points, self.fits)
        fits = np.where(points < self.points[0] - _SAME, 0.0, fits)
        fits = np.where(points > self.points[-1] + _SAME, 100.0, fits)
        placed: Vector = np.where(np.isnan(points), np.nan, fits)
        return placed
