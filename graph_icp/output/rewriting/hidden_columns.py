"""The columns of a team's sheet that are not seen: empty ones that are filled now are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.dimensions import ColumnDimension

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from graph_icp.output.rewriting.merging import NewPage
    from graph_icp.output.sheets.layout import Layout


def hide_and_show(sheet: Worksheet, header: int, page: NewPage, layout: Layout) -> None:
    """Hide columns that are new and hidden by a layout, and show empty ones that it fills now.

    A column with something in it stays hidden where the team hid it.

    Parameters
    ----------
    sheet : Worksheet
        Whose header lacks the columns that are new.
    header : int
        The row of the header.
    page : NewPage
        What is written.
    layout : Layout
    """
    _ungroup(sheet, len(page.columns))
    filled = {
        column
        for row in page.rows
        for column, cell in (row.old.cells.items() if row.old else ())
        if cell.value is not None
    }
    for place, column in enumerate(page.columns, start=1):
        letter = get_column_letter(place)
        is_new = sheet.cell(header, place).value is None
        if is_new and column.ours in layout.hidden:
            sheet.column_dimensions[letter].hidden = True
        elif letter in sheet.column_dimensions and column.ours and column not in filled:
            sheet.column_dimensions[letter].hidden &= column.ours in layout.hidden


def _ungroup(sheet: Worksheet, columns: int) -> None:
    """Give each column a width of its own: a file keeps that of like neighbours once."""
    for like in list(sheet.column_dimensions.values()):
        if not like.min or not like.max or like.max == like.min:
            continue
        first, last = like.min, like.max
        like.max = first
        for place in range(first + 1, last + 1):
            beyond = place > columns
            letter = get_column_letter(place)
            if letter in sheet.column_dimensions:
                continue
            sheet.column_dimensions[letter] = ColumnDimension(
                sheet,
                letter,
                width=like.width,
                hidden=like.hidden,
                customWidth=like.customWidth,
                min=place,
                max=last if beyond else place,
            )
            if beyond:
                break
