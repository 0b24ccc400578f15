"""Duplicate rows become one, with the first and the last day on which it was seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.ingest.upsert.row_hashes import repeated, row_hashes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
        The columns of KEYS, as_of, load, and further ones of the table: the score of same_as,
        FACT_COLUMNS of fact.
    counted : bool
        Whether the strength of a fact is a count, which adds up.

    Returns
    -------
    pyarrow.Table
        first_seen and last_seen in place of as_of: its least and greatest. The first load and the
        greatest score.
        The latest values of a fact, of equally late ones the greatest (of roles and outcomes
        the least); empty columns of these are left out.
    """
    words = _words(table, rows, counted=counted)
    several = repeated(row_hashes(rows, KEYS[table]))
    if not several.any():
        return _alone(rows, table, list(words))
    alone = _alone(rows.filter(pa.array(~several)), table, list(words))
    rest = rows.filter(pa.array(several))
    merged = _facts(rest, words) if table == "fact" else _grouped(rest, KEYS[table], words)
    return pa.concat_tables([alone, merged.cast(alone.schema)])


def _words(table: str, rows: pa.Table, *, counted: bool) -> dict[str, str]:
    """Return how further columns of equal rows become one."""
    if table != "fact":
        return {"score": "max"} if table == "same_as" else {}
    words = _WORD | {"strength": "sum"} if counted else _WORD
    said = {each for each in rows.column_names if rows[each].null_count < len(rows)}
    return {name: words[name] for name in words if name in said}


def _alone(rows: pa.Table, table: str, words: list[str]) -> pa.Table:
    """Return rows of which each is the only one."""
    names = [*KEYS[table], "as_of", "as_of", "load", *words]
    columns = [rows[name] for name in names]
    return pa.table(columns, _named(KEYS[table], words))


def _facts(rows: pa.Table, words: dict[str, str]) -> pa.Table:
    keys = KEYS["fact"]
    if {"amount", "role"} <= words.keys():
        rows = _in_one_currency(rows, [*keys, "as_of"])
    daily = _grouped(rows, (*keys, "as_of"), words).drop_columns(["as_of"])
    order = daily.sort_by([("last_seen", "ascending")])
    latest = [(name, "last", pc.ScalarAggregateOptions(skip_nulls=False)) for name in words]
    last = order.group_by(list(keys), use_threads=False).aggregate(
        [("first_seen", "min"), ("last_seen", "max"), ("load", "min"), *latest]
    )
    return last.rename_columns(_named(keys, words))


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


def _grouped(rows: pa.Table, keys: Sequence[str], words: dict[str, str]) -> pa.Table:
    totals = [("as_of", "min"), ("as_of", "max"), ("load", "min"), *words.items()]
    grouped = rows.unify_dictionaries().group_by(list(keys)).aggregate(totals)
    return grouped.rename_columns(_named(keys, words))


def _named(keys: Sequence[str], words: Iterable[str]) -> list[str]:
    return [*keys, "first_seen", "last_seen", "load", *words]
