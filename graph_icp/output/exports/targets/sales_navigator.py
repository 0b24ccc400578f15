"""LinkedIn Sales Navigator: an account list.

https://www.linkedin.com/help/sales-navigator/answer/a408255
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
from graph_icp.output.exports.targets.linkedin import pages_of

if TYPE_CHECKING:
    import pandas as pd

LIMITS = Limits(rows=1_000, bytes=20 * MEGABYTE)
COLUMNS = (
    Column("Account Name", "account", without="no name"),
    Column("Website", "domain", "domain"),
    Column("LinkedIn Company URL", "page", "url"),
)


def files(accounts: pd.DataFrame, contacts: pd.DataFrame, wishes: Wishes) -> tuple[ExportFile, ...]:
    """Return the account list; Sales Navigator takes no people, and nothing of `wishes`."""
    del contacts, wishes
    rows = accounts.assign(page=pages_of(accounts))
    return (ExportFile("", "accounts", COLUMNS, LIMITS, rows),)


TARGET = Target(
    "sales-navigator",
    "Sales Navigator",
    files,
    {"": "Accounts > Account lists > Create > Upload from CSV (Advanced plans)."},
)
