"""Resolving in the store: following a change from mentions to accounts and links."""

from __future__ import annotations

from functools import cache
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pyarrow as pa

from graph_icp.graph.id_rows import each_once, rows_of, without
from graph_icp.graph.model import (
    ACCOUNT,
    DEAL,
    EDGES,
    INDUSTRY,
    PERSON,
    REGION,
    SIZE_BAND,
    NodeKind,
    slug,
)
from graph_icp.graph.relations import RELATIONS, Relation
from graph_icp.identity.names import PLACEHOLDERS
from graph_icp.identity.resolve import resolve
from graph_icp.identity.rules import ACCOUNTS, PEOPLE, Rules
from graph_icp.ingest.values.country_names import regions
from graph_icp.market.traits.maturity import derive_maturity

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from graph_icp.graph.store import Store
    from graph_icp.ingest.upsert.counts import Touched
    from graph_icp.progress import Progress

    Ids = NDArray[np.int64]

# The most accounts whose links are derived together, which limits the memory.
TOGETHER = 100_000


def resolve_store(
    store: Store,
    touched: Touched | None = None,
    progress: Progress | None = None,
    *,
    changes: Collection[str] | None = None,
    others: bool = True,
) -> Ids:
    """Derive the owners of mentions again, and everything that follows from them.

    Parameters
    ----------
    store : Store
        Open for writing, in a transaction.
    touched : dict of str to array of int, optional
        The nodes of a load, by kind; all if it is not given. The result is the same, as nodes
        that are not tied to them by edges or names cannot change.
    progress : callable, optional
        Called with the current step and the share of it that is done.
    changes : collection of str, optional
        The types of edges and the properties of these nodes that are in the load, or have ended
        with it; any if it is not given. The result is the same, as links of other relations
        cannot change where no mention moves.
    others : bool
        Whether the maturity of other accounts is derived again, which theirs may change.

    Returns
    -------
    array of int
        The ids of the accounts that were derived again.
    """
    progress = progress or (lambda _what, _share: None)
    # Whoever asked not to be contacted since it was written must be on no path.
    store.clear("can_introduce")
    # The memory of reading files is released: here a large load needs the most.
    pa.default_memory_pool().release_unused()
    progress("working out whose company each row is", 0)
    companies = _tied(store, ACCOUNT, _mentions(store, ACCOUNT, touched))
    resolved = _resolve_kind(store, ACCOUNT, companies, ACCOUNTS, "identity/namings_of_accounts")
    progress("working out whose company each row is", 0.7)
    named_at = _ids(store, "identity/people_named_at", resolved.changed)
    people = _tied(store, PERSON, each_once(_mentions(store, PERSON, touched), named_at))
    persons = _resolve_kind(store, PERSON, people, PEOPLE, "identity/namings_of_people")
    accounts = each_once(resolved.owners, _ids(store, "load/employers_of", people))
    relations: Sequence[Relation] = RELATIONS
    if touched is not None:
        renamed = _ids(store, "derive/accounts_with_renamed_traits", _of(touched, *_SHOWN))
        deals = _accounts_of_deals(store, _of(touched, DEAL))
        accounts = each_once(accounts, renamed, deals)
        if changes is not None and not (resolved.moved or persons.moved):
            shown = [each.property for each in RELATIONS if each.trait in _SHOWN and len(renamed)]
            relations = [each for each in RELATIONS if each.follows_from({*changes, *shown})]
    derive(store, accounts, progress, relations)
    if any(not each.derived_by for each in relations):
        derive_maturity(store, None if others else accounts)
    return accounts


# The kinds of traits whose names accounts show.
_SHOWN = (INDUSTRY, REGION, SIZE_BAND)


def _accounts_of_deals(store: Store, deals: Ids) -> Ids:
    """Return the accounts of some deals, and all of several currencies, of which one counts."""
    if not len(deals):
        return deals
    others = store.ask("load/accounts_of_currencies")["id"].to_numpy().astype(np.int64)
    return each_once(_ids(store, "load/accounts_of_deals", deals), others)


class MoneyCounted(NamedTuple):
    """The amounts of deals that count.

    Attributes
    ----------
    currency : str
        The currency that counts, the most frequent one; "" where amounts with a rate do.
    rated : bool
        Whether only amounts with a rate count; where none has one, so do those without a currency.
    left_out : dict of str to int
        By currency, "" for none, the number of deals whose amounts do not count.
    """

    currency: str
    rated: bool
    left_out: dict[str, int]

    def parameters(self) -> dict[str, object]:
        """The parameters of what derives the numbers of accounts."""
        return {"currency": self.currency, "rated": self.rated}


def money_that_counts(store: Store) -> MoneyCounted:
    """Return which amounts of deals count."""
    found = store.ask("load/deal_currencies").to_pylist()
    rated = any(each["rated"] for each in found)
    currency = "" if rated or not found else str(found[0]["currency"])
    counting = set() if rated else {currency, ""}
    without = {each["currency"]: each["deals"] - each["rated"] for each in found}
    left_out = {name: n for name, n in without.items() if n and name not in counting}
    return MoneyCounted(currency, rated, left_out)


