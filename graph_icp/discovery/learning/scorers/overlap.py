"""Traits that an account shares with a customer, of all that the smaller of the two has.

References
----------
Szymkiewicz, D. (1934). Une contribution statistique à la géographie floristique. Acta
Societatis Botanicorum Poloniae 11.
"""

from __future__ import annotations

import numpy as np

from graph_icp.discovery.learning.scorer import Pairs

SCORER = Pairs(
    "overlap",
    "traits shared with each customer, of all that the smaller has",
    whole=lambda _shared, mine, theirs: np.minimum(mine, theirs),
)
