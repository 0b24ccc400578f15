"""A walk of a few steps over shared traits that starts at the customers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.learning.link_scaling import inverse
from graph_icp.discovery.learning.products import column_sums, from_labelled, to_and_fro
from graph_icp.discovery.learning.scorer import Linear

if TYPE_CHECKING:
    from graph_icp.discovery.learning.labels import Taught
    from graph_icp.discovery.learning.link_scaling import Dense
    from graph_icp.graph.blocks import Blocks

DAMPING = 0.85
STEPS = 3


def walk(F: Blocks, taught: Taught) -> Dense:
    """Return how often the walk is at each trait, over the sum of the trait's links.

    It starts at labelled accounts, goes from an account to one of its traits and on to an account
    that has it, each by the value of the link, and each such step is DAMPING times as likely as
    the one before: a personalised PageRank cut short.

    References
    ----------
    Haveliwala, T. H. (2002). Topic-sensitive PageRank. In: WWW 2002.
    """
    sums = column_sums(F)
    if not sums.any():
        return np.zeros((F.shape[1], taught.Y.shape[1]))
    from_trait = inverse(sums)[:, None]
    start = from_labelled(F, taught) / np.maximum((taught.Y > 0).sum(axis=0), 1)
    there: Dense = start
    for _ in range(STEPS):
        there = start + DAMPING * to_and_fro(F, there * from_trait)
    return there * from_trait


SCORER = Linear(
    "walk",
    "a short walk from customers over shared traits",
    normalised=False,
    weights=walk,
)
