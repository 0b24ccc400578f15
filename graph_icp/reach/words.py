"""Paths in words: evidence, the weakest link, and what to ask of whom."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graph_icp.reach.near_misses import ASKED, JOB, TIE
from graph_icp.reach.paths import BY_NAME
from graph_icp.reach.people.evidence import CONNECTION, MAIL, SAYS, WON, WORKED
from graph_icp.reach.people.strengths import label
from graph_icp.rounding import cut_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_EPOCH = datetime.date(1970, 1, 1)


@dataclass(frozen=True)
class Names:
    """What people, accounts and events are called, by id.

    Attributes
    ----------
    people, accounts, events : mapping of int to str
    jobs : mapping of int to str
        What introducers are where: "COO at Alderhaven, a prospect".
    sized : frozenset of int
        The accounts of which the number of employees is known.
    """

    people: Mapping[int, str]
    accounts: Mapping[int, str]
    events: Mapping[int, str] = field(default_factory=dict)
    sized: frozenset[int] = frozenset()
    jobs: Mapping[int, str] = field(default_factory=dict)

    def introducer(self, person: int) -> str:
        """Return an introducer with what they are: "Bo Marsh (COO at Alderhaven, a prospect)"."""
        job = self.jobs.get(person)
        return f"{self.people[person]} ({job})" if job else self.people[person]


@dataclass(frozen=True)
class Step:
    """Two people next to each other on a path.

    Attributes
    ----------
    one, other : int
    strength : float
    evidence : sequence of rows
        Of `evidence.COLUMNS`: what counts between the two, the strongest first.
    """

    one: int
    other: int
    strength: float
    evidence: Sequence[Any]


@dataclass(frozen=True)
class Told:
    """What a path's target is: their name, title and employer, and how surely.

    Attributes
    ----------
    person : int
    title : str
    company : str
    day : float
        The day on which their job was last told.
    sure : float
        What the path keeps for that; see `paths.targets`.
    by_name : bool
        Whether they are known by a name alone.
    """

    person: int
    title: str
    company: str
    day: float
    sure: float
    by_name: bool


def evidence_lines(steps: Sequence[Step], names: Names) -> list[str]:
    """Return what is known of each step of a path, a sentence for each piece of evidence."""
    return [
        f"{names.people[step.one]} and {names.people[step.other]}: {said(each, names)}"
        for step in steps
        for each in step.evidence
    ]


def said(evidence: Any, names: Names) -> str:
    """Return one piece of evidence in words; see `evidence.COLUMNS`."""
    if evidence.day != evidence.day:
        return "connected on LinkedIn, unknown since when"
    day = date(evidence.day)
    match evidence.kind:
        case kind if kind == SAYS:
            return f"{names.people[evidence.one]} says: {evidence.word} ({_day(day)})"
        case kind if kind == MAIL:
            mails = _counted(evidence.number, "mail each way", "mails each way")
            meetings = _counted(evidence.more, "meeting", "meetings")
            return f"{mails} and {meetings}, the last on {_day(day)}"
        case kind if kind == WON:
            return f"{names.people[evidence.one]} won a deal with them in {day.year}"
        case kind if kind == CONNECTION:
            return f"connected on LinkedIn since {_day(day)}"
        case kind if kind == WORKED:
            return _worked(evidence, names)
    guests = _counted(evidence.number, "known attendee", "known attendees")
    return f"both at {names.events[evidence.place]} ({guests}), {_day(day)}"


def weakest_link(steps: Sequence[Step], told: Told, names: Names) -> str:
    """Return what makes a path least sure: a step, or how surely its target works there."""
    step = min(steps, key=lambda each: each.strength)
    target = names.people[told.person]
    if told.sure < step.strength:
        if told.by_name and told.sure > BY_NAME * step.strength:
            return f"{target} is known by name alone"
        alone = ", and they are known by name alone" if told.by_name else ""
        return f"that {target} works there was last told on {_day(date(told.day))}{alone}"
    both = f"{names.people[step.one]} and {names.people[step.other]}"
    return f"{both}: {label(step.strength)} ({cut_text(step.strength, 2)})"


def ask(steps: Sequence[Step], told: Told, names: Names) -> str:
    """Return whom to ask for what, in a sentence."""
    target = names.people[told.person] + (f", {told.title}" if told.title else "")
    whom = names.people[steps[0].one]
    introducers = [names.introducer(step.one) for step in steps[1:]]
    if not introducers:
        return f"Ask {whom} to introduce you to {target} at {told.company}."
    met = f" for an introduction to {target} at {told.company}{_why(steps[-1], names)}."
    if len(introducers) == 1:
        return f"Ask {whom} to ask {introducers[0]}{met}"
    return f"Ask {whom} to ask {introducers[0]} to ask {introducers[1]}{met}"


def job(title: str | None, company: str, status: str | None) -> str:
    """Return what somebody is where, and what that company is to us."""
    what = f"{title} at {company}" if title else f"at {company}"
    return f"{what}, {_TO_US[status]}" if status in _TO_US else what


_TO_US = {
    "customer": "a customer",
    "prospect": "a prospect",
    "open deal": "an open deal",
    "churned": "a former customer",
    "partner": "a partner",
    "competitor": "a competitor",
}


def near_miss(reason: str, evidence: Any, told: Told, names: Names) -> str:
    """Return whom a colleague knows too little for a path, why, and what to ask the colleague.

    Parameters
    ----------
    reason : str
        As of `near_misses.near_misses`.
    evidence : row
        Of `evidence.COLUMNS`: the strongest between the two that counts.
    told : Told
        Who is known.
    names : Names

    Returns
    -------
    str
        A sentence without its full stop: "Ann Lee is connected to Marc Stein, CFO, since 3 Jun
        2019, too long ago to count: ask Ann Lee whether they still talk".
    """
    whom, target = names.people[evidence.one], names.people[told.person]
    target += f", {told.title}," if told.title else ""
    if evidence.kind == CONNECTION:
        knows = f"{whom} is connected to {target} since {_day(date(evidence.day))}"
    else:
        knows = f"{whom} knows {target.rstrip(',')} ({said(evidence, names)})"
    if reason == TIE:
        weak = "too little" if evidence.kind in (MAIL, WORKED) else "too long ago"
        return f"{knows}, {weak} to count: ask {whom} whether they still talk"
    if reason == ASKED:
        return f"{knows}, but was asked before and did not introduce you"
    if reason == JOB and told.by_name:
        return f"{knows}, but they are known by name alone: ask {whom} whether it is them"
    if reason == JOB:
        since = _day(date(told.day))
        return f"{knows}, but their job there was last told on {since}: ask {whom} whether it is so"
    return f"{knows}, who is none of your personas: ask {whom} whom else they know there"


def came_of_asking(one: str, other: str, company: str, day: float, result: str) -> str:
    """Return in a sentence what came of asking somebody about a company.

    Parameters
    ----------
    one, other : str
        Who was asked and for whom; "" for who need not be named.
    company : str
    day : float
    result : str
        "yes", "no" or "silent".
    """
    if not other:
        asked = f"{one} was asked about {company}"
    else:
        asked = f"{one} was asked for {other}" if one else f"{other} was asked for"
    return f"{asked} on {_day(date(day))}: {'no answer yet' if result == 'silent' else result}."


def refused(one: str, other: str) -> str:
    """Return in a sentence that no path leads through two people."""
    return f"No path leads through {one} and {other}: that is refused ('graph-icp paths said')."


def resting(one: str, other: str, day: float, until: float) -> str:
    """Return in a sentence that two people rest after a no, which was said on a day."""
    no, end = _day(date(day)), _day(date(until))
    return f"{one} was asked for {other} on {no}: no; the two rest until {end}."


def date(day: float) -> datetime.date:
    """Return a day that is given as a number."""
    return _EPOCH + datetime.timedelta(days=int(day))


def _why(step: Step, names: Names) -> str:
    """Return how the last introducer knows the target: ": the two worked at Pied Piper"."""
    worked = next((each for each in step.evidence if each.kind == WORKED), None)
    return f": the two worked together at {names.accounts[worked.place]}" if worked else ""


def _worked(evidence: Any, names: Names) -> str:
    place = int(evidence.place)
    people = f"{evidence.number:,.0f} people"
    size = people if place in names.sized else f"size unknown, counted as {people}"
    first, last = date(evidence.since).year, date(evidence.day).year
    years = f"in {first}" if first == last else f"{first} to {last}"
    return f"both worked at {names.accounts[place]} ({size}), {years}"


def _counted(number: float, one: str, several: str) -> str:
    return f"{number:,.0f} {one if number == 1 else several}"


def _day(day: datetime.date) -> str:
    return f"{day.day} {day:%b %Y}"
