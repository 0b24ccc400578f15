"""How well a ranking finds what was hidden in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import rankdata

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from graph_icp.discovery.features import Vector

PRECISION_AT = 20
RECALL_AT = (50, 100)


@dataclass(frozen=True)
class Quality:
    """What a ranking is worth.

    Attributes
    ----------
    auc : float
        How often one that is looked for stands above another: the area under the ROC curve.
    average_precision : float
        The mean, over those looked for, of the share of them among all down to their place.
    precision : float
        The share of those looked for among the first PRECISION_AT.
    recall_50, recall_100 : float
        The share of them that is among the first 50 and 100.
    lift : float
        How many times more of them are in the top tenth than by chance.
    """

    auc: float
    average_precision: float
    precision: float
    recall_50: float
    recall_100: float
    lift: float


def quality(scores: Vector, wanted: NDArray[np.bool_]) -> Quality:
    """Measure a ranking; of equal scores every order is as likely, so each counts its mean.

    Parameters
    ----------
    scores : array of float
        Higher is better; nan, where nothing is known, is last.
    wanted : array of bool
        Which are looked for; some, but not all.

    Returns
    -------
    Quality

    References
    ----------
    AUC by ranks: Hanley, J. A., McNeil, B. J. (1982). The meaning and use of the area under a
    receiver operating characteristic (ROC) curve. Radiology 143. Means over equal scores:
    McSherry, F., Najork, M. (2008). Computing information retrieval performance measures
    efficiently in the presence of tied scores. ECIR.
    """
    scores = np.where(np.isnan(scores), -np.inf, scores)
    groups = _Groups.of(scores, wanted)
    return Quality(
        _auc(scores, wanted),
        groups.average_precision(),
        groups.found(PRECISION_AT) / min(PRECISION_AT, len(scores)),
        groups.found(RECALL_AT[0]) / groups.total,
        groups.found(RECALL_AT[1]) / groups.total,
        groups.found(len(scores) / 10) / groups.total * 10,
    )


def _auc(scores: Vector, wanted: NDArray[np.bool_]) -> float:
    hits, others = int(wanted.sum()), int((~wanted).sum())
    above = rankdata(scores)[wanted].sum() - hits * (hits + 1) / 2
    return float(above / (hits * others))


@dataclass(frozen=True)
class _Groups:
    """Accounts of equal score, best first: how many there are, and how many are looked for."""

    sizes: NDArray[np.intp]
    hits: Vector

    @classmethod
    def of(cls, scores: Vector, wanted: NDArray[np.bool_]) -> _Groups:
        _, group = np.unique(-scores, return_inverse=True)
        sizes = np.bincount(group)
        hits = np.bincount(group, weights=wanted.astype(np.float64)).astype(np.float64)
        return cls(sizes, hits)

    @property
    def total(self) -> float:
        return float(self.hits.sum())

    def found(self, places: float) -> float:
        """Return how many of those looked for stand on the first places."""
        before = np.concatenate([[0.0], np.cumsum(self.sizes)[:-1]])
        taken = np.clip(places - before, 0, self.sizes) / self.sizes
        return float(self.hits @ taken)

    def average_precision(self) -> float:
        total, above, passed = 0.0, 0.0, 0.0
        for size, hits in zip(self.sizes, self.hits, strict=True):
            if hits:
                # At each place within the group, the hits before it are as many as by chance.
                place = np.arange(1, size + 1)
                before = (place - 1) * (hits - 1) / (size - 1) if size > 1 else np.zeros(1)
                total += float(hits / size * ((above + before + 1) / (passed + place)).sum())
            above, passed = above + hits, passed + size
        return total / self.total
