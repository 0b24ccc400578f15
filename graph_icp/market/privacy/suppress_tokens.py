"""Tokens of a store: those of somebody who is named, made with its secret, and taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from graph_icp.errors import GraphICPError
from graph_icp.graph.model import ACCOUNT, PERSON, PERSON_ALONE
from graph_icp.identity.suppression import Suppressed, new_secret
from graph_icp.market.privacy.suppress_names import Named, named_in_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from graph_icp.graph.store import Store


def secret_of(store: Store) -> str:
    """Return the store's secret, made where there is none yet."""
    found = store.dump("token_secret")["secret"].to_pylist()
    if found:
        return str(found[0])
    secret = new_secret()
    store.insert("token_secret", pa.table({"secret": [secret]}))
    return secret


def kept_of(store: Store, text: str) -> list[dict[str, object]]:
    """Return the rows of tokens by which somebody is suppressed; a row has no name, but the day.

    Parameters
    ----------
    store : Store
    text : str
        As for `Suppressing`.
    """
    return _tokens_of(store, [named_in_text(text)])[0]


def _tokens_of(store: Store, named: Sequence[Named]) -> list[list[dict[str, object]]]:
    """Return for each of those who are named the rows of their tokens."""
    rows: dict[str, list[dict[str, object]]] = {}
    for row in store.dump("suppressed").to_pylist():
        rows.setdefault(row["token"], []).append(row)
    if not rows:
        return [[] for _ in named]
    tokens = Suppressed(secret_of(store), {})
    asked = [{tokens.token(*key) for key in _keys(each)} for each in named]
    return [[row for token in each for row in rows.get(token, ())] for each in asked]


def lift(store: Store, named: Sequence[Named], what: str | Path) -> int:
    """Let those who are named be loaded again, and return how many entries that takes back.

    Raises
    ------
    GraphICPError
        If nobody of them is suppressed, or a person is only with everybody at a domain.
    """
    entries: set[str] = set()
    within = False
    for mine in _tokens_of(store, named):
        alone = {
            str(row["entry"])
            for row in mine
            if row["scope"] == PERSON_ALONE or row["kind"] in ("domain", "company page")
        }
        within = within or bool(mine and not alone)
        entries |= alone
    if not entries:
        why = (
            "is suppressed with everybody at a domain; lift that domain"
            if within
            else "is not suppressed, at least not by this name; give the address, profile or "
            "domain that was given then"
        )
        raise GraphICPError(f"'{str(what)[:100]}' {why}.")
    store.tell("suppression/lift", pa.table({"entry": pa.array(sorted(entries), pa.string())}))
    return len(entries)


def _keys(named: Named) -> list[tuple[str, str]]:
    """Return the keys by which somebody may have been suppressed."""
    keys = [(PERSON.label, key) for key in named.people]
    if named.names:
        places = named.companies
        return keys + [(PERSON.label, f"name:{n}@{at}") for n in named.names for at in places]
    return keys or [(ACCOUNT.label, key) for key in named.companies]
