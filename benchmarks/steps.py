"""The steps that are measured; each prints its own seconds, without Python's start and imports.

`python steps.py STEP ARGUMENT...`
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import duckdb

import graph_icp
from graph_icp.graph.matrix import read_graph
from graph_icp.graph.memory import memory_limit
from graph_icp.graph.open_store import open_store
from graph_icp.market.blocks.block_market import BlockMarket
from graph_icp.market.blocks.tables_on_disk import TablesOnDisk
from graph_icp.output.text_files import write_csv


def load(store: str, *files: str) -> None:
    graph_icp.open(store).load(*files)


def read_matrix(store: str) -> None:
    opened = open_store(store)
    read_graph(opened)
    opened.close()


def discover(store: str) -> None:
    graph_icp.open(store).discover(limit=25)


def discover_on_spark(folder: str) -> None:
    # Imported here, since Spark is an extra.
    from graph_icp.spark.session import spark_session
    from graph_icp.spark.tables import SparkTables

    BlockMarket(SparkTables.in_folder(spark_session(), folder)).discover(limit=25)


def discover_on_disk(store: str) -> None:
    with TablesOnDisk.opened(store) as tables:
        BlockMarket(tables).discover(limit=25)


def explain(store: str, account: str) -> None:
    graph_icp.open(store).explain(account)


def similar(store: str, account: str) -> None:
    graph_icp.open(store).similar(account, limit=25)


def qualify(store: str, file: str) -> None:
    graph_icp.open(store).qualify(file)


def backtest(store: str) -> None:
    graph_icp.open(store).backtest()


def whole_list(store: str, file: str) -> None:
    """Rank the market and write all of it with its reasons, as the command does."""
    table = graph_icp.open(store).discover(preview=True).table
    with Path(file).open("wb") as stream:
        write_csv(table, stream)


def raw_load(database: str, companies: str, links: str) -> None:
    """Read the two files and merge each into a table, by key, with ids for names."""
    script = (Path(__file__).parent / "raw_load.sql").read_text()
    connection = duckdb.connect(
        database, config={"memory_limit": memory_limit(), "preserve_insertion_order": False}
    )
    script = script.replace("COMPANIES", companies).replace("LINKS", links)
    connection.execute(script)
    connection.close()


STEPS = (
    *(load, read_matrix, discover, discover_on_disk, discover_on_spark, explain, similar),
    *(qualify, backtest, whole_list, raw_load),
)

if __name__ == "__main__":
    step = {each.__name__: each for each in STEPS}[sys.argv[1]]
    begun = time.perf_counter()
    step(*sys.argv[2:])
    print(time.perf_counter() - begun)
