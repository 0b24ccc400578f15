"""Weighting of links, apart from scoring."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import csr_array

from graph_icp.graph.blocks import degrees

# Inverse frequencies that differ by this are the same but for rounding.
_ROUNDING = 1e-9

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    # One number each, and a table of them; both differ in their shapes alone.
    Vector = NDArray[np.float64]
    Dense = NDArray[np.float64]


def inverse_frequency(X: csr_array) -> Vector:
    """Return the `inverse_frequency_of` each trait in a matrix (accounts x traits)."""
    return inverse_frequency_of(X.shape[0], degrees(X))


def inverse_frequency_of(accounts: int, having: Vector) -> Vector:
    """Return ln((1 + accounts) / (1 + accounts that have it)) of each trait.

    References
    ----------
    Sparck Jones, K. (1972). A statistical interpretation of term specificity and its
    application in retrieval. Journal of Documentation 28.
    """
    return np.log((1 + accounts) / (1 + having))


def several_have(idf: Vector, accounts: float) -> NDArray[np.bool_]:
    """Return which traits several accounts have, by their inverse frequency among so many.

    All of them, where it is not known (nan) of how many accounts.
    """
    several: NDArray[np.bool_] = ~(idf > np.log((1 + accounts) / 2) - _ROUNDING)
    return several


def weighted(X: csr_array, scale: Vector) -> csr_array:
    """Return each link times the scale of its trait."""
    return csr_array((X.data * scale[X.indices], X.indices, X.indptr), shape=X.shape)


def normalised(X: csr_array, scale: Vector) -> csr_array:
    """Return the links times the scale of their traits, each row of length 1 (or 0)."""
    scaled = weighted(X, scale)
    length = lengths(X, scale)
    return csr_array((scaled.data / length[rows_of(X)], X.indices, X.indptr), shape=X.shape)


def lengths(X: csr_array, scale: Vector) -> Vector:
    """Return the length of each row of links times the scale of their traits, 1 where it is 0."""
    squares = csr_array((X.data**2, X.indices, X.indptr), shape=X.shape) @ scale**2
    length: Vector = np.sqrt(squares)
    length[length == 0] = 1
    return length


def present(X: csr_array) -> csr_array:
    """Return 1 for each link, whatever its value."""
    return csr_array((np.ones_like(X.data), X.indices, X.indptr), shape=X.shape)


def known_in(X: csr_array) -> NDArray[np.bool_]:
    """Return which rows have at least one link."""
    known: NDArray[np.bool_] = np.diff(X.indptr) > 0
    return known


def known_at_all(links: Iterable[csr_array], accounts: int) -> NDArray[np.bool_]:
    """Return which rows have a link in any of some matrices."""
    known = np.zeros(accounts, dtype=bool)
    for X in links:
        known |= known_in(X)
    return known


def counted_in(X: csr_array) -> NDArray[np.bool_]:
    """Return which rows have at least one link that is not 0."""
    if X.data.all():
        return known_in(X)
    counted: NDArray[np.bool_] = np.bincount(rows_of(X)[X.data != 0], minlength=X.shape[0]) > 0
    return counted


def evenly(places: NDArray[np.intp], number: int) -> NDArray[np.intp]:
    """Return so many of some positions, evenly over their order, or all where there are fewer."""
    if len(places) <= number:
        return places
    return places[np.linspace(0, len(places) - 1, number).astype(np.intp)]


def inverse(sums: NDArray[Any]) -> Vector:
    """Return 1 over each sum, 0 where the sum is not positive."""
    inverted: Vector = np.divide(1, sums, out=np.zeros(len(sums)), where=sums > 0)
    return inverted


def rows_of(X: csr_array) -> NDArray[np.int64]:
    """Return the row of each link."""
    return np.repeat(np.arange(X.shape[0]), np.diff(X.indptr))
