"""Dynamics 365: accounts, contacts and opportunities, as its views are exported to Excel."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.ingest.records.companies import COMPANY, PARENT, company, parents
from graph_icp.ingest.records.deals.deal_people import DEAL_PEOPLE, deal_people
from graph_icp.ingest.records.deals.deals import DEALS, deal, outcome_by_status
from graph_icp.ingest.records.firmographics import FIRMOGRAPHICS, firmographics
from graph_icp.ingest.records.loader import OF_PEOPLE, Column, Loader, with_headers
from graph_icp.ingest.records.people import BY_WHAT, NAMED_PERSON, OPTED_OUT, employee
from graph_icp.ingest.records.rows import Rows
from graph_icp.ingest.records.unknown_columns import keep_unknown_columns
from graph_icp.ingest.values.crm_status import status

SYSTEM = "dynamics"


def read_accounts(rows: Rows) -> None:
    """A row is a company; its relationship says its status. Deactivated ones are passed over."""
    active = pc.utf8_lower(pc.fill_null(rows.text("active"), ""))
    rows.skip(pc.is_in(active, pa.array(_INACTIVE)), "deactivated accounts")
    account = company(rows, system=SYSTEM)
    firmographics(rows, account)
    rows.statements.add_property(account, "status", rows.value("relationship", status))
    rows.statements.add_property(account, "owner", rows.text("owner"))
    parents(rows, account, SYSTEM, "parent in Dynamics")
    keep_unknown_columns(rows, account)


def read_contacts(rows: Rows) -> None:
    """A row is a person who works at the account, or at the work address's company."""
    employer = company(rows, system=SYSTEM, email="email")
    contact = employee(rows, employer, system=SYSTEM)
    for column in ("bulk_emails", "emails"):
        rows.statements.add_property(contact, "opted_out", rows.value(column, _not_allowed))


def read_opportunities(rows: Rows) -> None:
    """A row is a deal of its account, with its people; its status says whether it is won."""
    outcome = outcome_by_status(rows)
    ends = (rows.day(each) for each in ("closed_on", "close_date"))
    account = company(rows, system=SYSTEM, optional=True)
    deals = deal(rows, account, outcome, system=SYSTEM, closed=pc.coalesce(*ends))
    deal_people(rows, deals, account, system=SYSTEM)


def _not_allowed(text: str) -> str | None:
    """Return "true" for "Do Not Allow"; what is allowed says nothing."""
    return "true" if text.strip().casefold() in ("do not allow", "yes", "true", "1") else None


_INACTIVE = ["inactive", "inaktiv", "inactif", "inactivo", "inattivo", "inactief", "inativo", "1"]
_CHECKED = ("Row Checksum", "Modified On")
_UNUSED = tuple(f"(Do Not Modify) {each}" for each in _CHECKED)

