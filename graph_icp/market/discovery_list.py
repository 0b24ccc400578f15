"""The discovery list of a market: ranked, filtered, with reasons and what is to be said of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.ranking.exploring import explored
from graph_icp.discovery.ranking.filters import Filters, chosen
from graph_icp.discovery.ranking.hard_rules import check, unheard_of
from graph_icp.discovery.ranking.ranking import Ranking, listed, rank
from graph_icp.discovery.ranking.tiers import DISQUALIFIED, TIERS
from graph_icp.discovery.selectors import without
from graph_icp.errors import UnknownNameError
from graph_icp.ingest.values.cells import SkipValue, country
from graph_icp.market.families import one_of_each

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from graph_icp.discovery.icp import Icp
    from graph_icp.graph.matrix import Graph
    from graph_icp.progress import Progress


@dataclass(frozen=True)
class Asked:
    """What a discovery list is asked for; see `Market.discover`."""

    method: str
    profile: str | None
    without: Sequence[str]
    choice: Filters
    limit: int | None
    explore: float


@dataclass(frozen=True)
class Found:
    """A discovery list.

    Attributes
    ----------
    ranking : Ranking
    everybody : array of int
        The positions of all that are ranked, best first.
    places : array of int
        Those of the accounts of the list.
    table : DataFrame
        The list; see `Market.discover`.
    """

    ranking: Ranking
    everybody: NDArray[np.intp]
    places: NDArray[np.intp]
    table: pd.DataFrame


def find(
    whole: Graph,
    icp: Icp,
    asked: Asked,
    family: NDArray[np.int64] | None,
    progress: Progress | None,
) -> Found:
    """Rank a market and list what is asked for; raises RankingError and UnknownNameError.

    `family` is the number of each account's family, where a family counts as one.
    """
    ranking = rank(without(whole, asked.without), asked.method, icp, asked.profile)
    choice = replace(asked.choice, country=tuple(map(_country, asked.choice.country)))
    of_status = chosen(whole, ranking.fits, Filters(choice.statuses))
    check(whole, icp.rules, of_status)
    everybody = ranking.order(of_status & ~ranking.disqualified)
    in_all = len(everybody)
    if family is not None:
        customers = (whole.accounts["status"] == "customer").to_numpy()
        everybody = everybody[one_of_each(everybody, family, customers)]
    ruled_out = ranking.order(of_status & ranking.disqualified)
    ranks = np.concatenate([np.arange(1.0, len(everybody) + 1), np.full(len(ruled_out), np.nan)])
    places = np.concatenate([everybody, ruled_out])
    shown = (chosen(whole, ranking.fits, choice) & _of_tier(ranking, choice.tiers))[places]
    places, ranks = places[shown], ranks[shown]
    if asked.explore:
        rank_of = dict(zip(places.tolist(), ranks.tolist(), strict=True))
        places, mixed_in = explored(ranking, places, asked.explore)
        ranks = np.array([rank_of[place] for place in places.tolist()])
    places = places[: asked.limit]
    table = listed(ranking, places, ranks[: asked.limit], progress)
    if asked.explore:
        table.insert(len(table.columns) - 1, "explored", mixed_in[: asked.limit])
    table.attrs = {
        "method": asked.method,
        "hundred": ranking.fit.hundred,
        "shares": {each.relation: each.share for each in ranking.fit.relations},
        "scorers": _scorers(ranking),
        "hypothesis": ranking.fit.hypothesis,
        "customers": len(ranking.labels.customers),
        "ranked": len(everybody),
        "matching": int(shown.sum()),
        "unknown": int((of_status & ~ranking.known).sum()),
        "disqualified": _by_rule(ranking, of_status),
        "warnings": [*ranking.fit.warnings, *unheard_of(whole, icp)],
        "relatives": in_all - len(everybody),
        "edges": 0,
    }
    return Found(ranking, everybody, places, table)


def _scorers(ranking: Ranking) -> dict[str, float]:
    """Return what each scorer counts, as parts of 1."""
    weights: dict[str, float] = {}
    for each in ranking.fit.relations:
        for part in each.parts:
            weights[part.scorer] = weights.get(part.scorer, 0.0) + part.weight
    total = sum(weights.values())
    ordered = sorted(weights.items(), key=lambda each: -each[1])
    return {name: weight / total for name, weight in ordered}


def _of_tier(ranking: Ranking, wanted: Sequence[str]) -> NDArray[np.bool_]:
    known = {tier.casefold(): tier for tier in TIERS}
    for tier in wanted:
        if tier.casefold() not in known:
            raise UnknownNameError("tier", tier, TIERS)
    if wanted:
        return np.isin(ranking.tiers.astype(str), [known[tier.casefold()] for tier in wanted])
    return np.asarray(ranking.tiers != DISQUALIFIED, dtype=bool)


def _by_rule(ranking: Ranking, of_status: NDArray[np.bool_]) -> dict[str, int]:
    """Return how many accounts each rule disqualifies, those of several in each."""
    rules = [str(rule) for place in np.flatnonzero(of_status) for rule in ranking.broken[place]]
    return dict(Counter(rules))


def _country(text: str) -> str:
    """Return the code of a country that the user named."""
    try:
        return country(text) or text
    except SkipValue:
        return text
