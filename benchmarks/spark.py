"""Learning on Spark beside the same in memory: a whole list, and one pass over a relation's links.

    python benchmarks/spark.py --accounts 20000 100000

Every market has 30 links an account and is generated into a temporary folder. *List* is `discover`
of 25 from the store, or from its folder of Parquet on Spark on this machine, in a process of its
own, without Python's start; *pass* counts the accounts of each trait, once the blocks are kept.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from measure import measure

import graph_icp
from graph_icp.graph.blocks import BLOCK, Held, degrees
from graph_icp.graph.matrix import read_graph
from graph_icp.spark.session import spark_session
from graph_icp.spark.tables import SparkTables

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent
TIMES = 5
RELATION = "uses"


def main() -> None:
    """Measure each size and print a line for it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--accounts", type=int, nargs="+", default=[20_000, 100_000])
    heads = ("list, memory", "list, Spark", "times", "pass, memory", "pass, Spark")
    print(f"{'accounts':>9}", *(f"{head:>13}" for head in heads))
    for accounts in parser.parse_args().accounts:
        with tempfile.TemporaryDirectory() as folder:
            measured(Path(folder), accounts)


def measured(folder: Path, accounts: int) -> None:
    """Generate a market, measure it, and print the line."""
    # Not in this process: what it holds at its peak would count as its children's.
    measure(str(HERE / "generate.py"), str(folder / "files"), str(accounts))
    files = [str(folder / "files" / f"{name}.csv") for name in ("companies", "links", "customers")]
    store, tables = str(folder / "market.duckdb"), str(folder / "tables")
    steps = str(HERE / "steps.py")
    measure(steps, "load", store, *files)
    graph_icp.open(store).copy(f"parquet:{tables}")
    held = measure(steps, "discover", store).seconds
    on_spark = measure(steps, "discover_on_spark", tables).seconds
    with graph_icp.open(store).store() as opened:
        in_memory = Held(read_graph(opened).matrices[RELATION].values)
    of_folder = SparkTables.in_folder(spark_session(), tables)
    with of_folder.blocks(of_folder.names(), BLOCK) as blocks:
        there = blocks[RELATION].blocks
        there.summed(degrees)
        passes = [quickest(partial(each.summed, degrees)) for each in (in_memory, there)]
    print(
        f"{accounts:>9,} {held:13.2f} {on_spark:13.2f} {on_spark / held:13.1f}",
        *(f"{seconds:13.4f}" for seconds in passes),
        flush=True,
    )


def quickest(once: Callable[[], object]) -> float:
    """Return the seconds of the quickest of several."""
    took = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        once()
        took.append(time.perf_counter() - begun)
    return min(took)


if __name__ == "__main__":
    main()
