"""Tables that are wrapped: below a preamble, above a footer, in a sheet, an archive or JSON."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import json
import struct
import tempfile
import zipfile
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph_icp.errors import FileError
from graph_icp.ingest.files import archive, csv_file, json_file
from graph_icp.ingest.files.open_table import find_files, open_table
from graph_icp.ingest.load.inputs import files

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from graph_icp.ingest.files.batch import BadRow
    from graph_icp.ingest.files.open_table import Table

ABOVE = "lines above the header"
REPEATED = "a repeated header"
FOOTER = "lines of a report's footer"
ANY_FOLDER = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100, deadline=None
)


def knows(header: Sequence[str]) -> bool:
    return bool({"company", "domain", "account name"} & {cell.casefold() for cell in header})


class Read:
    """What a table holds, all of its batches together."""

    def __init__(self, table: Table) -> None:
        self.header = table.header
        self.rows: list[dict[str, Any]] = []
        self.bad: list[BadRow] = []
        self.skipped: Counter[str] = Counter()
        for batch in table.batches():
            assert batch.rows.column_names == [*table.header, "_row"]
            self.rows += batch.rows.to_pylist()
            self.bad += batch.bad
            self.skipped.update(batch.skipped)
        assert table.position() == table.size

    @property
    def lines(self) -> list[int]:
        return [row["_row"] for row in self.rows]

    @property
    def reasons(self) -> list[tuple[int, str]]:
        return [(each.row, each.reason) for each in self.bad]


def read(
    path: Path, knows: Callable[[Sequence[str]], bool] | None = knows, batch_rows: int = 100_000
) -> Read:
    with open_table(path, batch_rows, knows) as table:
        return Read(table)


def write(file: Path, content: str | bytes) -> Path:
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "companies.csv"


def workbook(path: Path, *sheets: list[list[Any]], hidden: Sequence[int] = ()) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet()
        sheet.sheet_state = "hidden" if number in hidden else "visible"
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


# A header below other lines


def test_connections_of_linkedin(file: Path) -> None:
    write(
        file,
        "Notes:\n"
        '"When exporting your connection data, you may notice that some addresses, mails, and\n'
        'more, are missing; see https://www.linkedin.com/psettings, or ask, if you like."\n'
        "\n"
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        "Ada,Byron,https://www.linkedin.com/in/ada,,Acme,CTO,15 Jun 2026\n"
        ",,,,,,16 Jun 2026\n",
    )
    found = read(file)
    assert found.header[:3] == ("First Name", "Last Name", "URL")
    assert (found.rows[0]["Company"], found.lines) == ("Acme", [6, 7])
    assert (found.skipped, found.bad) == ({ABOVE: 2}, [])


def test_the_delimiter_is_that_of_the_header_not_of_the_lines_above(file: Path) -> None:
    found = read(write(file, "Accounts, as of today, by Bob, all\n\nCompany;Domain\nAcme;a.com\n"))
    assert found.rows == [{"Company": "Acme", "Domain": "a.com", "_row": 4}]


def test_without_one_who_knows_the_first_record_is_the_header(file: Path) -> None:
    found = read(write(file, "Accounts\n\nCompany,Domain\nAcme,a.com\n"), knows=None)
    assert found.header == ("Accounts",)


def test_a_header_that_nobody_knows_is_the_first_record(file: Path) -> None:
    found = read(write(file, "verse,rhyme\n1,ab\n2,cd\n"))
    assert (found.header, found.lines, found.skipped) == (("verse", "rhyme"), [2, 3], {})


@pytest.mark.parametrize("titles", [25, 26])
def test_the_header_is_looked_for_in_the_next_25_records(file: Path, titles: int) -> None:
    above = "".join(f"Title {number}\n" for number in range(titles))
    found = read(write(file, f"{above}Company,Domain\nAcme,a.com\n"))
    assert (found.header == ("Company", "Domain")) is (titles == 25)


def test_a_row_of_data_that_holds_a_word_of_headers_is_no_header(file: Path) -> None:
    found = read(write(file, "Record type,Owner\nPerson,Bob\nCompany,Eve\n"))
    assert (found.header, found.lines) == (("Record type", "Owner"), [2, 3])


def test_lines_as_wide_as_the_header_stand_apart_from_it(file: Path) -> None:
    found = read(write(file, "Exported by,Bob\nOn,1 May\n\nCompany,Domain\nAcme,a.com\n"))
    assert (found.header, found.lines) == (("Company", "Domain"), [5])
    assert found.skipped == {ABOVE: 2}


@pytest.mark.parametrize("band", ["Group A,,Group B,", "Company,,Contact,", "A,A,B,B"])
def test_a_band_of_group_names_stands_above_the_header(file: Path, band: str) -> None:
    found = read(write(file, f"{band}\nCompany,Domain,First,Last\nAcme,a.com,Ada,Byron\n"))
    assert (found.header, found.lines) == (("Company", "Domain", "First", "Last"), [3])
    assert found.skipped == {ABOVE: 1}


@pytest.mark.parametrize("company", ['"Acme"', 'Acme 7"'])
def test_a_lone_quote_above_the_header_does_not_hide_it(file: Path, company: str) -> None:
    found = read(write(file, f'All 5" pipes\n\nCompany,Domain\n{company},a.com\n'))
    assert (found.header, found.lines) == (("Company", "Domain"), [4])


def test_the_hint_at_the_delimiter_that_excel_writes_is_no_header(file: Path) -> None:
    found = read(write(file, "sep=;\nCompany;Domain\nAcme;a.com\n"), knows=None)
    assert (found.header, found.lines) == (("Company", "Domain"), [3])


def test_a_header_that_is_broken_is_told_with_its_line(file: Path) -> None:
    write(file, 'Accounts\n\n"Domain" \nAcme\n')
    with pytest.raises(FileError, match=r"companies\.csv', line 3, is not a header"):
        read(file, lambda header: '"Domain"' in header)


NAMES = st.text(st.sampled_from("abxyz é"), min_size=1, max_size=8).filter(str.strip)


@ANY_FOLDER
@given(
    titles=st.lists(st.one_of(NAMES, st.just('"quoted, with\nlines"')), max_size=8),
    blank=st.integers(0, 3),
    delimiter=st.sampled_from(",;\t|"),
)
def test_any_title_above_leaves_the_rows_and_their_numbers_true(
    file: Path, titles: list[str], blank: int, delimiter: str
) -> None:
    above = "".join(f"{title}\n" for title in titles) + "\n" * blank
    table = "Company;Domain;City\nAcme;a.com;Rome\n".replace(";", delimiter)
    found = read(write(file, above + table))
    assert found.rows == [
        {"Company": "Acme", "Domain": "a.com", "City": "Rome", "_row": above.count("\n") + 2}
    ]
    assert found.skipped == Counter({ABOVE: len(titles)} if titles else {})


# Headers told again, and footers

REPORT = '"Account Name","Domain","City"\n"Acme","a.com","Rome"\n"Beta","b.com",""\n'
SALESFORCE = (
    '\n\n"Grand Totals (2 records)"\n\n"Confidential Information - Do Not Distribute"\n'
    '"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."\n'
    '"Generated By:  Ada Byron  01/02/2026 3:04 PM"\n"Acme Widgets"\n'
)


def test_the_footer_of_a_salesforce_report_is_skipped_and_counted(file: Path) -> None:
    found = read(write(file, REPORT + SALESFORCE))
    assert (found.lines, found.bad, found.skipped) == ([2, 3], [], {FOOTER: 5})


@pytest.mark.parametrize(
    ("footer", "lines"),
    [
        ("\nAcme CRM\n", 1),
        ("Grand Totals (2 records)\n", 1),
        ("Confidential Information - Do Not Distribute\n\n\n", 1),
        ("Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved.\n", 1),
        ('"Grand Totals (2 records)",,\n,,\n"(c) 2026 Acme, Inc.",,\n', 2),
        ("\n© 2026 Acme, all rights reserved", 1),
        ("2 records exported\nPage 1 of 1\n", 2),
    ],
)
def test_footers_in_other_dress(file: Path, footer: str, lines: int) -> None:
    found = read(write(file, REPORT + footer))
    assert (found.lines, found.bad, found.skipped) == ([2, 3], [], {FOOTER: lines})


@pytest.mark.parametrize(
    ("end", "reason"),
    [
        ("Zeta\n", "has 1 cell where the header has 3"),
        ("Zeta", "has 1 cell where the header has 3; the export may have been cut here"),
        ("Zeta,z.c", "has 2 cells where the header has 3; the export may have been cut here"),
        ("\nZeta,z.com", "has 2 cells where the header has 3; the export may have been cut here"),
        ("Zeta,z.com\n", "has 2 cells where the header has 3"),
        ("Zeta,z.com\n\nAll rights reserved", "has 2 cells where the header has 3"),
        ("Zeta,z.com,Rome,more", "has 4 cells where the header has 3"),
    ],
)
def test_a_record_that_was_cut_is_no_footer(file: Path, end: str, reason: str) -> None:
    found = read(write(file, REPORT + end))
    assert found.lines == [2, 3]
    assert [each.reason for each in found.bad] == [reason]
    assert sum(found.skipped.values()) == ("reserved" in end)


def test_a_record_of_one_cell_before_the_footer_stays_a_bad_row(file: Path) -> None:
    found = read(write(file, REPORT + "Zeta\nGrand Totals (3 records)\n"))
    assert found.reasons == [(4, "has 1 cell where the header has 3")]
    assert found.skipped == {FOOTER: 1}


def test_lone_cells_in_the_middle_are_bad_rows(file: Path) -> None:
    found = read(write(file, REPORT + "\nPage 1 of 2\n" + "Gamma,g.com,Rome\n"))
    assert (found.lines, [each.row for each in found.bad]) == ([2, 3, 6], [5])


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_company_whose_other_cells_are_empty_is_no_footer(file: Path, delimiter: str) -> None:
    end = "\nTotally Spies,,\nTotal,total.com,Paris\n\nZeta,,\n"
    found = read(write(file, (REPORT + end).replace(",", delimiter)))
    assert (found.lines, found.skipped) == ([2, 3, 5, 6, 8], {})


def test_a_cell_with_lines_like_a_footer_is_whole(file: Path) -> None:
    found = read(write(file, REPORT + '"Zeta","z.com","Rome\n\nAll rights reserved\n"\n'))
    assert (found.lines, found.bad, found.skipped) == ([2, 3, 4], [], {})
    assert found.rows[-1]["City"] == "Rome\n\nAll rights reserved"


def test_a_row_with_all_its_cells_is_no_footer(file: Path) -> None:
    found = read(write(file, REPORT + "Grand Total,total.com,Rome\n"))
    assert (found.lines, found.skipped) == ([2, 3, 4], {})


@pytest.mark.parametrize("lines", [30, 31])
def test_a_footer_has_at_most_30_lines(file: Path, lines: int) -> None:
    found = read(write(file, REPORT + "\n" + "a line\n" * lines))
    assert (len(found.bad), found.skipped) == ((0, {FOOTER: 30}) if lines == 30 else (31, {}))


def test_a_table_of_two_columns_has_no_footer(file: Path) -> None:
    found = read(write(file, "Company,Domain\nAcme,a.com\n\nAll rights reserved\n"))
    assert [each.row for each in found.bad] == [4]


def test_rows_of_another_delimiter_are_not_taken_for_a_footer(file: Path) -> None:
    found = read(write(file, "Company;Domain;City\n\nAcme,a.com,Rome\nBeta,b.com,Rome\n"))
    assert ([each.row for each in found.bad], found.skipped) == ([3, 4], {})


def test_a_report_without_rows_has_only_its_footer(file: Path) -> None:
    found = read(write(file, "Company,Domain,City\n\nGrand Totals (0 records)\nAcme CRM\n"))
    assert (found.rows, found.bad, found.skipped) == ([], [], {FOOTER: 2})


def test_two_exports_put_together(file: Path) -> None:
    found = read(write(file, REPORT + REPORT + '"account name","domain","city"\n'))
    assert (found.lines, found.skipped) == ([2, 3, 5, 6, 7], {REPEATED: 1})


def test_a_header_with_empty_and_double_names_comes_again(file: Path) -> None:
    table = "Company,,Name,Name\nAcme,,x,y\n"
    found = read(write(file, table + table))
    assert found.header == ("Company", "column 2", "Name", "Name (2)")
    assert (found.lines, found.skipped) == ([2, 4], {REPEATED: 1})


@ANY_FOLDER
@given(
    rows=st.integers(1, 40),
    again=st.sets(st.integers(0, 39)),
    window=st.integers(60, 200),
    footer=st.booleans(),
)
def test_any_window_finds_the_footer_and_each_further_header(
    file: Path, rows: int, again: set[int], window: int, footer: bool
) -> None:
    header = "Company,Domain,City\n"
    lines = [header if number in again else f"Acme {number},a.com,\n" for number in range(rows)]
    write(file, header + "".join(lines) + (SALESFORCE if footer else ""))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csv_file, "_WINDOW", window)
        patch.setattr(csv_file, "_TAIL", 2 * len(SALESFORCE))
        found = read(file, batch_rows=7)
    assert found.lines == [number + 2 for number in range(rows) if number not in again]
    assert found.bad == []
    assert found.skipped[REPEATED] == len(again & set(range(rows)))
    if footer and len(again & set(range(rows))) < rows:
        assert found.skipped[FOOTER] == 5


# Workbooks


def test_xlsx_takes_the_first_visible_sheet_with_a_known_header(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "book.xlsx",
        [["Read me"], ["This workbook holds companies"]],
        [["Company"], ["hidden"]],
        [["Accounts of May"], [], ["Company", "Domain"], ["Acme", "a.com"]],
        hidden=[1],
    )
    found = read(path)
    assert found.rows == [{"Company": "Acme", "Domain": "a.com", "_row": 4}]
    assert found.skipped == {ABOVE: 1}
    assert read(path, knows=None).header == ("Read me",)


def test_xlsx_takes_a_hidden_sheet_where_no_visible_one_fits(tmp_path: Path) -> None:
    path = workbook(tmp_path / "book.xlsx", [["x"]], [["Company"], ["Acme"]], hidden=[1])
    assert read(path).header == ("Company",)


def test_xlsx_of_two_columns_has_no_footer(tmp_path: Path) -> None:
    rows = [["Company", "Domain"], ["Acme", "a.com"], ["All rights reserved"]]
    assert read(workbook(tmp_path / "book.xlsx", rows)).lines == [2, 3]


def test_a_fault_of_who_knows_headers_is_not_the_workbook_s(tmp_path: Path) -> None:
    path = workbook(tmp_path / "book.xlsx", [["Company"], ["Acme"]])
    with pytest.raises(LookupError, match="of its own"):
        read(path, fails)


def fails(_header: Sequence[str]) -> bool:
    raise LookupError("of its own")


def test_xlsx_that_nobody_knows_is_its_first_sheet_that_holds_anything(tmp_path: Path) -> None:
    path = workbook(tmp_path / "book.xlsx", [], [["verse"], ["1"]], [["rhyme"]])
    assert (read(path).header, read(path).lines) == (("verse",), [2])


def test_xlsx_with_merged_titles_bands_footers_and_a_further_header(tmp_path: Path) -> None:
    path = tmp_path / "report.xlsx"
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    rows: list[list[Any]] = [
        ["Accounts of May 2026"],
        ["Company", None, "Place", None],
        ["Account Name", "Domain", "City", "Seen"],
        ["Acme", "a.com", "Rome", dt.date(2026, 5, 1)],
        ["Account Name", "Domain", "City", "Seen"],
        ["Zeta"],
        [],
        ["Grand Totals (2 records)"],
        [],
        ["Confidential Information - Do Not Distribute"],
    ]
    for row in rows:
        sheet.append(row)
    for cells in ("A1:D1", "A2:B2", "C2:D2"):
        sheet.merge_cells(cells)
    book.save(path)
    for batch_rows in (1, 3, 100):
        found = read(path, batch_rows=batch_rows)
        assert [row["Account Name"] for row in found.rows] == ["Acme", "Zeta"]
        assert found.lines == [4, 6]
        assert found.skipped == {ABOVE: 2, REPEATED: 1, FOOTER: 2}


def with_formulas(path: Path, cells: str) -> Path:
    """Write a sheet as spreadsheet programs do, with these cells in its second row."""
    workbook(path, [["Company", "Domain", "Size"], ["first"], ["Beta", "b.com", 7]])
    whole = path.read_bytes()
    with zipfile.ZipFile(io.BytesIO(whole)) as good, zipfile.ZipFile(path, "w") as made:
        for name in good.namelist():
            content = good.read(name)
            if name.endswith("sheet1.xml"):
                start = content.index(b'<row r="2"')
                end = content.index(b"</row>", start)
                content = content[:start] + f'<row r="2">{cells}'.encode() + content[end:]
            made.writestr(name, content)
    return path


@pytest.mark.parametrize(
    ("cells", "row"),
    [
        ('<c r="A2" t="str"><f>UPPER("acme")</f><v>ACME</v></c>', ("ACME", None, None)),
        (
            '<c r="A2" t="str"><f>"x"</f><v>x</v></c><c r="C2"><f>1+1</f><v>2</v></c>',
            ("x", None, "2"),
        ),
        (
            '<c r="A2" t="inlineStr"><is><t>x</t></is></c>'
            '<c r="B2" t="str"><f>IF(A2="","",A2)</f><v></v></c>',
            ("x", None, None),
        ),
        ('<c r="A2" t="str"><f>"x"</f><v>x</v></c><c r="D2"><f>1+1</f></c>', ("x", None, None)),
    ],
    ids=["text", "number", "empty text", "beyond the table"],
)
def test_formulas_count_as_their_last_value(
    tmp_path: Path, cells: str, row: tuple[str | None, ...]
) -> None:
    found = read(with_formulas(tmp_path / "book.xlsx", cells))
    assert tuple(found.rows[0].values()) == (*row, 2)
    assert (len(found.rows), found.bad) == (2, [])


@pytest.mark.parametrize(
    "formula",
    [
        "<f>A2&amp;1</f>",
        "<f>A2&gt;1</f><v/>",
        "<f>A2>1</f><v />",
        "<f>1</f><v></v>",
        '<f t="shared" si="0"/>',
        '<f t="shared" ref="B2:B9" si="0">A2/2</f>',
    ],
)
@pytest.mark.parametrize("prefix", ["", "x:"])
def test_a_formula_without_a_value_makes_a_bad_row(
    tmp_path: Path, formula: str, prefix: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graph_icp.ingest.files.xlsx_formulas._CHUNK", 50)
    cells = f'<c r="A2" t="inlineStr"><is><t>x</t></is></c><c r="B2" s="1">{formula}</c>'
    path = with_formulas(tmp_path / "book.xlsx", cells)
    if prefix:
        prefixed(path)
    found = read(path)
    assert found.lines == [3]
    assert found.reasons == [
        (
            2,
            "holds a formula without its value in column B; "
            "open the workbook in a spreadsheet program and save it",
        )
    ]


def prefixed(path: Path) -> None:
    """Write a sheet's elements with a prefix, as some libraries do."""
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as good, zipfile.ZipFile(path, "w") as made:
        for name in good.namelist():
            content = good.read(name)
            if name.endswith("sheet1.xml"):
                content = content.replace(b"<", b"<x:").replace(b"<x:/", b"</x:")
                content = content.replace(b"<x:?", b"<?").replace(b"xmlns=", b"xmlns:x=")
            made.writestr(name, content)


