"""Ridge regression of labels on traits, of all folds at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.learning.link_scaling import evenly, known_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from graph_icp.discovery.learning.labels import Taught
    from graph_icp.discovery.learning.link_scaling import Dense, Vector
    from graph_icp.graph.blocks import Blocks

# The most accounts without a label that are learned from, chosen evenly in the order of keys.
SAMPLED = 100_000
# The solution by steps ends when the residual is this part of the first one.
_TOLERANCE = 1e-13
_STEPS = 1_000


def ridge(links: Blocks, taught: Taught, penalty: float) -> Dense:
    """Return the weights of a ridge regression of the labels, without accounts that have no links.

    Links are scaled to a mean square of 1 and centred; the penalty on the squares of the weights
    is `penalty` times the number of accounts over that of customers, so few customers give small
    weights.

    Parameters
    ----------
    links : Blocks
        F, accounts x traits.
    taught : Taught
        The labels; the customers are those of fold 0.
    penalty : float

    Returns
    -------
    array of float
        Traits x folds, for F as it is.

    References
    ----------
    Hoerl, A. E., Kennard, R. W. (1970). Ridge regression: biased estimation for nonorthogonal
    problems. Technometrics 12. With labels 0 and 1 it is the linear discriminant with a shrunken
    covariance: Hastie, T., Tibshirani, R., Friedman, J. (2009). The Elements of Statistical
    Learning, 4.3 and 4.6.
    """
    F, labelled = _sampled(links, taught)
    X = F[labelled]
    Y, accounts = taught.Y[known_in(X)], np.count_nonzero(known_in(F))
    customers = np.count_nonzero(Y[:, 0] > 0)
    squares = np.bincount(F.indices, F.data**2, F.shape[1]).astype(np.float64, copy=False)
    if not customers or not squares.any():
        return np.zeros((F.shape[1], Y.shape[1]))
    mean = np.asarray(F.sum(axis=0)) / accounts
    b = X.T @ taught.Y - mean[:, None] * Y.sum(axis=0)
    shrunk = penalty * accounts / customers * squares.sum() / np.count_nonzero(F.data)
    return _solved(F, squares, mean * np.sqrt(accounts), shrunk, b)


def _solved(F: csr_array, squares: Vector, mean: Vector, shrunk: float, b: Dense) -> Dense:
    """Solve by conjugate gradients, each fold on its own.

    References
    ----------
    Hestenes, M. R., Stiefel, E. (1952). Methods of conjugate gradients for solving linear
    systems. Journal of Research of the National Bureau of Standards 49.
    """
    own = squares - mean**2 + shrunk

    def left(w: Dense) -> Dense:
        # Not `mean @ w`: of so few numbers NumPy makes threads, which get in the way of others.
        product: Dense = F.T @ (F @ w) - np.outer(mean, np.einsum("i,ij->j", mean, w)) + shrunk * w
        return product

    return _conjugate_gradients(left, b, own[:, None])


def _conjugate_gradients(times: Callable[[Dense], Dense], b: Dense, diagonal: Dense) -> Dense:
    x, left = np.zeros_like(b), b.copy()
    near = left / diagonal
    towards, size = near.copy(), np.einsum("ij,ij->j", left, near)
    enough = _TOLERANCE**2 * size
    for _ in range(_STEPS):
        going = size > enough
        if not going.any():
            break
        onto = times(towards)
        bent = np.einsum("ij,ij->j", towards, onto)
        step = np.divide(size, bent, out=np.zeros_like(size), where=going & (bent > 0))
        x += step * towards
        left -= step * onto
        near = left / diagonal
        before, size = size, np.einsum("ij,ij->j", left, near)
        turn = np.divide(size, before, out=np.zeros_like(size), where=going & (before > 0))
        towards = near + turn * towards
    return x


def _sampled(links: Blocks, taught: Taught) -> tuple[csr_array, NDArray[np.intp]]:
    """Return the links that are learned from, and which rows have a label: all, others evenly."""
    chosen = np.zeros(links.shape[0], dtype=bool)
    chosen[taught.places] = True
    chosen[evenly(np.flatnonzero(~chosen), SAMPLED)] = True
    rows = np.flatnonzero(chosen)
    return links.chosen(rows), np.searchsorted(rows, taught.places)
