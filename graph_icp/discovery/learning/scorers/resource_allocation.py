"""Shared traits, rare ones counting more than common ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.learning.link_scaling import degrees
from graph_icp.discovery.learning.scorer import Linear

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    from graph_icp.discovery.learning.link_scaling import Dense


def resource_allocation(F: csr_array, Y: Dense) -> Dense:
    """Return for each trait the labels of those who have it over how many have it.

    References
    ----------
    Zhou, T., Lü, L., Zhang, Y.-C. (2009). Predicting missing links via local information.
    European Physical Journal B 71.
    """
    shared: Dense = (F.T @ Y) / np.maximum(degrees(F), 1)[:, None]
    return shared


SCORER = Linear(
    "resource-allocation",
    "shared traits, each over how many accounts have it",
    normalised=False,
    weights=resource_allocation,
)
