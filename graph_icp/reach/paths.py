"""Paths from colleagues to people at accounts, over introducers, and an account's reach."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from graph_icp.reach.people.strengths import MOST, WEAK
from graph_icp.reach.people.ties import ties_between, ties_of_colleagues
from graph_icp.rounding import reaches

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from graph_icp.reach.people.acquaintances import Acquaintances

# What an introducer costs, what a year without word of a job leaves, and what a name alone counts.
INTRODUCED, HALF_LIFE, BY_NAME = 0.8, 2.0, 0.5
# The paths that make up an account's reach.
BEST = 3
NOBODY = -1
COLUMNS = ("account", "starter", "first", "second", "target", "strength")
_ORDER = ["starter", "first", "second", "target"]


class Path(NamedTuple):
    """A row of a table of paths, in the order of COLUMNS."""

    account: int
    starter: int
    first: int
    second: int
    target: int
    strength: float

    @property
    def introducers(self) -> list[int]:
        """The people between the starter and the target."""
        return [each for each in (self.first, self.second) if each != NOBODY]

    @property
    def people(self) -> tuple[int, ...]:
        """All of its people, from the starter to the target."""
        return (self.starter, *self.introducers, self.target)

    @property
    def steps(self) -> list[tuple[int, int]]:
        """The pairs of people who know each other, from the starter on."""
        return list(pairwise(self.people))


def each_of(paths: pd.DataFrame) -> Iterator[Path]:
    """Give the rows of a table of paths."""
    for row in zip(*(paths[name].tolist() for name in COLUMNS), strict=True):
        yield Path(*row)


def targets(known: Acquaintances, accounts: NDArray[np.int64]) -> pd.DataFrame:
    """Return the people who work at accounts, and what a path to them keeps of its strength.

    Parameters
    ----------
    known : Acquaintances
    accounts : array of int

    Returns
    -------
    DataFrame
        person, account, told (the day), sure: 2^(-years / 2) since their job was last told, half
        of it for people who are known by a name alone; factor: of that what they count for their
        persona.
    """
    jobs = known.jobs[known.jobs["account"].isin(accounts) & known.outside(known.jobs["person"])]
    if jobs.empty:
        return jobs[["person", "account", "told"]].assign(sure=1.0, factor=1.0)
    at = ["person", "account"]
    now = jobs["present"].to_numpy(bool)
    there = pd.DataFrame(jobs[now].groupby(at, as_index=False)["told"].max())
    gone = jobs[~now]
    gone = gone[_pairs(gone).isin(_pairs(there))]
    if len(gone):
        former = pd.DataFrame(gone.groupby(at, as_index=False)["told"].max())
        both = there.merge(former, on=at, how="left", suffixes=("", "_gone"))
        there = both[~(both["told_gone"] > both["told"])].drop(columns="told_gone")
    years = np.maximum(known.years(there["told"]), 0)
    named = np.where(there["person"].isin(known.by_name), BY_NAME, 1.0)
    sure = 2 ** (-years / HALF_LIFE) * named
    found: pd.DataFrame = there.assign(sure=sure, factor=sure * known.weights(there))
    return found


def _pairs(jobs: pd.DataFrame) -> pd.Series:
    """Return person and account as one number."""
    return jobs["person"] * 2**32 + jobs["account"]


def find(
    known: Acquaintances, people: pd.DataFrame, *, hops: int = 2, every_starter: bool = True
) -> pd.DataFrame:
    """Return the paths of colleagues to people, from WEAK on.

    Parameters
    ----------
    known : Acquaintances
    people : DataFrame
        As of `targets`.
    hops : int
        The most steps of a path: 1 without introducers, 2 with one, 3 with two.
    every_starter : bool
        Whether paths that differ in their starter alone are all returned, or the strongest.

    Returns
    -------
    DataFrame
        COLUMNS, the strongest first at each account; NOBODY where there is no introducer.
    """
    if not len(known.colleagues) or not len(people):
        return pd.DataFrame(columns=list(COLUMNS), dtype=np.int64).astype({"strength": float})
    ties = ties_of_colleagues(known)
    ties = ties.sort_values(["strength", "one"], ascending=[False, True])
    if not every_starter:
        ties = ties.drop_duplicates("other")
    found = [direct(ties, people)]
    if hops > 1:
        found.append(_over_one(known, ties, people))
    if hops > 2:
        found.append(_over_two(known, ties, people))
    paths = pd.concat([each for each in found if len(each)] or found[:1], ignore_index=True)
    order = ["account", "strength", *_ORDER]
    ascending = [each != "strength" for each in order]
    return paths.sort_values(order, ascending=ascending, ignore_index=True)


def best(paths: pd.DataFrame, most: int = BEST) -> pd.DataFrame:
    """Return the strongest paths of each account that lead through different people.

    Of two paths over one introducer, or straight to one person, the stronger counts.

    Parameters
    ----------
    paths : DataFrame
        As of `find`.
    most : int

    Returns
    -------
    DataFrame
        COLUMNS and points: p1, (1 - p1) p2, (1 - p1) (1 - p2) p3 of 100, which add up to the reach.
    """
    chosen = paths[_different(paths)].groupby("account", sort=False).head(most)
    open_yet = (1 - chosen["strength"]).groupby(chosen["account"], sort=False).cumprod()
    before = open_yet / (1 - chosen["strength"])
    return chosen.assign(points=100 * before * chosen["strength"]).reset_index(drop=True)


def best_into(known: Acquaintances, accounts: NDArray[np.int64]) -> pd.DataFrame:
    """Return the best paths into many accounts, each from its strongest starter; see `best`."""
    return best(find(known, targets(known, accounts), every_starter=False))


def reach_into(known: Acquaintances, accounts: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the reach of each of many accounts, 0 to 100; 0 where no path leads."""
    reached: NDArray[np.float64] = (
        reach(best_into(known, accounts)).reindex(accounts).fillna(0.0).to_numpy(np.float64)
    )
    return reached


