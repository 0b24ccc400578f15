"""The list of companies to sell to next, as its address asks for it."""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING, Any

from graph_icp.web.asked import MARKS, Asked
from graph_icp.web.facts import facts
from graph_icp.web.pages.backtest import verdict_of
from graph_icp.web.pages.downloads import EXPORTS, FORMATS
from graph_icp.web.parts import part_at
from graph_icp.web.rendering import held_of, page, standing, waiting
from graph_icp.web.routing import begins, shows
from graph_icp.web.rows import rows_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from graph_icp.market.ranked_lists import RankedLists
    from graph_icp.web.parts import Part

# How many companies stand on a page, and how many values a filter offers.
ROWS, OFFERED = 50, 100
# The filters that offer values, in their order on the page.
_OFFERED = {
    "tier": "Tier",
    "intent": "Intent",
    "country": "Country",
    "industry": "Industry",
    "size": "Size",
    "owner": "Owner",
    "where": "Known of it",
    "persona_missing": "Persona missing",
    "feedback": "Feedback",
    "tag": "Tag",
}


def listed(request: Request) -> Response:
    """Answer with a page of the list."""
    asked = Asked.of(request.query_params)
    held = held_of(request)
    ranked = held.ranked()
    if ranked is None:
        return waiting(request)
    found = held.answer(
        ("list", weakref.ref(ranked), asked),
        lambda: ranked.page(
            asked.filters, sort=asked.sort, intent=asked.intent, start=asked.start, limit=ROWS
        ),
    )
    rows = rows_of(found.table)
    for row in rows:
        row["facts"] = facts({**row, "status": None})
    part = part_at(
        *(asked.start, rows, found.matching, ROWS), lambda start: asked.address(start=start)
    )
    return page(
        request,
        "list",
        found=found,
        verdict=held.answer(("verdict", ranked.run), lambda: verdict_of(held.market, ranked.run)),
        asked=asked,
        **in_parts(part),
        top=asked.address(),
        offered=offered_by(ranked, asked),
        marks=MARKS,
        formats=FORMATS,
        exports=EXPORTS,
        **standing(request),
    )


def in_parts(part: Part) -> dict[str, Any]:
    """Return what the templates of lists tell of a part."""
    return {
        "rows": part.rows,
        "first": part.first,
        "last": part.last,
        "before": part.before,
        "after": part.after,
    }


def offered_by(ranked: RankedLists, asked: Asked) -> list[dict[str, Any]]:
    """Return the filters with the values that they offer, those first that are asked for."""
    offered = []
    for name, title in _OFFERED.items():
        known = ranked.choices[name]
        shown = [each for each in known if asked.has(name, each.value)]
        values = {each.value for each in known}
        named = [value for kind, value in asked.pairs if kind == name and value not in values]
        rest = [each for each in known if each not in shown][:OFFERED]
        if known or named:
            offered.append(
                {
                    "name": name,
                    "title": title,
                    "named": named,
                    "values": [*shown, *rest] if len(known) > OFFERED else known,
                    "set": len(shown) + len(named),
                    "more": len(known) - len(shown) - len(rest) if len(known) > OFFERED else 0,
                }
            )
    return offered


ROUTES = [shows("/", listed), begins("/renew", lambda held: held.ranking, to="/")]
