"""Who may ask the local server: one browser of this computer, opened by a link for one use.

Other pages reach a server on this computer through the browser: by its address, by a name that
they let point to it, by forms and pictures. So each request must name this server as its host, come
from one of its own pages unless a person opened it, and carry the cookie that the link gave.
"""

from __future__ import annotations

import hmac
import secrets
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

HOST = "127.0.0.1"
# Where the link leads that is for one use.
OPEN = "/open"
# Ways that change nothing.
_READING = ("GET", "HEAD")
# What a browser says of requests that its own person made, or a page of ours.
_OWN_SITES = ("same-origin", "none")

_OF_BROWSERS = (
    "This page belongs to whoever started graph-icp. Open the link that 'graph-icp serve' printed; "
    "it works once, so start it again for another browser."
)
_OF_SCRIPTS = (
    "Send the header 'Authorization: Bearer TOKEN' with the token that was in GRAPH_ICP_API_TOKEN "
    "when 'graph-icp serve' started."
)
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
        "frame-ancestors 'none'"
    ),
    # Of no-referrer Chromium sends the origin "null" with forms of one's own page.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Guard:
    """An ASGI layer that lets through what the browser asks that opened the link, and scripts.

    Parameters
    ----------
    app : ASGI application
    port : int
        On which the server listens.
    script_token : str, optional
        What scripts send as `Authorization: Bearer ...`; without it none is let through.
    """

    def __init__(self, app: ASGIApp, port: int, script_token: str | None = None) -> None:
        self._app = app
        self._hosts = {f"{name}:{port}" for name in (HOST, "localhost")}
        self._cookie = f"graph_icp_{port}"
        self._session = secrets.token_urlsafe(32)
        self._script_token = script_token
        self._once: str | None = secrets.token_urlsafe(32)
        self.link = f"http://{HOST}:{port}{OPEN}?token={self._once}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refused = self._refused(scope, headers)
        answer: ASGIApp = self._app
        if refused:
            answer = _forbidden(scope, refused)
        elif scope["path"] == OPEN:
            answer = self._opened(scope)
        elif not self._is_known(scope, headers):
            answer = _forbidden(scope, _OF_SCRIPTS if _is_of_programs(scope) else _OF_BROWSERS)

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        await answer(scope, receive, with_headers)

    def _refused(self, scope: Scope, headers: Headers) -> str:
        """Return why a request is refused, whoever sends it; "" where it is not."""
        if headers.get("host", "") not in self._hosts:
            return "This server answers by its own address alone."
        own = {f"http://{host}" for host in self._hosts}
        origin, site = headers.get("origin"), headers.get("sec-fetch-site")
        foreign = (origin is not None and origin not in own) or (
            site is not None and site not in _OWN_SITES
        )
        if scope["method"] in _READING:
            opened = headers.get("sec-fetch-mode") == "navigate" and (
                headers.get("sec-fetch-dest") == "document"
            )
            return "Another site asked for this." if foreign and not opened else ""
        by_script = self._is_script(headers) and origin is None and site is None
        named = origin in own or site == "same-origin"
        return "" if by_script or (named and not foreign) else "Another site asked for this."

    def _opened(self, scope: Scope) -> Response:
        """Answer the link for one use: its token becomes the browser's cookie."""
        token = dict(
            part.partition("=")[::2] for part in scope["query_string"].decode("latin-1").split("&")
        ).get("token", "")
        once = self._once
        if scope["method"] != "GET" or once is None or not _equal(token, once):
            return PlainTextResponse(
                "This link has been used. Start 'graph-icp serve' again for a new one.", 403
            )
        self._once = None
        answer = RedirectResponse("/", 303)
        answer.set_cookie(self._cookie, self._session, httponly=True, samesite="strict", path="/")
        return answer

    def _is_known(self, scope: Scope, headers: Headers) -> bool:
        """Return whether a request carries the cookie, or, where scripts ask, their token."""
        if _is_of_programs(scope) and self._is_script(headers):
            return True
        try:
            cookies = SimpleCookie(headers.get("cookie", ""))
        except CookieError:
            return False
        mine = cookies.get(self._cookie)
        return mine is not None and _equal(mine.value, self._session)

    def _is_script(self, headers: Headers) -> bool:
        sent = headers.get("authorization", "").removeprefix("Bearer ")
        return self._script_token is not None and _equal(sent, self._script_token)


def _is_of_programs(scope: Scope) -> bool:
    path: str = scope["path"]
    return path.startswith("/api/")


def _forbidden(scope: Scope, says: str) -> Response:
    """Return why a request is not answered: as JSON where programs ask."""
    if _is_of_programs(scope):
        return JSONResponse({"error": says}, 403)
    return PlainTextResponse(says, 403)


def _equal(one: str, other: str) -> bool:
    """Compare secrets in a time that tells nothing of them."""
    return hmac.compare_digest(one.encode(), other.encode())
