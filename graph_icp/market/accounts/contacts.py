"""Contacts: the people at accounts whom one may write to, and the colleagues who know them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from graph_icp.graph.id_rows import rows_of
from graph_icp.market.names_of_people import names_of_people
from graph_icp.market.reach.doors import read_doors
from graph_icp.market.reach.jobs_told import with_jobs
from graph_icp.reach.paths import direct
from graph_icp.reach.people.ties import ties_of_colleagues

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graph_icp.graph.store import Store
    from graph_icp.market.reach.doors import Doors
    from graph_icp.personas.persona import Persona

CONTACTS_LISTED = 3
_COLLEAGUES_NAMED = 2


def contacts(
    store: Store,
    ids: Iterable[int],
    personas: Sequence[Persona] = (),
    doors: Doors | None = None,
) -> pd.DataFrame:
    """Return who works at accounts now, without the people who asked not to be contacted.

    Parameters
    ----------
    store : Store
    ids : iterable of int
        The accounts.
    personas : sequence of Persona
        Of icp.toml: whom one wants to know.
    doors : Doors, optional
        Of these accounts; as of today where it is not given.

    Returns
    -------
    DataFrame
        account (id), person (name), title, known_by (list of the names of the colleagues who know
        them well enough for a path straight to them, so that doors say the same), level, function,
        persona (None where unknown):
        by account, the person first to whom its door leads, then those who are of a persona, then
        those whom a colleague knows, then those with a title.
    """
    people, _ = contacts_with_ids(store, ids, personas, doors)
    return people.drop(columns="id")


def contacts_with_ids(
    store: Store,
    ids: Iterable[int],
    personas: Sequence[Persona] = (),
    doors: Doors | None = None,
) -> tuple[pd.DataFrame, int]:
    """Return the same with the id of each person, and how many asked not to be contacted."""
    here = np.array(list(ids), dtype=np.int64)
    people, out = staff(store, here, personas)
    doors = doors or read_doors(store, here, personas=personas)
    known_by = _known_by(store, doors, people["id"])
    at = zip(people["account"].tolist(), people["id"].tolist(), strict=True)
    people.insert(4, "known_by", [known_by.get(each, []) for each in at])
    first = people["account"].map(doors.leads_to) != people["id"]
    order = pd.DataFrame(
        {
            "account": people["account"],
            "no_door": first,
            "other": people["persona"].isna(),
            "unknown": people["known_by"].map(len) == 0,
            "untitled": people["title"].fillna("") == "",
            "person": people["person"],
            "title": people["title"],
        }
    )
    people = people.loc[order.sort_values([*order], kind="stable").index]
    return people.reset_index(drop=True), out


def staff(
    store: Store, ids: Iterable[int], personas: Sequence[Persona] = ()
) -> tuple[pd.DataFrame, int]:
    """Return the same without who knows them, in no order of worth."""
    rows = rows_of(list(ids))
    people: pd.DataFrame = store.ask("read/people_at", rows).to_pandas()
    people.insert(1, "person", people["id"].map(names_of_people(store, people["id"])))
    gone = people["id"].isin(store.ask("read/people_opted_out")["id"].to_numpy())
    out = people["id"][gone].nunique()
    people = people[~gone & people["person"].notna()]
    return with_jobs(store, people, personas).reset_index(drop=True), out


def _known_by(store: Store, doors: Doors, people: pd.Series) -> dict[tuple[int, int], list[str]]:
    """Return by account and person the colleagues from whom a path leads straight there.

    By the alphabet.
    """
    if not len(doors.known.colleagues):
        return {}
    ties = ties_of_colleagues(doors.known, people.unique().astype(np.int64))
    paths = direct(ties, doors.people)
    ours = names_of_people(store, paths["starter"].unique())
    named = paths.assign(name=paths["starter"].map(ours)).sort_values("name")
    known: dict[tuple[int, int], list[str]] = {}
    for *at, name in named[["account", "target", "name"]].itertuples(index=False):
        known.setdefault((at[0], at[1]), []).append(name)
    return known


def texts_of(people: pd.DataFrame, ids: Sequence[int]) -> list[list[str]]:
    """Return for each account its first contacts as texts, a few at most.

    Parameters
    ----------
    people : DataFrame
        As of `contacts`.
    ids : sequence of int
        The accounts.

    Returns
    -------
    list of list of str
        "Rita Rossi, Head of Logistics, known by Bo Marsh", with the persona in brackets; empty
        where nobody is known.
    """
    first = people.groupby("account").head(CONTACTS_LISTED)
    texts: dict[int, list[str]] = {}
    about = (first[each].tolist() for each in ("person", "title", "persona", "known_by"))
    for account, *each in zip(first["account"].tolist(), *about, strict=True):
        texts.setdefault(account, []).append(contact_text(*each))
    return [texts.get(account, []) for account in ids]


def contact_text(
    person: str, title: str | None, persona: str | None, colleagues: Sequence[str]
) -> str:
    """Return a contact in a line: "Rita Rossi, Head of Logistics (Buyer), known by Bo Marsh"."""
    text = f"{person}, {title}" if isinstance(title, str) and title else person
    text = f"{text} ({persona})" if isinstance(persona, str) else text
    if not len(colleagues):
        return text
    named, more = list(colleagues[:_COLLEAGUES_NAMED]), len(colleagues) - _COLLEAGUES_NAMED
    if more > 0:
        return f"{text}, known by {', '.join(named)} and {more} more"
    return f"{text}, known by {' and '.join(named)}"
