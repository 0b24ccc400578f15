"""The local page: its routes, put together over one market."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from graph_icp.errors import GraphICPError
from graph_icp.web.api import api
from graph_icp.web.held import Held
from graph_icp.web.pages import (
    accounts,
    backtest,
    competitors,
    customers,
    data,
    downloads,
    events,
    introducers,
    listed,
    mapped,
    matches,
    profile,
    runs,
    writing,
)
from graph_icp.web.rendering import NotYetError, failed, no_page, not_yet

if TYPE_CHECKING:
    from graph_icp.market.market import Market


def application(market: Market, *, people: bool = False) -> Starlette:
    """Return the pages on a market, as an ASGI application that a guard has to stand before.

    Parameters
    ----------
    market : Market
    people : bool
        Whether what is under /api names people; the pages do.
    """
    held = Held(market)
    static = StaticFiles(directory=str(resources.files(__package__).joinpath("static")))
    app = Starlette(
        routes=[
            *listed.ROUTES,
            *mapped.ROUTES,
            *accounts.ROUTES,
            *downloads.ROUTES,
            *writing.ROUTES,
            *profile.ROUTES,
            *backtest.ROUTES,
            *runs.ROUTES,
            *customers.ROUTES,
            *events.ROUTES,
            *competitors.ROUTES,
            *introducers.ROUTES,
            *data.ROUTES,
            *matches.ROUTES,
            api(held, people=people),
            Mount("/static", static),
        ],
        exception_handlers={
            GraphICPError: failed,
            NotYetError: not_yet,
            404: no_page,
            405: no_page,
        },
    )
    app.state.held = held
    return app
