"""Reasons in words, as a salesperson would say them aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from graph_icp.discovery.ranking.phrases import described, in_words
from graph_icp.discovery.ranking.points import trait_points
from graph_icp.graph.relations import relation as relation_named

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from graph_icp.discovery.learning.fit import Fit
    from graph_icp.discovery.ranking.customer_index import CustomerIndex

# The most relations in a sentence, and the most traits of each.
RELATIONS_NAMED = 3
TRAITS_NAMED = 3
# A trait is named with a stronger one only if it adds at least this part of its points.
WORTH_NAMING = 0.3
# The most customers that are named: one, and the number of others.
FEW = 5

# The phrase for traits that only the hypothesis supports.
AS_THOUGHT = "as your hypothesis says"
NOTHING = "No clear reason: it looks like any company of the market"


class _Clause(NamedTuple):
    """What an account has in one relation, in words, and the points that the relation adds."""

    relation: str
    lift: float
    words: str


def reasons(
    fit: Fit,
    links: Mapping[str, csr_array],
    customers: CustomerIndex,
    closest: Sequence[Sequence[int]],
    ids: Sequence[int],
    fold: int = 0,
) -> list[str]:
    """Return for each account the reasons of its fit, in one sentence.

    Parameters
    ----------
    fit : Fit
    links : mapping of str to csr_array
        By relation: accounts x traits.
    customers : CustomerIndex
    closest : sequence
        For each account the positions of the customers like it, the most like first.
    ids : sequence of int
        The accounts' ids: a customer is not its own reason.
    fold : int
        By which the accounts are scored.

    Returns
    -------
    list of str
        "Uses Argo CD and Cilium, like 14 of your 59 customers; sponsored KubeCon EU 2023, like
        Acme and 3 more; most like Intuit"
    """
    position = {account: place for place, account in enumerate(customers.accounts["id"])}
    parts = trait_points(fit, links, fold)
    return [
        _sentence(fit, parts, customers, closest[row], row, position.get(account), fold)
        for row, account in enumerate(ids)
    ]


def _sentence(
    fit: Fit,
    parts: Mapping[str, csr_array],
    customers: CustomerIndex,
    nearest: Sequence[int],
    row: int,
    itself: int | None,
    fold: int,
) -> str:
    """Name the traits that lift the account above a typical company, relation by relation."""
    clauses = []
    for each in fit.relations:
        points = parts[each.relation]
        begin, end = points.indptr[row], points.indptr[row + 1]
        named = _telling(points.indices[begin:end], points.data[begin:end])
        clause = _clause(each.relation, named, customers, nearest, itself)
        if not clause and named and fit.hypothesis:
            clause = named, ""
        if clause:
            names = [str(each.traits["name"].iloc[trait]) for trait in clause[0]]
            lift = sum(points.data[begin:end]) - 100 * each.typical[fold] / fit.span
            clauses.append(_Clause(each.relation, lift, _words(each.relation, names, clause[1])))
    clauses = _without_repetition([clause for clause in clauses if clause.lift > 0])
    if not clauses:
        return NOTHING
    strongest = sorted(clauses, key=lambda clause: -clause.lift)[:RELATIONS_NAMED]
    # People are ties, and stand after what the account has and does itself.
    said = "; ".join(each.words for each in sorted(strongest, key=_is_about_people))
    alike = f"; most like {customers.names[nearest[0]]}" if nearest else ""
    return said[0].upper() + said[1:] + alike


def _without_repetition(clauses: list[_Clause]) -> list[_Clause]:
    """Return the clauses but those that follow from another: a region from its country."""
    named = {relation_named(clause.relation).property for clause in clauses}
    return [each for each in clauses if named.isdisjoint(relation_named(each.relation).told_by)]


def _is_about_people(clause: _Clause) -> bool:
    return relation_named(clause.relation).of_people()


def _telling(traits: NDArray[np.int32], points: NDArray[np.float64]) -> list[int]:
    """Return the traits that add most, the strongest first."""
    order = np.argsort(-points, kind="stable")[:TRAITS_NAMED]
    if not len(order) or points[order[0]] <= 0:
        return []
    least = WORTH_NAMING * points[order[0]]
    return [int(traits[place]) for place in order if points[place] >= least]


def _clause(
    relation: str,
    traits: list[int],
    customers: CustomerIndex,
    nearest: Sequence[int],
    itself: int | None,
) -> tuple[list[int], str] | None:
    """Return the most traits that customers have together, and these customers."""
    having = customers.having[relation]
    while traits:
        together = frozenset.intersection(*(having[trait] for trait in traits)) - {itself}
        if len(together) > 1 or (together and len(traits) == 1):
            return traits, _who(together, customers, nearest)
        traits = traits[:-1]
    return None


def _who(together: frozenset[int], customers: CustomerIndex, nearest: Sequence[int]) -> str:
    first = [each for each in nearest if each in together]
    first += sorted(together.difference(first))
    names = [customers.names[each] for each in first]
    if len(together) > FEW:
        return f"{len(together)} of your {len(customers.names)} customers"
    if len(together) > 2:
        return f"{names[0]} and {len(together) - 1} more"
    return " and ".join(names)


def _words(relation: str, traits: list[str], who: str) -> str:
    """Return what an account has in common with customers, or with the hypothesis alone."""
    if relation == "people" and who:
        have = "has" if len(traits) == 1 else "have"
        return f"{in_words(traits)} {have} worked at {who} too"
    return f"{described(relation, traits)}, {f'like {who}' if who else AS_THOUGHT}"
