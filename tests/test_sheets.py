"""Sheets: a list as a sales team prints it, and as Excel must be told everything."""

from __future__ import annotations

import csv
import json
import math
import re
import shutil
from datetime import date
from typing import TYPE_CHECKING

import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner
from openpyxl.utils import range_boundaries
from rich.cells import cell_len

from graph_icp.cli import main
from graph_icp.output.lists import format_for, write_list
from graph_icp.output.sheets import workbook
from graph_icp.output.sheets.layout import Layout

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Demo
    from openpyxl.worksheet.worksheet import Worksheet

TIERS = ("Best fit", "Good fit", "Bad fit", "Insufficient data", "Disqualified")
LAYOUT = Layout(
    printed=("account", "tier", "fit", "why", "contacts", "owner"),
    then=("coverage",),
    pinned=2,
    tiers=TIERS,
    about=(("Store", "market.duckdb"), ("Warning", "=1+1 " * 60)),
)
LONG = "Uses Argo CD and Cilium like 14 of your customers; " * 20
NAMES = ["x" * 300, "شركة البترول", "石油天然气集团公司", "=1+1", "🚀🚀", "Acme & Söhne <b>"]


def team_list(why: str = LONG) -> pd.DataFrame:
    count = len(NAMES)
    return pd.DataFrame(
        {
            "rank": range(1, count + 1),
            "key": [f"name:{place}" for place in range(count)],
            "account": NAMES,
            "fit": [93.456, 0.1 + 0.2, 50.0, 20, 0, None],
            "tier": [*TIERS, "Best fit"],
            "coverage": [0.123456] * count,
            "employees": [51.0] * count,
            "owner": ["Ann", "", None, " ", "+Bo", "@Cy"],
            "why": [why, "short", "", None, "line\nline\nline", why[:250]],
            "contacts": [
                ["Rita Rossi, Head of Logistics; known by Bo Marsh", "=Al Coe, CTO"],
                *[[]] * (count - 1),
            ],
        }
    )


def book(frame: pd.DataFrame, path: Path, layout: Layout | None = LAYOUT) -> openpyxl.Workbook:
    write_list(frame, format="xlsx", output=path, title="Discovery list", layout=layout)
    return openpyxl.load_workbook(path)


def sheet_of(frame: pd.DataFrame, path: Path, layout: Layout | None = LAYOUT) -> Worksheet:
    return book(frame, path, layout).worksheets[0]


def headings(sheet: Worksheet) -> list[object]:
    return [cell.value for cell in sheet[1]]


def hidden(sheet: Worksheet) -> list[object]:
    columns = sheet.column_dimensions
    return [cell.value for cell in sheet[1] if columns[cell.column_letter].hidden]


def scale(sheet: Worksheet) -> float:
    """Return how large the printed columns are on a landscape A4 page of one page's width."""
    grouped = {
        at: each.width
        for each in sheet.column_dimensions.values()
        if not each.hidden
        for at in range(each.min, each.max + 1)
    }
    last = range_boundaries(str(sheet.print_area).rpartition("!")[2])[2]
    # A point of width less: Excel's own measure has the edges of the column in it.
    pixels = sum(7 * width for at, width in grouped.items() if at <= last)
    return (297 / 25.4 - 0.8) * 96 / pixels


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "list.xlsx"


def test_the_columns_that_matter_come_first_and_alone_are_printed(file: Path) -> None:
    sheet = sheet_of(team_list(), file)
    assert headings(sheet) == [
        *("Account", "Tier", "Fit", "Why", "Contacts", "Owner"),
        *("Coverage", "Rank by fit", "Key", "Employees"),
    ]
    assert sheet.print_area == "'Discovery list'!$A$1:$F$7"
    assert sheet.auto_filter.ref == "A1:J7"
    assert sheet.freeze_panes == "C2"


@pytest.mark.parametrize("layout", [LAYOUT, None])
def test_pages_are_landscape_one_wide_numbered_and_headed(
    file: Path, layout: Layout | None
) -> None:
    sheet = sheet_of(team_list(), file, layout)
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.oddFooter.right.text == "Page &P of &N"


def test_what_is_printed_can_be_read(file: Path) -> None:
    """Narrow enough for a page, with no word and no number broken, and lines for every text."""
    wordy = pd.DataFrame({f"text {at}": [LONG[: 90 * at]] * 20 for at in range(1, 7)})
    frame = wordy.assign(amount=123_456_789, domain="a-rather-long-domain-name.example.com")
    sheet = sheet_of(frame, file, None)
    assert 0.6 <= scale(sheet) <= 1
    widths = [sheet.column_dimensions[cell.column_letter].width for cell in sheet[1]]
    assert widths[-1] > len("a-rather-long-domain-name.example.com")
    assert widths[-2] > len("123456789")
    assert min(widths) > 14 or min(widths) == widths[-2]
    assert widths[5] > widths[0]


