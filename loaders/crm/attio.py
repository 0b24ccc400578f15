"""Attio: companies, as its views export them."""

from __future__ import annotations

from graph_icp.ingest.records.companies import COMPANY, company
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

SYSTEM = "attio"


def read(rows: Rows) -> None:
    """A row is a company; the first of several domains is its own, the rest are proposed."""
    account = company(rows, system=SYSTEM)
    firmographics(rows, account, industries_in=items)
    add_country(rows, account, rows.value("location", country_of))
    keep_unknown_columns(rows, account)


LOADERS = (
    Loader(
        name="attio-companies",
        title="Attio companies",
        columns=(
            *with_headers(
                tuple(each for each in COMPANY if each.name != "country"),
                domain=("Domains",),
                company=("Name",),
                company_id=("Record ID",),
                company_page=("LinkedIn",),
            ),
            *with_headers(
                # Its categories are industries.
                tuple(each for each in FIRMOGRAPHICS if each.name != "tags"),
                industry=("Categories",),
                size=("Employee range",),
                revenue=("Estimated ARR",),
            ),
            Column(
                "location",
                "where it is; the last part counts where it is a country",
                ("Primary location",),
            ),
        ),
        needs=(("domain", "company"),),
        foreign=OF_PEOPLE,
        marks=(
            *("Domains", "Employee range", "Estimated ARR", "Connection strength"),
            *("Primary location", "Associated deals"),
        ),
        read=read,
        example={
            "Record ID": "3f0a9c1e-52d4-4c0b-9a77-0d5c1b7e2f10",
            "Domains": "acme.example,acme-logistics.example",
            "Name": "Acme",
            "Description": "Plans the loads of lorries.",
            "Categories": "B2B,SAAS,Logistics",
            "Primary location": "Berlin, Germany",
            "Estimated ARR": "$10M-$50M",
            "Funding raised": "12000000",
            "Foundation date": "2011-05-01",
            "Employee range": "51-250",
            "Connection strength": "Strong",
            "Associated deals": "Acme - yearly plan",
        },
        found="Companies > a view > Import / Export > Export view, all attributes",
        unused=("Associated deals",),
    ),
)
