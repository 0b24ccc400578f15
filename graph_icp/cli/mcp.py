"""The command mcp: the market as tools for an assistant."""

from __future__ import annotations

import json
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph_icp.cli.console import say, silence, write
from graph_icp.cli.interruption import end_at_once
from graph_icp.cli.options import with_market
from graph_icp.errors import ServingError

if TYPE_CHECKING:
    from graph_icp.market import Market


@click.command()
@click.option(
    "--people",
    is_flag=True,
    help="Let the assistant see people: names, titles, who looks after an account.",
)
@click.option(
    "--configuration",
    is_flag=True,
    help="Print what to write into the assistant's configuration instead, for this store.",
)
@with_market
def mcp(market: Market, people: bool, configuration: bool) -> None:
    """Give an assistant the market as read-only tools, over standard input and output.

    An assistant that speaks the Model Context Protocol (MCP) starts this command itself;
    --configuration prints what to write into its configuration. It may list companies, explain one,
    find others like it and ways into it, and judge inbound ones. What it is answered goes where the
    assistant sends it; people are left out unless you say --people.

    \b
    graph-icp mcp --configuration
    graph-icp mcp --store /home/ann/market/graph-icp.duckdb
    """
    if find_spec("mcp") is None:
        raise ServingError("Tools for assistants need more packages: pip install 'graph-icp[mcp]'")
    if configuration:
        write(json.dumps(_configuration(market.path, people=people), indent=2))
        return
    from graph_icp.mcp.serving import serve

    if sys.stdin.isatty():
        say(
            "Waiting for an assistant, which starts this command itself: --configuration prints "
            "how. Ctrl-C ends it."
        )
    end_at_once()
    with silence():
        serve(market, people=people)


COMMANDS = (mcp,)


def _configuration(store: str, *, people: bool) -> dict[str, object]:
    """Return what an assistant needs to start this command from any folder."""
    place = store if "://" in store else str(Path(store).resolve())
    arguments = ["-m", "graph_icp.cli", "mcp", "--store", place, *["--people"] * people]
    return {"mcpServers": {"graph-icp": {"command": sys.executable, "args": arguments}}}
