"""The conditional formats of a sheet whose rows are written anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.worksheet.cell_range import CellRange, MultiCellRange

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


def stretch_formats(sheet: Worksheet, header: int, had: int, last: int) -> list[str]:
    """Make formats of all rows of a table as high as it is now.

    Parameters
    ----------
    sheet : Worksheet
    header : int
        The row of the header.
    had, last : int
        The last row of the table as it was, and as it is.

    Returns
    -------
    list of str
        The ranges of formats of some of its rows, which stay where they are.
    """
    stretched, single = ConditionalFormattingList(), []
    for formatted in sheet.conditional_formatting:
        ranges = []
        for each in formatted.sqref.ranges:
            whole = each.min_row <= header + 1 and each.max_row >= had > header
            if whole and each.max_row == had:
                end = max(last, header + 1)
                ranges.append(CellRange(None, each.min_col, each.min_row, each.max_col, end))
                continue
            if not whole and each.min_row <= had and each.max_row > header:
                single.append(f"{sheet.title}!{each.coord}")
            ranges.append(each)
        place = str(MultiCellRange(ranges))
        for rule in formatted.rules:
            stretched.add(place, rule)
    sheet.conditional_formatting = stretched
    return single
