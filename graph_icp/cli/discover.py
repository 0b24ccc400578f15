"""Commands that name customers and rank: customers, discover."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graph_icp.cli.console import counted, progress, say, show, unbroken, warn
from graph_icp.cli.options import limit as limit_option
from graph_icp.cli.options import listing, rows_shown, share, with_market
from graph_icp.cli.options import without as without_option
from graph_icp.cli.profiling import audit

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from graph_icp.market import Market
    from graph_icp.market.customer_labels import Verb


@click.group(invoke_without_command=True)
@click.option("--explain", is_flag=True, help="Show what each is worth by icp.toml, and why.")
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
        table = market.worth() if explain else market.customers()
        show(table, format, output, "Customers")
        if table.empty:
            say("There are no customers yet; 'graph-icp customers set FILE' names them.")


def _labelling(verb: Verb, help: str) -> click.Command:
    @customers.command(name=verb, help=help)
    @click.argument("file", required=False, type=click.Path(path_type=Path))
    @click.option(
        "--where",
        multiple=True,
        metavar="RELATION=TRAIT",
        help="All accounts that have this trait, such as uses=Elixir; several must all hold.",
    )
    @click.option("--store", metavar="STORE", help="The store; see 'graph-icp customers -h'.")
    @click.pass_obj
    def command(
        market: Market, file: Path | None, where: tuple[str, ...], store: str | None
    ) -> None:
        from graph_icp.cli.options import market_at

        if not file and not where:
            raise click.UsageError("Name a file, or give --where.")
        target = market_at(store) if store else market
        number, unknown = target.label(verb, file, where)
        if unknown:
            more = f" and {len(unknown) - 10:,} more" if len(unknown) > 10 else ""
            names = ", ".join(unknown[:10]) + more
            say(f"Passed over, as no loaded company: {names}.")
        say(f"{counted(number, 'customer')} now.")

    return command


_labelling(
    "set",
    """Make the companies of FILE the only customers.

    FILE lists domains or names, or is any file of companies that 'load' takes; with a header it may
    have value (above 0, at most 1) and status. With both FILE and --where, all of either.

    \b
    graph-icp customers set customers.csv
    graph-icp customers set --where uses=Elixir
    """,
)
_labelling(
    "add",
    """Make the companies of FILE customers too.

    \b
    graph-icp customers add more.csv
    graph-icp customers add --where sponsored=kubecon-eu-2023
    """,
)
_labelling(
    "remove",
    """Make the companies of FILE prospects.

    \b
    graph-icp customers remove left.csv
    """,
)


customers.add_command(audit)


@click.command()
@click.option(
    "--method",
    default="auto",
    show_default=True,
    help="How fit is learned: auto blends ridge, ridge-unit and walk by how well each finds "
    "customers that it has not seen. Each alone, for comparison, and cosine, naive-bayes, "
    "resource-allocation, adamic-adar, pagerank, jaccard, overlap or popularity.",
)
@click.option(
    "--profile", metavar="NAME", help="Learn from one kind of customers, a profile of icp.toml."
)
@without_option
@click.option("--min-fit", type=float, metavar="FIT", help="Only those of at least this fit.")
@click.option("--country", multiple=True, metavar="CODE", help="Only those of this country.")
@click.option("--industry", multiple=True, help="Only those of this industry.")
@click.option("--size", multiple=True, metavar="BAND", help="Only those of this size, as 51-200.")
@click.option(
    "--where",
    multiple=True,
    metavar="RELATION=TRAIT",
    help="Only those that have this trait (uses=Kubernetes) or any of a relation (sponsored).",
)
@click.option(
    "--tier",
    "tiers",
    multiple=True,
    metavar="TIER",
    help="Only those of this tier: 'Best fit', 'Good fit', 'Bad fit', 'Insufficient data' or "
    "'Disqualified'.  [default: all but Disqualified]",
)
@click.option(
    "--status",
    multiple=True,
    default=["prospect"],
    show_default=True,
    help="Rank accounts of this status.",
)
@click.option(
    "--explore",
    callback=share,
    metavar="SHARE",
    help="Give this part of the list, as 10%, to accounts from industries and regions of which "
    "little is known; they are marked.",
)
@click.option(
    "--write-back",
    is_flag=True,
    help="Also put fit, tier, rank and reasons on the accounts in the store, on all that are "
    "ranked or as many as --limit says, and edges to their closest customers, in place of those "
    "of an earlier run.",
)
@click.option("--clear", is_flag=True, help="Remove what --write-back wrote, and rank nothing.")
@limit_option
@listing
@with_market
def discover(
    market: Market,
    method: str,
    profile: str | None,
    explore: float | None,
    without: tuple[str, ...],
    write_back: bool,
    clear: bool,
    limit: int | None,
    format: str | None,
    output: Path | None,
    **filters: Any,
) -> None:
    """Rank the companies to sell to next, and say why.

    Fit is 0 for a typical company of the market and 100 for a typical customer; it can be
    negative or above 100. Customers, competitors and partners are not ranked.

    \b
    graph-icp discover
    graph-icp discover --without technology:Elixir --country US --min-fit 50
    graph-icp discover -o list.xlsx
    graph-icp discover --write-back
    """
    from graph_icp.discovery.ranking.filters import Filters

    if clear:
        market.clear_results()
        say("Removed what was written back.")
        return
    statuses = filters.pop("status")
    choice = Filters(statuses=statuses, **filters)
    shown = rows_shown(limit, format, output)
    with progress() as bar:
        table = market.discover(
            method=method,
            profile=profile,
            explore=explore or 0.0,
            without=without,
            choice=choice,
            limit=limit if write_back else shown,
            write_back=write_back,
            progress=bar,
        )
    listed = table.head(shown) if shown else table
    narrow = ("status", "employees", "owner", "key", *unbroken(listed))
    show(listed, format, output, "Discovery list", narrow)
    _tell_ranking(table, len(listed))
    if write_back:
        say(
            f"Wrote fit, tier, rank and reasons of {counted(len(table), 'account')} to the store, "
            f"and {counted(table.attrs['edges'], 'edge')} to the customers most like them."
        )


COMMANDS = (customers, discover)


def _method(facts: Mapping[Any, Any]) -> str:
    """Return the method, and of a blend what each scorer counts."""
    scorers = facts["scorers"]
    if len(scorers) < 2:
        return str(facts["method"])
    parts = [f"{share:.0%} {name}" for name, share in scorers.items()]
    return f"{facts['method']}: {' + '.join(parts)}"


def _tell_ranking(table: pd.DataFrame, shown: int) -> None:
    facts = table.attrs
    shares = sorted(facts["shares"].items(), key=lambda each: -each[1])
    said = ", ".join(f"{name} {share:.0%}" for name, share in shares)
    say(
        f"\nFit: 0 is a typical company of the market, 100 {facts['hundred']}. "
        f"What it rests on: {said} ({_method(facts)}, {counted(facts['customers'], 'customer')})."
    )
    if facts["hypothesis"]:
        say(f"Of it your hypothesis counts {facts['hypothesis']:.0%}, your customers the rest.")
    if facts["matching"] > shown:
        say(f"{facts['matching'] - shown:,} more; --limit or -o FILE shows them.")
    if facts["unknown"]:
        say(f"Not ranked, as nothing is known of them: {facts['unknown']:,}.")
    if facts["relatives"]:
        say(
            f"{counted(facts['relatives'], 'prospect')} left out: they belong to a customer or to "
            "a better one ([families] in icp.toml)."
        )
    if facts["disqualified"]:
        rules = ", ".join(f"{many:,} by '{rule}'" for rule, many in facts["disqualified"].items())
        say(f"Disqualified by icp.toml: {rules}; --tier Disqualified lists them.")
    warn(facts["warnings"])
