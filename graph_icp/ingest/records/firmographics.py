"""Firmographics of a row's company: country, size, industry, revenue, region, stage, investors."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.graph.model import (
    BACKED_BY,
    COUNTRY,
    INDUSTRY,
    INVESTOR,
    LIFE_STAGE,
    REGION,
    REVENUE_BAND,
    SIZE_BAND,
    slug,
)
from graph_icp.ingest.records.amounts import decimal_mark
from graph_icp.ingest.records.loader import Column
from graph_icp.ingest.records.topics import TOPICS, topics
from graph_icp.ingest.values.bands import (
    founded,
    founded_band,
    funding_stage,
    revenue_band,
    stated_band,
)
from graph_icp.ingest.values.cells import (
    RejectRow,
    SkipValue,
    country,
    employees,
    is_rest,
    number,
    size_band,
)
from graph_icp.ingest.values.country_names import code_of, name_of, place_code, regions
from graph_icp.ingest.values.industries import industries, industry
from graph_icp.ingest.values.lists import items

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph_icp.graph.model import NodeKind
    from graph_icp.ingest.files.array_type import Array
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
    Column(
        "founded",
        "the year or day of its foundation",
        ("founded year", "year founded", "foundation date", "founded date", "founding year"),
    ),
    Column(
        "funding_stage",
        "how far it is funded: Seed, Series A ...",
        ("last funding type", "latest funding stage", "last funding round", "funding round"),
    ),
    Column("investors", "who has invested in it, separated by ;", ("backers",)),
    *TOPICS,
)
# Where a company is, in files that have no country of their own.
LOCATION = Column(
    "location",
    "where it is; a country at its end counts, where no column says it",
    ("headquarters", "hq", "hq location", "headquarters location", "company location", "address"),
)


def firmographics(
    rows: Rows, account: Nodes, *, industries_in: Callable[[str], list[str]] = industries
) -> None:
    """State the firmographics of each row's company; most of them are traits too.

    Parameters
    ----------
    rows : Rows
        With any of FIRMOGRAPHICS and the country of COMPANY.
    account : Nodes
        The companies, one a row.
    industries_in : callable
        How a cell of industries is split.
    """
    add_country(rows, account, rows.value("country", country))
    _add_industries(rows, account, industries_in)
    _add_size(rows, account)
    _add_revenue(rows, account)
    _add_life_stage(rows, account)
    region = rows.parse_distinct(rows.text("region"), _region)
    rows.statements.traits(REGION, region, rows.every)
    rows.statements.add_property(account, "region", rows.parse_distinct(region, slug))
    index, names = rows.listed("investors")
    rows.statements.fact(BACKED_BY, account, rows.statements.traits(INVESTOR, names, index))
    topics(rows, account)


def _region(text: str) -> str | None:
    return None if is_rest(text) else text


def add_country(rows: Rows, account: Nodes, codes: Array) -> None:
    """Say of each row's company in which country it is, a trait with a region that follows.

    Parameters
    ----------
    rows : Rows
    account : Nodes
        The companies, one a row.
    codes : array of str
        The codes of their countries; null for none.
    """
    if codes.null_count == len(codes):
        return
    names = rows.parse_distinct(codes, name_of)
    rows.statements.node(COUNTRY, codes, names, rows.every)
    rows.statements.add_property(account, "country", codes)
    rows.statements.traits(REGION, rows.parse_distinct(codes, regions().get), rows.every)


def add_location(rows: Rows, account: Nodes) -> None:
    """Say of each row's company where it is, and its country where no column of its own says it."""
    rows.statements.add_property(account, "location", rows.text("location"))
    found = rows.value("location", _country_at_end)
    add_country(rows, account, pc.if_else(rows.text("country").is_valid(), None, found))


def _add_industries(rows: Rows, account: Nodes, industries_in: Callable[[str], list[str]]) -> None:
    """Say in which industries companies are, by their one name, and how the file words them."""
    index, texts = rows.split("industry", industries_in)
    traits = rows.statements.traits(INDUSTRY, rows.parse_distinct(texts, industry), index)
    named = account.repeat_for(index)
    rows.statements.add_property(named, "industry", traits.keys)
    rows.statements.add_property(
        named, "industry_stated", rows.parse_distinct(texts, _other_word_of_industry)
    )


