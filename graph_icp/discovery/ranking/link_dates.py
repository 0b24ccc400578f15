"""What a reason says of a link: when it was first seen, how long ago, no date, or in what word."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import numpy as np
import pandas as pd

from graph_icp.graph.model import EVENT
from graph_icp.graph.relations import relation as relation_named

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    Days = NDArray[np.datetime64]

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
    """The dates of some links, in the order of these.

    Attributes
    ----------
    relation : array of str
        Of each link.
    dated : array of bool
        Whether it is of a relation with dates.
    last, since : array of datetime64[D]
        As of `Dates`; NaT where nobody says.
    words : array of str
        Of a link to a band the word of a file that was read as it, "" for none.
    today : date, optional
        From which ages are counted.
    """

    relation: NDArray[np.object_]
    dated: NDArray[np.bool_]
    last: Days
    since: Days
    words: NDArray[np.object_]
    today: datetime.date | None = None

    @classmethod
    def unknown(cls, links: pd.DataFrame) -> LinkDates:
        """Return the dates of links (relation, account, trait) of which none is known."""
        many = len(links)
        never = np.full(many, np.datetime64("NaT", "D"))
        words = np.full(many, "", dtype=object)
        relation = links["relation"].to_numpy(dtype=object)
        return cls(relation, np.zeros(many, dtype=bool), never, never.copy(), words)

    def at(self, places: Sequence[int]) -> LinkDates:
        """Return the dates of the links at some places."""
        at = np.array(places, dtype=np.intp)
        relation, dated, words = self.relation[at], self.dated[at], self.words[at]
        return LinkDates(relation, dated, self.last[at], self.since[at], words, self.today)

    def notes(self) -> NDArray[np.object_]:
        """Return what to say of each link: "12 years ago", "Mar 2026", "first seen Aug 2020" ...

        Of a band that nobody gave, the word that was read as it: 'told as "enterprise"'.
        """
        each, kinds = self._kinds
        told = [_note(relation, dates, self.today) for relation, dates in kinds]
        notes: NDArray[np.object_] = np.array([*told, ""], dtype=object)[each]
        for place in np.flatnonzero(self.words != "").tolist():
            notes[place] = f'told as "{self.words[place]}"'
        return notes

    def past(self) -> NDArray[np.bool_]:
        """Return which links were last known long ago, or have no date."""
        each, kinds = self._kinds
        return np.array([*(_is_past(dates, self.today) for _, dates in kinds), False])[each]

    @cached_property
    def _kinds(self) -> tuple[NDArray[np.intp], list[tuple[str, Dates]]]:
        """The relations and dates that differ, and the place of each link's among these.

        It is -1 where no dates are known.
        """
        dated = np.flatnonzero(self.dated) if self.today else np.empty(0, dtype=np.intp)
        parts: list[Any] = [self.relation, self.last.view(np.int64), self.since.view(np.int64)]
        code = np.zeros(len(dated), dtype=np.int64)
        for part in parts:
            codes, values = pd.factorize(part[dated])
            code = code * len(values) + codes
        each = np.full(len(self.dated), -1, dtype=np.intp)
        each[dated], differing = pd.factorize(code)
        first = np.empty(len(differing), dtype=np.intp)
        first[each[dated[::-1]]] = dated[::-1]
        about = (part[first].astype(object).tolist() for part in (self.last, self.since))
        return each, list(zip(self.relation[first].tolist(), map(Dates, *about), strict=True))


def _note(relation: str, dates: Dates, today: datetime.date | None) -> str:
    last, since = dates
    if last is None or today is None:
        return NO_DATE
    kind = relation_named(relation)
    happens = kind.trait is EVENT
    years = _years(last, today)
    if years >= OLD:
        seen = "" if happens or kind.of_people() else "last seen "
        return f"{seen}{years} years ago"
    if happens:
        return f"{last:%b %Y}"
    return f"{'first seen' if since <= today else 'from'} {since:%b %Y}" if since else ""


def _is_past(dates: Dates, today: datetime.date | None) -> bool:
    return dates.last is None or today is None or _years(dates.last, today) >= OLD


def _years(day: datetime.date, today: datetime.date) -> int:
    """Return the whole years from a day to another."""
    return today.year - day.year - ((today.month, today.day) < (day.month, day.day))


DatesOf: TypeAlias = "Callable[[pd.DataFrame], LinkDates]"
"""Gives the dates of links: relation, account, trait (ids)."""
