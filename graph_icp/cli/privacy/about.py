"""The command about: what is known of somebody who asks for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph_icp.cli.console import progress, say, write
from graph_icp.cli.options import with_market

if TYPE_CHECKING:
    from graph_icp.market import Market


@click.command()
@click.argument("who")
@click.option(
    *("-o", "--output"),
    type=click.Path(path_type=Path),
    metavar="FILE.json",
    help="Write to a file.",
)
@with_market
def about(market: Market, who: str, output: Path | None) -> None:
    """Tell everything that is known of a person or a company, as JSON: an access request.

    WHO is as for 'forget'. Every statement has its source, its file and its days: names, columns,
    jobs, events, signals, deals, opt-outs, what the team said, and the lists that hold them.

    \b
    graph-icp about ann@acme.com
    graph-icp about "Ann Lee at acme.com" -o ann-lee.json
    """
    import json

    with progress() as bar:
        bar("gathering what is known", 0)
        known = market.privacy.about(who)
    text = json.dumps(known, indent=2, ensure_ascii=False)
    if output is None:
        write(text)
        return
    from graph_icp.output.atomic_write import write_text

    write_text(output, text + "\n")
    say(f"Wrote what is known of {known['name']} to {output}.")


COMMANDS = (about,)
