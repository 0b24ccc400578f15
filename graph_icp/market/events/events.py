"""The attribute `market.events`: where best customers stand out, and the prospects there."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

import pandas as pd

from graph_icp.errors import RankingError
from graph_icp.market.accounts.qualify import placed_by
from graph_icp.market.discover import learn_once
from graph_icp.market.events.event_list import event_list
from graph_icp.market.events.prospects import event_prospects
from graph_icp.market.events.reading import read_events
from graph_icp.market.runs import stored

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from graph_icp.discovery.icp import Icp
    from graph_icp.graph.store import Store
    from graph_icp.market.events.event_list import EventList
    from graph_icp.market.events.prospects import EventProspects
    from graph_icp.market.events.reading import EventParts
    from graph_icp.market.icp.icp_file import IcpFile
    from graph_icp.market.runs.stored import Run
    from graph_icp.market.store_opener import StoreOpener
    from graph_icp.progress import Progress


@dataclass(frozen=True)
class Events:
    """The events of a market.

    Attributes
    ----------
    store : StoreOpener
    icp : IcpFile
    """

    store: StoreOpener
    icp: IcpFile

    def __call__(
        self,
        *,
        everything: bool = False,
        as_of: datetime.date | None = None,
        progress: Progress | None = None,
    ) -> EventList:
        """Return the events at which best customers are more often than the market.

        Of customers only what came before they were customers counts. Fits are those of the last
        run; one is learned where there is none.

        Parameters
        ----------
        everything : bool
            Whether all that was tested is listed, from what comes nearest to standing out on.
        as_of : date, optional
            The day from which on editions are upcoming; today where it is not given.
        progress : Progress, optional

        Raises
        ------
        RankingError
            If there is no customer.
        """
        icp, text = self.icp.read()
        learned = self._learned(progress)
        with self.store() as store:
            run = stored.last_run(store) if learned else None
            tiers_of = partial(_tiers, store, run, icp)
            found = read_events(store)
            today = as_of or datetime.date.today()
            told = event_list(store, found, icp, tiers_of, today, everything=everything)
            remarks = (*told.remarks, *_organising(found), *_outdated(run, text))
            return replace(told, remarks=remarks)

    def prospects(
        self, event: str, as_of: datetime.date | None = None, progress: Progress | None = None
    ) -> EventProspects:
        """Return the prospects that took part in an event.

        Parameters
        ----------
        event : str
            A series, for all its editions, or the title of one; in any spelling.
        as_of : date, optional
            The day of doors, and of what the team said; today where it is not given.
        progress : Progress, optional

        Raises
        ------
        UnknownNameError
            If there is no such event; the nearest are named.
        """
        icp, text = self.icp.read()
        learned = self._learned(progress)
        with self.store() as store:
            run = stored.last_run(store) if learned else None
            places_of = partial(_places, store, run, icp)
            found = read_events(store)
            today = as_of or datetime.date.today()
            told = event_prospects(store, found, event, icp, places_of, today)
            remarks = (*told.remarks, *_organising(found), *_outdated(run, text))
            return replace(told, remarks=remarks)

    def _learned(self, progress: Progress | None) -> bool:
        """Return whether there is a run, making one where something can be learned."""
        try:
            learn_once(self.store, self.icp, progress)
        except RankingError:
            return False
        return True


def _organising(found: EventParts) -> tuple[str, ...]:
    """Return how many parts do not count, as they are of those who run an event."""
    many = found.organising
    times = "Once" if many == 1 else f"{many:,} times"
    said = f"{times} a company organised an event; that does not count, as it shows no interest."
    return (said,) if many else ()


def _outdated(run: Run | None, text: str) -> tuple[str, ...]:
    """Say that fits are those of other data, or of another profile, where they are."""
    if run is None or not (run.changed or run.options["icp"] != text):
        return ()
    return (
        "Fits are those of the last 'discover'; files, customers or icp.toml have changed since: "
        "run it again to update them.",
    )


def _places(store: Store, run: Run | None, icp: Icp, ids: NDArray[np.int64]) -> pd.DataFrame:
    """Return tier and fit of accounts by their ids, no rows where there is no run."""
    if run is None or not len(ids):
        return pd.DataFrame({"tier": pd.Series(dtype=object), "fit": pd.Series(dtype=float)})
    return placed_by(store, ids, run, icp).set_index(ids)[["tier", "fit"]]


def _tiers(store: Store, run: Run | None, icp: Icp, ids: NDArray[np.int64]) -> pd.Series:
    tiers: pd.Series = _places(store, run, icp, ids)["tier"]
    return tiers
