"""Companies, one a row, with what is known of them."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.graph.model import BACKED_BY, INDUSTRY, INVESTOR, REGION, SIZE_BAND, slug
from graph_icp.ingest.columns import PROVENANCE, also
from graph_icp.ingest.companies import COMPANY, aliases, company
from graph_icp.ingest.loader import Column, Loader
from graph_icp.ingest.rows import Rows
from graph_icp.ingest.standing import status
from graph_icp.ingest.values import (
    Misunderstood,
    Refused,
    country,
    employees,
    number,
    size_band,
)


def read(rows: Rows) -> None:
    """A row is an account, its properties (numbers of any name too), and traits that follow."""
    account = company(rows)
    aliases(rows, account, "aliases")
    rows.says(account, "country", rows.value("country", country))
    rows.says(account, "owner", rows.text("owner"))
    rows.says(account, "status", rows.value("status", status))
    rows.says(account, "revenue", rows.value("revenue", number, pa.float64()))
    for name, numbers in rows.numbers_beside().items():
        rows.says(account, name, numbers)

    headcount = rows.value("employees", _headcount, pa.int64())
    band = pc.coalesce(
        rows.understood(rows.text("employees"), _band), rows.value("size", size_band)
    )
    rows.says(account, "employees", headcount)
    for property, kind, names in (
        ("size", SIZE_BAND, band),
        ("region", REGION, rows.text("region")),
    ):
        rows.traits(kind, names, rows.every)
        rows.says(account, property, rows.understood(names, slug))

    index, names = rows.listed("industry")
    rows.says(rows.told(account, index), "industry", rows.traits(INDUSTRY, names, index).keys)
    index, names = rows.listed("investors")
    rows.fact(BACKED_BY, account, rows.traits(INVESTOR, names, index))


def _headcount(text: str) -> int | None:
    """Return a number of employees; a band is none, and no fault either."""
    try:
        return employees(text)
    except Misunderstood:
        if _band(text):
            return None
        raise


def _band(text: str) -> str | None:
    try:
        return size_band(text)
    except (Misunderstood, Refused):
        return None


LOADER = Loader(
    name="companies",
    title="companies, one a row",
    columns=(
        *also(COMPANY, company=("name", "title"), company_id=("id", "record id")),
        Column("aliases", "its other names, separated by | or ;", ("other names", "also known as")),
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
        Column("revenue", "yearly revenue", ("annual revenue", "sales revenue")),
        Column("region", "the part of the world it is in or sells to", ("territory",)),
        Column(
            "status",
            "customer, prospect, open deal, churned, bad fit, competitor or partner",
            ("type", "lifecycle stage", "stage", "relationship"),
        ),
        Column("owner", "the colleague who looks after it", ("company owner", "account owner")),
        Column("investors", "who has invested in it, separated by ;", ("backers",)),
        *PROVENANCE,
    ),
    needs=(("domain", "company_id", "company"),),
    read=read,
)
