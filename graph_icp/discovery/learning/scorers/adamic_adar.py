"""Shared traits, each counting a little less the more accounts have it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.learning.link_scaling import degrees
from graph_icp.discovery.learning.scorer import Linear

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    from graph_icp.discovery.learning.link_scaling import Dense


def adamic_adar(F: csr_array, Y: Dense) -> Dense:
    """Return for each trait the labels of those who have it over the log of how many have it.

    A trait of a single account counts 0.

    References
    ----------
    Adamic, L. A., Adar, E. (2003). Friends and neighbors on the Web. Social Networks 25.
    """
    count = degrees(F)
    weight = np.divide(1, np.log(np.maximum(count, 2)), where=count > 1, out=np.zeros_like(count))
    shared: Dense = (F.T @ Y) * weight[:, None]
    return shared


SCORER = Linear(
    "adamic-adar",
    "shared traits, each over the log of how many accounts have it",
    normalised=False,
    weights=adamic_adar,
)
