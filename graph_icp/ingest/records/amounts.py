"""Amounts of money in a column, which may write them with a decimal comma or a dot."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.ingest.records.loader import Column
from graph_icp.ingest.values.cells import SkipValue, number
from graph_icp.ingest.values.currencies import currency, currency_beside, currency_in
from graph_icp.ingest.values.numbers import decimal_told, lower_end

if TYPE_CHECKING:
    from graph_icp.ingest.files.array_type import Array
    from graph_icp.ingest.records.rows import Rows

# The columns of an amount and its currency, and of the amount in the system's own currency.
AMOUNT = (
    Column("amount", "what it is worth", ("deal - value",)),
    Column(
        "currency",
        "the currency of the amount",
        (
            *("amount currency", "currency code", "currency iso code", "deal currency"),
            *("deal_currency_code", "deal currency code", "opportunity currency"),
            *("deal - currency of value", "deal - currency", "currency of value"),
            *("währung", "devise", "moneda", "divisa", "valuta", "moeda", "waluta", "通貨", "货币"),
        ),
    ),
    Column(
        "amount_converted",
        "what it is worth in one currency for all deals; it counts before the amount",
        (
            *("amount (converted)", "converted amount", "amount in company currency"),
            *("amount in home currency", "hs_amount_in_home_currency", "amount (base)"),
            *("estimated revenue (base)", "est. revenue (base)", "actual revenue (base)"),
            *("amount in corporate currency", "deal value in base currency"),
        ),
    ),
    Column(
        "converted_currency",
        "the currency of the converted amount",
        ("amount (converted) currency", "converted amount currency", "company currency"),
    ),
)

# The most that anything can be worth; a greater amount is a slip.
_MOST = 1e13


class Money(NamedTuple):
    """Amounts, one per row: numbers, their currencies where known, and what one unit is worth.

    The rates, of `[currencies]` in icp.toml, are null for currencies without one.
    """

    amount: Array
    currency: Array
    rate: Array


def money(rows: Rows) -> Money:
    """Return what each row's deal is worth, by the converted amount where there is one.

    Parameters
    ----------
    rows : Rows
        With any columns of AMOUNT.
    """
    amount, unit = amounts(rows, "amount"), _currencies(rows, "amount", "currency")
    if rows.has("amount_converted"):
        converted = amounts(rows, "amount_converted")
        theirs = _currencies(rows, "amount_converted", "converted_currency")
        # One currency without a name cannot be told from those of amounts that are not converted.
        nameless = pc.and_(theirs.is_null(), pc.and_(converted.is_null(), unit.is_valid()))
        lost = pc.and_(nameless, amount.is_valid())
        if times := pc.sum(lost).as_py():
            rows.notes["amount: it is not converted, as others of its column are"] += times
        amount = pc.if_else(nameless, pa.scalar(None, pa.float64()), amount)
        unit = pc.if_else(converted.is_valid(), theirs, unit)
        amount = pc.coalesce(converted, amount)
    rates = rows.audit.options.rates
    rate = rows.parse_distinct(unit, rates.get, pa.float64())
    return Money(amount, unit, rate)


def amounts(rows: Rows, column: str) -> Array:
    """Return a column's amounts; of a range ("$10M-$50M") its lower end.

    Where 24.000 could be twenty-four thousand, the column's other numbers decide, else the dot
    marks decimals, which is noted.

    Parameters
    ----------
    rows : Rows
    column : str

    Returns
    -------
    array of float
        One per row, null where there is none.
    """
    if not rows.has(column):
        return pa.nulls(len(rows), pa.float64())
    return rows.value(column, partial(_amount, decimal_mark(rows, column)), pa.float64())


def decimal_mark(rows: Rows, column: str) -> str | None:
    """Return which mark separates decimals in a column, if its numbers say so."""
    marks = rows.audit.decimals
    if rows.has(column) and marks.get(column) is None:
        marks[column], unsure = rows.audit.told_by_column(
            rows.places[column], rows.raw(column), decimal_told
        )
        if unsure:
            rows.audit.remarks[
                f"{rows.places[column]}: amounts such as {unsure} may be thousands; the dot was "
                "taken to mark decimals"
            ] = None
    return marks.get(column)


def _currencies(rows: Rows, column: str, named: str) -> Array:
    """Return the currency of each amount: by its own column, its sign, or its header."""
    if not rows.has(column):
        return pa.nulls(len(rows), pa.string())
    beside = rows.parse_distinct(rows.text(column), currency_beside)
    header = pa.scalar(currency_in(rows.places[column]), pa.string())
    return pc.coalesce(rows.value(named, currency), beside, header)


def _amount(decimal: str | None, text: str) -> float | None:
    try:
        found = number(text, decimal)
    except SkipValue:
        low = lower_end(text)
        if low is None:
            raise
        found = number(low, decimal)
    if found is not None and abs(found) > _MOST:
        raise SkipValue(f"amount is more than anything is worth ({text.strip()})")
    return found
