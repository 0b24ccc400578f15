"""Duplicate rows become one, with the first and the last day on which it was seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Sequence

# The columns by which rows of a table are equal; their days may differ.
KEYS = {
    "naming": ("mention", "name", "clean", "place", "alias", "source"),
    "property": ("node", "property", "value", "source"),
    "same_as": ("a", "b", "reason", "decided", "source"),
    "fact": ("mention", "other", "since", "source"),
}
_WORD = {
    "until": "max",
    "role": "min",
    "strength": "max",
    "amount": "max",
    "outcome": "min",
    "closed_on": "max",
    "opened_on": "min",
    "ended": "max",
}
# The values of a fact, apart from its key and days.
FACT_COLUMNS = tuple(_WORD)


def once(table: str, rows: pa.Table, *, counted: bool = False) -> pa.Table:
    """Return the rows of a table of the model, each once.

    Parameters
    ----------
    table : str
        naming, property, same_as or fact (of one edge type).
    rows : pyarrow.Table
        The columns of KEYS, as_of, and further ones of the table: the score of same_as,
        FACT_COLUMNS of fact.
    counted : bool
        Whether the strength of a fact is a count, which adds up.

    Returns
    -------
    pyarrow.Table
        first_seen and last_seen in place of as_of: its least and greatest. The greatest score.
        The latest values of a fact, of equally late ones the greatest (of roles and outcomes
        the least); empty columns of these are left out.
    """
    keys = KEYS[table]
    if table == "fact":
        words = _WORD | {"strength": "sum"} if counted else _WORD
        said = [each for each in rows.column_names if rows[each].null_count < len(rows)]
        return _facts(rows, keys, {name: words[name] for name in words if name in said})
    more = [("score", "max")] if table == "same_as" else []
    return _grouped(rows, keys, [("as_of", "min"), ("as_of", "max"), *more])


def _facts(rows: pa.Table, keys: Sequence[str], words: dict[str, str]) -> pa.Table:
    if {"amount", "role"} <= words.keys():
        rows = _in_one_currency(rows, [*keys, "as_of"])
    daily = _grouped(
        rows,
        (*keys, "as_of"),
        [("as_of", "min"), ("as_of", "max"), *words.items()],
    ).drop_columns(["as_of"])
    if len(daily.group_by(list(keys)).aggregate([])) == len(daily):
        return daily
    order = daily.sort_by([("last_seen", "ascending")])
    latest = [(name, "last", pc.ScalarAggregateOptions(skip_nulls=False)) for name in words]
    last = order.group_by(list(keys), use_threads=False).aggregate(
        [("first_seen", "min"), ("last_seen", "max"), *latest]
    )
    return _renamed(last, keys, ["first_seen", "last_seen", *words])


def _in_one_currency(rows: pa.Table, keys: list[str]) -> pa.Table:
    """Return rows of deals without those whose currency is not the first one told that day.

    An amount, its currency and what one unit of it is worth are one statement.
    """
    numbered = rows.append_column("_place", pa.array(range(len(rows)))).unify_dictionaries()
    money = numbered.select([*keys, "_place"]).append_column(
        "currency", pc.fill_null(rows["role"].cast(pa.string()), "~")
    )
    first = money.group_by(keys).aggregate([("currency", "min"), ("_place", "list")])
    counts = pc.list_value_length(first["_place_list"])
    least = np.repeat(first["currency_min"].to_numpy(zero_copy_only=False), counts.to_numpy())
    places = pc.list_flatten(first["_place_list"]).to_numpy()
    wanted = np.empty(len(rows), dtype=object)
    wanted[places] = least
    return rows.filter(pa.array(wanted == money["currency"].to_numpy(zero_copy_only=False)))


def _grouped(rows: pa.Table, keys: Sequence[str], totals: list[tuple[str, str]]) -> pa.Table:
    grouped = rows.unify_dictionaries().group_by(list(keys)).aggregate(totals)
    names = ["first_seen", "last_seen", *(name for name, _ in totals[2:])]
    return _renamed(grouped, keys, names)


def _renamed(grouped: pa.Table, keys: Sequence[str], names: Sequence[Any]) -> pa.Table:
    return grouped.rename_columns([*keys, *names])
