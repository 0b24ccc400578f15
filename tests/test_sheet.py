"""The plain sheet of a market: its rows, whom it never names, and the team's file."""

from __future__ import annotations

import csv
import shutil
from typing import TYPE_CHECKING

import openpyxl
import pytest
from click.testing import CliRunner

import graph_icp
from graph_icp.cli import main
from graph_icp.demo.tables import ICP
from graph_icp.discovery.ranking.filters import Filters
from graph_icp.errors import FileError
from graph_icp.market.sheet.rows import COLUMNS
from graph_icp.output.cells import heading

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Demo

    from graph_icp.market import Market

ALL = Filters(tiers=("Best fit", "Good fit", "Bad fit"))
HEADER = [heading(name) for name in COLUMNS]


@pytest.fixture
def market(demo_market: Demo, tmp_path: Path) -> Market:
    """Return a copy of the demo's market, with its icp.toml."""
    shutil.copy(demo_market.store, tmp_path / "m.duckdb")
    (tmp_path / "icp.toml").write_text(ICP, encoding="utf-8")
    return graph_icp.open(tmp_path / "m.duckdb")


def rows(path: Path, sheet: str = "Accounts") -> list[dict[str, object]]:
    header, *found = openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in found]


def test_the_sheet_has_its_columns_and_25_rows(market: Market, tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    done = market.sheet(path)
    assert done.file.rows == 25
    found = rows(path)
    assert [
        *("Account", "Domain", "Tier", "Fit", "Priority", "Cell", "Intent", "Reach"),
        *("Industry", "Operating model", "Employees"),
        *("Country", "Customers it resembles", "Why", "Case study", "Case study link"),
        *("Warm path", "Contacts to approach", "Last signal", "Owner", "Notes", "Status"),
        *("Reason", "Account key"),
    ] == HEADER
    assert [*found[0]] == HEADER
    listed = done.delivery.accounts
    assert [row["Account"] for row in found] == listed["account"].tolist()
    assert {row["Tier"] for row in found} <= {"Best fit", "Good fit"}
    assert all(isinstance(row["Fit"], int) for row in found)
    assert any(row["Warm path"] for row in found)
    assert any(row["Last signal"] for row in found)
    assert any(row["Contacts to approach"] for row in found)
    for row in found:
        if row["Industry"] == "Machinery":
            assert row["Operating model"] == "Makes things"
        if not row["Industry"]:
            assert row["Operating model"] is None


def test_it_is_ready_to_filter_choose_click_and_print(market: Market, tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    market.sheet(path)
    book = openpyxl.load_workbook(path)
    sheet = book["Accounts"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", "A1:X26")
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (2, 0)
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$1:$1", "$A:$A")
    [choice] = sheet.data_validations.dataValidation
    assert (str(choice.sqref), choice.formula1) == ("V2:V26", '"taken,not a fit,won,lost,later"')
    links = {cell.hyperlink.target for cell in sheet["P"][1:] if cell.hyperlink}
    assert links
    assert all(link.startswith("https://ours.example/customers/") for link in links)
    assert "About" in book.sheetnames


def test_every_line_of_why_is_short_and_its_own(market: Market, tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    market.sheet(path, filters=ALL, limit=None)
    why = [str(row["Why"]) for row in rows(path)]
    assert len(why) > 1_000
    assert len({*why}) == len(why)
    assert max(map(len, why)) < 140


def test_the_case_study_is_of_a_customer_that_the_account_resembles(
    market: Market, tmp_path: Path
) -> None:
    path = tmp_path / "list.csv"
    market.sheet(path, filters=ALL, limit=300)
    with market.store() as store:
        told = store.ask("read/case_studies").to_pandas()
        names = store.ask("read/accounts").to_pandas().set_index("id")["name"]
    named = {names[row.account]: row.link for row in told.itertuples()}
    with path.open(encoding="utf-8-sig", newline="") as stream:
        found = list(csv.DictReader(stream))
    having = [row for row in found if row["Case study"]]
    assert 0 < len(having) < len(found)
    for row in having:
        customer = row["Case study"].partition(" (")[0]
        assert customer in row["Customers it resembles"].split("; ")
        assert named[customer] == row["Case study link"]


def test_customers_that_may_not_be_named_stand_nowhere(
    market: Market, tmp_path: Path, demo_market: Demo
) -> None:
    path = tmp_path / "list.xlsx"
    lines = (demo_market.folder / "case_studies.csv").read_text(encoding="utf-8").splitlines()
    secret = [line.split(",")[:2] for line in lines if line.endswith(",no")]
    assert len(secret) >= 2
    everyone = demo_market.folder / "customers.csv"
    customers = [row.split(",")[0] for row in everyone.read_text("utf-8").splitlines()[1:]]
    market.load(said_of(tmp_path, customers[:40]))
    market.sheet(path, filters=ALL, limit=None)
    text = " ".join(
        str(cell).casefold()
        for sheet in openpyxl.load_workbook(path)
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if cell
    )
    accounts = market.accounts()
    hidden = accounts[accounts["domain"].isin({*customers[:40], *(row[1] for row in secret)})]
    assert len(hidden) >= 40
    assert not [name for name in hidden["account"] if f" {name.casefold()} " in f" {text} "]
    assert not [domain for domain in hidden["domain"] if f" {domain} " in f" {text} "]


def said_of(folder: Path, domains: list[str]) -> Path:
    path = folder / "unnamed.csv"
    path.write_text("domain,may be named\n" + "".join(f"{each},no\n" for each in domains))
    return path


def test_a_case_study_of_no_customer_is_said_and_not_used(market: Market, tmp_path: Path) -> None:
    story = "Customer,Link,Blurb\nUnheard Of Ltd,https://ours.example/u,Fast.\n"
    (tmp_path / "more.csv").write_text(story)
    market.load(tmp_path / "more.csv")
    done = market.sheet(tmp_path / "list.xlsx")
    assert done.no_customers == ("Unheard Of Ltd",)
    assert not any("Unheard" in str(row["Case study"]) for row in rows(tmp_path / "list.xlsx"))


def test_written_again_the_teams_words_are_back(market: Market, tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    market.sheet(path)
    book = openpyxl.load_workbook(path)
    sheet = book["Accounts"]
    notes, status = (HEADER.index(name) + 1 for name in ("Notes", "Status"))
    first, last = sheet["A2"].value, sheet["A26"].value
    sheet.cell(2, notes).value = "Call on Monday"
    sheet.cell(26, status).value = "later"
    sheet.cell(1, 25).value, sheet.cell(26, 25).value = "Budget", 5000
    book.save(path)
    done = market.sheet(path, limit=10)
    assert (done.file.rows, done.file.new, done.file.gone) == (10, 0, 15)
    listed, left = rows(path), rows(path, "Left the list")
    assert [row["Notes"] for row in listed if row["Account"] == first] == ["Call on Monday"]
    [gone] = [row for row in left if row["Account"] == last]
    assert (gone["Status"], gone["Budget"]) == ("later", 5000)


def test_a_file_that_cannot_be_written_over_is_refused_before_the_list_is_made(
    market: Market, tmp_path: Path
) -> None:
    path = tmp_path / "list.xlsx"
    path.write_text("not ours")
    with pytest.raises(FileError, match="is not a whole"):
        market.sheet(path)
    assert market.runs.table().empty


def test_who_opts_out_later_is_gone_from_what_left(market: Market, tmp_path: Path) -> None:
    path = tmp_path / "team.xlsx"
    market.sheet(path)
    book = openpyxl.load_workbook(path)
    sheet = book["Accounts"]
    place, notes = HEADER.index("Contacts to approach") + 1, HEADER.index("Notes") + 1
    last = max(row for row in range(2, 27) if sheet.cell(row, place).value)
    person = str(sheet.cell(last, place).value).split(",")[0]
    domain = sheet.cell(last, 2).value
    sheet.cell(last, notes).value = f"Call {person}"
    book.save(path)
    market.sheet(path, limit=last - 2)
    [left] = [row for row in rows(path, "Left the list") if row["Domain"] == domain]
    assert person in str(left["Contacts to approach"])
    out = tmp_path / "out.csv"
    out.write_text(f"name,domain,title,opted out\n{person},{domain},Chief,yes\n", encoding="utf-8")
    market.load(out)
    market.sheet(path, limit=last - 2)
    [left] = [row for row in rows(path, "Left the list") if row["Domain"] == domain]
    assert person not in " ".join(
        str(cell) for name, cell in left.items() if name not in ("Notes", "Account")
    )
    assert "somebody not to be contacted" in str(left["Contacts to approach"])
    assert left["Notes"] == f"Call {person}"


def test_lists_and_exports_are_not_written_over_the_sheet(market: Market, tmp_path: Path) -> None:
    workbook, text = tmp_path / "team.xlsx", tmp_path / "team.csv"
    market.sheet(workbook)
    market.sheet(text)
    before = workbook.read_bytes(), text.read_bytes()
    for asked in (
        ("discover", "-o", workbook),
        ("accounts", "-o", workbook),
        ("discover", "-o", text),
        ("export", "sales-navigator", "-o", text),
    ):
        ended = CliRunner().invoke(main, [*map(str, asked), "--store", market.path])
        assert ended.exit_code == 1, ended.output
        assert "is the sheet in which your team works; write to another file" in ended.output
    assert (workbook.read_bytes(), text.read_bytes()) == before
    list_of_all = ["discover", "-o", str(tmp_path / "list.xlsx"), "--store", market.path]
    assert [CliRunner().invoke(main, list_of_all).exit_code for _ in range(2)] == [0, 0]


def test_the_command_says_what_is_in_doubt(market: Market, tmp_path: Path) -> None:
    path = tmp_path / "team.csv"
    market.sheet(path)
    text = path.read_text("utf-8-sig").replace("Owner", "Owner,Größe", 1)
    path.write_text(text, encoding="cp1252")
    asked = ["export", "sheet", "-o", str(path), "--store", market.path]
    again = CliRunner().invoke(main, asked)
    copy = tmp_path / "team-before.csv"
    said = f"{path} was read as Windows-1252, which is a guess; {copy} is the file as it was."
    assert said in " ".join(again.output.split())
    assert copy.read_text("cp1252") == text


def test_the_command_says_what_changed(market: Market, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    asked = ["export", "sheet", "-o", str(path), "--store", market.path]
    first = CliRunner().invoke(main, asked)
    assert first.exit_code == 0, first.output
    assert f"Wrote 25 accounts to {path}." in first.output
    again = CliRunner().invoke(main, [*asked, "--top", "20"])
    assert f"Wrote 20 accounts to {path}: 5 left the list." in again.output
    assert path.with_name("list-left.csv").exists()
    path.with_name("~$list.csv").touch()
    refused = CliRunner().invoke(main, asked)
    assert refused.exit_code == 1
    assert "is open in Excel" in refused.output
