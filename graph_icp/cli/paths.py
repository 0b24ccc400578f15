"""The commands of paths: who can open the door, and what came of asking."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import click

from graph_icp.cli.console import counted, progress, say, show, write
from graph_icp.cli.options import WithDefault, listing, on_screen, store_anywhere, with_market

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence
    from pathlib import Path

    import pandas as pd

    from graph_icp.market import Market
    from graph_icp.market.reach.account_paths import AccountPaths

RESULTS = ("yes", "no", "silent")
_PLAIN_SIZE = (120, 25)
_NO_COLLEAGUES = (
    "No file of a colleague is loaded, so nobody's acquaintances are known. Load the "
    'Connections.csv that LinkedIn gives them: graph-icp load Connections.csv --owner "Ann Lee".'
)


@click.group(cls=WithDefault)
@store_anywhere
def paths() -> None:
    """Find who can open the door of an account, and keep what came of asking.

    A path leads from a colleague, perhaps over somebody they know, to a person at the account. A
    path of several steps is weaker than each; reach adds up the three best, so that several weak
    paths may make a good reach.

    \b
    graph-icp paths acme.com                 the three best ways in, and why
    graph-icp paths --top 25 -o doors.xlsx   the best way into each of the first 25
    graph-icp paths asked "Ann Lee" acme.com --result yes
    graph-icp paths refuse "Ann Lee" "Bo Marsh"
    """


@paths.command()
@click.argument("account", required=False)
@click.option(
    "--top",
    type=click.IntRange(min=1),
    metavar="N",
    help="The best way into each of the first N accounts of 'discover'; nobody is asked more than "
    "three times in thirty days.",
)
@click.option(
    "--hops",
    type=click.IntRange(1, 3),
    default=2,
    show_default=True,
    help="The most steps of a path: 1 without introducers, 2 with one, 3 with two.",
)
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The day to which all evidence has aged.  [default: today]",
)
@listing
@with_market
def to(
    market: Market,
    account: str | None,
    top: int | None,
    hops: int,
    as_of: datetime.datetime | None,
    format: str | None,
    output: Path | None,
) -> None:
    """Show the best ways into an account; 'to' may be left out.

    \b
    graph-icp paths to acme.com
    graph-icp paths "Acme Inc" --hops 3
    graph-icp paths --top 25 -o doors.xlsx
    """
    if (account is None) == (top is None):
        raise click.UsageError("Give an account, or --top N.")
    from graph_icp.market.reach.doors import LAYOUT, with_standing

    day = as_of.date() if as_of else None
    if account is not None:
        found = market.paths(account, hops=hops, day=day)
        table = found.table
    else:
        with progress() as bar:
            listed = market.discover(limit=top, as_of=day, progress=bar).table
        table = with_standing(
            market.paths.doors(listed["key"].tolist(), hops=hops, day=day), listed
        )
    if not on_screen(format, output):
        show(table, format, output, "Paths", layout=None if account else LAYOUT)
    elif account is not None:
        _tell_paths(found)
    else:
        _write_blocks(table, accounts=True)
    if account is None:
        _tell_doors(int((table["lacking"] == "").sum()), len(table))


@paths.command()
@click.argument("person")
@click.argument("account")
@click.option("--result", type=click.Choice(RESULTS), required=True, help="What came of it.")
@click.option(
    "--on",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The day on which they were asked.  [default: today]",
)
@with_market
def asked(
    market: Market, person: str, account: str, result: str, on: datetime.datetime | None
) -> None:
    """Keep what came of asking a person for an introduction to an account.

    PERSON is the colleague or the introducer of a path that 'graph-icp paths ACCOUNT' shows. A yes
    makes the two surer of each other; a no lets them rest for a year.

    \b
    graph-icp paths asked "Ann Lee" acme.com --result yes
    """
    one, other = market.paths.asked(person, account, result, on.date() if on else None)
    rest = " They rest for a year." if result == "no" else ""
    say(f"Kept for {one} and {other}: {result}.{rest} 'graph-icp paths undo' takes it back.")


@paths.command()
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@with_market
def refuse(market: Market, one: str, other: str) -> None:
    """Say that no path ever leads through A and B, by name, e-mail address or profile.

    \b
    graph-icp paths refuse "Ann Lee" "Bo Marsh"
    """
    market.paths.refuse(one, other)
    say(f"No path leads through {one} and {other}; 'graph-icp paths undo' takes it back.")


@paths.command()
@click.argument("person", metavar="A")
@click.argument("other", metavar="B")
@with_market
def undo(market: Market, person: str, other: str) -> None:
    """Take back a 'paths refuse' on A and B, or a 'paths asked' of A about the account B.

    \b
    graph-icp paths undo "Ann Lee" "Bo Marsh"
    graph-icp paths undo "Ann Lee" acme.com
    """
    said = market.paths.undo(person, other)
    both = f"{said.one} and {said.other}"
    if said.account:
        say(f"What came of asking about {said.account} is taken back for {both}: {said.result}.")
    else:
        say(f"Paths may lead through {both} again.")


@paths.command()
@listing
@with_market
def said(market: Market, format: str | None, output: Path | None) -> None:
    """List what came of asking, and through whom no path leads.

    \b
    graph-icp paths said
    """
    table = market.paths.said()
    show(table, format, output, "Introductions")
    if on_screen(format, output) and len(table):
        say("'graph-icp paths undo A B' takes one back, B being the other person or the account.")


COMMANDS = (paths,)


def _tell_paths(found: AccountPaths) -> None:
    from graph_icp.rounding import added, cut_text

    name = str(found.account["name"])
    domain = found.account["domain"]
    head = f"{name} ({domain})" if domain else name
    if found.reach != found.reach:
        write(f"{head}: reach unknown.")
        say(_NO_COLLEAGUES)
        return
    write(f"{head}: reach {cut_text(found.reach, 1)} of 100.")
    _write_blocks(found.table, added(found.points, 1))
    if not found.people:
        say(f"Nobody is known who works at {name}.")
    elif found.parted:
        for sentence in found.parted:
            say(sentence)
    elif found.almost:
        say(f"No path is strong enough. {found.almost}.")
        say("Load what a colleague says of people: 'graph-icp sources colleague-person'.")
    elif found.table.empty:
        people = "the one person" if found.people == 1 else f"the {found.people:,} people"
        say(f"No path is strong enough to {people} known at {name}.")
    if found.may_know:
        write("Inferred, and not counted:")
        for line in found.may_know:
            write(f"   {line}")
    for remark in found.remarks:
        say(remark)


def _write_blocks(
    table: pd.DataFrame, points: Sequence[float] = (), *, accounts: bool = False
) -> None:
    from graph_icp.output.path_blocks import path_blocks

    width = shutil.get_terminal_size(_PLAIN_SIZE).columns
    for line in path_blocks(table, width, points, accounts=accounts):
        write(line)


def _tell_doors(found: int, of: int) -> None:
    if found < of:
        say(f"There is no way yet into {counted(of - found, 'account')} of the first {of:,}.")
