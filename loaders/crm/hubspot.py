"""HubSpot: companies, contacts and deals, as its exports have them."""

from __future__ import annotations

from graph_icp.graph.model import WORKS_AT
from graph_icp.ingest.records.companies import (
    COMPANY,
    companies_with_ids,
    company,
    either,
    subsidiary,
)
from graph_icp.ingest.records.deals import DEALS, OUTCOME, deal, outcome_of
from graph_icp.ingest.records.firmographics import FIRMOGRAPHICS, firmographics
from graph_icp.ingest.records.loader import Column, Loader, with_headers
from graph_icp.ingest.records.people import BY_WHAT, NAMED_PERSON, OPTED_OUT, opted_out, person
from graph_icp.ingest.records.rows import Rows
from graph_icp.ingest.records.unknown_columns import keep_unknown_columns
from graph_icp.ingest.values.cells import blank
from graph_icp.ingest.values.crm_status import status

SYSTEM = "hubspot"


def read_companies(rows: Rows) -> None:
    """A row is a company, with its status and owner; its parent is linked, not merged."""
    account = company(rows, system=SYSTEM)
    firmographics(rows, account)
    rows.statements.add_property(account, "status", rows.value("status", status))
    rows.statements.add_property(account, "owner", rows.text("owner"))
    rows.statements.add_property(account, "ideal_customer_profile_tier", rows.value("tier", tier))
    parents = companies_with_ids(rows, "parent", SYSTEM)
    subsidiary(rows, account, parents, "parent in HubSpot")
    keep_unknown_columns(rows, account)


def read_contacts(rows: Rows) -> None:
    """A row is a person who works at the associated companies, or at the work address's."""
    employer = company(rows, system=SYSTEM, email="email")
    contact = person(rows, employer, system=SYSTEM)
    opted_out(rows, contact)
    employers = either(companies_with_ids(rows, "company_id", SYSTEM), employer)
    rows.statements.fact(WORKS_AT, contact, employers, role=rows.text("title"))


def read_deals(rows: Rows) -> None:
    """A row is a deal of its associated companies."""
    named = company(rows, system=SYSTEM, optional=True)
    companies = either(companies_with_ids(rows, "company_id", SYSTEM), named)
    deal(rows, companies, outcome_of(rows), system=SYSTEM)


def tier(text: str) -> str | None:
    """Return a tier as HubSpot shows it: "Tier 1" of tier_1."""
    return None if blank(text) else text.replace("_", " ").strip().capitalize()


_ID = ("Record ID", "hs_object_id")
_PHONES = ("Phone Number", "Mobile Phone Number")
_NAMES = {
    "company": ("Company name", "name"),
    "domain": ("Company Domain Name", "domain"),
    "country": ("Country/Region",),
}

