"""Odds of each trait among customers over those among others, each trait separately."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.learning.link_scaling import known_in, present
from graph_icp.discovery.learning.scorer import Linear

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    from graph_icp.discovery.learning.link_scaling import Dense


def naive_bayes(F: csr_array, Y: Dense) -> Dense:
    """Return the log odds of each trait among customers less those among other accounts.

    Both are over known accounts, with one more account that has the trait and one that lacks it;
    a customer counts by its value.

    References
    ----------
    Maron, M. E. (1961). Automatic indexing: an experimental inquiry. Journal of the ACM 8.
    """
    has, known = present(F), known_in(F)[:, None]
    odds = []
    for counted in (np.maximum(Y, 0), (Y <= 0).astype(np.float64)):
        with_it = has.T @ counted
        all_of_them = (counted * known).sum(axis=0)
        odds.append(np.log(with_it + 1) - np.log(all_of_them - with_it + 1))
    return np.where((Y > 0).any(axis=0), odds[0] - odds[1], 0.0)


SCORER = Linear(
    "naive-bayes",
    "how much likelier each trait is among customers than among others",
    normalised=False,
    weights=naive_bayes,
)
