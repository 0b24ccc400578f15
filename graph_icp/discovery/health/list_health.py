"""Health of a list: what to know before believing it, in the order in which it matters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.health.giveaways import giveaways, without_them
from graph_icp.discovery.learning.placement import CUSTOMERS
from graph_icp.discovery.learning.scale import ENOUGH
from graph_icp.discovery.ranking.tiers import BEST, INSUFFICIENT
from graph_icp.discovery.selectors import as_options
from graph_icp.graph.model import slug
from graph_icp.graph.relations import relation
from graph_icp.rounding import cut_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from graph_icp.discovery.learning.relation_fit import RelationFit
    from graph_icp.discovery.ranking.ranking import Ranking

# The part of customers of which nothing is known that is told.
_MANY_SILENT = 0.1
# Fewer customers give a hint, not a ranking.
ENOUGH_CUSTOMERS = 20
HALF = 0.5
_NAMED = 3
# The standard deviations by which chance is exceeded once in twenty times.
_BEYOND_CHANCE = 1.645


def health(ranking: Ranking, order: NDArray[np.intp]) -> list[str]:
    """Return what to know before believing a list, a sentence or two each, the worst first.

    Parameters
    ----------
    ranking : Ranking
    order : array of int
        The positions of all that are ranked, best first.
    """
    found = [_given_away(ranking), *lopsided_said(ranking.fit.relations), _by_chance(ranking)]
    found += [_few(ranking), _silent(ranking), _nobody(ranking, order)]
    found += [_one_relation(ranking), _little_data(ranking)]
    return [each for each in found if each]


def _given_away(ranking: Ranking) -> str:
    found = giveaways(ranking.graph, ranking.labels.customers, ranking.labels.market)
    if not found:
        return ""
    shown = found[:_NAMED]
    has = ", ".join(
        f"{each.selector} ({each.customers:.0%} of your customers, {each.market:.1%} of the market)"
        for each in shown
    )
    more = f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
    it = "it" if len(found) == 1 else "them"
    return (
        f"{has}{more} may give the answer away. If being a customer brings {it}, "
        f"leave {it} out: {without_them(found)}"
    )


def lopsided_said(relations: Iterable[RelationFit]) -> Iterator[str]:
    """Give a warning of each relation that counts though it is known of customers above all."""
    for each in relations:
        if each.counts_though_held:
            title = relation(each.relation).title
            yield (
                f"{title} is known of {each.known_customers:.0%} of customers and "
                f"{each.known_market:.0%} of the market, which tells where data came from rather "
                f"than who buys: it counts {each.share:.0%} over all, and most where it is known. "
                "Where it is not known, fits and tiers are too low. Load it of prospects from the "
                "same source, or leave it out: "
                f"{as_options('--without', [slug(each.relation)])}"
            )


def _by_chance(ranking: Ranking) -> str:
    """Warn where customers, each scored without itself, stand out no more than any companies.

    The test is that of Mann and Whitney (1947), one-sided at 5%.
    """
    customers = ranking.labels.customers
    ours = ranking.points[customers[ranking.known[customers]]]
    theirs = np.sort(ranking.points[ranking.labels.market & ranking.known])
    if len(ours) < ENOUGH or not len(theirs):
        return ""
    below = np.searchsorted(theirs, ours, "left") + np.searchsorted(theirs, ours, "right")
    beaten = float(below.mean()) / 2 / len(theirs)
    deviation = np.sqrt((len(ours) + len(theirs) + 1) / (12 * len(ours) * len(theirs)))
    if beaten > 0.5 + _BEYOND_CHANCE * deviation:
        return ""
    return (
        f"What your customers share hardly sets them apart: scored by the others, one has more "
        f"points than {beaten:.0%} of the market, which may be chance. 'graph-icp backtest' tests "
        "this list; load more of what is known of customers and prospects."
    )


def _silent(ranking: Ranking) -> str:
    """Say of how many customers nothing is known, where these are many."""
    customers = ranking.labels.customers
    silent = int((~ranking.known[customers]).sum())
    if not silent or silent < _MANY_SILENT * len(customers):
        return ""
    return (
        f"Nothing that counts is known of {silent:,} of your {len(customers):,} customers, so "
        "they teach nothing; load more about them."
    )


def _few(ranking: Ranking) -> str:
    customers = ranking.labels.customers
    known = int(ranking.known[customers].sum())
    if known >= ENOUGH_CUSTOMERS or not len(customers):
        return ""
    places = ""
    if ranking.fit.placement.among != CUSTOMERS:
        half = f"{1 - ranking.icp.tiers.best / 100:.0%}"
        places = f" Fits are places in the market here, so {half} of it is {BEST}."
    return (
        f"Learned from {known} customer{'s' * (known != 1)}: a hint, not a ranking.{places} "
        f"Name more; {ENOUGH_CUSTOMERS} begin to say something."
    )


def _nobody(ranking: Ranking, order: NDArray[np.intp]) -> str:
    if not len(order) or (ranking.tiers[order] == BEST).any():
        return ""
    best = ranking.fits[order[0]]
    return (
        f"Nobody reaches {BEST}: the first has a fit of {cut_text(best)}, and {BEST} begins at "
        f"{ranking.icp.tiers.best:g}."
    )


def _one_relation(ranking: Ranking) -> str:
    relations = ranking.fit.relations
    first = max(relations, key=lambda each: each.share)
    if len(relations) < 2 or first.share <= HALF:
        return ""
    title = relation(first.relation).title.lower()
    return f"{first.share:.0%} of the points come from one relation: {title}."


def _little_data(ranking: Ranking) -> str:
    market = ranking.labels.market
    lacking = float((ranking.tiers[market] == INSUFFICIENT).mean())
    if lacking <= HALF:
        return ""
    missing = max(ranking.fit.relations, key=_missing)
    return (
        f"Too little is known of {lacking:.0%} of the market: "
        f"{relation(missing.relation).title.lower()} is unknown of "
        f"{1 - missing.known_market:.0%}, and loading it would help most."
    )


def _missing(each: RelationFit) -> float:
    """Return how much coverage of the market a relation would add if all were known in it."""
    return each.share * (1 - each.known_market)
