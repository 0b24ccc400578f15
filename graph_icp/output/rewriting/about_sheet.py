"""The sheet About of a workbook that is written again: new lines for the old ones."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any

from graph_icp.output.rewriting.old_file import plain
from graph_icp.output.sheets import sizes
from graph_icp.output.sheets.values import sheet_text
from graph_icp.output.sheets.workbook import ABOUT, ABOUT_WIDTHS, HIDDEN
from graph_icp.output.spreadsheet_escape import runs

if TYPE_CHECKING:
    from collections.abc import Collection

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from graph_icp.output.sheets.layout import Layout


def write_about_again(book: Workbook, layout: Layout) -> str:
    """Write the lines of a sheet About in place of the old ones.

    Parameters
    ----------
    book : Workbook
    layout : Layout
        With its lines, and with the labels that any such line may have.

    Returns
    -------
    str
        What to say of a sheet that stays as it was, since the team wrote on it; "" where it is
        new, or where there is none.
    """
    sheet = next((each for each in book.worksheets if plain(each.title) == plain(ABOUT)), None)
    if sheet is None or not layout.about:
        return ""
    labels = {_text(each.value) for each in sheet["A"]}
    if labels.isdisjoint(layout.about_labels):
        return ""
    if _is_changed(sheet, {*layout.about_labels, HIDDEN}):
        return (
            f"has a sheet '{sheet.title}' on which you wrote, so it stays as it was: its date and "
            "warnings are those of an earlier list"
        )
    first: tuple[Any, Any] = sheet.cell(1, 1), sheet.cell(1, 2)
    looks = [copy(each._style) for each in first]
    if sheet.max_row > len(layout.about):
        sheet.delete_rows(len(layout.about) + 1, sheet.max_row - len(layout.about))
    for number, line in enumerate(layout.about, start=1):
        texts = [sheet_text(each) for each in line]
        for column, (text, look) in enumerate(zip(texts, looks, strict=True), start=1):
            cell: Any = sheet.cell(number, column, text)
            cell.data_type = "s"  # and never a formula
            cell._style = copy(look)
            cell.quotePrefix = runs(text)
        sheet.row_dimensions[number].height = sizes.height(zip(texts, ABOUT_WIDTHS, strict=True))
    return ""


def _is_changed(sheet: Worksheet, labels: Collection[str]) -> bool:
    """Return whether there is more than the lines of a list: others, comments, merged cells."""
    cells = [cell for row in sheet.iter_rows() for cell in row]
    return bool(sheet.merged_cells.ranges) or any(
        cell.comment is not None
        or (cell.value is not None and cell.column > len(ABOUT_WIDTHS))
        or (cell.value is not None and _text(sheet.cell(cell.row, 1).value) not in labels)
        for cell in cells
    )


def _text(value: object) -> str:
    return "" if value is None else str(value)
