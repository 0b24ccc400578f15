"""Pairs of names that are worth comparing: those that share a key, never all.

A key is what two names must have in common for one of the features of `name_similarity`. Pairs
are made from the smallest blocks upwards, as long as they stay within a budget. The commonest
words and beginnings, which say least, are left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from graph_icp.identity.name_similarity import SHORT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from graph_icp.identity.name_tokens import NameTokens

    Keys = tuple[NDArray[np.uint64], NDArray[np.int64], NDArray[np.bool_]]

# Pairs for each kind of key: a fixed number, and some more for each name.
PAIRS = 500_000
PAIRS_A_NAME = 5

# The letters by which longer names are compared.
LETTERS = 32
_BASE = np.uint64(0x9E3779B97F4A7C15)
_CHUNK = 100_000


def candidate_pairs(names: NameTokens) -> NDArray[np.int64]:
    """Return the pairs to compare, each once.

    Parameters
    ----------
    names : NameTokens

    Returns
    -------
    array of int, pairs x 2
        Positions of accounts, the lower first, in ascending order.
    """
    size = len(names.bare)
    budget = PAIRS + PAIRS_A_NAME * size
    found = [_paired(*keys, size=size, budget=budget) for keys in _kinds(names)]
    pairs = np.unique(np.concatenate(found))
    del found
    return np.column_stack((pairs // max(size, 1), pairs % max(size, 1)))


def _kinds(names: NameTokens) -> Iterator[Keys]:
    """Give, for each kind of key: key, row, and whether the row leads.

    A pair needs one row that leads.
    """
    rows = np.flatnonzero(names.letters > 0)
    everybody = np.ones(len(rows), dtype=bool)
    yield names.same[rows].astype(np.uint64), rows, everybody
    yield names.first[rows].astype(np.uint64), rows, everybody
    yield _by_word(names)
    yield _by_initials(names, rows)
    yield _by_beginning(names, rows)
    yield from _by_letters(names, rows)


def _by_word(names: NameTokens) -> Keys:
    """Every word is a key; a name leads by its rarest word, which a longer name also holds."""
    words = names.words
    rows = np.repeat(np.arange(words.shape[0]), np.diff(words.indptr))
    rarity = names.rarity[words.indices]
    rarest = np.zeros(words.shape[0])
    np.maximum.at(rarest, rows, rarity)
    return words.indices.astype(np.uint64), rows, rarity == rarest[rows]


def _by_initials(names: NameTokens, rows: NDArray[np.int64]) -> Keys:
    """Initials are a key of the names that have them; a name that equals them leads."""
    having = np.flatnonzero(names.initials >= 0)
    bearing = rows[np.isin(names.same[rows], names.initials[having])]
    key = np.concatenate((names.initials[having], names.same[bearing])).astype(np.uint64)
    leads = np.arange(len(key)) >= len(having)
    return key, np.concatenate((having, bearing)), leads


def _by_beginning(names: NameTokens, rows: NDArray[np.int64]) -> Keys:
    """Beginnings that are another's whole name are keys; that whole name leads."""
    whole, beginnings = [], []
    for _, letters in _letters(names, rows):
        whole.append(_whole(letters))
    whole_names = np.concatenate(whole) if whole else np.empty(0, np.uint64)
    known = np.unique(whole_names)
    for part, letters in _letters(names, rows):
        key = _hashed(letters)
        real = np.arange(LETTERS)[None, :] < names.letters[part][:, None] - 1
        real[:, :2] = False
        real &= np.isin(key, known)
        beginnings.append((key[real], part[np.nonzero(real)[0]]))
    key = np.concatenate([whole_names, *(each for each, _ in beginnings)])
    leads = np.arange(len(key)) < len(whole_names)
    return key, np.concatenate([rows, *(each for _, each in beginnings)]), leads


def _by_letters(names: NameTokens, rows: NDArray[np.int64]) -> Iterator[Keys]:
    """Names, and names one letter longer without one of their letters, are keys, by length."""
    letters = np.minimum(names.letters[rows], LETTERS)
    for length in range(SHORT, LETTERS):
        keys, having = [], []
        for part, spelling in _letters(names, rows[(letters == length) & (length > SHORT)]):
            keys.append(_whole(spelling))
            having.append(part)
        for part, spelling in _letters(names, rows[letters == length + 1]):
            for place in range(length + 1):
                keys.append(_whole(np.delete(spelling, place, axis=1)))
                having.append(part)
        if keys:
            key, row = np.concatenate(keys), np.concatenate(having)
            keys, having = [], []  # not held while the pairs are made
            yield key, row, np.ones(len(row), dtype=bool)


def _letters(
    names: NameTokens, rows: NDArray[np.int64]
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.uint64]]]:
    """Give rows with their names' letters as numbers, 0 after the end, some rows at a time."""
    for start in range(0, len(rows), _CHUNK):
        part = rows[start : start + _CHUNK]
        texts = np.array([names.joined[row] for row in part.tolist()], dtype=f"U{LETTERS}")
        yield part, texts.view(np.uint32).reshape(len(part), LETTERS).astype(np.uint64)


def _whole(letters: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return a number for each row."""
    return _hashed(letters)[:, -1].copy()  # not a view, which would hold all beginnings


def _hashed(letters: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return a number for each beginning of each row; zeros at the end change nothing."""
    with np.errstate(over="ignore"):
        powers = np.cumprod(np.full(letters.shape[1], _BASE))
        mixed = (letters * np.uint64(0xD6E8FEB86659FD93)) ^ (letters << np.uint64(32))
        hashed: NDArray[np.uint64] = np.cumsum(mixed * powers, axis=1, dtype=np.uint64)
    return hashed


def _paired(
    key: NDArray[np.uint64],
    row: NDArray[np.int64],
    leads: NDArray[np.bool_],
    *,
    size: int,
    budget: int,
) -> NDArray[np.int64]:
    """Return the pairs within blocks of one key, as lower * size + higher, in order."""
    order = np.argsort(key, kind="stable")
    key = key[order]
    again = key[1:] == key[:-1]
    shared = np.zeros(len(key), dtype=bool)
    shared[1:] |= again
    shared[:-1] |= again
    key, row, leads = key[shared], row[order[shared]], leads[order[shared]]
    if not len(key):
        return np.empty(0, dtype=np.int64)
    starts = np.flatnonzero(np.concatenate(([True], key[1:] != key[:-1])))
    many = np.diff(np.append(starts, len(key)))
    leading = np.add.reduceat(leads, starts, dtype=np.int64)
    kept = _affordable(many * leading, budget)
    block = np.repeat(np.arange(len(starts)), many)
    one = np.flatnonzero(leads & kept[block])
    reach = many[block[one]]
    offset = np.arange(reach.sum()) - np.repeat(np.cumsum(reach) - reach, reach)
    a = np.repeat(row[one], reach)
    b = row[np.repeat(starts[block[one]], reach) + offset]
    low, high = np.minimum(a, b), np.maximum(a, b)
    return np.unique(low[low < high] * size + high[low < high])


def _affordable(pairs: NDArray[np.int64], budget: int) -> NDArray[np.bool_]:
    """Return which blocks make pairs: the cheapest, all of one cost or none, within the budget."""
    costs, count = np.unique(pairs, return_counts=True)
    within = costs[np.cumsum(costs * count) <= budget]
    return (pairs > 0) & (pairs <= (within[-1] if len(within) else 0))
