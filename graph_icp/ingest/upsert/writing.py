"""Writing rows to a store: nodes first, then statements about them by their ids."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.graph.model import EDGES, bearer
from graph_icp.graph.neo4j.rows import TYPES
from graph_icp.graph.tables import TABLES
from graph_icp.ingest.upsert.counts import Counts
from graph_icp.ingest.upsert.deduplicate import FACT_COLUMNS, KEYS, once
from graph_icp.ingest.upsert.node_ids import NodeIds, parts_by
from graph_icp.ingest.upsert.row_hashes import row_hashes
from graph_icp.ingest.upsert.told_before import ToldBefore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from graph_icp.graph.store import Store
    from graph_icp.ingest.upsert.counts import Touched
    from graph_icp.progress import Progress

    Seen: TypeAlias = Callable[[str, pa.Table, Mapping[str, str]], None]

# The rows that are gathered before they are merged: each merging reads the whole table.
TOGETHER = 1_000_000


class Writing:
    """The writing of one load, in parts.

    Rows that their source has not told before are inserted. The others wait until there are enough
    to merge them with the table, or the load ends.

    Parameters
    ----------
    store : Store
        Open for writing.
    counts : dict of str to Counts
        Added to, by table.
    seen : callable, optional
        Called with each table's name and rows before they are written, and what they are about.
    """

    def __init__(self, store: Store, counts: dict[str, Counts], seen: Seen | None = None) -> None:
        self._store = store
        self._counts = counts
        self._seen = seen
        self._ids = NodeIds(store, counts.setdefault("node", Counts()))
        self._before = ToldBefore(store)
        self._waiting: dict[tuple[str, tuple[tuple[str, str], ...]], list[pa.Table]] = {}

    def write(self, told: Mapping[str, pa.Table], load: int, progress: Progress) -> None:
        """Write rows, or keep them until `finish`.

        Parameters
        ----------
        told : mapping of str to pyarrow.Table
            By table of the model, as `Rows` adds them: node (kind, key, name; each once), naming,
            same_as, property and fact, which name nodes by their keys.
        load : int
            The load's number.
        progress : callable
            Called with the current step and the share of it that is done.
        """
        written, rows_in_all = 0, max(sum(map(len, told.values())), 1)
        progress("writing", 0)
        self._ids.add(told["node"])
        for table in _MERGES:
            if table in told:
                for rows, about in _placed(table, told[table], self._ids):
                    progress("writing", written / rows_in_all)
                    written += len(rows)
                    self._add(table, rows.append_column("load", _all(load, len(rows))), about)

    def finish(self, progress: Progress) -> Touched:
        """Write what waits, and return the ids of all nodes by kind."""
        for done, ((table, about), rows) in enumerate(self._waiting.items()):
            progress("writing", done / len(self._waiting))
            self._merge(table, rows, dict(about))
        self._waiting = {}
        return self._ids.finish()

    def _add(self, table: str, rows: pa.Table, about: dict[str, str]) -> None:
        """Insert the rows that are new, and let the others wait."""
        hashes = row_hashes(rows, KEYS[table], f"{table} {about.get('kind', '')}")
        known = self._before.add(table, rows, hashes)
        if not known.any():
            self._insert(table, rows, about)
            return
        if not known.all():
            self._insert(table, rows.filter(pa.array(~known)), about)
        place = table, tuple(about.items())
        waiting = self._waiting.setdefault(place, [])
        waiting.append(rows.filter(pa.array(known)))
        # Counts add up within a file alone, which comes at once.
        if _is_counted(table, about) or sum(map(len, waiting)) > TOGETHER:
            self._merge(table, self._waiting.pop(place), about)

    def _insert(self, table: str, rows: pa.Table, about: dict[str, str]) -> None:
        new = self._once(table, rows, about)
        if table == "fact":
            kind = pa.DictionaryArray.from_arrays(_all(0, len(new)), [about["kind"]])
            new = new.append_column("kind", kind)
            if "ended" not in new.column_names:
                new = new.append_column("ended", pa.repeat(pa.scalar(False), len(new)))
        self._store.insert(table, new)
        self._counts.setdefault(table, Counts()).new += len(new)

    def _merge(self, table: str, parts: list[pa.Table], about: dict[str, str]) -> None:
        rows = pa.concat_tables(parts, promote_options="default")
        merged = self._once(table, rows, about)
        merged = _whole(merged) if table == "fact" else merged
        merge(self._store, table, merged, self._counts.setdefault(table, Counts()), **about)

    def _once(self, table: str, rows: pa.Table, about: dict[str, str]) -> pa.Table:
        """Return rows each once, by node, since a store may write those about one together."""
        told = once(table, rows, counted=_is_counted(table, about)).sort_by(_TOLD_OF[table])
        if self._seen:
            self._seen(table, told, about)
        return told


def write(
    store: Store,
    told: Mapping[str, pa.Table],
    load: int,
    counts: dict[str, Counts],
    progress: Progress,
) -> Touched:
    """Write the rows of one load to a store at once and return the ids of the nodes in it.

    The parameters are those of `Writing` and its `write`.
    """
    writing = Writing(store, counts)
    writing.write(told, load, progress)
    return writing.finish(progress)


def merge(store: Store, table: str, rows: pa.Table, counts: Counts, **about: Any) -> None:
    """Add new rows, and change those that the store has already.

    Parameters
    ----------
    store : Store
    table : str
        naming, same_as, property or fact.
    rows : pyarrow.Table
        The table's columns with ids, each row once.
    counts : Counts
        Added to.
    **about
        kind (of edge), end (the label of its other end), label (of the nodes).
    """
    made, altered = store.tell(f"load/{_MERGES[table]}", rows, **about)
    counts.new += made
    counts.changed += altered
    counts.unchanged += max(len(rows) - made - altered, 0)


_MERGES = {
    "naming": "merge_namings",
    "same_as": "merge_same_as",
    "property": "merge_properties",
    "fact": "merge_facts",
}


def _is_counted(table: str, about: Mapping[str, str]) -> bool:
    return table == "fact" and EDGES[about["kind"]].counted


def _placed(table: str, rows: pa.Table, ids: NodeIds) -> Iterator[tuple[pa.Table, dict[str, str]]]:
    """Give a table's rows with ids for keys, by what they are about."""
    if table == "fact":
        yield from _placed_facts(rows, ids)
        return
    by_label: dict[str, list[pa.Table]] = {}
    for kind, mine in parts_by(rows, "kind"):
        label = bearer(kind) if table == "property" else ""
        by_label.setdefault(label, []).append(_with_ids(table, mine, kind, ids))
    for label, parts in by_label.items():
        yield pa.concat_tables(parts), {"label": label} if label else {}


