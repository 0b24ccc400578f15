"""The command serve: the market in the browser of this computer."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import click

from graph_icp.cli.console import say
from graph_icp.cli.options import with_market
from graph_icp.errors import ServingError

if TYPE_CHECKING:
    from graph_icp.market import Market

_CLOSED = "The page is closed; what you said there is kept."
TOKEN = "GRAPH_ICP_API_TOKEN"  # noqa: S105 - the name of a variable


@click.command()
@click.option(
    "--port",
    type=click.IntRange(1024, 65535),
    default=None,
    help="The port to listen on.  [default: any that is free]",
)
@click.option("--no-open", is_flag=True, help="Print the link, and open no browser.")
@click.option(
    "--people",
    is_flag=True,
    help="Let scripts under /api see people: names, titles, who looks after an account. The pages "
    "show them either way.",
)
@with_market
def serve(market: Market, port: int | None, no_open: bool, people: bool) -> None:
    """Open the market in the browser of this computer.

    The list, the accounts, the reasons and the doors, to filter, explain and take away. Nothing
    leaves this computer, and nobody else gets in: the link works once, for one browser. Ctrl-C ends
    it. Scripts ask under /api with the token in GRAPH_ICP_API_TOKEN; see docs/serve.md.

    \b
    graph-icp serve
    graph-icp serve --store graph-icp-demo/demo.duckdb
    """
    open_page(market, port=port, no_open=no_open, people=people)


COMMANDS = (serve,)


def open_page(
    market: Market, *, port: int | None = None, no_open: bool = False, people: bool = False
) -> None:
    """Serve a market until Ctrl-C, its usual end; raises ServingError without packages or port."""
    try:
        from graph_icp.web.serving import serve as run
    except ModuleNotFoundError as error:
        raise ServingError(
            "The local page needs more packages: pip install 'graph-icp[web]'"
        ) from error

    token = os.environ.get(TOKEN) or None

    def ready(link: str) -> None:
        say(f"Open {link}")
        say("The link works once, in one browser. Ctrl-C ends it.")
        if token:
            say(f"Scripts ask under {urljoin(link, '/api/')} with the token in {TOKEN}.")
        if not no_open:
            click.launch(link)

    # Ctrl-C is its usual end; whether it shows here depends on what the server did last.
    with suppress(KeyboardInterrupt):
        run(
            market,
            port=port or 0,
            script_token=token,
            people=people,
            ready=ready,
            ended=_leave,
        )
    say(_CLOSED)


def _leave() -> None:
    say(_CLOSED)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)
