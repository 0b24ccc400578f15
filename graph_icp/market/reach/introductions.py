"""What people say of introductions: what came of asking, and pairs never to go through."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pyarrow as pa

from graph_icp.errors import GraphICPError, UnknownNameError
from graph_icp.market.names_of_people import names_of_people
from graph_icp.market.reach.account_paths import path_through
from graph_icp.market.reach.people_named import pair_named
from graph_icp.market.reach.reading import read_said
from graph_icp.market.reach.what_was_said import rows_for
from graph_icp.reach.outcomes import NEVER, RESULTS
from graph_icp.reach.words import date

if TYPE_CHECKING:
    import pandas as pd

    from graph_icp.graph.store import Store


def record_asked(
    store: Store, person: str, account: str, result: str, day: datetime.date | None = None
) -> tuple[str, str]:
    """Keep what came of asking on the strongest path to an account through a person.

    The latest result for a pair and an account counts, whatever the order in which they are kept.

    Parameters
    ----------
    store : Store
        Open for writing.
    person : str
        A colleague who starts the path, or an introducer: a name, an e-mail address, a profile.
    account : str
    result : str
        One of RESULTS.
    day : date, optional
        The day of asking, today if it is not given.

    Returns
    -------
    tuple of (str, str)
        The names of the colleague and of whom they asked.

    Raises
    ------
    UnknownNameError
        If there is no such result, person, account or path.
    GraphICPError
        If the day is in the future, or a later result is kept already.
    """
    if result not in RESULTS:
        raise UnknownNameError("result", result, RESULTS)
    today = datetime.datetime.now().astimezone().date()
    said_on = day or today
    if said_on > today:
        raise GraphICPError(
            f"{said_on.isoformat()} is in the future (after {today.isoformat()}); give the day on "
            "which they were asked."
        )
    one, other, key = path_through(store, person, account)
    _check_newest(read_said(store), one, other, key, said_on)
    _record(store, one, other, key, result, said_on)
    names = names_of_people(store, (one, other))
    return names[one], names[other]


def refuse(store: Store, one: str, other: str) -> None:
    """Keep that no path leads through two people; raises as `people_named.pair_named` does."""
    first, second = pair_named(store, one, other)
    _record(store, first, second, "", NEVER, datetime.datetime.now().astimezone().date())


def _check_newest(
    said: pd.DataFrame, one: int, other: int, account: str, day: datetime.date
) -> None:
    """Raise GraphICPError if a later result is kept for two people and an account."""
    pair = said["one"].isin((one, other)) & said["other"].isin((one, other))
    after = said["day"] > (day - datetime.date(1970, 1, 1)).days
    later = said[pair & after & (said["account"] == account)]
    if len(later):
        result, told = later["result"].tolist()[-1], date(later["day"].tolist()[-1])
        raise GraphICPError(
            f"A later result counts: {result}, of {told}; that day, or a later one, corrects it."
        )


def _record(
    store: Store, one: int, other: int, account: str, result: str, said_on: datetime.date
) -> None:
    pair = rows_for(one, other, account)
    said = pair.rename_columns(["mention", "other", "account"])
    said = said.append_column("result", pa.array([result]))
    said = said.append_column("said_on", pa.array([said_on], pa.date32()))

    def write() -> None:
        store.tell("reach/forget_introduction", pair)
        store.insert("introduction", said)
        # Paths that were written back may lead through the two.
        store.clear("can_introduce")

    store.run(write)
