"""Zoho CRM: accounts, contacts, leads and deals, as its exports and backups have them."""

from __future__ import annotations

from graph_icp.ingest.records.companies import COMPANY, PARENT, company, parents
from graph_icp.ingest.records.deals.deal_people import DEAL_PEOPLE, deal_people
from graph_icp.ingest.records.deals.deals import DEALS, deal, outcome_of
from graph_icp.ingest.records.firmographics import FIRMOGRAPHICS, firmographics
from graph_icp.ingest.records.loader import OF_PEOPLE, Column, Loader, with_headers
from graph_icp.ingest.records.people import BY_WHAT, NAMED_PERSON, OPTED_OUT, employee
from graph_icp.ingest.records.rows import Rows
from graph_icp.ingest.records.unknown_columns import keep_unknown_columns
from graph_icp.ingest.values.crm_status import status

SYSTEM = "zoho"


def read_accounts(rows: Rows) -> None:
    """A row is a company, with its status and owner; its parent is linked, not merged."""
    account = company(rows, system=SYSTEM)
    firmographics(rows, account)
    rows.statements.add_property(account, "status", rows.value("type", status))
    rows.statements.add_property(account, "owner", rows.text("owner"))
    parents(rows, account, SYSTEM, "parent in Zoho")
    keep_unknown_columns(rows, account)


def read_contacts(rows: Rows) -> None:
    """A row is a person who works at the account, or at the work address's company."""
    employer = company(rows, system=SYSTEM, email="email")
    employee(rows, employer, system=SYSTEM)


def read_leads(rows: Rows) -> None:
    """A row is a person at a company, with what is known of it."""
    employer = company(rows, system=SYSTEM, email="email")
    firmographics(rows, employer)
    employee(rows, employer, system=SYSTEM)


def read_deals(rows: Rows) -> None:
    """A row is a deal of its account, with its owner and contact."""
    account = company(rows, system=SYSTEM, optional=True)
    deals = deal(rows, account, outcome_of(rows), system=SYSTEM)
    deal_people(rows, deals, account, system=SYSTEM)


_ACCOUNT = (
    Column("company_id", "the account's id", ("Account Name.id", "Account Name ID", "Account Id")),
    Column("company", "the account's name", ("Account Name", "Account")),
)
_TIMES = ("Created Time", "Modified Time", "Last Activity Time", "Tag", "Created By", "Modified By")

