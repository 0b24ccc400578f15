"""Showing: listings on stdout or in a file, words and progress on stderr."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import pandas as pd


def show(
    frame: pd.DataFrame,
    format: str | None = None,
    output: Path | None = None,
    title: str = "",
    narrow: tuple[str, ...] = (),
) -> None:
    """Write a listing; a table on a terminal leaves the columns `narrow` out."""
    from graph_icp.output.lists import format_for, write_list

    how = format_for(output, format)
    if how == "table" and output is None:
        frame = frame.drop(columns=list(narrow), errors="ignore")
    write_list(frame, format=how, output=output, title=title)
    if output is not None:
        say(f"Wrote {len(frame):,} rows to {output}.")


def say(text: str) -> None:
    """Say something to the user."""
    click.echo(text, err=True)


@contextmanager
def progress() -> Iterator[Callable[[str, float], None]]:
    """Show a bar on a terminal; the callback takes what is done and the share of it done."""
    if not sys.stderr.isatty():
        yield lambda _what, _share: None
        return
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=1.0)
        yield lambda what, share: bar.update(task, description=escape(what), completed=share)
