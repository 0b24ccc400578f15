"""Finding the account that a user means."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from graph_icp.errors import UnknownNameError
from graph_icp.identity.domains import NotADomainError, registrable_domain
from graph_icp.identity.names import clean_company, fold

if TYPE_CHECKING:
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
        If there is none (near names are suggested), or several bear the name.
    """
    found = _by_key(store, text) or _by_name(store, text)
    if len(found) == 1:
        return found[0]
    if found:
        listed = ", ".join(f"{each['key']} ({each['name']})" for each in found[:8])
        raise UnknownNameError(
            "single account", text, hint=f"It is the name of {len(found)}: {listed}; give a key."
        )
    raise UnknownNameError(
        "account", text, _near(store, text), "'graph-icp accounts TEXT' searches."
    )


def find_accounts(store: Store, text: str) -> pa.Table:
    """Return the accounts that have a text in a name, an alias, a domain or another key."""
    part = text.strip().lower()
    return store.ask("find_accounts", part=part, clean=clean_company(text) or fold(text))


def _by_key(store: Store, text: str) -> list[dict[str, object]]:
    keys = [text.strip()]
    try:
        keys.append(f"domain:{registrable_domain(text)}")
    except NotADomainError:
        keys.append(f"id:{text.strip()}")
    found = store.ask("owners_of_keys", pa.table({"key": keys}))
    return _accounts(store, found["id"].to_pylist())


def _by_name(store: Store, text: str) -> list[dict[str, object]]:
    clean = clean_company(text)
    if not clean:
        return []
    return _accounts(store, store.ask("accounts_named", clean=clean)["id"].to_pylist())


def _accounts(store: Store, ids: list[int]) -> list[dict[str, object]]:
    if not ids:
        return []
    rows = pa.table({"id": pa.array(sorted(set(ids)), pa.int64())})
    accounts: list[dict[str, object]] = store.ask("accounts_with", rows).to_pylist()
    return accounts


def _near(store: Store, text: str) -> list[str]:
    part = text.strip().lower()
    near = store.ask("names_near", part=part, beginning=part[:2])["name"].to_pylist()
    return [*near, *(each for each in _domains(store, part))]


def _domains(store: Store, part: str) -> list[str]:
    rows = store.ask("find_accounts", part=part.split(".")[0], clean="").to_pylist()
    return [row["domain"] for row in rows if row["domain"]]
