"""People's decisions on accounts: the same company, different ones, or one belongs to another."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np
import pandas as pd
import pyarrow as pa

from graph_icp.errors import AmbiguousNameError, FileError, UnknownNameError
from graph_icp.graph.model import ACCOUNT, PERSON, SUBSIDIARY_OF
from graph_icp.identity.domains import NotADomainError, registrable_domain
from graph_icp.identity.names import joined_company
from graph_icp.ingest.files.open_table import open_table
from graph_icp.market.identity.decided_edges import A_PERSON, as_facts, edges_between
from graph_icp.market.identity.people_meant import people_meant
from graph_icp.market.lookup import find_account, owners_of
from graph_icp.market.resolving import resolve_store

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from graph_icp.graph.model import NodeKind
    from graph_icp.graph.store import Store
    from graph_icp.progress import Progress

Verdict = Literal["same", "different", "belongs to", "undo"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)

_WORDS: dict[str, Verdict] = {
    **{each: each for each in VERDICTS},
    **dict.fromkeys(("accept", "yes", "y", "one", "merge"), "same"),
    **dict.fromkeys(("refuse", "no", "n", "two", "apart"), "different"),
    **dict.fromkeys(("parent", "belongs", "subsidiary"), "belongs to"),
}


@dataclass(frozen=True)
class Decision:
    """A person's decision on two accounts, or two people, by the keys of mentions."""

    one: str
    other: str
    verdict: Verdict
    kind: str = ACCOUNT.label


def decide(
    store: Store,
    decisions: Sequence[Decision],
    progress: Progress | None = None,
) -> list[str]:
    """Keep a person's decisions, and derive the accounts again that they change.

    Each decision takes the place of earlier ones on the same two mentions.

    Parameters
    ----------
    store : Store
        Open for writing.
    decisions : sequence of Decision
    progress : Progress, optional

    Returns
    -------
    list of str
        The decisions without effect, as others contradict them.
    """
    told = {(each.kind, frozenset((each.one, each.other))): each for each in decisions}
    decisions, on_people = _by_kind(list(told.values()))
    ids, people = _ids(store, decisions, ACCOUNT), _ids(store, on_people, PERSON)

    def write() -> None:
        every = [*decisions, *on_people]
        pairs = pa.table(
            {
                "kind": pa.array([each.kind for each in every], pa.string()),
                "a": pa.array([each.one for each in every], pa.string()),
                "b": pa.array([each.other for each in every], pa.string()),
                "same": pa.array([each.verdict == "same" for each in every], pa.bool_()),
            }
        )
        store.tell("decisions/forget_decision", pairs)
        ends = edges_between([(ids[each.one], ids[each.other]) for each in decisions])
        for rows in (ends, ends.rename_columns(["other", "mention"])):
            store.tell("load/forget_facts", rows, kind=SUBSIDIARY_OF.type, source=A_PERSON)
        merged = [each.verdict in ("same", "different") for each in every]
        store.tell("decisions/record_decision", pairs.filter(pa.array(merged, pa.bool_())))
        belong = [each.verdict == "belongs to" for each in decisions]
        store.tell(
            "load/merge_facts",
            as_facts(ends.filter(pa.array(belong, pa.bool_()))),
            kind=SUBSIDIARY_OF.type,
            end=ACCOUNT.label,
        )
        touched = {
            kind.label: np.array(sorted(named.values()), dtype=np.int64)
            for kind, named in ((ACCOUNT, ids), (PERSON, people))
        }
        resolve_store(store, touched, progress, changes=())

    store.run(write)
    return _contradicted(store, decisions)


def _by_kind(decisions: Sequence[Decision]) -> tuple[list[Decision], list[Decision]]:
    """Return the decisions on accounts, and those on people."""
    on_people = [each for each in decisions if each.kind == PERSON.label]
    return [each for each in decisions if each.kind != PERSON.label], on_people


def _ids(store: Store, decisions: Sequence[Decision], kind: NodeKind) -> dict[str, int]:
    """Return the ids of the mentions in decisions, by key."""
    keys = sorted({key for each in decisions for key in (each.one, each.other)})
    known = _known(store, keys, kind).to_pydict()
    return dict(zip(known["key"], known["id"], strict=True))


def _contradicted(store: Store, decisions: Sequence[Decision]) -> list[str]:
    """Return which decisions have no effect."""
    owner = owners_of(store, (key for each in decisions for key in (each.one, each.other)))
    said = [
        f"{each.one} and {each.other} stay two accounts: other decisions keep their matches apart."
        for each in decisions
        if each.verdict == "same" and owner.get(each.one) != owner.get(each.other)
    ]
    linked = store.ask("read/subsidiaries").to_pylist()
    pairs = {(row["child"], row["parent"]) for row in linked}
    said += [
        f"{each.other} belongs to {each.one} already, so each belongs to the other now; undo one "
        "with 'graph-icp resolve undo'."
        for each in decisions
        if each.verdict == "belongs to" and (owner.get(each.other), owner.get(each.one)) in pairs
    ]
    return said


def meant(store: Store, one: str, other: str, verdict: Verdict) -> Decision:
    """Return a decision on two accounts, which the user names by key, domain or name.

    Raises
    ------
    UnknownNameError
        If one is not known, they are one account already, or there is nothing to undo.
    AmbiguousNameError
        If one fits several accounts, or the two fit several decisions.
    """
    if people := people_meant(store, one, other):
        if verdict == "belongs to":
            raise UnknownNameError(
                "pair of accounts", f"{one} and {other}", hint="Both are people."
            )
        return Decision(*people, verdict, PERSON.label)
    if verdict == "undo":
        return _decided(store, one, other)
    first, second = key_meant(store, one), key_meant(store, other)
    if first == second:
        raise UnknownNameError(
            "pair of two",
            f"{one} and {other}",
            hint="Both have the same name; 'graph-icp accounts NAME' lists the keys.",
        )
    return Decision(first, second, verdict)


