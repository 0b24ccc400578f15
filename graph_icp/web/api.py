"""The questions of programs under /api: JSON in and out, and the document that describes them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Mount, Route

from graph_icp.errors import (
    AddressError,
    ArgumentError,
    GraphICPError,
    StoreInUseError,
    UnknownNameError,
)
from graph_icp.output.inert import inert_json
from graph_icp.programs.arguments import from_texts
from graph_icp.programs.desk import Desk
from graph_icp.programs.questions import QUESTIONS
from graph_icp.web.openapi import document
from graph_icp.web.rendering import AGAIN, held_of
from graph_icp.web.routing import body

if TYPE_CHECKING:
    from starlette.requests import Request

    from graph_icp.market.ranked_lists import RankedLists
    from graph_icp.programs.questions import Question
    from graph_icp.web.held import Held

PLACE = "/api"
_CODES = (
    (ArgumentError, 400),
    (AddressError, 400),
    (UnknownNameError, 404),
    (StoreInUseError, 503),
)
_NOT_YET = "The market is being ranked; ask again in a few seconds."


def api(held: Held, *, people: bool) -> Mount:
    """Return what is under /api.

    Parameters
    ----------
    held : Held
    people : bool
        Whether answers name people.
    """
    routes = [
        *(_asking(each) for each in QUESTIONS),
        Route("/rank", rank, methods=["POST"]),
        Route("/openapi.json", openapi),
    ]
    handlers = {GraphICPError: failed, HTTPException: refused, Exception: broken}
    app = Starlette(routes=routes, exception_handlers=handlers)
    app.state.held, app.state.people = held, people
    return Mount(PLACE, app)


async def rank(request: Request) -> Response:
    """Begin a new ranking; the old one stays until it is made."""
    held_of(request).ranking.begin()
    return answered({"ranking": True}, 202)


async def openapi(_request: Request) -> Response:
    """Answer with the document that describes all of it."""
    return answered(document(PLACE))


def answered(value: Any, status: int = 200) -> Response:
    """Return an answer of JSON."""
    return Response(inert_json(value, allow_nan=False), status, media_type="application/json")


async def failed(_request: Request, error: Exception) -> Response:
    """Return the answer of an error that the user can correct."""
    status = next((code for kind, code in _CODES if isinstance(error, kind)), 409)
    answer = answered({"error": str(error)}, status)
    if status == 503:
        answer.headers["Retry-After"] = str(AGAIN)
    return answer


async def refused(_request: Request, error: Exception) -> Response:
    """Return the answer to an address or a method that there is not."""
    assert isinstance(error, HTTPException)  # noqa: S101 - it is the handler of these
    says = {
        404: f"There is nothing at this address; {PLACE}/openapi.json lists what there is.",
        405: f"This is asked in another way; {PLACE}/openapi.json says how.",
    }
    answer = answered({"error": says.get(error.status_code, error.detail)}, error.status_code)
    answer.headers.update(error.headers or {})
    return answer


async def broken(_request: Request, _error: Exception) -> Response:
    """Return the answer of an error in the program itself."""
    return answered({"error": "This went wrong in graph-icp itself, which is a bug."}, 500)


def _asking(question: Question) -> Route:
    """Return the route of a question: GET, or POST where an address cannot hold its arguments."""

    async def answer(request: Request) -> Response:
        if question.of_rows:
            given = _object(await body(request))
        else:
            given = from_texts(question.parameters, request.query_params.multi_items())
        return await run_in_threadpool(_answer, request, question, given)

    methods = ["POST"] if question.of_rows else ["GET"]
    return Route(f"/{question.name}", answer, methods=methods)


def _answer(request: Request, question: Question, given: dict[str, Any]) -> Response:
    held, arguments = held_of(request), question.read(given)
    lists: RankedLists | None = None
    if question.ranked:
        lists = held.ranked()
        if lists is None:
            answer = answered({"error": _NOT_YET}, 503)
            answer.headers["Retry-After"] = str(AGAIN)
            return answer
    desk = Desk(held.market, lists, people=request.app.state.people)
    with held.writing() if question.alone else held.reading(), held.market.store.once():
        return answered(question.answer(desk, arguments))


def _object(sent: bytes) -> dict[str, Any]:
    """Return the object that a request sends as JSON; raises ArgumentError for what is none."""
    try:
        given = json.loads(sent)
    except (ValueError, RecursionError) as error:
        raise ArgumentError("What was sent is not JSON.") from error
    if not isinstance(given, dict):
        raise ArgumentError("What was sent is JSON, but no object with fields.")
    return given
