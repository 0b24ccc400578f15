"""Salesforce: accounts, contacts, leads, opportunities and their contacts, by API or reports."""

from __future__ import annotations

import pyarrow.compute as pc

from graph_icp.graph.model import DEAL
from graph_icp.ingest.records.companies import COMPANY, PARENT, company, parents
from graph_icp.ingest.records.deals.deal_people import DEAL_PEOPLE, contacts_by_id, deal_people
from graph_icp.ingest.records.deals.deals import DEALS, OUTCOME, deal, outcome_of
from graph_icp.ingest.records.firmographics import FIRMOGRAPHICS, firmographics
from graph_icp.ingest.records.loader import OF_USERS, Column, Loader, with_headers
from graph_icp.ingest.records.people import (
    BY_WHAT,
    NAMED_PERSON,
    OPTED_OUT,
    employee,
    yes_or_no,
)
from graph_icp.ingest.records.rows import Rows
from graph_icp.ingest.records.unknown_columns import keep_unknown_columns
from graph_icp.ingest.values.crm_status import status
from graph_icp.ingest.values.identifiers import id_in

# The system of its ids, which are the same with 15 and with 18 characters.
SYSTEM = "salesforce"


def read_accounts(rows: Rows) -> None:
    """A row is a company, with its status and owner; its parent is linked, not merged."""
    skip_deleted(rows)
    account = company(rows, system=SYSTEM)
    firmographics(rows, account)
    rows.statements.add_property(account, "status", rows.value("type", status))
    rows.statements.add_property(account, "owner", rows.text("owner"))
    rows.statements.add_property(account, "ideal_customer_profile_tier", rows.text("tier"))
    parents(rows, account, SYSTEM, "parent in Salesforce")
    keep_unknown_columns(rows, account)


def read_contacts(rows: Rows) -> None:
    """A row is a person who works at the account, or at the work address's company."""
    skip_deleted(rows)
    employer = company(rows, system=SYSTEM, email="email")
    contact = employee(rows, employer, system=SYSTEM)
    rows.statements.add_property(contact, "department", rows.text("department"))


def read_opportunities(rows: Rows) -> None:
    """A row is a deal of its account, with its owner and contact."""
    skip_deleted(rows)
    account = company(rows, system=SYSTEM, optional=True)
    deals = deal(rows, account, outcome_of(rows), system=SYSTEM)
    deal_people(rows, deals, account, system=SYSTEM)


def read_contact_roles(rows: Rows) -> None:
    """A row is a contact of a deal, both by id."""
    skip_deleted(rows)
    number = rows.needed(rows.places["deal_id"], rows.value("deal_id", id_in(SYSTEM)))
    rows.needed(rows.places["contact_ids"], rows.text("contact_ids"))
    keys = pc.binary_join_element_wise(f"{SYSTEM}:", number, "")
    contacts_by_id(rows, rows.statements.node(DEAL, keys, keys, rows.every), system=SYSTEM)


def read_leads(rows: Rows) -> None:
    """A row is a person at a company; a converted lead names its account by id."""
    skip_deleted(rows)
    employer = company(rows, system=SYSTEM, email="email")
    firmographics(rows, employer)
    employee(rows, employer, system=SYSTEM)


def skip_deleted(rows: Rows) -> None:
    """Pass over rows in the recycle bin, and those that were merged into another record."""
    rows.skip(rows.text("master_record").is_valid(), "rows merged into another record")
    rows.skip(pc.equal(rows.value("deleted", yes_or_no), "true"), "deleted rows")


_DELETED = (
    Column("deleted", "whether it is in the bin; such rows are passed over", ("IsDeleted",)),
    Column(
        "master_record",
        "the record into which it was merged; such rows are passed over",
        ("MasterRecordId",),
    ),
)
_OPTED_OUT = with_headers(
    (OPTED_OUT,), opted_out=("HasOptedOutOfEmail", "Email Opt Out", "Email Opted Out")
)
_ACCOUNT = Column("company_id", "the account's id", ("AccountId", "Account ID"))
_SYSTEM_FIELDS = ("LastModifiedDate", "LastModifiedById", "SystemModstamp", "CreatedById")
_REPORTED = "; or a report's Export > Details Only"

