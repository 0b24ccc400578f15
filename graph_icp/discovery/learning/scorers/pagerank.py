"""PageRank personalised to customers, on the graph of accounts and traits."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.learning.link_scaling import inverse
from graph_icp.discovery.learning.products import column_sums, from_labelled, to_and_fro
from graph_icp.discovery.learning.scorer import Linear

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph_icp.discovery.learning.labels import Taught
    from graph_icp.discovery.learning.link_scaling import Dense
    from graph_icp.graph.blocks import Blocks

# The probability that the walk takes another step; else it starts anew.
DAMPING = 0.85
# The greatest error of the traits' ranks, as a part of them.
TOLERANCE = 1e-12


def pagerank(F: Blocks, taught: Taught) -> Dense:
    """Return for each trait its personalised PageRank, over its links, times the damping.

    So an account's score is its rank on the graph of accounts and traits, less its own starts.
    Links count by their values in F; the walk starts at labelled accounts, at each in proportion
    to its label. A walk that cannot continue is lost, and ranks are not scaled to add up to 1.

    References
    ----------
    Haveliwala, T. H. (2002). Topic-sensitive PageRank. In: WWW 2002.
    """
    # Scaled so by the roots of the traits' sums, the way from traits to traits is symmetric.
    root = np.sqrt(inverse(column_sums(F)))[:, None]

    def two_steps(ranks: Dense) -> Dense:
        return DAMPING**2 * root * to_and_fro(F, root * ranks)

    starts = (1 - DAMPING) / np.maximum((taught.Y != 0).sum(axis=0), 1)
    first = DAMPING * root * from_labelled(F, taught) * starts
    return DAMPING * root * _fixed_point(two_steps, first, DAMPING**2)


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
