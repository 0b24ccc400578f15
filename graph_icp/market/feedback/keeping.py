"""Keeping feedback: what the team said last of each account, and the status that it makes."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pyarrow as pa

from graph_icp.errors import UnknownNameError
from graph_icp.graph.id_rows import rows_of
from graph_icp.graph.model import LATER, NEGATIVE, NOT_A_FIT, RANKED, TAKEN, WON
from graph_icp.market.lookup import find_account
from graph_icp.market.resolving import derive

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from numpy.typing import NDArray

    from graph_icp.graph.store import Store
    from graph_icp.market.feedback.feedback_file import Said

# The statuses that "not a fit" turns into a bad fit: a customer or a partner stays what it is.
_MAY_BE_BAD = (*RANKED, *NEGATIVE)
BAD_FIT, CUSTOMER = "bad fit", "customer"
# How long "later" lasts where no day is told.
LATER_DAYS = 90


class Kept(NamedTuple):
    """What keeping feedback came to: the ids of accounts.

    Attributes
    ----------
    new, changed, same : list of int
        Of whom nothing was said before, something else, or that.
    older : list of int
        Of whom something later was said before, which stays.
    stay : list of int
        Those that are not a fit and stay customers, partners or competitors.
    """

    new: list[int]
    changed: list[int]
    same: list[int]
    older: list[int]
    stay: list[int]


def said_last(store: Store) -> pd.DataFrame:
    """Return what the team said last of each account, by its id.

    Columns: key, name, domain, now (its status), mention, status (one of `model.FEEDBACK`), reason,
    said_on, until, said_by, makes (the status that it has by this; None where it says nothing),
    in_file (what a file said last).
    """
    told: pd.DataFrame = store.ask("feedback/said").to_pandas()
    last = told.drop_duplicates("id", keep="last").set_index("id").astype(object)
    return last.where(last.notna(), None)


def said_of(store: Store, account: int) -> str:
    """Return what the team said last of an account, in a sentence; "" for nothing."""
    said = said_last(store)
    if account not in said.index:
        return ""
    last = said.to_dict("index")[account]
    told = f"The team said on {last['said_on']}: {last['status']}"
    told += f" until {last['until']}" if last["until"] else ""
    told += f", {last['reason']}" if last["reason"] else ""
    return told + (f" ({last['said_by']})." if last["said_by"] else ".")


def holding(said: pd.DataFrame, today: datetime.date) -> NDArray[np.bool_]:
    """Return what still holds of `said_last`: its day has not come, and no label overruled it."""
    told = zip(said["status"], said["reason"], said["until"], said["makes"], strict=True)
    return np.array([_holds(*each, today=today) for each in told], dtype=np.bool_)


def unlisted(store: Store, account: int, status: str, today: datetime.date) -> str:
    """Return what the team said for which no list of prospects has an account, "" for nothing.

    Parameters
    ----------
    store : Store
    account : int
    status : str
        That of the account.
    today : date
    """
    said = said_last(store)
    last = said[said.index == account]
    last = last[holding(last, today) & (last["status"] != TAKEN).to_numpy(dtype=bool)]
    told = last[last["makes"].notna() | (status in RANKED)]["status"].tolist()
    return str(told[0]) if told else ""


def keep(store: Store, told: Mapping[int, Said]) -> Kept:
    """Keep what is said of accounts, by their ids, in place of what was said before.

    What is said again stays as it was: its day, and that something else may have been said of the
    account's status since. A file that says without a day what a file said before says it again,
    whatever was said in between.
    """
    before = said_last(store).to_dict("index")
    kept = Kept([], [], [], [], [])
    for account, said in told.items():
        _place(kept, account, said, before)
    changing = sorted([*kept.new, *kept.changed])
    read = {each: told[each].in_file for each in kept.same if told[each].in_file}
    if changing:
        in_files = {each: before[each]["in_file"] for each in kept.changed}
        new = {each: _in_file(told[each], in_files.get(each)) for each in changing}
        kept.stay.extend(store.run(lambda: _write(store, new)))
    if read:
        rows = pa.table({"id": pa.array(read, pa.int64()), "in_file": pa.array(read.values())})
        store.run(lambda: store.tell("feedback/record_in_file", rows))
    return kept


def _in_file(said: Said, before: str | None) -> Said:
    """Return what is said with what a file said last, where no file says it now."""
    return said if said.in_file else replace(said, in_file=before or "")


def undo(store: Store, account: str) -> str:
    """Forget what the team said of an account, and return the account's name.

    Raises
    ------
    UnknownNameError
        If there is no such account, or nothing was said of it.
    """
    found = find_account(store, account)
    number = int(str(found["id"]))
    if number not in said_last(store).index:
        raise UnknownNameError(
            "feedback on", account, hint="'graph-icp feedback' lists what was said."
        )

    def write() -> None:
        store.tell("feedback/forget", rows_of([number]))
        derive(store, np.array([number], dtype=np.int64))

    store.run(write)
    return str(found["name"])


def _place(kept: Kept, account: int, said: Said, before: Mapping[Any, Mapping[Any, Any]]) -> None:
    """Put an account where it belongs by what was said of it before."""
    was = before.get(account)
    if was is None:
        kept.new.append(account)
    elif said.in_file and not said.dated and said.in_file == was["in_file"]:
        kept.same.append(account)
    elif said.dated and said.said_on < was["said_on"]:
        kept.older.append(account)
    elif _equal(said, was):
        kept.same.append(account)
    else:
        kept.changed.append(account)


def _equal(said: Said, was: Mapping[Any, Any]) -> bool:
    """Return whether it says the same; a day or a person that is not told is no other one."""
    return (
        said.status == was["status"]
        and said.reason == was["reason"]
        and (not said.dated or said.said_on == was["said_on"])
        and (said.until is None or said.until == was["until"])
        and (not said.said_by or said.said_by == was["said_by"])
    )


def _write(store: Store, told: Mapping[int, Said]) -> list[int]:
    """Write what is said, and return the accounts that are not a fit and stay what they are."""
    ids = rows_of(told)
    store.tell("feedback/forget", ids)
    derive(store, ids["id"].to_numpy())
    accounts = store.ask("read/accounts_by_id", ids).select(["id", "status"]).to_pylist()
    makes = {each["id"]: _makes(told[each["id"]], each["status"]) for each in accounts}
    store.insert("feedback", _rows(told, makes))
    derive(store, np.array([each for each, status in makes.items() if status], dtype=np.int64))
    return [
        each["id"]
        for each in accounts
        if told[each["id"]].status == NOT_A_FIT and each["status"] not in _MAY_BE_BAD
    ]


def _makes(said: Said, status: str) -> str | None:
    """Return the status that an account has by what is said, None where it stays what it is."""
    if said.status == WON:
        return CUSTOMER
    taught = said.status == NOT_A_FIT and said.reason and status in _MAY_BE_BAD
    return BAD_FIT if taught else None


def _rows(told: Mapping[int, Said], makes: Mapping[int, str | None]) -> pa.Table:
    all_said = [*told.values()]
    return pa.table(
        {
            "mention": pa.array(told, pa.int64()),
            "status": pa.array([each.status for each in all_said], pa.string()),
            "reason": pa.array([each.reason for each in all_said], pa.string()),
            "said_on": pa.array([each.said_on for each in all_said], pa.date32()),
            "until": pa.array([_until(each) for each in all_said], pa.date32()),
            "said_by": pa.array([each.said_by for each in all_said], pa.string()),
            "makes": pa.array([makes[each] for each in told], pa.string()),
            "in_file": pa.array([each.in_file or None for each in all_said], pa.string()),
        }
    )


def _holds(
    status: str,
    reason: str,
    until: datetime.date | None,
    makes: str | None,
    *,
    today: datetime.date,
) -> bool:
    if status == LATER:
        return until is None or until > today
    return bool(makes) or not (status == WON or (status == NOT_A_FIT and reason))


def _until(said: Said) -> datetime.date | None:
    if said.status != LATER:
        return None
    return said.until or said.said_on + datetime.timedelta(LATER_DAYS)
