"""Contacts: the people at accounts whom one may write to, and the colleagues who know them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graph_icp.graph.store import Store

CONTACTS_LISTED = 3
_COLLEAGUES_NAMED = 2


def contacts(store: Store, ids: Iterable[int]) -> pd.DataFrame:
    """Return who works at accounts now, without the people who asked not to be contacted.

    Parameters
    ----------
    store : Store
    ids : iterable of int
        The accounts.

    Returns
    -------
    DataFrame
        account (id), person (name), title, known_by (list of the names of
        colleagues): by account, the people first whom a colleague knows, then those with a title.
    """
    people, _ = contacts_with_ids(store, ids)
    return people.drop(columns="id")


def contacts_with_ids(store: Store, ids: Iterable[int]) -> tuple[pd.DataFrame, int]:
    """Return the same with the id of each person, and how many asked not to be contacted."""
    rows = pa.table({"id": pa.array(ids, pa.int64())})
    people: pd.DataFrame = store.ask("read/people_at", rows).to_pandas()
    gone = people["id"].isin(store.ask("read/people_opted_out")["id"].to_numpy())
    out = people["id"][gone].nunique()
    people = people[~gone & people["person"].notna()]
    order = pd.DataFrame(
        {
            "account": people["account"],
            "unknown": people["known_by"].map(len) == 0,
            "untitled": people["title"].fillna("") == "",
        }
    )
    people = people.loc[order.sort_values([*order], kind="stable").index]
    return people.reset_index(drop=True), out


def contact_texts(store: Store, ids: Sequence[int]) -> list[list[str]]:
    """Return for each account its first contacts as texts, a few at most.

    Parameters
    ----------
    store : Store
    ids : sequence of int
        The accounts.

    Returns
    -------
    list of list of str
        "Rita Rossi, Head of Logistics; known by Bo Marsh"; empty where nobody is known.
    """
    first = contacts(store, ids).groupby("account").head(CONTACTS_LISTED)
    texts: dict[int, list[str]] = {}
    for account, person, title, known_by in first.itertuples(index=False):
        texts.setdefault(account, []).append(contact_text(person, title, known_by))
    return [texts.get(account, []) for account in ids]


def contact_text(person: str, title: str | None, colleagues: Sequence[str]) -> str:
    """Return a contact in a line: "Rita Rossi, Head of Logistics; known by Bo Marsh"."""
    text = f"{person}, {title}" if isinstance(title, str) and title else person
    if not len(colleagues):
        return text
    named, more = list(colleagues[:_COLLEAGUES_NAMED]), len(colleagues) - _COLLEAGUES_NAMED
    if more > 0:
        return f"{text}; known by {', '.join(named)} and {more} more"
    return f"{text}; known by {' and '.join(named)}"
