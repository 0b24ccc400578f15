"""The rows of a table written into a sheet that a team has made its own."""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING, Any, TypeAlias

from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from graph_icp.output.rewriting.hidden_columns import hide_and_show
from graph_icp.output.rewriting.merging import written
from graph_icp.output.sheets import sizes
from graph_icp.output.sheets.looks import LINK, TIERS, is_number, number_format
from graph_icp.output.sheets.values import link_of, sheet_text, sheet_value
from graph_icp.output.sheets.workbook import MOST_LINKS
from graph_icp.output.spreadsheet_escape import runs

if TYPE_CHECKING:
    from collections.abc import Collection

    from openpyxl.worksheet.worksheet import Worksheet

    from graph_icp.output.rewriting.formulas import Formulas
    from graph_icp.output.rewriting.merging import NewPage, NewRow
    from graph_icp.output.rewriting.old_file import Column
    from graph_icp.output.sheets.layout import Layout

# A cell of openpyxl, whose types know nothing of its look.
Cell: TypeAlias = Any

_USUAL_WIDTH = 8.43


def write_page(
    sheet: Worksheet,
    header: int,
    page: NewPage,
    kept: Collection[str],
    layout: Layout,
    formulas: Formulas,
) -> None:
    """Write a table over the old one below a header.

    Cells of the team move with their rows, with looks, comments and formulas; what is written anew
    keeps the look of its cell. Filters are taken off, and no row stays hidden.

    Parameters
    ----------
    sheet : Worksheet
    header : int
        The row of the header.
    page : NewPage
        Whose old cells are those of the workbook.
    kept : collection of str
        As of `merge`.
    layout : Layout
        What the sheet wants of tiers, links and choices.
    formulas : Formulas
        Made of where the tables were and will be.
    """
    last = header + len(page.rows)
    had = sheet.max_row
    _clear(sheet, header)
    hide_and_show(sheet, header, page, layout)
    _write_header(sheet, header, page, layout)
    widths = _widths(sheet, len(page.columns))
    most = layout.most_links or MOST_LINKS
    for number, row in enumerate(page.rows, start=header + 1):
        cells: list[Cell] = [sheet.cell(number, place + 1) for place in range(len(page.columns))]
        for cell, column in zip(cells, page.columns, strict=True):
            if written(row, column, kept):
                _write(cell, row, column, layout)
                most -= most > 0 and _open(cell, row, column, layout)
            elif old := row.before(column):
                _move(old.kept, cell, formulas)
        texts = [each.value if isinstance(each.value, str) else None for each in cells]
        sheet.row_dimensions[number].height = sizes.height(zip(texts, widths, strict=True))
    _span(sheet, header, last, len(page.columns), had)
    for place, column in enumerate(page.columns, start=1):
        if column.ours in layout.choices:
            _offer(sheet, place, header + 1, last, layout.choices[column.ours])


def _clear(sheet: Worksheet, header: int) -> None:
    for merged in [each for each in sheet.merged_cells.ranges if each.max_row > header]:
        sheet.unmerge_cells(merged.coord)
    rows = range(header + 1, sheet.max_row + 1)
    sheet.delete_rows(header + 1, len(rows))
    for row in rows:
        sheet.row_dimensions.pop(row, None)


def _write_header(sheet: Worksheet, header: int, page: NewPage, layout: Layout) -> None:
    """Write the headings of columns that are new, as the first one looks."""
    first: Cell = sheet.cell(header, 1)
    for place, column in enumerate(page.columns, start=1):
        cell: Cell = sheet.cell(header, place)
        if cell.value is None and page.headings[column]:
            cell.value = sheet_text(page.headings[column])
            cell.data_type = "s"
            cell._style = copy(first._style)
            width = layout.widths.get(column.ours)
            if width and get_column_letter(place) not in sheet.column_dimensions:
                sheet.column_dimensions[get_column_letter(place)].width = width