LOADERS = (
    Loader(
        name="salesforce-accounts",
        title="Salesforce accounts",
        columns=(
            *with_headers(
                COMPANY,
                company=("Name", "Account Name"),
                company_id=("Id", "Account ID"),
                country=("BillingCountry", "BillingCountryCode"),
            ),
            *with_headers(
                FIRMOGRAPHICS, employees=("NumberOfEmployees",), founded=("YearStarted",)
            ),
            Column("type", "its status: customer, prospect, partner ...", ("Account Type",)),
            Column("owner", "who looks after it", ("Account Owner", "OwnerId")),
            *with_headers(
                PARENT,
                parent_id=("ParentId", "Parent Account ID"),
                parent=("Parent Account", "Parent Account Name", "Parent.Name"),
            ),
            Column("tier", "its tier, as 'export salesforce' writes it, kept", ("ICP_Tier__c",)),
            *_DELETED,
        ),
        needs=(("company_id", "tier"), ("company", "domain", "website", "tier")),
        foreign=("ConvertedAccountId", "IsConverted", "Lead ID", "StageName", "CloseDate"),
        marks=(
            *("IsDeleted", "MasterRecordId", "AccountSource", "OwnerId", "Account Owner"),
            *("BillingCountry", "BillingCountryCode", "BillingCity", "BillingState"),
            *("Billing State/Province", "Parent Account ID", "ICP_Tier__c"),
        ),
        read=read_accounts,
        example={
            "Id": "0015e00000Ab1cdAAB",
            "IsDeleted": "false",
            "MasterRecordId": "",
            "Name": "Acme, Inc.",
            "Type": "Customer - Direct",
            "ParentId": "",
            "BillingStreet": "Ringstr. 1\nBuilding 2",
            "BillingCity": "Berlin",
            "BillingPostalCode": "10115",
            "BillingCountry": "Germany",
            "AccountNumber": "CC-1042",
            "Website": "https://www.acme.example",
            "Sic": "7372",
            "Industry": "Technology",
            "AnnualRevenue": "1.2E7",
            "NumberOfEmployees": "120",
            "Ownership": "Private",
            "Description": "Plans the loads of lorries.",
            "Rating": "Hot",
            "OwnerId": "0055e00000Xy9zwAAC",
            "CreatedDate": "2024-03-01T09:30:00.000Z",
            "LastModifiedDate": "2026-06-15T14:02:00.000Z",
            "LastActivityDate": "2026-06-14",
            "AccountSource": "Web",
            "NaicsCode": "511210",
            "YearStarted": "2011",
        },
        found=f"Setup > Data Export, or Data Loader > Export > Account{_REPORTED}",
        unused=(
            *("ICP_Fit__c", "ICP_Reach__c", "ICP_Intent__c", "ICP_Why__c", "ICP_Date__c"),
            "Graph_ICP_Id__c",
            *("Phone", "Fax", "BillingStreet", "BillingPostalCode"),
            *("ShippingStreet", "ShippingPostalCode", "PhotoUrl"),
            *_SYSTEM_FIELDS,
        ),
    ),
    Loader(
        name="salesforce-contacts",
        title="Salesforce contacts",
        columns=(
            *with_headers(NAMED_PERSON, person_id=("Id", "Contact ID")),
            Column("title", "job title"),
            Column("department", "what their place is about"),
            _ACCOUNT,
            Column("company", "the account's name", ("Account Name", "Account.Name")),
            *_OPTED_OUT,
            *_DELETED,
        ),
        needs=(BY_WHAT, ("company_id", "company", "person_id")),
        marks=(
            *("AccountId", "Account ID", "Contact ID", "HasOptedOutOfEmail", "Email Opt Out"),
            *("IsEmailBounced", "ReportsToId", "MasterRecordId"),
        ),
        foreign=(*OF_USERS, "StageName", "CloseDate", "Amount"),
        read=read_contacts,
        example={
            "Id": "0035e00000Kl2mnAAD",
            "AccountId": "0015e00000Ab1cdAAB",
            "LastName": "Keller",
            "FirstName": "Mia",
            "Salutation": "Ms.",
            "Name": "Mia Keller",
            "MailingCity": "Berlin",
            "MailingPostalCode": "10115",
            "MailingCountry": "Germany",
            "Email": "mia@acme.example",
            "Title": "Head of Logistics",
            "Department": "Operations",
            "LeadSource": "Web",
            "OwnerId": "0055e00000Xy9zwAAC",
            "CreatedDate": "2024-03-01T09:30:00.000Z",
            "LastActivityDate": "2026-06-14",
            "HasOptedOutOfEmail": "false",
            "DoNotCall": "false",
            "IsEmailBounced": "false",
        },
        found=f"Setup > Data Export, or Data Loader > Export > Contact{_REPORTED}",
        unused=(
            *("Salutation", "MailingStreet", "MailingCity", "MailingState", "MailingPostalCode"),
            *("MailingCountry", "Phone", "MobilePhone", "ReportsToId", "LeadSource"),
            *("OwnerId", "CreatedDate", "LastActivityDate", "DoNotCall", "IsEmailBounced"),
            *("Contact Owner", "Mailing City", "Mailing Country", "Lead Source", "Mobile"),
            *_SYSTEM_FIELDS,
        ),
    ),
    Loader(
        name="salesforce-leads",
        title="Salesforce leads",
        columns=(
            *with_headers(NAMED_PERSON, person_id=("Id", "Lead ID")),
            Column("title", "job title"),
            *with_headers(
                COMPANY,
                company=("Company", "Company / Account"),
                company_id=("ConvertedAccountId", "Converted Account ID"),
                country=("Country", "CountryCode", "Country/Territory"),
            ),
            *with_headers(FIRMOGRAPHICS, employees=("NumberOfEmployees", "No. of Employees")),
            *_OPTED_OUT,
            *_DELETED,
        ),
        needs=(BY_WHAT, ("company", "website", "email")),
        marks=(
            *("ConvertedAccountId", "Converted Account ID", "ConvertedDate", "IsConverted"),
            *("Lead ID", "Lead Owner", "IsUnreadByOwner", "Company / Account"),
        ),
        foreign=("Lead Owner.id", "Lead Owner ID"),
        read=read_leads,
        example={
            "Id": "00Q5e00000Le3abAAB",
            "IsDeleted": "false",
            "LastName": "Keller",
            "FirstName": "Mia",
            "Title": "Head of Logistics",
            "Company": "Acme, Inc.",
            "Country": "Germany",
            "Email": "mia@acme.example",
            "Website": "https://www.acme.example",
            "Status": "Closed - Converted",
            "Industry": "Technology",
            "AnnualRevenue": "1.2E7",
            "NumberOfEmployees": "120",
            "IsConverted": "true",
            "ConvertedAccountId": "0015e00000Ab1cdAAB",
            "HasOptedOutOfEmail": "false",
        },
        found=f"Setup > Data Export, or Data Loader > Export > Lead{_REPORTED}",
        unused=(
            *("Salutation", "Street", "City", "State", "PostalCode", "Phone", "MobilePhone"),
            *("LeadSource", "Status", "Lead Status", "Rating", "OwnerId", "Lead Owner"),
            *("IsConverted", "ConvertedDate", "ConvertedContactId", "ConvertedOpportunityId"),
            *("IsUnreadByOwner", "CreatedDate", "LastActivityDate", *_SYSTEM_FIELDS),
        ),
    ),
    Loader(
        name="salesforce-opportunities",
        title="Salesforce opportunities",
        columns=(
            *with_headers(
                DEALS,
                deal_id=("Id", "Opportunity ID"),
                deal=("Name", "Opportunity Name"),
                stage=("StageName",),
                note=("Description",),
            ),
            *with_headers(OUTCOME, is_won=("Won",), is_closed=("Closed",)),
            _ACCOUNT,
            Column("company", "the account's name", ("Account Name", "Account.Name")),
            *with_headers(
                DEAL_PEOPLE,
                deal_owner=(
                    *("Opportunity Owner", "Opportunity Owner: Full Name", "Owner.Name"),
                    *("Owner Full Name", "Owner Name", "Owner: Full Name"),
                ),
                deal_owner_id=("OwnerId", "Owner ID", "Opportunity Owner ID", "Owner.Id"),
                contact_ids=("ContactId", "Contact ID", "Primary Contact ID"),
                contact=(
                    *("Contact Name", "Contact: Full Name", "Primary Contact", "Contact.Name"),
                    "Full Name",
                ),
                contact_first_name=("First Name", "Contact: First Name", "Contact.FirstName"),
                contact_last_name=("Last Name", "Contact: Last Name", "Contact.LastName"),
                contact_email=("Email", "Contact: Email", "Contact Email", "Contact.Email"),
            ),
            *_DELETED,
        ),
        needs=(("stage", "is_won"), ("company_id", "company"), ("deal_id", "deal")),
        marks=(
            *("StageName", "Opportunity ID", "Opportunity Name", "ForecastCategory"),
            *("IsWon", "IsClosed", "CloseDate"),
        ),
        read=read_opportunities,
        example={
            "Id": "0065e00000Op3qrAAE",
            "AccountId": "0015e00000Ab1cdAAB",
            "Name": "Acme - yearly plan",
            "StageName": "Closed Won",
            "Amount": "24000.0",
            "Probability": "100.0",
            "ExpectedRevenue": "24000.0",
            "CloseDate": "2025-11-30",
            "Type": "New Customer",
            "LeadSource": "Web",
            "IsClosed": "true",
            "IsWon": "true",
            "ForecastCategory": "Closed",
            "OwnerId": "0055e00000Xy9zwAAC",
            "CreatedDate": "2025-09-01T08:00:00.000Z",
            "LastActivityDate": "2025-11-30",
            "FiscalQuarter": "4",
            "FiscalYear": "2025",
        },
        found=f"Setup > Data Export, or Data Loader > Export > Opportunity{_REPORTED}",
        unused=(
            *("Probability", "ExpectedRevenue", "Type", "LeadSource"),
            *("ForecastCategory", "CampaignId", "LastActivityDate"),
            *("FiscalQuarter", "FiscalYear", "Probability (%)"),
            *("Fiscal Period", "Age", "Lead Source"),
            *_SYSTEM_FIELDS,
        ),
    ),
    Loader(
        name="salesforce-contact-roles",
        title="Salesforce contacts of opportunities",
        columns=(
            Column("deal_id", "the opportunity's id", ("OpportunityId", "Opportunity ID")),
            Column("contact_ids", "the contact's id", ("ContactId", "Contact ID")),
            *_DELETED,
        ),
        needs=(("deal_id",), ("contact_ids",)),
        marks=("OpportunityId", "Opportunity ID"),
        read=read_contact_roles,
        example={
            "Id": "00K5e00000Cr8stEAB",
            "OpportunityId": "0065e00000Op3qrAAE",
            "ContactId": "0035e00000Kl2mnAAD",
            "Role": "Decision Maker",
            "IsPrimary": "true",
        },
        found="Setup > Data Export, or Data Loader > Export > Opportunity Contact Role",
        unused=("Id", "Role", "IsPrimary", "Primary", "CreatedDate", *_SYSTEM_FIELDS),
    ),
)
