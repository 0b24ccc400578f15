"""A batch of a file's rows: columns in the loader's words, and what the rows become.

All work is done once for each distinct text of a column, then spread over the rows.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.graph.model import ACCOUNT_PROPERTIES, NodeKind, slug
from graph_icp.ingest.values import Misunderstood, Refused, blank, day, items, number

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from graph_icp.graph.model import EdgeKind

Array: TypeAlias = Any  # a pyarrow.Array; pyarrow has no types


@dataclass(frozen=True)
class Nodes:
    """Nodes that rows name: their kind, their keys (null for none), and the row of each key."""

    kind: NodeKind
    keys: Array
    index: NDArray[np.int64]


@dataclass
class Rows:
    """A batch of rows.

    Attributes
    ----------
    table : pyarrow.Table
        The rows as they stand in the file: text columns, and `_row`.
    places : mapping of str to str
        The file's header for each column that the loader knows and the file has.
    source : str
        Who tells the facts, where the row does not say.
    as_of : date
        When the rows are true, where the row does not say.
    reasons : dict of int to str
        Why rows are rejected, by their number in the batch.
    notes : Counter of str
        What was left out of rows that are accepted.
    beside : set of str
        Headers that the loader does not know and whose numbers are kept.
    """

    table: pa.Table
    places: Mapping[str, str]
    source: str
    as_of: datetime.date
    reasons: dict[int, str] = field(default_factory=dict)
    notes: Counter[str] = field(default_factory=Counter)
    beside: set[str] = field(default_factory=set)
    _pieces: dict[str, list[pa.Table]] = field(default_factory=dict)
    _values: dict[Any, Array] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.table)

    @cached_property
    def every(self) -> NDArray[np.int64]:
        """The number of each row of the batch."""
        return np.arange(len(self), dtype=np.int64)

    def has(self, column: str) -> bool:
        """Return whether the file has the column."""
        return column in self.places

    def raw(self, column: str) -> Array:
        """Return a column's texts, null where the file has none."""
        if column not in self.places:
            return pa.nulls(len(self), pa.string())
        return self.table[self.places[column]].combine_chunks()

    def text(self, column: str) -> Array:
        """Return a column's texts, null where they say nothing ("", "n/a", "-")."""
        return self.value(column, _said)

    def value(
        self, column: str, understand: Callable[[str], Any], type: pa.DataType | None = None
    ) -> Array:
        """Return a column's values, understood once however often they are asked for.

        Parameters
        ----------
        column : str
            The loader's name of it.
        understand : callable
            From a text to a value or None. What it refuses (`Refused`) rejects the row; what
            it does not understand (`Misunderstood`) is left out and counted in the notes.
        type : pyarrow.DataType, optional
            The values' type, text by default.
        """
        if not self.has(column):
            return pa.nulls(len(self), type or pa.string())
        asked = (column, understand, type)
        if asked not in self._values:
            self._values[asked] = self.understood(self.raw(column), understand, type, column)
        return self._values[asked]

    def understood(
        self,
        texts: Array,
        understand: Callable[[str], Any],
        type: pa.DataType | None = None,
        column: str = "",
    ) -> Array:
        """Return the values of texts that are one a row; see `value`."""
        encoded = texts.dictionary_encode()
        values: list[Any] = []
        for place, text in enumerate(encoded.dictionary.to_pylist()):
            values.append(None)
            try:
                values[-1] = understand(text)
            except Refused as refusal:
                self._reject_text(encoded.indices, place, column, str(refusal))
            except Misunderstood as doubt:
                times = pc.sum(pc.equal(encoded.indices, place)).as_py()
                said = str(doubt)[:_SAID] if str(doubt).startswith(column) else f"{column}: {doubt}"
                self.notes[said] += times
        return pa.array(values, type or pa.string()).take(encoded.indices)

    def numbers_beside(self) -> dict[str, Array]:
        """Return the numbers in columns that the loader does not know, by a plain name of each.

        A column counts in which every text that says something is a number.
        """
        found = {}
        for header in self.table.column_names:
            name = _plain(header)
            known = header in self.places.values() or header == "_row"
            if known or not name or name in ACCOUNT_PROPERTIES:
                continue
            encoded = self.table[header].combine_chunks().dictionary_encode()
            numbers = _numbers(encoded.dictionary.to_pylist())
            if numbers and any(each is not None for each in numbers):
                self.beside.add(header)
                found[name] = pa.array(numbers, pa.float64()).take(encoded.indices)
        return found

    def reject(self, wrong: Array | NDArray[np.bool_], reason: str) -> None:
        """Reject the rows where `wrong` is true, if they were not rejected before."""
        for row in np.flatnonzero(np.asarray(wrong)):
            self.reasons.setdefault(int(row), reason)

    def needed(self, column: str, values: Array) -> Array:
        """Return `values`, rejecting the rows that have none."""
        self.reject(values.is_null(), f"no {column}")
        return values

    def trait(self, kind: NodeKind, column: str) -> Nodes:
        """Return one trait a row, named in `column`; rows without are rejected."""
        names = self.needed(column, self.text(column))
        return self.traits(kind, names, self.every)

    def traits(self, kind: NodeKind, names: Array, index: NDArray[np.int64]) -> Nodes:
        """Return the traits of these names, told in the rows `index`."""
        keys = self.understood(names, slug)
        self.add("node", index, kind=kind.label, key=keys, name=names)
        return Nodes(kind, keys, index)

    def listed(self, column: str) -> tuple[NDArray[np.int64], Array]:
        """Return the entries of a column of lists: the row of each, and its text."""
        return self.split(column, items)

    def split(
        self, column: str, apart: Callable[[str], list[str]]
    ) -> tuple[NDArray[np.int64], Array]:
        """Return the entries into which `apart` splits a column: the row of each, and its text."""
        cells = self.value(column, apart, pa.list_(pa.string()))
        return pc.list_parent_indices(cells).to_numpy(), pc.list_flatten(cells)

    def told(self, nodes: Nodes, index: NDArray[np.int64]) -> Nodes:
        """Return the nodes of the rows `index`, of nodes that stand one a row."""
        if index is nodes.index:
            return nodes
        return Nodes(nodes.kind, nodes.keys.take(pa.array(index)), index)

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
        """Add an edge from each row's start to each of its ends; where one is missing, none.

        `start` and the values stand one a row.
        """
        index = end.index
        self.add(
            "fact",
            index,
            kind=kind.type,
            mention_kind=start.kind.label,
            mention=self.told(start, index).keys,
            other_kind=end.kind.label,
            other=end.keys,
            since=self._spread(since, index, pa.date32()),
            until=self._spread(until, index, pa.date32()),
            role=self._spread(role, index, pa.string()),
            strength=self._spread(strength, index, pa.float64()),
        )

    def says(self, nodes: Nodes, property: str, values: Array) -> None:
        """Add what is said of each node, one value a node; null says nothing."""
        self.add(
            "property",
            nodes.index,
            kind=nodes.kind.label,
            key=nodes.keys,
            property=property,
            value=pc.cast(values, pa.string()),
        )

    def add(self, what: str, index: NDArray[np.int64], **columns: Any) -> None:
        """Add rows of a table of the graph; scalars stand for every row."""
        whole = {
            name: each if isinstance(each, pa.Array) else _repeated(each, len(index))
            for name, each in columns.items()
        }
        piece = pa.table(whole | {"_index": pa.array(index)})
        self._pieces.setdefault(what, []).append(piece)

    def pieces(self) -> dict[str, pa.Table]:
        """Return what the accepted rows became, by table, with source and as_of."""
        source, as_of = self._provenance()
        kept = np.ones(len(self), dtype=bool)
        kept[list(self.reasons)] = False
        found = {}
        for what, pieces in self._pieces.items():
            accepted = []
            for piece in pieces:
                index = piece["_index"].to_numpy()
                whole = kept[index]
                for column in _KEYS[what]:
                    whole &= piece[column].is_valid().to_numpy()
                told = piece.drop_columns(["_index"])
                told = told if whole.all() else told.filter(pa.array(whole))
                rows = pa.array(index[whole])
                told = told.append_column("source", source.take(rows))
                accepted.append(told.append_column("as_of", as_of.take(rows)))
            found[what] = pa.concat_tables(accepted)
        return found

    def _provenance(self) -> tuple[Array, Array]:
        source = pc.fill_null(self.text("source"), self.source).dictionary_encode()
        today = pa.scalar(self.as_of, pa.date32())
        return source, pc.fill_null(self.value("as_of", day, pa.date32()), today)

    def _spread(self, values: Array | None, index: NDArray[np.int64], type: pa.DataType) -> Array:
        """Return values that stand one a row for the rows `index`."""
        if values is None:
            return pa.nulls(len(index), type)
        spread = values if index is self.every else values.take(pa.array(index))
        return spread.cast(type)

    def _reject_text(self, indices: Array, place: int, column: str, reason: str) -> None:
        said = reason if reason.startswith(column) else f"{column}: {reason}"
        said = said[:_SAID]
        self.reject(pc.fill_null(pc.equal(indices, place), False), said)


# Characters of a reason that are kept: it may repeat a cell.
_SAID = 300

# Without these a row of the table says nothing.
_KEYS = {
    "node": ("key",),
    "naming": ("key", "clean"),
    "property": ("key", "value"),
    "same_as": ("a", "b"),
    "fact": ("mention", "other"),
}


def _plain(header: str) -> str:
    return re.sub(r"\W+", "_", header.strip().casefold()).strip("_")


def _numbers(texts: list[str]) -> list[float | None]:
    """Return the numbers of texts, None where nothing is said; none at all if one is no number."""
    numbers: list[float | None] = []
    for text in texts:
        try:
            numbers.append(number(text))
        except (Misunderstood, Refused):
            return []
    return numbers


def _said(text: str) -> str | None:
    return None if blank(text) else text


def _repeated(value: Any, times: int) -> Array:
    """Return a value for every row; a text takes no more room than a number."""
    if not isinstance(value, str):
        return pa.repeat(value, times)
    return pa.DictionaryArray.from_arrays(pa.repeat(pa.scalar(0, pa.int8()), times), [value])
