"""Events: where best customers are more than the market, and the prospects at one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from graph_icp.market.events import event_list, prospects
from graph_icp.market.events.sentences import LIFT, lift_told, next_told, outcome, part_told, q_told
from graph_icp.web.columns import Column
from graph_icp.web.pages.accounts import text_sought
from graph_icp.web.pages.downloads import FORMATS, listing
from graph_icp.web.parts import address_of, part_of
from graph_icp.web.rendering import held_of, market_of, page, standing, waiting, worked_out
from graph_icp.web.routing import shows
from graph_icp.web.rows import rows_of

if TYPE_CHECKING:
    import pandas as pd
    from starlette.requests import Request
    from starlette.responses import Response

_TESTED = (
    Column("event", "Event"),
    Column("role", "Part"),
    Column("customers", "Best customers", "short"),
    Column("market", "Market"),
    Column("lift", "Lift"),
    Column("q", "q"),
    Column("prospects", "Prospects", "number"),
    Column("good", "Good fit or better", "number"),
)
_PROSPECTS = (
    Column("account", "Prospect", "account"),
    Column("tier", "Tier", "short"),
    Column("fit", "Fit", "number"),
    Column("role", "Part", "list"),
    Column("sponsored_as", "Sponsored as"),
    Column("edition", "Edition", "list"),
    Column("status", "Status", "short"),
    Column("door", "Door", "path"),
    Column("contacts_who_attended", "Contacts who attended", "list"),
)


def events(request: Request) -> Response:
    """Answer with the events that stand out or all (all), or with the prospects at one (event)."""
    event = text_sought(request, "event")
    everything = bool(request.query_params.get("all"))
    # Fits are those of the run that this keeps.
    if held_of(request).ranked() is None:
        return waiting(request)
    market = market_of(request)
    if event:
        there = worked_out(
            *(request, ("prospects", event), lambda: market.events.prospects(event)),
            title=f"Looking who is at {event}",
        )
        if "as" in request.query_params:
            title = f"Prospects at {there.event}"
            return listing(request, there.table, "prospects", title, prospects.LAYOUT)
        part = part_of(request, there.table)
        columns = [each for each in _PROSPECTS if each.name not in there.idle]
        about: dict[str, Any] = {
            "found": there,
            "part": part,
            "columns": columns,
            "formats": _formats(request),
            **standing(request),
        }
        return page(request, "event", **about)
    found = worked_out(
        *(request, ("events", everything), lambda: market.events(everything=everything)),
        title="Comparing customers and market at events",
    )
    if "as" in request.query_params:
        return listing(request, found.table, "events", "Events", event_list.LAYOUT)
    return page(
        request,
        "events",
        found=found,
        everything=everything,
        rows=[] if everything else [_told(row) for row in rows_of(found.table)],
        part=part_of(request, _linked(found.brief())) if everything else None,
        columns=_TESTED,
        outcome=outcome(found.standing_out, found.tested) if found.standing_out else "",
        lift=LIFT,
        formats=_formats(request),
        **standing(request),
    )


def event_address(name: object) -> str:
    """Return the address of the prospects at an event."""
    return f"/events?{urlencode({'event': name})}"


def _told(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row of the list with what its template shows."""
    market = row["market_share"]
    return {
        "title": part_told(row),
        "address": event_address(row["event"]),
        "lift": lift_told(_with_nan(row)),
        "q": q_told(row),
        "why": row["why"],
        "next": next_told(row),
        "customers": 100 * row["customers"] / row["customers_known"],
        "market": None if market is None else 100 * market,
    }


def _with_nan(row: dict[str, Any]) -> dict[str, Any]:
    return {name: float("nan") if value is None else value for name, value in row.items()}


def _linked(table: pd.DataFrame) -> pd.DataFrame:
    return table.assign(links=table["event"].map(lambda each: {"event": event_address(each)}))


def _formats(request: Request) -> dict[str, str]:
    """Return the addresses of what one sees as a file, by the name of its format."""
    addresses = {name: address_of(request, **{"as": name}) for name in FORMATS}
    return {title: addresses[name] for name, title in FORMATS.items()}


ROUTES = [shows("/events", events)]
