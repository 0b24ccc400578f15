"""Texts told of others that hold somebody who is forgotten: columns, and names of traits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from graph_icp.graph.id_rows import rows_of
from graph_icp.graph.model import ACCOUNT, CASE_STUDY, DEAL, NAMED, SIGNAL, TRAITS
from graph_icp.market.privacy.phrases import Phrases
from graph_icp.market.privacy.who import cleaned
from graph_icp.market.reach.reading import ids_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from graph_icp.graph.store import Store
    from graph_icp.market.privacy.gathered import Gathered

    Ids = NDArray[np.int64]

FORGOTTEN = "forgotten"
# The most words that a person's name has, which a text may be as a whole.
_WORDS_OF_A_NAME = 8
# Kinds of traits that are about one company, so that its name in them is the company's: a
# technology called Kafka stays when a company called Kafka goes.
_OF_ONE = {each.label for each in (CASE_STUDY, DEAL, SIGNAL)}
# Columns of an account: what it says of itself, and the topics that loading found in it.
_DESCRIPTION, _TOPICS = "description", "topic_keys"
KINDS_OF_TRAITS = [each.label for each in TRAITS]


@dataclass(frozen=True)
class TextsHolding:
    """The texts that go or change, and those that stay as they may mean a namesake.

    Attributes
    ----------
    properties : Table
        kind, node, property, value, source, load: goes.
    traits : list of dict
        id, kind, key, name: as they are from now on; before: their keys until then.
    staying : int
        The number of texts that hold a name which a namesake bears too.
    staying_at : array of int
        The mentions of companies of which these are told.
    """

    properties: pa.Table
    traits: list[dict[str, Any]]
    staying: int
    staying_at: Ids


def find_texts(store: Store, gathered: Gathered) -> TextsHolding:
    """Return the texts told of others that hold somebody who is forgotten.

    Of companies where they work or worked a text goes that holds any of their words, and a trait
    of these companies that holds a full name, an address or a page; of everybody else what holds
    one of these, except names that a namesake bears too.
    """
    near = _whole(store, gathered.accounts_near)
    traits = _traits_near(store, gathered, near)
    words = _words(gathered)
    told = _told(store, np.union1d(near, traits), words, gathered)
    known = _named(store, traits, words)
    goes = _of_properties(gathered, {*near.tolist()}, {*traits.tolist()})
    going = [row for row in told if goes(row)]
    going += _topics_of(store, going, gathered)
    changed = _renamed(known, gathered, {*traits.tolist()})
    ids = {row["id"] for row in changed}
    shared = gathered.shared
    left = [row for row in told if _says(row, shared) and not goes(row)]
    named = [row for row in known if row["id"] not in ids and _says_name(row, shared)]
    at = {row["node"] for row in left if row["kind"] == ACCOUNT.label}
    return TextsHolding(
        pa.Table.from_pylist(going, schema=_SCHEMA),
        changed,
        len(left) + len(named),
        np.array(sorted(at), np.int64),
    )


def _of_properties(
    gathered: Gathered, near: set[int], traits: set[int]
) -> Callable[[dict[str, Any]], bool]:
    """Return what says of a row of what is told whether it goes."""

    def goes(row: dict[str, Any]) -> bool:
        node, value = row["node"], row["value"]
        return (
            (node in near and value in gathered.phrases)
            or ((node in near or node in traits) and _says(row, gathered.of_people))
            or _says(row, gathered.anywhere)
            or _alone(value, gathered)
        )

    return goes


def _topics_of(
    store: Store, going: Iterable[dict[str, Any]], gathered: Gathered
) -> list[dict[str, Any]]:
    """Return the topics that were read from descriptions that go, where a part of a name is one."""
    described = {(row["node"], row["source"]) for row in going if row["property"] == _DESCRIPTION}
    if not described:
        return []
    rows = rows_of(sorted({node for node, _ in described}))
    words = gathered.of_people.every_word
    gone = {(row["node"], row["property"], row["value"]) for row in going}
    return [
        row
        for row in store.ask("privacy/properties_of", rows, trait=KINDS_OF_TRAITS).to_pylist()
        if row["property"] == _TOPICS
        and (row["node"], row["source"]) in described
        and (row["node"], row["property"], row["value"]) not in gone
        and not words.isdisjoint(row["value"].split())
    ]


def _renamed(
    known: Iterable[dict[str, Any]], gathered: Gathered, near: set[int]
) -> list[dict[str, Any]]:
    """Return the traits that hold somebody by their key or name, with others."""
    own = {*gathered.traits.tolist()}
    changed = []
    for row in known:
        held = [gathered.anywhere]
        held += [gathered.of_people] if row["id"] in near else []
        held += [gathered.phrases] if row["id"] in own and row["kind"] in _OF_ONE else []
        names = [name for name in ("key", "name") if any(row[name] in each for each in held)]
        if names:
            other = dict.fromkeys(names, f"{FORGOTTEN} {row['id']}")
            changed.append(row | {"before": row["key"]} | other)
    return changed


def _says(row: dict[str, Any], phrases: Phrases) -> bool:
    return row["value"] in phrases or row["property"] in phrases


def _says_name(row: dict[str, Any], phrases: Phrases) -> bool:
    return row["name"] in phrases or row["key"] in phrases


def _words(gathered: Gathered) -> pa.Table:
    """Return the words of which one is in each text that holds somebody anywhere."""
    alone = Phrases.of(gathered.alone)
    words = gathered.anywhere.words | gathered.shared.words | alone.words
    return pa.table({"word": pa.array(sorted(words), pa.string())})


def _told(store: Store, near: Ids, words: pa.Table, gathered: Gathered) -> list[dict[str, Any]]:
    """Return what is told of some nodes, and of any in a text that holds who goes; not of them."""
    rows = store.ask("privacy/properties_of", rows_of(near), trait=KINDS_OF_TRAITS).to_pylist()
    if len(words):
        texts = store.ask("privacy/texts_with", words)["text"].to_pylist()
        held = [
            text
            for text in texts
            if text in gathered.anywhere or text in gathered.shared or _alone(text, gathered)
        ]
        rows += store.ask(
            "privacy/properties_saying", pa.table({"text": pa.array(held, pa.string())})
        ).to_pylist()
    gone = {*gathered.mentions.tolist()}
    every = {tuple(row.values()): row for row in rows if row["node"] not in gone}
    return [every[each] for each in sorted(every, key=str)]


def _alone(text: str, gathered: Gathered) -> bool:
    """Return whether a text names one of them and nothing else."""
    alone = gathered.alone
    short = text.count(" ") < _WORDS_OF_A_NAME
    return text.lower() in alone or (short and not alone.isdisjoint(cleaned(text)))


def _named(store: Store, near: Ids, words: pa.Table) -> list[dict[str, Any]]:
    """Return some traits, and those whose keys or names have one of some words."""
    rows = store.ask("privacy/traits_named", rows_of(near), trait=KINDS_OF_TRAITS).to_pylist()
    if len(words):
        rows += store.ask("privacy/traits_with", words, trait=KINDS_OF_TRAITS).to_pylist()
    known = {row["id"]: row for row in rows}
    return [known[each] for each in sorted(known)]


def _whole(store: Store, mentions: Ids) -> Ids:
    """Return all mentions of the accounts to which some belong."""
    owners = store.ask("identity/mentions", rows_of(mentions))["owner"].drop_null().to_numpy()
    rows = rows_of(np.unique(owners).astype(np.int64))
    every = ids_of(store.ask("privacy/mentions_of", rows, label=ACCOUNT.label))
    return np.union1d(mentions, every)


def _traits_near(store: Store, gathered: Gathered, near: Ids) -> Ids:
    """Return the traits of those who go, and where people go those of companies near."""
    if not gathered.of_people.by_length:
        return gathered.traits
    ends = store.ask("privacy/ends_of_facts", rows_of(near))
    found = [
        row["id"] for row in ends.to_pylist() if row["kind"] not in {each.label for each in NAMED}
    ]
    return np.union1d(gathered.traits, np.array(found, np.int64))


_SCHEMA = pa.schema(
    {
        "kind": pa.string(),
        "node": pa.int64(),
        "property": pa.string(),
        "value": pa.string(),
        "source": pa.string(),
        "load": pa.int64(),
    }
)
