"""Commands about one account: explain, similar, neighbourhood."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph_icp.cli.console import say, say_left_out, show, show_lines
from graph_icp.cli.options import as_of_run as as_of_run_option
from graph_icp.cli.options import limit as limit_option
from graph_icp.cli.options import listing, on_screen, rows_shown, with_market
from graph_icp.cli.options import run as run_option
from graph_icp.cli.options import without as without_option

if TYPE_CHECKING:
    import datetime

    from graph_icp.market import Market
    from graph_icp.market.accounts.explained import Explained

CHANGED = (
    "Files, customers or icp.toml have changed since the last 'discover'; run it again to update."
)
# What learns a run, and so decides what counts in it.
DISCOVER = "graph-icp discover"
CHANGED_SINCE = "Files or customers have changed since; links are those of today."
GRAPH_FORMATS = ("html", "graphml", "gexf", "json")


@click.command()
@click.argument("account")
@click.option(
    "--page",
    type=click.Path(path_type=Path),
    metavar="FILE.html",
    help="Write the card as a page instead.",
)
@click.option(
    "--all", "whole", is_flag=True, help="Show every line of points. A file has them all."
)
@click.option("--verbose", is_flag=True, help="Also show raw points, and how the fit was learned.")
@run_option
@as_of_run_option
@listing
@with_market
def explain(
    market: Market,
    account: str,
    page: Path | None,
    whole: bool,
    verbose: bool,
    run: str | None,
    as_of: datetime.datetime | None,
    format: str | None,
    output: Path | None,
) -> None:
    """Show the points of an account, and the fit that they make.

    ACCOUNT is a domain, a name (in quotes) or an alias. The points are those of the last
    'discover', with the customers behind each; they add up. Where intent or reach is known, so
    does the priority, and the next step stands beside it.

    \b
    graph-icp explain acme.com
    graph-icp explain acme.com --all
    graph-icp explain "Acme Inc" -o acme.csv
    graph-icp explain acme.com --page acme.html
    graph-icp explain acme.com --run "before the fair"
    """
    explained = market.explain(account, run, as_of.date() if as_of else None)
    _tell_changed(explained.run.changed, run)
    _tell_day(explained, as_of)
    if page:
        _write_page(explained, page)
        if on_screen(format, output):
            return
    about = explained.explanation
    if on_screen(format, output):
        from graph_icp.cli.reports.explain_report import report

        show_lines(lambda width: report(explained, width, whole=whole, verbose=verbose))
    else:
        show(about.points, format, output, f"Points of {about.account['name']}")
    say_left_out(explained.run.left_out, DISCOVER)


@click.command()
@click.argument("account")
@without_option
@limit_option
@listing
@with_market
def similar(
    market: Market,
    account: str,
    without: tuple[str, ...],
    with_: tuple[str, ...],
    limit: int | None,
    format: str | None,
    output: Path | None,
) -> None:
    """List the accounts most like one.

    \b
    graph-icp similar acme.com
    graph-icp similar acme.com --without size --limit 100 -o lookalikes.csv
    """
    shown = rows_shown(limit, format, output)
    found = market.similar(account, limit=shown, without=without or None, with_=with_)
    show(found.table, format, output, f"Accounts like {account}", ("key",))
    say_left_out(found.left_out)


@click.command()
@click.argument("account")
@click.option(
    *("-o", "--output"),
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The file to write; its ending gives the format.  [default: ACCOUNT.html]",
)
@click.option("--format", type=click.Choice(GRAPH_FORMATS), help="A page, or a graph file.")
@click.option(
    "--traits",
    type=click.IntRange(1, 200),
    default=15,
    show_default=True,
    help="The most traits in the graph.",
)
@click.option(
    *("--customers", "customers"),
    type=click.IntRange(1, 200),
    default=15,
    show_default=True,
    help="The most customers in the graph.",
)
@run_option
@as_of_run_option
@with_market
def neighbourhood(
    market: Market,
    account: str,
    output: Path | None,
    format: str | None,
    traits: int,
    customers: int,
    run: str | None,
    as_of: datetime.datetime | None,
) -> None:
    """Show why an account has its fit, on a page.

    The page opens in any browser and needs nothing else: first the card (reasons, points, who can
    open the door, why now), then the graph of what it shares with customers and of the people on
    the best paths into it, then the table. Other formats are for Gephi and programs: GraphML,
    GEXF, node-link JSON.

    \b
    graph-icp neighbourhood acme.com -o acme.html
    graph-icp neighbourhood acme.com -o acme.graphml
    """
    from graph_icp.output.neighbourhood_file import write_neighbourhood

    explained = market.explain(account, run, as_of.date() if as_of else None)
    graph = explained.neighbourhood(traits, customers)
    path = write_neighbourhood(graph, explained.card, output, format, explained.approach)
    say(f"Wrote {path}.")
    _tell_changed(explained.run.changed, run)
    _tell_day(explained, as_of)


COMMANDS = (explain, similar, neighbourhood)


def _tell_changed(changed: bool, run: str | None) -> None:
    """Say whether a run is about data that was; `run` is what the user calls it."""
    if changed:
        say(CHANGED if run is None else CHANGED_SINCE)


def _tell_day(explained: Explained, asked: datetime.datetime | None) -> None:
    """Say on which day an explanation goes by, where nobody asked for it and it is not today."""
    if explained.as_of and not asked:
        say(f"As of {explained.as_of}, the day of the run; --as-of gives another.")


def _write_page(explained: Explained, page: Path) -> None:
    from graph_icp.output.neighbourhood_file import write_neighbourhood

    about = explained.neighbourhood(), explained.card
    say(f"Wrote {write_neighbourhood(*about, page, 'html', explained.approach)}.")
