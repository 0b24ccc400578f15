"""Index of the customers for explanations: their traits, and their similarity to accounts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from graph_icp.discovery.learning.link_scaling import known_in
from graph_icp.discovery.ranking.similarity import closest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from graph_icp.discovery.learning.fit import Fit
    from graph_icp.discovery.learning.link_scaling import Dense

# The most customers in the order of their similarity to an account; others follow by key.
CLOSEST_KEPT = 50
# Where more customers than this are as like an account as the most like one, none is named.
AS_LIKE = 3
# So many of the most like tell whether too many are.
TOLD_APART = AS_LIKE + 1
_ROUNDING = 1e-9


@dataclass(frozen=True)
class CustomerIndex:
    """The customers of a fit.

    Attributes
    ----------
    accounts : DataFrame
        One row per customer: id, key, name, domain.
    links : mapping of str to csr_array
        By relation of the fit: customers x traits.
    """

    accounts: pd.DataFrame
    links: Mapping[str, csr_array]

    @cached_property
    def names(self) -> list[str]:
        """The customers' names, by position."""
        return [str(name) for name in self.accounts["name"]]

    @cached_property
    def _ids(self) -> pd.Index:
        ids: pd.Index = pd.Index(self.accounts["id"])
        return ids

    @cached_property
    def having(self) -> dict[str, list[frozenset[int]]]:
        """By relation, for each trait the positions of the customers that have it."""
        columns = {relation: X.tocsc() for relation, X in self.links.items()}
        return {
            relation: [
                frozenset(X.indices[start:end].tolist())
                for start, end in zip(X.indptr[:-1], X.indptr[1:], strict=True)
            ]
            for relation, X in columns.items()
        }

    @cached_property
    def known(self) -> dict[str, frozenset[int]]:
        """By relation, the positions of the customers that are known in it."""
        return {
            relation: frozenset(np.flatnonzero(known_in(X)).tolist())
            for relation, X in self.links.items()
        }

    @cached_property
    def telling(self) -> frozenset[int]:
        """The positions of the customers of whom something is known in a relation of the fit."""
        return frozenset().union(*self.known.values())

    def others_than(self, account: int) -> int:
        """Return the number of these customers without an account, by its id."""
        return len(self.telling - self.places_of(account))

    def places_of(self, account: int) -> frozenset[int]:
        """Return the position of an account, by its id; none where it is no customer."""
        return frozenset(place for place in self.places([account]).tolist() if place >= 0)

    def places(self, accounts: Sequence[int]) -> NDArray[np.intp]:
        """Return the position of each account, by its id; -1 where it is no customer."""
        places: NDArray[np.intp] = self._ids.get_indexer(pd.Index(accounts))
        return places

    def most_like(
        self,
        fit: Fit,
        links: Mapping[str, csr_array],
        ids: Sequence[int],
        count: int = CLOSEST_KEPT,
    ) -> tuple[NDArray[np.int64], Dense]:
        """Return the positions of the customers most like each account, and their similarity.

        Parameters
        ----------
        fit : Fit
        links : mapping of str to csr_array
            By relation of the fit: accounts x traits.
        ids : sequence of int
            The accounts' ids; none is like itself.
        count : int
            The number of customers of each.

        Returns
        -------
        positions : array of int
            Accounts x count, the most like first; -1 where no more share anything.
        likeness : array of float
            Accounts x count, 0 to 1.
        """
        idf = {each.relation: each.idf for each in fit.relations}
        return closest(links, self.links, idf, count, self.places(ids))

    def like(self, positions: NDArray[np.int64], likeness: Dense) -> list[str]:
        """Return the name of the customer most like each account, "" where too many are as like.

        Parameters
        ----------
        positions, likeness
            What `most_like` returns, of at least `TOLD_APART` customers.
        """
        as_like = (positions >= 0) & (likeness > likeness[:, :1] - _ROUNDING)
        number = np.count_nonzero(as_like, axis=1)
        first = np.where((number > 0) & (number <= AS_LIKE), positions[:, 0], -1)
        return [self.names[place] if place >= 0 else "" for place in first.tolist()]
