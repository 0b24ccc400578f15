"""The workbook that a team worked in: read with its looks and formulas, and written anew in place.

Columns stay where the team put them, so that its formulas still point to the right ones; rows move
with their accounts. Of other sheets *About* alone is written anew.
"""

from __future__ import annotations

import io
import warnings
from copy import copy
from typing import TYPE_CHECKING, Any

import openpyxl
from openpyxl.cell.cell import MergedCell

from graph_icp.errors import FileError
from graph_icp.output.rewriting.about_sheet import write_about_again
from graph_icp.output.rewriting.conditional_formats import stretch_formats
from graph_icp.output.rewriting.formulas import Formulas, Place
from graph_icp.output.rewriting.not_carried import parts_not_carried
from graph_icp.output.rewriting.old_file import (
    BROKEN,
    LEFT_BECAUSE,
    LEFT_ON,
    LEFT_SHEET,
    LOOKED_AT,
    Column,
    OldCell,
    OldRow,
    Page,
    columns_of,
    header_row,
    no_keys,
    plain,
)
from graph_icp.output.rewriting.workbook_rows import write_page

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from openpyxl.worksheet.worksheet import Worksheet

    from graph_icp.output.rewriting.merging import Merged
    from graph_icp.output.sheets.layout import Layout


class OldWorkbook:
    """A workbook with the list and, where rows left it, a sheet of these.

    Parameters
    ----------
    path : Path
    content : bytes
        Its content.
    ours : collection of str
        The names of the columns that are written.
    title : str
        The name of the sheet of the list; of several like it, the one so named is the list.

    Attributes
    ----------
    listed, left : Page
    not_carried : tuple of str
        What of it gets lost when it is written, in words.
    formats_of_rows : list of str
        The ranges of conditional formats of some of its rows, which stay as other rows come there;
        known once it is written.
    about_stays : str
        What to say of the sheet About where it stays as it was; known likewise.

    Raises
    ------
    FileError
        It cannot be read, no sheet has the domain or the account in its header, or two have.
    """

    def __init__(self, path: Path, content: bytes, ours: Collection[str], title: str) -> None:
        self._ours, self._title = (*ours, LEFT_ON, LEFT_BECAUSE), title
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", UserWarning)
                self.not_carried = tuple(parts_not_carried(content))
                self._book = openpyxl.load_workbook(io.BytesIO(content), rich_text=True)
        except BROKEN as error:
            raise FileError(
                f"{path} is not a whole .xlsx workbook or is protected by a password, so it stays "
                "as it is; save it again as .xlsx, or write to another file."
            ) from error
        self._left = self._sheet_of_left()
        self._list, self._header = self._list_in(path)
        self.listed = self._page(self._list, self._header, left=False)
        self.left = Page()
        if self._left is not None:
            self._left_header = _header_of(self._left, self._ours) or 1
            self.left = self._page(self._left, self._left_header, left=True)
        if self._has_merged_rows():
            self.not_carried += ("merged cells among its rows",)
        self.formats_of_rows: list[str] = []
        self.about_stays = ""

    def written(
        self, merged: Merged, kept: Collection[str], layout: Layout
    ) -> tuple[bytes, Formulas]:
        """Return the workbook with both tables written anew, and what became of formulas."""
        if merged.left.rows and self._left is None:
            self._left = self._new_sheet_of_left()
            self._left_header = 1
        tables = [(self._list, self._header, self.listed, merged.listed)]
        if self._left is not None:
            tables.append((self._left, self._left_header, self.left, merged.left))
        formulas = Formulas(
            {sheet.title: Place.of_old(old) for sheet, _, old, _ in tables},
            {sheet.title: Place.of_new(new, header) for sheet, header, _, new in tables},
        )
        formulas.look_elsewhere(self._book, {sheet.title: row for sheet, row, _, _ in tables})
        for sheet, header, old, new in tables:
            had = max(Place.of_old(old).rows, default=header)
            write_page(sheet, header, new, kept, layout, formulas)
            last = header + len(new.rows)
            self.formats_of_rows += stretch_formats(sheet, header, had, last)
        self.about_stays = write_about_again(self._book, layout)
        content = io.BytesIO()
        self._book.save(content)
        return content.getvalue(), formulas

    def _has_merged_rows(self) -> bool:
        tables = [(self._list, self._header)]
        if self._left is not None:
            tables.append((self._left, self._left_header))
        return any(
            each.max_row > header for sheet, header in tables for each in sheet.merged_cells.ranges
        )

    def _sheet_of_left(self) -> Worksheet | None:
        named = [each for each in self._book.worksheets if plain(each.title) == plain(LEFT_SHEET)]
        marked = [each for each in self._book.worksheets if self._is_of_left(each)]
        return next(iter([*named, *marked]), None)

    def _is_of_left(self, sheet: Worksheet) -> bool:
        """Return whether a sheet has the column of the days on which rows left."""
        header = _header_of(sheet, self._ours) or 1
        return Column(LEFT_ON) in columns_of(_texts(sheet, header), self._ours)

    def _list_in(self, path: Path) -> tuple[Worksheet, int]:
        """Return the sheet of the list and the row of its header.

        That is the one with most of the columns, whatever its name; where another has half as many,
        as a copy has, the one with the name of the list.
        """
        found = []
        for sheet in self._book.worksheets:
            header = _header_of(sheet, self._ours)
            if sheet is not self._left and header is not None and not self._is_of_left(sheet):
                columns = columns_of(_texts(sheet, header), self._ours)
                found.append((sum(bool(each.ours) for each in columns), sheet, header))
        most = max((named for named, _, _ in found), default=0)
        alike = [(sheet, header) for named, sheet, header in found if 2 * named >= most]
        if not alike:
            raise no_keys(path)
        titled = [each for each in alike if plain(each[0].title) == plain(self._title)]
        if len(alike) > 1 and not titled:
            titles = " and ".join(f"'{sheet.title}'" for sheet, _ in alike[:2])
            raise FileError(
                f"{path} has the list twice, on {titles}, so it stays as it is; name the one to "
                f"write '{self._title}'."
            )
        return (titled or alike)[0]

    def _page(self, sheet: Worksheet, header: int, *, left: bool) -> Page:
        texts = _texts(sheet, header)
        columns = columns_of(texts, self._ours)
        rows = []
        for cells in sheet.iter_rows(min_row=header + 1, max_col=len(columns)):
            row = {
                column: OldCell(_said(column, cell), cell, cell.comment is not None)
                for column, cell in zip(columns, cells, strict=True)
                if not isinstance(cell, MergedCell)
                and (cell.value is not None or cell.has_style or cell.comment is not None)
            }
            if any(cell.value is not None or cell.noted for cell in row.values()):
                rows.append(OldRow(row, left))
        return Page(columns, dict(zip(columns, texts, strict=True)), tuple(rows))

    def _new_sheet_of_left(self) -> Worksheet:
        sheet: Worksheet = self._book.create_sheet(LEFT_SHEET, self._book.index(self._list) + 1)
        header: Any = self._list.cell(self._header, 1)
        sheet["A1"]._style = copy(header._style)
        sheet.freeze_panes = "B2"
        sheet.page_setup = copy(self._list.page_setup)
        sheet.page_margins = copy(self._list.page_margins)
        sheet.sheet_properties.pageSetUpPr = copy(self._list.sheet_properties.pageSetUpPr)
        sheet.print_title_rows = "1:1"
        for letter, dimension in self._list.column_dimensions.items():
            sheet.column_dimensions[letter].width = dimension.width
        return sheet


def _header_of(sheet: Worksheet, ours: Collection[str]) -> int | None:
    """Return the row of a sheet's header."""
    first = [
        [_text(each) for each in row]
        for row in sheet.iter_rows(max_row=LOOKED_AT, values_only=True)
    ]
    place = header_row(first, ours)
    return None if place is None else place + 1


def _texts(sheet: Worksheet, header: int = 1) -> list[str]:
    return [_text(each.value) for each in sheet[header]] if sheet.max_row else []


def _said(column: Column, cell: Any) -> Any:
    """Return what a cell says: of a link, whose text is short, the address."""
    link = cell.hyperlink if column.ours.endswith("_link") else None
    return link.target if link is not None and link.target else cell.value


def _text(value: Any) -> str:
    return "" if value is None else str(value)
