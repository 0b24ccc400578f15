"""Stores as plain rows, so that two of them can be compared whatever their nodes' numbers."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from graph_icp.graph import tables

if TYPE_CHECKING:
    from graph_icp.graph.store import Store
    from graph_icp.market import Market

Row = tuple[Any, ...]
Dump = dict[str, list[Row]]

# What no two rows of a table may have in common; all of it where a table is not listed.
KEYS = {
    "node": ("kind", "key"),
    "naming": ("mention", "name", "clean", "place", "alias", "source"),
    "property": ("node", "property", "value", "source"),
    "same_as": ("a", "b", "reason", "source", "decided"),
    "fact": ("kind", "mention", "other", "since", "source"),
    "label": ("mention",),
    "feedback": ("mention",),
    "belongs": ("mention",),
    "account": ("id",),
    "link": ("relation", "account", "trait"),
}


def dump(store: Store) -> Dump:
    """Return every table that was told or derived, with (kind, key) for each node's number.

    The load that told a row is left out, and which end of a SAME_AS edge stands first: both
    depend on the order of loading, and nothing else may.
    """
    named = {row[0]: row[1:3] for row in _rows(store, "node")}
    return {table: _portable(store, table, named) for table in tables.TOLD | tables.DERIVED}


def dumped(market: Market) -> Dump:
    """Return what a market's store holds, as `dump` does."""
    with market.store() as store:
        return dump(store)


def exact_dump(store: Store) -> Dump:
    """Return every row of every table as it stands."""
    return {table: sorted(_rows(store, table), key=repr) for table in tables.TABLES}


def doubled(store: Store) -> dict[str, list[Row]]:
    """Return the keys that several rows of a table have; empty where all is well."""
    found = {}
    for table, columns in tables.TABLES.items():
        if table in tables.RECORDED:
            continue
        places = [list(columns).index(name) for name in KEYS.get(table, columns)]
        times = Counter(tuple(row[place] for place in places) for row in _rows(store, table))
        several = [key for key, count in times.items() if count > 1]
        if several:
            found[table] = several
    return found


def owners(told: Dump) -> dict[str, str]:
    """Return the key of the account or person to which each mention's key belongs."""
    return {mention[1]: owner[1] for mention, owner, _ in told["belongs"]}


def _portable(store: Store, table: str, named: dict[int, Row]) -> list[Row]:
    columns = tables.TABLES[table]
    numbers = {name for name, kind in columns.items() if kind == "integer"}
    rows = []
    for row in _rows(store, table):
        cells = {
            name: named.get(cell, cell) if name in numbers else cell
            for name, cell in zip(columns, row, strict=True)
            if name != "load"
        }
        if table == "same_as":
            cells["a"], cells["b"] = sorted((cells["a"], cells["b"]))
        rows.append(tuple(cells.values()))
    return sorted(rows, key=repr)


def _rows(store: Store, table: str) -> list[Row]:
    whole = store.dump(table)
    return list(zip(*(column.to_pylist() for column in whole.columns), strict=True))
