"""Technologies and events that the accounts of the demo's market are seen to use and sponsor."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from graph_icp.demo.events import POPULAR_SERIES
from graph_icp.demo.technologies import COMMODITIES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from graph_icp.demo.accounts import Account
    from graph_icp.demo.events import Event
    from graph_icp.demo.technologies import Technology


class Use(NamedTuple):
    """A technology that an account is seen to use."""

    account: Account
    technology: Technology
    first_seen: date


class Sponsorship(NamedTuple):
    """An event that an account pays to be seen at."""

    account: Account
    event: Event
    tier: str


def see_uses(
    random: Random, accounts: Sequence[Account], technologies: Sequence[Technology]
) -> list[Use]:
    """See which account uses what.

    An account's chance for a technology is its segment's or the background's, whichever is greater,
    times its visibility; commodities show even on accounts of which little is seen.
    """
    background = {
        technology.name: COMMODITIES.get(technology.name) or _draw_share(random)
        for technology in technologies
    }
    return [
        Use(account, technology, draw_day(random, 2017, 2024))
        for account in accounts
        for technology in technologies
        if random.random() < _chance_to_use(account, technology.name, background[technology.name])
    ]


def sponsor_events(
    random: Random, accounts: Sequence[Account], events: Sequence[Event]
) -> list[Sponsorship]:
    """Let some accounts, and every giant, sponsor events."""
    sponsors = [account for account in accounts if account.giant or random.random() < _SPONSORS]
    return [
        Sponsorship(account, event, random.choice(_TIERS))
        for account in sponsors
        for event in events
        if random.random() < chance_to_be_at(account, event)
    ]


def chance_to_be_at(account: Account, event: Event) -> float:
    """Chance that a company which goes to events goes to this one."""
    if account.giant:
        return _GIANT_AT_ANY
    if event.series in POPULAR_SERIES:
        return _AT_POPULAR
    if account.segment is None:
        return _NO_KIND_AT_ANY
    return account.segment.events.get(event.series, _AT_ANY)


def draw_day(random: Random, first_year: int, last_year: int) -> date:
    """Draw a day from the first day of one year to the last day of another."""
    first, end = date(first_year, 1, 1), date(last_year + 1, 1, 1)
    return first + timedelta(days=random.randrange((end - first).days))


def _draw_share(random: Random) -> float:
    return _RARE / random.uniform(_RARE / _COMMON, 1)


def _chance_to_use(account: Account, technology: str, background: float) -> float:
    if technology in COMMODITIES:
        return background * min(1.0, 2 * account.visibility)
    if account.segment is None:
        wider = _GIANT_USES if account.giant else _NO_KIND_USES
        return account.visibility * min(1.0, wider * background)
    return account.visibility * max(background, account.segment.technologies.get(technology, 0.0))


# Most technologies are nearly as rare as the first, a few as common as the second.
_RARE = 0.02
_COMMON = 0.15
# Accounts of no segment use as much as others, but not the same things.
_NO_KIND_USES = 1.6
_GIANT_USES = 5.0
_SPONSORS = 0.3
_AT_ANY = 0.03
_NO_KIND_AT_ANY = 0.04
_GIANT_AT_ANY = 0.25
_AT_POPULAR = 0.45
_TIERS = ("Platinum", "Gold", "Silver", "Exhibitor", "Exhibitor")
