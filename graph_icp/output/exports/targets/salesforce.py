"""Salesforce: accounts and contacts for Data Loader, and the members of a campaign.

https://developer.salesforce.com/docs/atlas.en-us.dataLoader.meta/dataLoader/
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_icp.output.exports.target import (
    MEGABYTE,
    Column,
    ExportFile,
    Limits,
    Target,
    Wishes,
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
# A text area without rich text holds so many characters.
WHY_LENGTH = 255
JOINED = "Sent"
_KINDS = {
    "tier": "text",
    "fit": "number",
    "reach": "number",
    "intent": "number",
    "why": "text",
    "date": "date",
}
_ACCOUNT, _CONTACT, _LEAD, _USER = "001", "003", "00Q", "005"
_ID = Column("Id", "salesforce", "id", without="no id of an account in Salesforce")
_NOT_THERE = "not in Salesforce yet; insert them, load Salesforce's export and export again"


def files(accounts: pd.DataFrame, contacts: pd.DataFrame, wishes: Wishes) -> tuple[ExportFile, ...]:
    """Return updates by Id, inserts by an external id, and the members of a campaign."""
    companies = accounts.assign(
        tier=tiers_numbered(accounts["tier"]),
        why=accounts["why"].map(_cut),
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
    ours = tuple(Column(wishes.labels[name], name, kind) for name, kind in _KINDS.items())
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
        Column("Name", "account", without="no name"),
        Column("Website", "domain", "domain"),
        Column("Industry", "main_industry"),
        Column("NumberOfEmployees", "employees", "number"),
        Column("BillingCity", "city"),
        Column("BillingState", "state"),
        Column("BillingPostalCode", "zip"),
        Column("BillingCountry", "country_name"),
    )


_PERSON = (
    Column("LastName", "last_name", without="no name"),
    Column("FirstName", "first_name"),
    Column("Email", "email", "email", without="no e-mail address that can be imported"),
    Column("Title", "title"),
)
_CAMPAIGN = Column("CampaignId", "campaign", "id")
_STATUS = Column("Status", "status")


def _of_kind(ids: list[str], *prefixes: str) -> list[str]:
    """Return the ids of some kinds of record, which the first three characters tell."""
    return [each for each in ids if each.startswith(prefixes)]


def _user(owner: object) -> str | None:
    """Return the id of an owner, of whom the store may have the name instead."""
    return owner if isinstance(owner, str) and owner.startswith(_USER) else None


def _cut(text: object) -> str:
    plain = str(text)
    return plain if len(plain) <= WHY_LENGTH else f"{plain[: WHY_LENGTH - 1]}…"


TARGET = Target(
    "salesforce",
    "Salesforce",
    files,
    "Data Loader: update with the file -update, upsert accounts-new by the external id, then "
    "insert contacts; the fields that end in __c must be there, the external id on Account.",
    (
        *("accounts-update", "accounts-new", "contacts-new", "contacts-new-accounts"),
        *("campaign-contacts", "campaign-leads"),
    ),
    LABELS,
    label_rule=r"[A-Za-z]\w*",
)
