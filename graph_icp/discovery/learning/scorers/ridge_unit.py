"""As ridge, but every account counts alike, however much is known of it, and rare traits more."""

from __future__ import annotations

from functools import partial

from graph_icp.discovery.learning.regression import ridge
from graph_icp.discovery.learning.scorer import Linear

SCORER = Linear(
    "ridge-unit",
    "as ridge, rare traits and accounts of which little is known counting more",
    normalised=True,
    weights=partial(ridge, penalty=10),
)
