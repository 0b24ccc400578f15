"""The console: listings on stdout or in a file, words and progress on stderr."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from graph_icp.cli.streams import give_up, refused
from graph_icp.errors import FileError
from graph_icp.output.inert import inert
from graph_icp.output.terminal.status_line import StatusLine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    import pandas as pd

    from graph_icp.discovery.left_out import LeftOut
    from graph_icp.output.sheets.layout import Layout
    from graph_icp.progress import Progress

# The least share of a relation that is told of what counted.
LEAST_SHARE = 0.005

_status = StatusLine()


def show(
    frame: pd.DataFrame,
    format: str | None = None,
    output: Path | None = None,
    title: str = "",
    narrow: tuple[str, ...] = (),
    layout: Layout | None = None,
) -> None:
    """Write a listing by its layout; a table on a terminal leaves the columns `narrow` out."""
    from graph_icp.output.lists import format_for, write_list

    how = format_for(output, format)
    if frame.empty and how == "table" and output is None:
        say(f"{title or 'The list'}: nothing to show.")
        return
    if how == "table" and output is None:
        frame = _readable(frame.drop(columns=list(narrow), errors="ignore"))
    if output is not None:
        write_list(frame, format=how, output=output, title=title, layout=layout)
        say(f"Wrote {counted(len(frame), 'row')} to {output}.")
        return
    with _onto_stdout():
        write_list(frame, format=how, output=None, title=title, layout=layout)


def show_lines(lines: Callable[[int], Iterable[tuple[str | tuple[str, str], ...]]]) -> None:
    """Write lines on stdout, as they are for its width: each of texts, or texts and styles."""
    from graph_icp.output.terminal.lines import console_on, print_line

    with _onto_stdout():
        sys.stdout.flush()
        console = console_on(sys.stdout.buffer)
        for line in lines(console.width):
            print_line(console, *line)
        sys.stdout.buffer.flush()


def _readable(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a listing with readable domains; files keep the registered form."""
    from graph_icp.identity.domains import readable

    domains = [name for name in frame if str(name).endswith("domain")]
    shown = {str(name): frame[name].map(readable, na_action="ignore") for name in domains}
    return frame.assign(**shown)


# The most characters of one message.
_LONGEST = 2_000


def counted(number: int, noun: str, several: str = "") -> str:
    """Return a number with its noun: "1 row", "1,200 rows", "2 companies"."""
    return f"{number:,} {noun if number == 1 else several or f'{noun}s'}"


def say(text: str) -> None:
    """Print a message to the user, in which a file's text cannot control the terminal."""
    said = message(text)
    with silence():
        click.echo(_at_words(said) if sys.stderr.isatty() else said, err=True)


def _at_words(text: str) -> str:
    """Return text with its lines broken at words, but for those to copy, which are indented."""
    import shutil

    from graph_icp.output.terminal.wording import wrapped_whole

    width = shutil.get_terminal_size().columns
    return "\n".join(
        line if line.startswith(" ") else "\n".join(wrapped_whole(line, width))
        for line in text.split("\n")
    )


def tell(sentences: Iterable[str]) -> None:
    """Print sentences on stdout, one per line, and an empty line."""
    for sentence in sentences:
        said = message(sentence)
        write(_at_words(said) if sys.stdout.isatty() else said)
    write()


def write(text: str = "") -> None:
    """Print text on stdout, in which a file's text cannot control the terminal."""
    with _onto_stdout():
        click.echo(inert(text))


@contextmanager
def _onto_stdout() -> Iterator[None]:
    """Go on without stdout where it takes no more; how that ends, `streams.lost_listing` says."""
    try:
        with silence():
            yield
    except BrokenPipeError:
        give_up(sys.stdout)
    except OSError as error:
        give_up(sys.stdout, refused(error))
    except FileError as error:
        if not isinstance(error.__cause__, OSError):
            raise
        give_up(sys.stdout, str(error))


def warn(warnings: Iterable[str]) -> None:
    """Print each warning on a line of its own."""
    for warning in warnings:
        say(f"Warning: {warning}")


def say_what_counted(customers: int, shares: Mapping[str, float]) -> None:
    """Say what counted in a list: from how many customers it was learned, and each relation."""
    ordered = sorted(shares.items(), key=lambda each: -each[1])
    said = ", ".join(f"{name} {share:.0%}" for name, share in ordered if share >= LEAST_SHARE)
    say(f"Based on {counted(customers, 'customer')}: {said}.")


def say_left_out(left_out: Iterable[LeftOut], command: str = "") -> None:
    """Say what did not count and how to bring it back; see `left_out.sentences`."""
    from graph_icp.discovery.left_out import sentences

    for sentence in sentences(left_out, command):
        say(sentence)


def unbroken(table: pd.DataFrame) -> tuple[str, ...]:
    """Return the column of broken rules if no row breaks one, to leave it out."""
    broken = any(isinstance(each, list) and each for each in table["disqualified_by"])
    return () if broken else ("disqualified_by",)


def message(text: str) -> str:
    """Return a message that cannot control a terminal, and cut if a file's text makes it long."""
    plain = inert(text)
    return plain if len(plain) <= _LONGEST else f"{plain[:_LONGEST]}..."


@contextmanager
def working() -> Iterator[None]:
    """Show on a terminal that a command works, whenever it says nothing for a moment."""
    with _status.working():
        yield


@contextmanager
def silence() -> Iterator[None]:
    """Show nothing of that, as something is written or asked."""
    with _status.hidden():
        yield


def agreed(question: str) -> bool:
    """Ask on the terminal; who breaks off does not agree."""
    try:
        with silence():
            return click.confirm(question, err=True)
    except click.Abort:
        return False


@contextmanager
def progress() -> Iterator[Progress]:
    """Show a bar on a terminal; the callback takes the current step and the share of it done."""
    with working(), _status.steps():
        yield _status.step
