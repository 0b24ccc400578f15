"""What a reason says of a link: when it was first seen, how long ago, no date, or in what word."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from graph_icp.graph.model import EVENT
from graph_icp.graph.relations import relation as relation_named

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable, Mapping

# A link that was last known so many years ago is old.
OLD = 2
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
    words : mapping of Link to str
        By links to bands the words of a file that were read as these.
    """

    dates: Mapping[Link, Dates] = field(default_factory=dict)
    today: datetime.date | None = None
    words: Mapping[Link, str] = field(default_factory=dict)

    def note(self, link: Link) -> str:
        """Return what to say of a link: "12 years ago", "Mar 2026", "first seen Aug 2020" ...

        Of a band that nobody gave, the word that was read as it: 'told as "enterprise"'.
        """
        if link in self.words:
            return f'told as "{self.words[link]}"'
        if link not in self.dates or self.today is None:
            return ""
        last, since = self.dates[link]
        if last is None:
            return NO_DATE
        kind = relation_named(link.relation)
        happens = kind.trait is EVENT
        years = _years(last, self.today)
        if years >= OLD:
            seen = "" if happens or kind.of_people() else "last seen "
            return f"{seen}{years} years ago"
        if happens:
            return f"{last:%b %Y}"
        return f"{'first seen' if since <= self.today else 'from'} {since:%b %Y}" if since else ""

    def is_past(self, link: Link) -> bool:
        """Return whether a link was last known long ago, or has no date."""
        if link not in self.dates or self.today is None:
            return False
        last, _ = self.dates[link]
        return last is None or _years(last, self.today) >= OLD


def _years(day: datetime.date, today: datetime.date) -> int:
    """Return the whole years from a day to another."""
    return today.year - day.year - ((today.month, today.day) < (day.month, day.day))


DatesOf: TypeAlias = "Callable[[Iterable[Link]], LinkDates]"
"""Gives the dates of links."""
