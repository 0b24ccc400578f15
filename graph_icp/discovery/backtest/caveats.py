"""The caveats of a back-test: reasons to doubt it, and what to do about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_icp.discovery.backtest.verdict import FEW_HIDDEN, WIDE
from graph_icp.discovery.health.giveaways import without_them
from graph_icp.discovery.health.list_health import ENOUGH_CUSTOMERS, lopsided_said

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph_icp.discovery.backtest.evidence import Evidence
    from graph_icp.discovery.learning.relation_fit import RelationFit

_NAMED = 5


def caveats(shown: Evidence, relations: Iterable[RelationFit], method: str) -> list[str]:
    """Return the caveats of a back-test, a sentence or two each.

    Parameters
    ----------
    shown : Evidence
    relations : iterable of RelationFit
        What was learned from all customers.
    method : str
        The tested method.
    """
    found = [_few(shown), _given_away(shown), *lopsided_said(relations), _unknown(shown)]
    found += [_popular(shown, method), _wide(shown)]
    return [each for each in found if each]


def _few(shown: Evidence) -> str:
    if shown.customers >= ENOUGH_CUSTOMERS and shown.hidden >= FEW_HIDDEN:
        return ""
    return (
        f"{shown.hidden} of only {shown.customers} customers{shown.whom} "
        f"{'is' if shown.hidden == 1 else 'are'} hidden at a time, so these figures are a hint at "
        f"most; they become reliable from {ENOUGH_CUSTOMERS} customers on, {FEW_HIDDEN} of them "
        "hidden."
    )


def _given_away(shown: Evidence) -> str:
    """Name traits, and relations as such, that tell customers from others by themselves."""
    coupled = shown.giveaways
    if not coupled:
        return ""
    has = [
        f"{each.selector} ({'' if '=' in each.selector else 'anything there: '}"
        f"{each.customers:.0%} of customers, {each.market:.0%} of others)"
        for each in coupled[:_NAMED]
    ]
    more = f" and {len(coupled) - _NAMED} more" if len(coupled) > _NAMED else ""
    return (
        f"This gives the answer away, as most customers and few others have it: "
        f"{', '.join(has)}{more}. If it comes with being a customer, leave it out: "
        f"{without_them(coupled)}"
    )


def _unknown(shown: Evidence) -> str:
    if not shown.unknown:
        return ""
    if shown.auc_of_all == shown.auc:
        return (
            f"Nothing that counts is known of {shown.unknown:.0%} of the hidden customers, so they "
            "are ranked last for lack of data, and the figures say little; load more about them."
        )
    return (
        "The figures are of companies of which something that counts is known. Counting the other "
        f"{shown.unknown:.0%} of hidden customers too, which are ranked last for lack of data, a "
        f"hidden customer ranks above another company {shown.auc_of_all:.0%} of the time, not "
        f"{shown.auc:.0%}; load more data about customers."
    )


def _popular(shown: Evidence, method: str) -> str:
    if not shown.popularity or shown.popularity.better:
        return ""
    return (
        "How much we know of a company, whoever the customers are, finds hidden ones as well: by "
        f"popularity one ranks above another company {shown.popularity.auc:.0%} of the time, by "
        f"{method} {shown.popularity.own_auc:.0%}. The ranking may only say which companies we "
        "know much of."
    )


def _wide(shown: Evidence) -> str:
    if shown.auc_high - shown.auc_low <= WIDE:
        return ""
    return (
        f"A hidden customer may rank above another company anything from {shown.auc_low:.0%} to "
        f"{shown.auc_high:.0%} of the time: hide more customers, or name more, before relying on "
        "it."
    )
