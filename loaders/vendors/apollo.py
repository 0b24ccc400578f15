"""Apollo: accounts, and contacts with what is known of their companies."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.graph.model import TECHNOLOGY, USES, WORKS_AT
from graph_icp.ingest.records.companies import (
    COMPANY,
    aliases,
    companies_with_ids,
    company,
    subsidiary,
)
from graph_icp.ingest.records.firmographics import FIRMOGRAPHICS, add_country, firmographics
from graph_icp.ingest.records.loader import Column, Loader, with_headers
from graph_icp.ingest.records.people import BY_WHAT, NAMED_PERSON, person
from graph_icp.ingest.records.rows import Rows
from graph_icp.ingest.records.statements import Nodes
from graph_icp.ingest.records.unknown_columns import keep_unknown_columns
from graph_icp.ingest.values.cells import country, number
from graph_icp.ingest.values.crm_status import status

SYSTEM = "apollo"


def read_accounts(rows: Rows) -> None:
    """A row is a company; its parent is linked, not merged."""
    account = company(rows, system=SYSTEM)
    aliases(rows, account, "short_name")
    _about(rows, account)
    rows.statements.add_property(account, "status", rows.value("status", status))
    rows.statements.add_property(account, "owner", rows.text("owner"))
    keep_unknown_columns(rows, account)


def read_contacts(rows: Rows) -> None:
    """A row is a person with their employer and its firmographics."""
    employer = company(rows, system=SYSTEM, email="email")
    contact = person(rows, employer, system=SYSTEM)
    rows.statements.fact(WORKS_AT, contact, employer, role=rows.text("title"))
    rows.statements.add_property(contact, "seniority", rows.text("seniority"))
    rows.statements.add_property(contact, "department", rows.text("departments"))
    rows.statements.add_property(contact, "opted_out", rows.value("contact_stage", _refuses))
    _about(rows, employer)


def _about(rows: Rows, account: Nodes) -> None:
    """Add the firmographics of each row's company."""
    firmographics(rows, account)
    add_country(rows, account, rows.value("company_country", country))
    rows.statements.add_property(
        account, "total_funding", rows.value("total_funding", number, pa.float64())
    )
    rows.statements.add_property(
        account, "last_raised_at", pc.cast(rows.day("last_raised_at"), pa.string())
    )
    index, names = rows.listed("technologies")
    rows.statements.fact(USES, account, rows.statements.traits(TECHNOLOGY, names, index))
    parents = companies_with_ids(rows, "parent_id", SYSTEM)
    subsidiary(rows, account, parents, "parent in Apollo")


def _refuses(stage: str) -> str | None:
    return "true" if stage.strip().casefold() == "do not contact" else None


# `Country` is a contact's; a company's country has a header of its own.
_COMPANY = tuple(each for each in COMPANY if each.name != "country")
_KNOWN = (
    *with_headers(
        FIRMOGRAPHICS,
        employees=("# Employees",),
        revenue=("Annual Revenue",),
        funding_stage=("Latest Funding",),
    ),
    Column("company_country", "the company's country", ("Company Country",)),
    Column("technologies", "what it uses, separated by commas"),
    Column("total_funding", "what was invested in it"),
    Column("last_raised_at", "the day of that round"),
    Column(
        "parent_id",
        "the id of its parent",
        ("Subsidiary of (Organization ID)",),
    ),
)
_ADDRESSES = (
    *("Company Address", "Company Street", "Company City", "Company State"),
    *("Company Postal Code", "Company Phone", "Facebook Url", "Twitter Url"),
)

