"""Reasons in words, as a salesperson would say them aloud, the most particular ones first."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.ranking.link_dates import Link
from graph_icp.discovery.ranking.phrases import again, described, shown, unlike
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
    from graph_icp.discovery.ranking.link_dates import LinkDates

    Hypothesis = Mapping[str, Sequence[str]]

# The most reasons in a sentence.
NAMED = 3
# The most traits of a relation that are tried for it.
TRIED = 12
# A trait is a reason only if its net points are at least this part of the greatest.
WORTH_NAMING = 0.25

# The phrase for traits that only the hypothesis supports.
AS_THOUGHT = "as your hypothesis says"
# What is said of people who tie an account to customers, and of them where nobody is named.
_WORKED = "has worked at"
_PEOPLE_ALONE = "People who worked at your customers have worked there"
NOTHING = "No clear reason: it looks like any company of the market"


@dataclass(frozen=True)
class Reason:
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

    @property
    def strength(self) -> tuple[bool, bool, float]:
        """What decides whether it is named: what more than one customer has, by net points.

        What tells where data came from, as a lopsided relation does, is named if nothing else is.
        """
        return self.customers != 1, not self.held, self.net * self.rarity**2

    @property
    def place(self) -> tuple[bool, bool, bool, bool, float]:
        """Its place in the sentence: what a company does, what it is, people; one customer's last.

        Within these what adds most points for its rarity leads.
        """
        relation = relation_named(self.link.relation)
        is_what_it_is = bool(relation.property) and relation.trait is not TOPIC
        *_, strength = self.strength
        return self.customers == 1, self.held, relation.of_people(), is_what_it_is, -strength


def reasons(
    fit: Fit,
    links: Mapping[str, csr_array],
    customers: CustomerIndex,
    ids: Sequence[int],
    fold: int,
    hypothesis: Hypothesis,
) -> list[list[Reason]]:
    """Return for each account the reasons of its fit that a sentence names, in its order.

    Parameters
    ----------
    fit : Fit
    links : mapping of str to csr_array
        By relation: accounts x traits.
    customers : CustomerIndex
    ids : sequence of int
        The accounts' ids: a customer is not its own reason.
    fold : int
        By which the accounts are scored.
    hypothesis : mapping of str to sequence of str
        By relation the names of the traits that the user expects of best customers.
    """
    position = {account: place for place, account in enumerate(customers.accounts["id"])}
    found: list[list[Reason]] = [[] for _ in ids]
    nets = net_points(fit, links, fold)
    for each in fit.relations:
        traits = _Traits(each, customers, hypothesis.get(each.relation, ()))
        for row, some in traits.lifting(nets[each.relation]):
            itself = position.get(ids[row])
            found[row] += [traits.reason(ids[row], itself, *trait) for trait in some]
    return [_named(each) for each in found]


def sentence(named: Sequence[Reason], dates: LinkDates, like: str = "") -> str:
    """Return reasons as a sentence.

    Parameters
    ----------
    named : sequence of Reason
    dates : LinkDates
        Those of the reasons' links.
    like : str
        The customer most like the account, where one is.

    Returns
    -------
    str
        "Uses Argo CD, as 14 of your 59 customers do (22 of 891 prospects); sponsored KubeCon EU
        2023 (3 years ago), as 4 of 22 customers did (9 of 310 prospects); of your customers most
        like Intuit"
    """
    if not named:
        return NOTHING
    # What is over for years, or without a date, stands behind the rest.
    ordered = sorted(named, key=lambda each: (each.customers == 1, dates.is_past(each.link)))
    by_relation: dict[str, list[Reason]] = defaultdict(list)
    for each in ordered:
        by_relation[each.link.relation].append(each)
    clauses = [_clause(some, dates) for some in by_relation.values()]
    said = "; ".join(
        [*clauses, *([f"of your customers most like {_inline(like)}"] if like else [])]
    )
    return said[0].upper() + said[1:]


def without_people(said: str) -> str:
    """Return a sentence of reasons without the clauses that name people.

    No name holds a semicolon in it, so that clauses are apart.
    """
    kept = [each for each in said.split("; ") if f" {_WORKED} " not in each]
    told = "; ".join(kept)
    return told[:1].upper() + told[1:] or _PEOPLE_ALONE


class _Traits:
    """The traits of one relation: who has them, and how rare they are."""

    def __init__(self, fit: RelationFit, customers: CustomerIndex, expected: Sequence[str]) -> None:
        self._fit = fit
        self._customers = customers
        self._having = customers.having[fit.relation]
        self._known = customers.known[fit.relation]
        self._names = fit.traits["name"].astype(str).tolist()
        self._ids = fit.traits["id"].tolist()
        self._rarity = fit.idf
        if fit.of_prospects == fit.of_prospects:
            self._rarity = np.log((2 + fit.of_prospects) / (1 + fit.prospects))
        self._expected = np.zeros(len(fit.traits), dtype=bool)
        for name in expected:
            self._expected |= columns_named(fit.traits, name)
        self._counts = self._expected | [bool(having) for having in self._having]

    def lifting(self, net: csr_array) -> Iterator[tuple[int, list[tuple[int, float]]]]:
        """Give the rows of net points that add up to more than 0, with the traits that lift most.

        These are at most `TRIED` by what decides which are named, and that of most net points.
        """
        lifts = (net.data > 0) & self._counts[net.indices]
        strength = net.data * self._rarity[net.indices] ** 2
        for row in np.flatnonzero(net.sum(axis=1) > 0).tolist():
            begin, end = net.indptr[row], net.indptr[row + 1]
            places = begin + np.flatnonzero(lifts[begin:end])
            if len(places) > TRIED:
                most = places[np.argmax(net.data[places])]
                strongest = places[np.argsort(-strength[places], kind="stable")[:TRIED]]
                places = np.union1d(strongest, most)
            values = zip(net.indices[places].tolist(), net.data[places].tolist(), strict=True)
            yield row, list(values)

    def reason(self, account: int, itself: int | None, trait: int, net: float) -> Reason:
        """Return one trait of an account as a reason; `itself` is its place as a customer."""
        others = self._having[trait] - {itself}
        return Reason(
            Link(self._fit.relation, account, self._ids[trait]),
            self._names[trait],
            net,
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


def _named(found: list[Reason]) -> list[Reason]:
    """Return the reasons that a sentence names, in its order."""
    shared = [each for each in found if each.customers or each.expected]
    least = WORTH_NAMING * max((each.net for each in shared), default=0)
    topics = unlike([each.trait for each in shared if each.link.relation == "topics"])
    shared = [each for each in shared if each.link.relation != "topics" or each.trait in topics]
    named: list[Reason] = []
    for each in sorted(shared, key=lambda each: each.strength, reverse=True):
        if each.net >= least and not any(_repeats(each, other) for other in named):
            named.append(each)
    return sorted(named[:NAMED], key=lambda each: each.place)


def _repeats(one: Reason, other: Reason) -> bool:
    """Return whether one of two follows from the other, as a region does from its country."""
    relations = relation_named(one.link.relation), relation_named(other.link.relation)
    return any(a.property in b.told_by for a, b in (relations, relations[::-1]))


def _inline(name: str) -> str:
    """Return a name in which nothing looks like the end of a clause or line."""
    return " ".join(name.replace(";", ",").split())


def _clause(some: Sequence[Reason], dates: LinkDates) -> str:
    """Return what an account has of one relation: "uses Go, as 4 of 9 customers do, and Rust"."""
    lead, *more = some
    relation = lead.link.relation
    if relation_named(relation).of_people():
        return " and ".join(_worked(each, dates) for each in some)
    name = described(relation, [_inline(lead.trait)])
    said = f"{name}{_dated(lead, dates)}, {_who(lead)}"
    for each in more:
        name = shown(relation, _inline(each.trait)) + _dated(each, dates)
        said += f", and {name}, {_who(each, brief=lead.customers > 1)}"
    return said


def _worked(person: Reason, dates: LinkDates) -> str:
    at = person.alone or f"{person.customers:,} of your customers"
    return f"{_inline(person.trait)} {_WORKED} {_inline(at)} too{_dated(person, dates)}"


def _dated(reason: Reason, dates: LinkDates) -> str:
    note = dates.note(reason.link)
    return f" ({note})" if note else ""


def _who(reason: Reason, *, brief: bool = False) -> str:
    """Return who else has a trait: "as 14 of your 59 customers do (22 of 891 prospects)"."""
    behind = _prospects(reason, brief)
    if not reason.customers:
        return f"{AS_THOUGHT}{behind}"
    verb = again(reason.link.relation, reason.trait, reason.customers)
    if reason.alone:
        return f"as one customer, {_inline(reason.alone)}, {verb}{behind}"
    your = "your " if reason.of_all else ""
    of = "" if brief else f" of {your}{reason.of_customers:,} customers"
    return f"as {reason.customers:,}{of} {verb}{behind}"


def _prospects(reason: Reason, brief: bool) -> str:
    if reason.prospects != reason.prospects:
        return ""
    of = "" if brief else f" of {reason.of_prospects:,.0f}"
    return f" ({reason.prospects:,.0f}{of} prospects)"
