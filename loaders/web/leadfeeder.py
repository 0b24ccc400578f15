"""Leadfeeder (Dealfront): the companies that visited our website."""

from __future__ import annotations

from graph_icp.ingest.records.companies import COMPANY, NAMED_BY, company
from graph_icp.ingest.records.firmographics import FIRMOGRAPHICS, firmographics
from graph_icp.ingest.records.loader import Column, Loader
from graph_icp.ingest.records.rows import Rows
from graph_icp.ingest.records.unknown_columns import keep_unknown_columns
from graph_icp.ingest.records.website_visits import times_of, visits


def read(rows: Rows) -> None:
    """A row is a company with its number of visits, last visit and firmographics."""
    account = company(rows)
    firmographics(rows, account)
    times = times_of(rows, "visits")
    visits(rows, account, on=rows.day("last_visit"), times=times)
    keep_unknown_columns(rows, account)


LOADERS = (
    Loader(
        name="leadfeeder",
        title="Leadfeeder companies that visited our website",
        columns=(
            *COMPANY,
            *FIRMOGRAPHICS,
            Column("visits", "how often they came", ("Number of visits", "Visit count")),
            Column("last_visit", "when they came last", ("Last visit date", "Latest visit")),
        ),
        needs=(NAMED_BY, ("visits",), ("last_visit",)),
        read=read,
        example={
            "Company": "Acme GmbH",
            "Website": "https://acme.example",
            "Industry": "Logistics",
            "Employees": "120",
            "Country": "Germany",
            "City": "Berlin",
            "Visits": "4",
            "Pageviews": "17",
            "First visit": "2026-05-02",
            "Last visit": "2026-06-15",
            "Quality": "8",
        },
        found="Leads > a custom feed > Export, as CSV or Excel; further columns are kept",
        unused=("Pageviews", "First visit"),
    ),
)
