"""Writing what rows became to a store: nodes first, then what is told of them by their ids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.graph.model import EDGES, KINDS, NAMED, bearer
from graph_icp.ingest.load.deduplicate import once

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from numpy.typing import NDArray

    from graph_icp.graph.store import Store


@dataclass
class Counts:
    """How many rows of a table were new, changed and unchanged."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0


def write(
    store: Store,
    told: Mapping[str, pa.Table],
    load: int,
    counts: dict[str, Counts],
    progress: Callable[[str, float], None],
    seen: Callable[[str, pa.Table, Mapping[str, str]], None] | None = None,
) -> NDArray[np.int64]:
    """Write the rows of one load to a store and return the ids of the nodes that were told of.

    Parameters
    ----------
    store : Store
        Open for writing.
    told : mapping of str to pyarrow.Table
        By table of the model, as `Rows` adds them: node (kind, key, name; each once), naming,
        same_as, property and fact, in which nodes stand by their keys.
    load : int
        The load's number.
    counts : dict of str to Counts
        Added to, by table.
    progress : callable
        Called with what is being done and the share of it that is done.
    seen : callable, optional
        Called with each table's name and rows as they are told, and what they are about.
    """
    ids = _Ids(store)
    written, rows_in_all = 0, max(sum(map(len, told.values())), 1)
    progress("writing", 0)
    for kind, nodes in _by(told["node"], "kind"):
        ids.add(kind, nodes, counts.setdefault("node", Counts()))
    for table in ("naming", "same_as", "property", "fact"):
        if table in told:
            for rows, about in _placed(table, told[table], ids):
                counted = table == "fact" and EDGES[about["kind"]].counted
                # By node, since a store may take what is told of one together.
                merged = once(table, rows, counted=counted).sort_by(_TOLD_OF[table])
                merged = merged.append_column("load", _all(load, len(merged)))
                progress("writing", written / rows_in_all)
                written += len(rows)
                if seen:
                    seen(table, merged, about)
                tell_once(store, table, merged, counts.setdefault(table, Counts()), **about)
    return ids.every()


def tell_once(store: Store, table: str, rows: pa.Table, counts: Counts, **about: Any) -> None:
    """Add rows that are there once, and change those that the store has already.

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
    plural = {"same_as": "same_as", "property": "properties"}.get(table, f"{table}s")
    made = store.tell(f"load/add_{plural}", rows, **about).made
    altered = store.tell(f"load/update_{plural}", rows, **about).altered if made < len(rows) else 0
    counts.new += made
    counts.changed += altered
    counts.unchanged += max(len(rows) - made - altered, 0)


class _Ids:
    """The ids of the nodes of one write, found once for each key."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._keys: dict[str, pa.Array] = {}
        self._ids: dict[str, pa.Array] = {}

    def add(self, kind: str, nodes: pa.Table, counts: Counts) -> None:
        """Add nodes (key, name; each once) to the store where they are not there, and to the ids.

        A node's name is the smallest that was told.
        """
        keys = nodes["key"].combine_chunks().cast(pa.string())
        names = nodes["name"].combine_chunks().cast(pa.string())
        known = self._store.ask("load/node_ids", pa.table({"key": keys}), kind=kind)
        place = pc.index_in(keys, known["key"].combine_chunks())
        there = place.is_valid()
        new = pa.table({"key": keys, "name": names}).filter(pc.invert(there))
        numbers = self._last_id() + 1 + np.arange(len(new))
        new = new.append_column("id", pa.array(numbers, pa.int64()))
        self._store.tell(
            "load/add_mentions" if KINDS[kind] in NAMED else "load/add_traits", new, kind=kind
        )
        own = known.take(place.filter(there))
        smaller = pc.less(names.filter(there), own["name"].combine_chunks())
        renamed = pa.table({"id": own["id"], "name": names.filter(there)}).filter(smaller)
        self._store.tell("load/rename_nodes", renamed, label=bearer(kind))
        counts.new += len(new)
        counts.changed += len(renamed)
        self._keys[kind] = pa.concat_arrays([own["key"].combine_chunks(), *_chunks(new["key"])])
        self._ids[kind] = pa.concat_arrays(
            [own["id"].combine_chunks().cast(pa.int64()), *_chunks(new["id"])]
        )

    def of(self, kind: str, keys: pa.ChunkedArray) -> pa.Array:
        """Return the ids of the nodes of these keys, which have all been added."""
        text = keys.combine_chunks().cast(pa.string())
        return self._ids[kind].take(pc.index_in(text, self._keys[kind]))

    def every(self) -> NDArray[np.int64]:
        """Return the ids of all nodes that were added."""
        return np.concatenate(
            [np.empty(0, np.int64), *(each.to_numpy() for each in self._ids.values())]
        )

    def _last_id(self) -> int:
        last: int = self._store.ask("load/last_id")["id"][0].as_py()
        return last


def _placed(table: str, rows: pa.Table, ids: _Ids) -> Iterator[tuple[pa.Table, dict[str, str]]]:
    """Give a table's rows with ids for keys, by what they are about."""
    for kind, mine in _by(rows, "kind"):
        if table == "fact":
            edge = EDGES[kind]
            ends = {
                "mention": ids.of(edge.start.label, mine["mention"]),
                "other": ids.of(edge.end.label, mine["other"]),
            }
            about = {"kind": kind, "end": edge.end.label}
        elif table == "same_as":
            a, b = ids.of(kind, mine["a"]), ids.of(kind, mine["b"])
            ends = {"a": pc.min_element_wise(a, b), "b": pc.max_element_wise(a, b)}
            about = {}
        else:
            ends = {"node" if table == "property" else "mention": ids.of(kind, mine["key"])}
            about = {"label": bearer(kind)}
        others = mine.drop_columns([name for name in _KEYED if name in mine.column_names])
        for name, numbers in ends.items():
            others = others.append_column(name, numbers)
        if table == "same_as":
            others = others.filter(pc.not_equal(others["a"], others["b"]))
        yield others, about


# The node that a row is about.
_TOLD_OF = {"naming": "mention", "same_as": "a", "property": "node", "fact": "mention"}
# Columns that are told by keys, and become ids.
_KEYED = ("kind", "key", "a", "b", "mention", "mention_kind", "other", "other_kind")


def _by(rows: pa.Table, column: str) -> Iterator[tuple[str, pa.Table]]:
    """Give the rows by the text of a column, in its order."""
    texts = rows[column].cast(pa.string())
    for text in sorted(pc.unique(texts).to_pylist()):
        yield text, rows.filter(pc.equal(texts, text))


def _chunks(column: pa.ChunkedArray) -> list[pa.Array]:
    return list(column.chunks)


def _all(value: int, times: int) -> pa.Array:
    return pa.repeat(pa.scalar(value, pa.int32()), times)