def derive(
    store: Store,
    accounts: Ids,
    progress: Progress | None = None,
    relations: Sequence[Relation] = RELATIONS,
) -> None:
    """Derive accounts, their properties and their links in some relations again.

    Relations that are derived over the whole market stay as they are.
    """
    each_alone = [relation for relation in relations if relation.derived_by]
    known = {"regions": _regions()}
    steps: list[tuple[str, Mapping[str, object]]] = [
        ("derive/forget_links", {"relations": "|".join(each.name for each in each_alone)}),
        ("derive/account_properties", known | money_that_counts(store).parameters()),
        ("derive/accounts", {"placeholders": PLACEHOLDERS}),
        *((relation.derived_by, relation.parameters() | known) for relation in each_alone),
    ]
    starts = range(0, len(accounts), TOGETHER)
    for done, (start, (change, about)) in enumerate(product(starts, steps)):
        if progress:
            share = done / (len(starts) * len(steps))
            progress("working out accounts and links", share)
        store.tell(change, rows_of(accounts[start : start + TOGETHER]), **about)


@cache
def _regions() -> str:
    """Return the key of each country's region, by its code: "DE=europe|FR=europe"."""
    return "|".join(f"{code}={slug(region)}" for code, region in sorted(regions().items()))


def _mentions(store: Store, kind: NodeKind, touched: Touched | None) -> Ids:
    if touched is not None:
        return _of(touched, kind)
    every = store.ask("identity/mentions_of_kind", kind=kind.label)["id"]
    return np.sort(every.to_numpy().astype(np.int64))


def _of(touched: Touched, *kinds: NodeKind) -> Ids:
    """Return the ids of the nodes of some kinds, sorted."""
    return each_once(*(touched[kind.label] for kind in kinds if kind.label in touched))


def _tied(store: Store, kind: NodeKind, mentions: Ids) -> Ids:
    """Return the mentions and all others tied to them by edges and names, over any steps."""
    found = fresh = mentions
    while len(fresh):
        near = store.ask("identity/tied_mentions", rows_of(fresh), kind=kind.label)["id"]
        fresh = without(each_once(near.to_numpy()), found)
        found = each_once(found, fresh)
    return found


class _Resolved(NamedTuple):
    """The result of resolving mentions.

    Attributes
    ----------
    owners : array of int
        Their owners before and after.
    changed : array of int
        The mentions that belong to another owner now, or are new.
    moved : bool
        Whether one of them belonged to another owner before.
    """

    owners: Ids
    changed: Ids
    moved: bool


def _resolve_kind(
    store: Store, kind: NodeKind, mentions: Ids, rules: Rules, namings: str
) -> _Resolved:
    """Resolve these mentions, and record the changes."""
    if not len(mentions):
        return _Resolved(mentions, mentions, moved=False)
    rows = rows_of(mentions)
    before = store.ask("identity/mentions", rows).to_pandas()
    resolved = resolve(
        before[["id", "key"]],
        store.ask("identity/edges_between", rows).to_pandas(),
        store.ask(namings, rows).to_pandas(),
        rules,
        store.ask("identity/parents_of", rows).to_pandas() if kind is ACCOUNT else None,
    )
    both = resolved.belongs.merge(
        before.rename(columns={"id": "mention", "owner": "had", "why": "reason"}), on="mention"
    )
    had = both["had"].fillna(_NOBODY).astype(np.int64)
    other = both["owner"] != had
    changes = other | (both["why"] != both["reason"])
    _record_belongs(store, kind, both.loc[changes, ["mention", "owner", "why"]])
    if before["proposed"].any():
        store.tell("decisions/forget_proposals", rows)
    if len(resolved.proposals):
        proposals = pa.Table.from_pandas(resolved.proposals, preserve_index=False)
        store.insert("proposal", proposals.select(["a", "b", "reason", "name"]))
    return _Resolved(
        without(
            each_once(had.to_numpy(np.int64), both["owner"].to_numpy(np.int64)), np.array([_NOBODY])
        ),
        np.sort(both["mention"][other].to_numpy(np.int64)),
        moved=bool((other & (had != _NOBODY)).any()),
    )


# The owner of a mention that is new.
_NOBODY = -1


def _record_belongs(store: Store, kind: NodeKind, belongs: pd.DataFrame) -> None:
    if not len(belongs):
        return
    store.tell(
        "identity/record_belongs",
        pa.Table.from_pandas(belongs, preserve_index=False),
        kind=kind.label,
        starting=[each.type for each in EDGES.values() if each.start == kind],
        ending=[each.type for each in EDGES.values() if each.end == kind],
    )


def _ids(store: Store, question: str, mentions: Ids) -> Ids:
    if not len(mentions):
        return mentions
    return np.sort(store.ask(question, rows_of(mentions))["id"].to_numpy().astype(np.int64))
