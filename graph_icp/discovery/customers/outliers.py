"""An audit of the customers: who is unlike the rest, of whom nothing is known, which kinds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from graph_icp.discovery.customers.segments import kinds
from graph_icp.discovery.learning.labels import label
from graph_icp.discovery.learning.link_weights import degrees, known_at_all, known_in
from graph_icp.discovery.learning.standardised_score import ROUNDING, share_beaten
from graph_icp.discovery.ranking.ranking import rank
from graph_icp.errors import RankingError
from graph_icp.graph.model import relation as relation_named

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from graph_icp.discovery.icp import Icp
    from graph_icp.discovery.learning.link_weights import Vector
    from graph_icp.discovery.ranking.ranking import Ranking
    from graph_icp.graph.matrix import Graph, Matrix

    Places = NDArray[np.intp]

# With fewer customers nobody can be unlike the rest.
LEAST = 3
# With fewer, kinds cannot be told apart.
ENOUGH_FOR_KINDS = 6
# A customer that beats less of the market is unlike the others.
MEDIAN = 0.5
# So many others must have a trait for somebody to lack it.
SEVERAL = 2
# Traits of each sort that a reason names, and customers that a sentence names.
NAMED, CUSTOMERS_NAMED = 3, 5


@dataclass(frozen=True)
class Audit:
    """What is odd about the customers.

    Attributes
    ----------
    unlike : DataFrame
        account (name), domain, fit (learned without it), beats (the share of the market that
        fits worse, 0 to 1), why, key; the least like first.
    unknown : DataFrame
        account (name), domain, why, key: customers of whom nothing is known that counts.
    kinds : DataFrame
        kind (number), name, customers, prospects (how many are nearest to it), traits (list),
        members (list of names), keys (list).
    sentences : list of str
        The whole in a few sentences.
    warnings : list of str
    """

    unlike: pd.DataFrame
    unknown: pd.DataFrame
    kinds: pd.DataFrame
    sentences: list[str]
    warnings: list[str]


def audit(graph: Graph, icp: Icp | None = None) -> Audit:
    """Find customers that look unlike the rest, and the kinds of which they are.

    Parameters
    ----------
    graph : Graph
    icp : Icp, optional

    Raises
    ------
    RankingError
        If something is known of fewer than 3 customers, or they share nothing that sets them
        apart from the market.
    """
    labels = label(graph.accounts, icp)
    links = (each.values for each in graph.matrices.values())
    known = labels.customers[known_at_all(links, len(graph.accounts))[labels.customers]]
    _enough(len(labels.customers), len(known))
    ranking = rank(graph, icp=icp)
    scored = known[ranking.known[known]]
    beats = _beats(ranking, scored)
    odd = np.argsort(beats, kind="stable")[: int(np.sum(beats < MEDIAN))]
    unlike = _unlike(ranking, known, scored[odd], beats[odd])
    unknown = _unknown(ranking, set(known.tolist()))
    found = kinds(graph, known, labels.market)
    sentences = [_of_unlike(unlike, len(scored)), *_of_unknown(unknown), *_of_kinds(found)]
    warnings = list(ranking.fit.warnings)
    if len(known) < ENOUGH_FOR_KINDS:
        warnings.append(
            f"Kinds of customers can be told from {ENOUGH_FOR_KINDS} customers on, and something "
            f"is known of {len(known)}."
        )
    return Audit(unlike, unknown, found, sentences, warnings)


def _enough(customers: int, known: int) -> None:
    if not known:
        raise RankingError(
            "Nothing is known of your customers but their names; load what they use, sponsor, "
            "attend or where they are."
        )
    if known < LEAST:
        of_whom = "" if known == customers else " of whom anything is known"
        raise RankingError(
            f"An audit compares customers with one another: it needs at least {LEAST}, and there "
            f"{'is' if known == 1 else 'are'} {known}{of_whom}; name more with "
            "'graph-icp customers add FILE'."
        )


def _beats(ranking: Ranking, places: Places) -> Vector:
    """Return the share of the known market that fits worse, of equals a half."""
    market = ranking.fits[ranking.labels.market & ranking.known]
    if not len(market):
        raise RankingError(
            "Nothing is known of the prospects that is also known of your customers, so there is "
            "nothing to compare; load the same files for both."
        )
    return share_beaten(market, ranking.fits[places], ROUNDING * float(market.std()))


def _unlike(ranking: Ranking, known: Places, places: Places, beats: Vector) -> pd.DataFrame:
    accounts = ranking.graph.accounts.iloc[places]
    return pd.DataFrame(
        {
            "account": accounts["name"].to_numpy(),
            "domain": accounts["domain"].to_numpy(),
            "fit": ranking.fits[places],
            "beats": beats,
            "why": _whys(ranking, known, places),
            "key": accounts["key"].to_numpy(),
        }
    )


def _whys(ranking: Ranking, known: Places, places: Places) -> list[str]:
    """Return for each customer what it lacks, what only it has, and what is not known of it."""
    lacks: list[list[tuple[float, str]]] = [[] for _ in places]
    alone: list[list[tuple[float, str]]] = [[] for _ in places]
    dark: list[list[str]] = [[] for _ in places]
    for relation, matrix in ranking.graph.matrices.items():
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
        parts.append(f"lacks {_listed(_first(lacks))}")
    if alone:
        parts.append(f"is the only customer with {_listed(_first(alone))}")
    if dark:
        parts.append(f"nothing is known of its {_listed(dark)}")
    said = "; ".join(parts) or "what it has, hardly another customer has"
    return f"{said[0].upper()}{said[1:]}."


class _Told:
    """What one relation tells of customers, to set one against the others."""

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
        """Return what others have far more often than the market, and the one has not."""
        others = self.known - 1
        gap = self.counts / max(others, 1) - self.in_market
        gap[own] = 0
        far = np.argsort(-gap, kind="stable")[:NAMED]
        return [
            (-float(gap[t]), f"{self.names[t]} ({self.counts[t]:.0f} of {others} others have it)")
            for t in far
            if gap[t] > 0 and self.counts[t] >= SEVERAL
        ]

    def alone(self, own: Places) -> list[tuple[float, str]]:
        """Return what no other customer has, first what most prospects have."""
        only = own[self.counts[own] == 1]
        return [(-float(self.market[t]), self.names[t]) for t in only]


def _first(found: list[tuple[float, str]]) -> list[str]:
    return [text for _, text in sorted(found)[:NAMED]]


def _listed(texts: list[str]) -> str:
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])} and {texts[-1]}"


def _unknown(ranking: Ranking, something: set[int]) -> pd.DataFrame:
    places = ranking.labels.customers[~ranking.known[ranking.labels.customers]]
    accounts = ranking.graph.accounts.iloc[places]
    nothing, idle = "nothing is known of it", "nothing that is known of it counts in the fit"
    return pd.DataFrame(
        {
            "account": accounts["name"].to_numpy(),
            "domain": accounts["domain"].to_numpy(),
            "why": [idle if place in something else nothing for place in places.tolist()],
            "key": accounts["key"].to_numpy(),
        }
    )


def _of_unlike(unlike: pd.DataFrame, scored: int) -> str:
    if unlike.empty:
        return f"Each of the {scored} customers fits better than half of the market."
    lines = zip(unlike["account"][:CUSTOMERS_NAMED], unlike["beats"], strict=False)
    names = [f"{name} (beats {beats:.0%})" for name, beats in lines]
    rest = len(unlike) - len(names)
    shown = _listed([*names, f"{rest} more"] if rest else names)
    verb = "fits" if len(unlike) == 1 else "fit"
    return (
        f"{len(unlike)} of {scored} customers {verb} worse than half of the market, so unlike the "
        f"rest that they may be wrongly labelled: {shown}."
    )


def _of_unknown(unknown: pd.DataFrame) -> list[str]:
    if unknown.empty:
        return []
    verb = "tells" if len(unknown) == 1 else "tell"
    noun = "customer" if len(unknown) == 1 else "customers"
    return [f"{len(unknown)} {noun} {verb} nothing, for lack of data that counts."]


def _of_kinds(found: pd.DataFrame) -> list[str]:
    if len(found) == 1:
        return ["The customers are of one kind."]
    columns = (found[column] for column in ("name", "customers", "prospects"))
    kinds = [
        f"{name} ({customers} customers, nearest to {prospects:,} prospects)"
        for name, customers, prospects in zip(*columns, strict=True)
    ]
    return [f"The customers are of {len(found)} kinds: {'; '.join(kinds)}."]
