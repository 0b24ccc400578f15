"""Reasons why one customer is unlike the others, in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.learning.link_scaling import known_in
from graph_icp.discovery.ranking.phrases import in_words
from graph_icp.graph.blocks import degrees
from graph_icp.graph.relations import relation as relation_named

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from graph_icp.discovery.ranking.ranking import Ranking
    from graph_icp.graph.matrix import Matrix

    Places = NDArray[np.intp]

# The number of others that must have a trait for a customer to lack it.
SEVERAL = 2
# The most traits of each sort that a reason names.
NAMED = 3


def outlier_reasons(ranking: Ranking, known: Places, places: Places) -> list[str]:
    """Return for each customer what it lacks, what only it has, and what is not known of it.

    People are ties, and no reason.
    """
    lacks: list[list[tuple[float, str]]] = [[] for _ in places]
    alone: list[list[tuple[float, str]]] = [[] for _ in places]
    dark: list[list[str]] = [[] for _ in places]
    for relation, matrix in ranking.graph.matrices.items():
        if relation_named(relation).of_people():
            continue
        told = _Told(matrix, matrix.values[known], ranking.labels.market)
        for i, place in enumerate(places):
            own = told.traits_of(place)
            if len(own):
                lacks[i] += told.lacking(own)
                alone[i] += told.alone(own)
            elif told.known * 2 >= len(known):
                dark[i].append(relation_named(relation).title.lower())
    return [_why(*parts) for parts in zip(lacks, alone, dark, strict=True)]


def _why(lacks: list[tuple[float, str]], alone: list[tuple[float, str]], dark: list[str]) -> str:
    parts = []
    if lacks:
        parts.append(f"lacks {in_words(_first(lacks))}")
    if alone:
        parts.append(f"is the only customer with {in_words(_first(alone))}")
    if dark:
        parts.append(f"nothing is known of its {in_words(dark)}")
    said = "; ".join(parts) or "hardly another customer has its traits"
    return f"{said[0].upper()}{said[1:]}."


class _Told:
    """The customers in one relation, for comparing one with the others."""

    def __init__(self, matrix: Matrix, links: csr_array, market: NDArray[np.bool_]) -> None:
        self.matrix = matrix
        self.names = matrix.traits["name"].astype(str).tolist()
        self.counts = degrees(links)
        self.known = int(known_in(links).sum())
        rows = matrix.values[np.flatnonzero(market)]
        self.market = degrees(rows)
        self.in_market = self.market / max(int(known_in(rows).sum()), 1)

    def traits_of(self, place: int) -> Places:
        X = self.matrix.values
        traits: Places = X.indices[X.indptr[place] : X.indptr[place + 1]].astype(np.intp)
        return traits

    def lacking(self, own: Places) -> list[tuple[float, str]]:
        """Return traits of most others, far more common there than in the market, that it lacks."""
        others = self.known - 1
        gap = self.counts / max(others, 1) - self.in_market
        gap[own] = 0
        far = np.argsort(-gap, kind="stable")[:NAMED]
        return [
            (-float(gap[t]), f"{self.names[t]} ({self.counts[t]:.0f} of {others} others have it)")
            for t in far
            if gap[t] > 0 and self.counts[t] >= SEVERAL and self.counts[t] * 2 > others
        ]

    def alone(self, own: Places) -> list[tuple[float, str]]:
        """Return its traits that no other customer has, those of most prospects first."""
        only = own[self.counts[own] == 1]
        return [(-float(self.market[t]), self.names[t]) for t in only]


def _first(found: list[tuple[float, str]]) -> list[str]:
    return [text for _, text in sorted(found)[:NAMED]]
