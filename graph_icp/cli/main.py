"""The group of all commands, and the report of errors."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from graph_icp.cli import (
    account,
    backtesting,
    customers,
    discover,
    icp,
    intent,
    loading,
    mcp,
    paths,
    resolving,
    serve,
    sources,
    store,
)
from graph_icp.cli.console import message, say, working
from graph_icp.cli.export import group as export
from graph_icp.cli.interruption import exit_code
from graph_icp.cli.lists import diff, feedback
from graph_icp.cli.options import store_anywhere
from graph_icp.cli.pools import competitors, events, hygiene
from graph_icp.cli.privacy import about, forget, purge, suppress
from graph_icp.cli.streams import lost_listing
from graph_icp.errors import GraphICPError, InterruptedInPartsError
from graph_icp.graph.memory import VARIABLE

if TYPE_CHECKING:
    from collections.abc import Iterator

INTERRUPTED_IN_PARTS = (
    "Interrupted; what was loaded so far is kept, and loading the same files again completes it."
)


# How numpy says how much it asked for.
_ASKED_FOR = re.compile(r"Unable to allocate (\d+(?:\.\d+)?)\.? ([KMGTPE]?i?B)")


class Commands(click.Group):
    """A group that reports an error in one sentence."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was asked for."""
        try:
            with working(), _inert():
                result = super().invoke(ctx)
        except GraphICPError as error:
            raise click.ClickException(message(str(error))) from error
        except MemoryError as error:
            raise click.ClickException(_too_large(error)) from error
        except InterruptedInPartsError:
            say(INTERRUPTED_IN_PARTS)
            ctx.exit(exit_code())
        except KeyboardInterrupt:
            say("Interrupted; nothing of this command was kept.")
            ctx.exit(exit_code())
        why = lost_listing()
        if why:
            raise click.ClickException(message(why))
        if why is not None:
            ctx.exit(1)
        return result

    def make_context(self, *arguments: Any, **options: Any) -> click.Context:
        """Read the command line."""
        with _inert():
            return super().make_context(*arguments, **options)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of their use."""
        return list(self.commands)


def _too_large(error: MemoryError) -> str:
    asked = _ASKED_FOR.search(str(error))
    more = f": {asked[1]} {asked[2]} are needed at once" if asked else ""
    return (
        f"There is too little memory{more}. 'graph-icp discover --engine disk' ranks on this "
        f"machine's disk, block by block; {VARIABLE}=1GB lets the store take less beside it."
    )


@contextmanager
def _inert() -> Iterator[None]:
    """Keep names of files and options in complaints about them from steering the terminal."""
    try:
        yield
    except click.ClickException as error:
        error.message = message(error.message)  # type: ignore[misc]
        raise


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@store_anywhere
@click.version_option(package_name="graph-icp", prog_name="graph-icp")
def main() -> None:
    """Which companies should we sell to next, why, and who can open the door?

    Load the files you have, say who your customers are, and get a ranked list with reasons.

    \b
    graph-icp demo                  see it work on a generated market
    graph-icp load FILES            load companies, technologies, events, people
    graph-icp customers set FILE    say who your customers are
    graph-icp discover              which companies to sell to next, and why
    """


for command in (
    *loading.COMMANDS,
    *sources.COMMANDS,
    *resolving.COMMANDS,
    *customers.COMMANDS,
    *discover.COMMANDS,
    *feedback.COMMANDS,
    *export.COMMANDS,
    *diff.COMMANDS,
    *hygiene.COMMANDS,
    *account.COMMANDS,
    *intent.COMMANDS,
    *events.COMMANDS,
    *competitors.COMMANDS,
    *paths.COMMANDS,
    *icp.COMMANDS,
    *backtesting.COMMANDS,
    *store.COMMANDS,
    *serve.COMMANDS,
    *mcp.COMMANDS,
    *about.COMMANDS,
    *forget.COMMANDS,
    *suppress.COMMANDS,
    *purge.COMMANDS,
):
    main.add_command(command)
