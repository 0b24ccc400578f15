"""Dates of links, and what a reason says of them: since when, how long ago, or that it has none."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from graph_icp.graph.model import EVENT
from graph_icp.graph.relations import relation as relation_named

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable, Mapping

# A link that was last known so many days ago, two years, is old.
OLD = 731
_DAYS_A_YEAR = 365.25
NO_DATE = "no date"


class Link(NamedTuple):
    """A link: its relation, and the ids of account and trait."""

    relation: str
    account: int
    trait: int


class Dates(NamedTuple):
    """When a link was last known to be so, and since when it is; None where nobody says."""

    last: datetime.date | None
    since: datetime.date | None


@dataclass(frozen=True)
class LinkDates:
    """The dates of some links.

    Attributes
    ----------
    dates : mapping of Link to Dates
        A link of a relation without dates is not in it.
    today : date
        From which ages are counted.
    """

    dates: Mapping[Link, Dates] = field(default_factory=dict)
    today: datetime.date | None = None

    def note(self, link: Link) -> str:
        """Return what to say of a link: "12 years ago", "no date", "since Aug 2020", or nothing."""
        if link not in self.dates or self.today is None:
            return ""
        last, since = self.dates[link]
        if last is None:
            return NO_DATE
        age = (self.today - last).days
        if age >= OLD:
            kind = relation_named(link.relation)
            once = kind.trait is EVENT or kind.of_people()
            return f"{'' if once else 'last seen '}{age / _DAYS_A_YEAR:.0f} years ago"
        return f"since {since:%b %Y}" if since else ""


DatesOf: TypeAlias = "Callable[[Iterable[Link]], LinkDates]"
"""Gives the dates of links."""
