"""A batch of a file's rows: columns by the loader's names, read as values.

All work is done once for each distinct text of a column, then spread over the rows.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.ingest.records.distinct import parsed
from graph_icp.ingest.records.file_audit import FileAudit
from graph_icp.ingest.records.shown_text import decoded
from graph_icp.ingest.records.statements import Nodes, Statements
from graph_icp.ingest.values.cells import NOTHING, RejectRow, UnknownWord, day
from graph_icp.ingest.values.dates import order_told
from graph_icp.ingest.values.lists import items

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from graph_icp.graph.model import NodeKind
    from graph_icp.ingest.files.array_type import Array
    from graph_icp.ingest.records.company_keys import CompanyKeys
    from graph_icp.ingest.records.distinct import Fault


@dataclass
class Rows:
    """A batch of rows.

    Attributes
    ----------
    table : pyarrow.Table
        The rows of the file: text columns, and `_row`.
    places : mapping of str to str
        The file's header for each column that the loader knows and the file has.
    source : str
        The source of rows that do not name one.
    as_of : date
        The day of rows that do not give one.
    reasons : dict of int to str
        Why rows are rejected, by their number in the batch.
    notes : Counter of str
        Values left out of accepted rows.
    skipped : dict of int to str
        Why rows are passed over, without a fault, by their number in the batch.
    audit : FileAudit
        The counts of the whole file.
    unused : frozenset of str
        Headers that the loader knows and leaves out.
    file : str
        The file's name as the user gave it, "exports.zip/Shopify.csv".
    company : CompanyKeys, optional
        The company that each row names, after the loader has asked for it.
    person : mapping of str to array, optional
        The keys of the person of each row by their kind, after the loader has asked for them.
    beside : bool
        Whether rows are about something else too, and stay without the person.
    objecting : array of bool, optional
        The rows of people who do not want to be written to; they say so even if passed over.
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
    company: CompanyKeys | None = None
    person: Mapping[str, Array] | None = None
    beside: bool = False
    objecting: NDArray[np.bool_] | None = None
    _values: dict[Any, Array] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.table)

    @cached_property
    def statements(self) -> Statements:
        """The statements of the rows, to which a loader adds."""
        return Statements(self.every)

    @cached_property
    def every(self) -> NDArray[np.int64]:
        """The number of each row of the batch."""
        return np.arange(len(self), dtype=np.int64)

    def has(self, column: str) -> bool:
        """Return whether the file has the column."""
        return column in self.places

    def raw(self, column: str) -> Array:
        """Return a column's texts without HTML's entities, null where the file has none."""
        if column not in self.places:
            return pa.nulls(len(self), pa.string())
        asked = (column, "raw", None)
        if asked not in self._values:
            coded = self.coded(column)
            self._values[asked] = coded.dictionary.take(coded.indices)
        return self._values[asked]

    def coded(self, column: str) -> Array:
        """Return the texts of a column that the file has as numbers in a dictionary of them.

        They are without HTML's entities, so a text may be in the dictionary twice.
        """
        asked = (column, "coded", None)
        if asked not in self._values:
            coded = self.table[self.places[column]].combine_chunks().dictionary_encode()
            shown = decoded(coded.dictionary)
            self._values[asked] = pa.DictionaryArray.from_arrays(coded.indices, shown)
        return self._values[asked]

    def replace(self, column: str, texts: Array) -> None:
        """Let a column that the file has hold other texts."""
        place = self.places[column]
        self.table = self.table.set_column(self.table.column_names.index(place), place, texts)
        self._values = {asked: each for asked, each in self._values.items() if asked[0] != column}

    def text(self, column: str) -> Array:
        """Return a column's texts, null where they say nothing ("", "n/a", "-")."""
        if column not in self.places:
            return self.raw(column)
        asked = (column, "text", None)
        if asked not in self._values:
            coded = self.coded(column)
            self._values[asked] = said(coded.dictionary).take(coded.indices)
        return self._values[asked]

    def value(
        self, column: str, understand: Callable[[str], Any], type: pa.DataType | None = None
    ) -> Array:
        """Return a column's values, parsed once however often they are asked for.

        Parameters
        ----------
        column : str
            The loader's name for it.
        understand : callable
            From a text to a value or None. `RejectRow` rejects the row; with `SkipValue` the
            value is left out and counted in the notes.
        type : pyarrow.DataType, optional
            The values' type, text by default.
        """
        if not self.has(column):
            return pa.nulls(len(self), type or pa.string())
        asked = (column, understand, type)
        if asked not in self._values:
            self._values[asked] = self.parse_distinct(self.coded(column), understand, type, column)
        return self._values[asked]

    def parse_distinct(
        self,
        texts: Array,
        understand: Callable[[str], Any],
        type: pa.DataType | None = None,
        column: str = "",
        index: NDArray[np.int64] | None = None,
    ) -> Array:
        """Return the values of texts; see `value`.

        They come one per row, or of the rows `index`: a text that is refused rejects its own row.
        """
        values, faults = parsed(texts, understand, type or pa.string())
        if index is not None:
            faults = [replace(each, rows=np.unique(index[each.rows])) for each in faults]
        if faults:
            self._count(faults, column)
        return values

    def day(self, column: str, said: Callable[[str], str] | None = None) -> Array:
        """Return a column's days.

        Where 03/04/2024 could be two days, the column's other dates decide, else the user's
        wish, else the month comes first, which is noted.

        Parameters
        ----------
        column : str
        said : callable, optional
            From a text to the usual way to write that day: "2026-W24" to "2026-06-08", and
            "Present", which is not a day, to "".
        """
        wish = self.audit.options.day_first
        if wish is None and column in self.places:
            wish = self._order(column) == "day"
        understand = _DAY_FIRST if wish else day
        if said is None:
            return self.value(column, understand, pa.date32())
        return self.value(column, lambda text: understand(said(text)), pa.date32())

    def past_day(self, column: str) -> Array:
        """Return a column's days, rejecting the rows whose day is after that of the load."""
        days = self.day(column)
        future = pc.fill_null(pc.greater(days, pa.scalar(self.as_of, pa.date32())), False)
        header = self.places.get(column, column)
        self.reject(future, f"{header} is in the future (after {self.as_of.isoformat()})")
        return days

    def skip(self, where: Array | NDArray[np.bool_], why: str) -> None:
        """Pass over rows without a fault, and count them."""
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
        """Return one trait per row, named in `column`; rows without one are rejected."""
        names = self.needed(column, self.text(column))
        return self.statements.traits(kind, names, self.every)

    def listed(self, column: str) -> tuple[NDArray[np.int64], Array]:
        """Return the entries of a column of lists: the row of each, and its text."""
        return self.split(column, items)

    def split(
        self, column: str, apart: Callable[[str], list[str]]
    ) -> tuple[NDArray[np.int64], Array]:
        """Return the entries into which `apart` splits a column: the row of each, and its text."""
        cells = self.value(column, apart, pa.list_(pa.string()))
        return pc.list_parent_indices(cells).to_numpy(), pc.list_flatten(cells)

    def tables(self) -> dict[str, pa.Table]:
        """Return the statements of accepted rows, by table of the graph, with source and as_of."""
        source, as_of = self._provenance()
        self.reasons = {row: why for row, why in self.reasons.items() if row not in self.skipped}
        alone = self._companies_alone()
        accepted = np.ones(len(self), dtype=bool)
        accepted[[*self.reasons, *self.skipped]] = False
        accepted &= ~alone
        for header in self.places.values():
            self.audit.tally(header).filled += len(self) - self.table[header].null_count
        people = self.audit.options.people
        objecting = np.zeros(len(self), dtype=bool) if self.objecting is None else self.objecting
        return self.statements.tables(accepted, alone, objecting, source, as_of, people=people)

    def _companies_alone(self) -> NDArray[np.bool_]:
        """Return the rejected rows that count for their company, if the user wants it."""
        alone = np.zeros(len(self), dtype=bool)
        if self.audit.options.companies_alone and self.company:
            named = self.company.strongest.is_valid().to_pylist()
            for row in [row for row in self.reasons if named[row]]:
                self.notes[self.reasons.pop(row)] += 1
                alone[row] = True
        return alone

    def _provenance(self) -> tuple[Array, Array]:
        told = self.text("source")
        # What a person says has that person as its only source.
        told = pc.if_else(pc.equal(told, "person"), "a person", told)
        source = pc.fill_null(told, self.source).dictionary_encode()
        today = pa.scalar(self.as_of, pa.date32())
        return source, pc.fill_null(self.day("as_of"), today)

    def _count(self, faults: Sequence[Fault], column: str) -> None:
        """Reject rows with refused values, and note the values left out of others."""
        header = self.places.get(column, column)
        tally = self.audit.tally(header)
        for fault in faults:
            text, times = str(fault.error), len(fault.rows)
            said = (text if text.startswith(column) else f"{column}: {text}")[:_SAID]
            self.audit.count_refused(header, fault.text, said, times)
            if isinstance(fault.error, RejectRow):
                tally.refused += times
                for row in fault.rows.tolist():
                    self.reasons.setdefault(row, said)
            else:
                tally.left_out += times
                self.notes[said] += times
                if isinstance(fault.error, UnknownWord):
                    self.audit.unknown_words.add(said)

    def _order(self, column: str) -> str:
        """Return whether the day or the month comes first in a column's dates."""
        orders = self.audit.orders
        if column not in orders:
            place = self.places[column]
            order, unsure = self.audit.told_by_column(
                place, self.coded(column).dictionary, order_told
            )
            if not order:
                return "month"
            orders[column] = order
            if unsure:
                self.audit.remarks[
                    f"{place}: dates such as {unsure} may begin with the day or "
                    "the month; the month was taken (--day-first takes the day)"
                ] = None
        return orders[column]


# The most characters of a reason that are kept, as it may repeat a cell.
_SAID = 300


_DAY_FIRST = partial(day, day_first=True)


def said(texts: Array) -> Array:
    """Return texts, null where they say nothing ("", "n/a", "-")."""
    nothing = pc.is_in(pc.utf8_lower(texts), _NOTHING)
    return pc.if_else(nothing, pa.scalar(None, pa.string()), texts)


_NOTHING = pa.array(sorted(NOTHING))
