"""Companies, one per row, with what is known of them."""

from __future__ import annotations

from dataclasses import replace

from graph_icp.graph.model import TECHNOLOGY, USES
from graph_icp.ingest.records.companies import (
    COMPANY,
    NAMED_BY,
    aliases,
    companies_with_ids,
    company,
    subsidiary,
)
from graph_icp.ingest.records.firmographics import (
    FIRMOGRAPHICS,
    LOCATION,
    add_location,
    firmographics,
)
from graph_icp.ingest.records.loader import OF_PEOPLE, Column, Loader, with_headers
from graph_icp.ingest.records.provenance import PROVENANCE
from graph_icp.ingest.records.rows import Rows
from graph_icp.ingest.records.unknown_columns import keep_unknown_columns
from graph_icp.ingest.values.crm_status import status


def read(rows: Rows) -> None:
    """A row is an account with its properties (also in further columns) and their traits."""
    account = company(rows)
    aliases(rows, account, "aliases")
    firmographics(rows, account)
    add_location(rows, account)
    rows.statements.add_property(account, "owner", rows.text("owner"))
    rows.statements.add_property(account, "status", rows.value("status", status))
    index, technologies = rows.listed("technologies")
    rows.statements.fact(USES, account, rows.statements.traits(TECHNOLOGY, technologies, index))
    subsidiary(rows, account, companies_with_ids(rows, "parent_id", "id"), "parent in a list")
    keep_unknown_columns(rows, account)


# Bare ids come last: beside an id of an account they are those of something else.
_COMPANY = tuple(
    replace(each, headers=(*each.headers, "id", "record id")) if each.name == "company_id" else each
    for each in COMPANY
)

LOADERS = (
    Loader(
        name="companies",
        title="companies, one per row",
        columns=(
            *with_headers(_COMPANY, company=("name", "title")),
            Column(
                "aliases",
                "its other names, separated by | or ;",
                ("other names", "also known as"),
            ),
            *FIRMOGRAPHICS,
            LOCATION,
            Column(
                "technologies",
                "what it uses, separated by ; or ,",
                ("technology stack", "tech stack"),
            ),
            Column(
                "status",
                "customer, prospect, open deal, churned, bad fit, competitor or partner",
                ("type", "lifecycle stage", "stage", "relationship"),
            ),
            Column("owner", "the colleague who looks after it", ("company owner", "account owner")),
            Column(
                "parent_id", "the id of the company to which it belongs", ("parent company id",)
            ),
            *PROVENANCE,
        ),
        needs=(NAMED_BY,),
        # An id alone may be of anything.
        telling=tuple(
            header
            for column in COMPANY
            if column.name in NAMED_BY
            for header in ("name", column.name, *column.headers)
        ),
        foreign=OF_PEOPLE,
        read=read,
        example={
            "company": "Acme GmbH",
            "domain": "acme.example",
            "company_id": "1042",
            "country": "Germany",
            "industry": "Logistics; Software",
            "employees": "120",
            "revenue": "12000000",
            "region": "DACH",
            "status": "prospect",
            "owner": "Ann Lee",
            "investors": "Point Nine",
            "technologies": "Kubernetes; Elixir",
            "aliases": "Acme Logistics",
        },
        found="a table of your own; further columns are kept as properties of the company",
    ),
)
