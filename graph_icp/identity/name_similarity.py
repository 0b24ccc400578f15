"""The odds that two names are one company's, from the names alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from graph_icp.identity.name_tokens import NameTokens

# Log-odds. Fitted by benchmarks/names.py on 2,600 pairs of names from public lists, 631 of them one
# company's: logistic regression with a small ridge. The other pairs had been picked for looking
# alike, so in this list alone being alike speaks against a pair; hence no weight may be below
# zero. Token-set, token-sort, partial and Jaro-Winkler ratios, shares of rare words in common,
# digits that differ and the rarity of the words that one name lacks got no weight beside these.
INTERCEPT = -3.78
WEIGHTS = {
    "same": 5.34,
    "held": 3.36,
    "begins": 4.15,
    "glued": 2.12,
    "glued long": 1.82,
    "one letter": 2.77,
    "letters": 0.27,
    # Kept low by hand: no pairs were picked for their initials, but in a market many have the
    # same ones by chance.
    "initials": 3.0,
}

# Names shorter than this differ by a letter too often to take it for a mistake.
SHORT = 5


def log_odds(names: NameTokens, a: NDArray[np.int64], b: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the log-odds that the names of accounts `a` and `b` (positions) are one company's."""
    odds: NDArray[np.float64] = INTERCEPT + features(names, a, b) @ np.array([*WEIGHTS.values()])
    return odds


def features(names: NameTokens, a: NDArray[np.int64], b: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return what the model sees of each pair.

    Parameters
    ----------
    names : NameTokens
    a, b : array of int
        Positions of accounts, a pair at each place.

    Returns
    -------
    array of float
        Pairs x the keys of WEIGHTS. same: equal but for blanks, forms and web endings. held: all
        words of one are among the other's; their rarity, at most 1. begins: the rarity of the
        first word if it is the same. glued: one starts with the other, though not in whole
        words ("weave", "weaveworks"). one letter: it is missing, wrong or swapped. glued long
        and one letter: by how many times the shorter name is longer than SHORT, its logarithm.
        letters: the logarithm of the shorter name's length. initials: one is the other's.
    """
    same = names.same[a] == names.same[b]
    fewer = np.maximum(np.minimum(names.letters[a], names.letters[b]), 1)
    both = names.words[a].multiply(names.words[b])
    least = np.minimum(_count(names, a), _count(names, b))
    held = (both.sum(axis=1) == least) & ~same
    begins = np.where(names.first[a] == names.first[b], names.rarity[names.first[a]], 0)
    glued = np.zeros(len(a), dtype=bool)
    rest = np.flatnonzero(~same & ~held)
    glued[rest] = _starts(names, a[rest], b[rest])
    letter = np.zeros(len(a), dtype=bool)
    rest = rest[~glued[rest] & (fewer[rest] > SHORT)]
    letter[rest] = _one_letter(names, a[rest], b[rest])
    longer = np.log(fewer / SHORT)
    initials = (names.same[a] == names.initials[b]) | (names.same[b] == names.initials[a])
    columns = {
        "same": same,
        "held": held * np.minimum(both @ names.rarity, 1),
        "begins": begins,
        "glued": glued,
        "glued long": glued * longer,
        "one letter": letter * longer,
        "letters": np.log(fewer),
        "initials": initials,
    }
    return np.column_stack([columns[each] for each in WEIGHTS]).astype(np.float64)


def _count(names: NameTokens, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    counts: NDArray[np.int64] = np.diff(names.words.indptr)[rows]
    return counts


def _starts(names: NameTokens, a: NDArray[np.int64], b: NDArray[np.int64]) -> list[bool]:
    pairs = zip(_texts(names, a), _texts(names, b), strict=True)
    return [one.startswith(other) or other.startswith(one) for one, other in pairs]


def _one_letter(names: NameTokens, a: NDArray[np.int64], b: NDArray[np.int64]) -> NDArray[np.bool_]:
    near = np.abs(names.letters[a] - names.letters[b]) <= 1
    distance = np.full(len(a), 2)
    distance[near] = process.cpdist(
        _texts(names, a[near]), _texts(names, b[near]), scorer=OSA.distance, score_cutoff=1
    )
    one: NDArray[np.bool_] = distance == 1
    return one


def _texts(names: NameTokens, rows: NDArray[np.int64]) -> list[str]:
    return [names.joined[row] for row in rows.tolist()]
