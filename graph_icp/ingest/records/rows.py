"""A batch of a file's rows: columns in the loader's words, and what the rows become.

All work is done once for each distinct text of a column, then spread over the rows.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.graph.model import ACCOUNT_PROPERTIES, KINDS, PERSON, NodeKind, slug
from graph_icp.ingest.records.file_audit import FileAudit
from graph_icp.ingest.values.cells import NOTHING, RejectRow, SkipValue, day, items
from graph_icp.ingest.values.dates import orders_of
from graph_icp.ingest.values.personal_data import is_personal, is_phone

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from graph_icp.graph.model import EdgeKind
    from graph_icp.ingest.files.arrow import Array


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
    skipped : dict of int to str
        Why rows are passed over, which is no fault of theirs, by their number in the batch.
    audit : FileAudit
        What is counted over the whole file.
    unused : frozenset of str
        Headers that the loader knows and leaves out.
    file : str
        The file's name as the user gave it, "exports.zip/Shopify.csv".
    """

    table: pa.Table
    places: Mapping[str, str]
    source: str
    as_of: datetime.date
    reasons: dict[int, str] = field(default_factory=dict)
    notes: Counter[str] = field(default_factory=Counter)
    skipped: dict[int, str] = field(default_factory=dict)
    audit: FileAudit = field(default_factory=FileAudit)
    unused: frozenset[str] = frozenset()
    file: str = ""
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
        if column not in self.places:
            return self.raw(column)
        asked = (column, "text", None)
        if asked not in self._values:
            self._values[asked] = _said(self.raw(column))
        return self._values[asked]

    def value(
        self, column: str, understand: Callable[[str], Any], type: pa.DataType | None = None
    ) -> Array:
        """Return a column's values, understood once however often they are asked for.

        Parameters
        ----------
        column : str
            The loader's name of it.
        understand : callable
            From a text to a value or None. What it refuses (`RejectRow`) rejects the row; what
            it does not understand (`SkipValue`) is left out and counted in the notes.
        type : pyarrow.DataType, optional
            The values' type, text by default.
        """
        if not self.has(column):
            return pa.nulls(len(self), type or pa.string())
        asked = (column, understand, type)
        if asked not in self._values:
            self._values[asked] = self.parse_distinct(self.raw(column), understand, type, column)
        return self._values[asked]

    def parse_distinct(
        self,
        texts: Array,
        understand: Callable[[str], Any],
        type: pa.DataType | None = None,
        column: str = "",
    ) -> Array:
        """Return the values of texts that are one a row; see `value`."""
        encoded = texts.dictionary_encode()
        distinct = encoded.dictionary.to_pylist()
        try:
            values = [understand(text) for text in distinct]
        except (RejectRow, SkipValue):
            values, faults = _with_faults(distinct, understand)
            self._count_faults(encoded, faults, column)
        return pa.array(values, type or pa.string()).take(encoded.indices)

    def day(self, column: str, said: Callable[[str], str] | None = None) -> Array:
        """Return a column's days.

        Where 03/04/2024 could be two days, the column's other dates say which is meant; where
        they do not, the user's wish, else the month comes first, which is noted.

        Parameters
        ----------
        column : str
        said : callable, optional
            From a text to how one else writes that day: "2026-W24" to "2026-06-08", "Present",
            which is none, to "".
        """
        wish = self.audit.options.day_first
        if wish is None and column in self.places:
            wish = self._order(column) == "day"
        understand = _DAY_FIRST if wish else day
        if said is None:
            return self.value(column, understand, pa.date32())
        return self.value(column, lambda text: understand(said(text)), pa.date32())

    def keep_unknown_columns(self, nodes: Nodes) -> None:
        """Say of nodes that stand one a row what columns hold that the loader does not know."""
        known = {*self.places.values(), *self.unused, "_row", REASON}
        for header in self.table.column_names:
            name = _plain(header)
            if header in known or not name or name in ACCOUNT_PROPERTIES:
                continue
            if is_phone(header) and not self.audit.options.phones:
                continue
            texts = self.table[header].combine_chunks()
            if is_personal(header, texts):
                continue
            self.audit.tally(header).filled += len(texts) - texts.null_count
            if texts.null_count < len(texts):
                self.add_property(nodes, name, _said(texts))
            self.audit.kept.add(header)

    def skip(self, where: Array | NDArray[np.bool_], why: str) -> None:
        """Pass over rows, which is counted and no fault."""
        for row in np.flatnonzero(np.asarray(pc.fill_null(pa.array(where), False))):
            self.skipped.setdefault(int(row), why)

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
        keys = self.parse_distinct(names, slug)
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

    def repeat_for(self, nodes: Nodes, index: NDArray[np.int64]) -> Nodes:
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
            mention=self.repeat_for(start, index).keys,
            other_kind=end.kind.label,
            other=end.keys,
            since=self._spread(since, index, pa.date32()),
            until=self._spread(until, index, pa.date32()),
            role=self._spread(role, index, pa.string()),
            strength=self._spread(strength, index, pa.float64()),
        )

    def same_as(
        self, kind: NodeKind, index: NDArray[np.int64], ones: Array, others: Array, reason: str
    ) -> None:
        """Add that each of `ones` may be the other beside it; both are keys of one kind."""
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

    def mention(
        self, kind: NodeKind, keys: Mapping[str, Array], strongest: Array, name: Array
    ) -> None:
        """Add each row's mention by its strongest key, and what ties its weaker ones to it.

        Parameters
        ----------
        kind : NodeKind
        keys : mapping of str to array
            Keys by what they are made of, the strongest first; each but the first is added, and
            tied, where a row has a stronger one among them.
        strongest, name : array of str
            The key by which rows are known, one a row, and what they are called.
        """
        self.add("node", self.every, kind=kind.label, key=strongest, name=name)
        nothing = pa.scalar(None, pa.string())
        stronger = pa.repeat(pa.scalar(False), len(self))
        for values in keys.values():
            both = pc.and_(stronger, values.is_valid())
            stronger = pc.or_(stronger, values.is_valid())
            if not pc.any(both).as_py():
                continue
            weaker = pc.if_else(both, values, nothing)
            self.add("node", self.every, kind=kind.label, key=weaker, name=name)
            self.same_as(kind, self.every, strongest, weaker, "same row")

    def add_property(self, nodes: Nodes, property: str, values: Array) -> None:
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
        self.reasons = {row: why for row, why in self.reasons.items() if row not in self.skipped}
        kept = np.ones(len(self), dtype=bool)
        kept[[*self.reasons, *self.skipped]] = False
        found = {}
        for header in self.places.values():
            self.audit.tally(header).filled += len(self) - self.table[header].null_count
        for what, pieces in self._pieces.items():
            accepted = []
            for piece in pieces:
                if not self.audit.options.people and _is_about_people(piece):
                    continue
                index = piece["_index"].to_numpy()
                whole = kept[index]
                for column in _KEYS[what]:
                    whole &= piece[column].is_valid().to_numpy()
                told = piece.drop_columns(["_index"])
                told = told if whole.all() else told.filter(pa.array(whole))
                rows = pa.array(index[whole])
                told = told.append_column("source", source.take(rows))
                accepted.append(told.append_column("as_of", as_of.take(rows)))
            if accepted:
                found[what] = pa.concat_tables(accepted, promote_options="default")
        return found

    def _provenance(self) -> tuple[Array, Array]:
        told = self.text("source")
        # A person's own word stands alone under its name.
        told = pc.if_else(pc.equal(told, "person"), "a person", told)
        source = pc.fill_null(told, self.source).dictionary_encode()
        today = pa.scalar(self.as_of, pa.date32())
        return source, pc.fill_null(self.day("as_of"), today)

    def _spread(self, values: Array | None, index: NDArray[np.int64], type: pa.DataType) -> Array:
        """Return values that stand one a row for the rows `index`."""
        if values is None:
            return pa.nulls(len(index), type)
        spread = values if index is self.every else values.take(pa.array(index))
        return spread.cast(type)

    def _count_faults(
        self, encoded: Array, faults: dict[int, SkipValue | RejectRow], column: str
    ) -> None:
        """Reject rows with what is refused, and note what is left out of others."""
        indices = np.asarray(pc.fill_null(encoded.indices, len(encoded.dictionary)))
        times = np.bincount(indices, minlength=len(encoded.dictionary) + 1)
        said = {
            place: (text if (text := str(fault)).startswith(column) else f"{column}: {text}")[
                :_SAID
            ]
            for place, fault in faults.items()
        }
        refused = [place for place, fault in faults.items() if isinstance(fault, RejectRow)]
        for row in np.flatnonzero(np.isin(indices, refused)):
            self.reasons.setdefault(int(row), said[int(indices[row])])
        header = self.places.get(column, column)
        tally = self.audit.tally(header)
        for place, fault in faults.items():
            number = int(times[place])
            text = encoded.dictionary[place].as_py()
            self.audit.count_refused(header, text, said[place], number)
            if isinstance(fault, RejectRow):
                tally.refused += number
            else:
                tally.left_out += number
                self.notes[said[place]] += number

    def _order(self, column: str) -> str:
        """Return whether the day or the month comes first in a column's dates."""
        orders = self.audit.orders
        if column not in orders:
            texts = pc.unique(self.raw(column)).drop_null().to_pylist()
            fitting = {text: fits for text in texts if (fits := orders_of(text.strip()))}
            if not fitting:
                return "month"
            common = frozenset.intersection(*fitting.values())
            orders[column] = next(iter(common)) if len(common) == 1 else "month"
            unsure = [text for text, fits in fitting.items() if len(fits) > 1]
            if unsure and len(common) != 1:
                self.audit.remarks[
                    f"{self.places[column]}: dates such as {min(unsure)} may begin with the day or "
                    "the month; the month was taken (--day-first takes the day)"
                ] = None
        return orders[column]


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


