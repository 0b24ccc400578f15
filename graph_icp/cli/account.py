"""Commands about one account: explain, similar, neighbourhood."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph_icp.cli.console import say, say_left_out, show, write
from graph_icp.cli.options import limit as limit_option
from graph_icp.cli.options import listing, on_screen, rows_shown, with_market
from graph_icp.cli.options import run as run_option
from graph_icp.cli.options import without as without_option

if TYPE_CHECKING:
    import pandas as pd

    from graph_icp.market import Market
    from graph_icp.market.accounts.explained import Explained

CHANGED = (
    "Files, customers or icp.toml have changed since the last 'discover'; run it again to update."
)
# What learns a run, and so decides what counts in it.
DISCOVER = "graph-icp discover"
CHANGED_SINCE = "Files or customers have changed since; links are those of today."
# Earlier runs of which the rank is told.
_EARLIER = 5
GRAPH_FORMATS = ("html", "graphml", "gexf", "json")


@click.command()
@click.argument("account")
@click.option(
    "--page",
    type=click.Path(path_type=Path),
    metavar="FILE.html",
    help="Write the card as a page instead.",
)
@run_option
@listing
@with_market
def explain(
    market: Market,
    account: str,
    page: Path | None,
    run: str | None,
    format: str | None,
    output: Path | None,
) -> None:
    """Show every point of an account, and the fit that they make.

    ACCOUNT is a domain, a name (in quotes) or an alias. The points are those of the last
    'discover', with the customers behind each; they add up.

    \b
    graph-icp explain acme.com
    graph-icp explain "Acme Inc" -o acme.csv
    graph-icp explain acme.com --page acme.html
    graph-icp explain acme.com --run "before the fair"
    """
    explained = market.explain(account, run)
    _tell_changed(explained.run.changed, run)
    if page:
        _write_page(explained, page)
        if on_screen(format, output):
            return
    lines = explained.explanation.points
    if on_screen(format, output):
        _tell_account(explained)
        show(_readable(lines), title="Points")
        write()
        show(explained.explanation.closest, title="Customers most like it", narrow=("key",))
    else:
        show(lines, format, output, f"Points of {explained.explanation.account['name']}")
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
@with_market
def neighbourhood(
    market: Market,
    account: str,
    output: Path | None,
    format: str | None,
    traits: int,
    customers: int,
    run: str | None,
) -> None:
    """Show why an account has its fit, on a page.

    The page opens in any browser and needs nothing else: first the card (reasons, points, who can
    open the door), then the graph of what it shares with customers, then the table. Other formats
    are for Gephi and programs: GraphML, GEXF, node-link JSON.

    \b
    graph-icp neighbourhood acme.com -o acme.html
    graph-icp neighbourhood acme.com -o acme.graphml
    """
    from graph_icp.output.neighbourhood_file import write_neighbourhood

    explained = market.explain(account, run)
    graph = explained.neighbourhood(traits, customers)
    path = write_neighbourhood(graph, explained.card, output, format)
    say(f"Wrote {path}.")
    _tell_changed(explained.run.changed, run)


COMMANDS = (explain, similar, neighbourhood)


def _tell_changed(changed: bool, run: str | None) -> None:
    """Say whether a run is about data that was; `run` is what the user calls it."""
    if changed:
        say(CHANGED if run is None else CHANGED_SINCE)


def _write_page(explained: Explained, page: Path) -> None:
    from graph_icp.output.neighbourhood_file import write_neighbourhood

    say(f"Wrote {write_neighbourhood(explained.neighbourhood(), explained.card, page, 'html')}.")


def _tell_account(explained: Explained) -> None:
    about = explained.explanation
    domain = about.account["domain"]
    head = f"{about.account['name']}" + (f" ({domain})" if domain else "")
    if about.fit != about.fit:
        write(f"{head}: not scored, as nothing is known of it that counts.")
        return
    rank = f", rank {explained.rank:,} of {explained.of_how_many:,}" if explained.rank else ""
    status = about.account["status"]
    write(f"{head}: {about.tier}, fit {about.fit:.0f} ({about.total:.1f} points){rank}, {status}")
    for rule in about.broken:
        write(f"Disqualified by: {rule} (icp.toml).")
    write(about.why.removesuffix(".") + ".")
    unknown = [row.title for row in about.relations.itertuples() if not row.known]
    known = f"Known: {about.coverage:.0%} of what counts"
    write(known + (f"; nothing is known of: {', '.join(map(str, unknown))}." if unknown else "."))
    for change in about.what_if.itertuples(index=False):
        write(f"With {change.name}: {about.tier} to {change.tier} (fit {change.fit:.0f}).")
    earlier = explained.standings[explained.standings["run"] < explained.run.number].tail(_EARLIER)
    if len(earlier):
        ranks = ", ".join(f"{row.rank:,} (run {row.run})" for row in earlier.itertuples())
        write(f"Rank in earlier runs: {ranks}.")
    write()
    show(
        about.relations.drop(columns="relation").rename(columns={"title": "part"}),
        title="By relation",
    )
    write()


def _readable(lines: pd.DataFrame) -> pd.DataFrame:
    """Return the lines, those without points joined to one."""
    idle = (lines["points"] == 0) & (lines["trait"] != "")
    shown = lines[~idle].drop(columns="trait").copy()
    shown["like"] = [_few(names) for names in shown["like"]]
    if idle.any():
        import pandas as pd

        name = "1 trait" if idle.sum() == 1 else f"{idle.sum()} traits"
        rest = {"relation": "", "name": f"no points for {name}", "points": 0.0}
        shown = pd.concat([shown, pd.DataFrame([rest | {"customers": 0, "like": ""}])])
    return shown.reset_index(drop=True)


def _few(names: list[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
