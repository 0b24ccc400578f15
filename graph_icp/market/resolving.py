"""Mentions to accounts in the store: what a change touched is worked out again."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from graph_icp.graph.model import ACCOUNT, PERSON, RELATIONS, NodeKind
from graph_icp.identity.resolve import resolve
from graph_icp.identity.rules import ACCOUNTS, PEOPLE, Rules

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from graph_icp.graph.store import Store

    Ids = NDArray[np.int64]

# Accounts whose links are derived together: bounds the memory that it takes.
TOGETHER = 100_000


def resolve_store(
    store: Store,
    touched: Ids | None = None,
    progress: Callable[[str, float], None] | None = None,
) -> Ids:
    """Work out again to whom mentions belong, and all that follows from it.

    Parameters
    ----------
    store : Store
        Open for writing, in a transaction.
    touched : array of int, optional
        The nodes that were told of; all where it is not given. The result is the same, as
        what is not tied to them by edges or names cannot change.
    progress : callable, optional
        Called with what is being done and the share of it that is done.

    Returns
    -------
    array of int
        The ids of the accounts that were derived again.
    """
    progress = progress or (lambda _what, _share: None)
    # What reading files left is given back: this is where a large load holds most.
    pa.default_memory_pool().release_unused()
    progress("working out whose company each row is", 0)
    companies, people = (_mentions(store, kind, touched) for kind in (ACCOUNT, PERSON))
    companies = _tied(store, ACCOUNT, companies)
    accounts = _resolve_kind(store, ACCOUNT, companies, ACCOUNTS, "identity/namings_of_accounts")
    progress("working out whose company each row is", 0.7)
    moved = _ids(store, "identity/people_named_at", companies)
    people = _tied(store, PERSON, np.union1d(people, moved))
    _resolve_kind(store, PERSON, people, PEOPLE, "identity/namings_of_people")
    accounts = np.union1d(accounts, _ids(store, "load/employers_of", people))
    if touched is not None:
        for question in ("derive/accounts_with_renamed_traits", "load/accounts_of_deals"):
            accounts = np.union1d(accounts, _ids(store, question, touched))
    derive(store, accounts, progress)
    return accounts


def derive(
    store: Store, accounts: Ids, progress: Callable[[str, float], None] | None = None
) -> None:
    """Derive accounts, their properties and their links again."""
    steps: list[tuple[str, dict[str, str]]] = [
        *((change, {}) for change in ("derive/forget_links", "derive/account_properties")),
        ("derive/accounts", {}),
        *((relation.derived_by, relation.parameters()) for relation in RELATIONS),
    ]
    starts = range(0, len(accounts), TOGETHER)
    for done, (start, (change, about)) in enumerate(product(starts, steps)):
        if progress:
            share = done / (len(starts) * len(steps))
            progress("working out accounts and links", share)
        store.tell(change, _rows(accounts[start : start + TOGETHER]), **about)


def _mentions(store: Store, kind: NodeKind, touched: Ids | None) -> Ids:
    every = (
        store.ask("identity/mentions_of_kind", kind=kind.label)["id"].to_numpy().astype(np.int64)
    )
    return np.sort(every) if touched is None else np.intersect1d(every, touched)


def _tied(store: Store, kind: NodeKind, mentions: Ids) -> Ids:
    """Return the mentions and all that edges and names tie to them, over any number of steps."""
    found = fresh = mentions
    while len(fresh):
        near = store.ask("identity/tied_mentions", _rows(fresh), kind=kind.label)["id"]
        fresh = np.setdiff1d(near.to_numpy().astype(np.int64), found)
        found = np.union1d(found, fresh)
    return found


def _resolve_kind(store: Store, kind: NodeKind, mentions: Ids, rules: Rules, namings: str) -> Ids:
    """Resolve these mentions and return the owners that they had and have."""
    if not len(mentions):
        return mentions
    rows = _rows(mentions)
    before = _ids(store, "identity/owners_of", mentions)
    resolved = resolve(
        store.ask("identity/mentions", rows).to_pandas(),
        store.ask("identity/edges_between", rows).to_pandas(),
        store.ask(namings, rows).to_pandas(),
        rules,
    )
    belongs = pa.Table.from_pandas(resolved.belongs, preserve_index=False)
    store.tell("identity/record_belongs", belongs, kind=kind.label)
    store.tell("identity/forget_proposals", rows)
    store.tell(
        "identity/record_proposals", pa.Table.from_pandas(resolved.proposals, preserve_index=False)
    )
    return np.union1d(before, resolved.belongs["owner"].to_numpy(np.int64))


def _ids(store: Store, question: str, mentions: Ids) -> Ids:
    if not len(mentions):
        return mentions
    return np.sort(store.ask(question, _rows(mentions))["id"].to_numpy().astype(np.int64))


def _rows(ids: Ids) -> pa.Table:
    return pa.table({"id": pa.array(ids)})
