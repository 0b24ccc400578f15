"""The file in which a team works: read for certain or not touched, and never replaced."""

from __future__ import annotations

import csv
import datetime
import io
from typing import TYPE_CHECKING

import openpyxl
import pandas as pd
import pytest

from graph_icp.errors import FileError
from graph_icp.market.sheet.opted_out import INSTEAD, OptedOut
from graph_icp.output.lists import write_list
from graph_icp.output.rewriting.old_file import columns_of
from graph_icp.output.rewriting.team_file import TeamFile
from graph_icp.output.sheets.layout import Layout

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from graph_icp.output.rewriting.old_file import OldRow
    from graph_icp.output.rewriting.team_file import Rewritten

NAMES = ("account", "domain", "fit", "notes")
DAY = datetime.date(2026, 6, 1)


def meant(rows: Sequence[OldRow]) -> list[str | None]:
    return [row.text("domain") or None for row in rows]


def put(path: Path, *names: str) -> Rewritten:
    rows = [(each, f"{each.lower()}.example", 50, None) for each in names]
    frame = pd.DataFrame(rows, columns=list(NAMES))
    file = TeamFile(path, NAMES, ("notes",), "Accounts")
    return file.write(frame, frame["domain"].tolist(), meant, Layout(), DAY)


def notes(path: Path) -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [row["Notes"] for row in csv.DictReader(file, delimiter=";")]


