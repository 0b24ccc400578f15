"""Files as people have them: found, read in batches, and refused in one sentence."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import io
import tracemalloc
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph_icp.errors import FileError
from graph_icp.ingest.files import csv_file
from graph_icp.ingest.files.batch import BadRow
from graph_icp.ingest.files.open_table import find_files, open_table

DATA = Path(__file__).parents[2] / "shared" / "data"


def read(path: Path, batch_rows: int = 100_000) -> tuple[list[dict[str, Any]], list[BadRow]]:
    rows: list[dict[str, Any]] = []
    bad: list[BadRow] = []
    with open_table(path, batch_rows) as table:
        for batch in table.batches():
            assert batch.rows.column_names == [*table.header, "_row"]
            assert batch.rows.num_rows <= batch_rows
            rows += batch.rows.to_pylist()
            bad += batch.bad
        assert table.position() == table.size
    return rows, bad


def header_of(path: Path) -> tuple[str, ...]:
    with open_table(path) as table:
        return table.header


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "companies.csv"


def write(file: Path, content: str | bytes) -> Path:
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


def workbook(path: Path, *sheets: list[list[Any]]) -> Path:
    book = openpyxl.Workbook(write_only=True)
    for rows in sheets:
        sheet = book.create_sheet()
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


ACME = [{"name": "Zoë", "domain": "zoe.example", "_row": 2}]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_usual_way_of_writing(file: Path, encoding: str, end: str, delimiter: str) -> None:
    text = f"name{delimiter}domain{end}Zoë{delimiter}zoe.example{end}"
    assert read(write(file, text.encode(encoding))) == (ACME, [])


def test_the_last_line_needs_no_end(file: Path) -> None:
    assert read(write(file, "name,domain\nZoë,zoe.example")) == (ACME, [])


def test_a_late_letter_of_windows_1252_decides_for_the_whole_file(file: Path) -> None:
    rows = b"Acme,acme.example\n" * 200_000 + "Zoë,zoe.example\n".encode("cp1252")
    found, _ = read(write(file, b"name,domain\n" + rows))
    assert found[-1] == {"name": "Zoë", "domain": "zoe.example", "_row": 200_002}


def test_a_delimiter_within_quotes_does_not_count(file: Path) -> None:
    assert header_of(write(file, '"a,b,c,d";e\n')) == ("a,b,c,d", "e")


def test_headers_are_named_once_and_never_empty(file: Path) -> None:
    write(file, "\n ,,\n Name ,name,,Name,_row,\n")
    assert header_of(file) == ("Name", "name", "column 3", "Name (2)", "_row (2)", "column 6")


def test_cells_are_trimmed_and_empty_ones_null(file: Path) -> None:
    rows, _ = read(write(file, 'a,b,c\n x ,"", \n\N{NO-BREAK SPACE}y,," z"\n'))
    assert [list(row.values()) for row in rows] == [["x", None, None, 2], ["y", None, "z", 3]]


def test_blank_lines_are_left_out_and_counted(file: Path) -> None:
    rows, bad = read(write(file, "\n\na,b\n\n1,2\n   \n,\n,,,\n3,4\n\n"))
    assert [(row["a"], row["_row"]) for row in rows] == [("1", 5), ("3", 9)]
    assert bad == []


def test_quoted_cells_hold_line_ends_delimiters_and_quotes(file: Path) -> None:
    rows, bad = read(write(file, 'a,b\r\n"x\r\ny, ""z""",1\r\n\r\nw,2\r\n'))
    assert rows == [{"a": 'x\ny, "z"', "b": "1", "_row": 2}, {"a": "w", "b": "2", "_row": 5}]
    assert bad == []


def test_a_quote_within_a_cell_is_a_letter(file: Path) -> None:
    rows, bad = read(write(file, 'a,b\n5" pipe,1\n"x\ny",2\n7" pipe,3\n'))
    assert [(row["a"], row["_row"]) for row in rows] == [
        ('5" pipe', 2),
        ("x\ny", 3),
        ('7" pipe', 5),
    ]
    assert bad == []


