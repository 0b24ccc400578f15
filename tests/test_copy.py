"""A market moved from one store to another is the same market."""

from __future__ import annotations

import csv
import datetime
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest
from dumps import exact_dump

import graph_icp
from graph_icp.demo.generate import generate
from graph_icp.errors import StoreError
from graph_icp.graph.open_store import store_exists

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with everything in it that a store can hold."""
    folder = tmp_path_factory.mktemp("demo")
    generate(folder, seed=3)
    for file in folder.glob("*.csv"):
        lines = file.read_text().splitlines(keepends=True)
        file.write_text("".join(lines[: 1 + len(lines) // 3]))
    market = graph_icp.open(folder / "demo.duckdb")
    market.load(folder)
    (folder / "firmen.csv").write_text(
        "Firma,Netz\nAkme,akme.example\nZork,zork.example\nZork,zork.test\nZork,\n"
    )
    market.load(folder / "firmen.csv", columns={"name": "Firma", "domain": "Netz"})
    domains = market.accounts("a")["domain"].dropna()[:3]
    one, other, third = (f"domain:{each}" for each in domains)
    market.identity.decide(one, other, "same")
    market.identity.decide(one, third, "different")
    market.identity.decide("akme.example", third, "belongs to")
    (folder / "more.csv").write_text(f"domain,value\n{domains.iloc[2]},0.5\n")
    market.customers.add(folder / "more.csv")
    market.customers.add(where="sponsored")
    with (folder / "people.csv").open(newline="", encoding="utf-8") as people:
        emails = [row["email"] for row in csv.DictReader(people) if row["email"]]
    market.paths.refuse(emails[0], emails[-1])
    market.feedback.say("zork.example", "not a fit", "too small")
    market.suppress(emails[1], until=datetime.date(2999, 12, 31))
    market.hygiene.accept("partner", "zork.example")
    market.discover(method="jaccard", limit=5)
    market.discover(write_back=True)
    return folder / "demo.duckdb"


def dumped(address: str | Path) -> object:
    with graph_icp.open(address).store() as store:
        return exact_dump(store)


def test_to_a_server_and_back_every_table_is_the_same(
    tmp_path: Path, demo: Path, team_store: str
) -> None:
    before = dumped(demo)
    assert not [table for table, rows in before.items() if not rows]
    copied = graph_icp.open(demo).copy(team_store)
    assert copied == {table: len(rows) for table, rows in before.items()}
    assert dumped(team_store) == before
    graph_icp.open(team_store).copy(tmp_path / "back.duckdb")
    assert dumped(tmp_path / "back.duckdb") == before
    with pytest.raises(StoreError, match="holds a market already"):
        graph_icp.open(tmp_path / "back.duckdb").copy(team_store)
    assert dumped(team_store) == before


def test_a_copy_goes_on_as_the_market_that_it_copies(
    tmp_path: Path, demo: Path, team_store: str
) -> None:
    graph_icp.open(demo).copy(team_store)
    graph_icp.open(demo).copy(tmp_path / "other.duckdb")
    more = tmp_path / "more.csv"
    more.write_text("domain,company,technology\nnew.example,New,Kafka\n")
    dumps = []
    for place in (team_store, tmp_path / "other.duckdb"):
        market = graph_icp.open(place)
        market.load(more)
        table = market.discover().table
        assert market.explain("new.example").rank
        dumps.append((table["key"].to_list(), table["why"].to_list(), table["fit"].to_list()))
    (one, other) = dumps
    assert one[:2] == other[:2]
    assert one[2] == pytest.approx(other[2], rel=1e-9, abs=1e-9)


def test_a_copy_of_nothing_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="There is no store at"):
        graph_icp.open(tmp_path / "none.duckdb").copy(tmp_path / "to.duckdb")
    assert not store_exists(tmp_path / "to.duckdb")


def test_an_existing_market_is_not_copied_over(tmp_path: Path, demo: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("domain,company\nacme.com,Acme\n")
    graph_icp.open(tmp_path / "own.duckdb").load(file)
    before = dumped(tmp_path / "own.duckdb")
    with pytest.raises(StoreError, match="holds a market already"):
        graph_icp.open(demo).copy(tmp_path / "own.duckdb")
    assert dumped(tmp_path / "own.duckdb") == before


def test_to_a_folder_of_parquet_and_back_every_table_is_the_same(
    tmp_path: Path, demo: Path
) -> None:
    folder = tmp_path / "tables"
    before = dumped(demo)
    copied = graph_icp.open(demo).copy(f"parquet:{folder}")
    assert copied == {table: len(rows) for table, rows in before.items()}
    assert {file.stem for file in folder.glob("*.parquet")} == {*before}
    # A warehouse reads the columns of the model.
    accounts = pq.read_table(folder / "account.parquet")
    assert {"id", "name", "domain", "country"} <= {*accounts.column_names}
    back = tmp_path / "back.duckdb"
    graph_icp.open(f"parquet:{folder}").copy(back)
    assert dumped(back) == before
    with pytest.raises(StoreError, match="holds a market already"):
        graph_icp.open(f"parquet:{folder}").copy(back)
    with pytest.raises(StoreError, match=r"holds \S+ already; copy into an empty folder"):
        graph_icp.open(demo).copy(f"parquet:{folder}")
    with pytest.raises(StoreError, match="Both are folders of Parquet files"):
        graph_icp.open(f"parquet:{folder}").copy(f"parquet:{tmp_path / 'other'}")
    (folder / "link.parquet").write_bytes((folder / "node.parquet").read_bytes())
    new = tmp_path / "new.duckdb"
    with pytest.raises(StoreError, match=r"link\.parquet is not the table that"):
        graph_icp.open(f"parquet:{folder}").copy(new)
    (folder / "about.json").write_text('{"schema": 1, "rules": 1}')
    with pytest.raises(StoreError, match="was written by another version of graph-icp"):
        graph_icp.open(f"parquet:{folder}").copy(new)
    (folder / "about.json").unlink()
    with pytest.raises(StoreError, match="is no market that 'graph-icp copy STORE parquet:"):
        graph_icp.open(f"parquet:{folder}").copy(new)
    assert not new.exists()
