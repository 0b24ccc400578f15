"""Finding the account that a user means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from graph_icp.errors import AmbiguousNameError, UnknownNameError
from graph_icp.graph.id_rows import rows_of
from graph_icp.identity.domains import NotADomainError, registrable_domain
from graph_icp.identity.folding import fold
from graph_icp.identity.names import joined_company

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graph_icp.graph.store import Store


def find_account(store: Store, text: str) -> dict[str, object]:
    """Return the account named by a domain, a web address, a key, a name or an alias.

    Parameters
    ----------
    store : Store
    text : str
        "acme.com", "https://www.acme.com/about", "id:1234", "Acme Inc".

    Returns
    -------
    dict
        id, key, name, domain and the account's properties.

    Raises
    ------
    UnknownNameError
        If there is none; near names are suggested.
    AmbiguousNameError
        If several have the name.
    """
    meant = accounts_meant(store, [text])[text]
    if not meant:
        raise UnknownNameError(
            "account", text, names_near(store, text), "'graph-icp accounts TEXT' searches."
        )
    rows = rows_of(sorted(meant))
    found: list[dict[str, object]] = store.ask("read/accounts_by_id", rows).to_pylist()
    if len(found) == 1:
        return found[0]
    fitting = [f"{each['key']}: {each['name']}" for each in found]
    raise AmbiguousNameError("accounts", text, fitting, "give a key")


def accounts_meant(store: Store, texts: Iterable[str]) -> dict[str, set[int]]:
    """Return by text the ids of the accounts that it may mean: by key, else by name, else alias."""
    keys = {text: _keys(text) for text in texts}
    owners = owners_of(store, {key for each in keys.values() for key in each})
    by_key = {text: {owners[key] for key in keys[text] if key in owners} for text in keys}
    cleaned = {text: joined_company(text) or "" for text in keys if not by_key[text]}
    by_name = namesakes(store, [(clean, "") for clean in cleaned.values()]) if cleaned else {}
    return {text: ids or by_name[cleaned[text], ""] for text, ids in by_key.items()}


@dataclass(frozen=True)
class RowNames:
    """The names of a row's company.

    Attributes
    ----------
    sure : tuple of str
        Keys of domain, id and page, the surest first.
    clean, place : str
        Its cleaned name and country; "" for none.
    has_domain : bool
        Whether a domain is among its keys: it is then no other company.
    text : str
        The text in the file.
    """

    text: str
    sure: tuple[str, ...] = ()
    clean: str = ""
    place: str = ""
    has_domain: bool = False


def accounts_named(store: Store, rows: Sequence[RowNames]) -> list[set[int]]:
    """Return the ids of the accounts that each row may mean: by key, else by name and country."""
    by_key = owners_of(store, {key for row in rows for key in row.sure})
    by_name = namesakes(store, [(row.clean, row.place) for row in rows])
    by_text = accounts_meant(store, {row.text for row in rows if not row.has_domain})
    found = []
    for row in rows:
        owners = [by_key[key] for key in row.sure if key in by_key]
        if owners or row.has_domain:
            found.append(set(owners[:1]))
        else:
            found.append(by_name[row.clean, row.place] or by_text[row.text])
    return found


def namesakes(store: Store, names: Iterable[tuple[str, str]]) -> dict[tuple[str, str], set[int]]:
    """Return the ids of the accounts with names in countries, else with an alias.

    Parameters
    ----------
    store : Store
    names : iterable of (str, str)
        Cleaned name and country's code; "" for none. An unknown country, of the name or the
        account, fits any.
    """
    asked = set(names)
    clean = pa.array(sorted({name for name, _ in asked if name}), pa.string())
    bearers: dict[tuple[str, bool], set[int]] = {}
    for row in store.ask("read/accounts_named", pa.table({"clean": clean})).to_pylist():
        bearers.setdefault((row["clean"], row["alias"]), set()).add(row["id"])
    places = _places(store, set().union(*bearers.values())) if any(p for _, p in asked) else {}
    return {
        (name, place): _there(bearers.get((name, False), set()), place, places)
        or _there(bearers.get((name, True), set()), place, places)
        for name, place in asked
    }


def _there(ids: set[int], place: str, places: dict[int, str]) -> set[int]:
    return {each for each in ids if not place or places.get(each, place) == place}


def _places(store: Store, ids: set[int]) -> dict[int, str]:
    """Return the known countries of accounts."""
    rows = rows_of(sorted(ids))
    accounts = store.ask("read/accounts_by_id", rows).select(["id", "country"]).to_pylist()
    return {each["id"]: each["country"] for each in accounts if each["country"]}


def owners_of(store: Store, keys: Iterable[str]) -> dict[str, int]:
    """Return the id of the account of each known mention, by the mention's key."""
    asked = pa.table({"key": pa.array(sorted(set(keys)), pa.string())})
    owners = store.ask("identity/owners_of_keys", asked)
    return dict(zip(owners["key"].to_pylist(), owners["id"].to_pylist(), strict=True))


def find_accounts(store: Store, text: str) -> pa.Table:
    """Return the accounts that have a text in a name, an alias, a domain or another key."""
    part = text.strip().lower()
    return store.ask(
        "read/find_accounts", part=part, clean=joined_company(text) or fold(text).replace(" ", "")
    )


def _keys(text: str) -> list[str]:
    plain = text.strip()
    try:
        return [plain, f"domain:{registrable_domain(plain)}"]
    except NotADomainError:
        return [plain, f"id:{plain}"]


def names_near(store: Store, text: str) -> list[str]:
    """Return names and domains of accounts that begin as a text does, of which one may be meant."""
    part = text.strip().lower()
    near = store.ask("read/names_near", part=part, beginning=part[:2])["name"].to_pylist()
    return [*near, *(each for each in _domains(store, part))]


def _domains(store: Store, part: str) -> list[str]:
    rows = store.ask("read/find_accounts", part=part.split(".")[0], clean="").to_pylist()
    return [row["domain"] for row in rows if row["domain"]]
