"""The command discover: companies to sell to next, with reasons."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from graph_icp.cli.console import counted, progress, say, say_left_out, show, warn
from graph_icp.cli.lists.filtering import filter_options, tell_filters
from graph_icp.cli.options import as_of as as_of_option
from graph_icp.cli.options import limit as limit_option
from graph_icp.cli.options import listing, rows_shown, share, with_market
from graph_icp.cli.options import without as without_option

if TYPE_CHECKING:
    import datetime
    from pathlib import Path

    import pandas as pd

    from graph_icp.discovery.ranking.filters import Filters
    from graph_icp.market import Market
    from graph_icp.market.discovery_list import DiscoveryList

# Lines about the health of a list that stand above it; the rest stand below.
HEALTH_SHOWN = 3
# The least share of a relation that is told of what counted.
LEAST_SHARE = 0.005
COUNTS = re.compile(r"\d of [\d,]+ prospects")


@click.command()
@click.option(
    "--method",
    default="auto",
    show_default=True,
    help="How fit is learned: auto blends ridge, ridge-unit and walk by how well each finds "
    "customers that it has not seen. For comparison, one alone: ridge, ridge-unit, walk, cosine, "
    "naive-bayes, resource-allocation, adamic-adar, pagerank, jaccard, overlap or popularity.",
)
@click.option(
    "--profile",
    metavar="NAME",
    help="Learn from one segment of your customers: a profile in icp.toml.",
)
@without_option
@filter_options
@click.option(
    "--sort",
    type=click.Choice(("priority", "fit", "intent", "reach")),
    help="What stands first. All but fit list Good fit or better unless --tier or --min-fit asks "
    "for others.  [default: priority where intent or reach is known, else fit]",
)
@click.option(
    "--intent",
    type=click.Choice(("high", "medium", "low", "unknown")),
    multiple=True,
    help="Only companies whose intent is high (from 50), medium (from 20), low or unknown.",
)
@as_of_option
@click.option(
    "--explore",
    callback=share,
    metavar="SHARE",
    help="Give this share of the list, such as 10%, to accounts from industries and regions of "
    "which little is known; they are marked.",
)
@click.option(
    "--write-back",
    is_flag=True,
    help="Also write fit, tier, rank, reasons, reach, intent and priority to the accounts in the "
    "store (to as many as --limit says), and edges to their closest customers and between people "
    "who can introduce you; earlier results are replaced.",
)
@click.option(
    "--preview",
    is_flag=True,
    help="Keep no run: 'icp history' stays as it is, and 'explain' goes by the run before.",
)
@click.option(
    "--verbose",
    is_flag=True,
    help="Also say how the fit was learned: what each way of learning counts.",
)
@click.option("--clear", is_flag=True, help="Remove the results of --write-back, and rank nothing.")
@limit_option
@listing
@with_market
def discover(
    market: Market,
    method: str,
    profile: str | None,
    explore: float | None,
    sort: str | None,
    intent: tuple[str, ...],
    as_of: datetime.datetime | None,
    without: tuple[str, ...],
    with_: tuple[str, ...],
    write_back: bool,
    preview: bool,
    clear: bool,
    verbose: bool,
    limit: int | None,
    format: str | None,
    output: Path | None,
    filters: Filters,
) -> None:
    """Rank the companies to sell to next, with reasons.

    A fit of 93 is a company with more points than 93% of your customers; Best fit begins at 50,
    Good fit at 20. Customers, competitors and partners are not ranked.

    \b
    graph-icp discover
    graph-icp discover --without uses=Elixir --country US --min-fit 50
    graph-icp discover -o list.xlsx
    graph-icp discover --without people --preview
    graph-icp discover --write-back
    """
    from graph_icp.cli.reports.discovery_sheet import sheet_of

    if preview and write_back:
        raise click.UsageError("--preview keeps nothing; leave it out to use --write-back.")
    if clear:
        market.runs.clear_results()
        say("Removed the written-back results.")
        return
    shown = rows_shown(limit, format, output)
    with progress() as bar:
        found = market.discover(
            method=method,
            profile=profile,
            explore=explore or 0.0,
            without=without,
            with_=with_,
            filters=filters,
            limit=limit if write_back else shown,
            write_back=write_back,
            preview=preview,
            sort=sort,
            intent=intent,
            as_of=as_of.date() if as_of else None,
            progress=bar,
        )
    tell_health(found.health[:HEALTH_SHOWN])
    listed = _known(found.table.head(shown) if shown else found.table)
    tell_timing(found, listed)
    show(listed, format, output, "Discovery list", layout=sheet_of(found, market.path))
    _tell_ranking(found, len(listed))
    if verbose:
        say(f"Learned by {_method(found)}.")
    if write_back:
        steps = found.introductions
        doors = f", {counted(steps, 'edge')} between who can introduce you" if steps else ""
        say(
            f"Wrote fit, tier, rank and reasons of {counted(len(found.table), 'account')} to the "
            f"store{doors}, and {counted(found.edges, 'edge')} to the customers most like them."
        )


COMMANDS = (discover,)


def _known(table: pd.DataFrame) -> pd.DataFrame:
    """Return a list without what stands beside fit, or what the team said, where nothing is."""
    from graph_icp.market.intent.standing import COLUMNS

    nothing = [] if table["priority"].notna().any() else list(COLUMNS)
    nothing += [] if (table["feedback"] != "").any() else ["feedback"]
    return table.drop(columns=nothing)


def _method(found: DiscoveryList) -> str:
    """Return the method, and of a blend what each scorer counts."""
    if len(found.scorers) < 2:
        return found.method
    parts = [f"{share:.0%} {name}" for name, share in found.scorers.items()]
    return f"{found.method}: {' + '.join(parts)}"


def tell_order(found: DiscoveryList) -> None:
    """Say by what a list is ordered, what it does not hold, and which signals do not count."""
    if found.ordered_by == "priority":
        say(f"Ordered by priority: {found.priority}; --sort fit orders by fit.")
    elif found.ordered_by != "fit":
        say(f"Ordered by {found.ordered_by}.")
    tell_filters(found)
    if found.below:
        say(f"{found.below:,} below Good fit are not listed; --tier, --min-fit or --sort fit does.")
    if found.requests:
        say(f"{found.requests}.")
    if found.signals_weighed:
        say(f"Intent {found.signals_weighed}; 'graph-icp signals --weights' shows them.")
    if found.signals_left_out:
        say(f"Signals that do not count: {', '.join(found.signals_not_counted())}.")


def tell_timing(found: DiscoveryList, listed: pd.DataFrame) -> None:
    """Say how many companies of a list that is shown showed something lately."""
    from graph_icp.market.intent.standing import OTHER_INTENT, WITHOUT_REQUEST

    asked_for = found.filtered.keys() & {OTHER_INTENT, WITHOUT_REQUEST}
    if found.ordered_by == "fit" or asked_for or not len(listed):
        return
    some = int((listed["intent"].astype(float) >= 1).sum())
    say(
        f"Of {counted(len(listed), 'company', 'companies')} shown, {some:,} showed something "
        "lately (Intent is not 0); --intent high lists those that showed most."
    )


def tell_health(lines: tuple[str, ...]) -> None:
    """Print warnings as such, and the verdict of the back-test as it is."""
    from graph_icp.market.discovery_list import BACKTEST

    for line in lines:
        say(line if line.startswith(BACKTEST) else f"Warning: {line}")


def _tell_ranking(found: DiscoveryList, shown: int) -> None:
    """Say below the list how to read it, what counted, what is not in it, and where it is kept."""
    more = found.matching - shown
    say(f"\n{more:,} more; --limit or -o FILE shows them." if more > 0 else "")
    if shown:
        say(how_to_read(found))
    tell_order(found)
    _tell_what_counted(found)
    _tell_not_ranked(found)
    tell_health(found.health[HEALTH_SHOWN:])
    warn(found.warnings)
    if found.run:
        say(
            f"This is run {found.run} ('graph-icp icp history' lists them); "
            "'graph-icp explain NAME' shows the points of one company."
        )


def how_to_read(found: DiscoveryList) -> str:
    """Return what a fit is, and where there are any a cell and the counts of the reasons."""
    from graph_icp.output.cells import MEANING

    counts = any(COUNTS.search(str(why)) for why in found.table["why"])
    known = found.table["cell"].notna().any()
    return (
        found.meaning
        + (" Counts are of the companies where we know this." if counts else "")
        + (f" Cell {MEANING['cell']}" if known else "")
    )


def _tell_what_counted(found: DiscoveryList) -> None:
    shares = sorted(found.shares.items(), key=lambda each: -each[1])
    said = ", ".join(f"{name} {share:.0%}" for name, share in shares if share >= LEAST_SHARE)
    say(f"Based on {counted(found.customers, 'customer')}: {said}.")
    if found.hypothesis:
        say(f"Your hypothesis contributes {found.hypothesis:.0%}, your customers the rest.")
    say_left_out(found.left_out)


def _tell_not_ranked(found: DiscoveryList) -> None:
    if found.unknown:
        say(f"{counted(found.unknown, 'account')} not ranked for lack of data.")
    if found.open_deals:
        deals = counted(found.open_deals, "open deal")
        say(f"{deals} not ranked; --status 'open deal' ranks them.")
    if found.relatives:
        say(
            f"{counted(found.relatives, 'prospect')} left out: they belong to a customer or to "
            "a better one ([families] in icp.toml)."
        )
    if found.disqualified:
        rules = ", ".join(f"{many:,} by '{rule}'" for rule, many in found.disqualified.items())
        say(f"Disqualified by icp.toml: {rules}; --tier Disqualified lists them.")
