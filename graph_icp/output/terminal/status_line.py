"""A line at the bottom of a terminal that says what goes on while a command says nothing."""

from __future__ import annotations

import os
import sys
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from graph_icp.output.inert import inert

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 0.2
"""Seconds of silence before the line appears."""
PERIOD = 0.1
WORKING = "Working"
BAR = 24
COUNTED = 2
"""Seconds of one step from which they are shown."""
DRAWN = ("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏", "━", "─")
PLAIN = ("-\\|/", "#", "-")


class StatusLine:
    """A spinner with the present step in words, and a bar where the share done is known.

    It writes to stderr, and only where that is a terminal that can go back in a line.
    """

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._ended = threading.Event()
        self._thread: threading.Thread | None = None
        self._words, self._share = WORKING, 0.0
        self._since = self._spoken = 0.0
        self._width = 0
        self._turn = 0

    @contextmanager
    def working(self) -> Iterator[None]:
        """Show the line while this goes on, whenever nothing else is said."""
        if self._thread or not sys.stderr.isatty() or os.environ.get("TERM") in ("dumb", "unknown"):
            yield
            return
        self._ended.clear()
        self._begin(WORKING)
        self._spoken = time.monotonic()
        self._thread = threading.Thread(target=self._turn_until_ended, daemon=True)
        self._thread.start()
        try:
            yield
        finally:
            self._ended.set()
            self._thread.join()
            self._thread = None
            self._erase()

    @contextmanager
    def steps(self) -> Iterator[None]:
        """Show the steps that are told meanwhile, and forget the last one afterwards."""
        try:
            yield
        finally:
            with self._lock:
                self._begin(WORKING)

    def step(self, words: str, share: float) -> None:
        """Tell the present step, and the share of it that is done, 0 to 1."""
        with self._lock:
            if words != self._words:
                self._begin(words)
                self._share = share
                self._draw()
            self._share = share

    @contextmanager
    def hidden(self) -> Iterator[None]:
        """Leave the terminal to something else that is said or asked."""
        with self._lock:
            self._erase()
            try:
                yield
            finally:
                self._spoken = time.monotonic()

    def _begin(self, words: str) -> None:
        self._words, self._share, self._since = words, 0.0, time.monotonic()

    def _turn_until_ended(self) -> None:
        while not self._ended.wait(PERIOD):
            with self._lock:
                if time.monotonic() - self._spoken >= PATIENCE:
                    self._draw()

    def _draw(self) -> None:
        from rich.cells import cell_len

        from graph_icp.output.terminal.wording import one_line, shortened

        if not self._thread:
            return
        self._turn += 1
        spinner, done, left = DRAWN if _takes_drawings() else PLAIN
        seconds = int(time.monotonic() - self._since)
        full = round(BAR * min(max(self._share, 0.0), 1.0))
        bar = f"  {done * full}{left * (BAR - full)} {self._share:4.0%}" if self._share > 0 else ""
        waited = f", {seconds} s" if seconds >= COUNTED else ""
        words = shortened(one_line(inert(self._words)), max(_columns() - len(bar) - 12, 10))
        line = f"{spinner[self._turn % len(spinner)]} {words}{waited}{bar}"
        line = shortened(line, _columns() - 1)
        width = cell_len(line)
        self._put(f"\r{line}{' ' * (self._width - width)}")
        self._width = width

    def _erase(self) -> None:
        if self._width:
            self._put(f"\r{' ' * self._width}\r")
            self._width = 0

    @staticmethod
    def _put(text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()


def _takes_drawings() -> bool:
    return (sys.stderr.encoding or "").lower().startswith("utf")


def _columns() -> int:
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or 80
    except OSError:
        return 80
