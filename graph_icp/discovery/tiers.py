"""Tiers: how a fit is told to people who want to know whom to call first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from graph_icp.discovery.features import Vector

BEST, GOOD, BAD, INSUFFICIENT = "Best fit", "Good fit", "Bad fit", "Insufficient data"

# As good as a typical customer; nearer to one than to a typical company.
BEST_FROM = 100.0
GOOD_FROM = 50.0
# Of less than this part of what counts, a fit says little either way.
COVERAGE_FROM = 0.25


def tiers(fits: Vector, coverage: Vector) -> NDArray[np.object_]:
    """Return the tier of each account.

    Parameters
    ----------
    fits : array of float
        Fits; nan where nothing is known.
    coverage : array of float
        The share of what counts in which each is known, 0 to 1.
    """
    told = np.select(
        [(coverage < COVERAGE_FROM) | np.isnan(fits), fits >= BEST_FROM, fits >= GOOD_FROM],
        [INSUFFICIENT, BEST, GOOD],
        BAD,
    )
    return told.astype(object)
