"""Decisions on tags: accepted or refused by a person, kept, and taken back."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa

from graph_icp.errors import UnknownNameError
from graph_icp.hygiene.tags import tag_called
from graph_icp.market.lookup import find_account

if TYPE_CHECKING:
    import pandas as pd

    from graph_icp.graph.store import Store

ACCEPT, REFUSE = "accept", "refuse"


class Decided(NamedTuple):
    """What was decided of an account.

    Attributes
    ----------
    tag : str
        As it is spelled.
    account : str
        Its name.
    id : int
    tagged : bool
        Whether it had the tag before.
    was_hidden, is_hidden : bool
        Whether lists hid it for a tag before, and do so now.
    """

    tag: str
    account: str
    id: int
    tagged: bool = False
    was_hidden: bool = False
    is_hidden: bool = False


def decisions(store: Store) -> pd.DataFrame:
    """Return the decisions, the newest on each tag of an account.

    Columns: id, key, name, domain, tag, verdict ("accept" or "refuse"), decided_on. Of two
    accounts that are one by now what was decided last holds.
    """
    told: pd.DataFrame = store.ask("hygiene/decisions").to_pandas()
    last = told.drop_duplicates(["id", "tag"], keep="last", ignore_index=True)
    return last.drop(columns="mention")


def decide(store: Store, decided: Decided, verdict: str | None) -> None:
    """Keep a verdict on a tag of an account in place of an earlier one; None takes it back.

    Raises
    ------
    UnknownNameError
        If there is no verdict to take back.
    """
    rows = pa.table({"id": pa.array([decided.id], pa.int64()), "tag": [decided.tag]})
    if verdict is None:
        kept = decisions(store)
        if not ((kept["id"] == decided.id) & (kept["tag"] == decided.tag)).any():
            hint = "'graph-icp hygiene decisions' lists them."
            raise UnknownNameError(f"decision on {decided.tag} of", decided.account, hint=hint)

    def write() -> None:
        store.tell("hygiene/forget_decision", rows)
        if verdict is not None:
            store.insert("tag_decision", _row(decided, verdict))

    store.run(write)


def named(store: Store, tag: str, account: str) -> Decided:
    """Return which tag and account are meant; raises UnknownNameError if there is none such."""
    spelled = tag_called(tag)
    found = find_account(store, account)
    return Decided(spelled, str(found["name"]), int(str(found["id"])))


def _row(decided: Decided, verdict: str) -> pa.Table:
    today = datetime.datetime.now().astimezone().date()
    return pa.table(
        {
            "mention": pa.array([decided.id], pa.int64()),
            "tag": [decided.tag],
            "verdict": [verdict],
            "decided_on": pa.array([today], pa.date32()),
        }
    )
