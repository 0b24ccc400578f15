"""Ends from outside: Ctrl-C, a request to end, and a terminal that was closed.

Each ends a command as Ctrl-C does: nothing is half stored, and temporary files are removed.
"""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import FrameType

_REQUESTS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
_received: list[int] = []


def heed_signals() -> None:
    """Let a request to end, or the loss of the terminal, end the command as Ctrl-C does.

    What is ignored, as by nohup, stays ignored.
    """
    for request in _REQUESTS:
        if signal.getsignal(request) is signal.SIG_DFL:
            signal.signal(request, _interrupt)


def end_at_once() -> None:
    """Let Ctrl-C and requests to end stop the program where it stands.

    For one whose thread waits for input, which Python cannot interrupt. A store undoes by itself
    what is half done.
    """
    for request in (signal.SIGINT, *_REQUESTS):
        if signal.getsignal(request) is not signal.SIG_IGN:
            signal.signal(request, signal.SIG_DFL)


def exit_code() -> int:
    """Return the exit code of a command that was interrupted: 128 and the signal's number."""
    return 128 + (_received[0] if _received else signal.SIGINT)


def _interrupt(number: int, _frame: FrameType | None) -> None:
    _received.append(number)
    for request in _REQUESTS:
        signal.signal(request, signal.SIG_IGN)  # a further one must not stop the cleaning up
    raise KeyboardInterrupt
