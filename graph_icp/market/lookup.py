"""Finding the account that a user means."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from graph_icp.errors import AmbiguousNameError, UnknownNameError
from graph_icp.identity.domains import NotADomainError, registrable_domain
from graph_icp.identity.names import clean_company, fold

if TYPE_CHECKING:
    from collections.abc import Iterable

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
        If several bear the name.
    """
    meant = accounts_meant(store, [text])[text]
    if not meant:
        raise UnknownNameError(
            "account", text, _near(store, text), "'graph-icp accounts TEXT' searches."
        )
    rows = pa.table({"id": pa.array(sorted(meant), pa.int64())})
    found: list[dict[str, object]] = store.ask("read/accounts_by_id", rows).to_pylist()
    if len(found) == 1:
        return found[0]
    fitting = [f"{each['key']}: {each['name']}" for each in found]
    raise AmbiguousNameError("accounts", text, fitting, "give a key")


def accounts_meant(store: Store, texts: Iterable[str]) -> dict[str, set[int]]:
    """Return by text the ids of the accounts that it may mean: by key, else by name, else alias."""
    keys = {text: _keys(text) for text in texts}
    by_key = owners_of(store, {key for each in keys.values() for key in each})
    cleaned = {text: clean_company(text) for text in keys}
    rows = pa.table({"clean": pa.array(sorted(set(filter(None, cleaned.values()))), pa.string())})
    by_name: dict[tuple[str | None, bool], set[int]] = {}
    for row in store.ask("read/accounts_named", rows).to_pylist():
        by_name.setdefault((row["clean"], row["alias"]), set()).add(row["id"])
    return {
        text: {by_key[key] for key in keys[text] if key in by_key}
        or by_name.get((cleaned[text], False), set())
        or by_name.get((cleaned[text], True), set())
        for text in keys
    }


def owners_of(store: Store, keys: Iterable[str]) -> dict[str, int]:
    """Return by key of a mention the id of the account that it belongs to; not of unknown keys."""
    asked = pa.table({"key": pa.array(sorted(set(keys)), pa.string())})
    owners = store.ask("identity/owners_of_keys", asked)
    return dict(zip(owners["key"].to_pylist(), owners["id"].to_pylist(), strict=True))


def find_accounts(store: Store, text: str) -> pa.Table:
    """Return the accounts that have a text in a name, an alias, a domain or another key."""
    part = text.strip().lower()
    return store.ask("read/find_accounts", part=part, clean=clean_company(text) or fold(text))


def _keys(text: str) -> list[str]:
    plain = text.strip()
    try:
        return [plain, f"domain:{registrable_domain(plain)}"]
    except NotADomainError:
        return [plain, f"id:{plain}"]


def _near(store: Store, text: str) -> list[str]:
    part = text.strip().lower()
    near = store.ask("read/names_near", part=part, beginning=part[:2])["name"].to_pylist()
    return [*near, *(each for each in _domains(store, part))]


def _domains(store: Store, part: str) -> list[str]:
    rows = store.ask("read/find_accounts", part=part.split(".")[0], clean="").to_pylist()
    return [row["domain"] for row in rows if row["domain"]]
