"""Numbers as people read them: scores cut, never rounded up, and parts that add up.

Tiers, cells and labels begin at a score of 50, of 20 or of .6: who is shown with one has it. So
49.97 is 49 where whole numbers are shown and 49.9 where one decimal is, never 50.
"""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray

# How far a number may lie below another through computing with floating point.
_ERROR = 1e-9


def cut(numbers: ArrayLike, decimals: int = 0) -> NDArray[np.float64]:
    """Return the greatest numbers of so many decimals that are not above these; nan stays nan.

    What falls short by an error of floating point alone does not: .6 x 4/3 is .8.

    Parameters
    ----------
    numbers : array of float
    decimals : int
    """
    exact = np.asarray(numbers, dtype=np.float64)
    near = np.round(exact, decimals)
    down: NDArray[np.float64] = np.where(
        near > exact + _ERROR, np.round(near - 10.0**-decimals, decimals), near
    )
    return down + 0.0


def reaches(numbers: ArrayLike, least: float) -> NDArray[np.bool_]:
    """Return which numbers are at least so great, as they are shown: what is shown as .6 is Strong.

    Parameters
    ----------
    numbers : array of float
    least : float
    """
    enough: NDArray[np.bool_] = np.asarray(numbers, dtype=np.float64) >= least - _ERROR
    return enough


def cut_text(number: float, decimals: int = 0) -> str:
    """Return a score as it is shown everywhere, cut: "82", with one decimal "82.9"."""
    return f"{float(cut(number, decimals)):.{decimals}f}"


def whole_score(number: float) -> int | None:
    """Return a score as a whole number, cut; None where it is unknown (nan)."""
    return None if isnan(number) else int(cut(number))


def added(parts: ArrayLike, decimals: int = 0) -> list[float]:
    """Return what each part adds to the cut sum of those before; together they are the cut sum.

    Parameters
    ----------
    parts : array of float
        In the order in which they count, the first as it would be alone.
    decimals : int
    """
    sums = cut(np.cumsum(np.asarray(parts, dtype=np.float64)), decimals)
    return [float(each) for each in np.round(np.diff(sums, prepend=0.0), decimals)]


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