def test_empty_cells_beyond_the_header_do_no_harm(file: Path) -> None:
    rows, bad = read(write(file, "a,b\n1,2,,\n3,4\n"))
    assert [row["b"] for row in rows] == ["2", "4"]
    assert bad == []


def test_ragged_rows_are_bad_rows_with_their_line_and_text(file: Path) -> None:
    text = 'a,b,c,d,e\n\n1,2,3,4,5\n"x\ny",2,3\n1,2,3,4,5,6\nlonely\n6,7,8,9,0\n'
    rows, bad = read(write(file, text))
    assert [row["_row"] for row in rows] == [3, 8]
    assert bad == [
        BadRow(4, "has 3 cells where the header has 5", '"x\ny",2,3'),
        BadRow(6, "has 6 cells where the header has 5", "1,2,3,4,5,6"),
        BadRow(7, "has 1 cell where the header has 5", "lonely"),
    ]


def test_a_nul_makes_a_bad_row(file: Path) -> None:
    rows, bad = read(write(file, "a,b\n1,2\nx\0y,3\n4,5\n"))
    assert [row["_row"] for row in rows] == [2, 4]
    assert bad == [BadRow(3, "holds a NUL byte", "x\0y,3")]


def test_text_after_a_closing_quote_makes_a_bad_row(file: Path) -> None:
    rows, bad = read(write(file, 'a,b\n"5" pipe",1\n2,3\n'))
    assert [row["_row"] for row in rows] == [3]
    assert [(each.row, each.reason) for each in bad] == [(2, "has text after a closing quote")]


@pytest.mark.parametrize("filler", ["x,y\n" * 3, "x,y\n" * 3_000_000], ids=["short", "long"])
def test_a_quote_that_is_never_closed_is_told_with_its_line(file: Path, filler: str) -> None:
    write(file, f'a,b\n1,2\n3,"open\n{filler}')
    with pytest.raises(FileError, match=r"companies\.csv', line 3, opens a quote"):
        read(file)


