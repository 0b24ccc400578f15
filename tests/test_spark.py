"""Learning on Spark: the same bits as in memory, and a sentence where something is wrong."""

from __future__ import annotations

import os
import re
import signal
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from scipy.sparse import csr_array
from test_fit import SHAPES, generated, graph_of

import graph_icp
from graph_icp.cli import main
from graph_icp.discovery.icp import Icp, Rule
from graph_icp.discovery.learning.fit import learn
from graph_icp.discovery.learning.labels import label
from graph_icp.discovery.learning.scorer import scorers
from graph_icp.discovery.ranking.filters import Filters
from graph_icp.discovery.ranking.link_dates import LinkDates
from graph_icp.discovery.ranking.ranking import listed, rank_blocks
from graph_icp.errors import RankingError, StoreError
from graph_icp.graph.blocks import Held, held
from graph_icp.graph.matrix import read_graph
from graph_icp.graph.open_store import open_store
from graph_icp.market.blocks.block_market import BlockMarket
from graph_icp.spark.blocks_on_spark import OnSpark
from graph_icp.spark.session import spark_session
from graph_icp.spark.tables import SparkTables

if TYPE_CHECKING:
    from conftest import Demo

    from graph_icp.graph.blocks import Numbers, OfBlock

# Spark's own: it leaves the sockets open by which it fetched results, and warns of a pandas that
# it is not asked for.
pytestmark = pytest.mark.filterwarnings(
    "ignore:PySpark does not yet fully support pandas:FutureWarning",
    r"ignore:unclosed <socket\.socket .*'127\.0\.0\.1':ResourceWarning",
    r"ignore:Exception ignored in. <socket\.socket .*'127\.0\.0\.1'"
    ":pytest.PytestUnraisableExceptionWarning",
)
SOURCE = Path(graph_icp.__file__).parent / "spark"
SIZE = 1_000
# One of people, who may ask to be left out, and one of topics, which few may have.
RELATIONS = ["people", "topics"]


def same(one: csr_array, other: csr_array) -> bool:
    return all(
        getattr(one, part).tolist() == getattr(other, part).tolist()
        for part in ("data", "indices", "indptr")
    )


def some_links(accounts: int = 95, traits: int = 7) -> csr_array:
    """Return links of which blocks 2 and 9 of ten have none."""
    random = np.random.default_rng(3)
    has = random.uniform(size=(accounts, traits)) < 0.4
    has[20:30] = has[90:] = False
    return csr_array(has * random.uniform(0.1, 3, size=has.shape))


def on_spark(spark: Any, X: csr_array, size: int) -> OnSpark:
    """Put links onto Spark in no order, each twice, of which the greater counts."""
    links = X.tocoo()
    order = np.random.default_rng(1).permutation(2 * X.nnz)
    row, column = (np.tile(each, 2)[order].astype(np.int32) for each in links.coords)
    values = np.concatenate([links.data, links.data / 2])[order]
    table = pa.table({"account": row, "trait": column, "value": values})
    return OnSpark.of(spark.createDataFrame(table), *X.shape, size)


def test_blocks_on_spark_have_the_bits_of_blocks_in_memory(spark: Any) -> None:
    X, size = some_links(), 10
    there, here = on_spark(spark, X, size), Held(X, size)
    W = np.random.default_rng(2).uniform(size=(X.shape[1], 4))
    assert there.shape == here.shape
    assert there.having.tolist() == here.having.tolist()
    product = lambda block: block.T @ (block @ W)  # noqa: E731
    assert there.summed(product).tolist() == here.summed(product).tolist()
    scores = lambda block: block @ W[:, 0]  # noqa: E731
    assert there.by_account(scores).tolist() == here.by_account(scores).tolist()
    places = np.array([0, 9, 10, 25, 26, 94])
    assert same(there.chosen(places), here.chosen(places))
    with pytest.raises(StoreError, match=r"^Spark stopped: .*'nothing'"):
        there.summed(lambda block: block.nothing)
    there.release()


def test_an_executor_that_is_lost_is_done_without(spark: Any, tmp_path: Path) -> None:
    if not spark.conf.get("spark.master").startswith("local-cluster"):
        return  # One process is all that the other session has.
    X, size, lost = some_links(), 10, tmp_path / "lost"
    there = on_spark(spark, X, size)

    def once(block: csr_array) -> Any:
        if not lost.exists():
            lost.touch()
            # This worker's parent is forked by Spark's daemon, and that by the executor.
            told = Path(f"/proc/{os.getppid()}/stat").read_text().rpartition(")")[2].split()
            os.kill(int(told[1]), signal.SIGKILL)
        return block.sum(axis=0)

    assert there.summed(once).tolist() == Held(X, size).summed(lambda X: X.sum(axis=0)).tolist()
    assert lost.exists()


