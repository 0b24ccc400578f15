"""Formulas of a team after its list was written again: they mean what they meant."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import openpyxl
import pandas as pd
import pytest
from openpyxl.workbook.defined_name import DefinedName

from graph_icp.output.rewriting.references import read, replaced
from graph_icp.output.rewriting.team_file import TeamFile
from graph_icp.output.sheets.layout import Layout

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from graph_icp.output.rewriting.old_file import OldRow
    from graph_icp.output.rewriting.team_file import Rewritten

NAMES = ("domain", "fit", "notes")
DAY = datetime.date(2026, 6, 1)


def meant(rows: Sequence[OldRow]) -> list[str | None]:
    return [row.text("domain") or None for row in rows]


def put(path: Path, *domains: str) -> Rewritten:
    """Write a list whose columns are A to C, and D is the team's."""
    rows = [(each, len(domains) - place, None) for place, each in enumerate(domains)]
    frame = pd.DataFrame(rows, columns=list(NAMES))
    file = TeamFile(path, NAMES, ("notes",), "Accounts")
    return file.write(frame, [*domains], meant, Layout(), DAY)


def formulas(path: Path, sheet: str = "Accounts", column: str = "D") -> dict[object, object]:
    """Return by domain what stands in a column."""
    found = openpyxl.load_workbook(path)[sheet]
    place = openpyxl.utils.column_index_from_string(column)
    return {row[0].value: row[place - 1].value for row in found.iter_rows(min_row=2)}


def with_formula(path: Path, formula: str) -> None:
    """Write a list of a to d, and a formula into each row."""
    put(path, "a", "b", "c", "d")
    book = openpyxl.load_workbook(path)
    sheet = book["Accounts"]
    sheet["D1"] = "Own"
    for row in range(2, 6):
        sheet.cell(row, 4).value = formula.format(row=row, before=row - 1)
    book.create_sheet("Rates")["B1"] = 10
    book.save(path)


@pytest.mark.parametrize(
    "formula",
    [
        "=B{row}*2",
        "=B{row}+Rates!B1",
        "=B{row}+Rates!B{row}",
        "=VLOOKUP($B{row},Rates!A1:B2,2,0)",
        "=B{row}/SUM(B$2:B$5)",
        '=B{row}/SUM($B:$B)&$B$1&"B{row}: x"',
        "=SUM(A{row}:B{row})",
        "=COUNTA({row}:{row})",
        "=Accounts!B{row}",
        "=SUM(B$2:B{row})",
        "=SUM(Total)+Table1[@Fit]",
        "=Left(A{row},2)",
    ],
)
def test_it_speaks_of_its_own_row_wherever_that_moves(formula: str, tmp_path: Path) -> None:
    path = tmp_path / "team.xlsx"
    with_formula(path, formula)
    before = formulas(path)
    assert put(path, "d", "c", "b", "a").doubts == ()
    found = formulas(path)
    own = {"d": 2, "c": 3, "b": 4, "a": 5}
    text = '"B{row}: x"'
    for account, row in own.items():
        expected = formula.replace("Rates!B{row}", "Rates!B{old}").replace(text, '"B{old}: x"')
        wanted = expected.format(row=row, old={"a": 2, "b": 3, "c": 4, "d": 5}[account])
        assert str(found[account]).replace("'Accounts'", "Accounts") == wanted
    put(path, "a", "b", "c", "d")
    again = {
        account: str(text).replace("'Accounts'", "Accounts")
        for account, text in formulas(path).items()
    }
    assert again == before


@pytest.mark.parametrize("formula", ["=B{before}", "=$B${row}", "=SUM(B{before}:B{row})", "=B$3"])
def test_what_speaks_of_other_rows_stays_is_said_and_the_old_file_is_beside(
    formula: str, tmp_path: Path
) -> None:
    path = tmp_path / "team.xlsx"
    with_formula(path, formula)
    before, content = formulas(path), path.read_bytes()
    [doubt] = put(path, "d", "a", "b", "c").doubts
    assert "formulas that may speak of other accounts now (Accounts!D" in doubt.said
    assert doubt.copy is not None
    assert doubt.copy.read_bytes() == content
    assert formulas(path) == before


def test_where_nothing_moved_nothing_is_in_doubt(tmp_path: Path) -> None:
    path = tmp_path / "team.xlsx"
    with_formula(path, "=B{before}+$B${row}")
    before = formulas(path)
    assert put(path, "a", "b", "c", "d").doubts == ()
    assert formulas(path) == before


def test_a_row_that_left_speaks_of_the_list_by_its_name_and_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "team.xlsx"
    with_formula(path, "=B{row}*$B$1+Rates!B1")
    put(path, "c", "d")
    assert formulas(path, "Left the list") == {
        "a": "=B2*'Accounts'!$B$1+Rates!B1",
        "b": "=B3*'Accounts'!$B$1+Rates!B1",
    }
    put(path, "c", "d", "b")
    assert formulas(path)["b"] == "=B4*'Accounts'!$B$1+Rates!B1"


def test_a_row_that_comes_back_speaks_of_the_column_that_it_meant(tmp_path: Path) -> None:
    path = tmp_path / "team.xlsx"
    with_formula(path, "=B{row}*2")
    put(path, "c", "d")
    book = openpyxl.load_workbook(path)
    sheet = book["Accounts"]
    sheet.insert_cols(2)
    sheet["B1"] = "Rating"
    for row in (2, 3):
        sheet.cell(row, 5).value = f"=C{row}*2"
    book.save(path)
    assert put(path, "a", "c", "d").doubts == ()
    assert formulas(path, column="E") == {"a": "=C2*2", "c": "=C3*2", "d": "=C4*2"}
    put(path, "a")
    assert formulas(path, "Left the list")["d"] in {"=B3*2", "=B4*2"}


def test_formulas_of_other_sheets_and_names_that_mean_others_now_are_said(tmp_path: Path) -> None:
    path = tmp_path / "team.xlsx"
    put(path, "a", "b")
    book = openpyxl.load_workbook(path)
    other = book.create_sheet("Sums")
    other["A1"], other["A2"] = "=Accounts!B2", "=SUM(Accounts!B2:B3)"
    book.defined_names["Best"] = DefinedName("Best", attr_text="Accounts!$A$2")
    book.save(path)
    assert put(path, "a", "b").doubts == ()
    [doubt] = put(path, "b", "a").doubts
    assert doubt.said == "has formulas that speak of rows with other accounts now (Sums!A1, Best)"
    assert doubt.copy is None


@pytest.mark.parametrize(
    ("text", "columns", "rows"),
    [
        ("B3", range(2, 3), (3, 3)),
        ("$B$3:D5", range(2, 5), (3, 5)),
        ("'My sheet'!B3", range(2, 3), (3, 3)),
        ("3:4", None, (3, 4)),
    ],
)
def test_references_are_read(text: str, columns: range, rows: tuple[int, int]) -> None:
    found = read(text)
    assert found is not None
    assert (found.columns, found.rows, str(found)) == (columns, rows, text)


@pytest.mark.parametrize("text", ["Total", "Table1[@Fit]", "[1]Sheet1!A1", "B", "3", "A:3"])
def test_names_and_other_files_are_no_references(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize("formula", ["=A1:INDEX(B:B,3)", "=SUM(One:Two!A1)", '="'])
def test_what_cannot_be_read_is_in_doubt_and_stays(formula: str) -> None:
    assert replaced(formula, lambda reference: reference) == (formula, False)
