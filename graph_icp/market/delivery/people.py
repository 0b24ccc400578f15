"""The people of a delivery: who works at its accounts and may be contacted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from graph_icp.graph.id_rows import rows_of
from graph_icp.graph.model import PERSON
from graph_icp.market.accounts.contacts import contacts_with_ids
from graph_icp.market.delivery.first_and_last import first_and_last
from graph_icp.market.delivery.record_ids import ids_by_system, keys_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph_icp.graph.store import Store
    from graph_icp.market.reach.doors import Doors
    from graph_icp.personas.persona import Persona

CONSENT, PHONE = "consent", "phone"


@dataclass(frozen=True)
class People:
    """The people at accounts.

    Attributes
    ----------
    contacts : DataFrame
        As `Delivery.contacts`.
    opted_out : int
        How many more there are who asked not to be contacted.
    """

    contacts: pd.DataFrame
    opted_out: int


def people_of(
    store: Store,
    accounts: pd.DataFrame,
    ids: Sequence[int],
    personas: Sequence[Persona] = (),
    doors: Doors | None = None,
) -> People:
    """Return who works at accounts.

    Parameters
    ----------
    store : Store
    accounts : DataFrame
        account (name), domain, key.
    ids : sequence of int
        Of these accounts, in this order.
    personas : sequence of Persona
        Of icp.toml.
    doors : Doors, optional
        Of these accounts, where they are read.
    """
    there, opted_out = contacts_with_ids(store, ids, personas, doors)
    place = {number: position for position, number in enumerate(ids)}
    there = there.assign(place=there["account"].map(place)).sort_values("place", kind="stable")
    at = accounts.iloc[there["place"].to_numpy()]
    who = there["id"].tolist()
    keys = keys_of(store, who, PERSON.label)
    told = _told(store, who)
    names = [first_and_last(name) for name in there["person"]]
    contacts = pd.DataFrame(
        {
            "key": at["key"].to_numpy(),
            "account": at["account"].to_numpy(),
            "person": there["person"].to_numpy(),
            "first_name": [first for first, _ in names],
            "last_name": [last for _, last in names],
            "title": there["title"].to_numpy(),
            "email": _addresses(keys, who, at["domain"].tolist()),
            "hubspot": ids_by_system(keys, "hubspot", who),
            "salesforce": ids_by_system(keys, "salesforce", who),
            "profile_url": _pages(keys, who),
            "phone": _phones(told, who),
            "consent": _consents(told, who),
            "known_by": there["known_by"].tolist(),
            **{name: there[name].to_numpy() for name in ("level", "function", "persona")},
            "person_id": who,
        }
    )
    return People(contacts, opted_out)


def _addresses(keys: pd.DataFrame, who: Sequence[int], domains: Sequence[object]) -> list[object]:
    """Return an address of each person, one at the account's domain before others."""
    by_person = keys[keys["system"] == "email"].groupby("id")["value"].agg(list).to_dict()
    return [
        min(
            by_person.get(person, [None]),
            key=lambda address: (not str(address).endswith(f"@{domain}"), str(address)),
        )
        for person, domain in zip(who, domains, strict=True)
    ]


def _pages(keys: pd.DataFrame, who: Sequence[int]) -> list[object]:
    pages = keys[keys["system"] == "profile"].groupby("id")["value"].first().to_dict()
    return [f"https://{pages[person]}" if person in pages else None for person in who]


def _told(store: Store, who: Sequence[int]) -> pd.DataFrame:
    """Return what each source said last of people's consent and telephone numbers."""
    rows = rows_of(sorted(set(who)))
    asked = f"{CONSENT}|{PHONE}"
    found: pd.DataFrame = store.ask("read/told_of_people", rows, properties=asked).to_pandas()
    return found


def _consents(told: pd.DataFrame, who: Sequence[int]) -> list[bool | None]:
    """Return who agreed: a no of any source counts before a yes of another."""
    said = told[told["property"] == CONSENT].groupby("id")["value"].agg(set).to_dict()
    return [said[person] == {"true"} if person in said else None for person in who]


def _phones(told: pd.DataFrame, who: Sequence[int]) -> list[object]:
    numbers = told[told["property"] == PHONE].groupby("id")["value"].first().to_dict()
    return [numbers.get(person) for person in who]
