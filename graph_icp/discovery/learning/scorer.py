"""Scorers, each a file of scorers/, and their results: scores that split by trait.

A scorer sees one relation: its links in blocks (accounts x traits) and the labels Y (labelled
accounts x folds: all customers in fold 0, one fold's own left out in each other).
"""

from __future__ import annotations

import importlib
import pkgutil
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Protocol

import numpy as np
from scipy.sparse import csr_array

from graph_icp.discovery.learning.link_scaling import (
    inverse_frequency_of,
    lengths,
    normalised,
    present,
    rows_of,
    weighted,
)
from graph_icp.errors import UnknownNameError
from graph_icp.graph.blocks import Mapped

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from graph_icp.discovery.learning.labels import Taught
    from graph_icp.discovery.learning.link_scaling import Dense, Vector
    from graph_icp.graph.blocks import Blocks

# The number of pairs that are compared together, which limits the memory that they take.
_TOGETHER = 1_000_000


class Scorer(Protocol):
    """A way to score the accounts of one relation."""

    @property
    def name(self) -> str:
        """The scorer's name after `--method`."""

    @property
    def says(self) -> str:
        """Its work, in one line."""

    def learn(self, links: Blocks, taught: Taught) -> Learned:
        """Return the scores learned from links and the labels."""


class Learned(Protocol):
    """Scores of one relation, for any accounts with the same traits."""

    def scores(self, X: csr_array) -> Dense:
        """Return the scores of the rows of X, one column per fold."""

    def parts(self, X: csr_array, fold: int) -> csr_array:
        """Return each trait's part (rows x traits) of the scores by one fold; they add up."""

    def times(self, factor: Vector) -> Learned:
        """Return the same with each fold's scores multiplied."""

    def by(self, fold: int) -> Learned:
        """Return the same with this fold alone."""

    def only(self, counting: NDArray[np.bool_]) -> Learned:
        """Return the same for traits that count; others add nothing."""

    def weighed(self) -> NDArray[np.bool_]:
        """Return which traits have a weight; none where pairs are compared."""


@dataclass(frozen=True)
class Linear:
    """A scorer with one weight per trait.

    Attributes
    ----------
    name, says : str
    normalised : bool
        Whether links are multiplied by their trait's inverse frequency, and each account's row
        is then given length 1; else they are taken raw.
    weights : callable
        From the weighted links F (accounts x traits) and the labels to weights (traits x folds).
    """

    name: str
    says: str
    normalised: bool
    weights: Callable[[Blocks, Taught], Dense]

    def learn(self, links: Blocks, taught: Taught) -> Weights:
        """Return the weights learned from links and the labels."""
        idf = inverse_frequency_of(links.shape[0], links.having)
        F = Mapped(links, partial(normalised, scale=idf)) if self.normalised else links
        found = self.weights(F, taught)
        nothing = np.zeros_like(found)
        return Weights(idf, nothing, found) if self.normalised else Weights(idf, found, nothing)


@dataclass(frozen=True)
class Weights:
    """Weights of traits: on the raw links, and on normalised ones.

    Attributes
    ----------
    idf : array of float
        The factor of each trait's links before a row is given length 1.
    raw, normalised : array of float
        Traits x folds: the weights on the links as they are, and on the rows of length 1.
    """

    idf: Vector
    raw: Dense
    normalised: Dense

    def scores(self, X: csr_array) -> Dense:
        """Return the scores of the rows of X, one column per fold."""
        scores: Dense = X @ self.raw
        if self.normalised.any():
            of_length_1 = X @ (self.idf[:, None] * self.normalised)
            scores += of_length_1 / lengths(X, self.idf)[:, None]
        return scores

    def parts(self, X: csr_array, fold: int) -> csr_array:
        """Return each trait's part of the scores by one fold."""
        own = weighted(X, self.raw[:, fold])
        if self.normalised.any():
            rows = normalised(X, self.idf)
            own.data += weighted(rows, self.normalised[:, fold]).data
        return own

    def times(self, factor: Vector) -> Weights:
        """Return the weights with each fold multiplied."""
        return Weights(self.idf, self.raw * factor, self.normalised * factor)

    def by(self, fold: int) -> Weights:
        """Return the weights of one fold."""
        return Weights(self.idf, self.raw[:, [fold]], self.normalised[:, [fold]])

    def only(self, counting: NDArray[np.bool_]) -> Weights:
        """Return the weights with those of the other traits 0, also for the length of rows."""
        kept = counting[:, None]
        return Weights(self.idf * counting, self.raw * kept, self.normalised * kept)

    def weighed(self) -> NDArray[np.bool_]:
        """Return which traits have a weight."""
        has: NDArray[np.bool_] = (self.raw != 0).any(axis=1) | (self.normalised != 0).any(axis=1)
        return has

    def plus(self, other: Weights) -> Weights:
        """Return the weights of both scores together."""
        return Weights(self.idf, self.raw + other.raw, self.normalised + other.normalised)


