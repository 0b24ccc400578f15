"""The command diff: what changed from one list to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from graph_icp.cli.console import say, show
from graph_icp.cli.options import limit as limit_option
from graph_icp.cli.options import listing, on_screen, rows_shown, with_market
from graph_icp.cli.streams import lost_listing

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from graph_icp.discovery.ranking.list_changes import Changes
    from graph_icp.market import Market
    from graph_icp.output.sheets.layout import Layout

# How a program ends that was asked by --exit-code and found changes; 1 is an error, 2 a wrong word.
CHANGED = 3


@click.command()
@click.argument("old", required=False)
@click.argument("new", required=False)
@click.option(
    "--since",
    metavar="7d|DATE",
    help="Compare with the list of that day: the last one made on it or before.  [default: the "
    "list before the last]",
)
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Also those that are below Good fit before and now.",
)
@click.option(
    "--exit-code",
    is_flag=True,
    help=f"End with {CHANGED} where something changed; 0 is no change, 1 an error.",
)
@limit_option
@listing
@with_market
@click.pass_context
def diff(
    context: click.Context,
    market: Market,
    old: str | None,
    new: str | None,
    since: str | None,
    everything: bool,
    exit_code: bool,
    limit: int | None,
    format: str | None,
    output: Path | None,
) -> None:
    """Show what changed from one list to another: new Best fits, risen, new, fallen, gone.

    OLD and NEW are files of 'discover -o' or 'export', or two runs by number or name. Without them
    the last list of 'discover' is compared with the one before it that was asked the same, or with
    the list of the day of --since. 'compare' says of two runs who moved by how many places.

    \b
    graph-icp diff
    graph-icp diff --since 7d
    graph-icp diff old.csv new.csv -o changes.xlsx
    graph-icp diff --since 2026-11-23 --format json --exit-code
    """
    if (old is None) != (new is None):
        raise click.UsageError("Give two lists, or none and maybe --since.")
    if old is not None and since is not None:
        raise click.UsageError("Give two lists or --since, not both.")
    found = market.diff(old, new, since=since, everything=everything)
    shown = rows_shown(limit, format, output)
    listed = found.table.head(shown) if shown else found.table
    if not on_screen(format, output):
        show(listed, format, output, "Changes", layout=_layout())
    elif not listed.empty:
        show(_brief(listed), format, output, "Changes", ("key",))
    _tell(found, len(listed))
    if exit_code and len(found.table) and lost_listing() is None:
        context.exit(CHANGED)


COMMANDS = (diff,)


def _layout() -> Layout:
    """Return how changes stand on a sheet: change and account stay in view."""
    from graph_icp.discovery.ranking.tiers import TIERS
    from graph_icp.output.sheets.layout import Layout

    return Layout(pinned=2, tiers=TIERS)


def _brief(table: pd.DataFrame) -> pd.DataFrame:
    """Return changes as a screen has them, in two lines each; files have all columns."""
    nothing = [name for name in table if table[name].replace("", None).isna().all()]
    more = ["rank_before", "rank", *(["domain"] if (table["account"] != "").all() else [])]
    return table.drop(columns=list({*nothing, *more}))


def _tell(found: Changes, shown: int) -> None:
    """Say below the table what changed in numbers, between which lists, and what is not shown."""
    say(found.summary)
    if found.remark:
        say(found.remark)
    if len(found.table) > shown:
        say(f"{len(found.table) - shown:,} more; --limit or -o FILE shows them.")
    if found.others:
        say(f"{found.others:,} more changed below Good fit; --all lists them.")
