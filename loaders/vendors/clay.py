"""Clay: tables of companies with columns of any kind."""

from __future__ import annotations

import pyarrow.compute as pc

from graph_icp.graph.model import TECHNOLOGY, USES
from graph_icp.ingest.records.companies import COMPANY, NAMED_BY, company
from graph_icp.ingest.records.firmographics import (
    FIRMOGRAPHICS,
    add_country,
    country_of,
    firmographics,
)
from graph_icp.ingest.records.loader import OF_PEOPLE, Column, Loader, with_headers
from graph_icp.ingest.records.rows import Rows
from graph_icp.ingest.records.unknown_columns import keep_unknown_columns
from graph_icp.ingest.values.lists import items


def read(rows: Rows) -> None:
    """A row is a company with its technologies and place; further columns are kept."""
    account = company(rows)
    firmographics(rows, account)
    places = [rows.value(each, country_of) for each in ("headquarters", "location")]
    found = pc.if_else(rows.text("country").is_valid(), None, pc.coalesce(*places))
    add_country(rows, account, found)
    index, names = rows.split("technologies", items)
    rows.statements.fact(USES, account, rows.statements.traits(TECHNOLOGY, names, index))
    rows.statements.add_property(account, "location", rows.text("location"))
    rows.statements.add_property(account, "headquarters", rows.text("headquarters"))
    keep_unknown_columns(rows, account)


LOADERS = (
    Loader(
        name="clay",
        title="Clay table of companies",
        columns=(
            *with_headers(
                COMPANY,
                company=("Company", "Company Name", "Name"),
                domain=("Domain", "Company Domain"),
                company_page=("Company LinkedIn URL", "LinkedIn URL", "LinkedIn"),
            ),
            *with_headers(
                FIRMOGRAPHICS,
                industry=("Industry", "Primary Industry"),
                size=("Size", "Company Size"),
            ),
            Column("headquarters", "where it is led; a country at its end counts", ("HQ",)),
            Column("location", "where it is, in the same way", ("HQ Location",)),
            Column(
                "technologies",
                "what it uses, as a list",
                ("Tech Stack", "Technology Stack", "Technologies Used"),
            ),
        ),
        needs=(NAMED_BY,),
        foreign=(*OF_PEOPLE, "ZoomInfo Company ID"),
        marks=(
            *("Technologies", "Tech Stack", "Technology Stack", "Technologies Used"),
            *("Funding Stage", "Headquarters", "Primary Industry"),
        ),
        read=read,
        example={
            "Company": "Acme GmbH",
            "Domain": "acme.example",
            "Company LinkedIn URL": "https://www.linkedin.com/company/acme-example",
            "Employee Count": "120",
            "Industry": "Logistics",
            "Location": "Berlin, Germany",
            "Headquarters": "Berlin, Germany",
            "Funding Stage": "Series A",
            "Estimated Revenue": "$10M-$50M",
            "Technologies": "Salesforce,Segment",
            "Description": "Plans the loads of lorries.",
        },
        found="a table > Actions > Export > Download CSV",
    ),
)
