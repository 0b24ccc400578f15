"""Similarity of accounts: the cosine of their weighted traits, and the most similar accounts."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.learning.link_scaling import known_in, lengths, normalised, rows_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from graph_icp.discovery.learning.link_scaling import Dense, Vector

    Places = NDArray[np.int64]
    Links = Mapping[str, csr_array]

# The most shared traits that a list names.
SHARED_NAMED = 5
# The number of similarities computed together, which fits a processor's cache.
_TOGETHER = 250_000
# So many times the entries that are looked for are enough to find a number that those reach.
_SPARE = 8


def likeness(ones: Links, others: Links, idf: Mapping[str, Vector]) -> Dense:
    """Return the similarity of accounts to others, 0 to 1.

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
    return _compared(ones, others, idf)(0, _rows(ones))


def likeness_to(one: Links, others: Links, idf: Mapping[str, Vector]) -> Vector:
    """Return the similarity of one account to others, as `likeness` gives it.

    It adds up links of traits that both have, in the order in which `likeness` does: the sums are
    the same in bits.
    """
    known = sum(int(known_in(one[relation])[0]) for relation in idf)
    total = np.zeros(_rows(others))
    for relation, scale in idf.items():
        X, mine = others[relation], normalised(one[relation], scale)
        if not mine.nnz:
            continue
        weight = np.zeros(X.shape[1])
        weight[mine.indices] = mine.data
        shared = np.flatnonzero(weight[X.indices])
        at = rows_of(X)[shared]
        theirs = X.data[shared] * scale[X.indices[shared]] / lengths(X, scale)[at]
        total += np.bincount(at, weights=weight[X.indices[shared]] * theirs, minlength=len(total))
    return total / max(known, 1) if len(idf) > 1 else total


def closest(
    ones: Links, others: Links, idf: Mapping[str, Vector], count: int, itself: Places
) -> tuple[Places, Dense]:
    """Return the accounts most like each of some.

    Parameters
    ----------
    ones, others, idf
        As of `likeness`.
    count : int
        The number of others of each one.
    itself : array of int
        Each one's own place among the others, -1 where it is none of them.

    Returns
    -------
    places : array of int
        Ones x count: places among the others, the most like first, of equals the first; -1 where
        no more share a trait. An account is not like itself.
    likeness : array of float
        Ones x count: 0 to 1, 0 where there is none.
    """
    rows, several = _rows(ones), _rows(others)
    kept = min(count, several)
    places = np.full((rows, count), -1, dtype=np.int64)
    alike = np.zeros((rows, count))
    if not kept:
        return places, alike
    compared = _compared(ones, others, idf)
    step = max(_TOGETHER // several, 1)

    def find(start: int) -> None:
        block = compared(start, start + step)
        own = itself[start : start + step]
        block[np.flatnonzero(own >= 0), own[own >= 0]] = 0
        of_block = slice(start, start + step), slice(0, kept)
        places[of_block], alike[of_block] = _greatest(block, kept)

    # Its slow steps let other threads run.
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        for _ in threads.map(find, range(0, rows, step)):
            pass
    return places, alike


def _compared(ones: Links, others: Links, idf: Mapping[str, Vector]) -> Callable[[int, int], Dense]:
    """Return a function that gives the similarity of a range of the ones to all others."""
    known = np.sum([known_in(ones[relation]) for relation in idf], axis=0)
    pairs = [
        (normalised(ones[relation], scale), normalised(others[relation], scale).T.tocsr())
        for relation, scale in idf.items()
    ]

    def compared(start: int, end: int) -> Dense:
        some = known[start:end]
        parts = ((mine[start:end] @ theirs).toarray() for mine, theirs in pairs)
        first: Dense = next(parts)
        for each in parts:
            first += each
        if len(pairs) > 1:
            first /= np.maximum(some, 1)[:, None]
        return first

    return compared


def _rows(links: Links) -> int:
    return int(next(iter(links.values())).shape[0])


def _greatest(block: Dense, count: int) -> tuple[Places, Dense]:
    """Return the places of each row's greatest entries above 0, and these; else -1 and 0."""
    several = block.shape[1]
    least = np.maximum(_at_most(block, count), np.finfo(np.float64).smallest_subnormal)
    # Of a table `nonzero` takes ten times as long.
    rows, columns = np.divmod(np.flatnonzero(block >= least), several)
    number = np.arange(len(rows)) - np.searchsorted(rows, np.arange(len(block)))[rows]
    shape = len(block), max(count, int(number.max(initial=0)) + 1)
    places, greatest = np.full(shape, -1), np.zeros(shape)
    places[rows, number], greatest[rows, number] = columns, block[rows, columns]
    # Stable: of equals the first stays first.
    order = np.argsort(-greatest, axis=1, kind="stable")[:, :count]
    return np.take_along_axis(places, order, axis=1), np.take_along_axis(greatest, order, axis=1)


def _at_most(block: Dense, count: int) -> Dense:
    """Return of each row a number that so many of its entries reach, and hardly any more.

    Where many entries are compared, that is this greatest one among the greater of each two, four
    and so on: those that are left, and so the entries that reach it, are at least as many.
    """
    while block.shape[1] >= _SPARE * count:
        half = block.shape[1] // 2
        block = np.maximum(block[:, :half], block[:, half : 2 * half])
    least: Dense = np.partition(block, -count, axis=1)[:, -count, None]
    return least


def rarest(shared: list[tuple[float, str]]) -> list[str]:
    """Return the names of the rarest of some traits, each given with its inverse frequency."""
    ordered = sorted((-rarity, name) for rarity, name in shared)
    return [name for _, name in ordered[:SHARED_NAMED]]
