"""Explanation of one account: every point of its fit, with the customers behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from graph_icp.discovery.icp import Icp
from graph_icp.discovery.learning.link_scaling import known_in
from graph_icp.discovery.ranking.points import TYPICAL_COMPANY, coverage, known, points
from graph_icp.discovery.ranking.reasons import reasons
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
    from graph_icp.discovery.ranking.customer_index import CustomerIndex

CLOSEST = 5


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
    points : DataFrame
        One row per line: relation, trait (key), name, points, customers (how many
        have it), like (list of their names, the most like the account first).
    relations : DataFrame
        One row per relation: relation, title, share (of what counts), points (those
        of its lines), known (whether anything is known of the account in it).
    closest : DataFrame
        The customers most like it: customer, domain, likeness (0 to 1), shares (list of traits).
    tier : str
    broken : tuple of Rule
        The rules of the ideal customer profile that it breaks.
    what_if : DataFrame
        Single traits that would lift it into a better tier: relation, trait, name, points, fit,
        tier; none where it breaks a rule.
    """

    account: dict[str, object]
    fit: float
    total: float
    coverage: float
    why: str
    points: pd.DataFrame
    relations: pd.DataFrame
    closest: pd.DataFrame
    tier: str
    broken: tuple[Rule, ...]
    what_if: pd.DataFrame


def explain(
    fit: Fit,
    account: dict[str, object],
    links: Mapping[str, csr_array],
    customers: CustomerIndex,
    fold: int = 0,
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
    icp : Icp, optional
        Gives the beginnings of tiers.
    broken : sequence of Rule
        The rules that it breaks.
    """
    cut = (icp or Icp()).tiers
    number = int(str(account["id"]))
    closest, alike = (each[0] for each in customers.most_like(fit, links, [number]))
    nearest = closest[closest >= 0].tolist()
    lines = points(fit, links, fold)
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
        reasons(fit, links, customers, [nearest], [number], fold)[0],
        _with_customers(lines, fit, customers, nearest, number),
        _by_relation(lines, fit, links),
        _closest(fit, links, customers, nearest[:CLOSEST], alike),
        str(tiers(value, np.array([covered]), cut, out)[0]),
        tuple(broken),
        lifts[:0] if broken else lifts,
    )


def _with_customers(
    lines: pd.DataFrame, fit: Fit, customers: CustomerIndex, nearest: list[int], account: int
) -> pd.DataFrame:
    place = {
        (each.relation, key): column
        for each in fit.relations
        for column, key in enumerate(each.traits["key"])
    }
    order = {customer: rank for rank, customer in enumerate(nearest)}
    own = customers.accounts["id"].to_numpy()
    like = []
    for name, trait in zip(lines["relation"], lines["trait"], strict=True):
        column = place.get((name, trait))
        having = customers.having[name][column] if column is not None else frozenset()
        others = [each for each in having if own[each] != account]
        others.sort(key=lambda each: (order.get(each, len(order)), each))
        like.append([customers.names[each] for each in others])
    return lines.assign(customers=[len(each) for each in like], like=pd.Series(like, lines.index))


def _by_relation(lines: pd.DataFrame, fit: Fit, links: Mapping[str, csr_array]) -> pd.DataFrame:
    totals = lines.groupby("relation")["points"].sum()
    rows = [
        (
            each.relation,
            relation(each.relation).title,
            each.share,
            float(totals.get(each.relation, 0.0)),
            bool(known_in(links[each.relation])[0]),
        )
        for each in fit.relations
    ]
    rows.append(("", TYPICAL_COMPANY.capitalize(), 0.0, float(totals[""]), True))
    return pd.DataFrame(rows, columns=["relation", "title", "share", "points", "known"])


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
        shared += [
            (float(each.idf[trait]), str(each.traits["name"].iloc[trait]))
            for trait in links[each.relation].indices
            if customer in customers.having[each.relation][trait]
        ]
    return rarest(shared)