# The column in which a list of refused rows says why; it is nothing to load.
REASON = "refused because"

_DAY_FIRST = partial(day, day_first=True)


def _is_about_people(piece: pa.Table) -> bool:
    """Return whether rows of a table of the graph are about people (all of a piece are alike)."""
    columns = [
        name for name in ("kind", "mention_kind", "other_kind") if name in piece.column_names
    ]
    return any(KINDS.get(str(piece[name][0])) is PERSON for name in columns if len(piece))


def _said(texts: Array) -> Array:
    """Return texts, null where they say nothing."""
    nothing = pc.is_in(pc.utf8_lower(texts), _NOTHING)
    return pc.if_else(nothing, pa.scalar(None, pa.string()), texts)


_NOTHING = pa.array(sorted(NOTHING))


def _with_faults(
    texts: Sequence[str], understand: Callable[[str], Any]
) -> tuple[list[Any], dict[int, SkipValue | RejectRow]]:
    """Return what texts mean, None for those that are not understood, and these by place."""
    values: list[Any] = []
    faults: dict[int, SkipValue | RejectRow] = {}
    for place, text in enumerate(texts):
        values.append(None)
        try:
            values[-1] = understand(text)
        except (RejectRow, SkipValue) as fault:
            faults[place] = fault
    return values, faults


def _repeated(value: Any, times: int) -> Array:
    """Return a value for every row; a text takes no more room than a number."""
    if not isinstance(value, str):
        return pa.repeat(value, times)
    return pa.DictionaryArray.from_arrays(pa.repeat(pa.scalar(0, pa.int32()), times), [value])
