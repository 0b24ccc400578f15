"""Tables to rows that a Neo4j server takes, and its records back to tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.graph.queries import ANY
from graph_icp.graph.tables import TABLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graph_icp.graph.queries import Column, Question

TYPES = {
    "integer": pa.int64(),
    "bigint": pa.int64(),
    "double": pa.float64(),
    "double[]": pa.list_(pa.float64()),
    "text": pa.string(),
    "boolean": pa.bool_(),
    "date": pa.date32(),
    "timestamp": pa.timestamp("us"),
}


def schema_of(table: str) -> pa.Schema:
    """Return the columns of a table of the model, with their types."""
    return pa.schema({name: TYPES[word] for name, word in TABLES[table].items()})


def taken(asked: Question, rows: pa.Table) -> list[Any]:
    """Return the rows of a table as a question takes them.

    The driver packs values one by one, so it gets as few as possible; and it takes six times as
    long for a date as for its text.

    Parameters
    ----------
    asked : Question
    rows : pyarrow.Table
        At least one, with the columns that it declares.

    Returns
    -------
    list
        The bare values of a single column; else dicts, one per row. Where the question nests
        columns, one dict for consecutive rows that agree in the other columns, with a dict under
        the name of the nest: a list for each nested column, left out where it is empty. Dates are
        ISO texts.
    """
    rows = asked.columns(rows)
    if len(asked.rows) == 1 and asked.rows != (ANY,):
        return _plain(rows[0])
    if not asked.nest:
        return _dicts(rows)
    outer = rows.select(asked.rows[: -len(asked.nested)])
    nested = {
        name: _plain(rows[name]) for name in asked.nested if rows[name].null_count < len(rows)
    }
    starts = _starts(outer)
    heads = _dicts(outer.take(pa.array(starts))) if asked.nested != asked.rows else [{}]
    return [
        head | {asked.nest: {name: values[start:end] for name, values in nested.items()}}
        for head, start, end in zip(heads, starts, [*starts[1:], len(rows)], strict=True)
    ]


def _dicts(rows: pa.Table) -> list[dict[str, Any]]:
    names = rows.column_names
    cells = zip(*(_plain(column) for column in rows.columns), strict=True)
    return [dict(zip(names, each, strict=True)) for each in cells]


def _plain(column: pa.ChunkedArray) -> list[Any]:
    dated = pa.types.is_date(column.type)
    values: list[Any] = (column.cast(pa.string()) if dated else column).to_pylist()
    return values


def _starts(heads: pa.Table) -> list[int]:
    """Return the positions of rows that differ from the row before, the first row included."""
    differs = np.arange(max(len(heads), 1)) == 0
    for column in heads.columns:
        coded = pa.types.is_dictionary(column.type)
        plain = column.cast(column.type.value_type) if coded else column
        differs[1:] |= np.diff(pc.rank(plain, tiebreaker="min").to_numpy().astype(np.int64)) != 0
    found: list[int] = np.flatnonzero(differs).tolist()
    return found


def table(asked: Question, records: Iterable[Sequence[Any]]) -> pa.Table:
    """Return the records that a server answered as the table that the question gives.

    Parameters
    ----------
    asked : Question
        Its `gives` names the columns. Those with `each` hold lists, one entry per row, or one
        value for all rows of its record.
    records : iterable of sequences
        The values in the order of the columns.
    """
    columns: list[list[Any]] = [[] for _ in asked.gives]
    for record in records:
        for column, value in zip(columns, record, strict=True):
            column.append(value)
    if any(column.each for column in asked.gives):
        arrays = _spread(asked.gives, columns)
    else:
        arrays = [
            pa.array([_native(value) for value in values], TYPES[column.type])
            for column, values in zip(asked.gives, columns, strict=True)
        ]
    return pa.table(arrays, names=[column.name for column in asked.gives])


def _spread(gives: tuple[Column, ...], columns: list[list[Any]]) -> list[pa.Array]:
    """Return the columns with one row for each entry of their lists."""
    records = list(zip(*columns, strict=True))
    lengths = [
        next(
            len(value)
            for value, column in zip(record, gives, strict=True)
            if column.each and isinstance(value, list)
        )
        for record in records
    ]
    return [
        _spread_column(column, values, lengths)
        for column, values in zip(gives, columns, strict=True)
    ]


def _spread_column(column: Column, values: list[Any], lengths: list[int]) -> pa.Array:
    type = TYPES[column.type]
    if not column.each or not any(isinstance(value, list) for value in values):
        return pa.array(values, type).take(pa.array(np.repeat(np.arange(len(values)), lengths)))
    parts = [
        pa.array([_native(each) for each in value] if _is_temporal(type) else value, type)
        if isinstance(value, list)
        else pa.repeat(pa.scalar(value, type), length)
        for value, length in zip(values, lengths, strict=True)
    ]
    return pa.concat_arrays(parts)


def _is_temporal(type: pa.DataType) -> bool:
    return bool(pa.types.is_temporal(type))


def _native(value: Any) -> Any:
    """Return the driver's dates and times as Python's own."""
    return value.to_native() if hasattr(value, "to_native") else value
