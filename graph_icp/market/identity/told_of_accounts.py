"""What is told of accounts, side by side, for a person who decides whether two are one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from graph_icp.graph.id_rows import rows_of
from graph_icp.market.accounts.contacts import staff
from graph_icp.market.accounts.sizes_told import as_told
from graph_icp.market.lookup import owners_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph_icp.graph.store import Store

# The most people of an account that are named.
PEOPLE = 3
_FACTS = ("domain", "status", "country", "industry", "employees")


def told_of_accounts(store: Store, keys: Sequence[str]) -> pd.DataFrame:
    """Return what is told of accounts, to compare them.

    Parameters
    ----------
    store : Store
    keys : sequence of str
        Of mentions; those that are not known any more are left out.

    Returns
    -------
    DataFrame
        asked (the key), key (of the account to which it belongs now), account (name), names,
        sources (lists), domain, status, country, industry, size, employees, first_seen, last_seen
        (days; None where unknown), people (list: the first by name, with their titles; without
        those who asked not to be contacted), more_people (how many more there are).
    """
    owners = owners_of(store, keys)
    ids = sorted(set(owners.values()))
    accounts = store.ask("read/accounts_by_id", rows_of(ids)).to_pandas()
    size = as_told(store, accounts["size"], accounts["id"].tolist())
    accounts = accounts.assign(size=size, employees=accounts["employees"].astype("Int64"))
    told = store.ask("identity/names_told_of", rows_of(ids)).to_pandas().groupby("id")
    people = _people(store, ids)
    parts = {
        row["id"]: {
            "key": row["key"],
            "account": row["name"],
            "size": row["size"],
            **{fact: row[fact] for fact in _FACTS},
            "people": people.get(row["id"], [])[:PEOPLE],
            "more_people": max(0, len(people.get(row["id"], [])) - PEOPLE),
        }
        for row in accounts.to_dict("records")
    }
    for each, names in told:
        parts[each] |= {
            "names": list(dict.fromkeys(names["name"])),
            "sources": sorted(set(names["source"])),
            "first_seen": names["first_seen"].min(),
            "last_seen": names["last_seen"].max(),
        }
    rows = [{"asked": key, **parts[owners[key]]} for key in keys if owners.get(key) in parts]
    columns = [
        *("asked", "key", "account", "names", "sources", "domain", "status", "country", "industry"),
        *("size", "employees", "first_seen", "last_seen", "people", "more_people"),
    ]
    table = pd.DataFrame(rows).reindex(columns=columns)
    for each in ("names", "sources"):
        table[each] = [value if isinstance(value, list) else [] for value in table[each]]
    return table


def _people(store: Store, ids: Sequence[int]) -> dict[int, list[str]]:
    """Return the people of accounts in words: those with a title first, by name."""
    found, _ = staff(store, ids)
    found = found.assign(untitled=found["title"].fillna("") == "")
    named: dict[int, list[str]] = {}
    by = ["account", "untitled", "person", "title"]
    ordered = found.sort_values(by, kind="stable")[["account", "person", "title"]]
    for account, person, title in ordered.itertuples(index=False):
        text = f"{person}, {title}" if isinstance(title, str) and title else person
        named.setdefault(account, []).append(text)
    return named
