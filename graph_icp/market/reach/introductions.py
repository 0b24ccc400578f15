"""What people say of introductions: what came of asking, and pairs never to go through."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa

from graph_icp.errors import GraphICPError, UnknownNameError
from graph_icp.market.reach.account_paths import path_through
from graph_icp.market.reach.people_named import pair_named, people_named
from graph_icp.market.reach.reading import ids_of, read_said
from graph_icp.reach.outcomes import NEVER, RESULTS
from graph_icp.reach.words import date

if TYPE_CHECKING:
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
        If a later result is kept already.
    """
    if result not in RESULTS:
        raise UnknownNameError("result", result, RESULTS)
    one, other, key = path_through(store, person, account, day)
    said_on = day or datetime.datetime.now().astimezone().date()
    _check_newest(read_said(store), one, other, key, said_on)
    _record(store, one, other, key, result, said_on)
    said = read_said(store)
    last = said[(said["one"] == one) & (said["other"] == other) & (said["account"] == key)].iloc[-1]
    return str(last["name"]), str(last["other_name"])


def refuse(store: Store, one: str, other: str) -> None:
    """Keep that no path leads through two people; raises as `people_named.pair_named` does."""
    first, second = pair_named(store, one, other)
    _record(store, first, second, "", NEVER, datetime.datetime.now().astimezone().date())


def undo(store: Store, one: str, other: str) -> None:
    """Take back a refusal; raises UnknownNameError if there is none."""
    firsts, seconds = ({person.id for person in people_named(store, each)} for each in (one, other))
    said = read_said(store)
    refused = said[said["result"] == NEVER]
    forth = refused["one"].isin(firsts) & refused["other"].isin(seconds)
    back = refused["one"].isin(seconds) & refused["other"].isin(firsts)
    found = refused[forth | back]
    if found.empty:
        raise UnknownNameError(
            f"refusal of '{one}' and", other, hint="'graph-icp paths said' lists all."
        )
    ends = zip(found["one"], found["other"], strict=True)
    rows = pa.concat_tables([_rows(first, second, "") for first, second in ends])

    def write() -> None:
        store.tell("reach/forget_introduction", rows)
        store.clear("can_introduce")

    store.run(write)


def said_of_introductions(store: Store) -> pd.DataFrame:
    """Return what people said: one, other (names), account, result, said_on (date).

    Those who asked not to be contacted are not in it.
    """
    said = read_said(store)
    gone = ids_of(store.ask("read/people_opted_out"))
    said = said[~(said["one"].isin(gone) | said["other"].isin(gone))].reset_index(drop=True)
    accounts = store.ask("read/accounts").select(["key", "name"]).to_pylist()
    names = {row["key"]: row["name"] for row in accounts}
    return pd.DataFrame(
        {
            "one": said["name"],
            "other": said["other_name"],
            "account": [names.get(key, key) for key in said["account"]],
            "result": said["result"],
            "said_on": [date(day) for day in said["day"]],
        }
    )


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
    pair = _rows(one, other, account)
    said = pair.append_column("result", pa.array([result]))
    said = said.append_column("said_on", pa.array([said_on], pa.date32()))

    def write() -> None:
        store.tell("reach/forget_introduction", pair)
        store.insert("introduction", said)
        # Paths that were written back may lead through the two.
        store.clear("can_introduce")

    store.run(write)


def _rows(one: int, other: int, account: str) -> pa.Table:
    return pa.table(
        {
            "mention": pa.array([one], pa.int64()),
            "other": pa.array([other], pa.int64()),
            "account": pa.array([account], pa.string()),
        }
    )