def reach(chosen: pd.DataFrame) -> pd.Series:
    """Return the reach of each account, 0 to 100, by its id: the sum of its paths' points."""
    return chosen.groupby("account")["points"].sum()


def direct(ties: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """Return the paths of one step, from WEAK on.

    Parameters
    ----------
    ties : DataFrame
        As of `ties_of_colleagues`.
    people : DataFrame
        As of `targets`.

    Returns
    -------
    DataFrame
        COLUMNS.
    """
    paths = ties.merge(people, left_on="other", right_on="person")
    return _strong(
        paths.assign(strength=paths["strength"] * paths["factor"]).rename(
            columns={"one": "starter", "person": "target"}
        )
    )


def _over_one(known: Acquaintances, ties: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    first = ties[reaches(ties["strength"] * MOST * INTRODUCED, WEAK)]
    last = ties_between(known, first["other"].to_numpy(), people["person"].to_numpy())
    strongest = first.groupby("other")["strength"].max()
    hopeful = last["one"].map(strongest).to_numpy() * last["strength"].to_numpy() * INTRODUCED
    paths = first.merge(
        last[reaches(hopeful, WEAK)], left_on="other", right_on="one", suffixes=("", "_last")
    ).merge(people, left_on="other_last", right_on="person")
    strength = paths["strength"] * paths["strength_last"] * INTRODUCED * paths["factor"]
    paths = paths.assign(strength=strength)
    return _strong(paths.rename(columns={"one": "starter", "other": "first", "person": "target"}))


def _over_two(known: Acquaintances, ties: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    kept = INTRODUCED * INTRODUCED
    first = ties[reaches(ties["strength"] * MOST * MOST * kept, WEAK)]
    near = ties_between(known, people["person"].to_numpy(), None)
    last = near.rename(columns={"one": "other", "other": "one"})
    last = last[reaches(last["strength"] * MOST * MOST * kept, WEAK)]
    middle = ties_between(known, first["other"].to_numpy(), last["one"].to_numpy())
    steps = first.merge(middle, left_on="other", right_on="one", suffixes=("", "_middle"))
    steps = steps.merge(last, left_on="other_middle", right_on="one", suffixes=("", "_last"))
    steps = steps[steps["other"] != steps["other_last"]]
    paths = steps.merge(people, left_on="other_last", right_on="person")
    product = paths["strength"] * paths["strength_middle"] * paths["strength_last"]
    paths = paths.assign(strength=product * kept * paths["factor"])
    names = {"one": "starter", "other": "first", "other_middle": "second", "person": "target"}
    return _strong(paths.rename(columns=names))


def _strong(paths: pd.DataFrame) -> pd.DataFrame:
    shown = paths[reaches(paths["strength"], WEAK)]
    for name in ("first", "second"):
        if name not in shown:
            shown = shown.assign(**{name: NOBODY})
    whole: pd.DataFrame = shown[list(COLUMNS)]
    return whole


def _different(paths: pd.DataFrame) -> NDArray[np.bool_]:
    """Return which paths share neither an introducer nor a direct target with a stronger one."""
    if not (paths["second"] != NOBODY).any():
        door = np.where(paths["first"] == NOBODY, paths["target"], paths["first"])
        doors = pd.DataFrame({"account": paths["account"].to_numpy(), "door": door})
        return ~doors.duplicated().to_numpy()
    seen: set[tuple[int, int]] = set()
    new = []
    for path in each_of(paths):
        through = {(path.account, each) for each in path.introducers or [path.target]}
        new.append(not through & seen)
        if new[-1]:
            seen |= through
    return np.array(new, dtype=bool)
