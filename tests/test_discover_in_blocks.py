"""`discover --engine disk`: the list of a market in memory, and folders of Parquet as stores."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

import graph_icp
from graph_icp.cli import main
from graph_icp.errors import StoreError
from graph_icp.graph.open_store import open_store
from graph_icp.market.blocks.block_market import BlockMarket
from graph_icp.market.blocks.tables_on_disk import TablesOnDisk

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result
    from conftest import Demo


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


@pytest.fixture(scope="module")
def folder(demo_market: Demo, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the demo's market as Parquet."""
    tables = tmp_path_factory.mktemp("tables") / "demo"
    graph_icp.open(demo_market.store).copy(f"parquet:{tables}")
    return tables


def test_a_list_ranked_on_disk_is_the_one_ranked_in_memory(demo_market: Demo) -> None:
    market = graph_icp.open(demo_market.store)
    icp, _ = market.icp.read()
    with TablesOnDisk.opened(str(demo_market.store)) as tables:
        found = BlockMarket(tables, icp).discover(limit=30)
    held = market.discover(limit=30, preview=True, sort="fit")
    for column in ("rank", "account", "fit", "tier", "points", "customers_it_resembles"):
        assert found.table[column].tolist() == held.table[column].tolist(), column
    assert found.matching == len(market.discover(preview=True, sort="fit").table)


def test_a_folder_of_parquet_is_ranked_as_its_store(
    demo_market: Demo, folder: Path, tmp_path: Path
) -> None:
    lists = []
    for store in (str(demo_market.store), f"parquet:{folder}"):
        file = tmp_path / f"{len(lists)}.parquet"
        told = run(
            *("discover", "--engine", "disk", "--limit", "5", "--store", store), "-o", str(file)
        )
        assert told.exit_code == 0, told.output
        assert "Ranked in blocks by fit alone" in told.stderr
        lists.append(pd.read_parquet(file))
    pd.testing.assert_frame_equal(*lists)
    best = lists[0].sort_values("rank").head(5)
    assert best["rank"].tolist() == [1, 2, 3, 4, 5]
    assert lists[0]["why"].notna().sum() == 5


def test_what_needs_a_list_in_memory_is_refused(demo_market: Demo) -> None:
    asked = ("discover", "--engine", "disk", "--store", str(demo_market.store))
    told = run(*asked, "--write-back", "--explore", "10%")
    assert told.exit_code == 2
    assert "--engine disk does not know --explore, --write-back." in told.stderr
    told = run(*asked, "--has-door")
    assert told.exit_code == 1
    assert "does not know the filter has door; leave it out" in told.stderr


def test_a_store_of_a_server_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph_icp.market.store_opener.open_store", lambda *_, **__: Server())
    monkeypatch.setattr("graph_icp.market.store_opener.is_up_to_date", lambda _: True)
    with (
        pytest.raises(StoreError, match=r"^neo4j://a:7687 is on a server; 'graph-icp copy neo4j"),
        TablesOnDisk.opened("neo4j://a:7687"),
    ):
        raise AssertionError


class Server:
    """A store that is no file."""

    def close(self) -> None:
        """Close it."""


def test_a_folder_of_parquet_answers_what_its_store_does(demo_market: Demo, folder: Path) -> None:
    here, there = graph_icp.open(demo_market.store), graph_icp.open(f"parquet:{folder}")
    for name, table in here.summary().items():
        pd.testing.assert_frame_equal(there.summary()[name], table)
    lists = [market.discover(limit=9, preview=True).table for market in (here, there)]
    pd.testing.assert_frame_equal(*lists)
    told = run("discover", "--store", f"parquet:{folder}")
    assert told.exit_code == 0, told.output
    assert "is a folder of Parquet files, which is only read" in told.stderr


def test_a_folder_of_parquet_is_only_read(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "companies.csv"
    file.write_text("name,domain\nAcme,acme.com\n")
    store = f"parquet:{folder}"
    for words in (
        ("load", str(file)),
        ("customers", "add", "acme.com"),
        ("forget", "acme.com", "--yes"),
    ):
        told = run(*words, "--store", store)
        assert told.exit_code == 1, (words, told.output)
        assert "is a folder of Parquet files, which is only read" in told.stderr, words


def test_folders_that_are_not_whole_are_refused(folder: Path, tmp_path: Path) -> None:
    told = run("summary", "--store", f"parquet:{tmp_path / 'nowhere'}")
    assert told.exit_code == 1
    assert "no market that 'graph-icp copy STORE parquet:FOLDER' wrote whole" in told.stderr
    part = tmp_path / "part"
    shutil.copytree(folder, part)
    links = pq.read_table(part / "link.parquet")
    others = links.rename_columns([f"{name}_2" for name in links.column_names])
    for damaged in (links.drop_columns(["value"]), others):
        pq.write_table(damaged, part / "link.parquet")
        with pytest.raises(StoreError, match=r"link\.parquet is not the table that"):
            open_store(f"parquet:{part}")
    (part / "link.parquet").write_bytes(b"PAR1 and no more")
    with pytest.raises(StoreError, match=r"link\.parquet is not the table that"):
        open_store(f"parquet:{part}")