def _write(cell: Cell, row: NewRow, column: Column, layout: Layout) -> None:
    """Write a value anew, as the old cell looks where there was one."""
    name = column.ours
    value, old = sheet_value(row.told[name]), row.before(column)
    _put(cell, value)
    if old is not None and old.kept is not None:
        cell._style = copy(old.kept._style)
        cell.comment = _copied(old.kept.comment)
    else:
        number = is_number(value)
        cell.alignment = Alignment(
            vertical="top",
            wrap_text=isinstance(value, str),
            horizontal="right" if number else None,
            indent=int(number),
        )
        cell.number_format = number_format(name, type(value))
    cell.quotePrefix = isinstance(value, str) and runs(value)
    if name == "tier" and (old is None or old.value != value):
        _colour(cell, str(value), layout)


def _open(cell: Cell, row: NewRow, column: Column, layout: Layout) -> bool:
    """Let a cell open its address when it is clicked; return whether it does."""
    link = link_of(column.ours, cell.value, layout.linked)
    if link:
        cell.hyperlink = link
        cell.value = layout.linked.get(column.ours) or cell.value
        if row.before(column) is None:
            cell.font = Font(color=_argb(str(LINK["font_color"])), underline="single")
    return link is not None


def _put(cell: Cell, value: Any) -> None:
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"  # and never a formula


def _move(old: Cell, cell: Cell, formulas: Formulas) -> None:
    """Write what the team wrote, its formulas made to mean the cells of its new row."""
    cell.value = formulas.moved(old, cell) if old.data_type == "f" else old.value
    cell.data_type = old.data_type
    cell._style = copy(old._style)
    cell.comment = _copied(old.comment)
    if old.hyperlink is not None:
        cell.hyperlink = copy(old.hyperlink)


def _copied(comment: Comment | None) -> Comment | None:
    if comment is None:
        return None
    return Comment(comment.text, comment.author, comment.height, comment.width)


def _colour(cell: Cell, tier: str, layout: Layout) -> None:
    looks = dict(zip(layout.tiers, TIERS, strict=False)).get(tier, {})
    colour = str(looks.get("font_color", "#000000"))
    cell.font = Font(
        color=_argb(colour),
        bold=bool(looks.get("bold")),
        italic=bool(looks.get("italic")),
        strike=bool(looks.get("font_strikeout")),
    )
    ground = looks.get("bg_color")
    cell.fill = PatternFill("solid", _argb(str(ground))) if ground else PatternFill()


def _argb(colour: str) -> str:
    return f"FF{colour.removeprefix('#')}"


def _span(sheet: Worksheet, header: int, last: int, columns: int, had: int) -> None:
    """Make the filter, the tables and the printed area as high as the new table."""
    end = f"{get_column_letter(columns)}{last}"
    if sheet.auto_filter.ref:
        sheet.auto_filter.ref = f"A{header}:{end}"
        sheet.auto_filter.filterColumn = []
        sheet.auto_filter.sortState = None
    for table in sheet.tables.values():
        first, _, corner = table.ref.partition(":")
        if sheet[first].row == header:
            table.ref = f"{first}:{sheet[corner].column_letter}{max(last, header + 1)}"
            if table.autoFilter:
                table.autoFilter.ref = table.ref
                table.autoFilter.filterColumn = []
            table.sortState = None
    if sheet.print_area and last != had:
        sheet.print_area = f"A1:{end}"


def _offer(sheet: Worksheet, place: int, first: int, last: int, words: tuple[str, ...]) -> None:
    """Let one choose the cells of a column from words, in place of the earlier list of these."""
    formula = f'"{",".join(words)}"'
    validations = sheet.data_validations
    validations.dataValidation = [
        each for each in validations.dataValidation if each.formula1 != formula
    ]
    if last >= first:
        offered = DataValidation("list", formula1=formula, allow_blank=True, showErrorMessage=False)
        letter = get_column_letter(place)
        offered.add(f"{letter}{first}:{letter}{last}")
        validations.append(offered)


def _widths(sheet: Worksheet, columns: int) -> list[int]:
    """Return the widths of columns in characters, a great one of those that are hidden."""
    found = []
    for place in range(1, columns + 1):
        dimension = sheet.column_dimensions.get(get_column_letter(place))
        hidden = dimension is not None and dimension.hidden
        width = dimension.width if dimension is not None else _USUAL_WIDTH
        found.append(10_000 if hidden else max(int(width), 1))
    return found
