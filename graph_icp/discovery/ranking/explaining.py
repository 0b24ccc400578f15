"""Explanation of one account: every point of its fit, with the customers behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from graph_icp.discovery.icp import Icp
from graph_icp.discovery.ranking.link_dates import Link
from graph_icp.discovery.ranking.points import TYPICAL_COMPANY, coverage, known, points
from graph_icp.discovery.ranking.reasons import Reasons
from graph_icp.discovery.ranking.sentences import sentences
from graph_icp.discovery.ranking.similarity import rarest
from graph_icp.discovery.ranking.tiers import tiers
from graph_icp.discovery.ranking.what_if import what_if
from graph_icp.graph.relations import relation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scipy.sparse import csr_array

    from graph_icp.discovery.icp import Rule
    from graph_icp.discovery.learning.fit import Fit
    from graph_icp.discovery.learning.link_scaling import Vector
    from graph_icp.discovery.learning.relation_fit import RelationFit
    from graph_icp.discovery.ranking.customer_index import CustomerIndex
    from graph_icp.discovery.ranking.link_dates import DatesOf

CLOSEST = 5
# The most traits of one relation that are named as those of nobody else.
NAMED = 3


@dataclass(frozen=True)
class Explanation:
    """The explanation of one account's fit.

    Attributes
    ----------
    account : dict
        id, key, name, domain and the account's properties.
    fit : float
        0 to 100; nan where nothing is known of the account.
    total : float
        The sum of `points`; nan likewise.
    coverage : float
        The share of the relations that count in which it is known, 0 to 1.
    why : str
        The reasons in one sentence.
    most_like : str
        The customer most like it; "" for none, or where too many are as like.
    named : tuple of str
        The customers that `why` names, that one first.
    points : DataFrame
        One row per line: relation, trait (key), name, points, net (see `points.net_points`; these
        add up to the total too), customers (how many others have it), of_customers (how many are
        known in the relation), prospects, of_prospects (likewise of the market; nan where a run of
        an older version did not keep it), like (list of the customers' names, the most like the
        account first), note ("12 years ago", "no date" or "").
    relations : DataFrame
        One row per relation: relation, title, share (of what counts), weight (how many times
        icp.toml lets its learned share count, 1 where it says nothing), points (the sum of its
        lines), known (whether anything that counts is known of the account in it), alone (where
        not: a list of the names of its traits, which no other account has).
    closest : DataFrame
        The customers most like it: customer, domain, likeness (0 to 1), shares (list of traits).
    tier : str
    broken : tuple of Rule
        The rules of the ideal customer profile that it breaks.
    what_if : DataFrame
        Single traits that would lift it into a better tier: relation, trait, name, points, fit,
        tier; none where it breaks a rule, or is a customer.
    reasons : frozenset of (str, str)
        The relations and names of the traits that `why` names.
    """

    account: dict[str, object]
    fit: float
    total: float
    coverage: float
    why: str
    most_like: str
    named: tuple[str, ...]
    points: pd.DataFrame
    relations: pd.DataFrame
    closest: pd.DataFrame
    tier: str
    broken: tuple[Rule, ...]
    what_if: pd.DataFrame
    reasons: frozenset[tuple[str, str]] = frozenset()

    @property
    def unknown(self) -> list[str]:
        """The titles of relations in which nothing is known of it."""
        rows = self.relations[~self.relations["known"].astype(bool)]
        return [str(row["title"]) for row in rows.to_dict("records") if not row["alone"]]

    @property
    def alone(self) -> list[str]:
        """What is known of it in relations in which it is like nobody: "Industry (Farming)"."""
        rows = self.relations.to_dict("records")
        return [f"{row['title']} ({_few(row['alone'])})" for row in rows if row["alone"]]


def explain(
    fit: Fit,
    account: dict[str, object],
    links: Mapping[str, csr_array],
    customers: CustomerIndex,
    fold: int,
    dates_of: DatesOf,
    *,
    icp: Icp | None = None,
    broken: Sequence[Rule] = (),
) -> Explanation:
    """Explain one account's fit.

    Parameters
    ----------
    fit : Fit
    account : dict
        id, key, name and further properties.
    links : mapping of str to csr_array
        By relation of the fit: 1 x traits.
    customers : CustomerIndex
    fold : int
        The fold by which it is scored: 0, or a customer's own.
    dates_of : callable
        Gives the dates of its links.
    icp : Icp, optional
        Gives the beginnings of tiers.
    broken : sequence of Rule
        The rules that it breaks.
    """
    cut = (icp or Icp()).tiers
    number = int(str(account["id"]))
    most_like = customers.most_like(fit, links, [number])
    closest, alike = (each[0] for each in most_like)
    nearest = closest[closest >= 0].tolist()
    lines = points(fit, links, fold)
    hypothesis = (icp or Icp()).constraints.hypothesis
    named = Reasons(fit, customers, hypothesis).of(links, [number], fold)
    (found,) = named.by_account()
    like = customers.like(*most_like)[0] if found else ""
    every = _links(fit, links, number)
    dates = dates_of(pd.DataFrame(every, columns=[*Link._fields]))
    said = dates.at([every.index(each.link) for each in found])
    notes = dict(zip(every, dates.notes().tolist(), strict=True))
    covered = float(coverage(fit, links)[0])
    total = float(lines["points"].sum()) if known(fit, links)[0] else float("nan")
    value = fit.placement.fit(np.array([total]))
    out = np.array([bool(broken)])
    lifts = what_if(fit, links, fold, cut)
    return Explanation(
        account,
        float(value[0]),
        total,
        covered,
        sentences(named, said, [like])[0].as_py(),
        like,
        tuple(dict.fromkeys(each for each in (like, *(one.alone for one in found)) if each)),
        _with_counts(lines, fit, customers, nearest, number, notes),
        _by_relation(lines, fit, links, (icp or Icp()).constraints.weights),
        _closest(fit, links, customers, nearest[:CLOSEST], alike),
        str(tiers(value, np.array([covered]), cut, out)[0]),
        tuple(broken),
        lifts[:0] if broken or account["status"] == "customer" else lifts,
        frozenset((each.link.relation, each.trait) for each in found),
    )


def _links(fit: Fit, links: Mapping[str, csr_array], account: int) -> list[Link]:
    return [
        Link(each.relation, account, trait)
        for each in fit.relations
        for trait in each.traits["id"].iloc[links[each.relation].indices].tolist()
    ]


def _few(names: Sequence[str]) -> str:
    more = [f"{len(names) - NAMED} more"] if len(names) > NAMED else []
    return ", ".join([*names[:NAMED], *more])


def _with_counts(
    lines: pd.DataFrame,
    fit: Fit,
    customers: CustomerIndex,
    nearest: list[int],
    account: int,
    notes: Mapping[Link, str],
) -> pd.DataFrame:
    """Return the lines with who else has each trait."""
    relations = {each.relation: each for each in fit.relations}
    columns = {
        name: {key: column for column, key in enumerate(each.traits["key"])}
        for name, each in relations.items()
    }
    order = {customer: rank for rank, customer in enumerate(nearest)}
    itself = customers.places_of(account)
    rows: list[tuple[object, ...]] = []
    for name, trait in zip(lines["relation"], lines["trait"], strict=True):
        if not trait:
            rows.append((0, 0, 0.0, 0.0, [], ""))
            continue
        of, column = relations[name], columns[name][trait]
        others = list(customers.having[name][column] - itself)
        others.sort(key=lambda each: (order.get(each, len(order)), each))
        rows.append(
            (
                *(len(others), len(customers.known[name] - itself)),
                *(float(of.prospects[column]), of.of_prospects),
                [customers.names[each] for each in others],
                notes[Link(name, account, int(of.traits["id"].iloc[column]))],
            )
        )
    names = ("customers", "of_customers", "prospects", "of_prospects", "like", "note")
    return lines.join(pd.DataFrame(rows, columns=list(names), index=lines.index))


def _by_relation(
    lines: pd.DataFrame,
    fit: Fit,
    links: Mapping[str, csr_array],
    weights: Mapping[str, float],
) -> pd.DataFrame:
    totals = lines.groupby("relation")["points"].sum()
    rows = [
        (
            each.relation,
            relation(each.relation).title,
            each.share,
            weights.get(each.relation, 1.0),
            float(totals.get(each.relation, 0.0)),
            *_known_in(each, links[each.relation]),
        )
        for each in fit.relations
    ]
    rows.append(("", TYPICAL_COMPANY.capitalize(), 0.0, 1.0, float(totals[""]), True, []))
    columns = ("relation", "title", "share", "weight", "points", "known", "alone")
    return pd.DataFrame(rows, columns=[*columns])


def _known_in(relation: RelationFit, row: csr_array) -> tuple[bool, list[str]]:
    counts = bool(relation.counted(row)[0])
    return counts, [] if counts else relation.alone(row)


def _closest(
    fit: Fit,
    links: Mapping[str, csr_array],
    customers: CustomerIndex,
    nearest: list[int],
    alike: Vector,
) -> pd.DataFrame:
    about = customers.accounts.iloc[nearest]
    return pd.DataFrame(
        {
            "customer": about["name"].to_numpy(),
            "domain": about["domain"].to_numpy(),
            "likeness": alike[: len(nearest)],
            "shares": [_shared(fit, links, customers, each) for each in nearest],
            "key": about["key"].to_numpy(),
        }
    )


def _shared(
    fit: Fit, links: Mapping[str, csr_array], customers: CustomerIndex, customer: int
) -> list[str]:
    """Return the names of the rarest traits that the account shares with a customer."""
    shared: list[tuple[float, str]] = []
    for each in fit.relations:
        having, names = customers.having[each.relation], each.traits["name"].array
        shared += [
            (float(each.idf[trait]), str(names[trait]))
            for trait in links[each.relation].indices
            if customer in having[trait]
        ]
    return rarest(shared)
