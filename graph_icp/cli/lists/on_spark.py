"""The list of `discover --engine spark`: ranked where the market's Parquet is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from graph_icp.cli.console import progress, say, say_left_out, say_what_counted, show, warn

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from typing import Any

    from graph_icp.market import Market
    from graph_icp.market.spark.spark_list import SparkList


def discover_on_spark(
    market: Market,
    asked: Mapping[str, Any],
    of_stores: Mapping[str, object],
    format: str | None,
    output: Path | None,
) -> None:
    """Rank the market of a folder of Parquet on Spark, and show its list.

    Parameters
    ----------
    market : Market
        Of which the folder and icp.toml are read.
    asked : mapping of str to anything
        The parameters of `SparkMarket.discover`.
    of_stores : mapping of str to object
        By their names, options that need a store; none may be given.
    format, output
        As of `show`; a file .parquet holds all accounts, with reasons of those in the list.

    Raises
    ------
    click.UsageError
        If the market is no folder of Parquet, or an option needs a store.
    """
    from graph_icp.discovery.ranking.tiers import TIERS
    from graph_icp.graph.open_store import place_of, tables_in
    from graph_icp.market.lists.list_sheet import PINNED, PRINTED, THEN
    from graph_icp.market.spark.spark_market import SparkMarket
    from graph_icp.output.parquet_list import write_parquet
    from graph_icp.output.sheets.layout import Layout
    from graph_icp.spark.session import spark_session
    from graph_icp.spark.tables import SparkTables

    if given := [name for name, value in of_stores.items() if value]:
        raise click.UsageError(f"--engine spark does not know {', '.join(given)}.")
    if not tables_in(market.path):
        raise click.UsageError(
            "--engine spark reads a folder of Parquet; write one with 'graph-icp copy STORE "
            "parquet:FOLDER' and give --store parquet:FOLDER."
        )
    icp, _ = market.icp.read()
    session = spark_session()
    with progress() as bar:
        tables = SparkTables.in_folder(session, place_of(market.path))
        found = SparkMarket(session, tables, icp).discover(**asked, progress=bar)
    if output and output.suffix == ".parquet":
        write_parquet(found.everyone, output)
    else:
        layout = Layout(PRINTED, THEN, PINNED, TIERS, accounts=True)
        show(found.table, format, output, "Discovery list", layout=layout)
    _tell(found)


def _tell(found: SparkList) -> None:
    """Say how many there are, what counted, and what to doubt."""
    more = found.matching - len(found.table)
    if more > 0:
        say(f"\n{more:,} more; --limit or -o FILE shows them.")
    say_what_counted(len(found.ranking.labels.customers), found.shares)
    say_left_out(found.left_out)
    warn((*found.health, *found.warnings))
    say("Ranked on Spark by fit alone: without intent, reach, tags and feedback; no run is kept.")
