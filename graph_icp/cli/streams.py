"""Standard streams that are closed, or whose other end goes away while a command runs.

Messages and listings must not stop the work: a page is written and a load is kept though nobody
reads what is said of it.
"""

from __future__ import annotations

import io
import os
import sys
from typing import Any, TextIO, cast

_lost: list[str] = []


def make_lasting() -> None:
    """Let messages go nowhere once stderr's other end is gone, and give closed streams a stand-in.

    With a stand-in for `>&-` no file is opened under the stream's number.

    Nothing comes from that of stdin, stderr's swallows what is said, and stdout's refuses a
    listing, which is told at the end.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_WRONLY if number == 2 else os.O_RDONLY)
    sys.stdin = sys.stdin or os.fdopen(0, encoding="utf-8", closefd=False)
    sys.stdout = sys.stdout or os.fdopen(1, "w", encoding="utf-8", closefd=False)
    said = sys.stderr or os.fdopen(2, "w", encoding="utf-8", closefd=False)
    sys.stderr = cast("TextIO", _Lasting(said))


def give_up(stream: TextIO, why: str = "") -> None:
    """Send the rest of a stream nowhere, as its other end is gone.

    Parameters
    ----------
    stream : TextIO
        stdout or stderr.
    why : str
        The sentence to end the command with; empty where nobody needs one (`| head`).
    """
    if stream is sys.stdout:
        _lost.append(why)
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (OSError, io.UnsupportedOperation):
        return


class _Lasting:
    """A stream that swallows what is written to it once it takes no more."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Write a text, somewhere or nowhere."""
        try:
            return self._stream.write(text)
        except OSError:
            give_up(self._stream)
            return len(text)

    def flush(self) -> None:
        """Pass on what was written."""
        try:
            self._stream.flush()
        except OSError:
            give_up(self._stream)


def lost_listing() -> str | None:
    """Return why stdout was given up, "" for a reader that left; None if it was not. Once."""
    why = _lost[0] if _lost else None
    _lost.clear()
    return why


def refused(error: OSError) -> str:
    """Return the sentence about a stream that takes no text: a full disk, a closed one."""
    return f"Standard output cannot be written: {error.strerror or error}."
