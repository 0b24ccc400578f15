"""PageRank personalised to customers, on the graph of accounts and traits."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.learning.link_scaling import inverse, weighted
from graph_icp.discovery.learning.scorer import Linear

if TYPE_CHECKING:
    from collections.abc import Callable

    from scipy.sparse import csr_array

    from graph_icp.discovery.learning.link_scaling import Dense

# The probability that the walk takes another step; else it starts anew.
DAMPING = 0.85
# The greatest error of the traits' ranks, as a part of them.
TOLERANCE = 1e-12


def pagerank(F: csr_array, Y: Dense) -> Dense:
    """Return for each trait its personalised PageRank, over its links, times the damping.

    So an account's score is its rank on the graph of accounts and traits, less its own starts.
    Links count by their values in F; the walk starts at labelled accounts, at each in proportion
    to its label. A walk that cannot continue is lost, and ranks are not scaled to add up to 1.

    References
    ----------
    Haveliwala, T. H. (2002). Topic-sensitive PageRank. In: WWW 2002.
    """
    starts = (1 - DAMPING) * Y / np.maximum((Y != 0).sum(axis=0), 1)
    out = inverse(F.sum(axis=1))[:, None]
    root = np.sqrt(inverse(F.sum(axis=0)))
    # Scaled so by the roots of the traits' sums, the way from traits to traits is symmetric.
    S = weighted(F, root)

    def two_steps(ranks: Dense) -> Dense:
        reached: Dense = S.T @ (out * (S @ ranks))
        return DAMPING**2 * reached

    ranks = _fixed_point(two_steps, S.T @ (DAMPING * out * starts), DAMPING**2)
    return DAMPING * root[:, None] * ranks


def _fixed_point(step: Callable[[Dense], Dense], b: Dense, most: float) -> Dense:
    """Return x = b + step(x), for a step that is linear, symmetric and shrinks by 0 to `most`.

    References
    ----------
    Golub, G. H., Varga, R. S. (1961). Chebyshev semi-iterative methods, successive
    overrelaxation iterative methods, and second order Richardson iterative methods.
    Numerische Mathematik 3.
    """
    middle, half = 1 - most / 2, most / 2
    rate = (1 - math.sqrt(1 - most)) / (1 + math.sqrt(1 - most))
    x, change, size = np.zeros_like(b), np.zeros_like(b), 0.0
    for number in range(math.ceil(math.log(TOLERANCE / 2) / math.log(rate))):
        kept = (half * size) ** 2 / (2 if number == 1 else 4)
        size = 1 / (middle - kept / size) if number else 1 / middle
        change = b + step(x) - x + kept * change
        x = x + size * change
    return x


SCORER = Linear(
    "pagerank",
    "how often a walk from customers over shared traits comes by",
    normalised=False,
    weights=pagerank,
)
