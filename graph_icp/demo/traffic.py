"""Visits to the website of the demo's team: a few companies about to buy, and everybody else.

Who is about to buy comes back within days, to prices and comparisons; some ask for a demo or read
reviews. Others pass by once, were about to buy months ago, or read the documentation for an
afternoon; customers look things up, colleagues check their own pages, and robots read them all.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from random import Random

    from graph_icp.demo.accounts import Account

OURS = "ours.example"
"""The domain of the demo's team."""


class Visit(NamedTuple):
    """Views of a page by a company on a day."""

    domain: str
    page: str
    day: date
    times: int = 1


class Request(NamedTuple):
    """A demo that a company asked for."""

    account: Account
    day: date


class Reading(NamedTuple):
    """A week in which a company read reviews of products like ours."""

    account: Account
    monday: date
    score: int


class Traffic(NamedTuple):
    """What companies showed.

    Parameters
    ----------
    visits : list of Visit
    requests : list of Request
    readings : list of Reading
    buying : list of Account
        Who is about to buy; no file tells it.
    """

    visits: list[Visit]
    requests: list[Request]
    readings: list[Reading]
    buying: list[Account]


def browse(random: Random, market: Sequence[Account], today: date) -> Traffic:
    """Let companies look at the website in the half year before a day."""
    prospects = [each for each in market if each.is_prospect]
    random.shuffle(prospects)
    buying = _choose(random, prospects)
    others = [each for each in prospects if each not in buying]
    past, readers, robots = others[:_PAST], others[_PAST:_READ], others[_READ:_CRAWLED]
    visits = [
        *_windows(random, buying, today, _LATELY),
        *_windows(random, past, today, _LONG_AGO),
        *_passing(random, prospects, today),
        *_reading_up(random, readers, today),
        *_looking_up(random, [each for each in market if each.value], today),
        *_crawling(random, robots, today),
        *_ourselves(today),
    ]
    asking = random.sample(buying, len(buying) // 3) + past[: len(past) // 4]
    requests = [_request(random, each, today, lately=each in buying) for each in asking]
    compared = random.sample(buying, len(buying) // 2) + random.sample(prospects, len(buying))
    readings = [_reading(random, each, today) for each in compared]
    return Traffic(sorted(visits, key=lambda visit: visit.day), requests, readings, buying)


def _choose(random: Random, prospects: Sequence[Account]) -> list[Account]:
    """Return who is about to buy: more often companies of the customers' kinds, but not only."""
    return [
        each
        for each in prospects
        if random.random() < (_BUYING if each.is_planted else _BUYING_OF_OTHERS)
    ]


def _windows(
    random: Random, accounts: Iterable[Account], today: date, ended: tuple[int, int]
) -> Iterable[Visit]:
    """Yield the visits of companies that were about to buy until so many days ago."""
    for account in accounts:
        until = today - timedelta(random.randint(*ended))
        for passed in random.sample(range(_WINDOW), random.randint(2, 6)):
            for page in random.choices(*_OF_BUYERS, k=random.randint(1, 4)):
                yield Visit(account.domain, page, until - timedelta(passed))


def _passing(random: Random, accounts: Sequence[Account], today: date) -> Iterable[Visit]:
    """Yield the visits of those who come by, about as often on any day."""
    for account in random.sample(accounts, len(accounts) // 2):
        for page in random.choices(*_OF_PASSERS_BY, k=random.randint(1, 3)):
            yield Visit(account.domain, page, today - timedelta(random.randrange(_HALF_A_YEAR)))


def _reading_up(random: Random, accounts: Iterable[Account], today: date) -> Iterable[Visit]:
    """Yield the visits of those who read the documentation for an afternoon."""
    for account in accounts:
        day = today - timedelta(random.randrange(_HALF_A_YEAR // 3))
        yield Visit(account.domain, "/docs/quickstart", day, random.randint(3, 9))


def _looking_up(random: Random, customers: Sequence[Account], today: date) -> Iterable[Visit]:
    for account in random.sample(customers, len(customers) * 2 // 3):
        for page in random.choices(*_OF_CUSTOMERS, k=random.randint(3, 8)):
            yield Visit(account.domain, page, today - timedelta(random.randrange(60)))


def _crawling(random: Random, accounts: Iterable[Account], today: date) -> Iterable[Visit]:
    for account in accounts:
        for passed in random.sample(range(20), 4):
            for page in _OF_BUYERS[0]:
                day = today - timedelta(passed)
                yield Visit(account.domain, page, day, 10 * random.randint(25, 60))


def _ourselves(today: date) -> Iterable[Visit]:
    for passed in range(40):
        for page in ("/", "/pricing"):
            yield Visit(OURS, page, today - timedelta(passed), 2)


def _request(random: Random, account: Account, today: date, *, lately: bool) -> Request:
    return Request(account, today - timedelta(random.randint(*((0, 12) if lately else _LONG_AGO))))


def _reading(random: Random, account: Account, today: date) -> Reading:
    monday = today - timedelta(today.weekday() + 7 * random.randint(1, 6))
    return Reading(account, monday, random.randint(40, 95))


_BUYING, _BUYING_OF_OTHERS = 0.3, 0.01
# Of the others in a random order: who was about to buy, who reads up, and who is a robot.
_PAST, _READ, _CRAWLED = 30, 45, 47
_WINDOW, _HALF_A_YEAR = 16, 180
# How many days ago somebody was about to buy.
_LATELY, _LONG_AGO = (0, 4), (60, 150)
_OF_BUYERS = (
    ("/", "/pricing", "/compare/jenkins", "/docs/integrations", "/customers"),
    (2, 4, 2, 2, 2),
)
_OF_PASSERS_BY = (
    ("/", "/blog/what-is-new", "/careers", "/customers", "/docs/quickstart", "/pricing"),
    (8, 5, 4, 3, 2, 1),
)
_OF_CUSTOMERS = (("/docs/api", "/help/billing", "/changelog", "/pricing"), (5, 3, 2, 1))
