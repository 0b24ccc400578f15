"""The commands of feedback: what the team says of the companies that were given to them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph_icp.cli.console import counted, say, show
from graph_icp.cli.options import WithDefault, listing, store_anywhere, with_market

if TYPE_CHECKING:
    import datetime

    from graph_icp.market import Market
    from graph_icp.market.feedback.feedback import Told

# How a program ends that read a file of which some rows were not kept; 1 is that none were.
REFUSED = 3
# Rows of a file that are said one by one.
_ROWS_SAID = 10


@click.group(cls=WithDefault, bare=True)
@store_anywhere
def feedback() -> None:
    """Keep what the team says of companies: taken, not a fit, won, lost or later.

    \b
    taken       stays in the list, marked; 'discover --untaken' leaves it out
    not a fit   leaves the list; with a reason it is a bad fit, against which is learned
    won         is a customer, from whom is learned
    lost        leaves the list; nothing is learned from it
    later       leaves the list until the day (90 days where none is told)

    \b
    graph-icp feedback                       list what was said
    graph-icp feedback team.xlsx             read a sheet's columns Status and Reason
    graph-icp feedback acme.com --status "not a fit" --reason "too small"
    graph-icp feedback reasons               count the reasons
    graph-icp feedback undo acme.com
    """


@feedback.command(name="say")
@click.argument("what", required=False, metavar="[FILE|COMPANY]")
@click.option(
    "--status",
    metavar="STATUS",
    help="Of one company: taken, not a fit, won, lost or later, or other words for these.",
)
@click.option("--reason", default="", metavar="TEXT", help="Why, in a few words.")
@click.option(
    "--on",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The day on which it was said.  [default: today]",
)
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Of later: the day from which the company is in the list again.",
)
@click.option("--by", default="", metavar="NAME", help="Who says so.")
@listing
@with_market
@click.pass_context
def keep(
    context: click.Context,
    market: Market,
    what: str | None,
    status: str | None,
    reason: str,
    on: datetime.datetime | None,
    until: datetime.datetime | None,
    by: str,
    format: str | None,
    output: Path | None,
) -> None:
    """Keep what is said of one company, or in a FILE; list all where none is named.

    'say' may be left out. FILE names companies and has a column Status (or Feedback), and maybe
    Reason, Date, Until and Who; rows without a status say nothing. Of the sheet of 'export sheet'
    Status and Reason alone are read, and the rows that left it too. A day as the Reason of later
    ("2027-03-01") is that until which. What is said last counts. It ends with 3 where rows of FILE
    were not kept; the others are.

    \b
    graph-icp feedback --format json
    graph-icp feedback say team.xlsx
    graph-icp feedback say acme.com --status later --until 2027-03-01
    """
    if what is None:
        if status or reason or by or on or until:
            raise click.UsageError("Say of which company.")
        show(market.feedback.table(), format, output, "Feedback", ("key",))
    elif status is not None:
        said_on, last = (each.date() if each else None for each in (on, until))
        told = market.feedback.say(what, status, reason, said_on, last, by)
        word = next(iter(told.by_status), "")
        say(f"{what} is marked as {word}." if word else f"{what}: nothing new.")
        _tell_meaning(told)
    elif reason or by or on or until:
        raise click.UsageError("Give --status too; a file says itself why, when and who.")
    elif Path(what).exists() or Path(what).suffix.lower() in _FILES:
        found = market.feedback.read(what)
        _tell(found, what)
        if found.passed_over:
            context.exit(REFUSED)
    else:
        raise click.UsageError(
            f"There is no file '{what}'; of a company say --status taken, 'not a fit', won, lost "
            "or later."
        )


@feedback.command()
@listing
@with_market
def reasons(market: Market, format: str | None, output: Path | None) -> None:
    """Count the reasons for which companies were no fit or lost.

    \b
    graph-icp feedback reasons
    """
    show(market.feedback.reasons(), format, output, "Reasons")


@feedback.command()
@click.argument("company")
@with_market
def undo(market: Market, company: str) -> None:
    """Take back what was said of COMPANY; it is again what it was before.

    \b
    graph-icp feedback undo acme.com
    """
    say(f"Nothing is said of {market.feedback.undo(company)} now.")


COMMANDS = (feedback,)
_FILES = (".csv", ".tsv", ".txt", ".xlsx", ".json", ".jsonl", ".gz", ".parquet")


def _tell(told: Told, what: str) -> None:
    """Say what was kept of a file, what that means, and which rows were not kept."""
    each = ", ".join(f"{many:,} {status}" for status, many in told.by_status.items())
    parts = [
        f"{told.new:,} new" if told.new else "",
        f"{told.changed:,} changed" if told.changed else "",
        f"{told.same:,} as before" if told.same else "",
        f"{told.older:,} older than what is kept" if told.older else "",
        f"{counted(told.blank, 'row')} without a status" if told.blank else "",
    ]
    kept = f" Kept: {each}." if each else ""
    say(f"{what}: {', '.join(filter(None, parts)) or 'nothing said'}.{kept}")
    _tell_meaning(told)
    _tell_file(told)
    for row in told.passed_over[:_ROWS_SAID]:
        say(f"Not kept: {row}.")
    if len(told.passed_over) > _ROWS_SAID:
        say(f"Not kept: {len(told.passed_over) - _ROWS_SAID:,} rows more.")


def _tell_file(told: Told) -> None:
    """Say which columns were read, and what of the rows changes nothing."""
    read = ", ".join(f"{header}{_READ_AS.get(name, '')}" for name, header in told.columns.items())
    say(f"Columns read: {read}.")
    if told.emptied:
        say(
            f"Emptied, but what was said stays until 'graph-icp feedback undo': "
            f"{', '.join(told.emptied[:10])}."
        )
    if told.unknown:
        say(f"{counted(told.unknown, 'row')} that left the list: no company of the store any more.")


# What columns mean whose headers do not say so.
_READ_AS = {
    "said_on": " (the day it was said)",
    "until": " (until when, of later)",
    "said_by": " (who says so)",
}


def _tell_meaning(told: Told) -> None:
    """Say what is not plain from the words: who is a customer now, and what teaches nothing."""
    if won := told.by_status.get("won"):
        are = "company is a customer" if won == 1 else "companies are customers"
        say(f"{won:,} {are} now, of unknown worth; a file for 'customers add' can say it.")
    if told.unexplained:
        say(
            f"{told.unexplained:,} without a reason why it is no fit: out of the list, but nothing "
            "is learned from that."
        )
    if told.endless:
        say(
            f"{told.endless:,} for later without a day: in the list again after 90 days; a day as "
            "its reason (2027-03-01), or --until, says when."
        )
    if told.stay:
        say(f"Customers, partners and competitors stay what they are: {', '.join(told.stay[:10])}.")
