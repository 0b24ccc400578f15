"""Commands that bring data in: demo, load, sources, rejects."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph_icp.cli.options import limit as limit_option
from graph_icp.cli.options import listing, market_at, on_screen, rows_shown, with_market
from graph_icp.cli.shown import progress, say, show, unbroken

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from graph_icp.ingest.load import FileReport
    from graph_icp.ingest.writing import Counts
    from graph_icp.market import Market
    from graph_icp.market.loading import Report

# How many reasons for refused rows, and other details, are said for one file.
DETAILS = 5
# Rows of its list that the demo shows.
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
    "--store",
    "given",
    metavar="STORE",
    help="Another file for its store, or the address of a Neo4j server.",
)
def demo(folder: Path, seed: int, given: str | None) -> None:
    """See it work on a generated market.

    The market's files stay in the folder, to look at and to copy the headers from.

    \b
    graph-icp demo
    graph-icp demo --folder somewhere --seed 7
    graph-icp demo --store neo4j://localhost:7687
    """
    from graph_icp.demo.generate import generate
    from graph_icp.demo.tables import HEADERS, NOTE, README
    from graph_icp.errors import FileError
    from graph_icp.graph.store import remove_store

    store = given or str(folder / "demo.duckdb")
    if given:
        _refuse_another_market(given, HEADERS)
    files = [folder / name for name in HEADERS]
    note = folder / NOTE
    own = note.is_file() and note.read_text(encoding="utf-8") == README
    strange = [path for path in files if path.exists() and not own]
    if strange:
        raise FileError(
            f"{strange[0]} is there already and not the demo's; give another folder with --folder."
        )
    try:
        generate(folder, seed)
        remove_store(store)
    except OSError as error:
        raise FileError(f"The demo cannot be written to {folder}: {error.strerror}.") from error
    say(f"Generated a market in {folder}/ (all of it is made up).")
    market = market_at(store)
    with progress() as bar:
        report = market.load(*files, progress=bar)
    refused = sum(each.rejected.total() for each in report.files)
    rows = sum(each.rows_read for each in report.files)
    say(
        f"Loaded {len(report.files)} files with {rows:,} rows, of which {refused} were refused "
        f"('graph-icp rejects --store {store}' says why): {report.accounts:,} accounts, "
        f"{report.people:,} people.\n"
    )
    table = market.discover(limit=DEMO_SHOWN)
    show(
        table,
        title="Whom to sell to next",
        narrow=("status", "employees", "owner", "key", *unbroken(table)),
    )
    first = table["domain"].iloc[0]
    say(
        f"\nFit: 0 is a typical company of the market, 100 {table.attrs['hundred']}.\n\n"
        f"Try next:\n"
        f"  graph-icp explain {first} --store {store}\n"
        f"  graph-icp neighbourhood {first} -o {folder}/picture.html --store {store}\n"
        f"  graph-icp discover -o {folder}/list.xlsx --store {store}\n"
        f"  graph-icp summary --store {store}"
    )


def _refuse_another_market(store: str, own: Iterable[str]) -> None:
    """Refuse a store that holds more than the demo's files: the demo begins with an empty one."""
    from graph_icp.errors import StoreError
    from graph_icp.graph.store import store_exists

    if not store_exists(store):
        return
    loaded = market_at(store).summary()["loads"]["file"]
    if {Path(file).name for file in loaded} - set(own):
        raise StoreError(
            f"{store} holds a market that is not the demo's; give another store with --store."
        )


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--as", "loader", metavar="LOADER", help="What the files are; see 'sources'.")
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="When rows without a date of their own are true.  [default: today]",
)
@click.option(
    "--from",
    "graph",
    metavar="ADDRESS",
    help="Load from another Neo4j graph, as --map says (user and password from "
    "NEO4J_FROM_USERNAME and NEO4J_FROM_PASSWORD, or those of the store).",
)
@click.option(
    *("--map", "map_file"),
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="What that graph's nodes are, in Cypher; see docs/neo4j-map.md.",
)
@click.option("--dry-run", is_flag=True, help="Say what would happen and keep nothing.")
@with_market
def load(
    market: Market,
    files: tuple[Path, ...],
    loader: str | None,
    as_of: datetime.datetime | None,
    graph: str | None,
    map_file: Path | None,
    dry_run: bool,
) -> None:
    """Load files, or folders of them, in any order.

    CSV, TSV and XLSX files, also compressed (.gz), are recognised by their headers. A load is
    all or nothing, and loading a file again changes nothing.

    \b
    graph-icp load companies.csv technologies.csv
    graph-icp load exports/ --as-of 2026-06-30
    graph-icp load list.csv --as company-technology --dry-run
    graph-icp load --from neo4j://graph.example:7687 --map map.toml
    """
    _check_what_to_load(files, loader, graph, map_file)
    start = time.monotonic()
    day = as_of.date() if as_of else None
    with progress() as bar:
        if graph and map_file:
            report = market.load_graph(graph, map_file, as_of=day, dry_run=dry_run, progress=bar)
        else:
            report = market.load(*files, loader=loader, as_of=day, dry_run=dry_run, progress=bar)
    for each in report.files:
        _tell_file(each)
    for sentence in report.passed_over:
        say(f"Passed over: {sentence}")
    _tell_load(report, time.monotonic() - start, dry_run=dry_run)


