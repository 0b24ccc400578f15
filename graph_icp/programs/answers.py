"""Answers of questions: their fields, units and meanings; fields of people may be left out.

These types are read when the program runs, so that documents say of answers what is checked here.
"""

from typing import Annotated, NotRequired, TypedDict

from graph_icp.programs.shapes import About

Score = Annotated[float | None, About("0 to 100; null where it is unknown")]
Share = Annotated[float | None, About("0 to 1; null where it is unknown")]
Cut = Annotated[list[str], About("What was left out for the answer's size; empty for nothing")]
Key = Annotated[str, About("Names the company in other questions")]
Domain = Annotated[str | None, About("Such as acme.com; null where none is known")]
Fit = Annotated[
    float | None, About("0 to 100: its place among your own customers; null where it is unknown")
]
Tier = Annotated[
    str, About("Best fit, Good fit, Bad fit, Insufficient data or Disqualified (by a rule)")
]
Run = Annotated[
    int, About("The number of the ranking by which this is told; 0 where it is not kept")
]
Changed = Annotated[
    bool, About("Whether files were loaded or something was decided since the ranking was made")
]
Day = Annotated[str | None, About("A day, 2026-11-23, or a time; null where it is unknown")]


class Company(TypedDict):
    """A company of the list."""

    rank: Annotated[int | None, About("Among all prospects, by points; null for who has none")]
    account: Annotated[str, About("Its name")]
    domain: Domain
    key: Key
    tier: Tier
    fit: Fit
    intent: Score
    reach: Score
    priority: Annotated[float | None, About("Fit, and what intent and reach add; orders the list")]
    cell: Annotated[
        str | None, About("A, B, C for the tier and 1, 2, 3 for high, medium, low intent: A1, B-")
    ]
    coverage: Annotated[
        float | None, About("0 to 1: of how much of what counts it is known where it stands")
    ]
    points: Annotated[
        float | None, About("0 is a typical company of the market, 100 a typical customer")
    ]
    status: str
    feedback: Annotated[str, About("What the team said of it last; empty for nothing")]
    tags: Annotated[list[str], About("What else it may be: investor, services firm, ...")]
    industry: str | None
    country: str | None
    size: str | None
    employees: int | None
    why: Annotated[str, About("The reasons in a sentence, with numbers of customers and prospects")]
    customers_it_resembles: list[str]
    strongest_signal: str | None
    newest_signal: str | None
    personas_known: Annotated[list[str], About("Must-have personas of whom somebody is known")]
    personas_missing: list[str]
    disqualified_by: Annotated[list[str], About("Rules of icp.toml that it breaks")]
    owner: NotRequired[Annotated[str | None, About("The colleague who looks after it")]]
    door: NotRequired[Annotated[str | None, About("The best way in, from a colleague to a person")]]
    contacts: NotRequired[Annotated[list[str], About("Who works there, whom a colleague knows")]]


class Companies(TypedDict):
    """A part of the list of companies to sell to next, best first."""

    companies: list[Company]
    start: int
    next_start: Annotated[int | None, About("Where the next part begins; null after the last")]
    matching: Annotated[int, About("How many companies the filters let through")]
    ranked: Annotated[int, About("How many prospects are ranked")]
    learned_from: Annotated[int, About("How many customers were learned from")]
    ordered_by: str
    meaning: Annotated[str, About("What a fit says, by an example")]
    warnings: Annotated[list[str], About("What to know before believing the list")]
    left_out: Annotated[list[str], About("How many companies are not in the list, and why")]
    run: Run
    changed: Changed
    cut: Cut


class Line(TypedDict):
    """What one trait adds to a company's points."""

    relation: Annotated[str, About("uses, attended, country, ...; empty of the typical company")]
    name: str
    points: float
    customers: Annotated[int, About("How many other customers have it")]
    of_customers: int
    prospects: int | None
    of_prospects: int | None
    like: Annotated[list[str], About("Customers that have it, the most like the company first")]
    note: Annotated[str, About("Since when, or how long ago")]


class Closest(TypedDict):
    """A customer, and how much a company resembles it."""

    customer: str
    domain: Domain
    likeness: Share
    key: Key


class Lift(TypedDict):
    """A trait that would lift the company into a better tier."""

    relation: str
    name: str
    fit: Score
    tier: Tier


class Signal(TypedDict):
    """What the company showed on a day."""

    day: Day
    signal: str
    times: int | None
    points: Annotated[float | None, About("What it still adds to intent")]
    not_counted: Annotated[str, About("Why it does not count; empty where it does")]
    what: NotRequired[Annotated[str, About("Pages, topics, an event")]]
    person: NotRequired[str | None]


