"""Commands of the ideal customer profile: icp and those beneath it, and qualify."""

from __future__ import annotations

import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph_icp.cli.account import DISCOVER
from graph_icp.cli.console import counted, say, say_left_out, show, silence, unbroken, warn, write
from graph_icp.cli.lists.runs import BENEATH_ICP, compare
from graph_icp.cli.options import listing, store_anywhere, with_market
from graph_icp.cli.options import run as run_option
from graph_icp.cli.options import without as without_option
from graph_icp.cli.personas import personas
from graph_icp.cli.profile import profile
from graph_icp.errors import FileError
from graph_icp.output.atomic_write import write_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_icp.market import Market


@click.group()
@store_anywhere
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
    unknown = [*market.personas.said(), *(market.icp.check() if market.store.exists() else [])]
    write(text.rstrip("\n"))
    rules = counted(len(written.rules), "rule")
    personas = f", {counted(len(written.personas), 'persona')}" if written.personas else ""
    order = "can be read" if unknown else "is in order"
    say(
        f"\n{market.icp.file} {order}: {rules}, {counted(len(written.profiles), 'profile')}"
        f"{personas}."
    )
    warn(unknown)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--keep", is_flag=True, help="Load the companies into the market too.")
@run_option
@listing
@with_market
def qualify(
    market: Market,
    file: Path,
    keep: bool,
    run: str | None,
    format: str | None,
    output: Path | None,
) -> None:
    """Score inbound companies, in the market already or not.

    FILE is any file that 'load' takes and whose rows name companies: by domain, website, work
    address, id, LinkedIn page or name; - reads CSV from the standard input. Nothing is stored
    unless you give --keep.

    \b
    graph-icp qualify signups.csv
    graph-icp qualify - -o qualified.csv < signups.csv
    """
    from graph_icp.discovery.ranking.tiers import TIERS
    from graph_icp.output.sheets.layout import Layout

    with _readable(file) as path:
        qualified = market.qualify(path, run, keep=keep)
    table = qualified.table
    layout = Layout(tiers=TIERS)
    show(table, format, output, "Inbound", ("key", "status", *unbroken(table)), layout)
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
        with silence():  # the standard input may be a person who types
            path.write_bytes(sys.stdin.buffer.read())
        try:
            yield path
        except FileError as error:
            said = str(error).replace(f"'{path}'", str(path)).replace(str(path), "standard input")
            raise FileError(said[0].upper() + said[1:]) from error


for command in (profile, personas, *BENEATH_ICP, compare):
    icp.add_command(command)

COMMANDS = (icp, compare, qualify)
