"""Outliers: customers that are unlike the rest, and customers of which nothing is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from graph_icp.discovery.customers.outlier_reasons import outlier_reasons
from graph_icp.discovery.customers.segments import segments
from graph_icp.discovery.learning.labels import label
from graph_icp.discovery.learning.link_scaling import known_at_all
from graph_icp.discovery.learning.standardised_score import ROUNDING, share_beaten
from graph_icp.discovery.ranking.phrases import in_words
from graph_icp.discovery.ranking.ranking import rank
from graph_icp.errors import RankingError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from graph_icp.discovery.icp import Icp
    from graph_icp.discovery.learning.link_scaling import Vector
    from graph_icp.discovery.left_out import LeftOut
    from graph_icp.discovery.ranking.ranking import Ranking
    from graph_icp.graph.matrix import Graph

    Places = NDArray[np.intp]

# The least number of customers for finding outliers.
LEAST = 3
# The least number of customers for finding segments.
ENOUGH_FOR_SEGMENTS = 6
# The share of the market that a customer must beat, or it is unlike the others.
MEDIAN = 0.5
# The most customers that a sentence names.
CUSTOMERS_NAMED = 5


@dataclass(frozen=True)
class Outliers:
    """The outliers and segments of the customers.

    Attributes
    ----------
    unlike : DataFrame
        account (name), domain, fit (learned without it), beats (the share of the market that
        fits worse, 0 to 1), why, key; the least like first.
    unknown : DataFrame
        account (name), domain, why, key: customers of which nothing is known that counts.
    segments : DataFrame
        kind (the segment's number), name, customers, prospects (the number nearest to it),
        traits (list), members (list of names), keys (list).
    sentences : list of str
        A summary in a few sentences.
    warnings : list of str
    left_out : tuple of LeftOut
        What did not count.
    """

    unlike: pd.DataFrame
    unknown: pd.DataFrame
    segments: pd.DataFrame
    sentences: list[str]
    warnings: list[str]
    left_out: tuple[LeftOut, ...] = ()


def outliers(graph: Graph, icp: Icp | None = None) -> Outliers:
    """Find customers that look unlike the rest, and the segments of all.

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
    found = segments(graph, known, labels.market)
    sentences = [_of_unlike(unlike, len(scored)), *_of_unknown(unknown), *_of_segments(found)]
    warnings = list(ranking.fit.warnings)
    if len(known) < ENOUGH_FOR_SEGMENTS:
        warnings.append(
            f"Segments need at least {ENOUGH_FOR_SEGMENTS} customers of which something is known, "
            f"and there {'is' if len(known) == 1 else 'are'} {len(known)}."
        )
    return Outliers(unlike, unknown, found, sentences, warnings)


def _enough(customers: int, known: int) -> None:
    if not known:
        raise RankingError(
            "Nothing is known of your customers except their names; load what they use, sponsor, "
            "attend or where they are."
        )
    if known < LEAST:
        of_whom = "" if known == customers else " of which anything is known"
        raise RankingError(
            f"An audit compares customers with one another: it needs at least {LEAST}, and there "
            f"{'is' if known == 1 else 'are'} {known}{of_whom}; name more with "
            "'graph-icp customers add FILE'."
        )


def _beats(ranking: Ranking, places: Places) -> Vector:
    """Return the share of the known market that fits worse, counting half of equals."""
    market = ranking.points[ranking.labels.market & ranking.known]
    if not len(market):
        raise RankingError(
            "Nothing is known of the prospects that is also known of your customers, so there is "
            "nothing to compare; load the same files for both."
        )
    return share_beaten(market, ranking.points[places], ROUNDING * float(market.std()))


def _unlike(ranking: Ranking, known: Places, places: Places, beats: Vector) -> pd.DataFrame:
    accounts = ranking.graph.accounts.iloc[places]
    return pd.DataFrame(
        {
            "account": accounts["name"].to_numpy(),
            "domain": accounts["domain"].to_numpy(),
            "fit": ranking.fits[places],
            "beats": beats,
            "why": outlier_reasons(ranking, known, places),
            "key": accounts["key"].to_numpy(),
        }
    )


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
    shown = in_words([*names, f"{rest} more"] if rest else names)
    verb = "fits" if len(unlike) == 1 else "fit"
    return (
        f"{len(unlike)} of {scored} customers {verb} worse than half of the market and may be "
        f"labelled wrongly: {shown}."
    )


def _of_unknown(unknown: pd.DataFrame) -> list[str]:
    if unknown.empty:
        return []
    who = "1 customer teaches" if len(unknown) == 1 else f"{len(unknown)} customers teach"
    return [f"{who} nothing, for lack of data that counts."]


def _of_segments(found: pd.DataFrame) -> list[str]:
    if len(found) == 1:
        return ["Your customers are one segment."]
    columns = (found[column] for column in ("name", "customers", "prospects"))
    named = [
        f"{name} ({customers} customers, nearest to {prospects:,} prospects)"
        for name, customers, prospects in zip(*columns, strict=True)
    ]
    return [f"Your customers fall into {len(found)} segments: {'; '.join(named)}."]
