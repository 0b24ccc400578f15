"""Pages from templates, with what every page shows: where one is, and what there is to see."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote, urlencode, urlsplit

from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse

from graph_icp.errors import (
    AddressError,
    GraphICPError,
    NoCustomersError,
    RankingError,
    StoreInUseError,
    UnknownNameError,
)
from graph_icp.output.page import environment
from graph_icp.output.pages.account_page import FILTERS
from graph_icp.rounding import cut_text
from graph_icp.web.columns import with_arrows, written
from graph_icp.web.facts import facts, trait_named, worded
from graph_icp.web.remarks import on_page

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from jinja2 import Environment
    from starlette.requests import Request
    from starlette.responses import Response

    from graph_icp.market.market import Market
    from graph_icp.web.background import Work
    from graph_icp.web.held import Held

T = TypeVar("T")

# The pages of the market, in the order of the navigation.
PAGES = (
    ("List", "/"),
    ("Map", "/map"),
    ("Profile", "/profile"),
    ("Customers", "/customers"),
    ("Events", "/events"),
    ("Competitors", "/competitors"),
    ("Introducers", "/introducers"),
    ("Back-test", "/backtest"),
    ("Runs", "/runs"),
    ("Data", "/data"),
)
# Seconds until a page asks again by itself.
AGAIN = 2
_NO_PAGE = "There is no page at this address."
_OF_A_BUTTON = "This address belongs to a button of a page; it cannot be opened by itself."
_CODES = ((UnknownNameError, 404), (AddressError, 400), (StoreInUseError, 503))


def held_of(request: Request) -> Held:
    """Return the ranking that the server holds."""
    held: Held = request.app.state.held
    return held


def market_of(request: Request) -> Market:
    """Return the market that a request is about."""
    return held_of(request).market


def page(
    request: Request, template_name: str, /, *, status: int = 200, **values: Any
) -> HTMLResponse:
    """Return a page of a template; of a request by htmx the part in its block "main" alone."""
    if request.headers.get("hx-target") == "changed" and not values.get("under_way"):
        # The notice of a new ranking asked whether it is there: then the whole page is new.
        return HTMLResponse("", headers={"HX-Refresh": "true"})
    template = _environment().get_template(f"templates/{template_name}.html")
    told = request.query_params.get("done", "")
    known = {
        "request": request,
        "here": request.url.path,
        "pages": PAGES,
        "done": held_of(request).done(told),
        "told": told,
        "back": here_again(request),
        **values,
    }
    if request.headers.get("hx-request") == "true":
        context = template.new_context(known)
        return HTMLResponse("".join(template.blocks["main"](context)), status)
    return HTMLResponse(template.render(known), status)


def here_again(request: Request) -> str:
    """Return the address of a page for coming back to it after a form."""
    kept = [pair for pair in request.query_params.multi_items() if pair[0] != "done"]
    path = quote(request.url.path)
    return f"{path}?{urlencode(kept)}" if kept else path


def account_address(key: object, view: str = "") -> str:
    """Return the address of the page of an account."""
    return f"/account/{quote(str(key), safe='')}" + (f"?view={view}" if view else "")


def standing(request: Request) -> dict[str, Any]:
    """Return whether the data has changed since the ranking, and whether a new one is made."""
    held = held_of(request)
    return {"changed": held.changed, "under_way": held.ranking.under_way()}


def waiting(
    request: Request,
    work: Work[Any] | None = None,
    title: str = "Ranking your market",
    hope: str = "What you asked for is shown as soon as it is there.",
) -> Response:
    """Return the page that says what goes on, and asks again by itself.

    Parameters
    ----------
    request : Request
    work : Work, optional
        That goes on; the ranking where it is not given.
    title, hope : str
        What is made, and what the page shows then.
    """
    work = work or held_of(request).ranking.last()
    answer = page(request, "waiting", work=work, title=title, hope=hope)
    answer.headers["Refresh"] = str(AGAIN)
    return answer


class NotYetError(Exception):
    """A page takes longer than a moment: it is worked out in the background.

    Parameters
    ----------
    question : hashable
        By which `Held.working_out` knows it.
    title : str
        What is done for it.
    """

    def __init__(self, question: Hashable, title: str) -> None:
        super().__init__(title)
        self.question, self.title = question, title


def worked_out(request: Request, question: Hashable, work: Callable[[], T], title: str) -> T:
    """Return what a page shows of the data as it is now, worked out in the background.

    Parameters
    ----------
    request : Request
    question : hashable
        Tells it apart from what other pages show.
    work : function
        Works it out.
    title : str
        What is done, for the page that waits for it.

    Raises
    ------
    NotYetError
        Where it takes longer than some seconds; the page then asks again by itself.
    GraphICPError
        Whatever `work` raises.
    """
    found = held_of(request).worked_out(question, work)
    if found is None:
        raise NotYetError(question, title)
    return found


def not_yet(request: Request, error: Exception) -> Response:
    """Return the page that waits for what is worked out."""
    assert isinstance(error, NotYetError)  # noqa: S101 - it is the handler of these
    return waiting(request, held_of(request).working_out(error.question), error.title)


def failed(request: Request, error: Exception) -> HTMLResponse:
    """Return the page of an error that the user can correct."""
    status = next((code for kind, code in _CODES if isinstance(error, kind)), 409)
    answer = page(
        request,
        "failed",
        status=status,
        says=str(error),
        no_page=False,
        in_use=isinstance(error, StoreInUseError),
        empty=_is_missing(market_of(request)),
        nobody=isinstance(error, NoCustomersError),
        unranked=isinstance(error, RankingError) and not held_of(request).ranking.kept(),
        before=_before(request) if request.method == "POST" else "",
    )
    if isinstance(error, StoreInUseError) and request.method == "GET":
        answer.headers["Refresh"] = str(2 * AGAIN)
    return answer


def no_page(request: Request, error: Exception) -> HTMLResponse:
    """Return the page of an address that there is not, or that is asked for in another way."""
    assert isinstance(error, HTTPException)  # noqa: S101 - it is the handler of these
    no = dict.fromkeys(("in_use", "empty", "nobody", "unranked", "before"), False)
    says = _OF_A_BUTTON if error.status_code == 405 else _NO_PAGE
    answer = page(request, "failed", status=error.status_code, says=says, no_page=True, **no)
    answer.headers.update(error.headers or {})
    return answer


def _before(request: Request) -> str:
    """Return the address of the page of ours that a form stood on, "" where it is not known."""
    told = urlsplit(request.headers.get("referer", ""))
    if told.netloc != request.headers.get("host") or not told.path.startswith("/"):
        return ""
    # Two slashes would lead to another site.
    path = "/" + told.path.lstrip("/\\")
    return f"{path}?{told.query}" if told.query else path


def _is_missing(market: Market) -> bool:
    """Return whether it is known that there is no store."""
    try:
        return not market.store.exists()
    except GraphICPError:
        return False


@cache
def _environment() -> Environment:
    filters = {
        **FILTERS,
        "account_address": account_address,
        "cut": cut_text,
        "facts": facts,
        "on_page": on_page,
        "trait_named": trait_named,
        "worded": worded,
        "with_arrows": with_arrows,
        "written": written,
    }
    return environment(filters, __package__)
