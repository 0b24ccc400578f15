"""Feedback in the team's own sheet: what the team adds to it neither stops nor alters it."""

from __future__ import annotations

import csv
import datetime
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from click.testing import CliRunner
from test_feedback import TODAY, made, market, one_store, statuses, written  # noqa: F401

from graph_icp.cli import main
from graph_icp.cli.lists.feedback import REFUSED

if TYPE_CHECKING:
    from pathlib import Path

    from graph_icp.market import Market

pytestmark = one_store
LATER = TODAY + datetime.timedelta(120)


def sheet_of(market: Market, folder: Path, ending: str = "xlsx") -> Path:  # noqa: F811
    path = folder / f"team.{ending}"
    ended = run(market, "export", "sheet", "-o", path, "--tier", "Best fit", "--tier", "Good fit")
    assert ended.exit_code == 0, ended.stderr
    return path


def run(market: Market, *words: object) -> Any:  # noqa: F811
    arguments = [*map(str, words), "--store", market.path]
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def write(path: Path, domain: str, sheet: str = "Accounts", **said: object) -> None:
    """Write into the columns of an account's row; columns that are not there are added."""
    book = openpyxl.load_workbook(path)
    table = book[sheet]
    [header] = [row for row in table.iter_rows() if row[0].value == "Account"]
    headings = {cell.value: cell.column for cell in header}
    [row] = [
        cells[0].row
        for cells in table.iter_rows(min_row=header[0].row + 1)
        if cells[headings["Domain"] - 1].value == domain
    ]
    for heading, value in said.items():
        column = headings.setdefault(heading, table.max_column + 1)
        table.cell(header[0].row, column, heading)
        table.cell(row, column, value)
    book.save(path)


def domains(path: Path) -> list[str]:
    if path.suffix == ".csv":
        return [line.split(",")[1] for line in path.read_text("utf-8-sig").split("\n")[1:4]]
    rows = openpyxl.load_workbook(path)["Accounts"].iter_rows(values_only=True)
    return [str(row[1]) for row in rows if row[1] and "." in str(row[1])]


def said(market: Market) -> dict[str, str]:  # noqa: F811
    table = market.feedback.table().set_index("domain")["feedback"]
    return {str(domain): str(word) for domain, word in table.items()}


def test_columns_of_the_team_are_its_own(market: Market, tmp_path: Path) -> None:  # noqa: F811
    path = sheet_of(market, tmp_path)
    one, other = domains(path)[:2]
    own = {"Score": "=1+1", "Date": "2999-12-15", "Who": "Bo", "Until": "2020-01-01"}
    write(path, one, Status="taken", Feedback="lost", Email="jo@p9.example", **own)
    write(path, other, Status="later", Reason=LATER, Date="2024-05-01")
    sheet = openpyxl.load_workbook(path)
    sheet["Accounts"].cell(3, sheet["Accounts"].max_column + 3, "beside the table")
    sheet["Accounts"].cell(sheet["Accounts"].max_row + 2, 4, "=SUM(D2:D9)")
    sheet.save(path)
    ended = run(market, "feedback", path)
    assert ended.exit_code == 0, ended.stderr
    assert "Columns read: Status, Reason." in ended.stderr
    told = market.feedback.table().set_index("domain")
    assert told["feedback"].to_dict() == {one: "taken", other: "later"}
    assert told["said_on"].tolist() == [TODAY, TODAY]
    assert told["said_by"].tolist() == ["", ""]
    assert told["until"][other] == LATER
    assert told["reason"][other] == ""


def test_a_status_without_its_value_is_refused_by_name(
    market: Market,  # noqa: F811
    tmp_path: Path,
) -> None:
    path = sheet_of(market, tmp_path)
    one, other = domains(path)[:2]
    write(path, one, Status='=IF(1,"won","")')
    write(path, other, Status="taken")
    ended = run(market, "feedback", path)
    assert ended.exit_code == REFUSED
    assert "holds a formula without its value in column V" in ended.stderr
    assert said(market) == {other: "taken"}


