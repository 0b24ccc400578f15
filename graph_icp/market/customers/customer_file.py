"""Customers in a file: each row's company and its status."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from graph_icp.errors import FileError, UnknownHeaderError
from graph_icp.graph.model import STATUSES
from graph_icp.ingest.files.open_table import open_table
from graph_icp.ingest.load.recognise import recognise
from graph_icp.ingest.load.registry import named
from graph_icp.ingest.records.companies import NAMED_BY
from graph_icp.ingest.records.file_audit import FileAudit
from graph_icp.ingest.records.load_options import LoadOptions
from graph_icp.ingest.records.rows import Rows
from graph_icp.ingest.values.cells import RejectRow, SkipValue
from graph_icp.ingest.values.crm_status import status, worth
from graph_icp.market.lookup import RowNames

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from graph_icp.ingest.files.batch import Batch
    from graph_icp.ingest.records.loader import Loader

# A status, and the company's value if the row gives one.
Standing: TypeAlias = tuple[str, float | None]

# The columns by which a row may name its company, the surest first.
_NAMING = (*NAMED_BY, "email")


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
    with open_table(path, knows=lambda header: _loader(header) is not None) as table:
        loader = _loader(table.header)
        if loader is None and len(table.header) > 1:
            raise FileError(
                f"{path}: its headers ({', '.join(table.header)}) have no column domain or "
                "company; name one of them so."
            )
        if loader is None:
            listed.append(_bare(table.header[0]))
        for batch in table.batches():
            nameless += [f"row {bad.row}, which {bad.reason}" for bad in batch.bad]
            if loader is None:
                cells = batch.rows[table.header[0]].to_pylist()
                listed += [_bare(cell) for cell in cells if cell]
            else:
                for row, each in _rows(path, loader, table.header, batch):
                    if each:
                        listed.append(each)
                    else:
                        nameless.append(f"row {row}, which names no company")
    return listed, nameless


def _loader(header: Sequence[str]) -> Loader | None:
    """Return a function that reads a list with this header, None if no column names a company."""
    try:
        loader = recognise("", header)
    except UnknownHeaderError:
        loader = named("customers")
    return loader if loader.places(header).keys() & set(_NAMING) else None


def _bare(text: str) -> Listed:
    return Listed(RowNames(text), ("customer", None))


def _rows(
    path: Path, loader: Loader, header: Sequence[str], batch: Batch
) -> Iterator[tuple[int, Listed | None]]:
    """Give each row's number and the company that it names, as `load` would name it."""
    # The colleague of a file of connections says nothing about companies.
    audit = FileAudit(LoadOptions(owner="a colleague"))
    today = datetime.datetime.now().astimezone().date()
    places = loader.places(header)
    rows = Rows(batch.rows, places, loader.name, today, audit=audit, file=str(path))
    loader.read(rows)
    standing = named("customers").places(header)
    for place, (cells, names) in enumerate(zip(batch.rows.to_pylist(), _names(rows), strict=True)):
        said = None
        if names and place not in rows.skipped:
            said = Listed(names, _standing(path, cells, standing))
        yield cells["_row"], said


def _names(rows: Rows) -> Iterator[RowNames | None]:
    """Give the names of each row's company, None where the row names no company."""
    keys = rows.company
    if keys is None:
        yield from [None] * len(rows)
        return
    texts = [rows.raw(column).to_pylist() for column in _NAMING if rows.has(column)]
    columns = [keys.domain, keys.id, keys.mail, keys.page, keys.name, keys.clean, keys.place]
    for place, (domain, number, mail, page, name, clean, country) in enumerate(
        zip(*(each.to_pylist() for each in columns), strict=True)
    ):
        text = next((cells[place] for cells in texts if cells[place]), "")
        # A work address names the company if neither a domain nor an id does.
        by_mail = bool(mail and not domain and not number)
        sure = (mail,) if by_mail else tuple(key for key in (domain, number, page) if key)
        if sure or name or text:
            yield RowNames(text, sure, clean or "", country, has_domain=bool(domain) or by_mail)
        else:
            yield None


def _standing(path: Path, cells: Mapping[str, str], places: Mapping[str, str]) -> Standing:
    said = {name: cells[place] or "" for name, place in places.items()}
    where = f"{path}, row {cells['_row']}"
    try:
        word = status(said.get("status", "")) or "customer"
    except SkipValue as doubt:
        raise FileError(f"{where}: {doubt}; write one of {', '.join(STATUSES)}.") from doubt
    try:
        return word, worth(said.get("value", ""))
    except (RejectRow, SkipValue) as wrong:
        raise FileError(f"{where}, column value: {wrong}.") from wrong
