"""Like ridge, but every account counts alike, and rare traits count more."""

from __future__ import annotations

from functools import partial

from graph_icp.discovery.learning.regression import ridge
from graph_icp.discovery.learning.scorer import Linear

SCORER = Linear(
    "ridge-unit",
    "like ridge, with more weight on rare traits and little-known accounts",
    normalised=True,
    weights=partial(ridge, penalty=10),
)
