"""Changes of customers, taken back: what people had said of accounts before, put in its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from graph_icp.graph.id_rows import rows_of
from graph_icp.market.resolving import derive

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph_icp.graph.store import Store

    # By table and mention, the row as it is stored.
    Said = Mapping[str, Mapping[int, Mapping[str, Any]]]

# What a change of customers alters: labels, and what feedback makes of accounts.
_TABLES = ("label", "feedback")


@dataclass(frozen=True)
class LabelChange:
    """What a change of customers altered, by table and mention.

    Attributes
    ----------
    before, after : mapping of str to mapping of int to mapping
        The rows of the mentions that differ; a mention without a row had none.
    """

    before: Said
    after: Said

    @classmethod
    def between(cls, before: Said, after: Said) -> LabelChange:
        """Return what differs between what people had said before, and after."""
        differ = {
            table: {
                mention
                for mention in before[table].keys() | after[table].keys()
                if before[table].get(mention) != after[table].get(mention)
            }
            for table in _TABLES
        }
        return cls(_of(before, differ), _of(after, differ))

    def mentions(self, table: str) -> set[int]:
        """Return the mentions of which a table's row differs."""
        return {*self.before[table], *self.after[table]}


def said_of_accounts(store: Store) -> Said:
    """Return the labels and the feedback that people gave, by table and mention."""
    return {
        table: {row["mention"]: row for row in store.dump(table).to_pylist()} for table in _TABLES
    }


def take_back(store: Store, change: LabelChange) -> None:
    """Let what people said be what it was before a change, where nothing else was said since.

    Parameters
    ----------
    store : Store
        Open for writing.
    change : LabelChange
    """
    everyone = rows_of(sorted(set().union(*map(change.mentions, _TABLES))))

    def write() -> None:
        # Of what was forgotten since, nothing is said again.
        there = set(store.ask("identity/mentions", everyone)["id"].to_pylist())
        now, put_back = said_of_accounts(store), set[int]()
        for table in _TABLES:
            rows = dict(now[table])
            for mention in change.mentions(table) & there:
                if rows.get(mention) == change.after[table].get(mention):
                    rows.pop(mention, None)
                    if mention in change.before[table]:
                        rows[mention] = change.before[table][mention]
                    put_back.add(mention)
            schema = store.dump(table).schema
            store.clear(table)
            store.insert(table, pa.Table.from_pylist([*rows.values()], schema))
        owners = store.ask("identity/owners_of", rows_of(sorted(put_back)))["id"]
        derive(store, owners.to_numpy().astype(np.int64))

    store.run(write)


def _of(said: Said, mentions: Mapping[str, set[int]]) -> Said:
    return {
        table: {each: row for each, row in rows.items() if each in mentions[table]}
        for table, rows in said.items()
    }