def _placed_facts(rows: pa.Table, ids: NodeIds) -> Iterator[tuple[pa.Table, dict[str, str]]]:
    for kind, mine in parts_by(rows, "kind"):
        edge = EDGES[kind]
        ends = {
            "mention": ids.of(edge.start.label, mine["mention"]),
            "other": ids.of(edge.end.label, mine["other"]),
        }
        yield _replaced(mine, ends), {"kind": kind, "end": edge.end.label}


def _with_ids(table: str, rows: pa.Table, kind: str, ids: NodeIds) -> pa.Table:
    """Return the rows about nodes of one kind with ids for keys."""
    if table == "same_as":
        a, b = ids.of(kind, rows["a"]), ids.of(kind, rows["b"])
        ends = {"a": pc.min_element_wise(a, b), "b": pc.max_element_wise(a, b)}
        rows = _replaced(rows, ends)
        return rows.filter(pc.not_equal(rows["a"], rows["b"]))
    column = "node" if table == "property" else "mention"
    return _replaced(rows, {column: ids.of(kind, rows["key"])})


def _replaced(rows: pa.Table, ends: Mapping[str, pa.Array]) -> pa.Table:
    others = rows.drop_columns([name for name in _KEYED if name in rows.column_names])
    for name, numbers in ends.items():
        others = others.append_column(name, numbers)
    return others


def _whole(facts: pa.Table) -> pa.Table:
    """Return facts with all their possible columns, null where their file says nothing."""
    for name in FACT_COLUMNS:
        if name not in facts.column_names:
            empty = pa.nulls(len(facts), TYPES[TABLES["fact"][name]])
            facts = facts.append_column(name, empty)
    return facts


# The node that a row is about.
_TOLD_OF = {"naming": "mention", "same_as": "a", "property": "node", "fact": "mention"}
# The columns that hold keys, and become ids.
_KEYED = ("kind", "key", "a", "b", "mention", "mention_kind", "other", "other_kind")


def _all(value: int, times: int) -> pa.Array:
    return pa.repeat(pa.scalar(value, pa.int32()), times)
