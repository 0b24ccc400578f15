"""HubSpot: companies and contacts, those that it has by Record ID, and new ones.

https://knowledge.hubspot.com/import-and-export/set-up-your-import-file
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
    "tier": "Ideal Customer Profile Tier",
    "fit": "ICP Fit",
    "reach": "ICP Reach",
    "intent": "ICP Intent",
    "why": "ICP Why",
    "date": "ICP Date",
    "persona": "ICP Persona",
}
FIELDS = {
    "tier": "of companies, there already: Tier 1, Tier 2 or Tier 3",
    "fit": "of companies, a number of 0 to 100",
    "reach": "of companies, a number of 0 to 100",
    "intent": "of companies, a number of 0 to 100",
    "why": "of companies, single-line text",
    "date": "of companies and of contacts, a date",
    "persona": "of contacts, single-line text",
}
# Properties that HubSpot has of companies and contacts, whose meaning is not ours.
_TAKEN = frozenset(
    (
        *("record id", "email", "first name", "last name", "job title", "phone number", "name"),
        *("company name", "company domain name", "company owner", "contact owner", "website url"),
        *(
            "number of employees",
            "country/region",
            "state/region",
            "city",
            "postal code",
            "industry",
        ),
        *("street address", "annual revenue", "lifecycle stage", "lead status", "type", "timezone"),
        *("description", "linkedin company page", "create date", "close date", "lead source"),
    )
)
_IMPORT = "CRM > Contacts > Import: as a file of"
LIMITS = Limits(rows=1_048_575, bytes=512 * MEGABYTE)
_RECORD = Column("Record ID", "hubspot", "id", without="no Record ID that HubSpot would take")
_EMAIL = "no e-mail address that can be imported"
_SAME_DOMAIN = "has the domain of a better company of the list, with which HubSpot would merge it"


def files(accounts: pd.DataFrame, contacts: pd.DataFrame, wishes: Wishes) -> tuple[ExportFile, ...]:
    """Return companies and contacts, each apart by whether HubSpot has them."""
    companies = accounts.assign(
        tier=tiers_numbered(accounts["tier"]), date=wishes.day, stage=wishes.set_stage
    )
    domains = accounts.set_index("key")["domain"]
    people = contacts.drop_duplicates("person_id").assign(
        date=wishes.day, domain=lambda rows: rows["key"].map(domains)
    )
    ours = (*score_columns(wishes), *_owner_and_stage(wishes))
    old, new = _apart(companies)
    old_people, new_people = _apart(people)
    return (
        ExportFile("companies-update", "companies", (_RECORD, *ours), LIMITS, old),
        ExportFile(
            *("companies-new", "companies", (*_NEW_COMPANY, *ours)),
            *(LIMITS, *_one_of_each_domain(new)),
        ),
        ExportFile(
            *("contacts-update", "contacts", (_RECORD, *_contact_properties(wishes))),
            *(LIMITS, _without_doubt(old_people)),
        ),
        ExportFile(
            *("contacts-new", "contacts", (*_NEW_CONTACT, *_contact_properties(wishes)[1:])),
            *(LIMITS, new_people),
        ),
    )


def below(companies: pd.DataFrame, wishes: Wishes) -> ExportFile:
    """Return the lowest tier for records of HubSpot that are no good fit, with the reason."""
    rows = companies.explode("hubspot").assign(tier=LOWEST)
    columns = (_RECORD, *score_columns(wishes, OF_BELOW))
    return ExportFile("companies-below", "companies", columns, LIMITS, rows.assign(date=wishes.day))


def _apart(rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return what HubSpot has, a row for each of its records, and what it has not."""
    known = rows["hubspot"].map(bool).astype(bool)
    return rows[known].explode("hubspot"), rows[~known]


def _one_of_each_domain(rows: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, int]]:
    """Return companies of which HubSpot would not make one, and how many are left out for it."""
    again = rows["domain"].duplicated() & rows["domain"].notna()
    left_out = {_SAME_DOMAIN: int(again.sum())} if again.any() else {}
    return rows[~again], left_out


def _without_doubt(people: pd.DataFrame) -> pd.DataFrame:
    """Return people, without addresses where HubSpot has somebody more than once."""
    several = people["person_id"].duplicated(keep=False)
    return people.assign(email=people["email"].mask(several, None))


_NEW_COMPANY = (
    Column("Company name", "account"),
    Column("Company Domain Name", "domain", "domain", without="no domain"),
    Column("Number of employees", "employees", "number"),
    Column("Country/Region", "country_name"),
)
_NEW_CONTACT = (
    Column("First Name", "first_name"),
    Column("Last Name", "last_name"),
    Column("Email", "email", "email", without=_EMAIL),
    Column("Job Title", "title"),
    Column("Company name", "account"),
    Column("Company Domain Name", "domain", "domain"),
)


def _contact_properties(wishes: Wishes) -> tuple[Column, ...]:
    return (
        Column("Email", "email", "email"),
        Column(wishes.labels["persona"], "persona"),
        Column(wishes.labels["date"], "date", "date"),
    )


def _owner_and_stage(wishes: Wishes) -> tuple[Column, ...]:
    owner = (Column("Company owner", "owner"),) if wishes.set_owner else ()
    return (*owner, Column("Lifecycle Stage", "stage")) if wishes.set_stage else owner


TARGET = Target(
    "hubspot",
    "HubSpot",
    files,
    {
        "companies-update": f"{_IMPORT} companies, with Record ID as the key.",
        "companies-below": f"{_IMPORT} companies, with Record ID as the key: these are no good fit "
        f"(any more), and get {LOWEST}.",
        "companies-new": f"{_IMPORT} companies.",
        "contacts-update": f"{_IMPORT} contacts, with Record ID as the key.",
        "contacts-new": f"{_IMPORT} two objects, contacts and companies, with Company Domain Name "
        "as a property of the company: that associates each contact with its company.",
    },
    ("companies-update", "companies-below", "companies-new", "contacts-update", "contacts-new"),
    LABELS,
    fields=FIELDS,
    below=below,
    system="hubspot",
    taken=_TAKEN,
)
