"""The cosine of an account's traits and the mean of the customers'."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.learning.products import of_labelled
from graph_icp.discovery.learning.scorer import Linear

if TYPE_CHECKING:
    from graph_icp.discovery.learning.labels import Taught
    from graph_icp.discovery.learning.link_scaling import Dense
    from graph_icp.graph.blocks import Blocks


def centroid(F: Blocks, taught: Taught) -> Dense:
    """Return the mean of the labelled rows of F, each weighted by its label.

    References
    ----------
    Rocchio, J. (1971). Relevance feedback in information retrieval. In: The SMART Retrieval
    System.
    """
    mean: Dense = of_labelled(F, taught) / np.maximum((taught.Y != 0).sum(axis=0), 1)
    return mean


SCORER = Linear(
    "cosine",
    "cosine to the customers' mean; rare traits count more",
    normalised=True,
    weights=centroid,
)
