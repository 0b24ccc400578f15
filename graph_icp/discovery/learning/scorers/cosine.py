"""The cosine of an account's traits and the mean of the customers'."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.learning.scorer import Linear

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    from graph_icp.discovery.learning.link_scaling import Dense


def centroid(F: csr_array, Y: Dense) -> Dense:
    """Return the mean of the labelled rows of F, each weighted by its label.

    References
    ----------
    Rocchio, J. (1971). Relevance feedback in information retrieval. In: The SMART Retrieval
    System.
    """
    mean: Dense = F.T @ (Y / np.maximum((Y != 0).sum(axis=0), 1))
    return mean


SCORER = Linear(
    "cosine",
    "cosine to the customers' mean; rare traits count more",
    normalised=True,
    weights=centroid,
)
