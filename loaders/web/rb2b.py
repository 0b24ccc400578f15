"""RB2B: visitors of our website, with their companies."""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.graph.model import WORKS_AT
from graph_icp.ingest.records.companies import COMPANY, company
from graph_icp.ingest.records.firmographics import (
    FIRMOGRAPHICS,
    add_revenue_band,
    firmographics,
)
from graph_icp.ingest.records.loader import Column, Loader
from graph_icp.ingest.records.people import NAMED_PERSON, person
from graph_icp.ingest.records.rows import Rows
from graph_icp.ingest.records.website_visits import once_a_row, visits
from graph_icp.ingest.values.cells import number


def read(rows: Rows) -> None:
    """A row is a visit by a person or a company, with what is known of them."""
    employer = company(rows, email="email")
    firmographics(rows, employer)
    revenue = rows.value("estimate", _revenue, pa.float64())
    rows.statements.add_property(employer, "revenue", revenue)
    add_revenue_band(rows, employer, pc.cast(revenue, pa.string()))
    visitor = person(rows, employer, optional=True)
    nobody = pc.and_(employer.keys.is_null(), visitor.keys.is_null())
    rows.reject(nobody, "no company and no person")
    rows.statements.fact(WORKS_AT, visitor, employer, role=rows.text("title"))
    on, times = rows.day("seen_at", _day), once_a_row(rows)
    visits(rows, employer, on=on, times=times, page="page", people=visitor)


def _revenue(text: str) -> float | None:
    """Read an estimate such as "$22M rev"."""
    return number(_REVENUE.sub("", text))


def _day(text: str) -> str:
    """Return the day of a time; RB2B writes "2026-06-15T12:34:56:00.00+00:00"."""
    return _TIME.sub("", text)


_REVENUE = re.compile(r"\s*\brev(enue)?\.?\s*$", re.I)
_TIME = re.compile(r"(?<=\d{4}-\d\d-\d\d)T.*", re.S)

LOADERS = (
    Loader(
        name="rb2b",
        title="RB2B visitors of our website",
        columns=(
            *(each for each in NAMED_PERSON if each.name not in ("name", "person_id")),
            Column("title", "what they are in the company", ("Job Title",)),
            *(each for each in COMPANY if each.name not in ("company_id", "company_page")),
            # Its tags are about visits.
            *(each for each in FIRMOGRAPHICS if each.name != "tags"),
            Column("estimate", "the company's revenue", ("Estimate Revenue",)),
            Column("seen_at", "when that was", ("Last Seen At", "First Seen At")),
            Column("page", "the page of ours that was visited", ("Captured URL",)),
        ),
        needs=(("seen_at",), ("profile_url", "email"), ("website", "company", "domain")),
        read=read,
        example={
            "LinkedIn URL": "https://www.linkedin.com/in/mia-keller-example/",
            "First Name": "Mia",
            "Last Name": "Keller",
            "Title": "Head of Logistics",
            "Company Name": "Acme GmbH",
            "Business Email": "mia@acme.example",
            "Website": "https://acme.example",
            "Industry": "Logistics",
            "Employee Count": "51-200",
            "Estimate Revenue": "$22M rev",
            "City": "Berlin",
            "State": "Berlin",
            "Zipcode": "10115",
            "Seen At": "2026-06-15T12:34:56:00.00+00:00",
            "Referrer": "https://search.example",
            "Captured URL": "https://www.ours.example/pricing?plan=team",
            "Tags": "Hot Page",
        },
        found="app.rb2b.com > Profiles > Export CSV, or what its webhook sent, as JSON",
        unused=("City", "State", "Zipcode", "Referrer", "Tags"),
    ),
)
