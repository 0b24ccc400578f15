"""Numbers rounded together, so that what is shown adds up."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence


def apportioned(
    numbers: Sequence[float], decimals: int = 0, total: float | None = None
) -> list[float]:
    """Return numbers rounded so that they add up (largest remainders).

    Parameters
    ----------
    numbers : sequence of float
        Finite numbers.
    decimals : int
        How many decimals are kept.
    total : float, optional
        What they add up to: their sum, rounded up or down; by default their rounded sum.

    Returns
    -------
    list of float
        Each less than one last digit away from its number.
    """
    scaled = np.asarray(numbers, dtype=float) * 10**decimals
    down = np.floor(scaled)
    sum_shown = scaled.sum() if total is None else total * 10**decimals
    missing = int(np.rint(sum_shown) - down.sum())
    up = np.argsort(-(scaled - down), kind="stable")[:missing]
    down[up] += 1
    return [float(each) for each in down / 10**decimals + 0.0]
