"""The number of traits, regardless of the customers: a baseline that any ranking has to beat."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.learning.scorer import Linear

if TYPE_CHECKING:
    from graph_icp.discovery.learning.labels import Taught
    from graph_icp.discovery.learning.link_scaling import Dense
    from graph_icp.graph.blocks import Blocks


def popularity(F: Blocks, taught: Taught) -> Dense:
    """Return 1 for each trait, so an account scores the sum of its links."""
    return np.ones((F.shape[1], taught.Y.shape[1]))


SCORER = Linear(
    "popularity",
    "the number of an account's traits, regardless of your customers",
    normalised=False,
    weights=popularity,
)
