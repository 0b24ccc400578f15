"""Tiers: a fit in words, for people who want to know whom to call first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.icp import Tiers
from graph_icp.rounding import reaches

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from graph_icp.discovery.learning.link_scaling import Vector

BEST, GOOD, BAD = "Best fit", "Good fit", "Bad fit"
INSUFFICIENT, DISQUALIFIED = "Insufficient data", "Disqualified"
TIERS = (BEST, GOOD, BAD, INSUFFICIENT, DISQUALIFIED)


def tiers(
    fits: Vector,
    coverage: Vector,
    cut: Tiers | None = None,
    disqualified: NDArray[np.bool_] | None = None,
) -> NDArray[np.object_]:
    """Return the tier of each account.

    Parameters
    ----------
    fits : array of float
        0 to 100; nan where nothing is known.
    coverage : array of float
        The share of what counts in which each is known, 0 to 1.
    cut : Tiers, optional
    disqualified : array of bool, optional
        Who breaks a rule of the ideal customer profile.
    """
    cut = cut or Tiers()
    out = np.zeros(len(fits), dtype=bool) if disqualified is None else disqualified
    told = np.select(
        [
            out,
            (coverage < cut.coverage) | np.isnan(fits),
            reaches(fits, cut.best),
            reaches(fits, cut.good),
        ],
        [DISQUALIFIED, INSUFFICIENT, BEST, GOOD],
        BAD,
    )
    return told.astype(object)