class Sent(Held):
    """Blocks in memory that cannot be sent; functions of them are, as Spark does."""

    def __reduce__(self) -> Any:
        raise TypeError("A function holds its blocks.")

    def summed(self, of: OfBlock) -> Numbers:
        return super().summed(sent(of))

    def by_account(self, of: OfBlock) -> Any:
        return super().by_account(sent(of))


def sent(of: OfBlock) -> OfBlock:
    from pyspark import cloudpickle

    there: OfBlock = cloudpickle.loads(cloudpickle.dumps(of))
    return there


@pytest.mark.spark
@pytest.mark.parametrize("method", ["auto", *sorted(scorers())])
def test_what_scorers_ask_of_blocks_can_be_sent(method: str) -> None:
    graph = graph_of(*generated(SHAPES["everything"], 1))
    links = {
        name: replace(each, blocks=Sent(graph.matrices[name].values, 64))
        for name, each in held(graph).items()
    }
    here = {
        name: replace(each, blocks=Held(graph.matrices[name].values, 64))
        for name, each in links.items()
    }
    labels = label(graph.accounts)
    scores = [learn(each, labels, method)[1].blended.tolist() for each in (links, here)]
    assert scores[0] == scores[1]


@pytest.fixture(scope="session")
def folder(demo_market: Demo, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the demo's market as Parquet, with few relations, as each takes Spark a while."""
    tables = tmp_path_factory.mktemp("tables") / "demo"
    graph_icp.open(demo_market.store).copy(f"parquet:{tables}")
    links = pq.read_table(tables / "link.parquet")
    few = pc.is_in(links["relation"], pa.array(RELATIONS))
    pq.write_table(links.filter(few), tables / "link.parquet")
    return tables


def test_the_demo_is_ranked_as_in_memory(spark: Any, folder: Path, demo_market: Demo) -> None:
    market = BlockMarket(SparkTables.in_folder(spark, str(folder)), size=SIZE)
    found = market.discover(limit=30)
    store = open_store(demo_market.store)
    graph = read_graph(store)
    store.close()
    graph = graph.without(set(graph.matrices) - {*RELATIONS})
    links = {
        name: replace(each, blocks=Held(graph.matrices[name].values, SIZE))
        for name, each in held(graph).items()
    }
    ranking = rank_blocks(graph, links)
    assert found.ranking.points.tolist() == ranking.points.tolist()
    assert found.ranking.tiers.tolist() == ranking.tiers.tolist()
    places = ranking.order((graph.accounts["status"] == "prospect").to_numpy())
    table = listed(ranking, places[:30], np.arange(1.0, 31), LinkDates.unknown)
    pd.testing.assert_frame_equal(found.table, table, check_exact=True)
    assert found.everyone["rank"].max() == found.matching == len(places)


def test_tables_of_a_warehouse(spark: Any) -> None:
    accounts = pa.table(
        {
            "id": [f"id{number}" for number in range(40)],
            "key": [f"k{number:02}" for number in range(40)],
            "name": [f"Company {number}" for number in range(40)],
            "status": ["customer" if number < 6 else "prospect" for number in range(40)],
        }
    )
    has = [(f"id{n}", "Kafka" if n < 10 else "Looker") for n in range(40)]
    has += [(f"id{n}", "Elixir") for n in range(0, 40, 3)]
    links = pa.table(
        {
            "relation": ["uses"] * len(has),
            "account": [account for account, _ in has],
            "trait": [trait for _, trait in has],
            "value": [1.0] * len(has),
        }
    )
    spark.createDataFrame(accounts).createOrReplaceTempView("our_accounts")
    spark.createDataFrame(links).createOrReplaceTempView("our_links")
    market = BlockMarket(SparkTables.named(spark, "our_accounts", "our_links"), size=15)
    found = market.discover(limit=4)
    assert set(found.table["key"]) == {"k06", "k07", "k08", "k09"}
    assert "Kafka" in found.table["why"][0]
    without = market.discover(limit=4, without=["uses=Looker"])
    assert [each.selector for each in without.left_out] == ["uses=Looker"]
    with pytest.raises(StoreError, match=r"^Spark has no table not_there that it may read\.$"):
        SparkTables.named(spark, "our_accounts", "not_there")
    with pytest.raises(StoreError, match=r"^our_links lacks the column id, key, name, status\.$"):
        SparkTables.named(spark, "our_links", "our_links")


def test_folders_that_are_not_whole(spark: Any, folder: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"about\.json is not there or cannot be read"):
        SparkTables.in_folder(spark, str(tmp_path / "nowhere"))
    part = tmp_path / "part"
    part.mkdir()
    for each in folder.iterdir():
        (part / each.name).symlink_to(each)
    (part / "link.parquet").unlink()
    with pytest.raises(StoreError, match=r"link\.parquet is not there or cannot be read"):
        SparkTables.in_folder(spark, str(part))
    links = pq.read_table(folder / "link.parquet").drop_columns(["value"])
    pq.write_table(links, part / "link.parquet")
    with pytest.raises(StoreError, match=r"link\.parquet lacks the column value\.$"):
        SparkTables.in_folder(spark, str(part))
    (part / "about.json").unlink()
    (part / "about.json").write_text('{"schema": 1, "rules": 1}')
    with pytest.raises(StoreError, match="was written by another version of graph-icp"):
        SparkTables.in_folder(spark, str(part))


def test_the_command_writes_the_fit_of_every_account(
    spark: Any, folder: Path, tmp_path: Path
) -> None:
    file = tmp_path / "list.parquet"
    asked = ["discover", "--engine", "spark", "--method", "cosine", "--limit", "3"]
    told = CliRunner().invoke(main, [*asked, "--store", f"parquet:{folder}", "-o", str(file)])
    assert told.exit_code == 0, told.output
    assert "Ranked in blocks by fit alone" in told.stderr
    accounts = pq.read_table(file).to_pandas()
    assert accounts["key"].is_unique
    assert len(accounts) == pq.read_metadata(folder / "account.parquet").num_rows
    best = accounts.sort_values("rank").head(3)
    assert best["rank"].tolist() == [1, 2, 3]
    assert best["why"].notna().all()
    assert accounts["why"].notna().sum() == 3


def test_what_needs_a_store_is_refused(tmp_path: Path) -> None:
    ask = ["discover", "--engine", "spark", "--store"]
    told = CliRunner().invoke(main, [*ask, str(tmp_path / "a.duckdb")])
    assert told.exit_code == 2
    assert "--engine spark reads a folder of Parquet" in told.stderr
    told = CliRunner().invoke(main, [*ask, f"parquet:{tmp_path}", "--write-back", "--sort", "fit"])
    assert told.exit_code == 2
    assert "--engine spark does not know --sort, --write-back." in told.stderr


@pytest.mark.parametrize(
    ("icp", "filters", "named"),
    [
        (Icp(half_lives={"uses": 90}), Filters(), r"half-lives \(icp\.toml\)"),
        (Icp(rules=(Rule(True, "uses", ("Kafka",)),)), Filters(), "rules about relations"),
        (Icp(), Filters(where=("uses",)), "the filter where"),
        (Icp(), Filters(has_door=True), "the filter has door"),
    ],
)
def test_what_only_a_store_knows_is_refused(icp: Icp, filters: Filters, named: str) -> None:
    nothing: Any = None
    with pytest.raises(RankingError, match=f"^A ranking in blocks does not know {named}"):
        BlockMarket(nothing, icp).discover(filters=filters)


def test_spark_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    with pytest.raises(StoreError, match=r"pip install 'graph-icp\[spark\]'\.$"):
        spark_session()


def test_spark_that_is_too_old_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", SimpleNamespace(__version__="3.5.4"))
    with pytest.raises(StoreError, match=r"^pyspark is of version 3\.5\.4; graph-icp needs 4\.0"):
        spark_session()


def test_spark_without_java_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", SimpleNamespace(__version__="4.1.0"))
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    monkeypatch.delenv("SPARK_REMOTE", raising=False)
    with pytest.raises(StoreError, match=r"needs Java 17 or newer"):
        spark_session()


def test_nothing_asks_for_what_spark_connect_lacks() -> None:
    for file in SOURCE.rglob("*.py"):
        assert not re.search(r"\brdd\b|sparkContext|_jvm|_jdf", file.read_text()), file.name
