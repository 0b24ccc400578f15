"""Products of the links of a relation that scorers share, made in blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.learning.link_scaling import inverse

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    from graph_icp.discovery.learning.labels import Taught
    from graph_icp.discovery.learning.link_scaling import Dense, Vector
    from graph_icp.graph.blocks import Blocks


def column_sums(F: Blocks) -> Vector:
    """Return the sum of each trait's links."""
    return F.summed(lambda X: np.asarray(X.sum(axis=0)))


def to_and_fro(F: Blocks, W: Dense) -> Dense:
    """Return F' S F W (traits x folds), S being one over the sum of each account's links."""
    return F.summed(lambda X: X.T @ (_over_sums(X) * (X @ W)))


def from_labelled(F: Blocks, taught: Taught) -> Dense:
    """Return F' S Y (traits x folds), S being one over the sum of each account's links."""
    X = F.chosen(taught.places)
    product: Dense = X.T @ (_over_sums(X) * taught.Y)
    return product


def of_labelled(F: Blocks, taught: Taught) -> Dense:
    """Return F' Y: by trait the sum of its links times the labels of their accounts."""
    product: Dense = F.chosen(taught.places).T @ taught.Y
    return product


def _over_sums(X: csr_array) -> Dense:
    return inverse(np.asarray(X.sum(axis=1)))[:, None]
