"""A list written over the file in which a team worked: what it wrote stays with its account."""

from __future__ import annotations

import csv
import datetime
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.table import Table

from graph_icp.errors import FileError
from graph_icp.output.rewriting.merging import NOBODY, NewList, merge
from graph_icp.output.rewriting.old_file import Column, OldCell, OldRow, Page, header_row
from graph_icp.output.rewriting.team_file import Doubt, Rewritten, TeamFile
from graph_icp.output.sheets.layout import Layout

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

NAMES = ("account", "domain", "tier", "fit", "why", "owner", "notes", "status")
KEPT = ("owner", "notes", "status")
LAYOUT = Layout(
    pinned=1,
    tiers=("Best fit", "Good fit"),
    choices={"status": ("taken", "won")},
    widths={"why": 9},
)
DAY, LATER = datetime.date(2026, 6, 1), datetime.date(2026, 6, 8)
YELLOW = PatternFill("solid", "FFFFFF00")

ACME = ("Acme", "acme.example", "Best fit", 90, "Uses Go", "Bo", None, None)
BOLT = ("Bolt", "bolt.example", "Good fit", 40, "Uses C", None, None, None)
CRUX = ("Crux", "crux.example", "Good fit", 30, "Uses D", "Al", None, None)
DORA = ("Dora", "dora.example", "Best fit", 95, "Uses Go", None, None, None)


def meant(rows: Sequence[OldRow]) -> list[str | None]:
    """Know accounts by their domains, and by names that are spelled as such."""
    known = {each[0]: each[1] for each in (ACME, BOLT, CRUX, DORA)}
    return [row.text("domain") or known.get(row.text("account")) for row in rows]


def put(path: Path, *rows: tuple[Any, ...], day: datetime.date = DAY) -> Rewritten:
    frame = pd.DataFrame(rows, columns=list(NAMES))
    file = TeamFile(path, NAMES, KEPT, "Accounts")
    return file.write(frame, frame["domain"].tolist(), meant, LAYOUT, day)


def cells(path: Path, sheet: str = "") -> list[list[object]]:
    book = openpyxl.load_workbook(path)
    found = book[sheet] if sheet else book.worksheets[0]
    return [[cell.value for cell in row] for row in found]