@dataclass(frozen=True)
class Pairs:
    """A scorer that compares an account with one customer at a time.

    Attributes
    ----------
    name, says : str
    whole : callable
        From the numbers of traits of both (`shared`), of the account and of the customer, by pair
        that shares any, to the divisor of `shared`.
    """

    name: str
    says: str
    whole: Callable[[Vector, Vector, Vector], Vector]

    def learn(self, links: Blocks, taught: Taught) -> PairsLearned:
        """Return the customers, each weighted by its part of their mean; others do not count.

        Those with the same traits are one, with the sum of their weights.
        """
        value = np.maximum(taught.Y, 0)
        customers = value.any(axis=1)
        count = np.maximum((value > 0).sum(axis=0), 1)
        theirs = present(links.chosen(taught.places[customers]))
        first, which = _alike(theirs)
        weights = np.zeros((len(first), value.shape[1]))
        np.add.at(weights, which, value[customers] / count)
        return PairsLearned(self, theirs[first], weights)


@dataclass(frozen=True)
class PairsLearned:
    """Customers' traits (distinct ones x traits, 0 or 1), and weights (distinct ones x folds)."""

    scorer: Pairs
    theirs: csr_array
    weights: Dense

    def times(self, factor: Vector) -> PairsLearned:
        """Return the same with each fold multiplied."""
        return PairsLearned(self.scorer, self.theirs, self.weights * factor)

    def by(self, fold: int) -> PairsLearned:
        """Return the customers with their weights in one fold."""
        return PairsLearned(self.scorer, self.theirs, self.weights[:, [fold]])

    def only(self, counting: NDArray[np.bool_]) -> PairsLearned:
        """Return the same: a trait that one account has is shared with no customer."""
        return self

    def weighed(self) -> NDArray[np.bool_]:
        """Return that no trait has a weight."""
        return np.zeros(self.theirs.shape[1], dtype=bool)

    def scores(self, X: csr_array) -> Dense:
        """Return the scores of the rows of X, one column per fold."""
        mine = present(X)
        step = max(_TOGETHER // max(len(self.weights), 1), 1)
        blocks = [self._block(mine[at : at + step]) for at in range(0, X.shape[0], step)]
        return np.vstack(blocks) if blocks else np.zeros((0, self.weights.shape[1]))

    def parts(self, X: csr_array, fold: int) -> csr_array:
        """Return each trait's part: a pair's score, in equal parts for all shared traits."""
        mine = present(X)
        shared, whole = self._shared_and_whole(mine)
        shared.data = self.weights[shared.indices, fold] / whole
        return csr_array(mine.multiply((shared @ self.theirs).toarray()))

    def _block(self, present: csr_array) -> Dense:
        shared, whole = self._shared_and_whole(present)
        shared.data /= whole
        block: Dense = shared @ self.weights
        return block

    def _shared_and_whole(self, present: csr_array) -> tuple[csr_array, Vector]:
        """Return the numbers of shared traits of pairs that have any, and the divisor of each."""
        shared = csr_array(present @ self.theirs.T)
        mine, theirs = (np.diff(X.indptr).astype(np.float64) for X in (present, self.theirs))
        of_pairs = mine[rows_of(shared)], theirs[shared.indices]
        return shared, self.scorer.whole(shared.data, *of_pairs)


def _alike(X: csr_array) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the first row of each set of traits, and by row the number of its set."""
    sets = [each.tobytes() for each in np.split(X.indices, X.indptr[1:])[:-1]]
    number = {each: place for place, each in enumerate(dict.fromkeys(sets))}
    which = np.array([number[each] for each in sets], dtype=np.intp)
    return np.unique(which, return_index=True)[1], which


def scorers() -> dict[str, Scorer]:
    """Return every scorer by name: the `SCORER` of each module in scorers/."""
    return _found()


def scorer(name: str) -> Scorer:
    """Return the scorer of this name; raises UnknownNameError with all names."""
    if name not in _found():
        raise UnknownNameError("method", name, _found())
    return _found()[name]


@cache
def _found() -> dict[str, Scorer]:
    package = importlib.import_module("graph_icp.discovery.learning.scorers")
    names = sorted(each.name for each in pkgutil.iter_modules(package.__path__))
    modules = [importlib.import_module(f"{package.__name__}.{name}") for name in names]
    return {module.SCORER.name: module.SCORER for module in modules}
