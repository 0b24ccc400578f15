"""Texts that hold somebody elsewhere: other companies' columns, feedback, rejects, file names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyarrow as pa

from graph_icp.graph.model import bearer
from graph_icp.ingest.load.header_mapping import BETWEEN
from graph_icp.market.privacy.texts_holding import FORGOTTEN, TextsHolding, find_texts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph_icp.graph.store import Store
    from graph_icp.market.privacy.gathered import Gathered


@dataclass(frozen=True)
class ToldElsewhere:
    """Rows that stay or go for a text in them.

    Attributes
    ----------
    texts : TextsHolding
        Columns that go, and traits that get other names.
    rejects : Table
        load, file, row, reason: goes.
    headers : tuple of str
        Remembered headers: go with what they mean.
    files : dict of str to str
        The new names of loaded files.
    feedback : Table
        mention, reason, said_by, in_file: as they are from now on.
    conditions : Table
        mention, chosen_by: as they are from now on.
    """

    texts: TextsHolding
    rejects: pa.Table
    headers: tuple[str, ...]
    files: Mapping[str, str]
    feedback: pa.Table
    conditions: pa.Table

    def told_by(self) -> tuple[set[int], set[str]]:
        """Return the loads and the files, by their names until then, that told these texts."""
        loads = {*self.texts.properties["load"].drop_null().to_pylist()}
        loads |= {*self.rejects["load"].drop_null().to_pylist()}
        return loads, {*self.files}

    def counts(self) -> dict[str, int]:
        """Return the number of rows by table."""
        return {
            "property": len(self.texts.properties),
            "reject": len(self.rejects),
            "header_map": len(self.headers),
            "load": len(self.files),
            "feedback": len(self.feedback),
            "label": len(self.conditions),
            "node": len(self.texts.traits),
        }


def find_elsewhere(store: Store, gathered: Gathered) -> ToldElsewhere:
    """Return the texts that hold somebody who is forgotten, in rows that are not about them."""
    return ToldElsewhere(
        find_texts(store, gathered),
        rejects_holding(store, gathered),
        _headers(store, gathered),
        _files(store, gathered),
        _feedback(store, gathered),
        _conditions(store, gathered),
    )


def forget_elsewhere(store: Store, told: ToldElsewhere) -> None:
    """Take the texts away."""
    properties = told.texts.properties
    for label in sorted({bearer(kind) for kind in properties["kind"].to_pylist()}):
        mine = [bearer(kind) == label for kind in properties["kind"].to_pylist()]
        store.tell("load/forget_properties", properties.filter(pa.array(mine)), label=label)
    if len(told.rejects):
        store.tell("privacy/forget_rejects", told.rejects)
    for header in told.headers:
        store.tell("loads/forget_header_map", header=header)
    if told.files:
        names = {"before": pa.array(told.files.keys()), "after": pa.array(told.files.values())}
        store.tell("privacy/rename_files", pa.table(names))
    if len(told.feedback):
        store.tell("privacy/record_feedback", told.feedback)
    if len(told.conditions):
        store.tell("privacy/record_conditions", told.conditions)
    for each in told.texts.traits:
        row = pa.Table.from_pylist([each]).select(["id", "key", "name"])
        store.tell("privacy/rename_traits", row, label=str(each["kind"]))


def rejects_holding(store: Store, gathered: Gathered) -> pa.Table:
    """Return the rejected rows that hold somebody: load, file, row, reason."""
    every = store.dump("reject")
    texts = zip(every["original"].to_pylist(), every["reason"].to_pylist(), strict=True)
    found = [original in gathered.phrases or why in gathered.phrases for original, why in texts]
    return every.filter(pa.array(found, pa.bool_())).select(["load", "file", "row", "reason"])


def _headers(store: Store, gathered: Gathered) -> tuple[str, ...]:
    remembered = store.dump("header_map").to_pylist()
    held = {
        row["header"]
        for row in remembered
        if any(map(gathered.phrases.within, row["header"].split(BETWEEN)))
    }
    return tuple(sorted(held))


def _files(store: Store, gathered: Gathered) -> dict[str, str]:
    loads = store.ask("loads/loads").to_pylist()
    held = {row["file"]: row["load"] for row in reversed(loads) if row["file"] in gathered.phrases}
    return {file: f"{FORGOTTEN} (load {load})" for file, load in held.items()}


def _feedback(store: Store, gathered: Gathered) -> pa.Table:
    said = store.dump("feedback").select(["mention", "reason", "said_by", "in_file"])
    texts = ("reason", "said_by", "in_file")
    rows = [
        row | {each: None for each in texts if row[each] in gathered.phrases}
        for row in said.to_pylist()
        if any(row[each] in gathered.phrases for each in texts)
    ]
    return pa.Table.from_pylist(rows, schema=said.schema)


def _conditions(store: Store, gathered: Gathered) -> pa.Table:
    labels = store.dump("label").select(["mention", "chosen_by"])
    rows = []
    for row in labels.to_pylist():
        lines = (row["chosen_by"] or "").splitlines()
        kept = [each for each in lines if each not in gathered.phrases]
        if len(kept) < len(lines):
            rows.append(row | {"chosen_by": "\n".join(kept) or None})
    return pa.Table.from_pylist(rows, schema=labels.schema)
