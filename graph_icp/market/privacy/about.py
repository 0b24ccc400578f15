"""An access request: everything that a store knows of somebody, with sources, files and days."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from graph_icp.graph.id_rows import rows_of
from graph_icp.graph.model import EDGES, PERSON, WORKED_AT, WORKS_AT
from graph_icp.market.privacy.gathered import gather
from graph_icp.market.privacy.subject import A_PERSON
from graph_icp.market.privacy.told_elsewhere import rejects_holding

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph_icp.graph.store import Store
    from graph_icp.market.privacy.gathered import Gathered
    from graph_icp.market.privacy.subject import Subject

# The edges by the part of an access request in which they stand.
_PARTS = {
    "jobs": {WORKS_AT.type, WORKED_AT.type, "HELD_JOB_AT"},
    "acquaintances": {"KNOWS", "RATES", "MAILS", "MEETS"},
    "events": {"ATTENDED", "SPONSORED", "JOINED"},
    "signals": {"SHOWED", "VISITED"},
    "deals": {"HAS_DEAL", "OWNS", "CONTACT_OF"},
}


def about(store: Store, subject: Subject) -> dict[str, Any]:
    """Return everything that is known of a person, or of a company itself, as JSON takes it.

    Parameters
    ----------
    store : Store
    subject : Subject

    Returns
    -------
    dict
        kind, name, keys, asked_on; then lists of dicts: names, columns (property, value), jobs,
        acquaintances, events, signals, deals, other (edges), ties (of names, and decisions),
        each with source, file, first_seen and last_seen; statuses, feedback, tags, introductions;
        lists (the runs that ranked them, or in which a person counted as a tie of companies: run,
        made_at, account, rank, points, tie); files (loaded files that tell of them); rejected
        (rows that hold their words); written_back (whether the store bears results of theirs).
        Days are ISO texts.
    """
    rows = rows_of(subject.mentions)
    gathered = gather(store, [subject], whole=False)
    facts = _rows(store.ask("privacy/facts_told", rows))
    known = {kind for kinds in _PARTS.values() for kind in kinds}
    return {
        "kind": subject.kind,
        "name": subject.name,
        "keys": list(subject.keys),
        "asked_on": datetime.datetime.now().astimezone().date().isoformat(),
        "names": _rows(store.ask("privacy/names_told", rows)),
        "columns": _rows(store.ask("privacy/properties_told", rows)),
        **{
            part: [each for each in facts if each["kind"] in kinds]
            for part, kinds in _PARTS.items()
        },
        "other": [each for each in facts if each["kind"] in EDGES.keys() - known],
        "ties": _ties(store, rows),
        **_said(store, subject),
        "lists": _lists(store, gathered),
        "files": store.ask("privacy/files_telling", rows, trait=[])["file"].to_pylist(),
        "rejected": _rejected(store, gathered),
        "written_back": _written_back(store, subject),
    }


def _rows(table: pa.Table) -> list[dict[str, Any]]:
    """Return rows without what is unknown, days as texts."""
    return [
        {
            name: value.isoformat() if isinstance(value, datetime.date) else value
            for name, value in row.items()
            if value is not None and value != ""
        }
        for row in table.to_pylist()
    ]


def _ties(store: Store, rows: pa.Table) -> list[dict[str, Any]]:
    """Return the ties of names, whose ends stand in the order of their keys on any store."""
    told = _rows(store.ask("privacy/ties_told", rows))
    ordered = [
        each | dict(zip(("one", "other"), sorted((each["one"], each["other"])), strict=True))
        for each in told
    ]
    return sorted(ordered, key=lambda each: (each["one"], each["other"], str(each)))


def _said(store: Store, subject: Subject) -> dict[str, list[dict[str, Any]]]:
    """Return what people said: statuses, feedback, tags, and what came of introductions."""
    mine = {*subject.mentions}
    names = {
        row["id"]: row["key"]
        for row in store.ask("privacy/keys_of_mentions", rows_of(_spoken_of(store))).to_pylist()
    }

    def told(table: str, *ends: str) -> list[dict[str, Any]]:
        every = store.dump(table)
        return [
            row | {end: names.get(row[end], "") for end in ends}
            for row in _rows(every)
            if any(row[end] in mine for end in ends)
        ]

    introductions = [
        row | {"one": names.get(row.pop("mention"), ""), "other": names.get(row["other"], "")}
        for row in _rows(store.dump("introduction"))
        if mine & {row["mention"], row["other"]} or row.get("account") in subject.keys
    ]
    return {
        "statuses": told("label", "mention"),
        "feedback": told("feedback", "mention"),
        "tags": told("tag_decision", "mention"),
        "introductions": introductions,
    }


def _spoken_of(store: Store) -> list[int]:
    """Return the mentions of which people said something."""
    said = [store.dump(table) for table in ("introduction", "label", "feedback", "tag_decision")]
    ids = {mention for table in said for mention in table["mention"].to_pylist()}
    return sorted(ids | {*said[0]["other"].to_pylist()})


def _lists(store: Store, gathered: Gathered) -> list[dict[str, Any]]:
    """Return the runs that ranked them, or in which they counted as a tie of companies."""
    found: dict[int, dict[str, Any]] = {}
    standings = store.ask("privacy/standings_in_runs", _keys(gathered.account_keys, "account"))
    for row in _rows(standings):
        found[row["run"]] = row
    ties = _keys(gathered.keys, "trait").append_column(
        "kind", _keys([PERSON.label] * len(gathered.keys), "kind")["kind"]
    )
    for row in _rows(store.ask("privacy/runs_with_traits", ties)):
        found.setdefault(row["run"], row)["tie"] = True
    made = {row["id"]: row["made_at"].isoformat() for row in store.ask("runs/runs").to_pylist()}
    return [{**row, "made_at": made.get(number, "")} for number, row in sorted(found.items())]


def _keys(keys: Iterable[str], name: str) -> pa.Table:
    return pa.table({name: pa.array(sorted(keys), pa.string())})


def _rejected(store: Store, gathered: Gathered) -> list[dict[str, Any]]:
    """Return the rejected rows that hold their words, as they were."""
    held = {tuple(row.values()) for row in rejects_holding(store, gathered).to_pylist()}
    return [
        row
        for row in _rows(store.dump("reject"))
        if (row["load"], row["file"], row["row"], row["reason"]) in held
    ]


def _written_back(store: Store, subject: Subject) -> bool:
    """Return whether results of theirs were written back to the store."""
    table, column = ("can_introduce", "one") if subject.kind == A_PERSON else ("result", "account")
    ends = {*store.dump(table)[column].to_pylist()}
    if subject.kind == A_PERSON:
        ends |= {*store.dump(table)["other"].to_pylist()}
    return not ends.isdisjoint(subject.owners)