def test_a_cell_over_a_megabyte_makes_a_bad_row(file: Path) -> None:
    rows, bad = read(write(file, f"a,b\n1,{'x' * 1_000_001}\n2,{'y' * 1_000_000}\n"))
    assert [row["_row"] for row in rows] == [3]
    assert [(each.row, each.reason) for each in bad] == [(2, "has a cell larger than 1 MB")]
    assert len(bad[0].text) == 2_000


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        (b"x" * 10**8, "has a cell larger than 1 MB"),
        (b'"' + b"x" * 10**8 + b'"', "has a cell larger than 1 MB"),
        (b'"' + b'""\n' * 33_333_333 + b'"', "has a cell larger than 1 MB (lines 3 to 33333336)"),
    ],
    ids=["bare", "quoted", "lines"],
)
def test_a_cell_of_100_mb_is_passed_over(
    file: Path, cell: bytes, reason: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(file, b"a,b\n1,2\n3," + cell + b"\n4,5\n")
    looked_at: list[int] = []
    record_end = csv_file.record_end

    def counted(text: bytes, *, quoted: bool) -> tuple[int, bool]:
        looked_at.append(len(text))
        return record_end(text, quoted=quoted)

    monkeypatch.setattr(csv_file, "record_end", counted)
    rows, bad = read(file)
    assert sum(looked_at) < 1.1 * file.stat().st_size  # each part of it once
    assert [row["a"] for row in rows] == ["1", "4"]
    assert [(each.row, each.reason) for each in bad] == [(3, reason)]


def test_memory_does_not_grow_with_the_file(file: Path) -> None:
    def peak(rows: int) -> int:
        write(file, b"name,domain\n" + b"Acme Incorporated,acme.example\n" * rows)
        with open_table(file) as table:
            tracemalloc.start()
            for _ in table.batches():
                pass
            _, most = tracemalloc.get_traced_memory()
            tracemalloc.stop()
        return most

    assert peak(1_500_000) < 1.2 * peak(300_000)


def test_batches_are_no_larger_than_asked(file: Path) -> None:
    write(file, "a\n" + "1\n" * 25 + "1,2\n")
    with open_table(file, batch_rows=10) as table:
        assert [batch.rows.num_rows for batch in table.batches()] == [10, 10, 5]
    assert len(read(file, batch_rows=10)[1]) == 1


def test_a_header_alone_is_no_rows(file: Path) -> None:
    assert read(write(file, "a,b\n")) == ([], [])


def test_position_moves_along(file: Path) -> None:
    write(file, b"a,b\n" + b"1234567,1234567\n" * 1_000_000)
    with open_table(file) as table:
        places = [table.position() for _ in table.batches()]
    assert places == sorted(places)
    assert 0 < places[0] < places[-1] == table.size


CELLS = st.text(st.sampled_from('ab é,;"\n\r\t'), max_size=6)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
@given(
    rows=st.lists(st.lists(CELLS, min_size=1, max_size=3)),
    window=st.integers(48, 120),
    plain=st.booleans(),
)
def test_any_window_reads_what_the_csv_module_reads(
    file: Path, rows: list[list[str]], window: int, plain: bool
) -> None:
    text = io.StringIO()
    csv.writer(
        text, lineterminator="\n", quoting=csv.QUOTE_MINIMAL if plain else csv.QUOTE_ALL
    ).writerows([["a", "b"], *rows])
    write(file, text.getvalue().replace("\r", "\n"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csv_file, "_WINDOW", window)
        patch.setattr(csv_file, "_TAIL", window // 3)
        found, bad = read(file)
    expected, expected_bad = read_slowly(file)
    assert [tuple(row.values()) for row in found] == expected
    assert [each.row for each in bad] == expected_bad


def read_slowly(file: Path) -> tuple[list[tuple[str | None, str | None, int]], list[int]]:
    with file.open(encoding="utf-8", newline="") as stream:
        reader = csv.reader(stream, strict=True)
        rows, bad, line = [], [], 1
        for number, record in enumerate(reader):
            cells = [cell.strip() or None for cell in record]
            if number and any(cells):
                if len(cells) < 2 or any(cells[2:]):
                    bad.append(line)
                elif cells[:2] != ["a", "b"]:  # the header again
                    rows.append((cells[0], cells[1], line))
            line = reader.line_num + 1
    return rows, bad


def test_gzip(tmp_path: Path) -> None:
    path = tmp_path / "companies.CSV.GZ"
    path.write_bytes(gzip.compress("name,domain\nZoë,zoe.example\n".encode()))
    assert read(path) == (ACME, [])


def test_xlsx_reads_the_first_sheet_that_holds_anything(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "book.xlsx",
        [],
        [
            [],
            ["Name", "Employees", "Since", "Seen", "Share", "Public", None],
            ["Zoë", 1200.0, dt.date(2024, 3, 1), dt.datetime(2024, 3, 1, 10), 0.25, True],
            [None, " "],
            ["Acme", "1200", None, None, None, None, None, "beyond"],
            ["Beta"],
        ],
    )
    rows, bad = read(path)
    assert rows[0] == {
        "Name": "Zoë",
        "Employees": "1200",
        "Since": "2024-03-01",
        "Seen": "2024-03-01T10:00:00",
        "Share": "0.25",
        "Public": "TRUE",
        "_row": 3,
    }
    assert (rows[1]["Name"], rows[1]["Employees"], rows[1]["_row"]) == ("Beta", None, 6)
    assert [(each.row, each.reason) for each in bad] == [(5, "has 8 cells where the header has 6")]


def test_xlsx_in_batches(tmp_path: Path) -> None:
    path = workbook(tmp_path / "book.xlsx", [["a"], *([number] for number in range(25))])
    rows, _ = read(path, batch_rows=10)
    assert [row["_row"] for row in rows] == list(range(2, 27))


def broken_workbooks() -> dict[str, bytes]:
    whole = io.BytesIO()
    book = openpyxl.Workbook()
    book.create_sheet(index=0).append(["name"])
    book.save(whole)
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    malformed = io.BytesIO()
    with zipfile.ZipFile(whole) as good, zipfile.ZipFile(malformed, "w") as archive:
        for name in good.namelist():
            content = good.read(name)
            archive.writestr(name, content[:-40] if "sheet1" in name else content)
    return {
        "truncated": whole.getvalue()[:-500],
        "a zip of something else": other.getvalue(),
        "malformed": malformed.getvalue(),
        "text": b"name,domain\n",
        "binary": bytes(range(256)) * 20,
        "empty": b"",
    }


@pytest.mark.parametrize("content", broken_workbooks().values(), ids=broken_workbooks().keys())
def test_a_broken_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(FileError, match=r"book\.xlsx' is not a whole \.xlsx workbook"):
        read(write(tmp_path / "book.xlsx", content))


def test_an_empty_workbook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="holds no rows"):
        read(workbook(tmp_path / "book.xlsx", [], [["", None]]))


PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 8
PACKED = gzip.compress(bytes(range(256)) * 500)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.csv", b"", "is empty"),
        ("a.csv", b"\n\n \n", "only blank lines"),
        ("a.csv", b"\xef\xbb\xbf", "only blank lines"),
        ("a.csv", PNG, "does not hold text"),
        ("a.csv", bytes(range(256)) * 20, "does not hold text"),
        ("a.csv", "name,domain\n".encode("utf-16-le"), "does not hold text"),
        ("a.csv", b"x" * 10_000_000, "no line end"),
        ("a.csv", b'"name,domain\n1,2\n', "quotes"),
        ("a.csv.gz", b"name,domain\n", "not a whole gzip file"),
        ("a.csv.gz", PACKED[: len(PACKED) // 2], "not a whole gzip file"),
        ("a.csv.gz", PACKED[:-12] + b"x" * 12, "not a whole gzip file"),
        ("a.csv.gz", gzip.compress(b"", mtime=0), "is empty"),
        ("a.xls", b"\xd0\xcf\x11\xe0", "save it as .xlsx"),
        ("a.parquet", b"PAR1", "export it"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_in_one_sentence(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    with pytest.raises(FileError) as caught:
        read(write(tmp_path / name, content))
    assert message in str(caught.value)
    assert str(tmp_path / name) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("name", ["none.csv", "none.csv.gz", "none.xlsx", "no/such.csv"])
def test_a_missing_file(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileError, match="There is no file"):
        read(tmp_path / name)


@pytest.mark.parametrize("name", ["folder.csv", "folder.xlsx"])
def test_a_folder_named_like_a_file(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    with pytest.raises(FileError, match=name):
        read(tmp_path / name)


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_a_file_that_may_not_be_read(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = write(tmp_path / name, "a,b\n")
    monkeypatch.setattr(io, "open", refuse)
    monkeypatch.setattr(zipfile, "ZipFile", refuse)
    with pytest.raises(FileError, match="may not be read"):
        read(path)


def test_find_files_takes_files_and_what_lies_in_folders(tmp_path: Path) -> None:
    names = ["b.csv", "a.xlsx", "c.TSV", "d.txt.gz", "e.Zip", "f.json", "g.jsonl.gz", "h.ndjson"]
    names += [".e.csv", "~$a.xlsx", "notes.md", "x.xlsx.gz", "x.zip.gz", "x.xls", "json"]
    for name in names:
        write(tmp_path / name, "a,b\n")
    for folder in ("deeper", ".hidden", "__MACOSX"):
        (tmp_path / folder).mkdir()
        write(tmp_path / folder / "z.csv", "a,b\n")
    (tmp_path / "link").symlink_to(tmp_path)
    found = find_files([tmp_path / "c.TSV", tmp_path])
    assert [path.name for path in found] == [
        *("c.TSV", "a.xlsx", "b.csv", "d.txt.gz", "e.Zip", "f.json", "g.jsonl.gz", "h.ndjson"),
        "z.csv",
    ]


@pytest.mark.parametrize(
    ("name", "message"),
    [("none.csv", "There is no file"), (".", "holds no"), ("a.xls", "save it as .xlsx")],
)
def test_find_files_says_what_is_wrong(tmp_path: Path, name: str, message: str) -> None:
    write(tmp_path / "a.xls", b"")
    with pytest.raises(FileError, match=message):
        find_files([tmp_path / name])


@pytest.mark.skipif(not DATA.exists(), reason="../shared/data is not there")
def test_the_real_files_have_no_bad_row() -> None:
    for path in find_files([DATA / "market", DATA / "adopters"]):
        rows, bad = read(path)
        assert rows
        assert not bad
