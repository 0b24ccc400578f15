"""Health of a list: what to know before believing it, in the order in which it matters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_icp.discovery.health.giveaways import giveaways
from graph_icp.discovery.ranking.tiers import BEST, INSUFFICIENT
from graph_icp.discovery.selectors import as_options
from graph_icp.graph.model import relation, slug

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    from graph_icp.discovery.learning.fit import RelationFit
    from graph_icp.discovery.ranking.ranking import Ranking

# Fewer customers give a hint, not a ranking.
ENOUGH_CUSTOMERS = 20
HALF = 0.5
_NAMED = 3


def health(ranking: Ranking, order: NDArray[np.intp]) -> list[str]:
    """Return what to know before believing a list, a sentence or two each, the worst first.

    Parameters
    ----------
    ranking : Ranking
    order : array of int
        The positions of all that are ranked, best first.
    """
    found = [_given_away(ranking), *_lopsided(ranking), _few(ranking), _nobody(ranking, order)]
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
    options = as_options("--without", (each.selector for each in shown))
    it = "it" if len(found) == 1 else "them"
    return (
        f"{has}{more} may give the answer away. If being a customer brings {it}, "
        f"leave {it} out: {options}"
    )


def _lopsided(ranking: Ranking) -> Iterator[str]:
    for each in ranking.fit.relations:
        if each.held:
            title = relation(each.relation).title
            yield (
                f"{title} is known of {each.known_customers:.0%} of customers and "
                f"{each.known_market:.0%} of the market, which tells where data came from rather "
                f"than who buys: it counts {each.share:.0%}. Load it of prospects from the same "
                f"source, or leave it out: {as_options('--without', [slug(each.relation)])}"
            )


def _few(ranking: Ranking) -> str:
    customers = ranking.labels.customers
    known = int(ranking.known[customers].sum())
    if known >= ENOUGH_CUSTOMERS or not len(customers):
        return ""
    return (
        f"Learned from {known} customer{'s' * (known != 1)}: a hint, not a ranking. "
        f"Name more; {ENOUGH_CUSTOMERS} begin to say something."
    )


def _nobody(ranking: Ranking, order: NDArray[np.intp]) -> str:
    if not len(order) or (ranking.tiers[order] == BEST).any():
        return ""
    best = ranking.fits[order[0]]
    return (
        f"Nobody reaches {BEST}: the first has a fit of {best:.0f}, and {BEST} begins at "
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
