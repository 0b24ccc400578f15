"""Customers in a file: each row's company and its status."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from graph_icp.errors import FileError
from graph_icp.graph.model import STATUSES
from graph_icp.ingest.load.registry import named
from graph_icp.ingest.values.cells import RejectRow, SkipValue
from graph_icp.ingest.values.crm_status import status, worth
from graph_icp.market.customers.named_rows import named_rows

if TYPE_CHECKING:
    from pathlib import Path

    from graph_icp.market.customers.named_rows import NamedRow
    from graph_icp.market.lookup import RowNames

# A status, and the company's value if the row gives one.
Standing: TypeAlias = tuple[str, float | None]


@dataclass(frozen=True)
class Listed:
    """A company that a row of a file names, and its status."""

    names: RowNames
    standing: Standing


def customers_listed(path: Path) -> tuple[list[Listed], list[str]]:
    """Return the companies that a file lists, and its rows that name none.

    Parameters
    ----------
    path : Path
        Any file about companies or people that `load` takes, maybe with value and status; or one
        with a domain or name per line and no header.

    Raises
    ------
    FileError
        If it cannot be read, or no column names a company.
    """
    listed: list[Listed] = []
    nameless: list[str] = []
    for row in named_rows(path, named("customers").places):
        if row.names:
            listed.append(Listed(row.names, _standing(path, row)))
        else:
            nameless.append(row.problem)
    return listed, nameless


def _standing(path: Path, row: NamedRow) -> Standing:
    where = f"{path}, row {row.row}"
    try:
        word = status(row.cells.get("status", "")) or "customer"
    except SkipValue as doubt:
        raise FileError(f"{where}: {doubt}; write one of {', '.join(STATUSES)}.") from doubt
    try:
        return word, worth(row.cells.get("value", ""))
    except (RejectRow, SkipValue) as wrong:
        raise FileError(f"{where}, column value: {wrong}.") from wrong
