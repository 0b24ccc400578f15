"""The command export sheet: the plain list with which a sales team works."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph_icp.cli.console import counted, say, warn
from graph_icp.cli.export.asked import asks
from graph_icp.cli.lists.filtering import of_other_statuses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_icp.cli.export.asked import Asked
    from graph_icp.market.sheet.sheet import SheetWritten
    from graph_icp.output.rewriting.team_file import Rewritten

# As of `market.sheet.SHOWN`, which takes a while to import.
SHOWN = 25


@click.command()
@click.option(
    *("-o", "--output"),
    type=click.Path(path_type=Path),
    default=Path("team.xlsx"),
    show_default=True,
    metavar="FILE",
    help="The file, .xlsx or .csv; where it is there already, what the team wrote stays in it.",
)
@partial(asks, usual=SHOWN)
def sheet(asked: Asked, output: Path) -> None:
    """Write the plain sheet for the sales team: one row an account, with all it asks first.

    Why it fits, in a line; the customers it resembles, and a case study of one of them; the best
    door, whom to approach, the newest signal. Owner, Notes, Status, Reason and all columns
    that you add are yours: write the sheet again over the old one, and they come back with their
    accounts. Rows that left the list move to a sheet of their own.

    \b
    graph-icp export sheet -o team.xlsx
    graph-icp export sheet --top 100 --country DE -o germany.xlsx
    """
    from graph_icp.market.sheet.sheet import write_sheet

    market = asked.market
    done = write_sheet(market.store, market.icp, asked.deliver, output)
    rows = counted(done.file.rows, "account")
    say(f"Wrote {rows} to {output}{_changes(done)}.")
    if statuses := done.delivery.found.other_statuses:
        say(of_other_statuses(statuses))
    warn(_warnings(done))


COMMANDS = (sheet,)


def _changes(done: SheetWritten) -> str:
    """Return what changed in a file that was there before: ": 3 new, 2 left the list"."""
    file = done.file
    told = {"new": file.new, "back on the list": file.returned, "left the list": file.gone}
    said = [f"{many:,} {what}" for what, many in told.items() if many]
    why = "; ".join(f"{reason} ({many:,})" for reason, many in file.because.items())
    behind = f". Why they left: {why}" if why else ""
    return f": {', '.join(said)}{behind}" if said else ""


def _added(file: Rewritten) -> str:
    """Return which columns the file lacked, and which of its own may be these renamed."""
    said = f"It had no column {', '.join(file.added)}: made anew, behind the others."
    if not file.theirs:
        return said
    return f"{said} Kept as your own: {', '.join(file.theirs)}."


def _warnings(done: SheetWritten) -> Iterator[str]:
    from graph_icp.market.delivery.left_out import FILTERED

    file = done.file
    if not file.rows:
        yield "No account is in it; the filters let none through."
    if done.to_load:
        hidden = "" if done.path.suffix.lower() == ".csv" else ", and hidden"
        yield f"Columns that are empty in every row{hidden}: {'; '.join(done.to_load)}."
    if file.added:
        yield _added(file)
    if filtered := file.because.get(FILTERED):
        rows = counted(filtered, "row")
        yield (
            f"{rows} left as these filters do not let them through, which those of before did; "
            "write it again with those, and the rows come back."
        )
    if file.unknown:
        rows = counted(file.unknown, "row")
        yield f"{rows} of no account that is known, or of several: see 'Left the list'."
    for name, many in file.differing.items():
        cells = counted(many, "cell")
        yield f"{name.capitalize()}: {cells} say otherwise than the store; yours stay."
    for doubt in file.doubts:
        said = f"{doubt.path} {doubt.said}"
        yield f"{said}; {doubt.copy} is the file as it was." if doubt.copy else f"{said}."
    if done.no_customers:
        first, *more = done.no_customers
        named = f"{first} and {len(more):,} more have" if more else f"{first} has"
        yield (
            f"{named} a case study and no status of a customer, so it is not used; "
            "'graph-icp customers add' makes customers."
        )
