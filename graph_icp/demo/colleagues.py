"""Two colleagues of the demo: where they worked, whom they met there, and what their files tell.

At small employers most people get to know each other, at large ones hardly anybody does. Of a
colleague's connections some are such acquaintances, and most are not.
"""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from graph_icp.demo.people import Job

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from graph_icp.demo.accounts import Account
    from graph_icp.demo.people import Person


class Colleague(NamedTuple):
    """A colleague, with their former jobs, and their connections with the day of each."""

    name: str
    jobs: tuple[Job, ...]
    connections: tuple[tuple[Person, date], ...]


class Circle(NamedTuple):
    """What the team knows of its acquaintances.

    Parameters
    ----------
    colleagues : list of Colleague
    former : list of (Person, Job)
        Jobs of the market's people that the table of people lacks.
    words : list of (Colleague, Person, str)
        How well colleagues say that they know somebody.
    employers : list of Account
        Where all of them worked.
    acquainted : frozenset of frozenset of str
        The pairs of people, by name, who know each other; no file tells it.
    """

    colleagues: list[Colleague]
    former: list[tuple[Person, Job]]
    words: list[tuple[Colleague, Person, str]]
    employers: list[Account]
    acquainted: frozenset[frozenset[str]]


def meet(random: Random, market: Sequence[Account], people: Sequence[Person]) -> Circle:
    """Let two colleagues and some of the market's people work at the same places."""
    small = _small(random, market)
    large = [each for each in market if each.giant][: len(_NAMES)]
    careers = [
        _career(random, small[2 * i], small[2 * i + 1], large[i % len(large)])
        for i in range(len(_NAMES))
    ]
    movers = [each for each in people if _has_moved_lately(each)]
    random.shuffle(movers)
    movers.sort(key=lambda person: not person.jobs[0].account.is_planted)
    alumni = movers[: _ALUMNI * _SMALL]
    random.shuffle(alumni)
    former = [(each, _before(random, each, small[i % _SMALL])) for i, each in enumerate(alumni)]
    # Every fifth of them was at another small place before that, with other people.
    former += [(each, _earlier(random, job, small)) for each, job in former[::5]]
    former += [(each, _long_ago(random, large[0])) for each in movers[-_CROWD:]]
    workers = [*zip(_NAMES, careers, strict=True)]
    acquainted = _acquaint(
        random,
        [(name, job) for name, jobs in workers for job in jobs]
        + [(person.name, job) for person, job in former],
    )
    strangers = random.sample(people, min(_STRANGERS * len(_NAMES), len(people)))
    colleagues = [
        Colleague(
            name, jobs, _connect(random, name, alumni, strangers[i :: len(_NAMES)], acquainted)
        )
        for i, (name, jobs) in enumerate(workers)
    ]
    return Circle(
        colleagues, former, _speak(random, colleagues, acquainted), [*small, *large], acquainted
    )


def _small(random: Random, market: Sequence[Account]) -> list[Account]:
    """Return some small employers, of no kind that customers are of."""
    others = [each for each in market if each.is_prospect and not each.is_planted]
    small = sorted(others, key=lambda each: abs(each.employees - _AT_SMALL))[:_SMALL]
    random.shuffle(small)
    return small


def _has_moved_lately(person: Person) -> bool:
    """Return whether a person's only known job is a rather new one at a prospect."""
    job = person.jobs[0]
    return len(person.jobs) == 1 and job.since >= _LATELY and job.account.is_prospect


def _career(random: Random, first: Account, second: Account, large: Account) -> tuple[Job, ...]:
    """Return a colleague's former jobs, the latest first."""
    changed = date(2022, random.randint(1, 6), 1)
    return (
        Job(second, "Head of Sales", changed, date(2025, random.randint(6, 11), 1)),
        Job(first, "Account Executive", date(2019, random.randint(1, 9), 1), changed),
        Job(large, "Sales Trainee", date(2014, 9, 1), date(2018, 12, 1)),
    )


def _before(random: Random, person: Person, account: Account) -> Job:
    """Return the job that a person had before the present one."""
    since, until = (
        person.jobs[0].since - timedelta(random.randrange(500, 1500)),
        person.jobs[0].since,
    )
    return Job(account, random.choice(_TITLES), since, until)


def _earlier(random: Random, job: Job, small: Sequence[Account]) -> Job:
    elsewhere = random.choice([each for each in small if each is not job.account])
    return Job(
        elsewhere,
        random.choice(_TITLES),
        job.since - timedelta(random.randrange(400, 900)),
        job.since,
    )


def _long_ago(random: Random, account: Account) -> Job:
    since = date(random.randint(2010, 2015), 1, 1)
    return Job(account, random.choice(_TITLES), since, date(random.randint(2017, 2019), 6, 1))


def _acquaint(random: Random, jobs: Sequence[tuple[str, Job]]) -> frozenset[frozenset[str]]:
    """Return who got to know each other of those who worked together for half a year."""
    met = set()
    for (one, a), (other, b) in combinations(jobs, 2):
        if one == other or a.account is not b.account or not a.until or not b.until:
            continue
        together = (min(a.until, b.until) - max(a.since, b.since)).days
        chance = _MET_AT_SMALL if not a.account.giant else _MET_AT_LARGE
        if together >= _HALF_A_YEAR and random.random() < chance:
            met.add(frozenset((one, other)))
    return frozenset(met)


def _connect(
    random: Random,
    name: str,
    alumni: Sequence[Person],
    strangers: Sequence[Person],
    acquainted: frozenset[frozenset[str]],
) -> tuple[tuple[Person, date], ...]:
    """Return the connections of a colleague: half of their acquaintances, and strangers."""
    known = [each for each in alumni if frozenset((name, each.name)) in acquainted]
    some = {each.email: each for each in (*random.sample(known, len(known) // 2), *strangers)}
    return tuple(
        (each, date(2026, 6, 30) - timedelta(random.randrange(2_000))) for each in some.values()
    )


def _speak(
    random: Random, colleagues: Sequence[Colleague], acquainted: frozenset[frozenset[str]]
) -> list[tuple[Colleague, Person, str]]:
    """Return what colleagues say of some of those whom they know."""
    said = []
    for colleague in colleagues:
        known = [
            person
            for person, _ in colleague.connections
            if frozenset((colleague.name, person.name)) in acquainted
        ]
        chosen = random.sample(known, min(_WORDS, len(known)))
        said += [(colleague, each, random.choice(("strong", "good"))) for each in chosen]
    return said


_NAMES = ("Nora Quist", "Theo Brandt")
_TITLES = ("Analyst", "Engineer", "Product Manager", "Operations Manager", "Consultant")
_SMALL, _AT_SMALL = 10, 40
_ALUMNI, _CROWD, _STRANGERS, _WORDS = 14, 60, 120, 5
_LATELY = date(2022, 1, 1)
_MET_AT_SMALL, _MET_AT_LARGE = 0.85, 0.02
_HALF_A_YEAR = 183
