"""The command purge: people of whom nothing was told for long are forgotten."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph_icp.cli.console import agreed, counted, progress, say, write
from graph_icp.cli.options import with_market

if TYPE_CHECKING:
    from graph_icp.market import Market


@click.command()
@click.option(
    "--people-unseen",
    "unseen",
    required=True,
    metavar="TIME",
    help="Forget the people of whom no source has told for so long: 24m, 2y or 90d.",
)
@click.option("--dry-run", is_flag=True, help="Count them, and change nothing.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option(
    *("-o", "--output"),
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the receipt to a file, as JSON.  [default: print it]",
)
@with_market
def purge(market: Market, unseen: str, dry_run: bool, yes: bool, output: Path | None) -> None:
    """Forget people of whom no file has told for long, and write a receipt without names.

    A file tells of a person on the day of its row, or on which it was loaded. Who is forgotten
    may be loaded again; 'graph-icp suppress' keeps somebody out.

    \b
    graph-icp purge --people-unseen 24m --dry-run
    graph-icp purge --people-unseen 24m --yes -o receipt.json
    """
    import json

    from graph_icp.output.atomic_write import write_text

    plan = market.purge(unseen, dry_run=True)
    if plan.forgotten is None:
        say(
            f"Nobody to forget: of all people that are kept some file told on or after "
            f"{plan.since.isoformat()}. Nothing was changed."
        )
        return
    found = counted(plan.forgotten.people, "person", "people")
    say(f"No file has told of {found} since {plan.since.isoformat()}.")
    if dry_run:
        say("Nothing was changed; without --dry-run they would be forgotten.")
        return
    if not yes and not agreed("Forget them for good?"):
        say("Nothing was changed.")
        click.get_current_context().exit(1)
    with progress() as bar:
        done = market.purge(unseen, progress=bar)
    today = datetime.datetime.now().astimezone().date()
    receipt = json.dumps(done.receipt(today), indent=2)
    if output is None:
        write(receipt)
    else:
        write_text(output, receipt + "\n")
    say(f"Forgot {found}." + (f" The receipt is {output}." if output else ""))


COMMANDS = (purge,)
