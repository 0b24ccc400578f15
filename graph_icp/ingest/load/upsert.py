"""Writing rows to a store: nodes first, then statements about them by their ids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.graph.model import EDGES, KINDS, NAMED, bearer
from graph_icp.graph.neo4j_rows import TYPES
from graph_icp.graph.tables import TABLES
from graph_icp.ingest.load.deduplicate import FACT_COLUMNS, once

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from graph_icp.graph.store import Store
    from graph_icp.progress import Progress


# Ids of nodes by their kind.
Touched: TypeAlias = "dict[str, NDArray[np.int64]]"


@dataclass
class Counts:
    """The numbers of new, changed and unchanged rows of a table."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0


def write(
    store: Store,
    told: Mapping[str, pa.Table],
    load: int,
    counts: dict[str, Counts],
    progress: Progress,
    seen: Callable[[str, pa.Table, Mapping[str, str]], None] | None = None,
) -> Touched:
    """Write the rows of one load to a store and return the ids of the nodes in it.

    Parameters
    ----------
    store : Store
        Open for writing.
    told : mapping of str to pyarrow.Table
        By table of the model, as `Rows` adds them: node (kind, key, name; each once), naming,
        same_as, property and fact, which name nodes by their keys.
    load : int
        The load's number.
    counts : dict of str to Counts
        Added to, by table.
    progress : callable
        Called with the current step and the share of it that is done.
    seen : callable, optional
        Called with each table's name and rows before they are written, and what they are about.

    Returns
    -------
    dict of str to array of int
        The ids by kind of node.
    """
    written, rows_in_all = 0, max(sum(map(len, told.values())), 1)
    progress("writing", 0)
    ids = _Ids(store, told["node"], counts.setdefault("node", Counts()))
    for table in ("naming", "same_as", "property", "fact"):
        if table in told:
            for rows, about in _placed(table, told[table], ids):
                counted = table == "fact" and EDGES[about["kind"]].counted
                # By node, since a store may write the statements about one together.
                merged = once(table, rows, counted=counted).sort_by(_TOLD_OF[table])
                merged = merged.append_column("load", _all(load, len(merged)))
                merged = _whole(merged) if table == "fact" else merged
                progress("writing", written / rows_in_all)
                written += len(rows)
                if seen:
                    seen(table, merged, about)
                merge(store, table, merged, counts.setdefault(table, Counts()), **about)
    return ids.by_kind()


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


def together(touched: Sequence[Touched]) -> Touched:
    """Return the ids of the nodes of several writes by kind, each once."""
    kinds = sorted({kind for each in touched for kind in each})
    return {
        kind: np.unique(np.concatenate([each[kind] for each in touched if kind in each]))
        for kind in kinds
    }


class _Ids:
    """The ids of the nodes of one write, found once for all.

    New nodes (kind, key, name; each once) are added to the store. A node's name is the smallest
    of its names.
    """

    def __init__(self, store: Store, nodes: pa.Table, counts: Counts) -> None:
        text = {name: nodes[name].cast(pa.string()) for name in ("kind", "key", "name")}
        nodes = pa.table(text).sort_by("kind").combine_chunks()
        kinds = pc.unique(nodes["kind"]).to_pylist()
        known = store.ask("load/node_ids", nodes.select(["kind", "key"]), trait=_traits(kinds))
        place = pc.index_in(_joined(nodes), _joined(known))
        there = place.is_valid()
        new = nodes.filter(pc.invert(there))
        if len(new):
            last = store.ask("load/last_id")["id"][0].as_py()
            numbers = pa.array(last + 1 + np.arange(len(new)), pa.int64())
            new = new.append_column("id", numbers)
            store.insert("node", new)
        own = known.take(place.filter(there))
        names = nodes["name"].filter(there)
        smaller = pc.less(names, own["name"])
        renamed = pa.table({"id": own["id"], "kind": own["kind"], "name": names}).filter(smaller)
        for label, mine in _by_bearer(renamed):
            store.tell("load/rename_nodes", mine, label=label)
        counts.new += len(new)
        counts.changed += len(renamed)
        own = own.select(["kind", "key", "id"]).cast(_IDS)
        every = pa.concat_tables([own, new.select(_IDS.names).cast(_IDS)]) if len(new) else own
        self._keys: dict[str, pa.Array] = {}
        self._ids: dict[str, pa.Array] = {}
        for kind, mine in _by(every, "kind"):
            self._keys[kind] = mine["key"].combine_chunks()
            self._ids[kind] = mine["id"].combine_chunks()

    def of(self, kind: str, keys: pa.ChunkedArray) -> pa.Array:
        """Return the ids of the nodes of these keys, which have all been added."""
        text = keys.combine_chunks().cast(pa.string())
        return self._ids[kind].take(pc.index_in(text, self._keys[kind]))

    def by_kind(self) -> Touched:
        """Return the ids of all nodes that were added, by kind."""
        return {kind: np.asarray(ids) for kind, ids in self._ids.items()}


_IDS = pa.schema([("kind", pa.string()), ("key", pa.string()), ("id", pa.int64())])


def _joined(nodes: pa.Table) -> pa.Array:
    """Return kind and key of each node as one text."""
    text = [nodes[name].cast(pa.string()) for name in ("kind", "key")]
    return pc.binary_join_element_wise(*text, "\t").combine_chunks()


def _traits(kinds: Sequence[str]) -> list[str]:
    return [kind for kind in kinds if KINDS[kind] not in NAMED]


def _by_bearer(rows: pa.Table) -> Iterator[tuple[str, pa.Table]]:
    """Give rows by the label that has their kinds' keys: a column `kind`, which is dropped."""
    labels = pa.array([bearer(kind) for kind in rows["kind"].to_pylist()], pa.string())
    yield from _by(rows.drop_columns(["kind"]).append_column("label", labels), "label")


def _placed(table: str, rows: pa.Table, ids: _Ids) -> Iterator[tuple[pa.Table, dict[str, str]]]:
    """Give a table's rows with ids for keys, by what they are about."""
    if table == "fact":
        yield from _placed_facts(rows, ids)
        return
    by_label: dict[str, list[pa.Table]] = {}
    for kind, mine in _by(rows, "kind"):
        label = bearer(kind) if table == "property" else ""
        by_label.setdefault(label, []).append(_with_ids(table, mine, kind, ids))
    for label, parts in by_label.items():
        yield pa.concat_tables(parts), {"label": label} if label else {}


def _placed_facts(rows: pa.Table, ids: _Ids) -> Iterator[tuple[pa.Table, dict[str, str]]]:
    for kind, mine in _by(rows, "kind"):
        edge = EDGES[kind]
        ends = {
            "mention": ids.of(edge.start.label, mine["mention"]),
            "other": ids.of(edge.end.label, mine["other"]),
        }
        yield _replaced(mine, ends), {"kind": kind, "end": edge.end.label}


def _with_ids(table: str, rows: pa.Table, kind: str, ids: _Ids) -> pa.Table:
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


def _by(rows: pa.Table, column: str) -> Iterator[tuple[str, pa.Table]]:
    """Give the rows by the text of a column, in its order."""
    texts = rows[column].cast(pa.string())
    for text in sorted(pc.unique(texts).to_pylist()):
        yield text, rows.filter(pc.equal(texts, text))


def _all(value: int, times: int) -> pa.Array:
    return pa.repeat(pa.scalar(value, pa.int32()), times)
