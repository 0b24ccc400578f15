"""What is known of people's acquaintance: the tables from which all evidence follows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from graph_icp.personas.matching import OTHER
from graph_icp.reach.people.shared_jobs import comparable, spells

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd
    from numpy.typing import NDArray

YEAR = 365.25


@dataclass(frozen=True)
class Acquaintances:
    """What is known of who may know whom. People and accounts are ids, days are numbers.

    Attributes
    ----------
    today : float
        The day to which everything has aged; what is dated later is not in it.
    colleagues : array of int
        Those who can start a path: a file of their own is loaded.
    told : DataFrame
        one (a colleague), other, kind (of edge: KNOWS, RATES, MAILS, MEETS), day (missing where a
        connection has none), first_told, number (of mails each way, of meetings), word (strong,
        good, weak), and by_mention, of_mention and source: which row told it.
    deals : DataFrame
        one (who won it), other (with whom), day.
    jobs : DataFrame
        person, account, since, until, first_told, told, present (whether they work there now).
    employees : Series
        By account, where it is known.
    guests : DataFrame
        person, event, day: the attendees of events at which colleagues were.
    nobody : array of int
        Those through and to whom no path leads: they opted out, or bear a colleague's name.
    by_name : array of int
        Those known by a name at a company alone.
    apart : DataFrame
        one, other: pairs through whom no path leads, in either order.
    asked : DataFrame
        one, other, factor: what came of asking, by which their strength is multiplied.
    asks : mapping of int to int
        How often people were asked lately to introduce; see `outcomes.asks_lately`.
    outcomes : DataFrame
        one, other, account, day, result: what came of asking lately; see `outcomes.lately`.
    later : int
        How many ties of `told` are left out, as they are dated later.
    wanted : DataFrame, optional
        person, account, persona, weight (0 to 1): what a path to them counts for what they do
        there; all count 1 where it is missing.
    """

    today: float
    colleagues: NDArray[np.int64]
    told: pd.DataFrame
    deals: pd.DataFrame
    jobs: pd.DataFrame
    employees: pd.Series
    guests: pd.DataFrame
    nobody: NDArray[np.int64]
    by_name: NDArray[np.int64]
    apart: pd.DataFrame
    asked: pd.DataFrame
    asks: Mapping[int, int]
    outcomes: pd.DataFrame
    later: int
    wanted: pd.DataFrame | None = None

    def once(self, name: str, work: Callable[[], pd.DataFrame]) -> pd.DataFrame:
        """Return a table that follows from these alone, worked out when it is first asked for.

        Parameters
        ----------
        name : str
            Tells it apart from others.
        work : callable
            Makes it.
        """
        if name not in self._kept:
            self._kept[name] = work()
        return self._kept[name]

    @cached_property
    def _kept(self) -> dict[str, pd.DataFrame]:
        """The tables that `once` has made, by name."""
        return {}

    def weights(self, people: pd.DataFrame) -> NDArray[np.float64]:
        """Return what paths to people (person, account) count for what they do there."""
        if self.wanted is None:
            return np.ones(len(people))
        at = ["person", "account"]
        found = people[at].merge(self.wanted, on=at, how="left")["weight"].fillna(OTHER)
        weights: NDArray[np.float64] = found.to_numpy(np.float64)
        return weights

    def years(self, days: pd.Series) -> NDArray[np.float64]:
        """Return how many years ago days were."""
        passed: NDArray[np.float64] = (self.today - days.to_numpy(np.float64)) / YEAR
        return passed

    @cached_property
    def times(self) -> pd.DataFrame:
        """The times that people worked where they may have met; see `comparable`."""
        jobs = self.jobs[~self.jobs["person"].isin(self.nobody)]
        return comparable(spells(jobs, self.today), self.employees)

    def outside(self, people: pd.Series) -> pd.Series:
        """Return which people a path may lead through or to."""
        return ~people.isin(np.concatenate([self.nobody, self.colleagues]))