LOADERS = (
    Loader(
        name="dynamics-accounts",
        title="Dynamics 365 accounts",
        columns=(
            *with_headers(
                COMPANY,
                company=("Account Name",),
                company_id=("(Do Not Modify) Account", "accountid"),
                country=("Address 1: Country/Region", "address1_country"),
                website=("websiteurl",),
            ),
            *with_headers(
                FIRMOGRAPHICS,
                employees=("Number of Employees", "numberofemployees"),
                revenue=("Annual Revenue", "Annual Revenue (Base)"),
                industry=("industrycode",),
            ),
            Column("active", "Active or Inactive", ("Status", "statecode")),
            Column(
                "relationship",
                "its status: customer, prospect, partner ...",
                ("Relationship Type", "customertypecode"),
            ),
            Column("owner", "who looks after it"),
            *with_headers(
                PARENT,
                parent_id=("parentaccountid",),
                parent=("Parent Account", "Parent Account Name"),
            ),
        ),
        needs=(("company",), ("company_id", "relationship", "country")),
        marks=(
            *("(Do Not Modify) Account", "Relationship Type", "customertypecode"),
            *("Address 1: Country/Region", "Address 1: City", "Main Phone"),
        ),
        foreign=(*OF_PEOPLE, "Topic", "Potential Customer"),
        read=read_accounts,
        example={
            "(Do Not Modify) Account": "0a1b2c3d-0000-4000-8000-000000000001",
            "(Do Not Modify) Row Checksum": "abc==",
            "(Do Not Modify) Modified On": "2025-11-02 10:03",
            "Account Name": "Acme, Inc.",
            "Main Phone": "",
            "Address 1: City": "Berlin",
            "Address 1: Country/Region": "Germany",
            "Primary Contact": "Mia Keller",
            "Website": "https://www.acme.example",
            "Relationship Type": "Customer",
            "Parent Account": "",
            "Owner": "Ann Lee",
            "Annual Revenue": "$12,000,000.00",
            "Number of Employees": "120",
            "Status": "Active",
        },
        found="Accounts > a view > Export to Excel > Static Worksheet",
        unused=(
            *_UNUSED,
            *("Status", "Status Reason", "Primary Contact", "Main Phone"),
            "Email (Primary Contact) (Contact)",
        ),
    ),
    Loader(
        name="dynamics-contacts",
        title="Dynamics 365 contacts",
        columns=(
            *with_headers(
                NAMED_PERSON,
                person_id=("(Do Not Modify) Contact", "contactid"),
                name=("Full Name",),
            ),
            Column("title", "job title", ("Job Title",)),
            Column("company_id", "the account's id", ("parentcustomerid", "Company Name ID")),
            Column("company", "the account's name", ("Company Name", "Account Name", "Account")),
            OPTED_OUT,
            Column(
                "bulk_emails",
                "whether many may be written to at once",
                ("Do not allow Bulk Emails", "donotbulkemail"),
            ),
            Column(
                "emails", "whether they may be written to", ("Do not allow Emails", "donotemail")
            ),
        ),
        needs=(BY_WHAT, ("person_id", "bulk_emails", "emails")),
        marks=("(Do Not Modify) Contact", "Do not allow Bulk Emails", "Do not allow Emails"),
        foreign=("Topic", "Potential Customer"),
        read=read_contacts,
        example={
            "(Do Not Modify) Contact": "0a1b2c3d-0000-4000-8000-000000000501",
            "(Do Not Modify) Row Checksum": "abc==",
            "(Do Not Modify) Modified On": "2025-11-02 10:03",
            "Full Name": "Mia Keller",
            "Email": "mia@acme.example",
            "Company Name": "Acme, Inc.",
            "Business Phone": "",
            "Job Title": "Head of Logistics",
            "Do not allow Bulk Emails": "Allow",
            "Status": "Active",
        },
        found="Contacts > a view > Export to Excel > Static Worksheet",
        unused=(
            *_UNUSED,
            *("Status", "Status Reason", "Owner", "Business Phone", "Mobile Phone"),
            *("Address 1: City", "Address 1: Country/Region"),
        ),
    ),
    Loader(
        name="dynamics-opportunities",
        title="Dynamics 365 opportunities",
        columns=(
            *with_headers(
                DEALS,
                deal_id=("(Do Not Modify) Opportunity", "opportunityid"),
                deal=("Topic", "Name"),
                stage=("Status Reason", "Sales Stage", "Pipeline Phase"),
                amount=(
                    *("Actual Revenue (Base)", "Actual Revenue", "Est. Revenue (Base)"),
                    *("Est. Revenue", "Estimated Revenue", "estimatedvalue"),
                ),
                close_date=("Est. Close Date", "Estimated Close Date", "estimatedclosedate"),
                opened_on=("createdon",),
            ),
            Column("status", "open, won or lost"),
            Column("closed_on", "when it was closed", ("Actual Close Date", "actualclosedate")),
            Column("company_id", "the account's id", ("parentaccountid", "customerid")),
            Column("company", "the account's name", ("Account", "Potential Customer", "Customer")),
            *with_headers(
                DEAL_PEOPLE,
                deal_owner=("Owner",),
                deal_owner_id=("ownerid", "_ownerid_value"),
                contact_ids=("parentcontactid", "_parentcontactid_value"),
                contact=(
                    *("Contact", "Primary Contact"),
                    "Primary Contact (Potential Customer) (Account)",
                ),
                contact_email=(
                    *("Email (Contact) (Contact)", "Email (Primary Contact) (Contact)"),
                    "Email (Potential Customer) (Contact)",
                ),
            ),
        ),
        needs=(("deal_id", "deal"), ("status", "stage"), ("company_id", "company")),
        marks=(
            *("(Do Not Modify) Opportunity", "Potential Customer", "Est. Close Date"),
            *("Est. Revenue", "Actual Close Date", "Actual Revenue"),
        ),
        read=read_opportunities,
        example={
            "(Do Not Modify) Opportunity": "0a1b2c3d-0000-4000-8000-000000000700",
            "(Do Not Modify) Row Checksum": "abc==",
            "(Do Not Modify) Modified On": "2025-11-30 10:03",
            "Topic": "Acme - yearly plan",
            "Potential Customer": "Acme, Inc.",
            "Est. Close Date": "2025-12-15",
            "Actual Close Date": "2025-11-30",
            "Created On": "2025-09-01 08:00",
            "Actual Revenue": "$24,000.00",
            "Status": "Won",
            "Status Reason": "Won",
            "Contact": "Mia Keller",
            "Owner": "Ann Lee",
        },
        found="Opportunities > a view > Export to Excel > Static Worksheet",
        unused=(
            *_UNUSED,
            *("Probability", "Rating", "Source Campaign", "Currency", "Est. Revenue"),
        ),
    ),
)
