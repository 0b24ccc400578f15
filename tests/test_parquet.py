"""Parquet files: their values are read as those of a CSV file are."""

from __future__ import annotations

import datetime as dt
import decimal
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pytest
from dumps import dump
from web_client import shops

import graph_icp
from graph_icp.errors import FileError
from graph_icp.ingest.files.open_table import open_table

if TYPE_CHECKING:
    from pathlib import Path


def read(path: Path, batch_rows: int = 100_000) -> tuple[list[dict[str, Any]], list[Any]]:
    with open_table(path, batch_rows) as table:
        batches = [*table.batches()]
        assert table.position() == table.size
    return (
        [row for each in batches for row in each.rows.to_pylist()],
        [bad for each in batches for bad in each.bad],
    )


def test_values_of_every_type_are_text(tmp_path: Path) -> None:
    noon = dt.datetime(2026, 5, 1, 12, 30)
    values: dict[str, Any] = {
        "text": pa.array([" Acme ", ""]),
        "large": pa.array(["Größe", None], pa.large_string()),
        "of few": pa.array(["Retail", "Retail"]).dictionary_encode(),
        "bytes": pa.array([b"Caf\xc3\xa9", b"\xff"], pa.binary()),
        "whole": pa.array([120, None], pa.uint32()),
        "float": pa.array([120.0, 0.5]),
        "money": pa.array([decimal.Decimal("12.50"), None]),
        "day": pa.array([dt.date(2026, 5, 1), None]),
        "moment": pa.array([noon, dt.datetime(2026, 5, 2)], pa.timestamp("us")),
        "with zone": pa.array([noon, None], pa.timestamp("ms", "UTC")),
        "too late": pa.array([4_000_000, None], pa.int32()).cast(pa.date32()),
        "truth": pa.array([True, False]),
        "list": pa.array([["Kafka", "Looker"], []]),
        "struct": pa.array([{"city": "Köln", "since": dt.date(2020, 1, 1)}, None]),
        "null": pa.nulls(2),
    }
    path = tmp_path / "any.parquet"
    pq.write_table(pa.table(values), path)
    [first, second], bad = read(path)
    assert bad == []
    assert first == {
        "text": "Acme",
        "large": "Größe",
        "of few": "Retail",
        "bytes": "Café",
        "whole": "120",
        "float": "120",
        "money": "12.50",
        "day": "2026-05-01",
        "moment": "2026-05-01T12:30:00",
        "with zone": "2026-05-01T12:30:00+00:00",
        "too late": "12921-08-18",
        "truth": "TRUE",
        "list": "Kafka;Looker",
        "struct": '{"city": "Köln", "since": "2020-01-01"}',
        "null": None,
        "_row": 1,
    }
    assert {name for name, value in second.items() if value is not None} == {
        *("of few", "bytes", "float", "moment", "truth", "_row")
    }
    assert second["moment"] == "2026-05-02"


@pytest.mark.parametrize("batch_rows", [1, 2, 100])
def test_rows_that_cannot_be_read_are_told_by_their_number(tmp_path: Path, batch_rows: int) -> None:
    path = tmp_path / "bad.parquet"
    names = ["Acme", "x" * 1_000_001, "", "B\0lt", "Dune"]
    pq.write_table(pa.table({"company": names}), path, row_group_size=2)
    rows, bad = read(path, batch_rows)
    assert [(row["company"], row["_row"]) for row in rows] == [("Acme", 1), ("Dune", 5)]
    assert [(each.row, each.reason) for each in bad] == [
        (2, "has a cell larger than 1 MB"),
        (4, "holds a NUL byte"),
    ]


@pytest.mark.parametrize("cut", [0, 3, 40, -10])
def test_a_file_that_is_cut_is_refused(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "cut.parquet"
    pq.write_table(pa.table({"company": ["Acme"] * 100}), path)
    path.write_bytes(path.read_bytes()[:cut])
    with pytest.raises(FileError, match="is not a whole Parquet file; export it again, or as CSV"):
        read(path)


def test_a_file_without_columns_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "none.parquet"
    pq.write_table(pa.table({}), path)
    with pytest.raises(FileError, match="has no columns"):
        read(path)


def test_columns_of_one_name_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "twice.parquet"
    arrays = [pa.array(["Acme"]), pa.array(["Bolt"])]
    pq.write_table(pa.Table.from_arrays(arrays, names=["name", "name"]), path)
    [row], _ = read(path)
    assert row == {"name": "Acme", "name (2)": "Bolt", "_row": 1}


def test_a_folder_of_parquet_is_the_market_of_the_csv_files(tmp_path: Path) -> None:
    csv, parquet = tmp_path / "csv", tmp_path / "parquet"
    csv.mkdir()
    parquet.mkdir()
    of_csv = shops(csv, ["Acme & Sons", "0042", "TRUE"])
    files = [*csv.glob("*.csv")]
    assert len(files) == 3
    for each in files:
        pq.write_table(pa.csv.read_csv(each), parquet / f"{each.stem}.parquet")
    of_parquet = graph_icp.open(tmp_path / "parquet.duckdb")
    of_parquet.load(parquet)
    tables = []
    for market in (of_csv, of_parquet):
        with market.store() as store:
            tables.append(dump(store))
    assert tables[0] == tables[1]
    assert len(of_parquet.accounts()) == 72


def test_files_of_a_folder_may_have_columns_of_their_own(tmp_path: Path) -> None:
    pq.write_table(pa.table({"domain": ["a.example"], "name": ["A"]}), tmp_path / "one.parquet")
    sizes = pa.table({"domain": ["b.example"], "name": ["B"], "employees": [120.0]})
    pq.write_table(sizes, tmp_path / "two.parquet")
    market = graph_icp.open(tmp_path / "market.duckdb")
    market.load(tmp_path)
    found = market.accounts().set_index("account")
    assert [*found.index] == ["A", "B"]
    assert found.loc["B", "employees"] == 120
