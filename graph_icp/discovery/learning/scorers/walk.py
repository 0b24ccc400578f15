"""A walk of a few steps over shared traits that starts at the customers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.learning.link_scaling import inverse
from graph_icp.discovery.learning.scorer import Linear

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    from graph_icp.discovery.learning.link_scaling import Dense

DAMPING = 0.85
STEPS = 3


def walk(F: csr_array, Y: Dense) -> Dense:
    """Return how often the walk is at each trait, over the sum of the trait's links.

    It starts at labelled accounts, goes from an account to one of its traits and on to an account
    that has it, each by the value of the link, and each such step is DAMPING times as likely as
    the one before: a personalised PageRank cut short.

    References
    ----------
    Haveliwala, T. H. (2002). Topic-sensitive PageRank. In: WWW 2002.
    """
    from_account = inverse(np.asarray(F.sum(axis=1)))[:, None]
    from_trait = inverse(np.asarray(F.sum(axis=0)))[:, None]
    start = F.T @ (Y * from_account) / np.maximum((Y > 0).sum(axis=0), 1)
    there: Dense = start
    for _ in range(STEPS):
        there = start + DAMPING * (F.T @ ((F @ (there * from_trait)) * from_account))
    return there * from_trait


SCORER = Linear(
    "walk",
    "a short walk from customers over shared traits",
    normalised=False,
    weights=walk,
)
