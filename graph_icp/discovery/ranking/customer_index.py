"""The customers as explanations need them: who has which trait, and who is how like an account."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.ranking.similarity import likeness

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd
    from scipy.sparse import csr_array

    from graph_icp.discovery.learning.fit import Fit

# Customers that are told in the order of their likeness to an account; others follow by key.
CLOSEST_KEPT = 50


@dataclass(frozen=True)
class Customers:
    """The customers of a fit.

    Attributes
    ----------
    accounts : DataFrame
        One row a customer: id, key, name, domain.
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
    def having(self) -> dict[str, list[frozenset[int]]]:
        """By relation, for each trait the positions of the customers who have it."""
        columns = {relation: X.tocsc() for relation, X in self.links.items()}
        return {
            relation: [
                frozenset(X.indices[start:end].tolist())
                for start, end in zip(X.indptr[:-1], X.indptr[1:], strict=True)
            ]
            for relation, X in columns.items()
        }

    def closest(
        self, fit: Fit, links: Mapping[str, csr_array], ids: Iterable[int]
    ) -> list[list[int]]:
        """Return for each account the positions of the customers most like it, in that order.

        At most `CLOSEST_KEPT`; an account is never like itself, and who shares nothing with it
        is left out.
        """
        idf = {each.relation: each.idf for each in fit.relations}
        alike = likeness(links, self.links, idf)
        own = self.accounts["id"].to_numpy()
        found = []
        for row, account in zip(alike, ids, strict=True):
            order = np.argsort(-row, kind="stable")[: CLOSEST_KEPT + 1]
            near = [int(i) for i in order if row[i] > 0 and own[i] != account]
            found.append(near[:CLOSEST_KEPT])
        return found