def test_a_row_that_is_not_understood_shows_in_the_exit_code(
    market: Market,  # noqa: F811
    tmp_path: Path,
) -> None:
    path = sheet_of(market, tmp_path)
    write(path, domains(path)[0], Status="perhaps")
    ended = run(market, "feedback", path)
    assert ended.exit_code == REFUSED
    assert "Not kept: row 2 (" in ended.stderr


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_rows_that_left_the_list_can_be_corrected(
    market: Market,  # noqa: F811
    tmp_path: Path,
    ending: str,
) -> None:
    path = sheet_of(market, tmp_path, ending)
    put = write if ending == "xlsx" else write_csv
    one, other = domains(path)[:2]
    put(path, one, Status="not a fit", Reason="too small")
    put(path, other, Status="lost")
    assert run(market, "feedback", path).exit_code == 0
    sheet_of(market, tmp_path, ending)
    assert statuses(market)[one] == "bad fit"
    left: Any = {"sheet": "Left the list"} if ending == "xlsx" else {}
    there = path if ending == "xlsx" else tmp_path / "team-left.csv"
    put(there, one, Status="taken", Reason="", **left)
    put(there, other, Status="", **left)
    ended = run(market, "feedback", path)
    assert ended.exit_code == 0, ended.stderr
    assert said(market) == {one: "taken", other: "lost"}
    assert statuses(market)[one] == "prospect"
    assert "Emptied, but what was said stays" in ended.stderr
    sheet_of(market, tmp_path, ending)
    again = run(market, "feedback", path)
    assert (again.exit_code, said(market)[one]) == (0, "taken")


def test_of_two_rows_of_an_account_the_changed_one_counts(
    market: Market,  # noqa: F811
    tmp_path: Path,
) -> None:
    header = "Account,Domain,Operating model,Case study,Warm path,Status,Reason"
    listed, left = tmp_path / "team.csv", tmp_path / "team-left.csv"

    def read(in_list: str, in_left: str) -> str:
        listed.write_text(f"{header}\nProspect 1,p1.example,,,,{in_list},\n", encoding="utf-8")
        text = f"{header},Left the list on\nProspect 1,p1.example,,,,{in_left},,2026-01-01\n"
        left.write_text(text + "Gone,gone.example,,,,lost,,2026-01-01\n", encoding="utf-8")
        ended = run(market, "feedback", listed)
        assert ended.exit_code == 0, ended.stderr
        assert "1 row that left the list: no company of the store" in ended.stderr
        return said(market)["p1.example"]

    assert read("taken", "lost") == "taken"
    assert read("taken", "won") == "won"
    assert read("taken", "won") == "won"
    assert read("later", "won") == "later"


def test_a_day_that_has_come_is_no_error(
    market: Market,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = sheet_of(market, tmp_path)
    one = domains(path)[0]
    write(path, one, Status="later", Reason=f"until {LATER}")
    assert run(market, "feedback", path).exit_code == 0
    write(path, one, Reason=str(LATER + datetime.timedelta(9)))
    assert "1 changed" in run(market, "feedback", path).stderr

    class Then(datetime.datetime):
        @classmethod
        def now(cls, tz: datetime.tzinfo | None = None) -> datetime.datetime:
            return datetime.datetime.combine(LATER, datetime.time()).replace(
                year=LATER.year + 1, tzinfo=datetime.UTC
            )

    monkeypatch.setattr("graph_icp.market.feedback.feedback_file.datetime.datetime", Then)
    assert "1 as before" in run(market, "feedback", path).stderr
    write(path, one, Reason=str(LATER))
    ended = run(market, "feedback", path)
    assert ended.exit_code == REFUSED
    assert "which is over" in ended.stderr


def test_other_files_say_which_columns_were_read(
    market: Market,  # noqa: F811
    tmp_path: Path,
) -> None:
    row = 'p1.example,"a\nb\nc",taken,2026-01-31,Bo\n'
    text = f"Domain,Notes,Status,Date,Who\n{row}\np2.example,,?,,\n"
    ended = run(market, "feedback", written(tmp_path, "said.csv", text))
    assert ended.exit_code == REFUSED
    assert "Columns read: Status, Date (the day it was said), Who (who says so)." in ended.stderr
    assert "row 4 (p2.example)" in ended.stderr


def write_csv(path: Path, domain: str, **said: str) -> None:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    [row] = [each for each in rows if each["Domain"] == domain]
    row.update(said)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
