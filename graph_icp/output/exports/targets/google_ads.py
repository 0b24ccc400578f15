"""Google Ads Customer Match: people who agreed, hashed.

https://support.google.com/google-ads/answer/7476159 (formatting guidelines for hashed data)
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
)

if TYPE_CHECKING:
    import pandas as pd

LIMITS = Limits(rows=1_000_000, bytes=100 * MEGABYTE, least=100)
COLUMNS = (
    Column("Email", "email", "hashed-email", without="no e-mail address that can be hashed"),
    Column("Phone", "phone", "hashed-phone"),
    Column("First Name", "first_name", "hashed-name"),
    Column("Last Name", "last_name", "hashed-name"),
    Column("Country", "country", "code"),
    Column("Zip", ""),
)
_NO_CONSENT = "no consent is known"
_REFUSED = "did not consent"


def files(accounts: pd.DataFrame, contacts: pd.DataFrame, wishes: Wishes) -> tuple[ExportFile, ...]:
    """Return the people who agreed; it wishes for nothing of `wishes`."""
    del wishes
    people = contacts.drop_duplicates("person_id")
    agreed = people["consent"].map(lambda said: said is True).astype(bool)
    refused = people["consent"].map(lambda said: said is False).astype(bool)
    left_out = {_REFUSED: int(refused.sum()), _NO_CONSENT: int((~agreed & ~refused).sum())}
    country = accounts.drop_duplicates("key").set_index("key")["country"]
    kept = people[agreed]
    rows = kept.assign(country=kept["key"].map(country))
    counted = {reason: many for reason, many in left_out.items() if many}
    return (ExportFile("", "people", COLUMNS, LIMITS, rows, counted),)


TARGET = Target(
    "google-ads",
    "Google Ads",
    files,
    {
        "": "Tools > Audience manager > Your data segments > Customer list: upload a hashed file, "
        "and say in it that these people agreed to ads (ad_user_data, ad_personalization)."
    },
    consent=True,
)
