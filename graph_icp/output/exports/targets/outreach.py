"""Outreach and other sequencers: prospects by e-mail, the other columns as variables."""

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

LIMITS = Limits(rows=100_000, bytes=100 * MEGABYTE)
# Neither fit nor why: a variable may end up in a mail to the prospect.
COLUMNS = (
    Column("email", "email", "email", without="no e-mail address that can be imported"),
    Column("first_name", "first_name"),
    Column("last_name", "last_name"),
    Column("title", "title"),
    Column("company", "account"),
    Column("website", "domain", "domain"),
    Column("industry", "main_industry"),
    Column("country", "country_name"),
    Column("persona", "persona"),
)

_OF_ACCOUNTS = ("domain", "main_industry", "country_name")


def files(accounts: pd.DataFrame, contacts: pd.DataFrame, wishes: Wishes) -> tuple[ExportFile, ...]:
    """Return the people; it wishes for nothing of `wishes`."""
    del wishes
    people = contacts.drop_duplicates("person_id")
    places = accounts.drop_duplicates("key").set_index("key")
    rows = people.assign(**{name: people["key"].map(places[name]) for name in _OF_ACCOUNTS})
    return (ExportFile("", "people", COLUMNS, LIMITS, rows),)


TARGET = Target(
    "outreach",
    "Outreach",
    files,
    {"": "Prospects > Import > CSV, with email as the key; or any other sequencer."},
)
