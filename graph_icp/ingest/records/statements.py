"""Statements of rows about companies, people and traits, as tables of the graph.

Statements name nodes by their keys, and each remembers the row that makes it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.graph.model import ACCOUNT, KINDS, PERSON, NodeKind, slug

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from numpy.typing import NDArray

    from graph_icp.graph.model import EdgeKind
    from graph_icp.ingest.files.array_type import Array


@dataclass(frozen=True)
class Nodes:
    """Nodes that rows name: their kind, their keys (null for none), and the row of each key."""

    kind: NodeKind
    keys: Array
    index: NDArray[np.int64]

    def repeat_for(self, index: NDArray[np.int64]) -> Nodes:
        """Return the nodes of the rows `index`, of nodes that come one per row."""
        if index is self.index:
            return self
        return Nodes(self.kind, self.keys.take(pa.array(index)), index)


@dataclass
class Statements:
    """Statements of one batch of rows.

    Attributes
    ----------
    every : array of int
        The number of each row of the batch.
    """

    every: NDArray[np.int64]
    _pieces: dict[str, list[pa.Table]] = field(default_factory=dict)

    def node(self, kind: NodeKind, keys: Array, names: Array, index: NDArray[np.int64]) -> Nodes:
        """Add nodes with their names from the rows `index`; null adds no node."""
        self.add("node", index, kind=kind.label, key=keys, name=names)
        return Nodes(kind, keys, index)

    def traits(self, kind: NodeKind, names: Array, index: NDArray[np.int64]) -> Nodes:
        """Add the traits of these names from the rows `index`."""
        encoded = names.dictionary_encode()
        slugs = pa.array([slug(name) for name in encoded.dictionary.to_pylist()], pa.string())
        return self.node(kind, slugs.take(encoded.indices), names, index)

    def mention(
        self, kind: NodeKind, keys: Mapping[str, Array], strongest: Array, name: Array
    ) -> Nodes:
        """Add each row's mention by its strongest key, and edges to those of its weaker keys.

        Parameters
        ----------
        kind : NodeKind
        keys : mapping of str to array
            Keys by their kind, the strongest first; all but the first are added, and tied,
            where a row has a stronger one among them.
        strongest, name : array of str
            The key and the name of each row.
        """
        nodes = self.node(kind, strongest, name, self.every)
        nothing = pa.scalar(None, pa.string())
        stronger = pa.repeat(pa.scalar(False), len(self.every))
        for values in keys.values():
            both = pc.and_(stronger, values.is_valid())
            stronger = pc.or_(stronger, values.is_valid())
            if not pc.any(both).as_py():
                continue
            weaker = pc.if_else(both, values, nothing)
            self.node(kind, weaker, name, self.every)
            self.same_as(kind, self.every, strongest, weaker, "same row")
        return nodes

    def name(self, nodes: Nodes, name: Array, clean: Array, place: Array, alias: Array) -> None:
        """Add a name of each node.

        Parameters
        ----------
        nodes : Nodes
        name, clean : array of str
            The name as written, and as compared; null for none.
        place : array of str
            Where it means the node: a country, a person's company; "" where that is unknown.
        alias : array of bool
            Whether it is another name, not the node's own.
        """
        self.add(
            "naming",
            nodes.index,
            kind=nodes.kind.label,
            key=nodes.keys,
            name=name,
            clean=clean,
            place=place,
            alias=alias,
        )

    def same_as(
        self, kind: NodeKind, index: NDArray[np.int64], ones: Array, others: Array, reason: str
    ) -> None:
        """Propose that each of `ones` is the other beside it; both are keys of one kind."""
        self.add(
            "same_as",
            index,
            kind=kind.label,
            a=ones,
            b=others,
            reason=reason,
            score=1.0,
            decided=False,
        )

    def add_property(self, nodes: Nodes, property: str, values: Array) -> None:
        """Add a property of each node, one value per node; null adds nothing."""
        self.add(
            "property",
            nodes.index,
            kind=nodes.kind.label,
            key=nodes.keys,
            property=property,
            value=pc.cast(values, pa.string()),
        )

    def fact(
        self,
        kind: EdgeKind,
        start: Nodes,
        end: Nodes,
        *,
        since: Array | None = None,
        until: Array | None = None,
        role: Array | None = None,
        strength: Array | None = None,
    ) -> None:
        """Add an edge from each row's start to each of its ends, if it has both.

        `start` and the values come one per row.
        """
        index = end.index
        self.add(
            "fact",
            index,
            kind=kind.type,
            mention_kind=start.kind.label,
            mention=start.repeat_for(index).keys,
            other_kind=end.kind.label,
            other=end.keys,
            since=self._spread(since, index, pa.date32()),
            until=self._spread(until, index, pa.date32()),
            role=self._spread(role, index, pa.string()),
            strength=self._spread(strength, index, pa.float64()),
        )

    def add(self, table: str, index: NDArray[np.int64], **columns: Any) -> None:
        """Add rows to a table of the graph from the rows `index`; scalars apply to all."""
        whole = {
            name: each if isinstance(each, pa.Array) else _repeated(each, len(index))
            for name, each in columns.items()
        }
        piece = pa.table(whole | {"_index": pa.array(index)})
        self._pieces.setdefault(table, []).append(piece)

    def keys(self, kind: NodeKind) -> set[str]:
        """Return the keys of all nodes of a kind."""
        found: set[str] = set()
        for piece in self._of("node", kind):
            found.update(pc.unique(piece["key"].cast(pa.string())).drop_null().to_pylist())
        return found

    def names(self, kind: NodeKind) -> Iterator[tuple[NDArray[np.int64], Array, Array, Array]]:
        """Give the names of nodes of a kind: their rows, keys, cleaned names and places."""
        for piece in self._of("naming", kind):
            columns = (piece[name].combine_chunks() for name in ("key", "clean", "place"))
            key, clean, place = (each.cast(pa.string()) for each in columns)
            yield piece["_index"].to_numpy(), key, clean, place

    def drop(self, label: str, keys: Array) -> NDArray[np.int64]:
        """Take away all that is said about nodes, and return the rows that name them."""
        named: list[NDArray[np.int64]] = [_NO_ROWS]
        for table, pieces in self._pieces.items():
            for place, piece in enumerate(pieces):
                gone = pa.repeat(pa.scalar(False), len(piece))
                for column in _about(piece, label):
                    said = pc.is_in(piece[column].combine_chunks().cast(pa.string()), keys)
                    gone = pc.or_(gone, said)
                if pc.any(gone).as_py():
                    named += [piece["_index"].to_numpy()[gone]] if table == "node" else []
                    pieces[place] = piece.filter(pc.invert(gone))
        return np.concatenate(named)

    def drop_values(self, property: str, wrong: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Take away a property's values in the rows that are wrong, and return these rows."""
        named: list[NDArray[np.int64]] = [_NO_ROWS]
        pieces = self._pieces.get("property", [])
        for place, piece in enumerate(pieces):
            if len(piece) and str(piece["property"][0]) == property:
                index = piece["_index"].to_numpy()
                gone = wrong[index] & piece["value"].is_valid().to_numpy()
                named.append(index[gone])
                pieces[place] = piece.filter(pa.array(~gone))
        return np.concatenate(named)

    def _of(self, table: str, kind: NodeKind) -> Iterator[pa.Table]:
        """Give the pieces of a table that are about nodes of a kind."""
        for piece in self._pieces.get(table, ()):
            if len(piece) and str(piece["kind"][0]) == kind.label:
                yield piece

    def tables(
        self,
        accepted: NDArray[np.bool_],
        alone: NDArray[np.bool_],
        objecting: NDArray[np.bool_],
        source: Array,
        as_of: Array,
        *,
        people: bool,
    ) -> dict[str, pa.Table]:
        """Return the statements of accepted rows, by table of the graph.

        Parameters
        ----------
        accepted, alone : array of bool
            The rows that count, and those that count only for the companies that they name.
        objecting : array of bool
            The rows that count at least for people who do not want to be written to.
        source, as_of : array
            The source and day of each row: columns that each table gets.
        people : bool
            Whether to include statements about people.
        """
        found: dict[str, list[pa.Table]] = {}
        for table, pieces in self._pieces.items():
            for piece in pieces:
                if not people and _is_about_people(piece):
                    continue
                index = piece["_index"].to_numpy()
                counting = accepted | alone if _names_companies(table, piece) else accepted
                counting = counting | objecting if _says_opt_outs(table, piece) else counting
                whole = counting[index]
                for column in _KEYS[table]:
                    whole &= piece[column].is_valid().to_numpy()
                told = piece.drop_columns(["_index"])
                told = told if whole.all() else told.filter(pa.array(whole))
                rows = pa.array(index[whole])
                told = told.append_column("source", source.take(rows))
                found.setdefault(table, []).append(told.append_column("as_of", as_of.take(rows)))
        return {
            table: pa.concat_tables(pieces, promote_options="default")
            for table, pieces in found.items()
        }

    def _spread(self, values: Array | None, index: NDArray[np.int64], type: pa.DataType) -> Array:
        """Return values that come one per row for the rows `index`."""
        if values is None:
            return pa.nulls(len(index), type)
        spread = values if index is self.every else values.take(pa.array(index))
        return spread.cast(type)


