"""Firmographics of a row's company: size, industry, revenue, region, investors and topics."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.graph.model import BACKED_BY, INDUSTRY, INVESTOR, REGION, SIZE_BAND, slug
from graph_icp.ingest.records.loader import Column
from graph_icp.ingest.records.topics import TOPICS, topics
from graph_icp.ingest.values.cells import (
    RejectRow,
    SkipValue,
    country,
    employees,
    number,
    size_band,
)
from graph_icp.ingest.values.numbers import DASHES

if TYPE_CHECKING:
    from graph_icp.ingest.records.rows import Rows
    from graph_icp.ingest.records.statements import Nodes

# The columns that any file about companies may have.
FIRMOGRAPHICS = (
    Column("industry", "its industries, separated by ;", ("sector", "vertical", "industries")),
    Column(
        "employees",
        "how many people work there, as a number or a band",
        ("number of employees", "headcount", "employee count", "# employees"),
    ),
    Column(
        "size",
        "its size as a band (51-200) or a word",
        ("employee range", "company size", "size band"),
    ),
    Column("revenue", "yearly revenue", ("annual revenue", "sales revenue", "estimated revenue")),
    Column("region", "the part of the world it is in or sells to", ("territory",)),
    Column("investors", "who has invested in it, separated by ;", ("backers",)),
    *TOPICS,
)


def firmographics(rows: Rows, account: Nodes) -> None:
    """State the firmographics of each row's company; some of them are traits too.

    Parameters
    ----------
    rows : Rows
        With any of FIRMOGRAPHICS and the country of COMPANY.
    account : Nodes
        The companies, one per row.
    """
    rows.statements.add_property(account, "country", rows.value("country", country))
    revenue = rows.value("revenue", _revenue, pa.float64())
    rows.statements.add_property(account, "revenue", revenue)
    rest = pc.if_else(revenue.is_valid(), pa.scalar(None, pa.string()), rows.text("revenue"))
    rows.statements.add_property(account, "revenue_band", rows.parse_distinct(rest, _revenue_band))
    rows.statements.add_property(
        account, "employees", rows.value("employees", _headcount, pa.int64())
    )
    band = pc.coalesce(
        rows.parse_distinct(rows.text("employees"), _band), rows.value("size", size_band)
    )
    for property, kind, names in (
        ("size", SIZE_BAND, band),
        ("region", REGION, rows.text("region")),
    ):
        rows.statements.traits(kind, names, rows.every)
        rows.statements.add_property(account, property, rows.parse_distinct(names, slug))

    index, texts = rows.listed("industry")
    names = rows.parse_distinct(texts, _industry)
    rows.statements.add_property(
        account.repeat_for(index), "industry", rows.statements.traits(INDUSTRY, names, index).keys
    )
    index, names = rows.listed("investors")
    rows.statements.fact(BACKED_BY, account, rows.statements.traits(INVESTOR, names, index))
    topics(rows, account)


def country_of(place: str) -> str | None:
    """Return the country with which a place ends: DE of "Berlin, Germany"; None without one.

    A possible state of the US is not a country: CA and DE of "Fremont, CA" and "Dover, DE".
    """
    *before, last = (part.strip() for part in place.split(","))
    if before and last.casefold() in _STATES:
        return None
    try:
        return country(last)
    except SkipValue:
        return None


_STATES = frozenset(
    (
        *("al", "ar", "az", "ca", "co", "de", "ga", "id", "il", "in", "ky", "la", "ma", "md"),
        *("me", "mn", "mo", "ms", "mt", "nc", "ne", "pa", "sc", "sd", "tn", "va", "georgia"),
    )
)
"""The states of the US that are also a country's code or name."""


def _revenue(text: str) -> float | None:
    """Return a revenue, None for a band, which is not a fault."""
    try:
        return number(text)
    except SkipValue:
        if _revenue_band(text):
            return None
        raise


def _revenue_band(text: str) -> str | None:
    """Return a band of revenue as it is written: "$1M-$10M", "100M+"."""
    ends = _BETWEEN.split(text.translate(DASHES).strip().strip("<>+ "))
    try:
        numbers = [number(end) for end in ends]
    except SkipValue:
        return None
    return text if len(numbers) == 2 or _OPEN.search(text) else None


_BETWEEN = re.compile(r"\s*(?<=\w)\s*-\s*|\s+to\s+")
_OPEN = re.compile(r"^\s*[<>]|\+\s*$")


def _industry(text: str) -> str:
    """Return an industry in plain letters where a system writes COMPUTER_SOFTWARE."""
    words = text.replace("_", " ")
    return words.title() if words.isupper() and len(words) > _ACRONYM else words


# The most letters of an acronym in capitals, such as SAAS.
_ACRONYM = 5


def _headcount(text: str) -> int | None:
    """Return a number of employees, None for a band, which is not a fault."""
    try:
        return employees(text)
    except SkipValue:
        if _band(text):
            return None
        raise


def _band(text: str) -> str | None:
    try:
        return size_band(text)
    except (SkipValue, RejectRow):
        return None