def as_saved(path: Path, note: str, codec: str, *names: str) -> bytes:
    """Write a list as a spreadsheet program of another country saves it."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(["Account", "Domain", "Fit", "Notes"])
    writer.writerows([each, f"{each.lower()}.example", 50, note] for each in names)
    content = text.getvalue().encode(codec)
    path.write_bytes(content)
    return content


@pytest.mark.parametrize(
    ("codec", "note"),
    [
        ("cp1251", "Позвонить Ивану в понедельник"),
        ("cp1250", "Zażółć gęślą jaźń, příště zavolat"),
        ("cp932", "来週また電話する、担当は田中さん"),
        ("gb18030", "下周再打电话给王先生谈合同"),
        ("iso8859-7", "Να τηλεφωνήσω τη Δευτέρα"),  # noqa: RUF001
        ("mac_roman", "Müller für Größe anrufen — später"),
        ("cp1252", "Grüße an Jörg, später"),
    ],
)
def test_letters_of_other_encodings_are_read_and_the_file_as_it_was_is_beside(
    codec: str, note: str, tmp_path: Path
) -> None:
    path = tmp_path / "team.csv"
    content = as_saved(path, note, codec, "Acme", "Bolt")
    [doubt] = put(path, "Bolt", "Acme").doubts
    assert notes(path) == [note, note]
    assert (doubt.path, doubt.copy) == (path, tmp_path / "team-before.csv")
    assert doubt.copy.read_bytes() == content
    assert put(path, "Acme", "Bolt").doubts == ()
    assert notes(path) == [note, note]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_is_read_for_certain(codec: str, tmp_path: Path) -> None:
    path = tmp_path / "team.csv"
    as_saved(path, "Zürich später", codec, "Acme", "Bolt")
    done = put(path, "Bolt")
    assert (done.doubts, done.gone, done.unknown) == ((), 1, 0)
    assert notes(path) == notes(tmp_path / "team-left.csv") == ["Zürich später"]


@pytest.mark.parametrize("bad", [b"\xff", b"\0"])
def test_letters_that_are_not_certain_are_refused_and_stay(bad: bytes, tmp_path: Path) -> None:
    path = tmp_path / "team.csv"
    as_saved(path, "Zürich, Köln", "utf-8", "Acme")
    content = path.read_bytes().replace(b"Acme;", b"Ac" + bad + b"me;")
    path.write_bytes(content)
    with pytest.raises(FileError, match="do not say for certain which encoding it has"):
        put(path, "Acme")
    assert path.read_bytes() == content


def test_no_copy_replaces_another_file(tmp_path: Path) -> None:
    path, taken = tmp_path / "team.csv", tmp_path / "team-before.csv"
    taken.write_bytes(b"theirs")
    content = as_saved(path, "Grüße, später", "cp1252", "Acme")
    [doubt] = put(path, "Acme").doubts
    assert doubt.copy == tmp_path / "team-before-2.csv"
    assert (taken.read_bytes(), doubt.copy.read_bytes()) == (b"theirs", content)


def test_a_change_to_what_left_is_not_lost(tmp_path: Path) -> None:
    path, left = tmp_path / "team.csv", tmp_path / "team-left.csv"
    put(path, "Acme", "Bolt")
    put(path, "Acme")
    file = TeamFile(path, NAMES, ("notes",), "Accounts")
    changed = left.read_bytes() + b"Crux,crux.example,1,new,\r\n"
    left.write_bytes(changed)
    frame = pd.DataFrame([("Acme", "acme.example", 50, None)], columns=list(NAMES))
    with pytest.raises(FileError, match=r"team-left\.csv was changed while"):
        file.write(frame, ["acme.example"], meant, Layout(), DAY)
    assert left.read_bytes() == changed


@pytest.mark.parametrize("name", [".~lock.team-left.csv#", "~$team-left.csv"])
def test_what_left_open_elsewhere_is_left_alone(name: str, tmp_path: Path) -> None:
    put(tmp_path / "team.csv", "Acme")
    (tmp_path / name).touch()
    with pytest.raises(FileError, match=r"team-left\.csv is open in"):
        put(tmp_path / "team.csv", "Bolt")


def test_a_file_open_under_the_name_that_a_link_has_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    real, link = tmp_path / "shared" / "real.xlsx", tmp_path / "team.xlsx"
    put(real, "Acme")
    link.symlink_to(real)
    put(link, "Acme", "Bolt")
    assert link.is_symlink()
    (real.parent / "~$real.xlsx").touch()
    with pytest.raises(FileError, match="is open in Excel"):
        put(link, "Acme")


@pytest.mark.parametrize(
    ("header", "ours"),
    [
        (["Account", "Fit?", "Fit", "Notes"], [0, 2, 3]),
        (["account", "FIT", "Fit", "notes"], [0, 2, 3]),
        (["Account", "Fit", "Fit", "Fit!"], [0, 1]),
        (["Account", "Fit (old)", "Notes:"], [0]),
    ],
)
def test_a_column_that_is_nearly_ours_is_the_teams(header: list[str], ours: list[int]) -> None:
    found = columns_of(header, NAMES)
    assert [place for place, column in enumerate(found) if column.ours] == ours
    assert len({*found}) == len(header)


def test_a_rating_beside_the_fit_stays(tmp_path: Path) -> None:
    path = tmp_path / "team.xlsx"
    put(path, "Acme", "Bolt")
    book = openpyxl.load_workbook(path)
    sheet = book["Accounts"]
    sheet.insert_cols(2)
    sheet["B1"], sheet["B2"], sheet["B3"] = "Fit?", "No, asked", "Yes"
    book.save(path)
    put(path, "Bolt", "Acme")
    sheet = openpyxl.load_workbook(path)["Accounts"]
    assert [[cell.value for cell in row][1::2] for row in sheet] == [
        ["Fit?", "Fit"],
        ["Yes", 50],
        ["No, asked", 50],
    ]


def copied(path: Path, title: str, renamed: str = "Accounts") -> None:
    """Put a copy of a list before it."""
    put(path, "Acme")
    book = openpyxl.load_workbook(path)
    copy = book.copy_worksheet(book["Accounts"])
    book["Accounts"].title, copy.title = renamed, title
    book.move_sheet(copy, -2)
    book[renamed]["D2"], copy["D2"] = "live", "last week"
    book.save(path)


def test_a_copy_of_the_sheet_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "team.xlsx"
    copied(path, "Week 47")
    put(path, "Bolt", "Acme")
    book = openpyxl.load_workbook(path)
    assert [row[3].value for row in book["Week 47"]] == ["Notes", "last week"]
    assert [row[3].value for row in book["Accounts"]] == ["Notes", None, "live"]


def test_two_lists_of_other_names_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "team.xlsx"
    copied(path, "Week 47", "Week 48")
    content = path.read_bytes()
    with pytest.raises(FileError, match="the list twice, on 'Week 47' and 'Week 48'"):
        put(path, "Bolt")
    assert path.read_bytes() == content


LIST = pd.DataFrame({"account": ["Acme"], "domain": ["acme.example"], "fit": [50]})


@pytest.mark.parametrize("name", ["team.xlsx", "team.csv"])
@pytest.mark.parametrize("written", [("Acme", "Bolt"), ()])
def test_no_other_list_is_written_over_the_sheet(
    name: str, written: tuple[str, ...], tmp_path: Path
) -> None:
    path = tmp_path / name
    put(path, *written)
    content = path.read_bytes()
    with pytest.raises(FileError, match="is the sheet in which your team works; write to another"):
        write_list(LIST, format=path.suffix[1:], output=path)
    assert path.read_bytes() == content


@pytest.mark.parametrize("codec", ["cp1251", "utf-16-le", "cp932"])
def test_nor_over_one_in_another_encoding(codec: str, tmp_path: Path) -> None:
    path = tmp_path / "team.csv"
    as_saved(path, "-", codec, "Acme")
    with pytest.raises(FileError, match="is the sheet in which your team works"):
        write_list(LIST, format="csv", output=path)


def test_nor_over_what_left_it_nor_over_a_protected_workbook(tmp_path: Path) -> None:
    put(tmp_path / "team.csv", "Acme")
    put(tmp_path / "team.csv", "Bolt")
    with pytest.raises(FileError, match="is the sheet in which your team works"):
        write_list(LIST, format="csv", output=tmp_path / "team-left.csv")
    protected = tmp_path / "team.xlsx"
    protected.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    with pytest.raises(FileError, match="may be the sheet in which your team works"):
        write_list(LIST, format="xlsx", output=protected)


@pytest.mark.parametrize("name", ["list.xlsx", "list.csv"])
def test_a_list_is_written_over_lists(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    noted = LIST.assign(notes="a", status="b", reason="c")
    for frame in (LIST, LIST.assign(status="prospect", owner="Bo"), LIST, noted, noted):
        write_list(frame, format=path.suffix[1:], output=path)
    assert path.is_file()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ann Lee, CFO; known by Bo Marsh", f"{INSTEAD}; known by Bo Marsh"),
        ("Al Fox, CTO; Ann Lee (Buyer); Jo Ray", f"Al Fox, CTO; {INSTEAD}; Jo Ray"),
        ("Bo Marsh -> Ann Lee, Chief, Finance", f"Bo Marsh -> {INSTEAD}"),
        ("Bo Marsh -> Ann Lee -> Jo Ray", f"Bo Marsh -> {INSTEAD} -> Jo Ray"),
        ("Joann Lee, CFO; Ann Leeson, CEO", "Joann Lee, CFO; Ann Leeson, CEO"),
        ("=x y, CTO; Jo Ray", f"{INSTEAD}; Jo Ray"),
    ],
)
def test_who_opted_out_is_hidden_with_their_title(text: str, shown: str) -> None:
    assert OptedOut(["Ann Lee", "=x y", "-"]).hidden(text) == shown