LOADERS = (
    Loader(
        name="apollo-accounts",
        title="Apollo accounts",
        columns=(
            *with_headers(
                _COMPANY,
                company=("Company Name", "Company"),
                company_id=("Apollo Record Id", "Apollo Account Id"),
                company_page=("Company Linkedin Url",),
            ),
            *_KNOWN,
            Column("short_name", "its name as people say it", ("Company Name for Emails",)),
            Column("status", "its status: customer, prospect, open deal ...", ("Account Stage",)),
            Column("owner", "who looks after it", ("Account Owner",)),
        ),
        needs=(("company", "website"), ("company_id", "short_name")),
        marks=(
            *("Apollo Record Id", "Apollo Account Id", "Company Name for Emails"),
            "Subsidiary of (Organization ID)",
        ),
        read=read_accounts,
        example={
            "Company Name": "Acme GmbH",
            "Company Name for Emails": "Acme",
            "# Employees": "120",
            "Industry": "logistics & supply chain",
            "Website": "http://www.acme.example",
            "Company Linkedin Url": "http://www.linkedin.com/company/acme-example",
            "Company Country": "Germany",
            "Keywords": "freight, route planning, b2b",
            "Apollo Record Id": "66f0a1b2c3d4e5f60718293a",
            "Short Description": "Plans the loads of lorries.",
            "Founded Year": "2011",
            "Subsidiary of (Organization ID)": "",
        },
        found="Companies > select > Export > CSV",
        unused=_ADDRESSES,
    ),
    Loader(
        name="apollo-contacts",
        title="Apollo contacts",
        columns=(
            *with_headers(
                NAMED_PERSON,
                person_id=("Apollo Contact Id",),
                profile_url=("Person Linkedin Url",),
            ),
            Column("title", "job title"),
            Column("seniority", "how high their place is"),
            Column("departments", "what their place is about"),
            Column("contact_stage", "who is not to be contacted counts as opted out", ("Stage",)),
            *with_headers(
                _COMPANY,
                company=("Company", "Company Name"),
                company_id=("Apollo Account Id",),
                company_page=("Company Linkedin Url",),
            ),
            *_KNOWN,
        ),
        needs=(BY_WHAT, ("company", "website", "company_id")),
        marks=("Apollo Contact Id", "Person Linkedin Url", "Apollo Account Id"),
        read=read_contacts,
        example={
            "First Name": "Mia",
            "Last Name": "Keller",
            "Title": "Head of Logistics",
            "Company": "Acme GmbH",
            "Email": "mia@acme.example",
            "Email Status": "Verified",
            "Seniority": "Head",
            "Departments": "Operations",
            "Stage": "Cold",
            "Lists": "Logistics DACH",
            "# Employees": "120",
            "Industry": "logistics & supply chain",
            "Keywords": "freight, route planning, b2b",
            "Person Linkedin Url": "http://www.linkedin.com/in/mia-keller-example",
            "Website": "http://www.acme.example",
            "Company Linkedin Url": "http://www.linkedin.com/company/acme-example",
            "City": "Berlin",
            "State": "Berlin",
            "Country": "Germany",
            "Company City": "Berlin",
            "Company State": "Berlin",
            "Company Country": "Germany",
            "Technologies": "Amazon AWS,Salesforce,Stripe",
            "Annual Revenue": "12000000",
            "Total Funding": "8000000",
            "Latest Funding": "Series A",
            "Last Raised At": "2024-03-01",
            "Apollo Contact Id": "66f0a1b2c3d4e5f607182aaa",
            "Apollo Account Id": "66f0a1b2c3d4e5f60718293a",
        },
        found="People > select > Export > CSV",
        unused=(
            *("Email Status", "Lists", "City", "State", "Country"),
            *("Company Name for Emails", "Primary Email Source", "Email Confidence"),
            *("Primary Email Verification Source", "Primary Email Catch-all Status"),
            *("Primary Email Last Verified At", "Sub Departments", "Contact Owner"),
            *("Work Direct Phone", "Home Phone", "Mobile Phone", "Corporate Phone", "Other Phone"),
            *("Do Not Call", "Last Contacted", "Account Owner", "Latest Funding Amount"),
            *("Subsidiary of", "Email Sent", "Email Open", "Email Bounced", "Replied", "Demoed"),
            *("Number of Retail Locations", "Secondary Email", "Secondary Email Source"),
            *("Secondary Email Status", "Secondary Email Verification Source", "Tertiary Email"),
            *("Tertiary Email Source", "Tertiary Email Status", "Qualify Contact"),
            *("Tertiary Email Verification Source", "Primary Intent Topic"),
            *("Primary Intent Score", "Secondary Intent Topic", "Secondary Intent Score"),
            *_ADDRESSES,
        ),
    ),
)
