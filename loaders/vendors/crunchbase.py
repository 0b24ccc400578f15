"""Crunchbase: companies, as its searches and lists export them."""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.ingest.records.companies import COMPANY, company
from graph_icp.ingest.records.firmographics import (
    FIRMOGRAPHICS,
    LOCATION,
    add_location,
    add_revenue_band,
    firmographics,
)
from graph_icp.ingest.records.loader import OF_PEOPLE, Column, Loader, with_headers
from graph_icp.ingest.records.rows import Rows
from graph_icp.ingest.records.unknown_columns import keep_unknown_columns
from graph_icp.ingest.values.cells import blank, number
from graph_icp.ingest.values.lists import items


def read(rows: Rows) -> None:
    """A row is a company with its place, size and investors; one that has closed is a bad fit."""
    account = company(rows)
    firmographics(rows, account, industries_in=items)
    add_location(rows, account)
    add_revenue_band(rows, account, rows.value("revenue_range", _revenue))
    rows.statements.add_property(account, "operating_status", rows.text("operating"))
    rows.statements.add_property(account, "status", rows.value("operating", _status))
    for column in ("total_funding", "last_funding_amount"):
        rows.statements.add_property(account, column, rows.value(column, number, pa.float64()))
    last = pc.cast(rows.day("last_raised_at"), pa.string())
    rows.statements.add_property(account, "last_raised_at", last)
    keep_unknown_columns(rows, account)


def _revenue(text: str) -> str | None:
    """Return a range of revenue as bands are read: "Less than $1M" begins at nearly nothing."""
    return None if blank(text) else _LESS.sub("$1-", text)


_LESS = re.compile(r"^\s*(?:less than|under|<)\s*", re.I)


def _status(text: str) -> str | None:
    """Return "bad fit" for a company that has closed; whether one is active says nothing."""
    return "bad fit" if text.strip().casefold() == "closed" else None


LOADERS = (
    Loader(
        name="crunchbase",
        title="Crunchbase companies",
        columns=(
            *with_headers(
                tuple(each for each in COMPANY if each.name not in ("company_id", "country")),
                company=("Organization Name", "Company Name", "Name"),
                company_page=("LinkedIn",),
            ),
            *with_headers(
                # Its revenue is a range.
                tuple(each for each in FIRMOGRAPHICS if each.name != "revenue"),
                industry=("Industries", "Industry Groups"),
                employees=("Number of Employees",),
                funding_stage=("Last Funding Type", "Funding Status"),
                investors=("Top 5 Investors", "Top Investors"),
                description=("Full Description", "Description"),
            ),
            *with_headers((LOCATION,), location=("Headquarters Location",)),
            Column(
                "revenue_range",
                "yearly revenue, as a range",
                ("Estimated Revenue Range", "Revenue Range", "Estimated Revenue"),
            ),
            Column("operating", "whether it is active; closed is a bad fit", ("Operating Status",)),
            Column(
                "total_funding",
                "what was invested in it",
                (
                    *("Total Funding Amount (in USD)", "Total Funding Amount"),
                    "Total Equity Funding Amount (in USD)",
                ),
            ),
            Column(
                "last_funding_amount",
                "what the last round brought",
                ("Last Funding Amount (in USD)", "Last Funding Amount"),
            ),
            Column("last_raised_at", "the day of that round", ("Last Funding Date",)),
        ),
        needs=(("company", "website"),),
        marks=(
            *("Organization Name URL", "CB Rank (Company)", "CB Rank (Organization)"),
            *("Headquarters Location", "Operating Status", "Top 5 Investors"),
            "Estimated Revenue Range",
        ),
        foreign=(*OF_PEOPLE, "Transaction Name", "Full Name URL", "Acquiree Name", "Investor Name"),
        read=read,
        example={
            "Organization Name": "Acme",
            "Organization Name URL": "https://www.crunchbase.com/organization/acme",
            "Industries": "Software, Logistics, Artificial Intelligence (AI)",
            "Headquarters Location": "Berlin, Berlin, Germany",
            "Description": "Plans the loads of lorries.",
            "CB Rank (Company)": "1200",
            "Founded Date": "2011-05-01",
            "Operating Status": "Active",
            "Website": "https://www.acme.example",
            "Twitter": "",
            "LinkedIn": "https://www.linkedin.com/company/acme-example",
            "Number of Employees": "101-250",
            "Estimated Revenue Range": "$10M to $50M",
            "Last Funding Type": "Series A",
            "Total Funding Amount (in USD)": "12000000",
            "Top 5 Investors": "Point Nine, Ridge Capital",
        },
        found="a search or list of companies > Export to CSV",
        unused=(
            *("Organization Name URL", "Twitter", "Facebook", "Contact Email", "Phone Number"),
            *("Total Funding Amount", "Total Funding Amount Currency"),
            "Last Funding Amount Currency",
        ),
    ),
)
