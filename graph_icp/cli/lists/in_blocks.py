"""The list of `discover --engine disk` and `--engine spark`: ranked block by block."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from graph_icp.cli.console import progress, say, say_left_out, say_what_counted, show, warn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from typing import Any

    from graph_icp.market import Market
    from graph_icp.market.blocks.block_list import BlockList
    from graph_icp.market.blocks.block_market import Tables

DISK, SPARK = "disk", "spark"


def discover_in_blocks(
    market: Market,
    engine: str,
    asked: Mapping[str, Any],
    of_stores: Mapping[str, object],
    format: str | None,
    output: Path | None,
) -> None:
    """Rank a market block by block, and show its list.

    Parameters
    ----------
    market : Market
        Of which the store's path and icp.toml are read.
    engine : str
        `DISK` or `SPARK`.
    asked : mapping of str to anything
        The parameters of `BlockMarket.discover`.
    of_stores : mapping of str to object
        By their names, options of lists that are ranked in memory; none may be given.
    format, output
        As of `show`; a file .parquet holds all accounts, with reasons of those in the list.

    Raises
    ------
    click.UsageError
        If an option is only for lists that are ranked in memory, or Spark is to read a store.
    """
    from graph_icp.discovery.ranking.tiers import TIERS
    from graph_icp.market.blocks.block_market import BlockMarket
    from graph_icp.market.lists.list_sheet import PINNED, PRINTED, THEN
    from graph_icp.output.parquet_list import write_parquet
    from graph_icp.output.sheets.layout import Layout

    if given := [name for name, value in of_stores.items() if value]:
        raise click.UsageError(f"--engine {engine} does not know {', '.join(given)}.")
    icp, _ = market.icp.read()
    with progress() as bar, _tables(market.path, engine) as tables:
        found = BlockMarket(tables, icp).discover(**asked, progress=bar)
    if output and output.suffix == ".parquet":
        write_parquet(found.everyone, output)
    else:
        layout = Layout(PRINTED, THEN, PINNED, TIERS, accounts=True)
        show(found.table, format, output, "Discovery list", layout=layout)
    _tell(found)


@contextmanager
def _tables(store: str, engine: str) -> Iterator[Tables]:
    from graph_icp.graph.open_store import place_of, tables_in

    if engine == DISK:
        from graph_icp.market.blocks.tables_on_disk import TablesOnDisk

        with TablesOnDisk.opened(store) as tables:
            yield tables
        return
    from graph_icp.spark.session import spark_session
    from graph_icp.spark.tables import SparkTables

    if not tables_in(store):
        raise click.UsageError(
            "--engine spark reads a folder of Parquet; write one with 'graph-icp copy STORE "
            "parquet:FOLDER' and give --store parquet:FOLDER."
        )
    yield SparkTables.in_folder(spark_session(), place_of(store))


def _tell(found: BlockList) -> None:
    """Say how many there are, what counted, and what to doubt."""
    more = found.matching - len(found.table)
    if more > 0:
        say(f"\n{more:,} more; --limit or -o FILE shows them.")
    say_what_counted(len(found.ranking.labels.customers), found.shares)
    say_left_out(found.left_out)
    warn((*found.health, *found.warnings))
    say("Ranked in blocks by fit alone: without intent, reach, tags and feedback; no run is kept.")
