"""Measures of a ranking by the positions of hidden customers in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from graph_icp.discovery.learning.link_scaling import Dense, Vector

PRECISION_AT = 20
RECALL_AT = (50, 100)


# The measures of `Found.parts`.
# auc: how often a hidden customer ranks above another account, the area under the ROC curve.
# average_precision: the mean, over hidden customers, of their share among all accounts down to
# their position. precision: their share of the first PRECISION_AT. recall_50 and recall_100: the
# share of them among the first 50 and 100. lift: how many times more of them are in the top tenth
# than by chance.
MEASURES = ("auc", "average_precision", "precision", "recall_50", "recall_100", "lift")


@dataclass(frozen=True)
class Found:
    """The positions of hidden customers in a ranking, by customer.

    Attributes
    ----------
    above, alike : array of int
        The numbers of accounts that score more, and the same, itself included.
    hidden_above, hidden_alike : array of int
        The numbers of hidden customers among them.
    accounts : float
        The number of ranked accounts; of a sample, about how many the whole market has.
    """

    above: Vector
    alike: Vector
    hidden_above: Vector
    hidden_alike: Vector
    accounts: float

    @classmethod
    def of(cls, scores: Vector, wanted: NDArray[np.bool_], stands_for: float = 1.0) -> Found:
        """Find them by their scores; nan, where nothing is known, comes last.

        Each of the other accounts stands for so many of the market, so that positions are about
        those in the whole list.
        """
        scores = np.where(np.isnan(scores), -np.inf, scores)
        mine = scores[wanted]
        hidden = _above(mine, mine)
        above, alike = (
            own + stands_for * (all_of_them - own)
            for own, all_of_them in zip(hidden, _above(scores, mine), strict=True)
        )
        return cls(above, alike, *hidden, len(mine) + stands_for * (len(scores) - len(mine)))

    def among(self, places: Vector | float) -> Dense:
        """Return the probability of each customer at each first position: customers x positions."""
        least = self.above[:, None]
        share: Dense = np.clip((np.atleast_1d(places) - least) / self.alike[:, None], 0, 1)
        return share

    def parts(self) -> Dense:
        """Return customers x MEASURES; the mean over customers measures the ranking.

        Every order of equal scores is as likely, so each customer counts its mean over these.

        References
        ----------
        AUC by ranks: Hanley, J. A., McNeil, B. J. (1982). The meaning and use of the area under
        a receiver operating characteristic (ROC) curve. Radiology 143. Means over equal scores:
        McSherry, F., Najork, M. (2008). Computing information retrieval performance measures
        efficiently in the presence of tied scores. ECIR.
        """
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
        """Return the share of hidden customers down to each one, mean over its positions."""
        standing = np.column_stack([self.above, self.alike, self.hidden_above, self.hidden_alike])
        several, which = np.unique(standing, axis=0, return_inverse=True)
        means = np.empty(len(several))
        for place, (above, alike, hidden_above, hidden_alike) in enumerate(several):
            within = np.arange(1, int(alike) + 1)
            before = (within - 1) * (hidden_alike - 1) / max(alike - 1, 1)
            means[place] = ((hidden_above + 1 + before) / (above + within)).mean()
        precisions: Vector = means[which.ravel()]
        return precisions


def _above(scores: Vector, mine: Vector) -> tuple[Vector, Vector]:
    """Return the numbers of scores above each of mine, and equal to it."""
    ordered = np.sort(scores)
    upto = np.searchsorted(ordered, mine, "right")
    above, alike = len(scores) - upto, upto - np.searchsorted(ordered, mine, "left")
    return above.astype(np.float64), alike.astype(np.float64)
