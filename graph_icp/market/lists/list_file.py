"""A list that was written to a file, read again: its companies, their tiers, fits and ranks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pandas as pd

from graph_icp.discovery.ranking.tiers import BAD, BEST, GOOD, TIERS
from graph_icp.errors import FileError
from graph_icp.identity.domains import NotADomainError, registrable_domain
from graph_icp.identity.folding import fold
from graph_icp.ingest.files.open_table import open_table
from graph_icp.ingest.records.loader import Column, places
from graph_icp.ingest.values.cells import number_or_none

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_COLUMNS = (
    Column("key", "the account's key"),
    Column(
        "domain",
        "its domain",
        (
            *("account domain", "company domain name", "company domain", "companywebsite"),
            *("website", "company website", "url"),
        ),
    ),
    Column(
        "account",
        "its name",
        ("account name", "company", "company name", "companyname", "name", "firma"),
    ),
    Column("tier", "Best fit, Good fit ...", ("ideal customer profile tier", "icp tier")),
    Column("fit", "0 to 100", ("icp fit", "fit score")),
    Column("rank", "1 for the best", ("rank by fit",)),
)
NAMING = ("key", "domain", "account")
_TIERS = {each.casefold(): each for each in TIERS}
_TIERS |= {"tier 1": BEST, "tier_1": BEST, "tier 2": GOOD, "tier_2": GOOD}
_TIERS |= {"tier 3": BAD, "tier_3": BAD}
# What a list for a spreadsheet has before a text that would run.
_APOSTROPHE = re.compile(r"'(?=[=+\-@\t\r])")


def list_in(path: Path) -> pd.DataFrame:
    """Return the list in a file that `discover` or `export` wrote, or one like it.

    Parameters
    ----------
    path : Path
        CSV, XLSX or JSON, with a column key, domain or account, and maybe tier, fit and rank.

    Returns
    -------
    DataFrame
        key, domain, account, tier (text, "" for none), fit, rank (numbers, nan for none): a row
        for each that names a company. `attrs` has `columns`: those that the file has.

    Raises
    ------
    FileError
        If it cannot be read, or no column names a company.
    """
    rows: list[dict[str, object]] = []
    with open_table(path, knows=lambda header: bool(_named(header))) as table:
        found = _named(table.header)
        if not found:
            raise FileError(
                f"{path}: its headers ({', '.join(table.header[:12])}) have none of key, domain "
                "and account; a list of 'discover -o' or 'export' has."
            )
        for batch in table.batches():
            rows += [_row(cells, found) for cells in batch.rows.to_pylist()]
    listed = pd.DataFrame(rows, columns=[each.name for each in _COLUMNS])
    named = listed[(listed[[*NAMING]] != "").any(axis=1)]
    named = named.reset_index(drop=True)
    named.attrs["columns"] = tuple(found)
    return named


def _named(header: Sequence[str]) -> dict[str, str]:
    """Return the columns that a header has, none where no column names a company."""
    found = places(_COLUMNS, header)
    return found if found.keys() & set(NAMING) else {}


def _row(cells: Mapping[str, str], found: Mapping[str, str]) -> dict[str, object]:
    said = {name: _APOSTROPHE.sub("", cells[cell] or "").strip() for name, cell in found.items()}
    tier = said.get("tier", "")
    return {
        "key": said.get("key", ""),
        "domain": _domain(said.get("domain", "")),
        "account": said.get("account", ""),
        "tier": _TIERS.get(tier.casefold(), tier),
        "fit": number_or_none(said.get("fit", "")),
        "rank": number_or_none(said.get("rank", "")),
    }


def _domain(text: str) -> str:
    try:
        return registrable_domain(text) if text else ""
    except NotADomainError:
        return text.casefold()


def identities(lists: tuple[pd.DataFrame, ...]) -> list[pd.Series]:
    """Return by what each row of some lists is known in all of them: key, else domain, else name.

    Only columns that all lists have are looked at.
    """
    shared = [each for each in NAMING if all(each in one.attrs["columns"] for one in lists)]
    if not shared:
        raise FileError(
            "The lists name companies by different columns; write both with domain or account."
        )
    return [_identity(one, shared) for one in lists]


def _identity(listed: pd.DataFrame, shared: list[str]) -> pd.Series:
    found = pd.Series("", index=listed.index, dtype=object)
    for name in reversed(shared):
        told = listed[name].map(fold) if name == "account" else listed[name]
        found = found.where(told == "", name + ":" + told)
    return found
