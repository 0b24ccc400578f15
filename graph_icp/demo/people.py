"""Whom the team knows in the demo's market: their jobs, past and present, and their events."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from graph_icp.demo.links import chance_to_be_at, draw_day
from graph_icp.demo.names import TITLES, name_people

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from random import Random

    from graph_icp.demo.accounts import Account
    from graph_icp.demo.events import Event


class Job(NamedTuple):
    """A job of a person; `until` is None while they hold it."""

    account: Account
    title: str
    since: date
    until: date | None


@dataclass(frozen=True)
class Person:
    """A person, with the present job first and the former one, if known, second."""

    name: str
    email: str
    profile_url: str
    jobs: tuple[Job, ...]


class Attendance(NamedTuple):
    """A person at an event."""

    person: Person
    event: Event
    role: str


def employ_people(random: Random, accounts: Sequence[Account], count: int) -> list[Person]:
    """Invent the people that the team knows, more of them at customers.

    One in six is known to have worked elsewhere. Careers stay mostly within a segment, so those who
    left a customer are mostly at companies like it.
    """
    names = name_people(random, count)
    employers = _draw_employers(random, accounts, count)
    return [
        _introduce(names[i], i + 1, _draw_jobs(random, employers[i], accounts))
        for i in range(count)
    ]


def attend_events(
    random: Random, people: Sequence[Person], events: Sequence[Event]
) -> list[Attendance]:
    """Send people to the events that companies like their present employer go to."""
    return [
        Attendance(person, event, random.choices(*_ROLES)[0])
        for person in people
        for event in events
        if random.random() < chance_to_be_at(person.jobs[0].account, event)
    ]


def _draw_employers(random: Random, accounts: Sequence[Account], count: int) -> list[Account]:
    weights = [_CONTACTS_AT_CUSTOMER if account.value else 1.0 for account in accounts]
    return random.choices(accounts, weights, k=count)


def _draw_jobs(random: Random, employer: Account, accounts: Sequence[Account]) -> tuple[Job, ...]:
    since = draw_day(random, 2020, 2024)
    present = Job(employer, random.choice(TITLES), since, None)
    if random.random() >= _MOVED:
        return (present,)
    stays_in_segment = random.random() < _STAYS_IN_SEGMENT
    elsewhere = [
        account
        for account in accounts
        if account is not employer and (account.segment is employer.segment or not stays_in_segment)
    ]
    [former] = _draw_employers(random, elsewhere, 1)
    began = since - timedelta(days=random.randrange(400, 2000))
    return present, Job(former, random.choice(TITLES), began, since)


def _introduce(name: tuple[str, str], number: int, jobs: tuple[Job, ...]) -> Person:
    given, family = name
    return Person(
        name=f"{given} {family}",
        email=f"{given}.{family}@{jobs[0].account.domain}".lower(),
        profile_url=f"https://profiles.example/in/{given}-{family}-{number}".lower(),
        jobs=jobs,
    )


_MOVED = 1 / 6
_STAYS_IN_SEGMENT = 0.7
_CONTACTS_AT_CUSTOMER = 4.0
_ROLES = (("attendee", "speaker", "organiser"), (8, 1, 1))
