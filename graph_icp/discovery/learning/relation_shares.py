"""Shares of relations that are wanted: each is multiplied until it has its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.learning.blend import blended, covariance, shares
from graph_icp.discovery.learning.link_scaling import known_in
from graph_icp.discovery.learning.standardised_score import ROUNDING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from graph_icp.discovery.icp import LearningConstraints
    from graph_icp.discovery.learning.blend import WeightedScores
    from graph_icp.discovery.learning.labels import Labels
    from graph_icp.discovery.learning.link_scaling import Dense, Vector
    from graph_icp.graph.blocks import Links

_STEPS = 200
# A relation is lopsided where so many customers are known in it, at least so many times as often
# as the market, of which less than this part is.
ENOUGH_KNOWN, TIMES, RARELY = 5, 2.0, 0.5


def known_parts(links: Links, labels: Labels) -> tuple[float, float]:
    """Return the parts of the customers learned from, and of the market, known in a relation."""
    known = links.blocks.by_account(known_in)
    customers = known[labels.customers]
    return float(customers.mean()) if len(customers) else 0.0, float(known[labels.market].mean())


def lopsided(
    parts_known: Mapping[str, tuple[float, float]],
    customers_learned_from: int,
    constraints: LearningConstraints,
) -> dict[str, float]:
    """Return the relations that are known of customers far more often than of the market.

    They tell where the data came from rather than who buys.

    Parameters
    ----------
    parts_known : mapping of str to (float, float)
        By relation its `known_parts`.
    customers_learned_from : int
    constraints : LearningConstraints
        Relations whose share or cap the user gives are left as they are.

    Returns
    -------
    dict of str to float
        By relation the part of the market that is known in it: the most that its share may be.
    """
    found = {}
    for name, (customers, market) in parts_known.items():
        enough = round(customers * customers_learned_from) >= ENOUGH_KNOWN
        asked = name in constraints.shares or name in constraints.caps
        if enough and not asked and market < RARELY and customers >= TIMES * market:
            found[name] = market
    return found


def constrained(
    scores: WeightedScores, market: NDArray[np.bool_], constraints: LearningConstraints
) -> WeightedScores:
    """Return the scores weighted so that relations have the user's shares.

    Parameters
    ----------
    scores : list of (StandardisedScore, float)
    market : array of bool
        Which of the accounts tried are of the market.
    constraints : LearningConstraints
    """
    names = list(dict.fromkeys(each.relation for each, _ in scores))
    fixed = {names.index(name): part for name, part in constraints.shares.items() if name in names}
    caps = {names.index(name): most for name, most in constraints.caps.items() if name in names}
    given = constraints.weights.items()
    weights = {names.index(name): weight for name, weight in given if name in names}
    if not fixed and not caps and not weights:
        return scores
    columns = [
        blended([each for each in scores if each[0].relation == name])[market] for name in names
    ]
    factors = dict(zip(names, multipliers(columns, fixed, caps, weights), strict=True))
    guided = [(each, weight * float(factors[each.relation])) for each, weight in scores]
    return [(each, weight) for each, weight in guided if weight > 0]


def multipliers(
    columns: Sequence[Vector],
    fixed: Mapping[int, float],
    caps: Mapping[int, float],
    weights: Mapping[int, float] | None = None,
) -> Vector:
    """Return the factors of scores by which some get their wanted shares of the sum.

    Parameters
    ----------
    columns : sequence of array
        The scores of the market.
    fixed : mapping of int to float
        By position: the wanted share, 0 to 1; 0 switches it off.
    caps : mapping of int to float
        By position: the greatest share.
    weights : mapping of int to float, optional
        By position: how many times the learned share counts, 1 where it is not given.

    Returns
    -------
    array of float
        By position. The learned shares, each times its weight, keep their proportions.
    """
    target = _targets(shares(columns), fixed, caps, weights or {})
    if target is None:
        return np.ones(len(columns))
    found = np.zeros(len(columns))
    on = np.flatnonzero(target > 0).tolist()
    if not on:
        return found
    found[on] = _budgeted(covariance([columns[i] for i in on]), target[on])
    return found


def _targets(
    learned: Vector,
    fixed: Mapping[int, float],
    caps: Mapping[int, float],
    weights: Mapping[int, float],
) -> Vector | None:
    """Return the wanted share of each score; None if none is wanted."""
    wanted = dict(fixed)
    places = range(len(learned))
    weighed = learned * [weights.get(i, 1.0) for i in places]
    while True:
        rest = [i for i in places if i not in wanted]
        left, spread = max(1 - sum(wanted.values()), 0.0), float(weighed[rest].sum())
        target = np.array(
            [wanted.get(i, left * weighed[i] / spread if spread > 0 else 0.0) for i in places]
        )
        over = [i for i in rest if target[i] > caps.get(i, 1.0) + ROUNDING]
        if not over:
            break
        wanted |= {i: caps[i] for i in over}
    return target / max(float(target.sum()), ROUNDING) if wanted or weights else None


def _budgeted(together: Dense, target: Vector) -> Vector:
    """Return m > 0 with m (together m) proportional to the target, scaled to a variance of 1.

    References
    ----------
    Griveau-Billion, T., Richard, J.-C., Roncalli, T. (2013). A fast algorithm for computing
    high-dimensional risk parity portfolios: cyclical coordinate descent.
    """
    own = np.maximum(np.diag(together), ROUNDING)
    m = np.sqrt(target / own)
    for _ in range(_STEPS):
        before = m.copy()
        for i in range(len(m)):
            others = float(together[i] @ m) - own[i] * m[i]
            m[i] = (np.sqrt(others**2 + 4 * own[i] * target[i]) - others) / (2 * own[i])
        if np.allclose(m, before, rtol=1e-13, atol=0):
            break
    return m
