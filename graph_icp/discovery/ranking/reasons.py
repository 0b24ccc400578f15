"""Reasons of a fit: the traits that lift accounts above a typical company."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from graph_icp.discovery.ranking.link_dates import Link
from graph_icp.discovery.ranking.phrases import unlike
from graph_icp.discovery.ranking.points import net_points
from graph_icp.discovery.selectors import columns_named
from graph_icp.graph.model import TOPIC
from graph_icp.graph.relations import relation as relation_named

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from scipy.sparse import csr_array

    from graph_icp.discovery.learning.fit import Fit
    from graph_icp.discovery.learning.relation_fit import RelationFit
    from graph_icp.discovery.ranking.customer_index import CustomerIndex

    Hypothesis = Mapping[str, Sequence[str]]

# The most reasons in a sentence.
NAMED = 3
# The most traits of a relation that are tried for it.
TRIED = 12
# A trait is a reason only if its net points are at least this part of the greatest.
WORTH_NAMING = 0.25


class Reason(NamedTuple):
    """A trait that lifts an account above a typical company.

    Attributes
    ----------
    link : Link
        The account's link to it.
    trait : str
        Its name.
    net : float
        Its net points.
    rarity : float
        ln(prospects known in the relation / prospects that have it).
    customers, of_customers : int
        How many other customers have it, of those known in the relation.
    prospects, of_prospects : float
        Likewise of the market; nan where a run did not keep it.
    alone : str
        The name of the customer that has it, where there is but one.
    of_all : bool
        Whether all customers are known in the relation.
    held : bool
        Whether the relation is lopsided, and held back for it.
    expected : bool
        Whether the hypothesis names it.
    """

    link: Link
    trait: str
    net: float
    rarity: float
    customers: int
    of_customers: int
    prospects: float
    of_prospects: float
    alone: str
    of_all: bool = True
    held: bool = False
    expected: bool = False

    def strength(self, net: float) -> tuple[bool, bool, float]:
        """Return what decides whether it is named: what more than one customer has, by net points.

        What tells where data came from, as a lopsided relation does, is named if nothing else is.
        """
        return self.customers != 1, not self.held, net * self.rarity**2

    @property
    def place(self) -> tuple[bool, bool, bool, bool, float]:
        """Its place in the sentence: what a company does, what it is, people; one customer's last.

        Within these what adds most points for its rarity leads.
        """
        relation = relation_named(self.link.relation)
        is_what_it_is = bool(relation.property) and relation.trait is not TOPIC
        *_, strength = self.strength(self.net)
        return self.customers == 1, self.held, relation.of_people(), is_what_it_is, -strength

    def of(self, account: int, net: float) -> Reason:
        """Return the reason of another account, with its net points."""
        relation, _, trait = self.link
        return Reason(Link(relation, account, trait), self.trait, net, *self[3:])


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
        self._customers = customers
        self._traits = [
            _Traits(each, customers, hypothesis.get(each.relation, ())) for each in fit.relations
        ]

    def of(
        self, links: Mapping[str, csr_array], ids: Sequence[int], fold: int
    ) -> list[list[Reason]]:
        """Return for each account the reasons of its fit that a sentence names, in its order.

        Parameters
        ----------
        links : mapping of str to csr_array
            By relation: accounts x traits.
        ids : sequence of int
            The accounts' ids: a customer is not its own reason.
        fold : int
            By which the accounts are scored.
        """
        found: list[list[tuple[float, Reason]]] = [[] for _ in ids]
        nets = net_points(self._fit, links, fold)
        for traits in self._traits:
            for row, some in traits.lifting(nets[traits.relation]):
                itself = self._customers.position.get(ids[row])
                found[row] += [(net, traits.reason(trait, itself)) for trait, net in some]
        return [_named(*each) for each in zip(ids, found, strict=True)]


class _Traits:
    """The traits of one relation: who has them, and how rare they are."""

    def __init__(self, fit: RelationFit, customers: CustomerIndex, expected: Sequence[str]) -> None:
        self.relation = fit.relation
        self._fit = fit
        self._customers = customers
        self._having = customers.having[fit.relation]
        self._known = customers.known[fit.relation]
        self._names = fit.traits["name"].to_numpy(dtype=object)
        self._ids = fit.traits["id"].tolist()
        self._rarity = fit.idf
        if fit.of_prospects == fit.of_prospects:
            self._rarity = np.log((2 + fit.of_prospects) / (1 + fit.prospects))
        self._expected = np.zeros(len(fit.traits), dtype=bool)
        for name in expected:
            self._expected |= columns_named(fit.traits, name)
        self._counts = self._expected | [bool(having) for having in self._having]
        self._reasons: dict[tuple[int, int | None], Reason] = {}

    def lifting(self, net: csr_array) -> Iterator[tuple[int, list[tuple[int, float]]]]:
        """Give the rows of net points that add up to more than 0, with the traits that lift most.

        These are at most `TRIED` by what decides which are named, and that of most net points.
        """
        positive = net.sum(axis=1) > 0
        row_of = np.repeat(np.arange(net.shape[0]), np.diff(net.indptr))
        lifts = (net.data > 0) & self._counts[net.indices] & positive[row_of]
        places = np.flatnonzero(lifts)
        traits, points = net.indices[places], net.data[places]
        strength = points * self._rarity[traits] ** 2
        bounds = np.searchsorted(places, net.indptr)
        of_rows = zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True)
        every = list(zip(traits.tolist(), points.tolist(), strict=True))
        for row, (begin, end) in enumerate(of_rows):
            if end - begin > TRIED:
                most = np.argmax(points[begin:end])
                strongest = np.argsort(-strength[begin:end], kind="stable")[:TRIED]
                yield row, [every[begin + place] for place in np.union1d(strongest, most).tolist()]
            elif begin < end:
                yield row, every[begin:end]

    def reason(self, trait: int, itself: int | None) -> Reason:
        """Return one trait as a reason of nobody; `itself` is an account's place as a customer."""
        known = self._reasons.get((trait, itself))
        if known is None:
            known = self._reasons[trait, itself] = self._reason(trait, itself)
        return known

    def _reason(self, trait: int, itself: int | None) -> Reason:
        others = self._having[trait] - {itself}
        return Reason(
            Link(self.relation, 0, self._ids[trait]),
            str(self._names[trait]),
            0.0,
            float(self._rarity[trait]),
            len(others),
            len(self._known) - (itself in self._known),
            float(self._fit.prospects[trait]),
            self._fit.of_prospects,
            self._customers.names[min(others)] if len(others) == 1 else "",
            of_all=len(self._known) == len(self._customers.names),
            held=self._fit.held,
            expected=bool(self._expected[trait]),
        )


def _named(account: int, found: list[tuple[float, Reason]]) -> list[Reason]:
    """Return the reasons that a sentence names, in its order, of those with their net points."""
    shared = [each for each in found if each[1].customers or each[1].expected]
    least = WORTH_NAMING * max((net for net, _ in shared), default=0)
    topics = [each.trait for _, each in shared if each.link.relation == "topics"]
    if topics:
        telling = unlike(topics)
        shared = [
            (net, each)
            for net, each in shared
            if each.link.relation != "topics" or each.trait in telling
        ]
    named: list[Reason] = []
    for net, each in sorted(shared, key=lambda each: each[1].strength(each[0]), reverse=True):
        if net >= least and not any(_repeats(each, other) for other in named):
            named.append(each.of(account, net))
            if len(named) == NAMED:
                break
    return sorted(named, key=lambda each: each.place)


def _repeats(one: Reason, other: Reason) -> bool:
    """Return whether one of two follows from the other, as a region does from its country."""
    relations = relation_named(one.link.relation), relation_named(other.link.relation)
    return any(a.property in b.told_by for a, b in (relations, relations[::-1]))
