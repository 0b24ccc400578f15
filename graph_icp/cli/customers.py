"""Commands about customers: the list of them, and those unlike the rest."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph_icp.cli.account import DISCOVER
from graph_icp.cli.console import say, say_left_out, show, tell, warn, write
from graph_icp.cli.options import listing, market_at, on_screen, with_market
from graph_icp.cli.options import without as without_option

if TYPE_CHECKING:
    from graph_icp.market import Market
    from graph_icp.market.customers.customer_labels import Verb


@click.group(invoke_without_command=True)
@click.option("--explain", is_flag=True, help="Show how much each is worth by icp.toml, and why.")
@listing
@with_market
@click.pass_context
def customers(
    context: click.Context,
    market: Market,
    explain: bool,
    format: str | None,
    output: Path | None,
) -> None:
    """List the customers; set, add or remove some.

    \b
    graph-icp customers
    graph-icp customers set customers.csv
    graph-icp customers add --where uses=Elixir
    """
    context.obj = market
    if context.invoked_subcommand is None:
        table = market.customers.worth() if explain else market.customers.table()
        show(table, format, output, "Customers")
        if table.empty:
            say("There are no customers yet; name them with 'graph-icp customers set FILE'.")


def _command(verb: Verb, help: str) -> click.Command:
    @customers.command(name=verb, help=help)
    @click.argument("file", required=False, type=click.Path(path_type=Path))
    @click.option(
        "--where",
        multiple=True,
        metavar="RELATION=TRAIT",
        help="All accounts with this trait, such as uses=Elixir; given twice, with both.",
    )
    @click.option("--store", metavar="STORE", help="The store; see 'graph-icp customers -h'.")
    @click.pass_obj
    def command(
        market: Market, file: Path | None, where: tuple[str, ...], store: str | None
    ) -> None:
        if not file and not where:
            raise click.UsageError("Give a file, or a condition with --where.")
        those = (market_at(store) if store else market).customers
        change = {"set": those.set, "add": those.add, "remove": those.remove}[verb]
        said = change(file, where)
        for sentence in said.sentences:
            say(sentence)
        if where and verb != "remove":
            from graph_icp.discovery.left_out import CHOSE, LeftOut

            say_left_out((LeftOut(each, CHOSE) for each in those.chosen_by()), DISCOVER)

    return command


_command(
    "set",
    """Make the companies of FILE the only customers.

    FILE lists domains or names, or is any file of companies that 'load' takes; with a header it may
    have value (above 0, at most 1) and status. With both FILE and --where, the companies of both.

    \b
    graph-icp customers set customers.csv
    graph-icp customers set --where uses=Elixir
    """,
)
_command(
    "add",
    """Make the companies of FILE customers too.

    \b
    graph-icp customers add more.csv
    graph-icp customers add --where sponsored=kubecon-eu-2023
    """,
)
_command(
    "remove",
    """Make the companies of FILE prospects.

    \b
    graph-icp customers remove left.csv
    """,
)


@customers.command(name="outliers")
@without_option
@listing
@click.option("--store", metavar="STORE", help="The store; see 'graph-icp customers -h'.")
@click.pass_obj
def outliers(
    market: Market,
    without: tuple[str, ...],
    with_: tuple[str, ...],
    format: str | None,
    output: Path | None,
    store: str | None,
) -> None:
    """Find customers unlike the rest, and the segments of your customers.

    A customer is unlike the rest if it fits worse than half of the market when left out of the
    learning: it may be wrongly labelled, or in a segment of its own. A file lists these customers.

    \b
    graph-icp customers outliers
    graph-icp customers outliers -o unlike.csv
    """
    those = (market_at(store) if store else market).customers
    found = those.outliers(without=without, with_=with_)
    if on_screen(format, output):
        tell(found.sentences)
        if len(found.unlike):
            unlike = found.unlike.assign(beats=found.unlike["beats"].map("{:.0%}".format))
            show(unlike, title="Unlike the rest", narrow=("key",))
            write()
        if len(found.unknown):
            show(found.unknown, title="Too little is known of them", narrow=("key",))
            write()
        show(found.segments.drop(columns="members"), title="Segments", narrow=("keys",))
    else:
        show(found.unlike, format, output, "Customers unlike the rest")
    say_left_out(found.left_out)
    warn(found.warnings)


COMMANDS = (customers,)