LOADERS = (
    Loader(
        name="zoho-accounts",
        title="Zoho CRM accounts",
        columns=(
            *with_headers(
                COMPANY,
                company=("Account Name",),
                company_id=("Record Id", "Account Id", "ACCOUNTID"),
                country=("Billing Country", "Shipping Country"),
            ),
            *with_headers(FIRMOGRAPHICS, employees=("Employees", "No. of Employees")),
            Column("type", "its status: customer, prospect, partner ...", ("Account Type",)),
            Column("owner", "who looks after it", ("Account Owner",)),
            *with_headers(
                PARENT,
                parent_id=("Parent Account.id", "Parent Account ID"),
                parent=("Parent Account", "Parent Account Name"),
            ),
        ),
        needs=(("company_id",), ("company",)),
        marks=("Account Owner.id", "Account Owner ID", "Record Id"),
        foreign=(*OF_PEOPLE, "Closing Date", "Company name"),
        read=read_accounts,
        example={
            "Record Id": "zcrm_4150868000000225001",
            "Account Owner.id": "zcrm_4150868000000183001",
            "Account Owner": "Ann Lee",
            "Account Name": "Acme, Inc.",
            "Website": "www.acme.example",
            "Account Type": "Customer",
            "Employees": "120",
            "Industry": "Technology",
            "Annual Revenue": "12000000",
            "Ownership": "Private",
            "Parent Account.id": "",
            "Parent Account": "",
            "Billing City": "Berlin",
            "Billing Country": "Germany",
            "Created Time": "2024-05-01 10:00:00",
            "Modified Time": "2026-05-01 10:00:00",
            "Tag": "",
        },
        found="Setup > Data Administration > Export (or Data Backup) > Accounts",
        unused=("Account Owner.id", "Account Owner ID", "Created By.id", "Modified By.id", *_TIMES),
    ),
    Loader(
        name="zoho-contacts",
        title="Zoho CRM contacts",
        columns=(
            *with_headers(
                NAMED_PERSON,
                name=("Full Name", "Contact Name"),
                person_id=("Record Id", "Contact Id", "CONTACTID"),
            ),
            Column("title", "job title"),
            *_ACCOUNT,
            *with_headers((OPTED_OUT,), opted_out=("Email Opt Out",)),
        ),
        needs=(BY_WHAT, ("person_id",), ("company_id", "company", "email")),
        marks=("Contact Owner.id", "Contact Owner ID", "Account Name.id", "Account Name ID"),
        foreign=("Deal Name",),
        read=read_contacts,
        example={
            "Record Id": "zcrm_4150868000000227001",
            "Contact Owner.id": "zcrm_4150868000000183001",
            "Contact Owner": "Ann Lee",
            "First Name": "Mia",
            "Last Name": "Keller",
            "Account Name.id": "zcrm_4150868000000225001",
            "Account Name": "Acme, Inc.",
            "Email": "mia@acme.example",
            "Title": "Head of Logistics",
            "Email Opt Out": "false",
        },
        found="Setup > Data Administration > Export (or Data Backup) > Contacts",
        unused=(
            *("Contact Owner.id", "Contact Owner ID", "Contact Owner", "Lead Source", "Phone"),
            *("Mobile", "Department", "Salutation", "Mailing City", "Mailing Country", *_TIMES),
        ),
    ),
    Loader(
        name="zoho-leads",
        title="Zoho CRM leads",
        columns=(
            *with_headers(
                NAMED_PERSON, name=("Full Name", "Lead Name"), person_id=("Record Id", "Lead Id")
            ),
            Column("title", "job title"),
            *with_headers(
                COMPANY,
                company_id=("Converted Account.id", "Converted Account Id"),
                country=("Country",),
            ),
            *with_headers(FIRMOGRAPHICS, employees=("No. of Employees",)),
            *with_headers((OPTED_OUT,), opted_out=("Email Opt Out",)),
        ),
        needs=(BY_WHAT, ("person_id",), ("company", "email", "website")),
        marks=("Lead Owner.id", "Lead Owner ID", "Converted Account.id"),
        read=read_leads,
        example={
            "Record Id": "zcrm_4150868000000228001",
            "Lead Owner.id": "zcrm_4150868000000183001",
            "Lead Owner": "Ann Lee",
            "Company": "Acme, Inc.",
            "First Name": "Mia",
            "Last Name": "Keller",
            "Title": "Head of Logistics",
            "Email": "mia@acme.example",
            "Website": "www.acme.example",
            "Industry": "Technology",
            "No. of Employees": "120",
            "Country": "Germany",
            "Email Opt Out": "false",
        },
        found="Setup > Data Administration > Export (or Data Backup) > Leads",
        unused=(
            *("Lead Owner.id", "Lead Owner ID", "Lead Owner", "Lead Source", "Lead Status"),
            *("Phone", "Mobile", "Rating", "Converted Account", "Salutation", *_TIMES),
        ),
    ),
    Loader(
        name="zoho-deals",
        title="Zoho CRM deals",
        columns=(
            *with_headers(
                DEALS,
                deal_id=("Record Id", "Deal Id", "DEALID", "Potential Id"),
                deal=("Deal Name", "Potential Name"),
                close_date=("Closing Date",),
            ),
            *with_headers(
                DEAL_PEOPLE,
                deal_owner_id=("Deal Owner.id", "Deal Owner ID"),
                contact_ids=("Contact Name.id", "Contact Name ID"),
                contact=("Contact Name",),
            ),
            *_ACCOUNT,
        ),
        needs=(("stage",), ("deal_id", "deal"), ("company_id", "company")),
        marks=("Deal Owner.id", "Deal Owner ID", "Account Name.id", "Closing Date"),
        read=read_deals,
        example={
            "Record Id": "zcrm_4150868000000226001",
            "Deal Owner.id": "zcrm_4150868000000183001",
            "Deal Owner": "Ann Lee",
            "Amount": "24000",
            "Deal Name": "Acme - yearly plan",
            "Closing Date": "2025-11-30",
            "Created Time": "2025-09-01 08:00:00",
            "Account Name.id": "zcrm_4150868000000225001",
            "Account Name": "Acme, Inc.",
            "Stage": "Closed Won",
            "Type": "New Business",
            "Probability (%)": "100",
            "Currency": "EUR",
        },
        found="Setup > Data Administration > Export (or Data Backup) > Deals",
        unused=(
            *("Type", "Probability (%)", "Expected Revenue", "Lead Source", "Pipeline"),
            *_TIMES,
        ),
    ),
)
