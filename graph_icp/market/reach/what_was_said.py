"""What people said of introductions: told in words, and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

from graph_icp.errors import AmbiguousNameError, UnknownNameError
from graph_icp.graph.id_rows import rows_of
from graph_icp.market.lookup import accounts_meant, owners_of
from graph_icp.market.names_of_people import names_of_people
from graph_icp.market.reach.people_named import people_named
from graph_icp.market.reach.reading import ids_of, read_said
from graph_icp.reach.outcomes import NEVER, RESULTS
from graph_icp.reach.words import date

if TYPE_CHECKING:
    import datetime

    from graph_icp.graph.store import Store


class Said(NamedTuple):
    """What somebody said of an introduction.

    Attributes
    ----------
    one, other : str
        The names of a colleague, or an introducer, and of whom they know.
    account : str
        About which they were asked; "" for a refusal.
    result : str
        One of RESULTS, or NEVER for a refusal.
    said_on : date
    """

    one: str
    other: str
    account: str
    result: str
    said_on: datetime.date


def said_of_introductions(store: Store) -> pd.DataFrame:
    """Return what people said: one, other (names), account, result, said_on (date).

    Those who asked not to be contacted are not in it.
    """
    return pd.DataFrame(_in_words(store, _tellable(store)), columns=Said._fields)


def undo(store: Store, one: str, other: str) -> Said:
    """Take back what was said, and return it: a refusal, or what came of asking a person.

    Parameters
    ----------
    store : Store
        Open for writing.
    one : str
        A person.
    other : str
        Through whom no path was to lead with them, or the account about which they were asked.

    Raises
    ------
    UnknownNameError
        If nothing was said of these.
    AmbiguousNameError
        If a person was asked about an account for several others.
    """
    said = _tellable(store)
    refused = _refusals(store, said, one, other)
    found = refused if len(refused) else _askings(store, said, one, other)
    if found.empty:
        kind = f"refusal of '{one}' and '{other}', nor asking of '{one}' about"
        raise UnknownNameError(kind, other, hint="'graph-icp paths said' lists all.")
    told = _in_words(store, found)
    if refused.empty and len(told) > 1:
        fitting = [f"{each.one} for {each.other}: {each.result}" for each in told]
        raise AmbiguousNameError("results of asking", one, fitting, "name the other of the two")
    rows = pa.concat_tables(
        [
            rows_for(*ends)
            for ends in zip(found["one"], found["other"], found["account"], strict=True)
        ]
    )

    def write() -> None:
        store.tell("reach/forget_introduction", rows)
        store.clear("can_introduce")

    store.run(write)
    return told[0]


def _refusals(store: Store, said: pd.DataFrame, one: str, other: str) -> pd.DataFrame:
    """Return the refusals of two people."""
    firsts, seconds = (_people(store, each) for each in (one, other))
    refused = said[said["result"] == NEVER]
    forth = refused["one"].isin(firsts) & refused["other"].isin(seconds)
    back = refused["one"].isin(seconds) & refused["other"].isin(firsts)
    return refused[forth | back]


def _askings(store: Store, said: pd.DataFrame, person: str, account: str) -> pd.DataFrame:
    """Return what came of asking a person about an account."""
    people, meant = _people(store, person), accounts_meant(store, [account])[account]
    owners = owners_of(store, said["account"])
    about = [owners.get(key) in meant for key in said["account"]]
    theirs = said["one"].isin(people) | said["other"].isin(people)
    return said[said["result"].isin(RESULTS) & theirs & np.array(about, dtype=bool)]


def _people(store: Store, text: str) -> set[int]:
    try:
        return {person.id for person in people_named(store, text)}
    except UnknownNameError:
        return set()


def _tellable(store: Store) -> pd.DataFrame:
    """Return what people said, without those who asked not to be contacted."""
    said = read_said(store)
    gone = ids_of(store.ask("read/people_opted_out"))
    told: pd.DataFrame = said[~(said["one"].isin(gone) | said["other"].isin(gone))]
    return told


def _in_words(store: Store, said: pd.DataFrame) -> list[Said]:
    owners = owners_of(store, said["account"])
    accounts = store.ask("read/accounts_by_id", rows_of(np.array([*owners.values()], np.int64)))
    names = dict(zip(accounts["id"].to_pylist(), accounts["name"].to_pylist(), strict=True))
    people = names_of_people(store, {*said["one"], *said["other"]})
    columns = ("one", "other", "account", "result", "day")
    return [
        Said(people[one], people[other], names.get(owners.get(key, -1), key), result, date(day))
        for one, other, key, result, day in zip(*(said[each] for each in columns), strict=True)
    ]


def rows_for(one: int, other: int, account: str) -> pa.Table:
    """Return the row that names what was said of two people, for an account or for none ("")."""
    return pa.table(
        {
            "one": pa.array([one], pa.int64()),
            "other": pa.array([other], pa.int64()),
            "account": pa.array([account], pa.string()),
        }
    )
