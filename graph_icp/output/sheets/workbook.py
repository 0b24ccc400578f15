"""A listing as an Excel workbook that a sales team can filter, sort, click and print."""

from __future__ import annotations

import io
import tempfile
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.exceptions import FileCreateError

from graph_icp.errors import FileError
from graph_icp.output.cells import MEANING, heading, kept_rows, plain_rows
from graph_icp.output.sheets import sizes
from graph_icp.output.sheets.layout import Layout
from graph_icp.output.sheets.looks import Looks
from graph_icp.output.sheets.values import (
    link_of,
    sheet_name,
    sheet_text,
    sheet_value,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    import pandas as pd
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from graph_icp.output.sheets.values import SheetValue

AUTHOR = "graph-icp"

# Excel's own limits.
MOST_ROWS = 1_048_576
MOST_LINKS = 65_530

A4 = 9
MARGINS = {"left": 0.4, "right": 0.4, "top": 0.4, "bottom": 0.6}
FOOTER = "&L&A&RPage &P of &N"
NOTE = {"x_scale": 2.2, "y_scale": 1.2, "author": AUTHOR}
ABOUT_WIDTHS = (30, 90)
ABOUT = "About"
"""The name of the second sheet."""
HIDDEN = "Hidden, as empty in every row"
"""What its line of such columns is about."""


def write_sheet(
    frame: pd.DataFrame, stream: BinaryIO, title: str = "", layout: Layout | None = None
) -> None:
    """Write a listing as an XLSX workbook, row by row.

    The header is bold, frozen, filtered and printed on every page, and notes what fit and
    coverage mean; rows are as high as their texts; pages are landscape, numbered and one page
    wide, with texts wrapped so that they can be read. Columns that are empty in every row are
    hidden. Numbers are numbers, text is never a formula, and the first 65,530 plain domain names in
    columns named domain are links.

    Parameters
    ----------
    frame : pandas.DataFrame
        The listing.
    stream : BinaryIO
        The file.
    title : str
        The sheet's name, as far as Excel allows it.
    layout : Layout, optional
        What the listing wants further of its sheet.

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
    # Packed in memory, since a pipe cannot be written back and forth as a workbook is.
    packed = io.BytesIO()
    with tempfile.TemporaryDirectory() as folder:
        book = Workbook(packed, {"constant_memory": True, "tmpdir": folder})
        book.set_properties({"author": AUTHOR})
        try:
            _fill(book, frame, title, layout or Layout())
            book.close()
        except FileCreateError as error:
            raise error.args[0] from error
        finally:
            _let_go(book)
    stream.write(packed.getbuffer())


def _fill(book: Workbook, frame: pd.DataFrame, title: str, layout: Layout) -> None:
    looks, arranged = Looks(book, layout.tiers), layout.arranged(frame)
    empty = _empty_columns(arranged, layout)
    hidden = {at for at, name in enumerate(arranged.columns) if name in layout.hidden} | empty
    _write_list(book.add_worksheet(sheet_name(title)), looks, arranged, layout, hidden)
    if layout.about:
        names = ", ".join(heading(arranged.columns[place]) for place in sorted(empty))
        told = [(HIDDEN, names)] if empty else []
        _write_about(book.add_worksheet(ABOUT), looks, [*layout.about, *told])


def _empty_columns(frame: pd.DataFrame, layout: Layout) -> set[int]:
    """Return the places of columns that are empty in every row, but for those to be filled in."""
    return {
        place
        for place, name in enumerate(frame.columns)
        if len(frame)
        and str(name) not in layout.widths
        and all(sheet_value(cell) is None for (cell,) in plain_rows(frame.iloc[:, [place]]))
    }


def _let_go(book: Workbook) -> None:
    """Close the files of rows after a full disk; left open, they would print errors later."""
    for sheet in book.worksheets():
        with suppress(OSError):
            sheet.row_data_fh.close()


def _write_list(
    sheet: Worksheet, looks: Looks, frame: pd.DataFrame, layout: Layout, hidden: set[int]
) -> None:
    printed = layout.columns_printed(frame)
    widths = _widths(frame, layout, hidden, printed)
    _set_columns(sheet, widths, hidden)
    _set_page(sheet, layout.pages_wide)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    if layout.pages_wide > 1 and layout.pinned:
        sheet.repeat_columns(0, layout.pinned - 1)
    sheet.freeze_panes(1, layout.pinned)
    if widths:
        sheet.print_area(0, 0, len(frame), printed - 1)
        sheet.autofilter(0, 0, len(frame), len(widths) - 1)
    names = [str(name) for name in frame.columns]
    _write_header(sheet, looks, names)
    headings = [heading(name) for name in names]
    sheet.set_row(0, sizes.height(zip(headings, widths, strict=True)))
    _write_rows(sheet, looks, frame, widths[:printed], layout)
    for place, name in enumerate(names):
        if name in layout.choices and len(frame):
            _offer(sheet, place, len(frame), layout.choices[name])


def _widths(frame: pd.DataFrame, layout: Layout, hidden: set[int], printed: int) -> list[int]:
    """Return the widths of columns: as given, else by their texts, narrowed where printed."""
    names = [str(name) for name in frame.columns]
    widths = [
        layout.widths.get(name, width)
        for name, width in zip(names, sizes.widths(frame), strict=True)
    ]
    seen = [place for place in range(printed) if place not in hidden]
    fixed = {at for at, place in enumerate(seen) if names[place] in layout.widths}
    mine = [widths[place] for place in seen]
    for place, width in zip(
        seen, sizes.narrowed(frame.iloc[:, seen], mine, fixed, layout.pages_wide), strict=True
    ):
        widths[place] = width
    return widths


def _offer(sheet: Worksheet, place: int, last: int, words: tuple[str, ...]) -> None:
    """Let one choose the cells of a column from words; others may be written too."""
    offered = {"validate": "list", "source": list(words), "error_type": "information"}
    sheet.data_validation(1, place, last, place, {**offered, "show_error": False})


def _write_rows(
    sheet: Worksheet,
    looks: Looks,
    frame: pd.DataFrame,
    printed_widths: list[int],
    layout: Layout,
) -> None:
    names = [str(name) for name in frame.columns]
    links, most = 0, MOST_LINKS if layout.most_links is None else layout.most_links
    for number, row in enumerate(kept_rows(frame), start=1):
        values = [sheet_value(cell) for cell in row]
        sheet.set_row(number, sizes.height(zip(values, printed_widths, strict=False)))
        for place, (name, value) in enumerate(zip(names, values, strict=True)):
            link = link_of(name, value, layout.linked) if links < most else None
            if link:
                links += 1
                sheet.write_url(
                    number, place, link, looks.link, layout.linked.get(name) or str(value)
                )
            elif value is not None:
                _write(sheet, number, place, value, looks.of(name, value))


def _write_header(sheet: Worksheet, looks: Looks, names: list[str]) -> None:
    for place, name in enumerate(names):
        text = sheet_text(heading(name))
        sheet.write_string(0, place, text, looks.heading(text))
        if name in MEANING:
            sheet.write_comment(0, place, MEANING[name], NOTE)


def _write(sheet: Worksheet, row: int, place: int, value: SheetValue, look: Format) -> None:
    """Write a cell by its type; XlsxWriter's own choice would take some texts for formulas."""
    if isinstance(value, str):
        sheet.write_string(row, place, value, look)
    elif isinstance(value, bool):
        sheet.write_boolean(row, place, value, look)
    elif isinstance(value, date):
        sheet.write_datetime(row, place, value, look)
    elif value is not None:
        sheet.write_number(row, place, value, look)


def _write_about(sheet: Worksheet, looks: Looks, about: Iterable[tuple[str, str]]) -> None:
    _set_columns(sheet, ABOUT_WIDTHS)
    _set_page(sheet)
    for number, line in enumerate(about):
        label, text = map(sheet_text, line)
        sheet.set_row(number, sizes.height(zip((label, text), ABOUT_WIDTHS, strict=True)))
        sheet.write_string(number, 0, label, looks.heading(label))
        sheet.write_string(number, 1, text, looks.of("about", text))


def _set_columns(
    sheet: Worksheet, widths: Iterable[int], hidden: Collection[int] = frozenset()
) -> None:
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width, None, {"hidden": place in hidden})


def _set_page(sheet: Worksheet, pages_wide: int = 1) -> None:
    sheet.set_paper(A4)
    sheet.set_margins(**MARGINS)
    sheet.fit_to_pages(pages_wide, 0)
    sheet.set_footer(FOOTER)
