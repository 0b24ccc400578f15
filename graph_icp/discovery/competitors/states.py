"""States: what accounts are to competitors on a day, by date arithmetic over what was told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from graph_icp.discovery.competitors.words import may_leave

if TYPE_CHECKING:
    import datetime

    from numpy.typing import NDArray

    Days = pd.Series

LEFT, LEAVING, EVALUATING, USES, UNKNOWN = "left", "leaving", "evaluating", "uses", "unknown"
STATES = (LEFT, LEAVING, EVALUATING, USES, UNKNOWN)
"""In the order in which a list has them."""

SOON = 180
"""How many days before its end a contract makes a customer one that leaves."""
FRESH = 180
"""For how many days after it was told an account evaluates a competitor."""
OLD = 730
"""How many days after the newest word it is unknown whether a customer still is one."""
PAIR = ["account", "competitor"]


def states(
    told: pd.DataFrame, evaluations: pd.DataFrame, ends: pd.Series, as_of: datetime.date
) -> pd.DataFrame:
    """Return what each account is to each competitor of which something is told.

    Parameters
    ----------
    told : DataFrame
        What says that an account is or was a customer, any number of rows for a pair: account,
        competitor, day (of the word), since, until (its last day as a customer, missing where it
        has none), satisfaction, source, kind ("" of a list, else of what tells it). Days are
        datetime64.
    evaluations : DataFrame
        What says that it considers one: account, competitor, day, lasts (bool: as long as it is
        told, as an open deal does), source, kind.
    ends : Series of datetime64
        By account and competitor: the end of the contract by the newest word, missing where
        something else alone is told.
    as_of : date
        The day. Words of later days do not count.

    Returns
    -------
    DataFrame
        By account and competitor: state (one of STATES), since, until, contract_end, satisfaction,
        source and day (of the newest word behind the state; the source of a list where one tells
        it), kind ("" where a list tells it), customer (bool: told as a customer).
    """
    today = pd.Timestamp(as_of)
    bought = _customers(told[told["day"] <= today], today)
    considered = _considering(evaluations[evaluations["day"] <= today], today)
    pairs = bought.join(considered, how="outer")
    pairs = pairs.reindex(pairs.index.union(ends.index))
    pairs["contract_end"] = ends.reindex(pairs.index)
    pairs["customer"] = pairs["day"].notna()
    pairs["state"] = _state(pairs, today)
    signed = pairs["begun"].eq(False)
    by_evaluation = ((pairs["state"] == EVALUATING) & ~signed) | ~pairs["customer"]
    for name, other in (("day", "evaluated"), ("source", "evaluated_by"), ("kind", "considering")):
        pairs[name] = pairs[name].mask(by_evaluation, pairs[other])
    columns = ["state", "since", "until", "contract_end", "satisfaction", "source", "day", "kind"]
    return pairs[[*columns, "customer"]]


def _customers(told: pd.DataFrame, today: pd.Timestamp) -> pd.DataFrame:
    """Return by pair the newest of each thing that is told of customers.

    day and source (of the newest word), since, until, still (the last day on which a word has it
    as one), satisfaction, kind, begun (whether a word has it as one by the day).
    """
    words = told.sort_values(["day", "until", "source"], na_position="first", kind="stable")
    # A word with a last day that is over when it is told says that the customer has left.
    still = words["day"].where(words["until"].isna() | (words["until"] > words["day"]))
    begun = words["since"].isna() | (words["since"] <= today)
    listed = words["source"].astype(object).where(words["kind"] == "", None)
    pairs = words.assign(still=still, listed=listed, begun=begun).groupby(PAIR, sort=True)
    # `last` passes over what is missing: the newest word of each thing.
    last = pairs[["since", "until", "satisfaction"]].last()
    newest = pairs.tail(1).set_index(PAIR)[["day", "source"]]
    # A list says more than a technology does, so its source is named.
    listed = pairs["listed"].last()
    newest["source"] = newest["source"].mask(listed.notna(), listed)
    others = pairs.agg({"still": "max", "kind": "min", "begun": "max"})
    return newest.join(last).join(others)


def _considering(evaluations: pd.DataFrame, today: pd.Timestamp) -> pd.DataFrame:
    """Return by pair the newest evaluation: its day, source and kind, and whether it counts."""
    fresh = evaluations["lasts"].astype(bool) | (
        evaluations["day"] >= today - pd.Timedelta(days=FRESH)
    )
    words = evaluations.assign(considers=fresh).sort_values(
        ["considers", "day", "source"], kind="stable"
    )
    newest = words.groupby(PAIR, sort=True).tail(1).set_index(PAIR)
    names = {"day": "evaluated", "source": "evaluated_by", "kind": "considering"}
    return newest.rename(columns=names)[[*names.values(), "considers"]]


def _state(pairs: pd.DataFrame, today: pd.Timestamp) -> NDArray[np.object_]:
    until, end = pairs["until"], pairs["contract_end"]
    gone = (until <= today) & ~(pairs["still"] > until)
    considers = pairs["considers"].astype("boolean").fillna(False).to_numpy(dtype=bool)
    back = considers & (pairs["evaluated"] > until).to_numpy(dtype=bool)
    ending = (until > today) | ((end >= today) & (end <= today + pd.Timedelta(days=SOON)))
    stale = pairs["day"] < today - pd.Timedelta(days=OLD)
    unsure = ~pairs["customer"] | (stale & ~ending)
    unhappy = [each for each in pairs["satisfaction"].dropna().unique() if may_leave(str(each))]
    displeased = pairs["satisfaction"].isin(unhappy).to_numpy(dtype=bool)
    return np.select(
        [
            gone & back,
            gone,
            pairs["begun"].eq(False),
            pairs["customer"] & ending,
            unsure & considers,
            unsure,
            displeased,
        ],
        [EVALUATING, LEFT, EVALUATING, LEAVING, EVALUATING, UNKNOWN, LEAVING],
        USES,
    )