class Said(TypedDict):
    """What the team said of the company last."""

    feedback: str
    said_on: Day
    until: Day
    reason: NotRequired[str | None]
    said_by: NotRequired[str | None]


class Contact(TypedDict):
    """Somebody who works at the company, and did not ask to be left alone."""

    person: str
    title: str | None
    persona: str | None
    known_by: Annotated[list[str], About("Colleagues who know them well enough to introduce you")]


class Explained(TypedDict):
    """Why a company has its fit."""

    account: str
    domain: Domain
    key: Key
    status: str
    industry: str | None
    country: str | None
    size: str | None
    employees: int | None
    tier: Tier
    fit: Fit
    rank: int | None
    of_how_many: int | None
    coverage: Share
    intent: Score
    reach: Score
    priority: float | None
    cell: str | None
    why: str
    total: Annotated[float | None, About("Its points: what the lines add up to, with `rest`")]
    points: Annotated[list[Line], About("The lines that count most, for it or against it")]
    rest: Annotated[float, About("The sum of the lines that are left out")]
    closest: Annotated[list[Closest], About("The customers most like it")]
    unknown: Annotated[list[str], About("Relations in which nothing is known of it")]
    lifts: Annotated[list[Lift], About("Single traits that would lift it into a better tier")]
    disqualified_by: list[str]
    tags: Annotated[list[str], About("What else it may be, each with its reason")]
    signals: Annotated[list[Signal], About("What it showed, the newest first")]
    personas: Annotated[str, About("Which must-have personas are known there")]
    said: Said | None
    run: Run
    changed: Changed
    cut: Cut
    owner: NotRequired[str | None]
    next_step: NotRequired[str]
    contacts: NotRequired[list[Contact]]


class Lookalike(TypedDict):
    """A company like another."""

    account: str
    domain: Domain
    key: Key
    likeness: Share
    status: str
    country: str | None
    industry: str | None
    size: str | None
    shares: Annotated[list[str], About("The rarest things that both have")]


class Lookalikes(TypedDict):
    """The companies most like one."""

    companies: list[Lookalike]
    left_out: Annotated[list[str], About("What did not count, and why")]
    cut: Cut


class Path(TypedDict):
    """A way into a company, from a colleague to somebody there."""

    strength: Share
    label: Annotated[str, About("Strong, Good or Weak")]
    points: Annotated[float | None, About("What it adds to the reach")]
    steps: Annotated[int, About("1 without an introducer, 2 with one, 3 with two")]
    persona: Annotated[str | None, About("What kind of person it leads to")]
    starter: NotRequired[str]
    introducer: NotRequired[str | None]
    target: NotRequired[str]
    title: NotRequired[str | None]
    evidence: NotRequired[list[str]]
    weakest_link: NotRequired[str | None]
    ask: NotRequired[Annotated[str, About("Whom to ask, and for what")]]


class Paths(TypedDict):
    """Who can open the door of a company."""

    account: str
    domain: Domain
    key: Key
    reach: Score
    people: Annotated[int, About("How many people are known there")]
    paths: list[Path]
    remark: Annotated[str, About("Why there is no path, or what to load; empty for nothing")]
    cut: Cut
    remarks: NotRequired[list[str]]


class Found(TypedDict):
    """A company that a search found."""

    account: str
    domain: Domain
    key: Key
    status: str
    country: str | None
    industry: str | None
    size: str | None
    tags: list[str]


class FoundPerson(TypedDict):
    """A contact that a search found."""

    person: str
    title: str | None
    persona: str | None
    account: str | None
    key: Key


class Search(TypedDict):
    """Companies with a text in a name, an alias, a domain or another key."""

    companies: list[Found]
    cut: Cut
    people: NotRequired[list[FoundPerson]]


class Inbound(TypedDict, total=False):
    """A company that came to you, by its domain or its name."""

    domain: Annotated[str, About("Such as acme.com; the surest name")]
    company: Annotated[str, About("Its name")]
    country: str
    industry: str
    employees: Annotated[int, About("How many people work there", least=0)]
    technologies: Annotated[str, About("What it uses, separated by semicolons")]


class Judged(TypedDict):
    """An inbound company with its tier."""

    company: Annotated[str, About("The company as it was asked about")]
    was: Annotated[str, About("already a customer, in the market, new, or unclear: several fit")]
    account: str | None
    domain: Domain
    key: str | None
    tier: str | None
    fit: Fit
    coverage: Share
    status: str | None
    why: str
    disqualified_by: list[str]


class Qualified(TypedDict):
    """Inbound companies with their tiers, in the order in which they were asked about."""

    companies: list[Judged]
    skipped: Annotated[list[str], About("Why companies were passed over, and how many")]
    cut: Cut
