"""HubSpot: companies, contacts and deals, as its exports and tables of a warehouse have them."""

from __future__ import annotations

import re
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.graph.model import WORKS_AT
from graph_icp.identity.folding import fold
from graph_icp.ingest.records.companies import (
    COMPANY,
    PARENT,
    companies_with_ids,
    company,
    either,
    parents,
    several_or,
)
from graph_icp.ingest.records.company_domains import more_domains
from graph_icp.ingest.records.deals.deal_people import DEAL_PEOPLE, deal_people
from graph_icp.ingest.records.deals.deals import DEALS, OUTCOME, deal, outcome_of
from graph_icp.ingest.records.firmographics import FIRMOGRAPHICS, firmographics
from graph_icp.ingest.records.loader import OF_PEOPLE, Column, Loader, with_headers
from graph_icp.ingest.records.people import BY_WHAT, NAMED_PERSON, OPTED_OUT, opted_out, person
from graph_icp.ingest.records.rows import Rows
from graph_icp.ingest.records.statements import Nodes
from graph_icp.ingest.records.unknown_columns import keep_unknown_columns
from graph_icp.ingest.values.cells import blank
from graph_icp.ingest.values.crm_status import status
from graph_icp.ingest.values.translated_headers import english

SYSTEM = "hubspot"


def read_companies(rows: Rows) -> None:
    """A row is a company, with its status and owner; its parent is linked, not merged."""
    account = company(rows, system=SYSTEM)
    firmographics(rows, account)
    said = rows.value("status", status)
    kept = pc.is_in(said, pa.array(["customer", "churned", "bad fit"]))
    partner = pc.if_else(kept, pa.scalar(None, pa.string()), rows.value("type", _not_sold_to))
    rows.statements.add_property(account, "status", pc.coalesce(partner, said))
    rows.statements.add_property(account, "owner", rows.text("owner"))
    rows.statements.add_property(account, "ideal_customer_profile_tier", rows.value("tier", tier))
    more_domains(rows, account.keys, "more_domains")
    parents(rows, account, SYSTEM, "parent in HubSpot")
    keep_unknown_columns(rows, account)


def read_contacts(rows: Rows) -> None:
    """A row is a person who works at the primary company, else at the associated companies."""
    employer = company(rows, system=SYSTEM, email="email")
    contact = person(rows, employer, system=SYSTEM)
    opted_out(rows, contact)
    employers = either(_associated(rows), employer)
    rows.statements.fact(WORKS_AT, contact, employers, role=rows.text("title"))


def read_deals(rows: Rows) -> None:
    """A row is a deal of its primary company, else of its associated ones, with its people."""
    named = company(rows, system=SYSTEM, optional=True)
    companies = either(_associated(rows), named)
    _tell_partners(rows)
    deals = deal(rows, companies, outcome_of(rows), system=SYSTEM)
    deal_people(rows, deals, named, system=SYSTEM)


def _associated(rows: Rows) -> Nodes:
    """Return each row's primary company, or all its companies where none is the primary one."""
    primary = companies_with_ids(rows, "company_id", SYSTEM)
    return several_or(primary, companies_with_ids(rows, "company_ids", SYSTEM))


def _tell_partners(rows: Rows) -> None:
    """Say that deals count for each of several companies, if the file does not tell them apart."""
    if rows.has("company_ids") and rows.places["company_ids"] == rows.places["company_id"]:
        index, _ = rows.listed("company_ids")
        if len(index) > len(set(index.tolist())):
            rows.audit.remarks[
                f"{rows.places['company_ids']}: a deal with several companies counts for each of "
                "them; export 'Associated Company IDs (Primary)' too, so partners make no customers"
            ] = None


def respelled(header: str) -> str:
    """Return the English label of a header: of a translation, a list, or a warehouse's column."""
    label = english(_HEADERS, _PREFIX.sub("", _PRIMARY.sub("(Primary)", header)))
    return _OF_LIST.sub("", label)


_HEADERS = Path(__file__).with_name("hubspot.txt")
# Warehouses copy properties with a prefix, lists of records say what a record is.
_PREFIX = re.compile(r"^propert(?:y|ies)[_.](?=\w)", re.I)
_OF_LIST = re.compile(r"(?<=record id)\s+-\s+(?:contact|company|deal)s?$", re.I)
_PRIMARY = re.compile(r"\((?:\w+ (?:with|to) )?primary(?: (?:company|contact))?\)", re.I)


def _not_sold_to(text: str) -> str | None:
    """Return "partner" for the types of companies that are not sold to; others say nothing."""
    return "partner" if fold(text) in ("partner", "reseller", "vendor") else None


def tier(text: str) -> str | None:
    """Return a tier as HubSpot shows it: "Tier 1" of tier_1."""
    return None if blank(text) else text.replace("_", " ").strip().capitalize()


