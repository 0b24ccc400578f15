"""Ridge regression: traits weighted together, so traits that come together do not count twice."""

from __future__ import annotations

from functools import partial

from graph_icp.discovery.learning.regression import ridge
from graph_icp.discovery.learning.scorer import Linear

SCORER = Linear(
    "ridge",
    "what sets customers apart, traits weighted together",
    normalised=False,
    weights=partial(ridge, penalty=3),
)