def by_account(path: Path, sheet: str = "") -> dict[object, dict[object, object]]:
    header, *rows = cells(path, sheet)
    return {row[0]: dict(zip(header, row, strict=True)) for row in rows}


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Return a list of three accounts in a workbook."""
    path = tmp_path / "list.xlsx"
    put(path, ACME, BOLT, CRUX)
    return path


def test_what_the_team_wrote_stays_with_its_account(old: Path) -> None:
    book = openpyxl.load_workbook(old)
    sheet = book.worksheets[0]
    sheet["G3"], sheet["H3"], sheet["I1"], sheet["I3"] = "Call Tom", "taken", "Budget", 12.5
    sheet["I2"] = datetime.datetime(2026, 5, 1)
    book.save(old)
    done = put(old, DORA, (*BOLT[:3], 60, "Uses Rust", "Zed", "ours", None), ACME)
    found = by_account(old)
    assert list(found) == ["Dora", "Bolt", "Acme"]
    assert found["Bolt"] == {
        "Account": "Bolt",
        "Domain": "bolt.example",
        "Tier": "Good fit",
        "Fit": 60,
        "Why": "Uses Rust",
        "Owner": "Zed",
        "Notes": "Call Tom",
        "Status": "taken",
        "Budget": 12.5,
    }
    assert found["Acme"]["Budget"] == datetime.datetime(2026, 5, 1)
    assert found["Dora"]["Budget"] is None
    assert (done.rows, done.new, done.gone, done.left) == (3, 1, 1, 1)
    assert done.differing == {"notes": 1}


def test_an_owner_whom_the_team_changed_stays_and_is_counted(old: Path) -> None:
    book = openpyxl.load_workbook(old)
    book.worksheets[0]["F2"] = "Eve"
    book.save(old)
    assert put(old, ACME, CRUX).differing == {"owner": 1}
    assert by_account(old)["Acme"]["Owner"] == "Eve"
    assert by_account(old)["Crux"]["Owner"] == "Al"


def test_rows_leave_for_a_sheet_of_their_own_and_come_back(old: Path) -> None:
    book = openpyxl.load_workbook(old)
    sheet = book.worksheets[0]
    sheet["G2"], sheet["I1"], sheet["I2"] = "Met at the fair", "Budget", 7
    book.save(old)
    put(old, BOLT)
    left = by_account(old, "Left the list")
    assert list(left) == ["Acme", "Crux"]
    assert left["Acme"]["Notes"] == "Met at the fair"
    assert left["Acme"]["Budget"] == 7
    assert left["Acme"]["Left the list on"] == datetime.datetime(2026, 6, 1)
    apart = openpyxl.load_workbook(old)["Left the list"]
    assert {cell.font.bold for cell in apart[1]} == {True}
    assert (apart.page_setup.orientation, apart.print_title_rows) == ("landscape", "$1:$1")
    done = put(old, ACME, BOLT, day=LATER)
    assert (done.new, done.returned, done.gone, done.left) == (0, 1, 0, 1)
    back = by_account(old)["Acme"]
    assert (back["Notes"], back["Budget"]) == ("Met at the fair", 7)
    assert "Left the list on" not in back
    left = by_account(old, "Left the list")
    assert list(left) == ["Crux"]
    assert left["Crux"]["Left the list on"] == datetime.datetime(2026, 6, 1)
    put(old, ACME, BOLT, CRUX, day=LATER)
    assert by_account(old, "Left the list") == {}


def test_it_is_said_why_rows_left_and_which_columns_were_missing(old: Path) -> None:
    book = openpyxl.load_workbook(old)
    sheet = book.worksheets[0]
    sheet["A1"], sheet["G1"], sheet["I1"] = "Company", "Comments", "Budget"
    sheet.append([None, None, "Best fit"])
    book.save(old)
    frame = pd.DataFrame([BOLT], columns=list(NAMES))
    done = TeamFile(old, NAMES, KEPT, "Accounts").write(
        *(frame, ["bolt.example"], meant, LAYOUT, DAY),
        left_out={"acme.example": "Customer", "crux.example": "Behind the first 1"},
    )
    assert done.because == {"Customer": 1, "Behind the first 1": 1, NOBODY: 1}
    assert (done.added, done.theirs) == (("Account", "Notes"), ("Company", "Comments", "Budget"))
    header, *rows = cells(old, "Left the list")
    why = {row[1]: row[header.index("Left because")] for row in rows}
    assert why["acme.example"] == "Customer"
    put(old, ACME, BOLT, day=LATER)
    header, *rows = cells(old, "Left the list")
    assert rows[0][header.index("Left because")] == "Behind the first 1"
    assert "Left because" not in cells(old)[0]


def test_writing_twice_changes_nothing(old: Path) -> None:
    put(old, BOLT, DORA)
    once = cells(old), cells(old, "Left the list")
    put(old, BOLT, DORA)
    assert (cells(old), cells(old, "Left the list")) == once


def test_a_sheet_that_was_renamed_resorted_and_has_columns_moved(old: Path) -> None:
    book = openpyxl.load_workbook(old)
    sheet = book.worksheets[0]
    sheet.title = "My leads"
    rows = [[cell.value for cell in row] for row in sheet]
    sheet.delete_rows(1, 4)
    for row in (["Leads of the north"], rows[0][::-1], rows[3][::-1], rows[1][::-1], rows[2][::-1]):
        sheet.append(row)
    sheet["B5"] = "Mine"
    book.save(old)
    put(old, ACME, BOLT, CRUX)
    found = cells(old, "My leads")
    assert found[0][0] == "Leads of the north"
    assert found[1] == [
        *("Status", "Notes", "Owner", "Why", "Fit", "Tier", "Domain", "Account"),
    ]
    assert [row[-1] for row in found[2:]] == ["Acme", "Bolt", "Crux"]
    assert [row[1] for row in found[2:]] == [None, "Mine", None]


def test_filters_are_taken_off_so_that_no_row_is_hidden(old: Path) -> None:
    book = openpyxl.load_workbook(old)
    sheet = book.worksheets[0]
    sheet.auto_filter.add_filter_column(2, ["Best fit"])
    sheet.row_dimensions[3].hidden = sheet.row_dimensions[4].hidden = True
    book.save(old)
    put(old, ACME, BOLT, CRUX, DORA)
    sheet = openpyxl.load_workbook(old).worksheets[0]
    assert sheet.auto_filter.ref == "A1:H5"
    assert not sheet.auto_filter.filterColumn
    assert not any(sheet.row_dimensions[row].hidden for row in range(1, 6))


def test_looks_comments_and_hidden_columns_stay(old: Path) -> None:
    book = openpyxl.load_workbook(old)
    sheet = book.worksheets[0]
    for cell in sheet[3]:
        cell.fill, cell.font = YELLOW, Font(italic=True)
    sheet["G3"].value = "Hot"
    sheet["G3"].comment = Comment("Ask Eve", "Bo")
    sheet["G3"].hyperlink = "https://crm.example/bolt"
    sheet.column_dimensions["E"].hidden = True
    sheet.column_dimensions["G"].width = 61
    book.save(old)
    put(old, DORA, ACME, BOLT)
    sheet = openpyxl.load_workbook(old).worksheets[0]
    assert sheet["A4"].value == "Bolt"
    assert {sheet.cell(4, place).fill.fgColor.rgb for place in range(1, 9)} == {"FFFFFF00"}
    assert sheet["A4"].font.italic
    assert sheet["A3"].fill.fill_type is None
    assert sheet["G4"].comment.text == "Ask Eve"
    assert sheet["G4"].hyperlink.target == "https://crm.example/bolt"
    assert sheet.column_dimensions["E"].hidden
    assert sheet.column_dimensions["G"].width == 61


def test_a_tier_that_changed_is_coloured_anew(old: Path) -> None:
    put(old, (*BOLT[:2], "Best fit", *BOLT[3:]), ACME)
    sheet = openpyxl.load_workbook(old).worksheets[0]
    looks = [sheet[place].fill.fgColor.rgb for place in ("C2", "C3")]
    assert looks[0] == looks[1] != "00000000"


def test_formulas_mean_the_cells_of_their_new_row(old: Path) -> None:
    book = openpyxl.load_workbook(old)
    sheet = book.worksheets[0]
    sheet["I1"] = "Double"
    for row in (2, 3, 4):
        sheet.cell(row, 9).value = f"=D{row}*$D$1+SUM(D:D)"
    book.save(old)
    put(old, DORA, CRUX, ACME)
    sheet = openpyxl.load_workbook(old).worksheets[0]
    assert sheet["I3"].value == "=D3*$D$1+SUM(D:D)"
    assert sheet["I4"].value == "=D4*$D$1+SUM(D:D)"
    assert openpyxl.load_workbook(old)["Left the list"]["I2"].value == (
        "=D2*'Accounts'!$D$1+SUM('Accounts'!D:D)"
    )


def test_text_that_looks_like_a_formula_never_becomes_one(old: Path) -> None:
    book = openpyxl.load_workbook(old)
    sheet = book.worksheets[0]
    sheet["G2"].value = '=HYPERLINK("https://evil.example")'
    sheet["G2"].data_type = "s"
    book.save(old)
    put(old, ("Acme", "acme.example", "Best fit", 90, "=1+1", "=2", None, None), BOLT)
    sheet = openpyxl.load_workbook(old).worksheets[0]
    row = next(row for row in sheet if row[0].value == "Acme")
    assert row[6].value == '=HYPERLINK("https://evil.example")'
    assert {cell.data_type for cell in row} <= {"s", "n"}
    assert (row[4].value, bool(row[4].quotePrefix)) == ("=1+1", True)


def test_other_sheets_and_tables_stay(old: Path) -> None:
    book = openpyxl.load_workbook(old)
    mine = book.create_sheet("Plan", 0)
    mine["A1"], mine["B2"], mine["C3"] = "Goal", "=COUNTA(Accounts!A:A)", 5
    mine["A1"].fill = YELLOW
    mine.column_dimensions["A"].width = 33
    mine.add_table(Table(displayName="Plans", ref="A1:C3"))
    for place, text in enumerate(("Goal", "b", "c"), start=1):
        mine.cell(1, place).value = text
    book["Accounts"].add_table(Table(displayName="Leads", ref="A1:H4"))
    book["Accounts"].auto_filter.ref = None
    book.save(old)
    put(old, ACME, DORA, CRUX, BOLT)
    book = openpyxl.load_workbook(old)
    assert book.sheetnames[:2] == ["Plan", "Accounts"]
    assert [[cell.value for cell in row] for row in book["Plan"]] == [
        ["Goal", "b", "c"],
        [None, "=COUNTA(Accounts!A:A)", None],
        [None, None, 5],
    ]
    assert book["Plan"]["A1"].fill.fgColor.rgb == "FFFFFF00"
    assert book["Plan"].tables["Plans"].ref == "A1:C3"
    assert book["Accounts"].tables["Leads"].ref == "A1:H5"


def test_the_list_to_choose_from_is_as_high_as_the_table(old: Path) -> None:
    put(old, ACME, BOLT, CRUX, DORA)
    put(old, ACME, BOLT, CRUX, DORA)
    sheet = openpyxl.load_workbook(old)["Accounts"]
    [choice] = sheet.data_validations.dataValidation
    assert (str(choice.sqref), choice.formula1) == ("H2:H5", '"taken,won"')


def without(path: Path, *headings: str) -> None:
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    for heading in headings:
        place = [cell.value for cell in sheet[1]].index(heading) + 1
        sheet.delete_cols(place)
    book.save(path)


def test_without_the_column_of_domains_the_names_tell_accounts(old: Path) -> None:
    book = openpyxl.load_workbook(old)
    book.worksheets[0]["G3"] = "Call Tom"
    book.save(old)
    without(old, "Domain", "Why")
    put(old, BOLT, ACME)
    found = by_account(old)
    assert found["Bolt"]["Notes"] == "Call Tom"
    assert (found["Bolt"]["Domain"], found["Bolt"]["Why"]) == ("bolt.example", "Uses C")


def test_without_any_key_it_is_refused_and_stays(old: Path) -> None:
    without(old, "Domain", "Account")
    before = old.read_bytes()
    with pytest.raises(FileError, match="has no column Domain or Account, by which its rows"):
        put(old, ACME)
    assert old.read_bytes() == before


def test_rows_of_nobody_known_are_kept_apart_and_counted(old: Path) -> None:
    book = openpyxl.load_workbook(old)
    sheet = book.worksheets[0]
    sheet.append(["Someone else", None, None, None, None, None, "Ask them"])
    sheet.append([None, None, None, "=SUM(D2:D4)"])
    sheet.append(["Acme", "acme.example", None, None, None, None, "A second row"])
    book.save(old)
    done = put(old, ACME, BOLT, CRUX)
    assert (done.rows, done.gone, done.unknown) == (3, 3, 2)
    rows = cells(old, "Left the list")[1:]
    assert [row[0] for row in rows] == ["Someone else", None, "Acme"]
    assert [row[6] for row in rows] == ["Ask them", None, "A second row"]


@pytest.mark.parametrize("lock", ["~$list.xlsx", ".~lock.list.xlsx#"])
def test_a_file_that_is_open_elsewhere_is_left_alone(old: Path, lock: str) -> None:
    before = old.read_bytes()
    old.with_name(lock).write_text("Bo")
    with pytest.raises(FileError, match=r"is open in .* close it there and try again"):
        put(old, DORA)
    assert old.read_bytes() == before


def test_a_file_without_permission_is_left_alone(old: Path, monkeypatch: Any) -> None:
    def refused(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    before = old.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(type(old), "read_bytes", refused)
        with pytest.raises(FileError, match="permission denied; close it in other programs"):
            put(old, DORA)
    assert old.read_bytes() == before


def test_a_change_while_the_list_is_made_is_not_lost(old: Path) -> None:
    file = TeamFile(old, NAMES, KEPT, "Accounts")
    book = openpyxl.load_workbook(old)
    book.worksheets[0]["G2"] = "Written meanwhile"
    book.save(old)
    frame = pd.DataFrame([ACME], columns=list(NAMES))
    with pytest.raises(FileError, match="was changed while the list was made"):
        file.write(frame, ["acme.example"], meant, LAYOUT, DAY)
    assert by_account(old)["Acme"]["Notes"] == "Written meanwhile"


@pytest.mark.parametrize(
    "content", [b"", b"not a workbook", b"PK\x03\x04 cut", b"\xd0\xcf\x11\xe0"]
)
def test_what_is_no_workbook_is_refused_and_stays(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(content)
    with pytest.raises(FileError, match=r"is not a whole \.xlsx workbook"):
        put(path, ACME)
    assert path.read_bytes() == content


def test_what_cannot_be_kept_is_said_and_the_old_file_stays_beside(old: Path) -> None:
    with zipfile.ZipFile(old, "a") as packed:
        packed.writestr("xl/threadedComments/threadedComment1.xml", "<ThreadedComments/>")
    before = old.read_bytes()
    done = put(old, ACME)
    copy = old.with_name("list-before.xlsx")
    assert done.doubts == (Doubt(old, "had threads of comments, which cannot be kept", copy),)
    assert copy.read_bytes() == before


@pytest.mark.parametrize("name", ["list", "list.ods", "list.json"])
def test_other_kinds_of_file_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileError, match=r"end its name in \.xlsx or \.csv"):
        TeamFile(tmp_path / name, NAMES, KEPT, "Accounts")


def lines(path: Path, separator: str = ",") -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=separator))


def test_a_csv_file_keeps_notes_columns_and_separator(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    assert put(path, ACME, BOLT, CRUX) == Rewritten(3)
    assert lines(path)[0] == [*map(str.capitalize, NAMES)]
    rows = lines(path)
    rows[0].append("Größe")
    rows[2][6:] = ["Call Tom; soon", "won", "=A1"]
    text = "\r\n".join(";".join(f'"{cell}"' for cell in row) for row in reversed(rows[1:]))
    header = ";".join(rows[0])
    path.write_bytes(f"sep=;\r\n{header}\r\n{text}\r\n".encode("cp1252"))
    done = put(path, DORA, BOLT)
    assert (done.new, done.gone, done.unknown) == (1, 2, 0)
    found = lines(path, ";")
    assert found[0][-1] == "Größe"
    assert found[2] == [
        *("Bolt", "bolt.example", "Good fit", "40", "Uses C", ""),
        *("Call Tom; soon", "won", "=A1"),
    ]
    left = lines(path.with_name("list-left.csv"), ";")
    assert [row[0] for row in left] == ["Account", "Crux", "Acme"]
    assert left[1][-2:] == ["2026-06-01", ""]
    put(path, ACME, BOLT, CRUX, DORA)
    assert [row[0] for row in lines(path.with_name("list-left.csv"), ";")] == ["Account"]


def test_a_csv_file_without_keys_stays(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Company name,Notes\nAcme,Call\n")
    with pytest.raises(FileError, match="has no column Domain or Account"):
        put(path, ACME)
    assert path.read_text() == "Company name,Notes\nAcme,Call\n"


def test_nothing_written_into_a_csv_file_is_run(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    put(path, ("=cmd|' /C calc'!A0", "acme.example", "Best fit", -5, "@x", "+1", None, None))
    row = lines(path)[1]
    assert [row[place][0] for place in (0, 4, 5)] == ["'", "'", "'"]
    assert row[3] == "-5"


def test_a_header_is_the_row_with_most_known_columns() -> None:
    rows = [["Domain of ours"], ["Account"], ["x", "Account", "Domain", "Fit"], ["Acme", "a.b"]]
    assert header_row(rows, NAMES) == 2
    assert header_row([["Notes", "Fit"]], NAMES) is None


def test_what_may_no_longer_be_said_is_hidden_in_rows_that_left(old: Path) -> None:
    book = openpyxl.load_workbook(old)
    book.worksheets[0]["G2"], book.worksheets[0]["E2"] = "Ask Bolt", "As Bolt does"
    book.save(old)
    frame = pd.DataFrame([CRUX], columns=list(NAMES))

    def hidden(text: str) -> str:
        return text.replace("Bolt", "a customer")

    file = TeamFile(old, NAMES, KEPT, "Accounts")
    file.write(frame, ["crux.example"], meant, LAYOUT, DAY, hidden)
    left = by_account(old, "Left the list")
    assert left["Acme"]["Why"] == "As a customer does"
    assert left["Acme"]["Notes"] == "Ask Bolt"
    assert "Bolt" in left


def test_a_file_that_appears_while_the_list_is_made_is_not_lost(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    file = TeamFile(path, NAMES, KEPT, "Accounts")
    path.write_bytes(b"theirs")
    frame = pd.DataFrame([ACME], columns=list(NAMES))
    with pytest.raises(FileError, match="was changed while the list was made"):
        file.write(frame, ["acme.example"], meant, LAYOUT, DAY)
    assert path.read_bytes() == b"theirs"


texts = st.text(min_size=1, max_size=5)
notes = st.dictionaries(st.integers(0, 9), texts, max_size=8)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 9), max_size=12), st.sets(st.integers(0, 9)), notes)
def test_no_note_is_ever_lost(old: list[int], listed: set[int], written: dict[int, str]) -> None:
    """Whatever the old rows are (some twice), each is in one of the two tables, once."""
    rows = tuple(
        OldRow({Column("notes"): OldCell(f"{place}: {written.get(account, '')}")})
        for place, account in enumerate(old)
    )
    columns = (Column("account"), Column("notes"))
    page = Page(columns, {column: column.ours for column in columns}, rows)
    new = NewList(
        ("account", "notes"), [{"account": each, "notes": None} for each in listed], [*listed]
    )
    merged = merge(new, page, Page(), old, ("notes",), DAY)
    after = [row.old for part in (merged.listed, merged.left) for row in part.rows if row.old]
    assert sorted(str(row.text("notes")) for row in after) == sorted(
        str(row.text("notes")) for row in rows
    )
    assert [row.told["account"] for row in merged.listed.rows] == [*listed]
    assert merged.gone == len(merged.left.rows)


def test_comments_and_links_on_empty_cells_move_with_their_rows(old: Path) -> None:
    book = openpyxl.load_workbook(old)
    sheet = book.worksheets[0]
    sheet["I1"] = "Mine"
    for place in ("G2", "I2", "J3"):
        sheet[place].comment = Comment(f"on {place}", "me")
    book.save(old)
    _link_empty_cell(old, "I4")
    assert put(old, CRUX, ACME).doubts == ()
    book = openpyxl.load_workbook(old)
    listed, left = book.worksheets[:2]
    assert listed["I2"].hyperlink.target == "https://x.example/"
    assert [listed[place].comment.text for place in ("G3", "I3")] == ["on G2", "on I2"]
    assert (listed["I3"].value, left["A2"].value) == (None, "Bolt")
    assert [cell.comment.text for row in left for cell in row if cell.comment] == ["on J3"]
    put(old, BOLT)
    listed, left = openpyxl.load_workbook(old).worksheets[:2]
    assert [cell.comment.text for cell in listed[2] if cell.comment] == ["on J3"]
    texts = [cell.comment.text for row in left for cell in row if cell.comment]
    assert texts == ["on G2", "on I2"]


def _link_empty_cell(path: Path, place: str) -> None:
    """Hang a link on a cell without a value, as Excel can and openpyxl cannot."""
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    sheet, links = "xl/worksheets/sheet1.xml", "xl/worksheets/_rels/sheet1.xml.rels"
    other = (
        b'<hyperlink xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    )
    link = other + f' ref="{place}" r:id="rId99"/></hyperlinks>'.encode()
    parts[sheet] = parts[sheet].replace(b"</hyperlinks>", link)
    told = (
        b'<Relationship Id="rId99" TargetMode="External" Target="https://x.example/" Type='
        b'"http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"/>'
    )
    parts[links] = parts[links].replace(b"</Relationships>", told + b"</Relationships>")
    with zipfile.ZipFile(path, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)


def test_merged_cells_among_the_rows_are_said_and_the_file_as_it_was_is_beside(old: Path) -> None:
    book = openpyxl.load_workbook(old)
    sheet = book.worksheets[0]
    sheet["G2"] = "of both"
    sheet.merge_cells("G2:G3")
    book.save(old)
    content = old.read_bytes()
    [doubt] = put(old, CRUX, ACME).doubts
    assert "merged cells among its rows" in doubt.said
    assert doubt.copy is not None
    assert doubt.copy.read_bytes() == content
    assert by_account(old)["Acme"]["Notes"] == "of both"
    assert put(old, CRUX, ACME).doubts == ()


@pytest.mark.parametrize(("rows", "last"), [((CRUX, DORA, BOLT, ACME), 5), ((BOLT,), 2), ((), 2)])
def test_conditional_formats_of_all_rows_grow_and_shrink_and_others_are_said(
    old: Path, rows: tuple[tuple[Any, ...], ...], last: int
) -> None:
    book = openpyxl.load_workbook(old)
    rule = CellIsRule(operator="greaterThan", formula=["50"], fill=YELLOW)
    for place in ("D2:D4", "A1:C4", "B1:B1048576", "E2:E3"):
        book.worksheets[0].conditional_formatting.add(place, rule)
    book.save(old)
    [doubt] = put(old, *rows).doubts
    assert doubt == Doubt(
        old, "has conditional formats of rows that hold other accounts now (Accounts!E2:E3)"
    )
    found = openpyxl.load_workbook(old).worksheets[0].conditional_formatting
    places = {cell for each in found for cell in str(each.sqref).split()}
    whole = f"D2:D{last}" if last > 2 else "D2"
    assert places == {whole, f"A1:C{last}", "B1:B1048576", "E2:E3"}


def about(path: Path, *lines: tuple[str, str]) -> Rewritten:
    """Write the list again with some lines of its sheet About."""
    frame = pd.DataFrame([ACME], columns=list(NAMES))
    file = TeamFile(path, NAMES, KEPT, "Accounts")
    layout = replace(LAYOUT, about=lines, about_labels=("Made on", "Warning"))
    return file.write(frame, frame["domain"].tolist(), meant, layout, DAY)


def test_about_is_written_anew_and_stays_where_the_team_wrote_on_it(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    about(path, ("Made on", "2026-06-01"), ("Warning", "old"), ("Warning", "older"))
    again = about(path, ("Made on", "2026-06-08"), ("Warning", "=1+1"))
    assert cells(path, "About") == [["Made on", "2026-06-08"], ["Warning", "=1+1"]]
    sheet = openpyxl.load_workbook(path)["About"]
    assert sheet["B2"].data_type == "s"
    assert not again.doubts
    book = openpyxl.load_workbook(path)
    book["About"]["A5"] = "Ask Eve"
    book.save(path)
    (doubt,) = about(path, ("Made on", "2026-06-15")).doubts
    assert "'About' on which you wrote" in doubt.said
    assert cells(path, "About")[0] == ["Made on", "2026-06-08"]
    book = openpyxl.load_workbook(path)
    del book["About"]
    book.save(path)
    assert not about(path, ("Made on", "2026-06-15")).doubts
    assert "About" not in openpyxl.load_workbook(path).sheetnames


def test_a_sheet_about_of_the_team_alone_is_left_alone(old: Path) -> None:
    book = openpyxl.load_workbook(old)
    book.create_sheet("About")["A1"] = "How we work"
    book.save(old)
    assert not about(old, ("Made on", "2026-06-15")).doubts
    assert cells(old, "About") == [["How we work"]]