def _other_word_of_industry(text: str) -> str | None:
    name = industry(text)
    return text if name and slug(name) != slug(text.replace("_", " ")) else None


def _add_size(rows: Rows, account: Nodes) -> None:
    rows.statements.add_property(
        account, "employees", rows.value("employees", _headcount, pa.int64())
    )
    staff = rows.text("employees")
    # Systems write 0 where nobody filled it in.
    staff = pc.if_else(pc.equal(staff, "0"), pa.scalar(None, pa.string()), staff)
    told = staff, rows.text("size")
    band = pc.coalesce(rows.parse_distinct(told[0], _band), rows.value("size", size_band))
    rows.statements.traits(SIZE_BAND, band, rows.every)
    rows.statements.add_property(account, "size", rows.parse_distinct(band, slug))
    word = pc.coalesce(*(rows.parse_distinct(each, _word_of_size) for each in told))
    rows.statements.add_property(account, "size_stated", word)


def _add_revenue(rows: Rows, account: Nodes) -> None:
    understand = partial(_revenue, decimal_mark(rows, "revenue"))
    rows.statements.add_property(
        account, "revenue", rows.value("revenue", understand, pa.float64())
    )
    add_revenue_band(rows, account, rows.text("revenue"), decimal_mark(rows, "revenue"))


def add_revenue_band(rows: Rows, account: Nodes, texts: Array, decimal: str | None = None) -> None:
    """Say of each row's company in which band its revenue lies, a trait.

    Parameters
    ----------
    rows : Rows
    account : Nodes
        The companies, one a row.
    texts : array of str
        Their revenues, as numbers or bands; null for none.
    decimal : str, optional
        Whether "," or "." marks decimals, where it is known.
    """
    band = rows.parse_distinct(texts, partial(revenue_band, decimal=decimal))
    _add_traits(rows, account, "revenue_band", REVENUE_BAND, band)


def _add_life_stage(rows: Rows, account: Nodes) -> None:
    year = rows.value("founded", founded, pa.int64())
    rows.statements.add_property(account, "founded", year)
    band = rows.parse_distinct(pc.cast(year, pa.string()), lambda text: founded_band(int(text)))
    _add_traits(rows, account, "founded_band", LIFE_STAGE, band)
    stage = rows.value("funding_stage", funding_stage)
    _add_traits(rows, account, "funding_stage", LIFE_STAGE, stage)


def _add_traits(rows: Rows, account: Nodes, property: str, kind: NodeKind, names: Array) -> None:
    """Add traits whose names are their keys, and of each company the property that holds it."""
    if names.null_count < len(names):
        rows.statements.node(kind, names, names, rows.every)
        rows.statements.add_property(account, property, names)


def country_of(place: str) -> str | None:
    """Return the country with which a place ends: DE of "Berlin, Germany"; None without one.

    A possible state of the US is not a country: CA and DE of "Fremont, CA" and "Dover, DE".
    """
    return place_code(place) if "," in place else code_of(place)


def _country_at_end(place: str) -> str | None:
    code = country_of(place)
    if code is None and items(place):
        raise SkipValue(f"location names no country ({place.strip()})")
    return code


def _revenue(decimal: str | None, text: str) -> float | None:
    """Return a revenue, None for a band, which is not a fault."""
    try:
        return number(text, decimal)
    except SkipValue:
        if stated_band(text):
            return None
        raise


def _headcount(text: str) -> int | None:
    """Return a number of employees, None for a band, which is not a fault."""
    try:
        return employees(text) or None  # systems write 0 where nobody filled it in
    except SkipValue:
        if _band(text):
            return None
        raise


def _band(text: str) -> str | None:
    try:
        return size_band(text)
    except (SkipValue, RejectRow):
        return None


def _word_of_size(text: str) -> str | None:
    """Return the word for a size, where it is no number and no band."""
    return text if not any(map(str.isdigit, text)) and _band(text) else None