def test_openpyxl_writes_formulas_without_values(tmp_path: Path) -> None:
    rows = [["Company", "Domain"], ["Acme", '=LOWER("A.COM")'], ["Beta", "b.com"], ["=A3"]]
    found = read(workbook(tmp_path / "book.xlsx", rows), batch_rows=1)
    assert (found.lines, [each.row for each in found.bad]) == ([3], [2, 4])


def test_a_header_that_is_a_formula_without_value_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "book.xlsx", [["Accounts"], [], ["Company", '="Do"', "City"], ["a"]])
    with pytest.raises(FileError, match=r"book\.xlsx': the header .* in cell B3; open the work"):
        read(path)


# Archives and folders


def zipped(path: Path, members: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return path


TABLE = "Company,Domain\nAcme,a.com\n"


def test_each_member_of_an_archive_is_a_source(tmp_path: Path) -> None:
    inner = workbook(tmp_path / "inner.xlsx", [["Company", "Domain"], ["Acme", "a.com"]])
    path = zipped(
        tmp_path / "exports.ZIP",
        {
            "companies.csv": TABLE,
            "May/deep/Firmen é.txt": TABLE.replace(",", "\t"),
            "packed.csv.gz": gzip.compress(TABLE.encode()),
            "book.xlsx": inner.read_bytes(),
            "objects.jsonl": '{"Company": "Acme", "Domain": "a.com"}',
            "__MACOSX/._companies.csv": b"\0\1",
            "__MACOSX/companies.csv": b"\0\1",
            ".hidden/x.csv": TABLE,
            "May/.x.csv": TABLE,
            "~$book.xlsx": b"",
            "letter.pdf": b"%PDF",
            "empty/": b"",
        },
    )
    sources = files([path])
    assert [source.name for source in sources] == [
        f"{path}/{name}"
        for name in (
            "May/deep/Firmen é.txt",
            "book.xlsx",
            "companies.csv",
            "objects.jsonl",
            "packed.csv.gz",
        )
    ]
    assert all(source.tolerant for source in sources)
    for source in sources:
        with source.open(knows) as table:
            (row,) = Read(table).rows
        assert (row["Company"], row["Domain"]) == ("Acme", "a.com")


def test_only_the_member_that_is_open_is_unpacked_and_then_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    source, _ = files([zipped(tmp_path / "a.zip", {"a.csv": TABLE, "b.csv": TABLE})])
    with source.open(None):
        assert [each.read_text() for each in place.rglob("*.csv")] == [TABLE]
    assert list(place.iterdir()) == []
    broken, _ = files([zipped(tmp_path / "a.zip", {"a.csv": "", "b.csv": TABLE})])
    with pytest.raises(FileError), broken.open(None):
        pass
    assert list(place.iterdir()) == []


def test_what_is_wrong_with_a_member_is_told_by_its_name(tmp_path: Path) -> None:
    path = zipped(
        tmp_path / "a.zip",
        {
            "empty.csv": "",
            "open.csv": 'a,b\n1,"2\n',
            "quote.csv": '"a,b\n',
            "bad.xlsx": b"PK",
            "bad.csv.gz": b"x",
            "bad.json": "[",
            "blank.csv": "\n",
            "picture.csv": b"\x89PNG",
        },
    )
    for source in files([path]):
        with pytest.raises(FileError) as caught, source.open(None) as table:
            Read(table)
        assert str(caught.value).startswith(f"'{source.name}'")
        assert tempfile.gettempdir() + "/graph-icp" not in str(caught.value)


def test_an_archive_in_a_folder_counts_and_may_hold_nothing(tmp_path: Path) -> None:
    write(tmp_path / "z.csv", TABLE)
    zipped(tmp_path / "a.zip", {"x.csv": TABLE})
    zipped(tmp_path / "photos.zip", {"x.png": b""})
    names = [Path(source.name).name for source in files([tmp_path])]
    assert names == ["x.csv", "z.csv"]
    assert [path.name for path in find_files([tmp_path])] == ["a.zip", "photos.zip", "z.csv"]


def test_a_folder_of_archives_with_nothing_to_read(tmp_path: Path) -> None:
    zipped(tmp_path / "photos.zip", {"x.png": b""})
    with pytest.raises(FileError, match=r"photos\.zip' holds no \.csv"):
        files([tmp_path])


def test_an_archive_is_no_table(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.csv": TABLE})
    with pytest.raises(FileError, match=r"a\.zip' is an archive of files; unpack it"):
        read(path)


def encrypted() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive_:
        archive_.writestr("a.csv", TABLE)
    content = bytearray(made.getvalue())
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def lying() -> bytes:
    """Return an archive whose member holds more than it declares."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive_:
        archive_.writestr("a.csv", TABLE * 100_000)
    content = bytearray(made.getvalue())
    struct.pack_into("<I", content, 22, len(TABLE))
    struct.pack_into("<I", content, content.index(b"PK\x01\x02") + 24, len(TABLE))
    return bytes(content)


def archive_of(members: dict[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive_:
        for name, content in members.items():
            archive_.writestr(name, content)
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is not a whole .zip archive; download"),
        (b"Company,Domain\n", "is not a whole .zip archive; download"),
        (archive_of({"a.csv": TABLE * 99})[:-30], "is not a whole .zip archive; download"),
        (lying(), "is not a whole .zip archive; download"),
        (archive_of({}), "holds no .csv, .tsv"),
        (archive_of({"a.png": b""}), "holds no .csv, .tsv"),
        (archive_of({"a.csv": TABLE, "in/b.zip": b""}), "holds another archive, 'in/b.zip'"),
        (archive_of({"../../etc/passwd": b""}), "holds '../../etc/passwd', a place outside"),
        (archive_of({"/etc/x.csv": TABLE}), "holds '/etc/x.csv', a place outside"),
        (archive_of({"C:\\x.csv": TABLE}), "holds 'C:\\\\x.csv', a place outside"),
        (archive_of({"a\\..\\..\\x.csv": TABLE}), "a place outside"),
        (encrypted(), "a.csv' is protected by a password; unpack"),
    ],
)
def test_an_archive_that_cannot_be_read_is_told_in_one_sentence(
    tmp_path: Path, content: bytes, says: str
) -> None:
    path = write(tmp_path / "a.zip", content)
    with pytest.raises(FileError) as caught:
        open_all(path)
    assert says in str(caught.value)
    assert str(caught.value).startswith(f"'{path}")
    assert "\n" not in str(caught.value)


def open_all(path: Path) -> list[tuple[str, ...]]:
    headers = []
    for source in files([path]):
        with source.open(None) as table:
            headers.append(Read(table).header)
    return headers


def test_an_archive_that_unpacks_to_a_thousand_times_its_size_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as made, made.open("a.csv", "w") as member:
        for _ in range(101):
            member.write(b"\n" * 1_000_000)
    with pytest.raises(FileError, match=r"a\.csv' unpacks to more than 1,000 times its size"):
        files([path])


def test_an_archive_that_declares_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "_MOST", 2 * len(TABLE))
    assert len(files([zipped(tmp_path / "a.zip", {"a.csv": TABLE, "b.csv": TABLE})])) == 2
    with pytest.raises(FileError, match=r"b\.zip' unpacks to more than"):
        files([zipped(tmp_path / "b.zip", {"a.csv": TABLE, "b.csv": TABLE + "x"})])


WHOLE = archive_of({"a.csv": TABLE * 3, "in/b.tsv": TABLE})


@ANY_FOLDER
@given(place=st.integers(0, len(WHOLE) - 1), octet=st.integers(0, 255), cut=st.booleans())
def test_any_damage_to_an_archive_is_told_or_does_no_harm(
    tmp_path: Path, place: int, octet: int, cut: bool
) -> None:
    damaged = WHOLE[:place] if cut else WHOLE[:place] + bytes([octet]) + WHOLE[place + 1 :]
    path = write(tmp_path / "a.zip", damaged)
    try:
        headers = open_all(path)
    except FileError as error:
        headers, told = [], str(error)
        assert told.startswith(f"'{path}")
    assert set(headers) <= {("Company", "Domain")}


# JSON


def answer(lookup: str | None = "acme.com", **more: Any) -> dict[str, Any]:
    technologies = [
        {
            "Name": "Elixir",
            "Tag": "framework",
            "Categories": ["Language", "Runtime"],
            "FirstDetected": 1_577_836_800_000,
            "LastDetected": 1_609_459_200_000,
            "IsPremium": "no",
        },
        {"Name": "Nginx", "Tag": "Web Server", "Categories": None, "FirstDetected": 0},
        {"Name": None, "Tag": "nobody"},
    ]
    other = [
        {"Name": "Elixir", "FirstDetected": 1_546_300_800_000, "LastDetected": 1},
        {"Name": "Nginx", "Tag": "another", "Categories": ["Server"]},
    ]
    meta = {"CompanyName": "Acme", "City": "Rome", "Country": "IT", "Names": [], "Postcode": 12}
    result = {
        "Lookup": lookup,
        "Paths": [
            {"Domain": "acme.com", "Technologies": technologies},
            {"Domain": "acme.com", "SubDomain": "shop", "Technologies": other},
        ],
        "Meta": meta,
    }
    return {"Results": [{"Result": result, "Spend": 250, **more}], "Errors": []}


ELIXIR = {
    "Domain": "acme.com",
    "Company": "Acme",
    "Vertical": None,
    "City": "Rome",
    "State": None,
    "Postcode": "12",
    "Country": "IT",
    "Technology": "Elixir",
    "Tag": "framework",
    "Categories": "Language;Runtime",
    "First Detected": "2019-01-01",
    "Last Detected": "2021-01-01",
    "Spend": "250",
    "_row": 1,
}


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("many", [False, True])
def test_an_answer_of_builtwith_is_a_row_each_technology(
    tmp_path: Path, indent: int | None, many: bool
) -> None:
    said = [answer(), answer("beta.com")] if many else answer()
    found = read(write(tmp_path / "domain.json", json.dumps(said, indent=indent)))
    assert found.rows[0] == ELIXIR
    assert [(row["Domain"], row["Technology"], row["_row"]) for row in found.rows] == [
        ("acme.com", "Elixir", 1),
        ("acme.com", "Nginx", 1),
        *([("beta.com", "Elixir", 2), ("beta.com", "Nginx", 2)] if many else []),
    ]
    nginx = found.rows[1]
    assert nginx["First Detected"] is None
    assert (nginx["Tag"], nginx["Categories"]) == ("Web Server", "Server")


def test_answers_of_builtwith_as_lines(tmp_path: Path) -> None:
    nothing = {"Results": [{"Result": {"Lookup": "none.com", "Paths": []}}]}
    failed = {"Results": None, "Errors": [{"Message": "no credits"}]}
    lines = [answer(None), nothing, failed, answer("beta.com")]
    text = "\n" + "\n\n".join(json.dumps(line) for line in lines)
    found = read(write(tmp_path / "domains.jsonl.gz", gzip.compress(text.encode())), batch_rows=3)
    assert [(row["Domain"], row["_row"]) for row in found.rows] == [
        ("acme.com", 2),
        ("acme.com", 2),
        ("beta.com", 8),
        ("beta.com", 8),
    ]
    assert found.skipped == {"results without a technology": 1}


def test_what_the_api_puts_beside_the_result_counts_too(tmp_path: Path) -> None:
    said = answer(None)
    del said["Results"][0]["Result"]["Meta"]
    said["Results"][0] |= {"Lookup": "acme.io", "Meta": {"CompanyName": "Acme IO"}}
    del said["Results"][0]["Result"]["Lookup"]
    found = read(write(tmp_path / "domain.json", json.dumps(said)))
    assert (found.rows[0]["Domain"], found.rows[0]["Company"]) == ("acme.io", "Acme IO")


FLAT = [
    {"domain": "a.com", "tags": ["x", None, "y"], "size": 5.0, "public": True},
    {"domain": "b.com", "place": {"city": "Zürich"}, "size": None, "half": "\ud83d"},
]


@pytest.mark.parametrize(
    ("name", "text", "rows"),
    [
        ("a.json", json.dumps(FLAT), (1, 2)),
        ("a.json", json.dumps(FLAT, indent=1), (1, 2)),
        ("a.json", "\n".join(map(json.dumps, FLAT)), (1, 2)),
        ("a.ndjson", "\n\r\n" + "\r\n\r\n".join(map(json.dumps, FLAT)) + "\r\n", (3, 5)),
    ],
    ids=["line", "document", "lines", "blank lines"],
)
def test_plain_objects_are_a_table(
    tmp_path: Path, name: str, text: str, rows: tuple[int, int]
) -> None:
    found = read(write(tmp_path / name, text))
    assert found.header == ("domain", "tags", "size", "public", "place", "half")
    assert [list(row.values()) for row in found.rows] == [
        ["a.com", "x;y", "5", "TRUE", None, None, rows[0]],
        ["b.com", None, None, None, '{"city": "Zürich"}', "?", rows[1]],
    ]


def test_one_object_over_several_lines_is_a_row(tmp_path: Path) -> None:
    found = read(write(tmp_path / "a.json", json.dumps(FLAT[0], indent=2)))
    assert (found.rows[0]["domain"], len(found.rows)) == ("a.com", 1)


def test_a_key_that_comes_late_is_counted(tmp_path: Path) -> None:
    lines = [{"domain": f"{n}.com"} for n in range(1_000)] + [{"domain": "x.com", "late": "y"}]
    found = read(write(tmp_path / "a.jsonl", "\n".join(map(json.dumps, lines))))
    assert (found.header, len(found.rows)) == (("domain",), 1_001)
    assert found.skipped == {"values of a key that the first 1,000 objects lack": 1}


def test_cells_of_json_that_cannot_be_stored_make_bad_rows(tmp_path: Path) -> None:
    lines = [{"a": "x\0"}, {"a": "y" * 1_000_001}, {"a": "z"}]
    found = read(write(tmp_path / "a.jsonl", "\n".join(map(json.dumps, lines))))
    assert found.reasons == [(1, "holds a NUL byte"), (2, "has a cell larger than 1 MB")]
    assert found.lines == [3]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is empty"),
        ("\n\n", "holds no objects"),
        ("[]", "holds no objects"),
        ("{}", "holds no objects"),
        ("[1, 2]", "item 1, is not an object"),
        ('{"a": 1}\n7\n', "item 2, is not an object"),
        ('{"a": 1}\n\n{"a": \n', "line 3, is not JSON"),
        ('{\n"a": 1,\n"b": tru\n}', "line 3, is not JSON"),
        ('[{"a": 1}', "line 1, is not JSON"),
        ("[" * 100_000, "nested too deeply"),
        ('{"a": ' + "9" * 5_000 + "}", "number is too long"),
        ('{"Results": []}\n{"a": 1}\n', "object 2, has no Results"),
        ("a,b\n1,2\n", "line 1, is not JSON"),
    ],
)
def test_json_that_cannot_be_read_is_told_in_one_sentence(
    tmp_path: Path, text: str, says: str
) -> None:
    path = write(tmp_path / "a.json", text)
    with pytest.raises(FileError) as caught:
        read(path)
    assert says in str(caught.value)
    assert str(caught.value).startswith(f"'{path}'")
    assert "\n" not in str(caught.value)


def test_a_value_that_is_nested_too_deeply_costs_its_row(tmp_path: Path) -> None:
    deep = "[" * 900 + "]" * 900
    found = read(write(tmp_path / "a.json", f'[{{"domain": {deep}}}, {{"domain": "a.com"}}]'))
    assert (found.lines, found.reasons) == ([2], [(1, "is nested too deeply")])


@pytest.mark.parametrize("text", ['[\n{"a": 1},\n{"a": 2}]', '{"a": 1}\n{"a": "long enough"}'])
def test_a_document_or_line_that_is_too_large_is_refused(
    tmp_path: Path, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "a.json", text)
    assert len(read(path).rows) == 2
    monkeypatch.setattr(json_file, "_LIMIT", 18)
    with pytest.raises(FileError, match=r"a document of more than 256 MB; save it as JSON lines"):
        read(path)


VALUES = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5))


@ANY_FOLDER
@given(
    rows=st.lists(
        st.dictionaries(st.sampled_from("abc"), VALUES, min_size=1), min_size=1, max_size=9
    ),
    lines=st.booleans(),
    batch_rows=st.integers(1, 4),
)
def test_any_objects_are_read_the_same_as_lines_and_as_a_document(
    tmp_path: Path, rows: list[dict[str, Any]], lines: bool, batch_rows: int
) -> None:
    text = "\n".join(map(json.dumps, rows)) if lines else json.dumps(rows)
    found = read(write(tmp_path / "a.json", text), batch_rows=batch_rows)
    seen = {number for number, row in enumerate(rows, 1) if any(map(says, row.values()))}
    assert set(found.lines) | {each.row for each in found.bad} == seen


def says(value: Any) -> bool:
    """Tell whether a value is more than blank; JSON has no word for what is no number."""
    if isinstance(value, float):
        return value - value == 0
    return bool(str("" if value is None else value).strip())


# Wide tables


def test_a_thousand_columns_are_read_the_fast_way(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(csv_file, "with_care")
    header = ",".join(["Company", *(f"property {number}" for number in range(998)), "Company"])
    write(file, header + "\n" + (",".join(["value"] * 1_000) + "\n") * 5_000)
    found = 0
    with open_table(file, knows=knows) as table:
        assert table.header[-1] == "Company (2)"
        found = sum(batch.rows.num_rows for batch in table.batches())
    assert found == 5_000
