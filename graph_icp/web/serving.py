"""The local server: a free port of this computer alone, until it is told to stop."""

from __future__ import annotations

import asyncio
import logging
import socket
import sys
from typing import TYPE_CHECKING

import uvicorn

from graph_icp.errors import ServingError
from graph_icp.web.app import application
from graph_icp.web.guard import HOST, Guard
from graph_icp.web.threads import are_left

if TYPE_CHECKING:
    from collections.abc import Callable

    from graph_icp.market.market import Market

# The fewest characters of a token for scripts.
LEAST = 16
# The seconds for which pages that are being made hold up the end.
SECONDS_LEFT = 2
# Seconds after which a thread that reads names or learns lets a page go on: by default it is ten
# times as long, and a page waits so long behind each of its many steps in the store and in numpy.
SWITCHING = 0.0005


def serve(
    market: Market,
    *,
    port: int = 0,
    script_token: str | None = None,
    people: bool = False,
    ready: Callable[[str], None],
    ended: Callable[[], None],
) -> None:
    """Serve a market until the process is told to stop.

    Parameters
    ----------
    market : Market
    port : int
        0 for any that is free.
    script_token : str, optional
        By which scripts may ask for what is under /api.
    people : bool
        Whether what is under /api names people.
    ready : function
        Called with the link for one use, once the server listens.
    ended : function
        Called at the end where threads still read the store. It has to end the process at once:
        Python would end them within DuckDB, which aborts then.

    Raises
    ------
    ServingError
        If the port is taken, or the token is easily guessed or cannot be sent.
    """
    if script_token is not None:
        _check(script_token)
    sys.setswitchinterval(SWITCHING)
    listening = listen_at(port)
    app = application(market, people=people)
    app.state.held.ranking.begin()
    guard = Guard(app, listening.getsockname()[1], script_token)
    config = uvicorn.Config(
        guard,
        log_level="error",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=SECONDS_LEFT,
        timeout_keep_alive=5,
    )
    logging.getLogger("uvicorn.error").addFilter(_is_no_ending)
    with listening:
        try:
            _Server(config, lambda: ready(guard.link)).run(sockets=[listening])
        finally:
            app.state.held.wait_for_writing()
            if are_left():
                ended()


class _Server(uvicorn.Server):
    """A server that says when it listens, and by then ends cleanly on Ctrl-C."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen, and say so."""
        await super().startup(sockets)
        self._ready()


def _check(token: str) -> None:
    """Raise ServingError for a token that is too short, or that no header can hold."""
    if len(token) < LEAST or not (token.isascii() and token.isprintable()) or " " in token:
        raise ServingError(
            f"The token in GRAPH_ICP_API_TOKEN needs at least {LEAST} letters and digits without "
            "blanks; python3 -c 'import secrets; print(secrets.token_urlsafe())' makes one."
        )


def listen_at(port: int) -> socket.socket:
    """Return a socket that listens on this computer alone."""
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        # A port stays in use for a minute after a server with open connections ended, but for this;
        # on Windows it would let others listen on the same port too.
        if sys.platform != "win32":
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((HOST, port))
        found.listen(128)
    except OSError as error:
        found.close()
        raise ServingError(
            f"Port {port} is taken ({error.strerror}); choose another, or leave --port out for "
            "any that is free."
        ) from error
    return found


def _is_no_ending(record: logging.LogRecord) -> bool:
    """Return whether a line of the log is about anything but pages left unmade at the end."""
    error = record.exc_info[1] if record.exc_info else None
    return not isinstance(error, asyncio.CancelledError) and "graceful shutdown" not in str(
        record.msg
    )
