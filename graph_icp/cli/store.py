"""Commands about the loaded market: accounts, summary, copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from graph_icp.cli.account import DISCOVER
from graph_icp.cli.console import (
    counted,
    progress,
    say,
    say_left_out,
    show,
    tell,
    warn,
    write,
)
from graph_icp.cli.options import limit as limit_option
from graph_icp.cli.options import listing, market_at, on_screen, rows_shown, with_market

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from graph_icp.market import Market


@click.command()
@click.argument("text", default="")
@limit_option
@listing
@with_market
def accounts(
    market: Market, text: str, limit: int | None, format: str | None, output: Path | None
) -> None:
    """Find accounts, and see what is known of one.

    Lists the accounts with TEXT in a name, an alias or a domain. A single one is shown with the
    names and ids that belong to it, and why they do.

    \b
    graph-icp accounts acme
    graph-icp accounts -o all.csv
    """
    table = market.accounts(text)
    shown = rows_shown(limit, format, output)
    if not table["tags"].map(bool).any():
        table = table.drop(columns=["tags", "tag_reasons"])
    narrow = ("tag_reasons", "key")
    show(table.head(shown) if shown else table, format, output, "Accounts", narrow)
    if shown and len(table) > shown:
        say(f"{len(table) - shown:,} more; --limit or -o FILE shows them.")
    if table.empty:
        say(f"No account has '{text}' in a name, an alias or a domain.")
    if len(table) == 1 and on_screen(format, output):
        parts = market.identity.mentions(table["key"].iloc[0])
        write()
        show(parts["mentions"], title="Its names and ids")
        parts |= market.identity.known(table["key"].iloc[0])
        parts["tags"] = _tags(table)
        for part, title in (
            ("tags", "Tags"),
            ("proposals", "May be the same as"),
            ("family", "Family"),
            ("properties", "Other columns"),
            ("signals", "Signals"),
            ("people", "People"),
        ):
            if len(parts[part]):
                write()
                show(parts[part], title=title)


@click.command()
@click.option(
    "--gaps",
    is_flag=True,
    help="Show instead what is unknown of the market, and which data would help most.",
)
@listing
@with_market
def summary(market: Market, gaps: bool, format: str | None, output: Path | None) -> None:
    """Show what the market holds.

    Nodes, relations and their coverage, statuses, and loaded files.

    With --gaps, by relation: for how much of the market and of customers it is unknown, and what
    it adds by a back-test without it: customers found, and AUC (how often a customer ranks above
    another company) where it is known. That times the unknown part is what the rest may add: an
    estimate, and no promise; blank where what it adds may be chance.

    \b
    graph-icp summary
    graph-icp summary --format json
    graph-icp summary --gaps
    """
    if gaps:
        _show_gaps(market, format, output)
        return
    tables = market.summary()
    if on_screen(format, output):
        for name, table in tables.items():
            show(table, title=name.capitalize())
            write()
        return
    import pandas as pd

    whole = pd.concat(
        [table.assign(part=name) for name, table in tables.items()], ignore_index=True
    )
    show(whole[["part", *whole.columns.drop("part")]], format, output, "Summary")


def _show_gaps(market: Market, format: str | None, output: Path | None) -> None:
    from graph_icp.market.gaps_report import readable, sentences

    with progress() as bar:
        found = market.gaps(bar)
    if on_screen(format, output):
        tell(sentences(found))
        show(readable(found.table), title="Gaps")
    else:
        show(found.table, format, output, "Gaps")
    say_left_out(found.left_out, DISCOVER)
    warn(found.warnings)


@click.command()
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
def copy(source: str, target: str) -> None:
    """Copy a market from one store to another.

    FROM and TO are files, addresses of Neo4j servers, or parquet:FOLDER for a folder of Parquet
    files that a warehouse reads, one for each table; TO must be empty. Every table is compared
    after the copy.

    \b
    graph-icp copy graph-icp.duckdb neo4j://localhost:7687
    graph-icp copy neo4j://localhost:7687/sales backup.duckdb
    graph-icp copy graph-icp.duckdb parquet:tables
    """
    with progress() as bar:
        copied = market_at(source).copy(target, progress=bar)
    what = {
        "node": "node",
        "fact": "edge",
        "account": "account",
        "link": "link",
        "run": "run",
    }
    said = ", ".join(counted(copied[table], noun) for table, noun in what.items())
    say(f"Copied {said}; all {len(copied)} tables are the same in both.")


COMMANDS = (accounts, summary, copy)


def _tags(table: pd.DataFrame) -> pd.DataFrame:
    """Return the tags of the first account of a listing, with their reasons."""
    told = table.head(1).reindex(columns=["tags", "tag_reasons"]).explode(["tags", "tag_reasons"])
    return told.dropna().set_axis(["tag", "reason"], axis=1)
