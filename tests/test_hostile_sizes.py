"""Small files that stand for far more: bounded, cut at their last filled cell, or refused."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import random
import time
import tracemalloc
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from graph_icp.encodings.encoding import encoding_of
from graph_icp.errors import FileError
from graph_icp.ingest.files import limits, table_file, xlsx_rows
from graph_icp.ingest.files.batch import column_names
from graph_icp.ingest.files.open_table import open_table
from graph_icp.ingest.load.inputs import files

if TYPE_CHECKING:
    from graph_icp.ingest.files.batch import Batch


def cell(place: str, text: str = "x") -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def row(number: int | str, *cells: str) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


TABLE = row(1, cell("A1", "company"), cell("B1", "domain")) + row(2, cell("A2"), cell("B2"))


def sheet(path: Path, rows: str, **parts: bytes) -> Path:
    """Write a workbook with these rows, and other parts replaced."""
    whole = io.BytesIO()
    openpyxl.Workbook().save(whole)
    with zipfile.ZipFile(whole) as good, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name in good.namelist():
            content = good.read(name)
            if name.endswith("sheet1.xml"):
                content = content.replace(b"<sheetData>", f"<sheetData>{rows}".encode())
            made.writestr(name, parts.get(name.split("/")[-1].split(".")[0], content))
    return path


def batches(path: Path) -> list[Batch]:
    with open_table(path) as table:
        return list(table.batches())


def bounded(path: Path) -> tuple[list[str], list[tuple[int, str]]]:
    """Read a file in little time and memory; return its first column and its bad rows."""
    tracemalloc.start()
    begun = time.monotonic()
    found = batches(path)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 50 * 10**6
    assert time.monotonic() - begun < 5
    firsts = [each for batch in found for each in batch.rows[0].to_pylist()]
    return firsts, [(each.row, each.reason) for batch in found for each in batch.bad]


def test_a_cell_in_the_far_corner_is_a_bad_row(tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.xlsx", TABLE + row(1_048_576, cell("XFD1048576")))
    assert bounded(path) == (["x"], [(1_048_576, "has 16384 cells where the header has 2")])


def test_far_cells_without_text_do_no_harm(tmp_path: Path) -> None:
    rows = "".join(row(n, f'<c r="XFD{n}"/>') for n in range(3, 1_000))
    path = sheet(tmp_path / "a.xlsx", TABLE + rows + row(900_000, cell("A900000", "y")))
    assert bounded(path) == (["x", "y"], [])


def test_a_stray_cell_far_beside_the_header_is_no_column(tmp_path: Path) -> None:
    header = row(1, cell("A1", "company"), cell("C1", "domain"), cell("XFD1"))
    path = sheet(tmp_path / "a.xlsx", header + row(2, cell("A2"), cell("C2")))
    with open_table(path) as table:
        assert table.header == ("company", "column 2", "domain")
    assert bounded(path) == (["x"], [])


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        (row(2_000_000_000, cell("A2000000000")), "has a cell in row 2,000,000,000, and"),
        (row("1" + "0" * 30, cell("A3")), "has a cell in row 1,000,000,000,000,000"),
        (row(3, cell("ZZZ3")), "has a cell in column 18,278, and a sheet ends at 16,384"),
        (row(3, "<c/>" * 20_000), "has a cell in column 20,000, and"),
    ],
)
def test_a_place_beyond_any_sheet_is_refused(rows: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(FileError) as caught:
        bounded(sheet(tmp_path / "a.xlsx", TABLE + rows))
    assert says in str(caught.value)


@pytest.mark.parametrize(
    "path_parts", [{"sheet1": b"<x>" + b"<c/>" * 5_000_000}, {"styles": b"<x>" + b"<xf/>" * 10**6}]
)
def test_a_workbook_that_grows_too_much_is_refused(
    path_parts: dict[str, bytes], tmp_path: Path
) -> None:
    with pytest.raises(FileError, match=r"a\.xlsx' unpacks to more than 1?,?[01]00 times its size"):
        bounded(sheet(tmp_path / "a.xlsx", TABLE, **path_parts))


def test_members_that_share_their_bytes_are_counted_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx_rows, "_SMALL_BODY", 100)
    monkeypatch.setattr(xlsx_rows, "_SMALL_PART", 100)
    monkeypatch.setattr(limits, "SMALL", 100)
    monkeypatch.setattr(limits, "RATIO", 0.1)
    with pytest.raises(FileError, match="times its size"):
        bounded(sheet(tmp_path / "a.xlsx", TABLE))


def test_a_table_of_too_many_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a," * 16_384 + "b\n")
    with pytest.raises(FileError, match=r"has 16,385 columns, and a table may have 16,384"):
        batches(path)


def test_a_batch_has_few_rows_where_there_are_many_columns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "CELLS", 1_000)
    path = sheet(tmp_path / "a.xlsx", TABLE + "".join(row(n, cell(f"A{n}")) for n in range(3, 900)))
    assert {batch.rows.num_rows for batch in batches(path)} <= {*range(501)}
    assert table_file.rows_of(100_000, 16_384) == 1


FUZZ = Path(__file__).parent.parent / "benchmarks" / "fuzz.py"


@pytest.fixture(scope="module")
def fuzz() -> Any:
    """The benchmark that loads thousands of odd files."""
    spec = importlib.util.spec_from_file_location("fuzz_of_files", FUZZ)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    slow = (module._wide, module._long_cell)
    module.CHANGES = [each for each in module.CHANGES if each[0] not in slow]
    return module


@pytest.mark.parametrize("number", range(60))
def test_an_odd_file_is_read_or_refused(fuzz: Any, number: int, tmp_path: Path) -> None:
    name, content = fuzz.file_of(random.Random(f"any {number}"))
    (tmp_path / name).write_bytes(content)
    with contextlib.suppress(FileError):
        for source in files([tmp_path / name]):
            with source.open(None) as table:
                assert all(batch.rows.num_rows >= 0 for batch in table.batches())


def test_a_name_that_a_header_repeats_thousands_of_times_takes_no_time() -> None:
    begun = time.monotonic()
    names = column_names(["x"] * 16_384)
    assert time.monotonic() - begun < 2
    assert names[-1] == "x (16384)"


def test_a_long_line_is_sampled_in_no_time() -> None:
    content = b"a" * 2_000_000 + "Zürich".encode("cp1252")
    begun = time.monotonic()
    assert isinstance(encoding_of(content, io.BytesIO()), bytes)
    assert time.monotonic() - begun < 2
