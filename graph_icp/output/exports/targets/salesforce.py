"""Salesforce: accounts and contacts for Data Loader, and the members of a campaign.

https://developer.salesforce.com/docs/atlas.en-us.dataLoader.meta/dataLoader/
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_icp.output.exports.target import (
    LOWEST,
    MEGABYTE,
    OF_BELOW,
    Column,
    ExportFile,
    Limits,
    Target,
    Wishes,
    score_columns,
    tiers_numbered,
)

if TYPE_CHECKING:
    import pandas as pd

LABELS = {
    "id": "Graph_ICP_Id__c",
    "tier": "ICP_Tier__c",
    "fit": "ICP_Fit__c",
    "reach": "ICP_Reach__c",
    "intent": "ICP_Intent__c",
    "why": "ICP_Why__c",
    "date": "ICP_Date__c",
}
LIMITS = Limits(rows=5_000_000, bytes=150 * MEGABYTE)
FIELDS = {
    "id": "on Account, Text(255), an External ID and unique",
    "tier": "on Account, Text(10), or a picklist of Tier 1, Tier 2 and Tier 3",
    "fit": "on Account, Number(3, 1)",
    "reach": "on Account, Number(3, 1)",
    "intent": "on Account, Number(3, 1)",
    "why": "on Account, Text(255)",
    "date": "on Account, Date",
}
JOINED = "Sent"
# Fields that Salesforce has of accounts, whose meaning is not ours.
_TAKEN = frozenset(
    (
        *("id", "name", "website", "industry", "numberofemployees", "ownerid", "parentid", "phone"),
        *("billingstreet", "billingcity", "billingstate", "billingpostalcode", "billingcountry"),
        *("annualrevenue", "type", "description", "createddate", "lastactivitydate", "fax", "sic"),
    )
)
_ACCOUNT, _CONTACT, _LEAD, _USER = "001", "003", "00Q", "005"
_ID = Column("Id", "salesforce", "id", without="no id of an account in Salesforce")
_NOT_THERE = "not in Salesforce yet; insert them, load Salesforce's export and export again"


def files(accounts: pd.DataFrame, contacts: pd.DataFrame, wishes: Wishes) -> tuple[ExportFile, ...]:
    """Return updates by Id, inserts by an external id, and the members of a campaign."""
    companies = accounts.assign(
        tier=tiers_numbered(accounts["tier"]),
        date=wishes.day,
        salesforce=accounts["salesforce"].map(lambda ids: _of_kind(ids, _ACCOUNT)),
        owner=accounts["owner"].map(_user),
    )
    known = companies["salesforce"].map(bool).astype(bool)
    people = contacts.drop_duplicates("person_id").assign(
        lead_or_contact=lambda rows: rows["salesforce"].map(
            lambda ids: _of_kind(ids, _CONTACT, _LEAD)
        ),
        campaign=wishes.campaign,
        status=JOINED,
    )
    ours = score_columns(wishes)
    ours += (Column("OwnerId", "owner", "id"),) if wishes.set_owner else ()
    old = companies[known].explode("salesforce")
    return (
        ExportFile("accounts-update", "accounts", (_ID, *ours), LIMITS, old),
        ExportFile(
            *("accounts-new", "accounts", (*_new_account(wishes), *ours)),
            *(LIMITS, companies[~known]),
        ),
        *_new_contacts(people, companies, wishes),
        *(_members(people) if wishes.campaign else ()),
    )


def below(accounts: pd.DataFrame, wishes: Wishes) -> ExportFile:
    """Return the lowest tier for accounts in Salesforce that are no good fit, with the reason."""
    ids = accounts["salesforce"].map(lambda each: _of_kind(each, _ACCOUNT))
    rows = accounts.assign(salesforce=ids, tier=LOWEST, date=wishes.day)
    rows = rows[ids.map(bool).astype(bool)].explode("salesforce")
    columns = (_ID, *score_columns(wishes, OF_BELOW))
    return ExportFile("accounts-below", "accounts", columns, LIMITS, rows)


def _new_contacts(
    people: pd.DataFrame, companies: pd.DataFrame, wishes: Wishes
) -> tuple[ExportFile, ...]:
    """Return people whom Salesforce has not: by the Id of their account, or by its external id."""
    new = people[~people["lead_or_contact"].map(bool).astype(bool)]
    ids = companies.set_index("key")["salesforce"].map(lambda each: each[0] if each else None)
    new = new.assign(account_id=new["key"].map(ids))
    there = new["account_id"].notna()
    parent = Column("AccountId", "account_id", "id")
    by_key = Column(f"Account.{wishes.labels['id']}", "key")
    return (
        ExportFile("contacts-new", "contacts", (*_PERSON, parent), LIMITS, new[there]),
        ExportFile(*("contacts-new-accounts", "contacts", (*_PERSON, by_key), LIMITS, new[~there])),
    )


def _members(people: pd.DataFrame) -> tuple[ExportFile, ...]:
    """Return contacts and leads as members of a campaign."""
    known = people[people["lead_or_contact"].map(bool).astype(bool)]
    known = known.assign(salesforce=known["lead_or_contact"].map(lambda ids: ids[0]))
    leads = known["salesforce"].map(lambda each: each.startswith(_LEAD)).astype(bool)
    missing = {_NOT_THERE: len(people) - len(known)} if len(known) < len(people) else {}
    return tuple(
        ExportFile(
            *(name, "people", (_CAMPAIGN, Column(header, "salesforce", "id"), _STATUS)),
            *(LIMITS, rows, left_out),
        )
        for name, header, rows, left_out in (
            ("campaign-contacts", "ContactId", known[~leads], missing),
            ("campaign-leads", "LeadId", known[leads], {}),
        )
    )


def _new_account(wishes: Wishes) -> tuple[Column, ...]:
    return (
        Column(wishes.labels["id"], "key"),
        Column("Name", "account", without="no name", longest=255),
        Column("Website", "domain", "domain"),
        Column("Industry", "main_industry", longest=255),
        Column("NumberOfEmployees", "employees", "number"),
        Column("BillingCity", "city", longest=40),
        Column("BillingState", "state", longest=80),
        Column("BillingPostalCode", "zip", longest=20),
        Column("BillingCountry", "country_name", longest=80),
    )


_PERSON = (
    Column("LastName", "last_name", without="no name", longest=80),
    Column("FirstName", "first_name", longest=40),
    Column("Email", "email", "email", without="no e-mail address that can be imported"),
    Column("Title", "title", longest=128),
)
_CAMPAIGN = Column("CampaignId", "campaign", "id")
_STATUS = Column("Status", "status")


def _of_kind(ids: list[str], *prefixes: str) -> list[str]:
    """Return the ids of some kinds of record, which the first three characters tell."""
    return [each for each in ids if each.startswith(prefixes)]


def _user(owner: object) -> str | None:
    """Return the id of an owner, of whom the store may have the name instead."""
    return owner if isinstance(owner, str) and owner.startswith(_USER) else None


TARGET = Target(
    "salesforce",
    "Salesforce",
    files,
    {
        "accounts-update": "Data Loader: update Account.",
        "accounts-below": f"Data Loader: update Account: these are no good fit, and get {LOWEST}.",
        "accounts-new": "Data Loader: upsert Account by the external id.",
        "contacts-new": "Data Loader: insert Contact; AccountId is its account.",
        "contacts-new-accounts": "Data Loader: insert Contact, after accounts-new: the external id "
        "finds its account.",
        "campaign-contacts": "Data Loader: insert CampaignMember.",
        "campaign-leads": "Data Loader: insert CampaignMember.",
    },
    (
        *(
            "accounts-update",
            "accounts-below",
            "accounts-new",
            "contacts-new",
            "contacts-new-accounts",
        ),
        *("campaign-contacts", "campaign-leads"),
    ),
    LABELS,
    label_rule=r"[A-Za-z]\w*",
    fields=FIELDS,
    below=below,
    system="salesforce",
    taken=_TAKEN,
)
