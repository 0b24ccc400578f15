"""Answers of questions of the whole market: their fields, units and meanings.

These types are read when the program runs, as those of `answers`.
"""

from typing import Annotated, NotRequired, TypedDict

from graph_icp.programs.answers import Cut, Day, Domain, Score
from graph_icp.programs.shapes import About


class RelationKnown(TypedDict):
    """A kind of link from companies to what they have."""

    relation: str
    links: int
    traits: int
    accounts: int
    coverage: Annotated[float | None, About("0 to 1: of how many companies something is known")]


class Load(TypedDict):
    """A file that was loaded."""

    load: int
    source: Annotated[str, About("Which kind of file it was")]
    as_of: Day
    loaded_at: Day
    rows_read: int
    accepted: int
    rejected: int
    file: NotRequired[str]


class Summary(TypedDict):
    """What the market holds."""

    nodes: Annotated[dict[str, int], About("How many of each kind: Account, Technology, ...")]
    statuses: Annotated[dict[str, int], About("How many companies of each status")]
    relations: list[RelationKnown]
    loads: Annotated[list[Load], About("The latest first")]
    cut: Cut


class ListedRun(TypedDict):
    """A ranking that is kept."""

    run: int
    name: str | None
    made_at: Day
    asked_at: Day
    method: str
    profile: str | None
    without: list[str]
    statuses: list[str]
    loads: Annotated[int | None, About("The number of the last load that it saw")]
    ranked: int | None
    customers: int | None


class Runs(TypedDict):
    """The rankings that are kept, the latest first."""

    runs: list[ListedRun]
    cut: Cut


class Change(TypedDict):
    """What changed of a company from one list to another."""

    change: Annotated[str, About("new Best fit, risen, new, fallen or gone")]
    account: str
    domain: Domain
    key: str
    tier_before: str | None
    tier: str | None
    fit_before: Score
    fit: Score
    rank_before: int | None
    rank: int | None
    moved_by: Annotated[str, About("What moved it most")]


class Difference(TypedDict):
    """What changed from one list to another."""

    before: Annotated[str, About("The earlier list")]
    now: Annotated[str, About("The later one")]
    counts: Annotated[dict[str, int], About("How many companies changed how")]
    changes: list[Change]
    others: Annotated[int, About("How many more changed that are below Good fit in both")]
    remark: str
    cut: Cut