_ID = ("Record ID", "hs_object_id")
# The primary company stands before all companies: a partner on a deal is no customer.
_PRIMARY_ID = (
    *("Associated Company IDs (Primary)", "Associated Company ID (Primary)"),
    *("Primary Associated Company ID", "Primary Company ID", "associatedcompanyid"),
    *("hubspot_company_id", "primary_company_id", "associated_company_id"),
)
_ALL_IDS = ("Associated Company IDs", "associatedcompanyids")
_PRIMARY_NAME = (
    *("Associated Company (Primary)", "Associated Company Names (Primary)"),
    *("Associated Company Name (Primary)", "Primary Company", "Primary Associated Company"),
)
_ALL_NAMES = ("Associated Company", "Associated Company Names", "Associated Company Name")
_ASSOCIATED = (
    Column("company_id", "the record id of the primary company", (*_PRIMARY_ID, *_ALL_IDS)),
    Column("company_ids", "the record ids of all companies, where none is primary", _ALL_IDS),
)
# What 'graph-icp export hubspot' wrote: our own words say nothing new.
_OURS = ("ICP Fit", "ICP Reach", "ICP Intent", "ICP Why", "ICP Date", "ICP Persona")
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
            *with_headers(COMPANY, company_id=(*_ID, "hubspot_company_id"), **_NAMES),
            *with_headers(
                FIRMOGRAPHICS, employees=("numberofemployees",), revenue=("annualrevenue",)
            ),
            Column(
                "status",
                "its status: customer, prospect, open deal ...",
                ("Lifecycle Stage", "lifecyclestage"),
            ),
            Column("type", "Partner, Reseller and Vendor are not sold to", ("Type",)),
            Column("owner", "who looks after it", ("Company owner", "hubspot_owner_id")),
            Column(
                "tier",
                "its tier in HubSpot's ideal customer profile, kept",
                ("Ideal Customer Profile Tier", "hs_ideal_customer_profile"),
            ),
            Column(
                "more_domains",
                "its other domains, unless another company has them",
                ("Additional Domains", "hs_additional_domains"),
            ),
            *with_headers(
                PARENT,
                parent_id=(
                    *("Parent Company ID", "Associated Parent Company ID"),
                    *("hs_parent_company_id", "Associated Company IDs (Parent Company)"),
                ),
                parent=("Parent Company", "Parent Company Name"),
            ),
        ),
        needs=(("company_id", "tier"), ("company", "domain", "tier")),
        marks=(
            *("Record ID", "hs_object_id", "Company Domain Name", "Company owner"),
            *("hubspot_owner_id", "Lifecycle Stage", "hs_ideal_customer_profile"),
            "hubspot_company_id",
        ),
        foreign=(*OF_PEOPLE, "Deal Name", "dealname", "Account Name", "Account Owner.id"),
        respelled=respelled,
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
        unused=_OURS,
    ),
    Loader(
        name="hubspot-contacts",
        title="HubSpot contacts",
        columns=(
            *with_headers(NAMED_PERSON, person_id=(*_ID, "contact_id", "hubspot_contact_id")),
            Column("title", "job title", ("Job Title", "jobtitle")),
            Column("company", "the employer's name", (*_PRIMARY_NAME, "Company name", *_ALL_NAMES)),
            *_ASSOCIATED,
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
            *("Contact owner", "hubspot_owner_id", "hs_email_optout", "hubspot_contact_id"),
            *_PRIMARY_ID,
        ),
        foreign=(
            *("Deal Name", "dealname", "Contact Owner.id", "Lead Owner.id", "Account Name.id"),
            *("Name", "Email addresses"),
        ),
        respelled=respelled,
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
            *_OURS,
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
            *with_headers(
                DEALS,
                deal_id=(*_ID, "hubspot_deal_id"),
                deal=("dealname",),
                stage=("dealstage", "deal_stage_label", "dealstage_label"),
                amount=("Amount in company currency", "amount_in_home_currency"),
                opened_on=("createdate",),
            ),
            *with_headers(
                OUTCOME,
                is_won=("Is Closed Won", "hs_is_closed_won"),
                is_closed=("Is Deal Closed?", "hs_is_closed"),
            ),
            *_ASSOCIATED,
            Column("company", "the company's name", (*_PRIMARY_NAME, *_ALL_NAMES)),
            *with_headers(
                DEAL_PEOPLE,
                deal_owner=("hubspot_owner_name",),
                deal_owner_id=("hubspot_owner_id", "owner_id"),
                contact_ids=("Associated Contact IDs", "associatedcontactids"),
                contact=("Associated Contact", "Associated Contact Names"),
            ),
        ),
        needs=(("stage", "is_won"), ("deal_id", "deal"), ("company_id", "company")),
        marks=(
            *("Record ID", "hs_object_id", "Deal Stage", "dealstage", "Deal owner"),
            *("hs_is_closed_won", "is_closed_won", "hubspot_deal_id"),
            *(*_PRIMARY_ID, *_PRIMARY_NAME, *_ALL_IDS, "Associated Company"),
        ),
        foreign=("Deal Owner.id", "Account Name.id", "Deal value"),
        respelled=respelled,
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
        unused=("Pipeline",),
    ),
)
