"""Likeness between accounts: cosine of their weighted traits, the mean over relations.

And of one relation the closest customers of every account, by several measures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.features import presence, weighted
from graph_icp.discovery.fit import known_in
from graph_icp.discovery.scorer import Pairs, scorer
from graph_icp.errors import UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from graph_icp.discovery.features import Vector

    Ids = NDArray[np.int64]
    Block = NDArray[np.float64]

# Shared traits that a list names.
SHARED_NAMED = 5
MEASURES = ("cosine", "jaccard", "overlap")

# Likenesses that are worked out together: what a processor keeps close at hand.
_TOGETHER = 500_000
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
        mine = weighted(ones[relation], scale, unit=True)
        theirs = weighted(others[relation], scale, unit=True)
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
    for start, block in _blocks(X, customers, measure):
        places = slice(start, start + len(block)), slice(0, kept)
        found, alike = _greatest(block, kept)
        rows[places] = np.where(alike > 0, customers[found], -1)
        likeness[places] = alike
    return rows, likeness


def _blocks(X: csr_array, customers: Ids, measure: str) -> Iterator[tuple[int, Block]]:
    """Give the first row of each block of accounts and how like they are to the customers."""
    links = weighted(X, np.ones(X.shape[1]), unit=True) if measure == "cosine" else presence(X)
    theirs = links[customers].T.tocsr()
    numbers = np.diff(X.indptr).astype(np.float64)
    pairs = scorer(measure)
    order = np.argsort(customers, kind="stable")
    step = max(_TOGETHER // len(customers), 1)
    for start in range(0, X.shape[0], step):
        block = (links[start : start + step] @ theirs).toarray()
        if isinstance(pairs, Pairs):
            mine = numbers[start : start + step, None]
            whole = pairs.whole(block, mine, numbers[None, customers])
            np.divide(block, whole, out=block, where=block > 0)
        own = order[slice(*np.searchsorted(customers[order], (start, start + len(block))))]
        block[customers[own] - start, own] = 0
        yield start, block


def _greatest(block: Block, count: int) -> tuple[Ids, Block]:
    """Return the places of each row's greatest entries (not negative), and these, in order."""
    # The bits of such floats sort like the floats, and numpy sorts integers alone the fastest.
    mask = (1 << _LAST_BITS) - 1
    rounded = (block.view(np.int64) + (mask >> 1)) & ~mask
    keys = rounded | (mask - np.arange(block.shape[1]))
    keys.partition(block.shape[1] - count, axis=1)
    greatest = np.sort(keys[:, block.shape[1] - count :], axis=1)[:, ::-1]
    places = mask - (greatest & mask)
    return places, np.take_along_axis(block, places, axis=1)


def rarest(shared: list[tuple[float, str]]) -> list[str]:
    """Return the names of the rarest of some traits, each given with its inverse frequency."""
    ordered = sorted((-rarity, name) for rarity, name in shared)
    return [name for _, name in ordered[:SHARED_NAMED]]
