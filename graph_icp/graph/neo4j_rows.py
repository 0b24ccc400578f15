"""Tables to rows that a Neo4j server takes, and its records back to tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

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


def taken(asked: Question, rows: pa.Table) -> list[dict[str, Any]]:
    """Return the rows of a table as a question takes them.

    Parameters
    ----------
    asked : Question
    rows : pyarrow.Table
        With the columns that it declares.

    Returns
    -------
    list of dict
        One a row; where the question nests columns, one for all rows that agree in the others,
        with a list of dicts under the name of the nest.
    """
    if not asked.nest:
        found: list[dict[str, Any]] = rows.select(asked.rows).to_pylist()
        return found
    outer = asked.rows[: -len(asked.nested)]
    heads = zip(*(rows[name].to_pylist() for name in outer), strict=True)
    inner = zip(*(rows[name].to_pylist() for name in asked.nested), strict=True)
    groups: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for head, cells in zip(heads, inner, strict=True):
        groups.setdefault(head, []).append(dict(zip(asked.nested, cells, strict=True)))
    return [
        dict(zip(outer, head, strict=True)) | {asked.nest: nested}
        for head, nested in groups.items()
    ]


def table(asked: Question, records: Iterable[Sequence[Any]]) -> pa.Table:
    """Return the records that a server answered as the table that the question gives.

    Parameters
    ----------
    asked : Question
        Its `gives` says the columns. Those with `each` hold lists, one entry a row, or one
        value that stands for all rows of its record.
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
