"""Likeness between accounts: cosine of their weighted traits, the mean over relations.

And of one relation the closest customers of every account, by several measures.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.sparse import csr_array

from graph_icp.discovery.learning.link_weights import known_in, normalised
from graph_icp.discovery.learning.scorers.jaccard import SCORER as JACCARD
from graph_icp.discovery.learning.scorers.overlap import SCORER as OVERLAP
from graph_icp.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from graph_icp.discovery.learning.link_weights import Vector

    Ids = NDArray[np.int64]
    Block = NDArray[np.float64]

# Shared traits that a list names.
SHARED_NAMED = 5
MEASURES = ("cosine", "jaccard", "overlap")

# What the number of shared traits is divided by, from this and how many each of the two has.
_WHOLE: dict[str, Callable[[Block, Block, Block], Block]] = {
    "cosine": lambda _shared, mine, theirs: np.sqrt(mine * theirs),
    "jaccard": JACCARD.whole,
    "overlap": OVERLAP.whole,
}
# Up to so many entries the customers' traits are a dense table, which is faster.
_MOST_DENSE = 100_000_000
# Likenesses that are worked out together: what a processor keeps close at hand.
_TOGETHER = 250_000
# Likenesses that differ in the last bits alone are equal; a place stands in these bits.
_LAST_BITS = 24


def likeness(
    ones: Mapping[str, csr_array], others: Mapping[str, csr_array], idf: Mapping[str, Vector]
) -> NDArray[np.float64]:
    """Return how like accounts are to others, 0 to 1.

    Parameters
    ----------
    ones, others : mapping of str to csr_array
        By relation: accounts x traits.
    idf : mapping of str to array
        By relation: the inverse frequency of each trait.

    Returns
    -------
    array of float
        ones x others: the cosine of their weighted traits, mean over the relations in which
        the one is known; an unknown other counts 0 there.
    """
    rows = next(iter(ones.values())).shape[0]
    columns = next(iter(others.values())).shape[0]
    total = np.zeros((rows, columns))
    known = np.zeros((rows, 1))
    for relation, scale in idf.items():
        mine = normalised(ones[relation], scale)
        theirs = normalised(others[relation], scale)
        total += (mine @ theirs.T).toarray()
        known += known_in(ones[relation])[:, None]
    return total / np.maximum(known, 1)


def closest_customers(
    X: csr_array, customers: Ids, measure: str, count: int
) -> tuple[Ids, NDArray[np.float64]]:
    """Return the customers most like each account by one relation.

    Parameters
    ----------
    X : csr_array
        Accounts x traits.
    customers : array of int
        Their rows, fewer than 16 million.
    measure : str
        What two accounts share: "jaccard" of the traits that either has, "overlap" of those of
        the smaller, "cosine" of the values' lengths.
    count : int
        How many customers of each account.

    Returns
    -------
    rows : array of int
        Accounts x count: rows of customers, the most like first, of equals the first in
        `customers`; -1 where no more share a trait. An account is not like itself.
    likeness : array of float
        Accounts x count: 0 to 1, 0 where there is none.

    Raises
    ------
    UnknownNameError
        If there is no such measure.
    """
    if measure not in MEASURES:
        raise UnknownNameError("measure", measure, MEASURES)
    kept = min(count, len(customers))
    rows = np.full((X.shape[0], count), -1, dtype=np.int64)
    likeness = np.zeros((X.shape[0], count))
    if not kept:
        return rows, likeness
    compared = _compared(X, customers, measure)
    step = max(_TOGETHER // len(customers), 1)

    def find(start: int) -> None:
        block = compared(start, start + step)
        found, alike = _greatest(block, kept)
        places = slice(start, start + len(block)), slice(0, kept)
        rows[places] = np.where(alike > 0, customers[found], -1)
        likeness[places] = alike

    # What takes time in it lets other threads run.
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        for _ in threads.map(find, range(0, X.shape[0], step)):
            pass
    return rows, likeness


def _compared(X: csr_array, customers: Ids, measure: str) -> Callable[[int, int], Block]:
    """Return what tells of the accounts from one row to another how like customers they are."""
    valued = measure == "cosine" and bool((X.data != 1).any())
    links = normalised(X, np.ones(X.shape[1])) if valued else _counting(X)
    theirs: Any = links[customers].T.tocsr()
    if X.shape[1] * len(customers) <= _MOST_DENSE:
        theirs = theirs.toarray()
    # Who has nothing shares nothing: not to divide that by nothing, they count as having one.
    numbers = np.maximum(np.diff(X.indptr), 1).astype(np.float64)
    order = np.argsort(customers, kind="stable")

    def compared(start: int, end: int) -> Block:
        shared = links[start:end] @ theirs
        block: Block = shared if isinstance(shared, np.ndarray) else shared.toarray()
        if not valued:
            block = block.astype(np.float64)
            block /= _WHOLE[measure](block, numbers[start:end, None], numbers[None, customers])
        own = order[slice(*np.searchsorted(customers[order], (start, end)))]
        block[customers[own] - start, own] = 0
        return block

    return compared


def _counting(X: csr_array) -> csr_array:
    """Return 1 for each entry, in the narrowest type in which a row's entries can be counted."""
    narrowest = np.min_scalar_type(int(np.diff(X.indptr).max(initial=0)))
    return csr_array((np.ones(X.nnz, narrowest), X.indices, X.indptr), shape=X.shape)


def _greatest(block: Block, count: int) -> tuple[Ids, Block]:
    """Return the places of each row's greatest entries (not negative), and these, in order."""
    # The bits of such floats sort like the floats, and numpy sorts integers alone the fastest.
    mask = (1 << _LAST_BITS) - 1
    keys = block.view(np.int64) + (mask >> 1)
    keys &= ~mask
    keys |= mask - np.arange(block.shape[1])
    keys.partition(block.shape[1] - count, axis=1)
    greatest = np.sort(keys[:, block.shape[1] - count :], axis=1)[:, ::-1]
    places = mask - (greatest & mask)
    return places, np.take_along_axis(block, places, axis=1)


def rarest(shared: list[tuple[float, str]]) -> list[str]:
    """Return the names of the rarest of some traits, each given with its inverse frequency."""
    ordered = sorted((-rarity, name) for rarity, name in shared)
    return [name for _, name in ordered[:SHARED_NAMED]]
