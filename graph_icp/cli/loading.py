"""Commands that bring data in: demo, load."""

from __future__ import annotations

import csv
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graph_icp.cli.console import progress, say, show
from graph_icp.cli.discover import (
    HEALTH_SHOWN,
    tell_health,
    tell_ranking,
    tell_timing,
)
from graph_icp.cli.options import market_at, store_named, with_market
from graph_icp.cli.reports.load_report import tell_file, tell_load, write_audit
from graph_icp.cli.serve import open_page

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from graph_icp.market import Market

# The number of rows of its list that the demo shows.
DEMO_SHOWN = 10


@click.command()
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    default="graph-icp-demo",
    show_default=True,
    help="Where the demo's files and its store go.",
)
@click.option("--seed", type=int, default=1, show_default=True, help="Which market is generated.")
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The day of its newest visits, on which the list is made.  [default: today]",
)
@click.option(
    "--store",
    "given",
    metavar="STORE",
    callback=store_named,
    help="Another file for its store, or the address of a Neo4j server; also before the command.",
)
@click.option("--serve", "serves", is_flag=True, help="Then open it in the browser, as 'serve'.")
@click.option("--no-open", is_flag=True, help="With --serve: print the link, and open no browser.")
def demo(
    folder: Path,
    seed: int,
    as_of: datetime.datetime | None,
    given: str | None,
    serves: bool,
    no_open: bool,
) -> None:
    """See it work on a generated market.

    The market's files stay in the folder, to look at and to copy the headers from.

    \b
    graph-icp demo
    graph-icp demo --serve
    graph-icp demo --folder somewhere --seed 7
    graph-icp demo --store neo4j://localhost:7687
    """
    from graph_icp.demo.generate import generate
    from graph_icp.demo.tables import HEADERS, ICP, NOTE, README
    from graph_icp.errors import FileError
    from graph_icp.graph.open_store import remove_store
    from graph_icp.market.lists.list_sheet import sheet_of

    if no_open and not serves:
        raise click.UsageError("--no-open goes with --serve.")
    if serves and as_of:
        raise click.UsageError("--serve shows the list of today; leave --as-of out.")
    day = as_of.date() if as_of else None
    store = given or str(folder / "demo.duckdb")
    if given:
        _refuse_another_market(given, HEADERS)
    files = [folder / name for name in HEADERS]
    note = folder / NOTE
    own = note.is_file() and note.read_text(encoding="utf-8") == README
    strange = [path for path in files if path.exists() and not own]
    if strange:
        raise FileError(
            f"{strange[0]} exists already and is not the demo's; give another folder with --folder."
        )
    try:
        generate(folder, seed, today=day)
        if not (folder / "icp.toml").exists():
            (folder / "icp.toml").write_text(ICP, encoding="utf-8", newline="\n")
        remove_store(store)
    except OSError as error:
        raise FileError(f"The demo cannot be written to {folder}: {error.strerror}.") from error
    say(f"Generated a market in {folder}/ (all of it is made up).")
    market = market_at(store)
    with progress() as bar:
        report = market.load(*files, as_of=day, progress=bar)
    refused = sum(each.rejected.total() for each in report.files)
    rows = sum(each.rows_read for each in report.files)
    say(
        f"Loaded {len(report.files)} files with {rows:,} rows, of which {refused} were rejected "
        f"('graph-icp rejects --store {store}' says why): {report.accounts:,} accounts, "
        f"{report.people:,} people.\n"
    )
    with progress() as bar:
        found = market.discover(limit=DEMO_SHOWN, as_of=day, progress=bar)
    tell_health(found.health[:HEALTH_SHOWN])
    tell_timing(found, found.table)
    show(found.table, title="Which companies to sell to next", layout=sheet_of(found, store))
    first = found.table["domain"].iloc[0]
    tell_ranking(found, len(found.table))
    asking = f"  {found.asking} --store {store}\n" if found.requests else ""
    say(
        f"\nTry next:\n"
        f"  graph-icp explain {first} --store {store}\n"
        f"  graph-icp neighbourhood {first} -o {folder}/picture.html --store {store}\n"
        f"  graph-icp signals {first} --store {store}\n"
        f"{asking}"
        f"  graph-icp paths --top 10 --store {store}\n"
        f"  graph-icp export sheet -o {folder}/team.xlsx --store {store}\n"
        f"  graph-icp summary --store {store}\n"
        f"  graph-icp serve --store {store}"
    )
    if serves:
        open_page(market, no_open=no_open)


