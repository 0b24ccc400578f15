"""A listing as an Excel workbook that a sales team can filter, sort and click."""

from __future__ import annotations

import io
import math
import re
from contextlib import suppress
from datetime import date, datetime
from typing import TYPE_CHECKING, BinaryIO, TypeAlias

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from rich.cells import cell_len

from graph_icp.errors import FileError
from graph_icp.output.cells import DECIMALS, MEANING, PERCENT, as_text, heading, plain_rows
from graph_icp.output.inert import inert
from graph_icp.output.spreadsheet_escape import spreadsheet_escape

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd
    from openpyxl.cell import Cell as SheetCell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet
    from openpyxl.worksheet.worksheet import Worksheet

    from graph_icp.output.cells import Cell

SheetValue: TypeAlias = "bool | int | float | str | date | datetime | None"

AUTHOR = "graph-icp"

# Excel's own limits.
MOST_ROWS = 1_048_576
MOST_LINKS = 65_530
LONGEST_TEXT = 32_767
LONGEST_SHEET_NAME = 31
FIRST_YEAR = 1900
MOST_DIGITS = 10**15
LONGEST_DOMAIN = 253

ROWS_MEASURED = 1_000
NARROWEST, WIDEST = 8, 60

NOT_XML = re.compile("[\ufffe\uffff]")
ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
PLAIN_DOMAIN = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})",
    re.ASCII | re.IGNORECASE,
)


def write_sheet(frame: pd.DataFrame, stream: BinaryIO, title: str = "") -> None:
    """Write a listing as an XLSX workbook of one sheet, row by row.

    The header is bold, frozen and filtered, and notes what fit and coverage mean; numbers are
    numbers, text is never a formula, and the first 65,530 plain domain names in columns named
    domain are links.

    Parameters
    ----------
    frame : pandas.DataFrame
        The listing.
    stream : BinaryIO
        The file.
    title : str
        The sheet's name, as far as Excel allows it.

    Raises
    ------
    FileError
        There are more rows than fit a sheet.
    """
    if len(frame) >= MOST_ROWS:
        raise FileError(
            f"A sheet holds {MOST_ROWS - 1:,} rows and this list has {len(frame):,}; "
            "write it as .csv, or narrow it down."
        )
    book = Workbook(write_only=True)
    book.properties.creator = AUTHOR
    sheet = book.create_sheet(_sheet_name(title))
    try:
        _lay_out(sheet, frame)
        sheet.append(_header(sheet, frame))
        for row in _sheet_rows(sheet, frame):
            sheet.append(row)
        # Packed in memory, since a pipe cannot be written back and forth as a workbook is.
        packed = io.BytesIO()
        book.save(packed)
    except OSError:
        _give_up(sheet)
        raise
    stream.write(packed.getbuffer())


def _give_up(sheet: WriteOnlyWorksheet) -> None:
    """Close a sheet after a full disk; left open, it would print its own error later."""
    if not sheet.closed:
        with suppress(OSError):
            sheet.close()


def _sheet_name(title: str) -> str:
    allowed = re.sub(r"[\[\]:*?/\\]", " ", NOT_XML.sub("", inert(title)))
    name = " ".join(allowed.split())[:LONGEST_SHEET_NAME].strip("' ")
    # Excel keeps the name History for itself.
    return name if name and name.lower() != "history" else "List"


