"""The attribute `market.purge`: people whom no source has told of for long are forgotten."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_icp.errors import GraphICPError
from graph_icp.market.privacy.forgetting import forget, planned
from graph_icp.market.privacy.subject import A_PERSON, Subject
from graph_icp.market.reach.reading import ids_of

if TYPE_CHECKING:
    from graph_icp.graph.store import Store
    from graph_icp.market.privacy.forgetting import Forgetting
    from graph_icp.market.store_opener import StoreOpener
    from graph_icp.progress import Progress

_SPAN = re.compile(r"\s*(\d{1,4})\s*(d|m|y|days?|months?|years?)\s*", re.I)
_MONTHS = 12


@dataclass(frozen=True)
class Purged:
    """The people who are forgotten as no source has told of them for long.

    Attributes
    ----------
    since : date
        The day since which nothing was told of them.
    forgotten : Forgetting or None
        What goes, None where there are none.
    """

    since: datetime.date
    forgotten: Forgetting | None

    def receipt(self, on: datetime.date) -> dict[str, object]:
        """Return a record of the purge without names."""
        gone = self.forgotten
        return {
            "purged_on": on.isoformat(),
            "people_unseen_since": self.since.isoformat(),
            "people": gone.people if gone else 0,
            "rows": dict(gone.counts) if gone else {},
            "runs_with_them": list(gone.runs) if gone else [],
        }


@dataclass(frozen=True)
class Purging:
    """Forgets people of a market of whom nothing was told for long.

    Attributes
    ----------
    store : StoreOpener
    """

    store: StoreOpener

    def __call__(
        self, unseen: str, *, dry_run: bool = False, progress: Progress | None = None
    ) -> Purged:
        """Forget the people of whom no source has told for a time, counted from today.

        Parameters
        ----------
        unseen : str
            "24m", "2y" or "90d".
        dry_run : bool
            Whether to count only.
        progress : Progress, optional

        Raises
        ------
        GraphICPError
            If it is no time.
        StoreError
            If the store is in use, or there is no room for a new file; nothing has changed.
        """
        since = day_before(datetime.datetime.now().astimezone().date(), unseen)
        with self.store() as store:
            people = _unseen(store, since)
            if not people or dry_run:
                return Purged(since, planned(store, people) if people else None)
        with self.store.rewriting() as store:
            gone = store.run(lambda: forget(store, _unseen(store, since), progress))
            return Purged(since, gone)


def _unseen(store: Store, since: datetime.date) -> list[Subject]:
    found = ids_of(store.ask("suppression/people_unseen", since=since))
    return [Subject(A_PERSON, "", (int(each),), (), ()) for each in found]


def day_before(today: datetime.date, span: str) -> datetime.date:
    """Return the day that lies a time before another; raises GraphICPError for what is no time.

    Parameters
    ----------
    today : date
    span : str
        "24m", "2 years", "90d"; a month back from the 31st is the month's last day.
    """
    found = _SPAN.fullmatch(span)
    if not found or not int(found[1]):
        raise GraphICPError(f"'{span[:40]}' is no time; write 24m, 2y or 90d.")
    number, unit = int(found[1]), found[2][0].lower()
    try:
        if unit == "d":
            return today - datetime.timedelta(number)
        months = today.year * _MONTHS + today.month - 1 - number * (_MONTHS if unit == "y" else 1)
        first = datetime.date(months // _MONTHS, months % _MONTHS + 1, 1)
    except (OverflowError, ValueError) as error:
        raise GraphICPError(f"'{span[:40]}' is too long a time; write 24m or 2y.") from error
    after = (first + datetime.timedelta(31)).replace(day=1)
    return min(first.replace(day=1) + datetime.timedelta(today.day - 1), after - _DAY)


_DAY = datetime.timedelta(1)