def decisions_in(store: Store, path: Path) -> tuple[list[Decision], list[str]]:
    """Return the decisions in a file, and why rows of it are passed over.

    Parameters
    ----------
    store : Store
    path : Path
        A written list of `proposals`, its column decision filled: same, different, belongs to
        (the first to the second) or undo; rows without a decision are ignored.

    Raises
    ------
    FileError
        If the file lacks the columns key, other_key and decision, or holds another word.
    """
    decisions: list[Decision] = []
    passed_over: list[str] = []
    with open_table(path) as table:
        lacking = [each for each in ("key", "other_key", "decision") if each not in table.header]
        if lacking:
            raise FileError(
                f"{path} has no column {' or '.join(lacking)}; write a list with 'graph-icp "
                "resolve -o FILE' and fill in its column decision."
            )
        for batch in table.batches():
            for row in batch.rows.to_pylist():
                word = " ".join((row["decision"] or "").casefold().replace("_", " ").split())
                if not word:
                    continue
                if word not in _WORDS:
                    raise FileError(
                        f"{path}, row {row['_row']}, column decision: '{word}' is none of "
                        f"{', '.join(VERDICTS)}."
                    )
                try:
                    pair = row["key"] or "", row["other_key"] or ""
                    decisions.append(meant(store, *pair, _WORDS[word]))
                except (UnknownNameError, AmbiguousNameError) as error:
                    passed_over.append(f"row {row['_row']}: {error}")
    return decisions, passed_over


def decided(store: Store) -> pd.DataFrame:
    """Return people's decisions: key, other_key, decision, decided_on."""
    merged = store.ask("decisions/decisions").to_pandas()
    same = merged["same"].astype(bool)
    merged = merged.rename(columns={"a": "key", "b": "other_key"}).assign(
        decision=np.where(same, "same", "different")
    )
    parents = store.ask("decisions/parents_decided").to_pandas()
    parents = parents.rename(columns={"child": "key", "parent": "other_key"}).assign(
        decision="belongs to"
    )
    columns = ["key", "other_key", "decision", "decided_on"]
    both: pd.DataFrame = pd.concat([merged[columns], parents[columns]], ignore_index=True)
    return both


def _decided(store: Store, one: str, other: str) -> Decision:
    """Return the undoing of the decision that was made on two mentions."""
    rows = decided(store).to_dict("records")
    for spellings in (_named, _spellings, _borne):
        ones, others = spellings(store, one), spellings(store, other)
        found = {
            (str(row["key"]), str(row["other_key"]))
            for row in rows
            for a, b in ((row["key"], row["other_key"]), (row["other_key"], row["key"]))
            if _is_one_of(a, ones) and _is_one_of(b, others)
        }
        if len(found) > 1:
            fitting = [" and ".join(pair) for pair in sorted(found)]
            advice = "give the two keys"
            raise AmbiguousNameError("decisions", f"{one} and {other}", fitting, advice)
        if found:
            first, second = found.pop()
            return Decision(first, second, "undo")
    raise UnknownNameError(
        *("decision", f"{one} and {other}"), hint="'graph-icp resolve decisions' lists all."
    )


def _is_one_of(key: str, spellings: set[str]) -> bool:
    """Return whether a mention's key is among keys; a name may leave out its country."""
    return key in spellings or (
        key.startswith("name:") and f"{key.rpartition('|')[0]}|*" in spellings
    )


def _named(_: Store, text: str) -> set[str]:
    """Return the keys of a text itself: unchanged, as a domain, as a name."""
    clean = joined_company(text)
    return {*_plain_keys(text), *([f"name:{clean}|*"] if clean else [])}


def _spellings(store: Store, text: str) -> set[str]:
    """Return the keys that a user may mean by a text, its account's key included."""
    found = _named(store, text)
    with suppress(UnknownNameError, AmbiguousNameError):
        found.add(str(find_account(store, text)["key"]))
    return found


def _borne(store: Store, text: str) -> set[str]:
    """Return those keys, and those of the account's mentions that rows call so."""
    found = _spellings(store, text)
    with suppress(UnknownNameError, AmbiguousNameError):
        account = find_account(store, text)
        for row in store.ask("identity/mentions_of", account=account["id"]).to_pylist():
            if joined_company(text) in map(joined_company, row["names"].split("; ")):
                found.add(row["mention"])
    return found


def _plain_keys(text: str) -> list[str]:
    """Return the keys of a text itself: unchanged, and as a domain."""
    keys = [text.strip()]
    with suppress(NotADomainError):
        keys.append(f"domain:{registrable_domain(text)}")
    return keys


def key_meant(store: Store, text: str) -> str:
    """Return the key of a mention that a user names: unchanged, by name, else the account's."""
    keys = _plain_keys(text)
    known = _known(store, keys)["key"].to_pylist()
    if found := next((key for key in keys if key in known), ""):
        return found
    account = find_account(store, text)
    mentions = store.ask("identity/mentions_of", account=account["id"])["mention"].to_pylist()
    named = [key for key in mentions if _is_one_of(key, _named(store, text))]
    return named[0] if named else str(account["key"])


def _known(store: Store, keys: Sequence[str], kind: NodeKind = ACCOUNT) -> pa.Table:
    """Return which of these keys name accounts (or people), and their ids: id, key."""
    kinds = pa.array([kind.label] * len(keys), pa.string())
    rows = pa.table({"kind": kinds, "key": pa.array(keys, pa.string())})
    return store.ask("load/node_ids", rows, trait=[])
