"""The command suppress: who is kept out of the store, now and in every later load."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from graph_icp.cli.console import agreed, counted, progress, say, show
from graph_icp.cli.options import listing, on_screen, with_market
from graph_icp.cli.privacy.forget import say_what_servers_keep, whom
from graph_icp.graph.model import REASONS, SCOPES

if TYPE_CHECKING:
    import datetime
    from pathlib import Path

    from graph_icp.market import Market
    from graph_icp.market.privacy.forgetting import Forgetting
    from graph_icp.market.privacy.suppress import Suppression

# How a program ends that read a file of which some rows were not understood; 1 is that none were.
UNREAD = 3
# Rows that are said one by one.
_ROWS_SAID = 10


@click.command()
@click.argument("what", required=False, metavar="[FILE|WHO]")
@click.option(
    "--reason",
    type=click.Choice(REASONS),
    default=REASONS[0],
    show_default=True,
    help="Why; one of these words, since a text of your own could name somebody.",
)
@click.option(
    "--until",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The last day on which it counts.  [default: for ever]",
)
@click.option(
    "--scope",
    type=click.Choice(SCOPES),
    help="A person alone; everybody at their company, and the company; or its whole family of "
    "companies.  [default: person where one is named, else domain]",
)
@click.option("--list", "list_", is_flag=True, help="List how many are suppressed, and why.")
@click.option("--lift", is_flag=True, help="Take it back: they may be loaded again.")
@click.option("--dry-run", is_flag=True, help="Show what would be done, and change nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@listing
@with_market
@click.pass_context
def suppress(
    context: click.Context,
    market: Market,
    what: str | None,
    reason: str,
    until: datetime.datetime | None,
    scope: str | None,
    list_: bool,
    lift: bool,
    dry_run: bool,
    yes: bool,
    format: str | None,
    output: Path | None,
) -> None:
    """Keep people and companies out: forget them, and never load them again.

    WHO is an e-mail address, a page on LinkedIn, a telephone number, "Ann Lee at acme.com" or a
    domain. FILE is a table with any of the headers Email, LinkedIn, Phone, Name, Domain and
    Company, or one column without a header; a column Until has the last day of a row. Of them no
    text is kept, but tokens that only this store can make; rows of later files that name them are
    counted as suppressed and not kept.
    It ends with 3 where rows of FILE were not understood; the others are suppressed.

    \b
    graph-icp suppress unsubscribed.csv --reason unsubscribed
    graph-icp suppress ann@acme.com
    graph-icp suppress acme.com --scope group --until 2027-12-31
    graph-icp suppress --list
    graph-icp suppress --lift ann@acme.com
    """
    if list_:
        _list(market, format, output)
        return
    if what is None:
        raise click.UsageError("Say whom: a FILE, an address, a page or a domain; or --list.")
    if lift:
        lifted = counted(market.suppress.lift(what), "entry", "entries")
        say(f"{lifted} taken back: they may be loaded again.")
        return
    ask = partial(
        market.suppress, what, reason=reason, until=until.date() if until else None, scope=scope
    )
    if dry_run or not yes:
        with progress() as bar:
            bar("looking for what is known of them", 0)
            plan = ask(dry_run=True)
        if dry_run:
            _tell_plan(plan)
            return
        if plan.forgotten and not _agreed(plan, plan.forgotten):
            say("Nothing was changed.")
            context.exit(1)
    made = not market.store.exists()
    with progress() as bar:
        done = ask(progress=bar)
    _tell(done, "Suppressed")
    if made:
        say(f"There was no store at {market.path}; it was made, and keeps them out of its loads.")
    if done.forgotten:
        say(f"Forgotten with them: {whom(done.forgotten)}.")
        _tell_what_stays(market, done.forgotten)
    if done.unread:
        context.exit(UNREAD)


COMMANDS = (suppress,)


def _list(market: Market, format: str | None, output: Path | None) -> None:
    """List how many are suppressed, and why."""
    table = market.suppress.table()
    if table.empty and on_screen(format, output):
        say("Nobody is suppressed.")
        return
    show(table, format, output, "Suppressed")
    say("No names are kept, so none are listed. --lift WHO takes one back.")


def _tell(report: Suppression, what: str) -> None:
    """Say how many are suppressed, and which rows name nobody."""
    words = {"person": ("person", "people"), "domain": ("domain", "domains")}
    parts = [
        counted(number, *words.get(scope, ("family of companies", "families of companies")))
        for scope, number in report.named.items()
    ]
    again = f", {report.again:,} of them before too" if report.again else ""
    keys = counted(report.keys, "address, page, name or id", "addresses, pages, names and ids")
    say(f"{what}: {', '.join(parts)}{again}, by {keys}.")
    say(f"Known here: {report.known:,} of {sum(report.named.values()):,}.")
    for row in report.unread[:_ROWS_SAID]:
        say(f"Not suppressed: {row}.")
    if len(report.unread) > _ROWS_SAID:
        say(f"Not suppressed: {len(report.unread) - _ROWS_SAID:,} rows more.")


def _tell_plan(plan: Suppression) -> None:
    """Say what would be done."""
    _tell(plan, "Would be suppressed")
    if plan.forgotten:
        say(f"Would be forgotten with them: {whom(plan.forgotten)}.")
    _tell_customers(plan)
    say("Nothing was changed; without --dry-run it would be done.")


def _tell_customers(plan: Suppression) -> None:
    """Say which companies among them are customers, of whom lists then learn no more."""
    for name in plan.customers[:_ROWS_SAID]:
        say(f"{name} is a customer; without it lists learn from one customer less.")
    if len(plan.customers) > _ROWS_SAID:
        say(f"So are {len(plan.customers) - _ROWS_SAID:,} companies more.")


def _agreed(plan: Suppression, gone: Forgetting) -> bool:
    """Show what goes of the store, and ask."""
    _tell(plan, "To be suppressed")
    say(f"In the store: {whom(gone)}; they are forgotten for good.")
    _tell_customers(plan)
    return agreed("Suppress and forget them?")


def _tell_what_stays(market: Market, done: Forgetting) -> None:
    if done.runs:
        say("Lists and exports that were written before may hold them: remove them there by hand.")
    if not market.privacy.wipes:
        say_what_servers_keep()
