"""Traits of one relation that lift accounts above a typical company."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_array, csr_array

from graph_icp.discovery.learning.link_scaling import rows_of
from graph_icp.discovery.ranking.link_dates import Link
from graph_icp.discovery.ranking.named_reasons import Reason
from graph_icp.discovery.ranking.phrases import beginnings
from graph_icp.discovery.selectors import columns_named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from graph_icp.discovery.learning.relation_fit import RelationFit
    from graph_icp.discovery.ranking.customer_index import CustomerIndex

    Marked = NDArray[np.bool_]
    Places = NDArray[np.intp]

# The most traits of a relation that are tried for a sentence.
TRIED = 12


class LiftingTraits:
    """The traits of one relation: who has them, and how rare they are.

    Attributes
    ----------
    relation : str
    customers : list of set of int
        Of each trait the positions of the customers that have it.
    having : array of int
        How many these are.
    rarity : array of float
    expected : array of bool
        Whether the hypothesis names it.
    """

    def __init__(self, fit: RelationFit, customers: CustomerIndex, expected: Sequence[str]) -> None:
        self.relation = fit.relation
        self.customers = customers.having[fit.relation]
        self.having = np.array([len(each) for each in self.customers], dtype=np.intp)
        self.rarity = fit.idf
        if fit.of_prospects == fit.of_prospects:
            self.rarity = np.log((2 + fit.of_prospects) / (1 + fit.prospects))
        self.expected = np.zeros(len(fit.traits), dtype=bool)
        for name in expected:
            self.expected |= columns_named(fit.traits, name)
        self._fit = fit
        self._names = customers.names
        self._known = customers.known[fit.relation]
        self._traits = fit.traits["name"].to_numpy(dtype=object)
        self._ids = fit.traits["id"].tolist()

    def lifting(self, net: csr_array) -> csr_array:
        """Return the net points of the rows that add up to more than 0, of what lifts these most.

        These are at most `TRIED` by what decides which are named, and that of most net points.
        """
        row = rows_of(net)
        counts = self.expected | (self.having > 0)
        lifts = (net.data > 0) & counts[net.indices] & (net.sum(axis=1) > 0)[row]
        number = np.bincount(row[lifts], minlength=net.shape[0])
        for place in np.flatnonzero(number > TRIED).tolist():
            mine = np.flatnonzero(lifts[net.indptr[place] : net.indptr[place + 1]])
            mine += net.indptr[place]
            strength = net.data[mine] * self.rarity[net.indices[mine]] ** 2
            lifts[mine] = False
            lifts[mine[np.argsort(-strength, kind="stable")[:TRIED]]] = True
            lifts[mine[np.argmax(net.data[mine])]] = True
        ends = np.concatenate([[0], np.cumsum(lifts)])[net.indptr]
        return csr_array((net.data[lifts], net.indices[lifts], ends), shape=net.shape)

    def begun(self, row: Places, column: Places) -> Marked:
        """Return which topics of accounts are such that a word of another one begins with them."""
        shape = row.max(initial=0) + 1, len(self._traits)
        having = coo_array((np.ones(len(row)), (row, column)), shape=shape).tocsr()
        found = coo_array((having @ self._beginnings).multiply(having))
        begun = np.ravel_multi_index((found.row, found.col), shape)
        return np.isin(np.ravel_multi_index((row, column), shape), begun)

    @cached_property
    def _beginnings(self) -> csr_array:
        """By topic, with which others a word of it begins: topics x topics."""
        pairs = np.array([*beginnings(self._traits.tolist())], dtype=np.intp).reshape(-1, 2)
        shape = len(self._traits), len(self._traits)
        return coo_array((np.ones(len(pairs)), (pairs[:, 1], pairs[:, 0])), shape=shape).tocsr()

    def reason(self, trait: int, itself: int) -> Reason:
        """Return one trait as a reason of nobody; `itself` is an account's place as a customer."""
        others = self.customers[trait] - {itself}
        return Reason(
            Link(self.relation, 0, self._ids[trait]),
            str(self._traits[trait]),
            0.0,
            len(others),
            len(self._known) - (itself in self._known),
            float(self._fit.prospects[trait]),
            self._fit.of_prospects,
            self._names[min(others)] if len(others) == 1 else "",
            of_all=len(self._known) == len(self._names),
        )
