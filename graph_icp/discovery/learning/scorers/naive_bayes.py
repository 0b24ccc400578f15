"""Odds of each trait among customers over those among others, each trait separately."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.learning.link_scaling import known_in, present
from graph_icp.discovery.learning.scorer import Linear

if TYPE_CHECKING:
    from graph_icp.discovery.learning.labels import Taught
    from graph_icp.discovery.learning.link_scaling import Dense, Vector
    from graph_icp.graph.blocks import Blocks


def naive_bayes(F: Blocks, taught: Taught) -> Dense:
    """Return the log odds of each trait among customers less those among other accounts.

    Both are over known accounts, with one more account that has the trait and one that lacks it;
    a customer counts by its value.

    References
    ----------
    Maron, M. E. (1961). Automatic indexing: an experimental inquiry. Journal of the ACM 8.
    """
    X, Y = F.chosen(taught.places), taught.Y
    has, known = present(X), known_in(X)[:, None]
    everybody = F.summed(lambda block: np.array([np.count_nonzero(known_in(block))], float))
    customers, worth = (Y > 0).astype(np.float64), np.maximum(Y, 0)
    others = F.having[:, None] - has.T @ customers
    theirs = _log_odds(has.T @ worth, (worth * known).sum(axis=0))
    odds = theirs - _log_odds(others, everybody - (customers * known).sum(axis=0))
    return np.where(customers.any(axis=0), odds, 0.0)


def _log_odds(with_it: Dense, all_of_them: Vector) -> Dense:
    odds: Dense = np.log(with_it + 1) - np.log(all_of_them - with_it + 1)
    return odds


SCORER = Linear(
    "naive-bayes",
    "how much likelier each trait is among customers than among others",
    normalised=False,
    weights=naive_bayes,
)
