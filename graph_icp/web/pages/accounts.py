"""Accounts: the search over them, and the page of one."""

from __future__ import annotations

import datetime
from importlib import resources
from typing import TYPE_CHECKING, Any

from starlette.responses import PlainTextResponse, Response

from graph_icp.errors import AddressError, UnknownNameError
from graph_icp.market.feedback.keeping import LATER_DAYS
from graph_icp.output.pages.account_page import library, parts_of
from graph_icp.web.columns import Column
from graph_icp.web.keys import in_words, reason_in_words
from graph_icp.web.rendering import held_of, market_of, page, standing, waiting
from graph_icp.web.routing import shows
from graph_icp.web.rows import rows_of
from graph_icp.web.timeline import timeline

if TYPE_CHECKING:
    from starlette.requests import Request

    from graph_icp.market.accounts.explained import Explained
    from graph_icp.market.market import Market

# How many accounts and people a search shows.
FOUND = 50
# The longest text that is looked for.
LONGEST = 200
# The views of an account, as tabs.
VIEWS = {
    "": "Card",
    "signals": "Signals",
    "people": "People",
    "sources": "Sources",
    "graph": "Graph",
}
_PEOPLE = (
    Column("person", "Person"),
    Column("title", "Title"),
    Column("persona", "Persona"),
    Column("known_by", "Known by", "list"),
)
_MENTIONS = (
    Column("mention", "Named as"),
    Column("why", "Why it is this company"),
    Column("names", "Names"),
    Column("sources", "Sources"),
    Column("first_seen", "First seen", "short"),
    Column("last_seen", "Last seen", "short"),
)
# The files of the account page that this one leads to.
_FILES = {"account_card.css": "text/css", "picture.js": "text/javascript"}


def search(request: Request) -> Response:
    """Answer with the accounts and the contacts that have a text in their names or keys."""
    text = text_sought(request)
    names = held_of(request).names() if text else None
    if text and names is None:
        return waiting(
            request,
            held_of(request).reading_names(),
            "Reading the names of your market",
            "This page shows what it finds as soon as they are there.",
        )
    accounts, people = (
        (names.accounts(text, FOUND), names.people(text, FOUND)) if names else (None, None)
    )
    return page(
        request,
        "search",
        text=text,
        accounts=accounts,
        companies=rows_of(accounts.table) if accounts else [],
        people=people,
        contacts=rows_of(people.table) if people else [],
    )


def text_sought(request: Request, name: str = "q") -> str:
    """Return the text for which an address looks; raises AddressError where it is too long."""
    text = request.query_params.get(name, "").strip()
    if len(text) > LONGEST:
        raise AddressError(
            f"A search takes at most {LONGEST} characters, and this has {len(text):,}."
        )
    return text


def account(request: Request) -> Response:
    """Answer with an account: its card, or another view of it."""
    view = request.query_params.get("view", "")
    if view not in VIEWS:
        raise UnknownNameError("view", view, filter(None, VIEWS))
    ranked = held_of(request).ranked()
    if ranked is None:
        return waiting(request)
    market = market_of(request)
    explained = held_of(request).explained(request.path_params["key"], ranked.run or None)
    key = str(explained.explanation.account["key"])
    values: dict[str, Any] = {
        **parts_of(explained.card, explained.neighbourhood(), explained.approach),
        **_of_view(market, explained, key, view),
        "key": key,
        "view": view,
        "views": VIEWS,
        "said": explained.said,
        "later_days": LATER_DAYS,
        "tomorrow": datetime.date.today() + datetime.timedelta(1),
        **standing(request),
    }
    return page(request, "account", **values)


def _of_view(market: Market, explained: Explained, key: str, view: str) -> dict[str, Any]:
    """Return what one view alone shows."""
    if view == "signals":
        signals = explained.signals
        return {
            "signals": rows_of(signals.table),
            "timeline": timeline(signals.table, signals.as_of),
        }
    if view == "people":
        return {"contacts": rows_of(explained.contacts), "columns": _PEOPLE}
    if view == "sources":
        known, mentions = market.identity.known(key), market.identity.mentions(key)
        told = rows_of(mentions["mentions"])
        for row in told:
            row["mention"], row["why"] = in_words(row["mention"]), reason_in_words(row["why"])
        return {
            "properties": rows_of(known["properties"]),
            "family": rows_of(known["family"]),
            "mentions": told,
            "columns": _MENTIONS,
            "proposals": rows_of(mentions["proposals"]),
        }
    return {}


def file(request: Request) -> Response:
    """Answer with a style or script that draws a card."""
    name = request.path_params["name"]
    if name == "vis-network.js":
        return Response(str(library()), media_type="text/javascript")
    if name not in _FILES:
        return PlainTextResponse("There is no such file.", 404)
    text = resources.files("graph_icp.output.pages").joinpath(name).read_text(encoding="utf-8")
    return Response(text, media_type=_FILES[name])


ROUTES = [
    shows("/search", search),
    shows("/card/{name}", file),
    shows("/account/{key:path}", account),
]