def test_columns_that_are_empty_in_every_row_are_hidden_in_sheets_alone(tmp_path: Path) -> None:
    frame = team_list().assign(owner="", contacts=[[]] * len(NAMES), notes=None)
    layout = Layout(about=LAYOUT.about, widths={"notes": 20})
    written = book(frame, tmp_path / "list.xlsx", layout)
    assert hidden(written.worksheets[0]) == ["Owner", "Contacts"]
    assert written["About"]["B3"].value == "Owner, Contacts"
    assert hidden(sheet_of(frame.head(0), tmp_path / "none.xlsx", layout)) == []
    write_list(frame, format="csv", output=tmp_path / "list.csv")
    assert "owner" in (tmp_path / "list.csv").read_text("utf-8-sig").splitlines()[0]


def test_sentences_of_a_list_stand_on_lines_and_names_beside_each_other(file: Path) -> None:
    evidence = ["Ann Lee and Bo Marsh: connected since 2019", "Bo Marsh and Al Coe: both at Acme"]
    sheet = sheet_of(pd.DataFrame({"evidence": [evidence, ["Argo CD"] * 9]}), file, None)
    assert [cell.value for cell in sheet["A"]][1:] == [
        *("\n".join(evidence), "; ".join(["Argo CD"] * 9)),
    ]


def test_rows_are_as_high_as_their_texts(file: Path) -> None:
    sheet = sheet_of(team_list(), file)
    for row in range(2, sheet.max_row + 1):
        height = sheet.row_dimensions[row].height or 15.0
        for cell in sheet[row][:6]:
            width = sheet.column_dimensions[cell.column_letter].width
            lines = sum(
                max(1, math.ceil(cell_len(line) / width))
                for line in str(cell.value or "").split("\n")
            )
            assert height >= lines * 15, cell.value
        assert height < 409
    assert (sheet.row_dimensions[3].height or 15) == 15


def test_no_row_is_higher_than_excel_allows(file: Path) -> None:
    assert 400 < sheet_of(team_list(LONG * 30), file).row_dimensions[2].height <= 409


def test_one_odd_name_widens_no_column_for_all(file: Path) -> None:
    frame = pd.DataFrame({"account": ["x" * 300, *["Acme Incorporated"] * 99]})
    assert sheet_of(frame, file).column_dimensions["A"].width < 20


def test_tiers_differ_in_more_than_colour(file: Path) -> None:
    sheet = sheet_of(team_list(), file)
    looks = {}
    for cell in list(sheet["B"])[1:6]:
        font = cell.font
        fill = cell.fill.fgColor.rgb if cell.fill.fill_type else None
        looks[cell.value] = (font.b, font.i, font.strike, fill)
    assert [*looks] == [*TIERS]
    assert len(set(looks.values())) == len(TIERS)
    assert sheet["A2"].fill.fill_type is None


@pytest.mark.parametrize("rows", [0, 1])
def test_lists_of_no_row_and_of_one(file: Path, rows: int) -> None:
    sheet = sheet_of(team_list().head(rows), file)
    assert sheet.max_row == rows + 1
    assert headings(sheet)[:2] == ["Account", "Tier"]
    assert sheet.print_title_rows == "$1:$1"


def test_a_list_without_columns_is_an_empty_sheet(file: Path) -> None:
    assert sheet_of(pd.DataFrame(), file).max_row == 1


def test_what_is_missing_or_blank_is_no_cell(file: Path) -> None:
    sheet = sheet_of(team_list(), file)
    assert [cell.value for cell in sheet["E"]][2:] == [None] * 5
    assert [cell.value for cell in sheet["F"]][1:] == ["Ann", None, None, " ", "+Bo", "@Cy"]
    assert [cell.quotePrefix for cell in sheet["F"]][1:] == [False] * 4 + [True, True]


def test_contacts_stand_on_lines_of_their_own(file: Path) -> None:
    sheet = sheet_of(team_list(), file)
    assert sheet["E2"].value == "Rita Rossi, Head of Logistics; known by Bo Marsh\n=Al Coe, CTO"
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}


def test_the_second_sheet_says_what_the_first_is_about(file: Path) -> None:
    about = book(team_list(), file)["About"]
    assert [cell.value for cell in about["A"]] == ["Store", "Warning"]
    assert about["B1"].value == "market.duckdb"
    assert str(about["B2"].value).startswith("=1+1")
    assert about["B2"].quotePrefix
    assert not about["B1"].quotePrefix
    assert about.row_dimensions[2].height >= 60
    assert book(team_list(), file, None).sheetnames == ["Discovery list"]


