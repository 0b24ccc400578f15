"""Reasons of a fit: the traits that lift accounts above a typical company."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array, hstack

from graph_icp.discovery.learning.link_scaling import rows_of
from graph_icp.discovery.ranking.lifting_traits import LiftingTraits
from graph_icp.discovery.ranking.named_reasons import Named
from graph_icp.discovery.ranking.points import net_points
from graph_icp.graph.model import TOPIC
from graph_icp.graph.relations import relation as relation_named

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from graph_icp.discovery.learning.fit import Fit
    from graph_icp.discovery.learning.link_scaling import Vector
    from graph_icp.discovery.ranking.customer_index import CustomerIndex
    from graph_icp.discovery.ranking.named_reasons import Reason
    from graph_icp.graph.relations import Relation

    Hypothesis = Mapping[str, Sequence[str]]
    Marked = NDArray[np.bool_]
    Places = NDArray[np.intp]

_TOPICS = "topics"
# The most reasons in a sentence.
NAMED = 3
# A trait is a reason only if its net points are at least this part of the greatest.
WORTH_NAMING = 0.25


class Reasons:
    """The reasons of a fit, of as many accounts as one likes.

    Parameters
    ----------
    fit : Fit
    customers : CustomerIndex
    hypothesis : mapping of str to sequence of str
        By relation the names of the traits that the user expects of best customers.
    """

    def __init__(self, fit: Fit, customers: CustomerIndex, hypothesis: Hypothesis) -> None:
        self._fit = fit
        self._traits = [
            LiftingTraits(each, customers, hypothesis.get(each.relation, ()))
            for each in fit.relations
        ]
        sizes = [len(each.traits) for each in fit.relations]
        # Traits are numbered over all relations.
        self._first = np.cumsum([0, *sizes])
        self._relation = np.repeat(np.arange(len(sizes)), sizes)
        self._having, self._expected, self._rarity = (
            np.concatenate([getattr(each, name) for each in self._traits])
            for name in ("having", "expected", "rarity")
        )
        about = [relation_named(each.relation) for each in fit.relations]
        self._held = np.array([each.held for each in fit.relations])
        self._of_people = np.array([each.of_people() for each in about])
        self._is = np.array([bool(each.property) and each.trait is not TOPIC for each in about])
        self._repeats = np.array([[_repeats(one, other) for other in about] for one in about])
        self._customers = customers
        self._kinds: list[Reason] = []
        self._known: dict[int, int] = {}

    @property
    def none(self) -> Named:
        """The reasons of no account."""
        nothing = np.empty(0, dtype=np.intp)
        return Named(nothing, self._kinds, nothing, nothing, nothing.astype(np.float64))

    def of(self, links: Mapping[str, csr_array], ids: Sequence[int], fold: int) -> Named:
        """Return the reasons of the fit of accounts that their sentences name.

        Parameters
        ----------
        links : mapping of str to csr_array
            By relation: accounts x traits.
        ids : sequence of int
            The accounts' ids: a customer is not its own reason.
        fold : int
            By which the accounts are scored.
        """
        nets = net_points(self._fit, links, fold)
        lifting = csr_array(
            hstack([each.lifting(nets[each.relation]) for each in self._traits], format="csr")
        )
        row, trait, net = rows_of(lifting), lifting.indices.astype(np.intp), lifting.data
        itself = self._customers.places(ids)[row]
        others = self._others(trait, itself)
        shared = np.flatnonzero((others > 0) | self._expected[trait])
        row, trait, net, others = row[shared], trait[shared], net[shared], others[shared]
        most = np.zeros(len(ids))
        np.maximum.at(most, row, net)
        worth = (net >= WORTH_NAMING * most[row]) & self._telling(row, trait)
        relation, strength = self._relation[trait], net * self._rarity[trait] ** 2
        # What one customer alone has comes last, and before it what tells where data came from.
        last = 2 * (others == 1) + self._held[relation]
        named = self._strongest(row, relation, last, strength, worth)
        of = relation[named]
        # What a company does, what it is, people.
        order = (-strength[named], self._is[of], self._of_people[of], last[named], row[named])
        named = named[np.lexsort(order)]
        kind = self._kind(trait[named], itself[shared][named])
        return Named(np.array(ids), self._kinds, row[named], kind, net[named])

    def _others(self, trait: Places, itself: Places) -> Places:
        """Return how many customers have each trait beside the account, which may be one of them.

        `itself` is the account's position among the customers, -1 for none.
        """
        others = self._having[trait]
        for place in np.flatnonzero(itself >= 0).tolist():
            traits, column = self._of(trait[place])
            others[place] -= itself[place] in traits.customers[column]
        return others

    def _telling(self, row: Places, trait: Places) -> Marked:
        """Return which traits are no topics with which a word of another of the account begins."""
        telling = np.ones(len(row), dtype=bool)
        for place, traits in enumerate(self._traits):
            if traits.relation == _TOPICS:
                mine = np.flatnonzero(self._relation[trait] == place)
                column = trait[mine] - self._first[place]
                telling[mine] = ~traits.begun(row[mine], column)
        return telling

    def _strongest(
        self, row: Places, relation: Places, last: Places, strength: Vector, worth: Marked
    ) -> Places:
        """Return the positions of the `NAMED` reasons that are worth most, of each row's.

        Of two of which one follows from the other there is the stronger.
        """
        named: list[Places] = []
        of_row = np.zeros(row.max(initial=0) + 1, dtype=np.intp)
        left = np.flatnonzero(worth)
        while len(left) and len(named) < NAMED:
            first = _best(row[left], last[left], strength[left])
            best, left = left[first], np.delete(left, first)
            named.append(best)
            of_row[row[best]] = relation[best]
            left = left[~self._repeats[relation[left], of_row[row[left]]]]
        return np.concatenate([np.empty(0, dtype=np.intp), *named])

    def _kind(self, trait: Places, itself: Places) -> Places:
        """Return the positions among the kinds of traits as reasons of accounts."""
        customers = len(self._customers.accounts) + 1
        pairs, each = np.unique(trait * customers + itself + 1, return_inverse=True)
        for pair in pairs.tolist():
            if pair not in self._known:
                traits, column = self._of(pair // customers)
                self._known[pair] = len(self._kinds)
                self._kinds.append(traits.reason(column, pair % customers - 1))
        return np.array([self._known[pair] for pair in pairs.tolist()], dtype=np.intp)[each]

    def _of(self, trait: int) -> tuple[LiftingTraits, int]:
        """Return the traits of a trait's relation, and its column among these."""
        place = self._relation[trait]
        return self._traits[place], int(trait - self._first[place])


def _best(row: Places, last: Places, strength: Vector) -> Places:
    """Return the position of the first of the best of each row: what is least last, then strongest.

    `row` ascends.
    """
    begin = np.flatnonzero(np.append(True, row[1:] != row[:-1]))
    number = np.diff(np.append(begin, len(row)))
    least = np.repeat(np.minimum.reduceat(last, begin), number)
    strength = np.where(last == least, strength, -np.inf)
    best = np.flatnonzero(strength == np.repeat(np.maximum.reduceat(strength, begin), number))
    first: Places = best[np.append(True, row[best[1:]] != row[best[:-1]])]
    return first


def _repeats(one: Relation, other: Relation) -> bool:
    """Return whether one of two follows from the other, as a region does from its country."""
    return one.property in other.told_by or other.property in one.told_by
