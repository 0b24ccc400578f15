"""Commands of the ideal customer profile: icp and its subcommands, qualify, compare."""

from __future__ import annotations

import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph_icp.cli.account import DISCOVER
from graph_icp.cli.console import counted, say, say_left_out, show, unbroken
from graph_icp.cli.options import limit as limit_option
from graph_icp.cli.options import listing, rows_shown, with_market
from graph_icp.cli.options import without as without_option
from graph_icp.cli.profile import profile
from graph_icp.errors import FileError
from graph_icp.output.atomic_write import write_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_icp.market import Market


@click.group()
def icp() -> None:
    """The ideal customer profile: write it down, check it, see what it changed.

    It is in icp.toml beside the store: how much a customer is worth, which relations count, hard
    requirements, tiers, what you think customers have.

    \b
    graph-icp icp init
    graph-icp icp show
    graph-icp icp history
    """


@icp.command()
@click.option("--force", is_flag=True, help="Replace an existing file.")
@without_option
@with_market
def init(market: Market, force: bool, without: tuple[str, ...], with_: tuple[str, ...]) -> None:
    """Propose an icp.toml from the data, every option commented.

    \b
    graph-icp icp init
    """
    path = market.icp.file
    if path.exists() and not force:
        raise click.ClickException(f"{path} exists already; --force replaces it.")
    proposed = market.icp.propose(without, with_)
    write_text(path, proposed.text)
    say(f"Wrote {path}; change it as you like, then 'graph-icp discover'.")
    say_left_out(proposed.left_out)


@icp.command(name="show")
@with_market
def show_icp(market: Market) -> None:
    """Print icp.toml and check it.

    \b
    graph-icp icp show
    """
    written, text = market.icp.read()
    if not market.icp.file.exists():
        say(f"There is no {market.icp.file}; 'graph-icp icp init' proposes one.")
        return
    if written.customer_value.weights:
        market.customers.worth()
    click.echo(text.rstrip("\n"))
    rules = counted(len(written.rules), "rule")
    say(f"\n{market.icp.file} is in order: {rules}, {counted(len(written.profiles), 'profile')}.")


@icp.command()
@listing
@with_market
def history(market: Market, format: str | None, output: Path | None) -> None:
    """List the runs of 'discover' with their options.

    \b
    graph-icp icp history
    """
    table = market.runs.table()
    texts = table.pop("icp")
    # The first run with the same text.
    table["icp"] = [
        "" if not text else f"as of run {table['run'][texts.eq(text).to_numpy().argmax()]}"
        for text in texts
    ]
    show(table, format, output, "Runs")


@icp.command()
@click.argument("one", type=int, metavar="RUN")
@click.argument("other", type=int, required=False, metavar="[RUN]")
@with_market
def diff(market: Market, one: int, other: int | None) -> None:
    """Show what changed in icp.toml from one run to another, or to the file as it is.

    \b
    graph-icp icp diff 3 5
    graph-icp icp diff 3
    """
    import difflib

    before = market.runs.icp_text(one)
    after = market.icp.read()[1] if other is None else market.runs.icp_text(other)
    name = str(market.icp.file) if other is None else f"run {other}"
    lines = difflib.unified_diff(
        before.splitlines(), after.splitlines(), f"run {one}", name, lineterm=""
    )
    said = "\n".join(lines)
    click.echo(said) if said else say("They are the same.")


@icp.command()
@click.argument("run", type=int)
@click.option("--force", is_flag=True, help="Even if no run has kept the present file.")
@with_market
def restore(market: Market, run: int, force: bool) -> None:
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
@click.argument("one", type=int, metavar="RUN")
@click.argument("other", type=int, metavar="RUN")
@limit_option
@listing
@with_market
def compare(
    market: Market,
    one: int,
    other: int,
    limit: int | None,
    format: str | None,
    output: Path | None,
) -> None:
    """List companies that entered, left, rose or fell between two runs, and why.

    \b
    graph-icp compare 3 5
    """
    table = market.runs.compare(one, other)
    shown = rows_shown(limit, format, output)
    show(table.head(shown) if shown else table, format, output, "Moves", ("key",))
    counts = table["change"].value_counts()
    said = ", ".join(f"{counts[change]:,} {change}" for change in counts.index)
    say(f"\n{said or 'No company moved'}.")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--keep", is_flag=True, help="Load the companies into the market too.")
@listing
@with_market
def qualify(
    market: Market, file: Path, keep: bool, format: str | None, output: Path | None
) -> None:
    """Score inbound companies, in the market already or not.

    FILE is any file that 'load' takes and whose rows name companies: by domain, website, work
    address, id, LinkedIn page or name; - reads CSV from the standard input. Nothing is stored
    unless you give --keep.

    \b
    graph-icp qualify signups.csv
    graph-icp qualify - -o qualified.csv < signups.csv
    """
    with _readable(file) as path:
        qualified = market.qualify(path, keep=keep)
    table = qualified.table
    show(table, format, output, "Inbound", ("key", "status", *unbroken(table)))
    say_left_out(qualified.left_out, DISCOVER)
    for why, times in qualified.skipped.items():
        say(f"Skipped {times:,} x {why}.")
    if qualified.ignored:
        say(f"Not used: {', '.join(qualified.ignored)}.")
    if qualified.unnamed_rows:
        rows = qualified.unnamed_rows
        name = "row names" if len(rows) == 1 else "rows name"
        say(f"{len(rows):,} {name} no company: {_numbered(rows)}.")
    customers = table["company"][table["was"] == "already a customer"].tolist()
    if customers:
        are = "is already a customer" if len(customers) == 1 else "are already customers"
        say(f"{len(customers):,} {are}: {_few(customers)}.")
    unclear = table["company"][table["was"] == "unclear"].tolist()
    if unclear:
        say(f"Several companies have the name {_few(unclear)}; give a domain.")
    if keep:
        say(f"Loaded {file} into the market; 'graph-icp discover' ranks it too.")


# The most rows and companies that a line lists.
_LISTED = 10


def _numbered(rows: list[int]) -> str:
    """Return rows by their numbers: "rows 3 and 5"."""
    shown = [f"{row:,}" for row in rows[:_LISTED]]
    if len(rows) > _LISTED:
        shown.append(f"{len(rows) - _LISTED:,} more")
    *before, last = shown
    return f"rows {', '.join(before)} and {last}" if before else f"row {last}"


def _few(names: list[str]) -> str:
    more = len(names) - _LISTED
    return ", ".join(names[:_LISTED]) + (f" and {more:,} more" if more > 0 else "")


@contextmanager
def _readable(file: Path) -> Iterator[Path]:
    """Give a file, or a temporary one with the standard input."""
    if str(file) != "-":
        yield file
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "stdin.csv")
        path.write_bytes(sys.stdin.buffer.read())
        try:
            yield path
        except FileError as error:
            said = str(error).replace(f"'{path}'", str(path)).replace(str(path), "standard input")
            raise FileError(said[0].upper() + said[1:]) from error


icp.add_command(profile)

COMMANDS = (icp, compare, qualify)
