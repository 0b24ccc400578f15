"""Shared traits, each counting a little less the more accounts have it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.learning.products import of_labelled
from graph_icp.discovery.learning.scorer import Linear

if TYPE_CHECKING:
    from graph_icp.discovery.learning.labels import Taught
    from graph_icp.discovery.learning.link_scaling import Dense
    from graph_icp.graph.blocks import Blocks


def adamic_adar(F: Blocks, taught: Taught) -> Dense:
    """Return for each trait the labels of those who have it over the log of how many have it.

    A trait of a single account counts 0.

    References
    ----------
    Adamic, L. A., Adar, E. (2003). Friends and neighbors on the Web. Social Networks 25.
    """
    count = F.having
    weight = np.divide(1, np.log(np.maximum(count, 2)), where=count > 1, out=np.zeros_like(count))
    shared: Dense = of_labelled(F, taught) * weight[:, None]
    return shared


SCORER = Linear(
    "adamic-adar",
    "shared traits, each over the log of how many accounts have it",
    normalised=False,
    weights=adamic_adar,
)