# The columns without which a row of the table says nothing.
_KEYS = {
    "node": ("key",),
    "naming": ("key", "clean"),
    "property": ("key", "value"),
    "same_as": ("a", "b"),
    "fact": ("mention", "other"),
}


def _names_companies(table: str, piece: pa.Table) -> bool:
    """Return whether rows of a table of the graph name companies (all of a piece are alike)."""
    named = table in ("node", "naming", "same_as") and len(piece) > 0
    return named and str(piece["kind"][0]) == ACCOUNT.label


def _says_opt_outs(table: str, piece: pa.Table) -> bool:
    """Return whether rows of a table of the graph are needed to say who opted out."""
    if not _is_about_people(piece):
        return False
    return table == "node" or (table == "property" and str(piece["property"][0]) == "opted_out")


def _is_about_people(piece: pa.Table) -> bool:
    """Return whether rows of a table of the graph are about people (all of a piece are alike)."""
    columns = [
        name for name in ("kind", "mention_kind", "other_kind") if name in piece.column_names
    ]
    return any(KINDS.get(str(piece[name][0])) is PERSON for name in columns if len(piece))


def _about(piece: pa.Table, label: str) -> Iterator[str]:
    """Give the columns of a piece that hold keys of nodes of a label."""
    for said, columns in _KINDS_OF_KEYS.items():
        if said in piece.column_names and len(piece) and str(piece[said][0]) == label:
            yield from (each for each in columns if each in piece.column_names)


# The columns that say the kind of a node, by those that hold its key; facts have their own.
_KINDS_OF_KEYS = {
    "kind": ("key", "a", "b"),
    "mention_kind": ("mention",),
    "other_kind": ("other",),
}
_NO_ROWS = np.empty(0, dtype=np.int64)


def _repeated(value: Any, times: int) -> Array:
    """Return a value repeated for every row; a text takes no more room than a number."""
    if not isinstance(value, str):
        return pa.repeat(value, times)
    return pa.DictionaryArray.from_arrays(pa.repeat(pa.scalar(0, pa.int32()), times), [value])
