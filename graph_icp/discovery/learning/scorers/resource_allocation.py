"""Shared traits, rare ones counting more than common ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.learning.products import of_labelled
from graph_icp.discovery.learning.scorer import Linear

if TYPE_CHECKING:
    from graph_icp.discovery.learning.labels import Taught
    from graph_icp.discovery.learning.link_scaling import Dense
    from graph_icp.graph.blocks import Blocks


def resource_allocation(F: Blocks, taught: Taught) -> Dense:
    """Return for each trait the labels of those who have it over how many have it.

    References
    ----------
    Zhou, T., Lü, L., Zhang, Y.-C. (2009). Predicting missing links via local information.
    European Physical Journal B 71.
    """
    return of_labelled(F, taught) / np.maximum(F.having, 1)[:, None]


SCORER = Linear(
    "resource-allocation",
    "shared traits, each over how many accounts have it",
    normalised=False,
    weights=resource_allocation,
)
