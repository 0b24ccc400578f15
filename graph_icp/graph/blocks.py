"""The links of a relation in blocks of accounts: what learning asks of them, wherever they are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import pandas as pd
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from graph_icp.graph.matrix import Graph

    Numbers = NDArray[np.float64]
    Places = NDArray[np.intp]
    # From the links of some accounts (accounts x traits) to numbers.
    OfBlock = Callable[[csr_array], NDArray[Any]]

# The accounts of a block; the last one may have fewer.
BLOCK = 50_000


class Blocks(Protocol):
    """The links of one relation, accounts x traits, in blocks of accounts in their order.

    Blocks with the same borders give the same bits, wherever they are, so a block's links stand
    by account and trait, and sums over blocks are made in the order of blocks.
    """

    @property
    def shape(self) -> tuple[int, int]:
        """The numbers of accounts and of traits."""

    @property
    def having(self) -> Numbers:
        """By trait: how many accounts have it, whatever the value of the link."""

    def summed(self, of: OfBlock) -> Numbers:
        """Return the sum over blocks of what `of` makes of each, an array of one shape."""

    def by_account(self, of: OfBlock) -> NDArray[Any]:
        """Return what `of` makes of each block, one number an account, in their order."""

    def chosen(self, places: Places) -> csr_array:
        """Return the links of the accounts at these positions (ascending), accounts x traits."""


@dataclass(frozen=True)
class Links:
    """The links of one relation, and its traits.

    Attributes
    ----------
    relation : str
    traits : DataFrame
        The column index, sorted by key: id, key, name.
    blocks : Blocks
    """

    relation: str
    traits: pd.DataFrame
    blocks: Blocks


@dataclass(frozen=True)
class Held:
    """A matrix in memory as blocks.

    Attributes
    ----------
    matrix : csr_array
        Accounts x traits.
    size : int
        The accounts of a block.
    """

    matrix: csr_array
    size: int = BLOCK

    @property
    def shape(self) -> tuple[int, int]:
        """The numbers of accounts and of traits."""
        accounts, traits = self.matrix.shape
        return accounts, traits

    @cached_property
    def having(self) -> Numbers:
        """By trait: how many accounts have it."""
        return self.summed(degrees)

    def summed(self, of: OfBlock) -> Numbers:
        """Return the sum over blocks; see `Blocks.summed`."""
        return added(of(each) for each in self._blocks)

    def by_account(self, of: OfBlock) -> NDArray[Any]:
        """Return what `of` makes of each block; see `Blocks.by_account`."""
        return np.concatenate([of(each) for each in self._blocks])

    def chosen(self, places: Places) -> csr_array:
        """Return the links of some accounts; see `Blocks.chosen`."""
        return self.matrix if len(places) == self.shape[0] else self.matrix[places]

    @cached_property
    def _blocks(self) -> list[csr_array]:
        """The blocks; copied once, as each product of a part of arrays would copy it anew."""
        X = self.matrix
        if X.shape[0] <= self.size:
            return [X]
        return [X[start:stop] for start, stop in borders(X.shape[0], self.size)]


@dataclass(frozen=True)
class Mapped:
    """Blocks of which each is changed when it is asked for.

    Attributes
    ----------
    blocks : Blocks
    by : callable
        From a block to one of the same shape with the same links, of other values.
    """

    blocks: Blocks
    by: Callable[[csr_array], csr_array]

    @property
    def shape(self) -> tuple[int, int]:
        """The numbers of accounts and of traits."""
        return self.blocks.shape

    @property
    def having(self) -> Numbers:
        """By trait: how many accounts have it."""
        return self.blocks.having

    def summed(self, of: OfBlock) -> Numbers:
        """Return the sum over blocks; see `Blocks.summed`."""
        return self.blocks.summed(self._after(of))

    def by_account(self, of: OfBlock) -> NDArray[Any]:
        """Return what `of` makes of each block; see `Blocks.by_account`."""
        return self.blocks.by_account(self._after(of))

    def chosen(self, places: Places) -> csr_array:
        """Return the links of some accounts; see `Blocks.chosen`."""
        return self.by(self.blocks.chosen(places))

    def _after(self, of: OfBlock) -> OfBlock:
        """Return `of` for blocks as they were; it may be sent elsewhere, so it holds no blocks."""
        by = self.by
        return lambda X: of(by(X))


def held(graph: Graph) -> dict[str, Links]:
    """Return the links of a graph in memory, by relation."""
    return {
        name: Links(name, matrix.traits, Held(matrix.values))
        for name, matrix in graph.matrices.items()
    }


def degrees(X: csr_array) -> Numbers:
    """Return how many rows of a block have each trait."""
    counts: Numbers = np.bincount(X.indices, minlength=X.shape[1]).astype(np.float64)
    return counts


def borders(accounts: int, size: int) -> list[tuple[int, int]]:
    """Return where blocks begin and end; without accounts there is an empty one."""
    return [(start, min(start + size, accounts)) for start in range(0, max(accounts, 1), size)]


def added(parts: Iterator[Numbers]) -> Numbers:
    """Return the sum of the numbers of blocks, added one after the other."""
    total = next(parts)
    for place, part in enumerate(parts):
        # The first may be a block's own, so it is left as it is.
        total = np.add(total, part, out=total if place else None)
    return total
