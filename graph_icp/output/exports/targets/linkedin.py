"""LinkedIn Matched Audiences: the company list and the contact list of Campaign Manager.

The headers are those of LinkedIn's templates and must not change; what is unknown stays empty.
https://www.linkedin.com/help/lms/answer/a1489764
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph_icp.output.exports.target import (
    MEGABYTE,
    Column,
    ExportFile,
    Limits,
    Target,
    Wishes,
)

if TYPE_CHECKING:
    import pandas as pd

LIMITS = Limits(rows=300_000, bytes=20 * MEGABYTE, least=300)
PAGE = "https://www.linkedin.com/company/"

COMPANIES = (
    Column("companyname", "account", without="no name"),
    Column("companywebsite", "domain", "domain"),
    Column("companyemaildomain", "domain", "domain"),
    Column("linkedincompanypageurl", "page", "url"),
    Column("stocksymbol", "stock_symbol"),
    Column("industry", "main_industry"),
    Column("city", "city"),
    Column("state", "state"),
    Column("companycountry", "country", "code"),
    Column("zipcode", "zip"),
)
CONTACTS = (
    Column("email", "email", "email", without="no e-mail address that can be imported"),
    Column("firstname", "first_name"),
    Column("lastname", "last_name"),
    Column("jobtitle", "title"),
    Column("employeecompany", "account"),
    Column("country", "country", "code"),
    Column("googleaid", ""),
)


def files(accounts: pd.DataFrame, contacts: pd.DataFrame, wishes: Wishes) -> tuple[ExportFile, ...]:
    """Return the company list and the contact list; it wishes for nothing of `wishes`."""
    del wishes
    country = accounts.drop_duplicates("key").set_index("key")["country"]
    companies = accounts.assign(page=pages_of(accounts))
    people = contacts.drop_duplicates("person_id")
    people = people.assign(country=people["key"].map(country))
    return (
        ExportFile("companies", "companies", COMPANIES, LIMITS, companies),
        ExportFile("contacts", "contacts", CONTACTS, LIMITS, people),
    )


def pages_of(accounts: pd.DataFrame) -> list[Any]:
    """Return the address of each account's page, None where it is unknown."""
    return [PAGE + page if page else None for page in accounts["linkedin"]]


_UPLOAD = "Campaign Manager > Plan > Audiences > Create audience > Upload a list:"
TARGET = Target(
    "linkedin",
    "LinkedIn",
    files,
    {
        "companies": f"{_UPLOAD} company.",
        "contacts": f"{_UPLOAD} contact.",
    },
    ("companies", "contacts"),
)
