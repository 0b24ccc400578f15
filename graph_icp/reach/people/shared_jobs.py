"""People who worked at the same employer at the same time, and for how long."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from graph_icp.reach.people.strengths import LARGEST, UNKNOWN_SIZE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Ids = NDArray[np.int64]

MONTH = 365.25 / 12
# Roughly how many pairs are compared at once, which limits the memory.
TOGETHER = 3_000_000


def spells(jobs: pd.DataFrame, today: float) -> pd.DataFrame:
    """Return the times that people are proven to have worked somewhere, none overlapping another.

    A job without a beginning, or that ends before it begins, proves nothing. A job without an end
    goes on to the day on which it was last told.

    Parameters
    ----------
    jobs : DataFrame
        person, account, since, until, told: days as numbers, missing where unknown.
    today : float
        The day after which nothing is proven.

    Returns
    -------
    DataFrame
        account, person, since, until, in the order of account.
    """
    until = jobs["until"].fillna(jobs["told"]).clip(upper=today)
    told = jobs.assign(until=until)[["account", "person", "since", "until"]]
    told = told[told["since"] < told["until"]]
    told = told.sort_values(["account", "person", "since"], ignore_index=True)
    other = (told["account"].diff() != 0) | (told["person"].diff() != 0)
    # The latest end so far, which begins anew with each person at an account.
    group = other.cumsum().to_numpy(np.float64) * _APART
    latest = np.maximum.accumulate(told["until"].to_numpy() + group) - group
    apart = told["since"].to_numpy()[1:] > latest[:-1]
    spell = np.cumsum(np.concatenate([[False], apart]) | other.to_numpy())
    joined: pd.DataFrame = (
        told.assign(until=latest)
        .groupby(spell, sort=False)
        .agg({"account": "first", "person": "first", "since": "first", "until": "last"})
    )
    return joined.reset_index(drop=True)


# More days than there are between any two.
_APART = 1e8


def comparable(times: pd.DataFrame, employees: pd.Series) -> pd.DataFrame:
    """Return the times at employers where people are compared, with the number of employees.

    These have LARGEST employees at most, and so many people who are known to have worked there.

    Parameters
    ----------
    times : DataFrame
        As of `spells`.
    employees : Series
        By account; the others have UNKNOWN_SIZE.
    """
    sizes = times["account"].map(employees).fillna(UNKNOWN_SIZE)
    known = times.groupby("account")["person"].transform("nunique")
    compared = (sizes <= LARGEST) & (known <= LARGEST)
    return times.assign(employees=sizes)[compared].reset_index(drop=True)


def shared_jobs(
    times: pd.DataFrame, ones: Ids, others: Ids | None, largest: float = LARGEST
) -> Iterator[pd.DataFrame]:
    """Give the pairs of two groups of people who worked together, with their months.

    Parameters
    ----------
    times : DataFrame
        As of `comparable`.
    ones, others : array of int
        People; a pair has one of each. Everybody where `others` is not given.
    largest : float
        Employees of the largest employer at which people are compared.

    Yields
    ------
    DataFrame
        one, other, account, employees, months, since and until (the first and last day together).
        All rows of one account are in one of the frames.
    """
    times = times[times["employees"] <= largest]
    left = times[times["person"].isin(ones)]
    right = times if others is None else times[times["person"].isin(others)]
    for part in _parts(left, right):
        yield _together(part)


class _Both(NamedTuple):
    left: pd.DataFrame
    right: pd.DataFrame


def _parts(left: pd.DataFrame, right: pd.DataFrame) -> Iterator[_Both]:
    """Give both tables by groups of accounts that make few enough pairs."""
    accounts = np.intersect1d(left["account"], right["account"])
    of_left, of_right = (each["account"].to_numpy() for each in (left, right))
    pairs = _count(of_left, accounts) * _count(of_right, accounts)
    groups = np.cumsum(pairs) // TOGETHER
    starts = np.flatnonzero(np.diff(groups, prepend=-1))
    for start, end in zip(starts, np.append(starts, len(accounts))[1:], strict=True):
        first, last = accounts[start], accounts[end - 1]
        yield _Both(_between(left, of_left, first, last), _between(right, of_right, first, last))


def _count(accounts: Ids, wanted: Ids) -> Ids:
    return np.searchsorted(accounts, wanted, "right") - np.searchsorted(accounts, wanted)


def _between(table: pd.DataFrame, accounts: Ids, first: int, last: int) -> pd.DataFrame:
    return table.iloc[np.searchsorted(accounts, first) : np.searchsorted(accounts, last, "right")]


def _together(both: _Both) -> pd.DataFrame:
    """Return the pairs of people at each account whose times meet."""
    accounts = both.right["account"].to_numpy()
    begin = np.searchsorted(accounts, both.left["account"])
    many = np.searchsorted(accounts, both.left["account"], "right") - begin
    one = np.repeat(np.arange(len(both.left)), many)
    other = np.arange(many.sum()) + np.repeat(begin - np.cumsum(many) + many, many)
    person, mate = both.left["person"].to_numpy()[one], both.right["person"].to_numpy()[other]
    since = np.maximum(both.left["since"].to_numpy()[one], both.right["since"].to_numpy()[other])
    until = np.minimum(both.left["until"].to_numpy()[one], both.right["until"].to_numpy()[other])
    met = (until > since) & (person != mate)
    found = pd.DataFrame(
        {
            "one": person[met],
            "other": mate[met],
            "account": both.left["account"].to_numpy()[one[met]],
            "employees": both.left["employees"].to_numpy()[one[met]],
            "months": (until[met] - since[met]) / MONTH,
            "since": since[met],
            "until": until[met],
        }
    )
    pair = ["one", "other", "account"]
    if not found.duplicated(pair).any():
        return found
    whole = {"employees": "first", "months": "sum", "since": "min", "until": "max"}
    added: pd.DataFrame = found.groupby(pair, as_index=False, sort=False).agg(whole)
    return added
