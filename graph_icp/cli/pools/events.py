"""The command events: where best customers stand out, and the prospects there."""

from __future__ import annotations

import shlex
from functools import partial
from typing import TYPE_CHECKING

import click

from graph_icp.cli.console import progress, say, show, show_lines
from graph_icp.cli.options import as_of as as_of_option
from graph_icp.cli.options import limit as limit_option
from graph_icp.cli.options import listing, on_screen, rows_shown, with_market

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator
    from pathlib import Path

    import pandas as pd

    from graph_icp.market import Market
    from graph_icp.market.events.event_list import EventList
    from graph_icp.market.events.prospects import EventProspects

_INDENT = 3


@click.command()
@click.argument("event", required=False)
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="List all events that were tested, those first that come nearest to standing out.",
)
@partial(as_of_option, does="Call editions upcoming from this day on.")
@limit_option
@listing
@with_market
def events(
    market: Market,
    event: str | None,
    everything: bool,
    as_of: datetime.datetime | None,
    limit: int | None,
    format: str | None,
    output: Path | None,
) -> None:
    """List events that best customers sponsor or attend more than the market does.

    With EVENT, list the prospects that took part in it: fit, part, edition, the door and who was
    there. EVENT is a series ("Web Summit", all its editions) or the title of one edition, in any
    spelling. Of customers only what came before they were customers counts. Your own events: name
    them under [events] in icp.toml, and they are left out.

    \b
    graph-icp events
    graph-icp events --all -o events.xlsx
    graph-icp events "Web Summit" -o prospects.xlsx
    """
    day = as_of.date() if as_of else None
    if event is not None:
        if everything:
            raise click.UsageError("Name an event, or ask for --all of them.")
        with progress() as bar:
            found = market.events.prospects(event, as_of=day, progress=bar)
        _show_prospects(found, limit, format, output)
        return
    with progress() as bar:
        tested = market.events(everything=everything, as_of=day, progress=bar)
    _show_events(tested, limit, format, output)


COMMANDS = (events,)


def _show_events(
    found: EventList, limit: int | None, format: str | None, output: Path | None
) -> None:
    from graph_icp.market.events.event_list import LAYOUT
    from graph_icp.market.events.sentences import LIFT, outcome

    table = found.table.head(rows_shown(limit, format, output) or len(found.table))
    if not on_screen(format, output):
        show(table, format, output, "Events", layout=LAYOUT)
    elif found.everything:
        show(found.brief().head(len(table)), format, output, "Events")
    else:
        show_lines(lambda width: _blocks(table, width))
    if found.standing_out:
        first = shlex.quote(str(found.table["event"].iloc[0]))
        say(
            f"{outcome(found.standing_out, found.tested)} The prospects there, and who opens the "
            "door:"
        )
        say(f"  graph-icp events {first} -o prospects.xlsx")
        say(LIFT)
    if len(found.table) > len(table):
        say(f"{len(found.table) - len(table):,} more; --limit or -o FILE shows them.")
    for remark in found.remarks:
        say(remark)


def _show_prospects(
    found: EventProspects, limit: int | None, format: str | None, output: Path | None
) -> None:
    from graph_icp.market.events.prospects import LAYOUT

    table = found.table.head(rows_shown(limit, format, output) or len(found.table))
    show(table, format, output, f"Prospects at {found.event}", ("key", *found.idle), LAYOUT)
    first, *rest = found.sentences
    say(first)
    if len(found.table) > len(table):
        say(f"{len(found.table) - len(table):,} more; --limit or -o FILE shows them.")
    for sentence in rest:
        say(sentence)


def _blocks(table: pd.DataFrame, width: int) -> Iterator[tuple[str | tuple[str, str], ...]]:
    """Give the lines of events that stand out: the name, the sentence, the next edition."""
    from graph_icp.market.events.sentences import lift_told, next_told, part_told, q_told
    from graph_icp.output.terminal.wording import one_line, wrapped

    for place, row in enumerate(table.to_dict("records"), 1):
        head = f"{place}. {one_line(part_told(row))}: lift {lift_told(row)}, q {q_told(row)}"
        for line in wrapped(head, width):
            yield ((line, "bold"),)
        for text in filter(None, (str(row["why"]), next_told(row))):
            for line in wrapped(one_line(text), width - _INDENT):
                yield (" " * _INDENT + line,)
    if len(table):
        yield ("",)