def _refuse_another_market(store: str, own: Iterable[str]) -> None:
    """Raise an error for a store with other files than the demo's, which needs an empty one."""
    from graph_icp.errors import StoreError
    from graph_icp.graph.open_store import store_exists

    if not store_exists(store):
        return
    loaded = market_at(store).summary()["loads"]["file"]
    if {Path(file).name for file in loaded} - {Path(file).name for file in own}:
        raise StoreError(
            f"{store} holds a market that is not the demo's; give another store with --store."
        )


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--as",
    "loader",
    metavar="LOADER",
    help="The kind of the files; 'graph-icp sources' lists the kinds.",
)
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The date of rows that have none of their own.  [default: today]",
)
@click.option(
    "--from",
    "graph",
    metavar="ADDRESS",
    help="Load from another Neo4j graph, as --map describes it (user and password from "
    "NEO4J_FROM_USERNAME and NEO4J_FROM_PASSWORD, or those of the store).",
)
@click.option(
    *("--map", "map_"),
    metavar="COLUMNS|FILE",
    help="The meaning of columns that are not recognised, such as name=Firma,domain=Web; "
    "remembered for this header. With --from: a file that describes that graph, see "
    "docs/neo4j-map.md.",
)
@click.option(
    "--owner",
    metavar="NAME",
    help="The colleague whose connections or jobs a file holds, if no folder says it.",
)
@click.option(
    "--event", metavar="NAME", help="The event of a list of attendees that does not say its own."
)
@click.option(
    "--date",
    "event_day",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="The day of that event, for rows without a day.",
)
@click.option(
    "--replace",
    count=True,
    help="The files are full exports: what they no longer contain has ended. Give it twice "
    "if that is more than a fifth.",
)
@click.option(
    "--day-first/--month-first",
    default=None,
    help="How to read 03/04/2024 if no other date of its column decides.  [default: month]",
)
@click.option("--no-people", is_flag=True, help="Store companies only, no people.")
@click.option("--phones", is_flag=True, help="Store telephone numbers too.")
@click.option(
    "--audit",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Also write how each column was read, as .csv, .xlsx or .json.",
)
@click.option("--dry-run", is_flag=True, help="Show what would happen and keep nothing.")
@with_market
def load(
    market: Market,
    files: tuple[Path, ...],
    loader: str | None,
    as_of: datetime.datetime | None,
    graph: str | None,
    map_: str | None,
    audit: Path | None,
    event_day: datetime.datetime | None,
    *,
    no_people: bool,
    dry_run: bool,
    **options: Any,
) -> None:
    """Load files, or folders or .zip archives of them, in any order.

    CSV, TSV, XLSX and JSON files, also compressed (.gz), are recognised by their headers;
    'graph-icp sources' lists which. A load is all or nothing, and loading a file again changes
    nothing.

    \b
    graph-icp load companies.csv technologies.csv
    graph-icp load exports/ linkedin.zip --owner "Ann Lee"
    graph-icp load list.csv --as company-technology --dry-run
    graph-icp load kunden.csv --map name=Firma,domain=Web
    graph-icp load attendees.csv --event "Retail Ops Forum 2026" --date 2026-03-12
    graph-icp load hubspot-companies.csv --replace
    graph-icp load --from neo4j://graph.example:7687 --map map.toml
    """
    _check_what_to_load(files, loader, graph, map_)
    start = time.monotonic()
    day = as_of.date() if as_of else None
    with progress() as bar:
        if graph and map_:
            report = market.load.graph(graph, map_, as_of=day, dry_run=dry_run, progress=bar)
        else:
            report = market.load(
                *files,
                loader=loader,
                columns=_columns(map_),
                people=not no_people,
                event_day=event_day.date() if event_day else None,
                as_of=day,
                dry_run=dry_run,
                progress=bar,
                **options,
            )
    for each in report.files:
        tell_file(each)
    for sentence in report.passed_over:
        say(f"Not loaded: {sentence}")
    tell_load(report)
    say(
        "Nothing was kept (--dry-run)." if dry_run else f"Done in {time.monotonic() - start:.1f} s."
    )
    if audit:
        write_audit(report, audit)


def _columns(text: str | None) -> dict[str, str]:
    """Read the meaning of columns: "name=Firma,domain=Web"."""
    pairs = [each.partition("=") for each in next(csv.reader([text or ""]), [])]
    if any(not name.strip() or not cell.strip() for name, _, cell in pairs):
        raise click.BadParameter(
            f"'{text}' does not give a header for each column; write name=Firma,domain=Web.",
            param_hint="--map",
        )
    return {name.strip(): cell.strip() for name, _, cell in pairs}


def _check_what_to_load(
    files: tuple[Path, ...], loader: str | None, graph: str | None, map_: str | None
) -> None:
    if graph and not map_:
        raise click.UsageError(
            "--from and --map go together: a graph, and a file that describes it."
        )
    if graph and (files or loader):
        raise click.UsageError("Load either FILES or a graph (--from), one after the other.")
    if not graph and not files:
        raise click.UsageError("Give a file to load, or a graph with --from and --map.")


COMMANDS = (demo, load)
