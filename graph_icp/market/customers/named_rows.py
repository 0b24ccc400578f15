"""Rows of a file that name companies, with what some of their columns say."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph_icp.errors import FileError, UnknownHeaderError
from graph_icp.ingest.files.open_table import open_table
from graph_icp.ingest.load.recognise import recognise
from graph_icp.ingest.load.registry import named
from graph_icp.ingest.records.companies import NAMED_BY
from graph_icp.ingest.records.file_audit import FileAudit
from graph_icp.ingest.records.load_options import LoadOptions
from graph_icp.ingest.records.rows import Rows
from graph_icp.market.lookup import RowNames

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from graph_icp.ingest.files.batch import Batch
    from graph_icp.ingest.records.loader import Loader

# The columns by which a row may name its company, the surest first.
_NAMING = (*NAMED_BY, "email")


@dataclass(frozen=True)
class NamedRow:
    """A row of a file.

    Attributes
    ----------
    row : int
        Its line, or its row in the sheet; 0 in a file without a header.
    names : RowNames or None
        The names of its company, None where it names none.
    cells : mapping of str to str
        What the columns that were asked for say, by their names; "" for nothing.
    problem : str
        Why it names no company: "row 7, which names no company"; "" where it does.
    """

    row: int
    names: RowNames | None
    cells: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""


def named_rows(
    path: Path, columns: Callable[[Sequence[str]], Mapping[str, str]]
) -> Iterator[NamedRow]:
    """Give the rows of a file, with the companies that they name.

    Parameters
    ----------
    path : Path
        Any file about companies or people that `load` takes; or one with a domain or name per line
        and no header.
    columns : callable
        From a file's header to the headers of the columns that are asked for, by their names.

    Raises
    ------
    FileError
        If it cannot be read, or no column names a company.
    """
    with open_table(path, knows=lambda header: _loader(header) is not None) as table:
        loader = _loader(table.header)
        if loader is None and len(table.header) > 1:
            raise FileError(
                f"{path}: its headers ({', '.join(table.header)}) have no column domain or "
                "company; name one of them so."
            )
        if loader is None:
            yield NamedRow(0, RowNames(table.header[0]))
        for batch in table.batches():
            for bad in batch.bad:
                yield NamedRow(bad.row, None, problem=f"row {bad.row}, which {bad.reason}")
            if loader is None:
                cells = batch.rows[table.header[0]].to_pylist()
                yield from (NamedRow(0, RowNames(cell)) for cell in cells if cell)
            else:
                yield from _rows(path, loader, table.header, batch, columns(table.header))


def _loader(header: Sequence[str]) -> Loader | None:
    """Return a function that reads a list with this header, None if no column names a company."""
    try:
        loader = recognise("", header)
    except UnknownHeaderError:
        loader = named("customers")
    return loader if loader.places(header).keys() & set(_NAMING) else None


def _rows(
    path: Path,
    loader: Loader,
    header: Sequence[str],
    batch: Batch,
    columns: Mapping[str, str],
) -> Iterator[NamedRow]:
    """Give each row with the company that it names, as `load` would name it."""
    # The colleague of a file of connections says nothing about companies.
    audit = FileAudit(LoadOptions(owner="a colleague"))
    today = datetime.datetime.now().astimezone().date()
    rows = Rows(batch.rows, loader.places(header), loader.name, today, audit=audit, file=str(path))
    loader.read(rows)
    for place, (cells, names) in enumerate(zip(batch.rows.to_pylist(), _names(rows), strict=True)):
        row = cells["_row"]
        if names and place not in rows.skipped:
            said = {name: cells[cell] or "" for name, cell in columns.items()}
            yield NamedRow(row, names, said)
        else:
            yield NamedRow(row, None, problem=f"row {row}, which names no company")


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
