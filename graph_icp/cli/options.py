"""Options that several commands share, and groups of commands with a first one."""

from __future__ import annotations

from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.core import ParameterSource

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph_icp.market import Market

    Command = TypeVar("Command", bound=Callable[..., Any])

DEFAULT_STORE = "graph-icp.duckdb"
STORE_VARIABLE = "GRAPH_ICP_STORE"
# Where a command line's store is remembered for the command.
_STORE = "graph_icp.store"
FORMATS = ("table", "csv", "json", "jsonl", "xlsx")
# Rows that a listing shows on a terminal.
SHOWN = 25


class WithDefault(click.Group):
    """A group whose first command is meant where none is named.

    Parameters
    ----------
    bare : bool
        Whether that is so too where nothing at all stands behind the group's name.
    """

    def __init__(self, *arguments: Any, bare: bool = False, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.bare = bare

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the command line, and put in the first command before what is none."""
        place = 0
        while place < len(args) and args[place].startswith("--store"):
            place += 1 if "=" in args[place] else 2
        meant = args[place : place + 1]
        if meant[0] not in (*self.commands, "-h", "--help") if meant else self.bare:
            args = [*args[:place], next(iter(self.commands)), *args[place:]]
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order of their use."""
        return list(self.commands)


def store_anywhere(group: Command) -> Command:
    """Give a group of commands `--store`, for the command that follows."""
    return click.option(
        "--store",
        envvar=STORE_VARIABLE,
        default=DEFAULT_STORE,
        show_default=True,
        show_envvar=True,
        metavar="STORE",
        expose_value=False,
        callback=store_named,
        help="The store, before the command or after it; where it is given twice, the later one "
        "counts.",
    )(group)


def store_named(
    context: click.Context, parameter: click.Parameter, store: str | None
) -> str | None:
    """Return the store that the command line names last, in this command or before it."""
    given = context.get_parameter_source(str(parameter.name)) is ParameterSource.COMMANDLINE
    if given:
        context.meta[_STORE] = store
    named: str | None = context.meta.get(_STORE, store)
    return named


def with_market(command: Command) -> Command:
    """Give a command `--store` and hand it the market as its first argument."""

    @click.option(
        "--store",
        metavar="STORE",
        callback=store_named,
        envvar=STORE_VARIABLE,
        default=DEFAULT_STORE,
        show_default=True,
        show_envvar=True,
        help="The file that holds the market, or the address of a Neo4j server, such as "
        "neo4j://HOST:7687 (user and password from NEO4J_USERNAME and NEO4J_PASSWORD). "
        "It may also stand before the command; the later one counts.",
    )
    @wraps(command)
    def wrapped(store: str, **options: Any) -> Any:
        return command(market_at(store), **options)

    return wrapped  # type: ignore[return-value]


def market_at(store: str) -> Market:
    """Return the market in a store."""
    import graph_icp

    return graph_icp.open(store)


def listing(command: Command) -> Command:
    """Give a command `--format` and `-o`."""
    for option in (
        click.option(
            *("-o", "--output"),
            type=click.Path(path_type=Path),
            metavar="FILE",
            help="Write to a file; its ending gives the format.",
        ),
        click.option(
            "--format",
            type=click.Choice(FORMATS),
            help="The format; a table unless the file's ending gives another.",
        ),
    ):
        command = option(command)
    return command


def limit(command: Command) -> Command:
    """Give a command `--limit`."""
    return click.option(
        "--limit",
        type=click.IntRange(min=1),
        metavar="N",
        help=f"Show at most this many rows.  [default: {SHOWN} on a terminal, all in a file]",
    )(command)


def as_of(
    command: Command,
    does: str = "Let signals age to this day, and leave out later ones.",
    usual: str = "today",
) -> Command:
    """Give a command `--as-of`, a day to which signals age."""
    return click.option(
        "--as-of",
        type=click.DateTime(["%Y-%m-%d"]),
        metavar="YYYY-MM-DD",
        help=f"{does}  [default: {usual}]",
    )(command)


as_of_run = partial(as_of, usual="that of the run, else today")
"""Give a command about a run `--as-of`."""


def without(command: Command) -> Command:
    """Give a command `--without` and `--with`."""
    for option in (
        click.option(
            *("--with", "with_"),
            multiple=True,
            metavar="RELATION=TRAIT",
            help="Let this count, which chose your customers or which icp.toml leaves out; can be "
            "given several times.",
        ),
        click.option(
            "--without",
            multiple=True,
            metavar="RELATION=TRAIT",
            help="Leave a trait (uses=Elixir) or a whole relation (region) out of the scoring; can "
            "be given several times.",
        ),
    ):
        command = option(command)
    return command


def run(command: Command) -> Command:
    """Give a command `--run`."""
    return click.option(
        "--run",
        metavar="RUN",
        help="Go by this run of 'discover' and the icp.toml that it went by: its number or name, "
        "see 'graph-icp icp history'.  [default: the last]",
    )(command)


def page(command: Command) -> Command:
    """Give a command `--page`."""
    return click.option(
        "--page",
        type=click.Path(path_type=Path),
        metavar="FILE.html",
        help="Also write a page with charts, which opens in any browser and needs nothing else.",
    )(command)


def share(_context: click.Context, _parameter: click.Parameter, text: str | None) -> float | None:
    """Read a share: "30%" or "0.3"."""
    if text is None:
        return None
    plain = text.strip()
    try:
        part = float(plain.removesuffix("%")) / (100 if plain.endswith("%") else 1)
    except ValueError:
        part = 0
    if not 0 < part < 1:
        raise click.BadParameter(f"'{plain}' is not a share; write 30% or 0.3.")
    return part


def rows_shown(limit: int | None, format: str | None, output: Path | None) -> int | None:
    """Return how many rows a listing shows."""
    return SHOWN if limit is None and on_screen(format, output) else limit


def on_screen(format: str | None, output: Path | None) -> bool:
    """Return whether a listing goes to a terminal."""
    return output is None and format in (None, "table")
