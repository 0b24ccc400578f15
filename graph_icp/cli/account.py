"""Commands about one account: explain, similar, neighbourhood."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph_icp.cli.console import say, say_left_out, show, write
from graph_icp.cli.options import as_of as as_of_option
from graph_icp.cli.options import limit as limit_option
from graph_icp.cli.options import listing, on_screen, rows_shown, with_market
from graph_icp.cli.options import run as run_option
from graph_icp.cli.options import without as without_option

if TYPE_CHECKING:
    import datetime

    import pandas as pd

    from graph_icp.market import Market
    from graph_icp.market.accounts.explained import Explained
    from graph_icp.market.intent.account_standing import AccountStanding

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
@run_option
@as_of_option
@listing
@with_market
def explain(
    market: Market,
    account: str,
    run: str | None,
    as_of: datetime.datetime | None,
    format: str | None,
    output: Path | None,
) -> None:
    """Show every point of an account, and the fit that they make.

    ACCOUNT is a domain, a name (in quotes) or an alias. The points are those of the last
    'discover', with the customers behind each; they add up. Where intent or reach is known, so
    does the priority, and the next step stands beside it.

    \b
    graph-icp explain acme.com
    graph-icp explain "Acme Inc" -o acme.csv
    graph-icp explain acme.com --run "before the fair"
    """
    explained = market.explain(account, run, as_of.date() if as_of else None)
    _tell_changed(explained.run.changed, run)
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
    help="Show at most this many.",
)
@click.option(
    *("--customers", "customers"),
    type=click.IntRange(1, 200),
    default=15,
    show_default=True,
    help="Show at most this many.",
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
    """Draw what an account shares with customers.

    The page opens in any browser and needs nothing else. Other formats are for Gephi and
    programs: GraphML, GEXF, node-link JSON.

    \b
    graph-icp neighbourhood acme.com -o acme.html
    graph-icp neighbourhood acme.com -o acme.graphml
    """
    from graph_icp.output.neighbourhood_file import write_neighbourhood

    graph = market.neighbourhood(account, run, traits=traits, customers=customers)
    path = write_neighbourhood(graph, output, format)
    say(f"Wrote {path}.")
    _tell_changed(graph.graph["changed"], run)


COMMANDS = (explain, similar, neighbourhood)


def _tell_changed(changed: bool, run: str | None) -> None:
    """Say whether a run is about data that was; `run` is what the user calls it."""
    if changed:
        say(CHANGED if run is None else CHANGED_SINCE)


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
    _tell_priority(explained.beside)
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


def _tell_priority(beside: AccountStanding) -> None:
    """Write what fit, intent and reach make, and what the signals make of intent."""
    if not beside.known:
        return
    values = {"intent": beside.intent, "reach": beside.reach}
    added = [
        f"{name} unknown" if value != value else f"{beside.parts[name]:.1f} of {name} {value:.0f}"
        for name, value in values.items()
    ]
    write(f"Priority {beside.priority:.1f}: fit {beside.parts['fit']:.1f} + {' + '.join(added)}.")
    if len(beside.signals):
        rows = beside.signals.itertuples(index=False)
        told = ", ".join(f"{row.signal} {row.points:.1f}" for row in rows)
        write(f"Intent {beside.intent:.1f}: {told}. Newest: {beside.newest_signal}.")
    if beside.door:
        write(f"Reach {beside.reach:.1f}: {beside.door}.")
    if beside.next_step:
        write(beside.next_step)


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
