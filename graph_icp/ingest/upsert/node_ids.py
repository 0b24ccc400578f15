"""Ids of the nodes of a load by their keys, each asked for once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.graph.id_rows import each_once
from graph_icp.graph.model import KINDS, NAMED, bearer
from graph_icp.ingest.upsert.gathering import Grouped, named_once
from graph_icp.ingest.upsert.keys_held import UNKNOWN, KeysHeld, key_hashes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from graph_icp.graph.store import Store
    from graph_icp.ingest.upsert.counts import Counts, Touched
    from graph_icp.ingest.upsert.keys_held import Hashes

# The most keys that are held, which limits the memory; beyond, they are asked for again.
_HELD = 20_000_000


class NodeIds:
    """The ids of a load's nodes.

    New nodes are added to the store. A node's name is the smallest of its names.

    Parameters
    ----------
    store : Store
        Open for writing.
    counts : Counts
        Added to.
    """

    def __init__(self, store: Store, counts: Counts) -> None:
        self._store = store
        self._counts = counts
        self._known: dict[str, KeysHeld] = {}
        self._let_go: dict[str, list[NDArray[np.int64]]] = {}
        self._names = Grouped(named_once)

    def add(self, nodes: pa.Table) -> None:
        """Find the ids of nodes (kind, key, name; each once), and add those that are new."""
        if sum(map(len, self._known.values())) + len(nodes) > _HELD:
            self._let_go_of_keys()
        text = {name: nodes[name].cast(pa.string()) for name in ("kind", "key", "name")}
        unknown = []
        for kind, mine in parts_by(pa.table(text), "kind"):
            found = self._known.setdefault(kind, KeysHeld()).find(_hashes(mine["key"]))
            self._names.add(mine.filter(pa.array(found != UNKNOWN)))
            unknown.append(mine.filter(pa.array(found == UNKNOWN)))
        if unknown:
            self._look_up(pa.concat_tables(unknown).combine_chunks())

    def of(self, kind: str, keys: pa.ChunkedArray) -> pa.Array:
        """Return the ids of the nodes of these keys, which have all been added."""
        coded = keys if pa.types.is_dictionary(keys.type) else keys.dictionary_encode()
        whole = coded.unify_dictionaries().combine_chunks()
        ids = self._known[kind].find(_hashes(whole.dictionary))
        return pa.array(ids).take(whole.indices)

    def finish(self) -> Touched:
        """Rename the nodes that got a smaller name, and return all ids by kind, each once."""
        if len(self._names):
            # By kind, since a store may ask for those of one together.
            named = self._names.take().sort_by("kind")
            self._rename(named, self._ask(named))
        self._let_go_of_keys()
        return {kind: each_once(*ids) for kind, ids in self._let_go.items()}

    def _look_up(self, nodes: pa.Table) -> None:
        """Find the ids of nodes that were not asked for, and add those that are new."""
        if not len(nodes):
            return
        known = self._ask(nodes)
        there = pc.is_in(_joined(nodes), _joined(known))
        self._rename(nodes.filter(there), known)
        self._hold(known)
        new = nodes.filter(pc.invert(there))
        if len(new):
            last = self._store.ask("load/last_id")["id"][0].as_py()
            new = new.append_column("id", pa.array(last + 1 + np.arange(len(new)), pa.int64()))
            self._store.insert("node", new)
            self._hold(new)
        self._counts.new += len(new)

    def _ask(self, nodes: pa.Table) -> pa.Table:
        kinds = pc.unique(nodes["kind"]).to_pylist()
        return self._store.ask("load/node_ids", nodes.select(["kind", "key"]), trait=_traits(kinds))

    def _rename(self, nodes: pa.Table, known: pa.Table) -> None:
        """Rename those of the store's nodes whose name here is smaller."""
        own = known.take(pc.index_in(_joined(nodes), _joined(known)))
        smaller = pc.less(nodes["name"].combine_chunks(), own["name"].combine_chunks())
        renamed = pa.table({"id": own["id"], "kind": own["kind"], "name": nodes["name"]})
        renamed = renamed.filter(smaller)
        labels = pa.array([bearer(kind) for kind in renamed["kind"].to_pylist()], pa.string())
        renamed = renamed.drop_columns(["kind"]).append_column("label", labels)
        for label, mine in parts_by(renamed, "label"):
            self._store.tell("load/rename_nodes", mine, label=label)
        self._counts.changed += len(renamed)

    def _hold(self, nodes: pa.Table) -> None:
        for kind, mine in parts_by(nodes, "kind"):
            self._known[kind].add(_hashes(mine["key"]), mine["id"].to_numpy().astype(np.int64))

    def _let_go_of_keys(self) -> None:
        for kind, known in self._known.items():
            self._let_go.setdefault(kind, []).append(known.ids())
        self._known = {}


def parts_by(rows: pa.Table, column: str) -> Iterator[tuple[str, pa.Table]]:
    """Give the rows by the text of a column, in its order."""
    texts = sorted(pc.unique(rows[column]).cast(pa.string()).to_pylist())
    for text in texts:
        yield text, rows if len(texts) == 1 else rows.filter(pc.equal(rows[column], text))


def _hashes(keys: pa.Array | pa.ChunkedArray) -> Hashes:
    return key_hashes(keys.to_numpy(zero_copy_only=False))


def _joined(nodes: pa.Table) -> pa.Array:
    """Return kind and key of each node as one text."""
    text = [nodes[name].cast(pa.string()) for name in ("kind", "key")]
    return pc.binary_join_element_wise(*text, "\t").combine_chunks()


def _traits(kinds: Sequence[str]) -> list[str]:
    return [kind for kind in kinds if KINDS[kind] not in NAMED]
