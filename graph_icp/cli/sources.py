"""Commands about files: sources that can be loaded, and rows that were rejected."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from graph_icp.cli.console import say, show
from graph_icp.cli.options import limit as limit_option
from graph_icp.cli.options import listing, on_screen, rows_shown, with_market

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from graph_icp.ingest.records.loader import Loader
    from graph_icp.market import Market


@click.command()
@click.argument("name", required=False)
@click.option(
    "--write-template",
    metavar="NAME",
    help="Write an empty file with the headers of a loader, to -o or NAME.csv.",
)
@listing
def sources(
    name: str | None, write_template: str | None, format: str | None, output: Path | None
) -> None:
    """List the kinds of files that can be loaded; with NAME, its headers and an example.

    \b
    graph-icp sources
    graph-icp sources hubspot-deals
    graph-icp sources --write-template customers -o mine.csv
    """
    import pandas as pd

    from graph_icp.ingest.load.registry import loaders, named

    if write_template:
        _write_template(named(write_template), output)
        return
    if name:
        loader = named(name)
        show(_columns(loader), format, output, f"The headers of {loader.name}")
        return
    rows = [(each.name, each.title, list(each.example), each.found) for each in loaders().values()]
    table = pd.DataFrame(rows, columns=["loader", "holds", "headers", "found"])
    show(table, format, output, "Files that can be loaded")
    if on_screen(format, output):
        say("'graph-icp sources LOADER' lists the headers of one.")


@click.command()
@click.option("--file", metavar="FILE", help="Only rows of this file.")
@limit_option
@listing
@with_market
def rejects(
    market: Market, file: str | None, limit: int | None, format: str | None, output: Path | None
) -> None:
    """List rejected rows; with -o as they were, to correct and load again.

    \b
    graph-icp rejects
    graph-icp rejects -o rejected.csv
    graph-icp rejects --file contacts.csv -o rejected.xlsx
    """
    from graph_icp.ingest.records.corrected_rejects import REASON

    table = market.rejects()
    if file is not None:
        table = table[(table["file"] == file) | table["file"].str.endswith(f"/{file}")]
    shown = rows_shown(limit, format, output)
    if on_screen(format, output):
        table["original"] = table["original"].map(_told)
    elif output is not None and output.suffix in (".csv", ".xlsx"):
        table = _originals(table, REASON)
    show(table.head(shown) if shown else table, format, output, "Rejected rows")
    if shown and len(table) > shown:
        say(f"{len(table) - shown:,} more; --limit or -o FILE shows them.")


COMMANDS = (sources, rejects)


def _columns(loader: Loader) -> pd.DataFrame:
    """Return the headers of a loader and their meanings."""
    import pandas as pd

    example = dict(loader.example)
    standing = loader.places(list(example))
    rows = [
        (
            *(standing.get(each.name, each.name), loader.needed(each.name), each.says),
            *(example.get(standing.get(each.name, ""), ""), list(each.headers)),
        )
        for each in loader.columns
    ]
    return pd.DataFrame(rows, columns=["header", "needed", "holds", "example", "also_called"])


def _write_template(loader: Loader, output: Path | None) -> None:
    from pathlib import Path

    import pandas as pd

    from graph_icp.output.lists import format_for, write_list

    path = output or Path(f"{loader.name}.csv")
    if path.exists():
        raise click.UsageError(f"{path} exists already; give another file with -o.")
    headers = pd.DataFrame(columns=list(loader.example))
    write_list(headers, format=format_for(path, None), output=path)
    say(f"Wrote the headers of {loader.name} to {path}.")


def _told(original: str) -> str:
    """Return a rejected row in readable form: its filled cells with their headers."""
    cells = _cells(original)
    if cells is None:
        return original
    return "; ".join(f"{header}: {cell}" for header, cell in cells.items() if cell)


def _cells(original: str) -> dict[str, str] | None:
    try:
        cells = json.loads(original)
    except json.JSONDecodeError:
        return None
    return cells if isinstance(cells, dict) else None


def _originals(table: pd.DataFrame, reason: str) -> pd.DataFrame:
    """Return rejected rows in the form of their file, with the reason in a column of its own.

    Raises
    ------
    UsageError
        If they come from files with different headers.
    """
    import pandas as pd

    cells = [_cells(each) for each in table["original"]]
    headers = {tuple(each): name for each, name in zip(cells, table["file"], strict=True) if each}
    if len(headers) > 1:
        raise click.UsageError(
            "The rejected rows come from files with different headers "
            f"({', '.join(sorted(set(headers.values())))}); choose one with --file."
        )
    header = list(next(iter(headers), ["original"]))
    rows = [each or {header[0]: text} for each, text in zip(cells, table["original"], strict=True)]
    return pd.DataFrame(rows, columns=header).assign(**{reason: table["reason"].to_numpy()})
