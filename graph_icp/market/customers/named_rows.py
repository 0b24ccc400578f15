"""Rows of a file that name companies, with what some of their columns say."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field, replace
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
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
    from pathlib import Path

    from graph_icp.ingest.files.batch import Batch
    from graph_icp.ingest.files.table_file import TableFile
    from graph_icp.ingest.records.loader import Loader

# The columns by which a row may name its company, the surest first.
_NAMING = (*NAMED_BY, "email")


@dataclass(frozen=True)
class NamedRow:
    """A row of a file.

    Attributes
    ----------
    row : int
        As a spreadsheet program counts; 0 in a file without a header.
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
    path: Path,
    columns: Callable[[Sequence[str]], Mapping[str, str]],
    knows: Callable[[Sequence[str]], bool] | None = None,
    naming: Callable[[Sequence[str]], Collection[str]] | None = None,
) -> Iterator[NamedRow]:
    """Give the rows of a file, with the companies that they name.

    What stands in columns that are not read makes no row a bad one.

    Parameters
    ----------
    path : Path
        Any file about companies or people that `load` takes; or one with a domain or name per line
        and no header.
    columns : callable
        From a file's header to the headers of the columns that are asked for, by their names.
    knows : callable, optional
        Whether a header is that of the table that is meant; a table that names companies.
    naming : callable, optional
        From a file's header to the columns that may name companies; all.

    Raises
    ------
    FileError
        If it cannot be read, or no column names a company.
    """
    with open_table(path, knows=knows or (lambda header: _loader(header) is not None)) as table:
        header = table.header if naming is None else tuple(naming(table.header))
        loader = _loader(header)
        if loader is None and len(header) > 1:
            raise FileError(
                f"{path}: its headers ({', '.join(header)}) have no column domain or "
                "company; name one of them so."
            )
        if loader is None:
            yield from _lines(table)
            return
        asked = columns(table.header)
        read = {*asked.values(), *loader.places(header).values()}
        table.read_only(read)
        read_in_order = tuple(each for each in table.header if each in read)
        for batch in table.batches():
            for bad in batch.bad:
                yield _no_company(table.row_of(bad.row), bad.reason)
            for each in _rows(path, loader, read_in_order, batch, asked):
                row = table.row_of(each.row)
                if each.names:
                    yield replace(each, row=row)
                else:
                    yield _no_company(row, cells=each.cells)


def _lines(table: TableFile) -> Iterator[NamedRow]:
    """Give the companies of a file without a header, one a line."""
    yield NamedRow(0, RowNames(table.header[0]))
    for batch in table.batches():
        for bad in batch.bad:
            yield _no_company(bad.row, bad.reason)
        cells = batch.rows[table.header[0]].to_pylist()
        yield from (NamedRow(0, RowNames(cell)) for cell in cells if cell)


def _no_company(
    row: int, why: str = "names no company", cells: Mapping[str, str] | None = None
) -> NamedRow:
    return NamedRow(row, None, cells or {}, f"row {row}, which {why}")


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
        said = {name: cells[cell] or "" for name, cell in columns.items()}
        yield NamedRow(cells["_row"], None if place in rows.skipped else names, said)


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
