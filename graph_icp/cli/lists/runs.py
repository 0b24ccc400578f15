"""Commands about the runs of `discover`: icp history, name, diff and restore, and compare."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from graph_icp.cli.console import say, show, write
from graph_icp.cli.options import limit as limit_option
from graph_icp.cli.options import listing, on_screen, rows_shown, with_market
from graph_icp.output.atomic_write import write_text

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from graph_icp.market import Market


@click.command()
@listing
@with_market
def history(market: Market, format: str | None, output: Path | None) -> None:
    """List the runs of 'discover', and what each was asked.

    The same question of the same data is one run. Runs with a name stay, of the others the last
    50. Everywhere a run is meant by its number or its name.

    \b
    graph-icp icp history
    """
    table = market.runs.table()
    texts = table.pop("icp")
    # The first run that went by the same text.
    table["icp"] = [
        "" if not text else f"as of run {table['run'][texts.eq(text).to_numpy().argmax()]}"
        for text in texts
    ]
    if on_screen(format, output):
        table = _readable(table)
    show(table, format, output, "Runs")


def _readable(table: pd.DataFrame) -> pd.DataFrame:
    """Return the runs as they fit on a terminal: without what is the same as usual in all."""
    shown = table.assign(
        asked_at=table["asked_at"].dt.strftime("%Y-%m-%d %H:%M"),
        profile=table["profile"].fillna(""),
        verdict=table["verdict"].map(lambda each: each.partition(".")[0]),
    ).drop(columns="made_at")
    usual = {
        "name": shown["name"] == "",
        "profile": shown["profile"] == "",
        "without": shown["without"].str.len() == 0,
        "statuses": shown["statuses"].map(lambda each: each == ["prospect"]),
        "verdict": shown["verdict"] == "",
        "icp": shown["icp"] == "",
    }
    return shown.drop(columns=[column for column, same in usual.items() if same.all()])


@click.command()
@click.argument("run")
@click.argument("text", required=False, metavar="[NAME]")
@click.option("--remove", is_flag=True, help="Take the name away, and with it the pin.")
@with_market
def name(market: Market, run: str, text: str | None, remove: bool) -> None:
    """Name a run, which pins it: a run with a name is never removed.

    RUN is its number, or the name that it has.

    \b
    graph-icp icp name 3 "before the fair"
    graph-icp icp name "before the fair" --remove
    """
    if (text is None) != remove:
        raise click.UsageError("Give a name, or --remove to take it away.")
    number = market.runs.name(run, text)
    say(f"Run {number} has no name now." if remove else f"Run {number} is '{text}' now.")


@click.command()
@click.argument("one", metavar="RUN")
@click.argument("other", required=False, metavar="[RUN]")
@with_market
def diff(market: Market, one: str, other: str | None) -> None:
    """Show what changed in icp.toml from one run to another, or to the file as it is.

    \b
    graph-icp icp diff 3 5
    graph-icp icp diff "before the fair"
    """
    import difflib

    before = market.runs.icp_text(one)
    after = market.icp.read()[1] if other is None else market.runs.icp_text(other)
    name = str(market.icp.file) if other is None else f"run {other}"
    lines = difflib.unified_diff(
        before.splitlines(), after.splitlines(), f"run {one}", name, lineterm=""
    )
    said = "\n".join(lines)
    write(said) if said else say("They are the same.")


@click.command()
@click.argument("run")
@click.option("--force", is_flag=True, help="Even if no run has kept the present file.")
@with_market
def restore(market: Market, run: str, force: bool) -> None:
    """Write icp.toml as it was for a run.

    \b
    graph-icp icp restore 3
    """
    text = market.runs.icp_text(run)
    path = market.icp.file
    now = path.read_text(encoding="utf-8") if path.exists() else ""
    if now and now not in [*market.runs.table()["icp"]] and not force:
        raise click.ClickException(
            f"{path} has been changed since the last run, so it would be lost; "
            "run 'graph-icp discover', which keeps it, or give --force."
        )
    write_text(path, text)
    say(f"Wrote {path} as it was for run {run}.")


@click.command()
@click.argument("one", metavar="RUN")
@click.argument("other", metavar="RUN")
@limit_option
@listing
@with_market
def compare(
    market: Market,
    one: str,
    other: str,
    limit: int | None,
    format: str | None,
    output: Path | None,
) -> None:
    """List companies that entered, left, rose, fell or changed tier between two runs, and why.

    RUN is a number or a name. Places are those by fit: runs keep no intent and no reach, so new
    visits or colleagues move nobody here, though they do in a list that is ordered by priority.

    \b
    graph-icp compare 3 5
    graph-icp icp compare "before the fair" 7
    """
    from graph_icp.market.run_comparison import moves_said

    table = market.runs.compare(one, other)
    shown = rows_shown(limit, format, output)
    listed = table.head(shown) if shown else table
    show(listed, format, output, "Moves", ("key",))
    say("")
    for sentence in moves_said(table):
        say(sentence)
    if len(table) > len(listed):
        say(f"{len(table) - len(listed):,} more; --limit or -o FILE shows them.")


BENEATH_ICP = (history, name, diff, restore)