def _lay_out(sheet: Worksheet, frame: pd.DataFrame) -> None:
    """Set the parts of a sheet that come before the rows in the file."""
    sheet.freeze_panes = "A2"
    for place, width in enumerate(_widths(frame), start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    if len(frame.columns):
        last = get_column_letter(len(frame.columns))
        sheet.auto_filter.ref = f"A1:{last}{len(frame) + 1}"


def _widths(frame: pd.DataFrame) -> list[int]:
    # The filter's button takes the place of two characters.
    widths = [cell_len(heading(name)) + 2 for name in frame.columns]
    for row in plain_rows(frame.head(ROWS_MEASURED)):
        for place, cell in enumerate(row):
            shown = "0000.0" if isinstance(cell, float) else as_text(cell)[:WIDEST]
            widths[place] = max(widths[place], cell_len(shown))
    return [min(max(width + 1, NARROWEST), WIDEST) for width in widths]


def _header(sheet: WriteOnlyWorksheet, frame: pd.DataFrame) -> list[SheetCell]:
    cells = [WriteOnlyCell(sheet, _text(heading(name))) for name in frame.columns]
    for cell, name in zip(cells, frame.columns, strict=True):
        cell.data_type = "s"
        if name in MEANING:
            cell.comment = Comment(MEANING[name], AUTHOR)
        cell.font = Font(bold=True)
        cell.alignment = Alignment(vertical="top", wrap_text=True)
    return cells


def _sheet_rows(sheet: WriteOnlyWorksheet, frame: pd.DataFrame) -> Iterator[list[SheetCell | None]]:
    """Yield rows of styled cells; each cell is filled anew, since styling one costs the most."""
    names = [str(name) for name in frame.columns]
    styled: dict[tuple[int, type, bool], SheetCell] = {}
    links = 0
    for row in plain_rows(frame):
        cells: list[SheetCell | None] = []
        for place, plain in enumerate(row):
            value = _value(plain)
            linked = links < MOST_LINKS and _is_domain(names[place], value)
            links += linked
            style = (place, type(value), linked)
            if style not in styled:
                styled[style] = _styled(sheet, names[place], type(value), linked=linked)
            cells.append(None if value is None else _fill(styled[style], value, linked=linked))
        yield cells


def _value(cell: Cell) -> SheetValue:
    """Return a cell for Excel: values without an exact number or date in Excel become text."""
    if isinstance(cell, str | list):
        return _text(as_text(cell))
    if isinstance(cell, bool):
        return cell
    if isinstance(cell, int):
        exact = abs(cell) < MOST_DIGITS
    elif isinstance(cell, float):
        exact = math.isfinite(cell)
    elif isinstance(cell, date):
        exact = cell.year >= FIRST_YEAR and getattr(cell, "tzinfo", None) is None
    else:
        return None
    return cell if exact else as_text(cell)


def _text(text: str) -> str:
    lines = NOT_XML.sub("", inert(re.sub("\r\n?", "\n", text)))
    # Excel reads _x0041_ in a file as the character of that number.
    raw = ESCAPE.sub("_x005F_", spreadsheet_escape(lines))
    if len(raw) * 2 <= LONGEST_TEXT:
        return raw
    # Excel counts in UTF-16, where an emoji is two.
    counted = raw.encode("utf-16-le")
    if len(counted) <= 2 * LONGEST_TEXT:
        return raw
    return counted[: 2 * (LONGEST_TEXT - 1)].decode("utf-16-le", errors="ignore") + "…"


def _is_domain(name: str, value: SheetValue) -> bool:
    return (
        (name == "domain" or name.endswith("_domain"))
        and isinstance(value, str)
        and len(value) <= LONGEST_DOMAIN
        and PLAIN_DOMAIN.fullmatch(value) is not None
    )


def _styled(sheet: WriteOnlyWorksheet, name: str, kind: type, *, linked: bool) -> SheetCell:
    cell = WriteOnlyCell(sheet)
    cell.alignment = Alignment(vertical="top", wrap_text=kind is str)
    cell.number_format = _number_format(name, kind)
    if linked:
        cell.font = Font(color="0563C1", underline="single")
    return cell


def _number_format(name: str, kind: type) -> str:
    if issubclass(kind, date):
        return "yyyy-mm-dd hh:mm:ss" if issubclass(kind, datetime) else "yyyy-mm-dd"
    if kind in (int, float) and name in PERCENT:
        return "0%"
    if kind in (int, float) and name in DECIMALS:
        return "0." + "0" * DECIMALS[name] if DECIMALS[name] else "0"
    if kind is float:
        return "0.00"
    return "General"


def _fill(cell: SheetCell, value: SheetValue, *, linked: bool) -> SheetCell:
    cell.value = value
    if isinstance(value, str):
        # Left to itself, openpyxl takes text that starts with = for a formula.
        cell.data_type = "s"
    if linked:
        cell.hyperlink = f"https://{value}"
    return cell