@click.command()
@listing
def sources(format: str | None, output: Path | None) -> None:
    """List what can be loaded, and its headers.

    \b
    graph-icp sources
    graph-icp sources -o headers.csv
    """
    import pandas as pd

    from graph_icp.ingest.registry import loaders

    rows = [
        (each.name, column.name, each.needed(column.name), column.says, list(column.headers))
        for each in loaders().values()
        for column in each.columns
    ]
    columns = ["loader", "header", "needed", "holds", "also_called"]
    show(pd.DataFrame(rows, columns=columns), format, output, "What can be loaded")


@click.command()
@limit_option
@listing
@with_market
def rejects(market: Market, limit: int | None, format: str | None, output: Path | None) -> None:
    """List the rows that were refused, with file, row and reason.

    \b
    graph-icp rejects
    graph-icp rejects -o refused.csv
    """
    table = market.rejects()
    shown = rows_shown(limit, format, output)
    if on_screen(format, output):
        table["original"] = table["original"].map(_told)
    show(table.head(shown) if shown else table, format, output, "Refused rows")
    if shown and len(table) > shown:
        say(f"{len(table) - shown:,} more; --limit or -o FILE shows them.")


def _check_what_to_load(
    files: tuple[Path, ...], loader: str | None, graph: str | None, map_file: Path | None
) -> None:
    if bool(graph) != bool(map_file):
        raise click.UsageError("--from and --map go together: a graph, and what it holds.")
    if graph and (files or loader):
        raise click.UsageError("Load FILES, or --from a graph, one after the other.")
    if not graph and not files:
        raise click.UsageError("Name a file to load, or a graph with --from and --map.")


COMMANDS = (demo, load, sources, rejects)


def _told(original: str) -> str:
    """Return a refused row as one reads it: its filled cells with their headers."""
    try:
        cells = json.loads(original)
    except json.JSONDecodeError:
        return original
    if not isinstance(cells, dict):
        return original
    return "; ".join(f"{header}: {cell}" for header, cell in cells.items() if cell)


def _tell_file(report: FileReport) -> None:
    refused = report.rejected.total()
    say(
        f"{report.file}: {report.loader}, {report.rows_read:,} rows, {report.accepted:,} accepted"
        + (f", {refused:,} rejected" if refused else "")
    )
    for reason, times in report.rejected.most_common(DETAILS):
        more = f", and so {times - 1:,} more" if times > 1 else ""
        say(f"    row {report.first_rejected[reason]}: {reason}{more}")
    if len(report.rejected) > DETAILS:
        left = len(report.rejected) - DETAILS
        say(f"    and {left:,} more reasons; 'graph-icp rejects' lists all")
    for note, times in report.notes.most_common(DETAILS):
        say(f"    left out {times:,} x {note}")
    if len(report.notes) > DETAILS:
        say(f"    and {len(report.notes) - DETAILS:,} more kinds of value left out")
    if report.ignored:
        say(f"    not used: {', '.join(report.ignored)}")


def _tell_load(report: Report, seconds: float, *, dry_run: bool) -> None:
    nodes, edges = report.counts["node"], report.counts.get("fact")
    say(f"Nodes: {_counted(nodes)}." + (f" Edges: {_counted(edges)}." if edges else ""))
    say(
        f"{report.mentions:,} ways of naming are {report.accounts:,} accounts"
        + (f" and {report.people:,} people." if report.people else ".")
    )
    if report.ambiguous:
        names = [
            f"{name} (a customer)" if customer else name
            for name, customer in list(report.ambiguous.items())[:DETAILS]
        ]
        more = len(report.ambiguous) - len(names)
        say(
            f"These names could mean several accounts and were joined to none: {', '.join(names)}"
            + (f" and {more:,} more." if more else ".")
        )
    if report.settled:
        say(f"No longer ambiguous: {', '.join(report.settled[:DETAILS])}.")
    say("Nothing was kept (--dry-run)." if dry_run else f"Done in {seconds:.1f} s.")


def _counted(counts: Counts) -> str:
    return f"{counts.new:,} new, {counts.changed:,} changed, {counts.unchanged:,} unchanged"
