"""The command discover: companies to sell to next, with reasons."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import click

from graph_icp.cli.console import (
    counted,
    progress,
    say,
    say_left_out,
    say_what_counted,
    show,
    warn,
)
from graph_icp.cli.lists.filtering import filter_options, of_other_statuses, tell_filters
from graph_icp.cli.options import SHOWN, listing, rows_shown, share, with_market
from graph_icp.cli.options import as_of as as_of_option
from graph_icp.cli.options import limit as limit_option
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
    help="Also say how the fit was learned, what each way of learning counts, and which signals "
    "do not count.",
)
@click.option(
    "--engine",
    type=click.Choice(("disk", "spark")),
    help="Rank by fit alone, block by block: a market too large for memory on this machine's disk, "
    "or one in a folder of Parquet (--store parquet:FOLDER) on a Spark cluster, with the extra "
    "graph-icp[spark]. Says why of 25 or --limit; -o FILE.parquet has the fit of all.",
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
    engine: str | None,
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
    from graph_icp.market.lists.list_sheet import sheet_of, without_unknown

    if engine:
        from graph_icp.cli.lists.in_blocks import discover_in_blocks

        of_stores = {"--sort": sort, "--intent": intent, "--as-of": as_of, "--explore": explore}
        of_stores |= {"--write-back": write_back, "--clear": clear}
        asked: dict[str, Any] = {"method": method, "profile": profile, "filters": filters}
        asked |= {"without": without, "with_": with_, "limit": limit or SHOWN}
        discover_in_blocks(market, engine, asked, of_stores, format, output)
        return
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
    listed = without_unknown(found.table.head(shown) if shown else found.table)
    tell_timing(found, listed)
    show(listed, format, output, "Discovery list", layout=sheet_of(found, market.path))
    tell_ranking(found, len(listed))
    if verbose:
        tell_signals(found)
        say(f"Learned by {_method(found)}.")
    if found.run:
        say(
            f"This is run {found.run} ('graph-icp icp history' lists them); "
            "'graph-icp explain NAME' shows the points of one company."
        )
    if write_back:
        steps = found.introductions
        doors = f", {counted(steps, 'edge')} between who can introduce you" if steps else ""
        say(
            f"Wrote fit, tier, rank and reasons of {counted(len(found.table), 'account')} to the "
            f"store{doors}, and {counted(found.edges, 'edge')} to the customers most like them."
        )


COMMANDS = (discover,)


def _method(found: DiscoveryList) -> str:
    """Return the method, and of a blend what each scorer counts."""
    if len(found.scorers) < 2:
        return found.method
    parts = [f"{share:.0%} {name}" for name, share in found.scorers.items()]
    return f"{found.method}: {' + '.join(parts)}"


def tell_timing(found: DiscoveryList, listed: pd.DataFrame) -> None:
    """Say how many companies of a list that is shown showed something lately."""
    from graph_icp.market.intent.standing import OTHER_INTENT, WITHOUT_REQUEST

    asked_for = found.filtered.keys() & {OTHER_INTENT, WITHOUT_REQUEST}
    if found.ordered_by == "fit" or asked_for or not len(listed):
        return
    some = int((listed["intent"].astype(float) >= 1).sum())
    companies = f"Of {counted(len(listed), 'company', 'companies')} shown,"
    if some:
        say(
            f"{companies} {some:,} showed something lately (Intent is not 0); --intent high lists "
            "those that showed most."
        )
    else:
        say(f"{companies} none showed anything lately (Intent is 0 or unknown).")


def tell_health(lines: tuple[str, ...]) -> None:
    """Print warnings as such, and the verdict of the back-test as it is."""
    from graph_icp.market.discovery_list import BACKTEST

    for line in lines:
        say(line if line.startswith(BACKTEST) else f"Warning: {line}")


def tell_ranking(found: DiscoveryList, shown: int) -> None:
    """Say below a list who else there is, how to read it, what counted, and what to doubt."""
    say(f"\n{_more(found, shown)}".rstrip(" "))
    if found.requests:
        say(f"{found.requests}.")
    tell_filters(found)
    _tell_not_ranked(found)
    if shown:
        say(how_to_read(found))
    _tell_order(found)
    _tell_what_counted(found)
    tell_health(found.health[HEALTH_SHOWN:])
    warn(found.warnings)


def _more(found: DiscoveryList, shown: int) -> str:
    """Return how many there are behind those shown, and how to see them."""
    more, told = found.matching - shown, []
    if more > 0:
        told.append(f"{more:,} more; --limit or -o FILE shows them.")
    if found.below:
        told.append(
            f"{found.below:,} below Good fit are not listed; --sort fit, --tier or --min-fit does."
        )
    return " ".join(told)


def _tell_order(found: DiscoveryList) -> None:
    """Say by what a list is ordered, and how intent is told."""
    told = []
    if found.ordered_by == "priority":
        told.append(f"Ordered by priority: {found.priority}; --sort fit orders by fit.")
    elif found.ordered_by != "fit":
        told.append(f"Ordered by {found.ordered_by}.")
    if found.signals_weighed:
        told.append(f"Intent {found.signals_weighed}; 'graph-icp signals --weights' shows them.")
    if many := sum(found.signals_left_out.values()):
        told.append(f"{counted(many, 'signal')} left out; --verbose says why.")
    if told:
        say(" ".join(told))


def tell_signals(found: DiscoveryList) -> None:
    """Say which signals do not count, and why."""
    if found.signals_left_out:
        say(f"Signals that do not count: {', '.join(found.signals_not_counted())}.")


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
    say_what_counted(found.customers, found.shares)
    if found.weights:
        each = [f"{name} {weight:g} times" for name, weight in found.weights.items()]
        say(f"icp.toml counts {', '.join(each)} as much as learned.")
    if found.hypothesis:
        say(f"Your hypothesis contributes {found.hypothesis:.0%}, your customers the rest.")
    say_left_out(found.left_out)


def _tell_not_ranked(found: DiscoveryList) -> None:
    if found.other_statuses:
        say(of_other_statuses(found.other_statuses))
    if found.unknown:
        tagged = ", ".join(f"{many:,} {tag}" for tag, many in found.unknown_tagged.items())
        beside = f" (of these {tagged})" if tagged else ""
        say(f"{counted(found.unknown, 'account')} not ranked for lack of data{beside}.")
    if found.relatives:
        say(
            f"{counted(found.relatives, 'prospect')} left out: they belong to a better one "
            "([families] in icp.toml)."
        )
    if found.disqualified:
        rules = ", ".join(f"{many:,} by '{rule}'" for rule, many in found.disqualified.items())
        say(f"Disqualified by icp.toml: {rules}; --tier Disqualified lists them.")
