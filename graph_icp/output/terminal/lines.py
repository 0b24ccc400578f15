"""Styled lines on a terminal, and the same lines plain in a pipe or a file."""

from __future__ import annotations

import codecs
import shutil
from typing import IO, TYPE_CHECKING, BinaryIO, cast

from rich.console import Console
from rich.text import Text

from graph_icp.output.terminal.wording import isolated

if TYPE_CHECKING:
    from collections.abc import Iterable

PLAIN_SIZE = (120, 25)


def console_on(stream: BinaryIO) -> Console:
    """Return a console as wide as the terminal, or as 120 columns (or COLUMNS) elsewhere."""
    text = codecs.getwriter("utf-8")(stream, "backslashreplace")
    return Console(
        file=cast("IO[str]", text),
        width=shutil.get_terminal_size(PLAIN_SIZE).columns,
        force_terminal=stream.isatty(),
        legacy_windows=False,
        highlight=False,
    )


def print_line(console: Console, *parts: str | tuple[str, str]) -> None:
    """Print a line of inert texts, each alone or with its style; without colours in a pipe.

    Parameters
    ----------
    console : Console
        As of `console_on`.
    *parts : str or tuple of str
        The texts, or text and style.
    """
    texts = [part if isinstance(part, tuple) else (part, "") for part in parts]
    if console.is_terminal:
        line = Text.assemble(*((isolated(text), style) for text, style in _trimmed(texts)))
        console.print(line, soft_wrap=True)
    else:
        plain = isolated("".join(text for text, _ in texts).rstrip())
        console.file.write(f"{plain}\n")


def _trimmed(texts: list[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    """Return the texts without the spaces at the end of the line."""
    while texts and not texts[-1][0].strip():
        texts = texts[:-1]
    return [*texts[:-1], (texts[-1][0].rstrip(), texts[-1][1])] if texts else []
