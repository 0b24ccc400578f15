"""Formulas of a team whose rows move: each speaks of its own row still, wherever that is.

What speaks of other rows of a table stays as it is. Where these hold other accounts now, the
formula is in doubt.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from graph_icp.output.rewriting.references import End, Reference, replaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from openpyxl import Workbook

    from graph_icp.output.rewriting.merging import NewPage
    from graph_icp.output.rewriting.old_file import Column, Page

# Cells of openpyxl.
Cell = Any


@dataclass(frozen=True)
class Place:
    """Where the columns and rows of a table stand on its sheet.

    Attributes
    ----------
    columns : sequence of Column
        From the first column of the sheet.
    rows : mapping of int to int
        By the number of a row, which row of the file it is.
    """

    columns: Sequence[Column]
    rows: Mapping[int, int]

    @classmethod
    def of_old(cls, page: Page) -> Place:
        """Return where a table was."""
        return cls(
            page.columns,
            {cell.kept.row: id(row) for row in page.rows for cell in row.cells.values()},
        )

    @classmethod
    def of_new(cls, page: NewPage, header: int) -> Place:
        """Return where a table will be."""
        numbered = enumerate(page.rows, start=header + 1)
        return cls(page.columns, {number: id(row.old or row) for number, row in numbered})

    def covered(self, rows: tuple[int, int]) -> bool:
        """Return whether a range of rows has all rows of the table."""
        return not self.rows or (rows[0] <= min(self.rows) and rows[1] >= max(self.rows))

    def within(self, rows: tuple[int, int]) -> set[int]:
        """Return which rows of the file stand in a range."""
        if rows[0] == rows[1]:
            return {self.rows[rows[0]]} if rows[0] in self.rows else set()
        return {row for number, row in self.rows.items() if rows[0] <= number <= rows[1]}


class Formulas:
    """The formulas of a workbook whose tables are written anew.

    Parameters
    ----------
    before, after : mapping of str to Place
        By the name of a sheet, where its table was, and where it will be.

    Attributes
    ----------
    doubtful : list of str
        The cells whose formulas may speak of other accounts now.
    elsewhere : list of str
        Likewise cells outside of the tables, and names; they are not touched.
    """

    def __init__(self, before: Mapping[str, Place], after: Mapping[str, Place]) -> None:
        self._before = {title.casefold(): place for title, place in before.items()}
        self._after = {title.casefold(): place for title, place in after.items()}
        self.doubtful: list[str] = []
        self.elsewhere: list[str] = []

    def moved(self, old: Cell, cell: Cell) -> Any:
        """Return the formula of a cell for its new place."""
        value = old.value
        if isinstance(value, ArrayFormula):
            text, sure = self._text(str(value.text), old, cell)
            sure &= value.ref in (old.coordinate, f"{old.coordinate}:{old.coordinate}")
            value = ArrayFormula(cell.coordinate, text)
        elif isinstance(value, DataTableFormula):
            sure = False
        else:
            value, sure = self._text(value, old, cell)
        if not sure:
            self.doubtful.append(f"{cell.parent.title}!{cell.coordinate}")
        return value

    def look_elsewhere(self, book: Workbook, tables: Mapping[str, int]) -> None:
        """Note what speaks of single rows of the tables from elsewhere, and is not touched.

        Parameters
        ----------
        book : Workbook
        tables : mapping of str to int
            By the name of a table's sheet, the row of its header.
        """
        for sheet in book.worksheets:
            rows = sheet.iter_rows(max_row=tables.get(sheet.title))
            for cell in (each for row in rows for each in row if each.data_type == "f"):
                value = cell.value
                text = value.text if isinstance(value, ArrayFormula) else value
                if isinstance(text, str) and not self._stays(text, sheet.title):
                    self.elsewhere.append(f"{sheet.title}!{cell.coordinate}")
        for name, defined in book.defined_names.items():
            if not self._stays(f"={defined.attr_text}", ""):
                self.elsewhere.append(name)

    def _stays(self, formula: str, sheet: str) -> bool:
        """Return whether a formula that is not touched means what it did."""
        touched = [True]

        def look(reference: Reference) -> Reference:
            title = (reference.sheet or sheet).casefold()
            touched.append(title not in self._before or self._same(title, reference, reference))
            return reference

        replaced(formula, look)
        return all(touched)

    def _text(self, formula: str, old: Cell, cell: Cell) -> tuple[str, bool]:
        own, new = old.parent.title, cell.parent.title

        def change(reference: Reference) -> Reference | None:
            title = (reference.sheet or own).casefold()
            if title not in self._before:
                return reference
            mine = [_is_own(end, old.row) and title == own.casefold() for end in reference.ends]
            if all(mine):
                return self._of_own_row(reference, own, new, cell.row)
            pinned = all(my or end.pinned for end, my in zip(reference.ends, mine, strict=True))
            if any(mine) and (own != new or not pinned):
                return None
            ends = zip(reference.ends, mine, strict=True)
            moved = replace(
                reference,
                ends=tuple(replace(end, row=cell.row) if my else end for end, my in ends),
                sheet=own if own != new and not reference.sheet else reference.sheet,
            )
            # A sum from the first row to one's own means that, whichever rows these are.
            sure.append(any(mine) or self._same(title, reference, moved))
            return moved

        sure: list[bool] = []
        text, known = replaced(formula, change)
        return text, known and all(sure)

    def _of_own_row(self, reference: Reference, own: str, new: str, row: int) -> Reference | None:
        """Return what speaks of a formula's own row, with the same columns of its new row."""
        before, after = self._before[own.casefold()].columns, self._after[new.casefold()].columns
        sheet = new if reference.sheet else ""
        if reference.columns is None:
            rows = tuple(replace(end, row=row) for end in reference.ends)
            return Reference(sheet, rows, reference.spill)
        ends = tuple(
            replace(end, row=row, column=_new_column(end.column, before, after))
            for end in reference.ends
        )
        found = Reference(sheet, ends, reference.spill)
        if not all(end.column for end in ends):
            return None
        return found if _meant(found, after) == _meant(reference, before) else None

    def _same(self, title: str, before: Reference, after: Reference) -> bool:
        """Return whether a reference means the same rows of a table as before."""
        was, now = self._before[title], self._after[title]
        if len({*before.rows}) > 1 and was.covered(before.rows) and now.covered(after.rows):
            return True
        return was.within(before.rows) == now.within(after.rows)


def cells_named(cells: Iterable[str]) -> str:
    """Return cells in words, the first few of them: "J3, J7, K2 and 4 more"."""
    found = list(dict.fromkeys(cells))
    more = len(found) - 3
    return ", ".join(found[:3]) + (f" and {more:,} more" if more > 0 else "")


def _is_own(end: End, row: int) -> bool:
    return end.row == row and not end.pinned


def _new_column(place: int, before: Sequence[Column], after: Sequence[Column]) -> int:
    """Return where a column stands now, 0 where it does not; those beyond the table stay."""
    if place > len(before):
        return place if before == after else 0
    column = before[place - 1]
    return after.index(column) + 1 if column in after else 0


def _meant(reference: Reference, columns: Sequence[Column]) -> set[Column | int]:
    """Return the columns of a table that a reference speaks of."""
    places = reference.columns or range(0)
    return {columns[place - 1] if place <= len(columns) else place for place in places}
