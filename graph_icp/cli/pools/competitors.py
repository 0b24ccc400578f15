"""The commands of competitors: how many customers they have in the market, and who these are."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from graph_icp.cli.console import say, show, warn
from graph_icp.cli.options import (
    WithDefault,
    listing,
    on_screen,
    rows_shown,
    store_anywhere,
    with_market,
)
from graph_icp.cli.options import as_of as as_of_option
from graph_icp.cli.options import limit as limit_option

if TYPE_CHECKING:
    import datetime
    from pathlib import Path

    import pandas as pd

    from graph_icp.market import Market
    from graph_icp.market.competitors.pool import Pool

_as_of = partial(as_of_option, does="Say who uses what on this day, by what was told until then.")
_NARROW = (
    *("use_case", "buyers", "evidence", "link", "note", "source", "source_day"),
    *("status", "country", "key"),
)


@click.group(cls=WithDefault, bare=True)
@store_anywhere
def competitors() -> None:
    """Count, list and research the customers of competitors in your market.

    Known from lists of their customers, from technologies tied to a competitor under [competitors]
    in icp.toml, from open deals, and from comparisons that name one.

    \b
    graph-icp competitors
    graph-icp competitors show "Rival Software" --state leaving
    graph-icp competitors export "Rival Software" -o research.xlsx
    """


@competitors.command("count")
@_as_of
@listing
@with_market
def count(
    market: Market, as_of: datetime.datetime | None, format: str | None, output: Path | None
) -> None:
    """Count accounts by competitor, by what they are to it, and by tier.

    They are prospects and open deals. Tiers are those of the last 'graph-icp discover'.

    \b
    graph-icp competitors count
    graph-icp competitors count --as-of 2026-06-30 -o competitors.xlsx
    """
    from graph_icp.market.competitors.sentences import NONE_KNOWN, won_told

    day = as_of.date() if as_of else None
    pool = market.competitors.pool(as_of=day)
    table = pool.counts()
    shown = table.loc[:, pool.telling(table)] if on_screen(format, output) else table
    if table.empty and on_screen(format, output):
        say(NONE_KNOWN)
    else:
        show(shown, format, output, "Customers of competitors")
    for sentence in won_told(market.competitors.won(day)):
        say(sentence)
    _tell(pool)


@competitors.command("show")
@click.argument("name", required=False, metavar="[COMPETITOR]")
@click.option(
    "--state",
    "states",
    multiple=True,
    metavar="STATE",
    help="Only those that are this: left, leaving, evaluating, uses or unknown; can be given "
    "several times.",
)
@click.option(
    "--tier",
    "tiers",
    multiple=True,
    metavar="TIER",
    help="Only companies of this tier of the last 'discover', such as 'Best fit'; can be given "
    "several times.",
)
@_as_of
@limit_option
@listing
@with_market
def show_accounts(
    market: Market,
    name: str | None,
    states: tuple[str, ...],
    tiers: tuple[str, ...],
    as_of: datetime.datetime | None,
    limit: int | None,
    format: str | None,
    output: Path | None,
) -> None:
    """List the accounts of a competitor: who left, who is leaving, what they say of it.

    COMPETITOR is a name, in quotes if it has blanks; without it, all are listed. Those who left
    come first, then those who leave, evaluate or use it, then the unknown; the best fit first.

    \b
    graph-icp competitors show "Rival Software"
    graph-icp competitors show "Rival Software" --state left --state leaving --tier "Best fit"
    graph-icp competitors show -o competitors.xlsx
    """
    day = as_of.date() if as_of else None
    from graph_icp.market.competitors.sentences import NONE_KNOWN

    pool = market.competitors.pool(name, states=states, tiers=tiers, as_of=day)
    table = pool.table.head(rows_shown(limit, format, output) or len(pool.table))
    narrow = (*_NARROW, *(["competitor"] if name else []), *_empty(table))
    if pool.table.empty and not (name or states or tiers) and on_screen(format, output):
        say(NONE_KNOWN)
    else:
        title = f"Accounts of {name}" if name else "Customers of competitors"
        show(table, format, output, title, narrow)
    if len(pool.table) > len(table):
        say(f"{len(pool.table) - len(table):,} more; --limit or -o FILE shows them.")
    _tell(pool)


@competitors.command("export")
@click.argument("name", required=False, metavar="[COMPETITOR]")
@_as_of
@listing
@with_market
def export_sheet(
    market: Market,
    name: str | None,
    as_of: datetime.datetime | None,
    format: str | None,
    output: Path | None,
) -> None:
    """Write the sheet to research a competitor's customers, with what is known filled in.

    Fill in what you find, and load the file again: rows that nobody changed say nothing new, and
    changed ones count from the day on which they are loaded.

    \b
    graph-icp competitors export "Rival Software" -o research.xlsx
    graph-icp load research.xlsx
    """
    from graph_icp.market.competitors.research_sheet import LAYOUT
    from graph_icp.market.competitors.sentences import NONE_KNOWN

    table = market.competitors.research(name, as_of=as_of.date() if as_of else None)
    narrow = ("as_exported", *_empty(table)) if on_screen(format, output) else ()
    if not len(table) and not name:
        say(NONE_KNOWN)
        return
    show(table, format, output, "Research", narrow, LAYOUT)


COMMANDS = (competitors,)


def _empty(table: pd.DataFrame) -> list[str]:
    """Return the columns that say nothing of any row."""
    return [str(name) for name in table if not table[name].notna().any()]


def _tell(pool: Pool) -> None:
    for sentence in pool.sentences:
        say(sentence)
    warn(pool.warnings)
