"""Routes: pages that read the market, and forms that change it, each by itself."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlencode, urlsplit

from starlette.responses import RedirectResponse
from starlette.routing import Route

from graph_icp.errors import AddressError, StoreInUseError
from graph_icp.web.rendering import held_of
from graph_icp.web.threads import in_thread

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from graph_icp.web.background import Background
    from graph_icp.web.held import Done, Held

# The seconds for which a change waits for another process that has the store, and between tries.
PATIENCE, PAUSE = 5.0, 0.1
# The longest form that is read, in bytes, and the longest field that is kept, in characters.
LONGEST_FORM, LONGEST_FIELD = 65_536, 2_000


def shows(path: str, handler: Callable[[Request], Response]) -> Route:
    """Return the route of a page, which changes nothing."""

    async def answer(request: Request) -> Response:
        return await in_thread(reading, request)

    def reading(request: Request) -> Response:
        held = held_of(request)
        with held.reading(), held.market.store.once():
            return handler(request)

    return Route(path, answer)


def begins(path: str, work: Callable[[Held], Background[Any]], to: str = "") -> Route:
    """Return the route of a button that begins work; its answer leads to `path`, or to `to`."""

    async def answer(request: Request) -> Response:
        work(held_of(request)).begin()
        return RedirectResponse(to or path, 303)

    return Route(path, answer, methods=["POST"])


def changes(path: str, handler: Callable[[Request, dict[str, str]], Done]) -> Route:
    """Return the route of a form; its answer leads back to a page that says what was done.

    The handler is given the form's fields, without blanks around them.
    """

    async def answer(request: Request) -> Response:
        fields = await _fields(request)
        return await in_thread(changing, request, fields)

    def changing(request: Request, fields: dict[str, str]) -> Response:
        held = held_of(request)
        until = time.monotonic() + PATIENCE
        while True:
            try:
                with held.writing():
                    done = handler(request, fields)
                return back(fields, **dict(done.form), done=held.keep(done))
            except StoreInUseError:
                # Another server reads for a moment; what a person says is not lost for that.
                if time.monotonic() > until:
                    raise
                time.sleep(PAUSE)

    return Route(path, answer, methods=["POST"])


def back(fields: dict[str, str], **added: str) -> Response:
    """Lead back to the page of ours from which a form came, with more in its address; "" goes."""
    to = urlsplit(fields.get("back", ""))
    own = to.path.startswith("/") and not to.path.startswith(("//", "/\\"))
    path, query = (to.path, to.query) if own and not to.netloc and not to.scheme else ("/", "")
    kept = [
        (name, value)
        for name, values in parse_qs(query).items()
        for value in values
        if name not in ("done", *added)
    ]
    asked = urlencode([*kept, *((name, value) for name, value in added.items() if value)])
    return RedirectResponse(f"{path}?{asked}" if asked else path, 303)


async def body(request: Request) -> bytes:
    """Return what a request sends; raises AddressError where it is too long."""
    read = bytearray()
    async for part in request.stream():
        read += part
        if len(read) > LONGEST_FORM:
            raise AddressError(f"What was sent is longer than {LONGEST_FORM:,} bytes.")
    return bytes(read)


async def _fields(request: Request) -> dict[str, str]:
    """Return the fields of a form, without blanks around them."""
    read = await body(request)
    fields = parse_qs(read.decode("utf-8", "replace"), keep_blank_values=True)
    return {name: values[-1].strip()[:LONGEST_FIELD] for name, values in fields.items()}
