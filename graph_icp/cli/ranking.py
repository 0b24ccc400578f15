"""Commands that rank and explain: customers, discover, explain, similar, neighbourhood."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graph_icp.cli.options import limit as limit_option
from graph_icp.cli.options import listing, rows_shown, with_market
from graph_icp.cli.options import without as without_option
from graph_icp.cli.shown import counted, progress, say, show

if TYPE_CHECKING:
    import pandas as pd

    from graph_icp.market import Market
    from graph_icp.market.labelling import Verb
    from graph_icp.market.market import Explained

CHANGED = "Files or customers have changed since the last 'discover'; run it again to update."
GRAPH_FORMATS = ("html", "graphml", "gexf", "json")


@click.group(invoke_without_command=True)
@listing
@with_market
@click.pass_context
def customers(
    context: click.Context, market: Market, format: str | None, output: Path | None
) -> None:
    """List the customers; set, add or remove some.

    \b
    graph-icp customers
    graph-icp customers set customers.csv
    graph-icp customers add --where uses=Elixir
    """
    context.obj = market
    if context.invoked_subcommand is None:
        table = market.customers()
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

    FILE lists domains or names, with a header also value (above 0, at most 1) and status. With
    both FILE and --where, all of either.

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


@click.command()
@click.option(
    "--method",
    default="auto",
    show_default=True,
    help="How fit is learned: auto blends ridge, ridge-unit and walk by how well each finds "
    "customers that it has not seen. Each alone, for comparison, and cosine, naive-bayes, "
    "resource-allocation, adamic-adar, pagerank, jaccard, overlap or popularity.",
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
    "--status",
    multiple=True,
    default=["prospect"],
    show_default=True,
    help="Rank accounts of this status.",
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
    from graph_icp.discovery.choosing import Choice

    if clear:
        market.clear_results()
        say("Removed what was written back.")
        return
    statuses = filters.pop("status")
    choice = Choice(statuses=statuses, **filters)
    shown = rows_shown(limit, format, output)
    with progress() as bar:
        table = market.discover(
            method=method,
            without=without,
            choice=choice,
            limit=limit if write_back else shown,
            write_back=write_back,
            progress=bar,
        )
    listed = table.head(shown) if shown else table
    show(listed, format, output, "Discovery list", ("status", "employees", "owner", "key"))
    _tell_ranking(table, len(listed))
    if write_back:
        say(
            f"Wrote fit, tier, rank and reasons of {counted(len(table), 'account')} to the store, "
            f"and {counted(table.attrs['edges'], 'edge')} to the customers most like them."
        )


@click.command()
@click.argument("account")
@listing
@with_market
def explain(market: Market, account: str, format: str | None, output: Path | None) -> None:
    """Show every point of an account's fit.

    ACCOUNT is a domain, a name (in quotes) or an alias. The fit is that of the last 'discover',
    with the customers behind each point.

    \b
    graph-icp explain acme.com
    graph-icp explain "Acme Inc" -o acme.csv
    """
    explained = market.explain(account)
    if explained.run.changed:
        say(CHANGED)
    lines = explained.explanation.points
    if output is None and format in (None, "table"):
        _tell_account(explained)
        show(_readable(lines), title="Points")
        click.echo()
        show(explained.explanation.closest, title="Customers most like it", narrow=("key",))
    else:
        show(lines, format, output, f"Fit of {explained.explanation.account['name']}")


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
    limit: int | None,
    format: str | None,
    output: Path | None,
) -> None:
    """List the accounts most like one.

    \b
    graph-icp similar acme.com
    graph-icp similar acme.com --without size --limit 100 -o lookalikes.csv
    """
    table = market.similar(
        account, limit=rows_shown(limit, format, output), without=without or None
    )
    show(table, format, output, f"Accounts like {account}", ("key",))


@click.command()
@click.argument("account")
@click.option(
    *("-o", "--output"),
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where it goes; its ending says the format.  [default: ACCOUNT.html]",
)
@click.option("--format", type=click.Choice(GRAPH_FORMATS), help="A page, or a graph file.")
@click.option(
    "--traits", type=click.IntRange(1, 200), default=15, show_default=True, help="At most so many."
)
@click.option(
    *("--customers", "customers"),
    type=click.IntRange(1, 200),
    default=15,
    show_default=True,
    help="At most so many.",
)
@with_market
def neighbourhood(
    market: Market,
    account: str,
    output: Path | None,
    format: str | None,
    traits: int,
    customers: int,
) -> None:
    """Draw what an account shares with customers.

    A page opens in any browser, and needs nothing else. Other formats are for Gephi and
    programs: GraphML, GEXF, node-link JSON.

    \b
    graph-icp neighbourhood acme.com -o acme.html
    graph-icp neighbourhood acme.com -o acme.graphml
    """
    from graph_icp.output.neighbourhood_file import write_neighbourhood

    graph = market.neighbourhood(account, traits=traits, customers=customers)
    path = write_neighbourhood(graph, output, format)
    say(f"Wrote {path}.")
    if graph.graph["changed"]:
        say(CHANGED)


COMMANDS = (customers, discover, explain, similar, neighbourhood)


def _tell_ranking(table: pd.DataFrame, shown: int) -> None:
    facts = table.attrs
    shares = sorted(facts["shares"].items(), key=lambda each: -each[1])
    said = ", ".join(f"{name} {share:.0%}" for name, share in shares)
    say(
        f"\nFit: 0 is a typical company of the market, 100 {facts['hundred']}. "
        f"What it rests on: {said} ({facts['method']}, {counted(facts['customers'], 'customer')})."
    )
    if facts["matching"] > shown:
        say(f"{facts['matching'] - shown:,} more; --limit or -o FILE shows them.")
    if facts["unknown"]:
        say(f"Not ranked, as nothing is known of them: {facts['unknown']:,}.")
    for warning in facts["warnings"]:
        say(f"Warning: {warning}")


def _tell_account(explained: Explained) -> None:
    about = explained.explanation
    domain = about.account["domain"]
    head = f"{about.account['name']}" + (f" ({domain})" if domain else "")
    if about.fit != about.fit:
        click.echo(f"{head}: nothing is known of it by which it could be scored.")
        return
    rank = f", rank {explained.rank:,} of {explained.of_how_many:,}" if explained.rank else ""
    click.echo(f"{head}: fit {about.fit:.1f}{rank}, {about.account['status']}")
    click.echo(about.why.removesuffix(".") + ".")
    unknown = [row.title for row in about.relations.itertuples() if not row.known]
    known = f"Known in what makes up {about.coverage:.0%} of the fit"
    click.echo(
        known + (f"; nothing is known of: {', '.join(map(str, unknown))}." if unknown else ".")
    )
    click.echo()
    show(
        about.relations.drop(columns="relation").rename(columns={"title": "part"}),
        title="By relation",
    )
    click.echo()


def _readable(lines: pd.DataFrame) -> pd.DataFrame:
    """Return the lines with those of no points told as one."""
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