LOADERS = (
    Loader(
        name="hubspot-companies",
        title="HubSpot companies",
        columns=(
            *with_headers(COMPANY, company_id=_ID, **_NAMES),
            *with_headers(
                FIRMOGRAPHICS, employees=("numberofemployees",), revenue=("annualrevenue",)
            ),
            Column(
                "status",
                "its status: customer, prospect, open deal ...",
                ("Lifecycle Stage", "lifecyclestage"),
            ),
            Column("owner", "who looks after it", ("Company owner", "hubspot_owner_id")),
            Column(
                "tier",
                "its tier in HubSpot's ideal customer profile, kept",
                ("Ideal Customer Profile Tier", "hs_ideal_customer_profile"),
            ),
            Column(
                "parent",
                "the record id of its parent",
                ("Parent Company ID", "Associated Parent Company ID", "hs_parent_company_id"),
            ),
        ),
        needs=(("company_id",), ("company", "domain")),
        marks=(
            *("Record ID", "hs_object_id", "Company Domain Name", "Company owner"),
            *("hubspot_owner_id", "Lifecycle Stage", "hs_ideal_customer_profile"),
        ),
        read=read_companies,
        example={
            "Record ID": "9876543210",
            "Company name": "Acme, Inc.",
            "Company Domain Name": "acme.example",
            "Industry": "Computer Software",
            "Number of employees": "120",
            "Annual revenue": "12000000",
            "City": "Berlin",
            "State/Region": "Berlin",
            "Country/Region": "Germany",
            "Company owner": "Ann Lee",
            "Lifecycle Stage": "Customer",
            "Create Date": "2024-03-01 09:30",
            "Last Activity Date": "2026-06-15 14:02",
            "Website URL": "https://www.acme.example",
        },
        found="CRM > Companies > Export, all properties; lists joined with ;",
    ),
    Loader(
        name="hubspot-contacts",
        title="HubSpot contacts",
        columns=(
            *with_headers(NAMED_PERSON, person_id=_ID),
            Column("title", "job title", ("Job Title", "jobtitle")),
            Column("company", "the employer's name", ("Company name", "Associated Company")),
            Column(
                "company_id",
                "the record ids of the contact's companies",
                ("Associated Company IDs", "Primary Associated Company ID", "associatedcompanyid"),
            ),
            *with_headers(
                (OPTED_OUT,),
                opted_out=(
                    *("Unsubscribed from all email", "hs_email_optout", "Opted out of email"),
                ),
            ),
        ),
        needs=(BY_WHAT, ("person_id",), ("email", "company_id", "title", "company")),
        marks=(
            *("Record ID", "hs_object_id", "Associated Company IDs", "associatedcompanyid"),
            *("Contact owner", "hubspot_owner_id", "hs_email_optout"),
        ),
        read=read_contacts,
        example={
            "Record ID": "501",
            "First Name": "Mia",
            "Last Name": "Keller",
            "Email": "mia@acme.example",
            "Phone Number": "",
            "Job Title": "Head of Logistics",
            "Company name": "Acme, Inc.",
            "Lifecycle Stage": "Lead",
            "Lead status": "Open",
            "Contact owner": "Ann Lee",
            "Country/Region": "Germany",
            "Create Date": "2024-03-01 09:30",
            "Last Activity Date": "2026-06-15 14:02",
            "Associated Company IDs": "9876543210",
        },
        found="CRM > Contacts > Export, with associated records",
        unused=(
            *_PHONES,
            *("Lifecycle Stage", "Lead status", "Contact owner"),
            *("Create Date", "Last Activity Date", "Country/Region", "country"),
            "Associated Company",
        ),
    ),
    Loader(
        name="hubspot-deals",
        title="HubSpot deals",
        columns=(
            *with_headers(DEALS, deal_id=_ID, deal=("dealname",), stage=("dealstage",)),
            *with_headers(
                OUTCOME,
                is_won=("Is Closed Won", "hs_is_closed_won"),
                is_closed=("Is Deal Closed?", "hs_is_closed"),
            ),
            Column(
                "company_id",
                "the record ids of the companies it is with",
                ("Associated Company IDs", "Primary Associated Company ID"),
            ),
            Column("company", "the company's name", ("Associated Company",)),
        ),
        needs=(("stage", "is_won"), ("deal_id", "deal"), ("company_id", "company")),
        marks=(
            *("Record ID", "hs_object_id", "Deal Stage", "dealstage", "Deal owner"),
            *("Associated Company IDs", "Associated Company", "hs_is_closed_won"),
        ),
        read=read_deals,
        example={
            "Record ID": "700",
            "Deal Name": "Acme - yearly plan",
            "Deal Stage": "Closed Won (Sales Pipeline)",
            "Pipeline": "Sales Pipeline",
            "Amount": "24000",
            "Close Date": "2025-11-30 12:00",
            "Deal owner": "Ann Lee",
            "Create Date": "2025-09-01 08:00",
            "Associated Company IDs": "9876543210",
            "Associated Contact IDs": "501",
        },
        found="CRM > Deals > Export, with associated records",
        unused=(
            *("Pipeline", "Deal owner", "Create Date"),
            *("Associated Contact IDs", "Associated Contact"),
        ),
    ),
)
