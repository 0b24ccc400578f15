"""Who would move if relations had other weights: two lists of one market beside each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from graph_icp.discovery.ranking.points import trait_points
from graph_icp.discovery.ranking.tiers import BEST
from graph_icp.graph.relations import relation as relation_named
from graph_icp.market.ranked_lists import RankedLists
from graph_icp.market.run_comparison import OTHERS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from graph_icp.discovery.ranking.ranking import Ranking

# How many companies a list begins with, and how many of each kind of move are told.
FIRST, TOLD = 25, 10
# Points that nobody sees.
_NOTHING = 0.05


@dataclass(frozen=True)
class Preview:
    """Who would move by other weights.

    Attributes
    ----------
    entering, leaving : DataFrame
        Who would enter the first 25 of the list, and who would leave them: account, domain,
        rank_before, rank (places in the list; missing where it is not in it), tier_before, tier,
        fit_before, fit, moved_by (the relation whose points change most, with the change), key.
    risen, fallen : DataFrame
        Likewise the ten that would rise and fall most.
    new_best, gone_best : DataFrame
        Likewise the first of those that would become Best fit, or be it no longer.
    best, no_longer : int
        How many there are of these.
    moved, listed : int
        How many companies would have another place in the list, and how many it would have.
    shares : dict of str to float
        By relation what it would count, 0 to 1.
    ordered_by : str
        Of the list: "priority", "fit", "intent" or "reach".
    warnings : tuple of str
        What to know before believing the new list.
    """

    entering: pd.DataFrame
    leaving: pd.DataFrame
    risen: pd.DataFrame
    fallen: pd.DataFrame
    new_best: pd.DataFrame
    gone_best: pd.DataFrame
    best: int
    no_longer: int
    moved: int
    listed: int
    shares: dict[str, float]
    ordered_by: str
    warnings: tuple[str, ...]


def preview(ranked: RankedLists, weights: Mapping[str, float]) -> Preview:
    """Return who would move if relations had other weights; see `Market.preview`."""
    other = RankedLists(ranked.market.weighed(weights))
    lists = [each.everyone for each in (ranked, other)]
    one, two = ranked.market.ranking, other.market.ranking
    before, after = (_ranks(each.matching, len(one.points)) for each in lists)
    least = max(len(each.matching) for each in lists) + 1
    steps = np.nan_to_num(before, nan=least) - np.nan_to_num(after, nan=least)
    seen = ~(np.isnan(before) & np.isnan(after))
    new = seen & (two.tiers == BEST) & (one.tiers != BEST)
    gone = seen & (one.tiers == BEST) & (two.tiers != BEST)
    farthest = np.argsort(-np.abs(steps), kind="stable")
    chosen = {
        "entering": _first(after, ~(before <= FIRST) & (after <= FIRST)),
        "leaving": _first(before, (before <= FIRST) & ~(after <= FIRST)),
        "risen": farthest[steps[farthest] > 0][:TOLD],
        "fallen": farthest[steps[farthest] < 0][:TOLD],
        "new_best": _first(after, new)[:TOLD],
        "gone_best": _first(before, gone)[:TOLD],
    }
    tables = {
        name: _table(one, two, places, before, after, steps) for name, places in chosen.items()
    }
    return Preview(
        **tables,
        best=int(new.sum()),
        no_longer=int(gone.sum()),
        moved=int((steps != 0).sum()),
        listed=len(lists[1].matching),
        shares=lists[1].asked_for.shares,
        ordered_by=lists[1].asked_for.ordered_by,
        warnings=lists[1].asked_for.health,
    )


def _ranks(order: NDArray[np.intp], accounts: int) -> NDArray[np.float64]:
    """Return by account its place in a list, nan where it is not in it."""
    ranks = np.full(accounts, np.nan)
    ranks[order] = np.arange(1, len(order) + 1)
    return ranks


def _first(ranks: NDArray[np.float64], chosen: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Return the positions of the chosen accounts, the first of a list first."""
    places = np.flatnonzero(chosen)
    return places[np.argsort(ranks[places], kind="stable")]


def _table(
    one: Ranking,
    two: Ranking,
    places: NDArray[np.intp],
    before: NDArray[np.float64],
    after: NDArray[np.float64],
    steps: NDArray[np.float64],
) -> pd.DataFrame:
    accounts = one.graph.accounts.iloc[places]
    ranks = {"rank_before": before[places], "rank": after[places]}
    return pd.DataFrame(
        {
            "account": accounts["name"].to_numpy(),
            "domain": accounts["domain"].to_numpy(),
            **{name: pd.Series(each).astype("Int64").array for name, each in ranks.items()},
            "tier_before": one.tiers[places],
            "tier": two.tiers[places],
            "fit_before": one.fits[places],
            "fit": two.fits[places],
            "moved_by": _moved_by(one, two, places, np.sign(steps[places])),
            "key": accounts["key"].to_numpy(),
        }
    )


def _moved_by(
    one: Ranking, two: Ranking, places: NDArray[np.intp], way: NDArray[np.float64]
) -> list[str]:
    """Return by account the relation whose points change most in the way that it moves."""
    before, after = (_points(each, places) for each in (one, two))
    names = [*dict.fromkeys((*before, *after))]
    nothing = np.zeros(len(places))
    if not names or not len(places):
        return []
    change = np.array([after.get(each, nothing) - before.get(each, nothing) for each in names])
    most = np.argmax(change * way, axis=0)
    said = change[most, np.arange(len(places))]
    return [
        f"{relation_named(names[row]).title} {points:+.1f}" if points * sign > _NOTHING else OTHERS
        for row, points, sign in zip(most.tolist(), said.tolist(), way.tolist(), strict=True)
    ]


def _points(ranking: Ranking, places: NDArray[np.intp]) -> dict[str, NDArray[np.float64]]:
    """Return the points of accounts by relation, as of companies that are no customers."""
    links, found = ranking.links(places), {}
    parts = trait_points(ranking.fit, links, 0)
    for each in ranking.fit.relations:
        typical = 100 * float(each.typical[0]) / ranking.fit.span
        summed = np.asarray(parts[each.relation].sum(axis=1)).ravel()
        found[each.relation] = summed - typical * each.counted(links[each.relation])
    return found
