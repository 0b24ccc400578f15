"""The number of traits, regardless of the customers: a baseline that any ranking has to beat."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.learning.scorer import Linear

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    from graph_icp.discovery.learning.link_scaling import Dense


def popularity(F: csr_array, Y: Dense) -> Dense:
    """Return 1 for each trait, so an account scores the sum of its links."""
    return np.ones((F.shape[1], Y.shape[1]))


SCORER = Linear(
    "popularity",
    "the number of an account's traits, regardless of your customers",
    normalised=False,
    weights=popularity,
)