@pytest.mark.parametrize(
    "title", ["Prospects at 👨‍👩‍👧‍👦🚀🎉 🇩🇪🇫🇷", "🚀" * 20, "a" * 40, "[]:*?/\\", "word " * 9]
)
def test_any_title_names_a_sheet(title: str, tmp_path: Path) -> None:
    file = tmp_path / "titled.xlsx"
    write_list(pd.DataFrame({"account": ["Acme"]}), format="xlsx", output=file, title=title)
    [name] = openpyxl.load_workbook(file).sheetnames
    assert name
    assert len(name.encode("utf-16-le")) <= 2 * 31


def test_links_are_counted_over_the_whole_list(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_LINKS", 3)
    frame = pd.DataFrame({"domain": ["a.com"] * 5, "other_domain": ["b.com"] * 5})
    linked = [cell for row in sheet_of(frame, file).iter_rows() for cell in row if cell.hyperlink]
    assert len(linked) == 3


@pytest.mark.parametrize(
    "text", ["_x0041_x0042_", "_x005F_x202E_x0041_", "a_x0041__x0042_", "_x_x0041_"]
)
def test_no_text_is_read_as_an_escape(file: Path, text: str) -> None:
    raw = str(sheet_of(pd.DataFrame({"name": [text]}), file)["A2"].value)
    shown = re.sub("_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), raw)
    assert shown.replace("_", "") == text.replace("_", "")


@pytest.mark.parametrize("ending", ["csv", "json", "jsonl", "xlsx"])
def test_every_file_keeps_the_same_decimals(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"list.{ending}"
    frame = team_list()[["fit", "coverage", "employees"]].assign(amount=[0.1 + 0.2] * 6)
    write_list(frame, format=format_for(path, None), output=path)
    if ending == "csv":
        rows = list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))
        first, second = ([*row.values()] for row in rows[:2])
        assert first == ["93.4", "0.12", "51", "0.3"]
        assert second[0] == "0.3"
        return
    if ending == "xlsx":
        first = [cell.value for cell in openpyxl.load_workbook(path).worksheets[0][2]]
    elif ending == "json":
        first = [*json.loads(path.read_text())[0].values()]
    else:
        first = [*json.loads(path.read_text().splitlines()[0]).values()]
    assert first == [93.4, 0.12, 51, 0.3]
    assert isinstance(first[2], int)


def test_discover_writes_a_list_for_a_team(
    demo_market: Demo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GRAPH_ICP_STORE", raising=False)
    folder = tmp_path / "secret folder"
    folder.mkdir()
    shutil.copy(demo_market.store, folder / "demo.duckdb")
    asked = ["--store", str(folder / "demo.duckdb"), "discover", "--limit", "60"]
    ended = CliRunner().invoke(main, [*asked, "--without", "uses", "-o", "list.xlsx"])
    assert ended.exit_code == 0
    written = openpyxl.load_workbook("list.xlsx")
    first, about = written.worksheets
    assert headings(first)[:13] == [
        *("Account", "Domain", "Tier", "Fit", "Reach", "Intent", "Priority", "Cell"),
        *("Why", "Door", "Strongest signal", "Contacts", "Owner"),
    ]
    assert first.print_area == "'Discovery list'!$A$1:$M$61"
    assert any(cell.value for cell in list(first["L"])[1:])
    assert scale(first) >= 0.6
    assert hidden(first) == ["Owner", "Disqualified by"]
    said = [(str(label.value), str(text.value)) for label, text in about.iter_rows()]
    told = dict(said)
    assert told["Made on"] == date.today().isoformat()
    assert told["Store"] == "demo.duckdb"
    assert told["Hidden, as empty in every row"] == "Owner, Disqualified by"
    assert ("Did not count", "uses: left out with --without") in said
    assert ("Did not count", "maturity: it sums up what is left out") in said
    assert told["What fit means"] in ended.stderr
    assert told["Customers learned from"] in ended.stderr
    assert any(label == "Not ranked" and "open deal" in text for label, text in said)
    assert "'graph-icp discover --requests' lists all who did" in told["To answer"]
    assert told["To answer"] in ended.stderr
    assert "Rank by fit" in headings(first)
    assert "Rank by fit" in told
    assert told["Made by"].startswith("graph-icp ")
    assert "secret folder" not in str(said)


def test_contacts_are_in_files_and_not_on_the_terminal(
    demo_market: Demo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(demo_market.store, tmp_path / "demo.duckdb")
    asked = ["--store", "demo.duckdb", "discover", "--limit", "30", "--preview"]
    assert "Contacts" not in CliRunner().invoke(main, asked).stdout
    listed = json.loads(CliRunner().invoke(main, [*asked, "--format", "json"]).stdout)
    assert any(row["contacts"] for row in listed)
    assert all(isinstance(row["contacts"], list) for row in listed)
