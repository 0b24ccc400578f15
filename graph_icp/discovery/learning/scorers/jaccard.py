"""Traits that an account shares with a customer, of all that either has.

References
----------
Jaccard, P. (1901). Étude comparative de la distribution florale dans une portion des Alpes et
du Jura. Bulletin de la Société vaudoise des sciences naturelles 37.
"""

from __future__ import annotations

from graph_icp.discovery.learning.scorer import Pairs

SCORER = Pairs(
    "jaccard",
    "traits shared with each customer, of all that either has",
    whole=lambda shared, mine, theirs: mine + theirs - shared,
)
