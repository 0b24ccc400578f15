"""Introducers: who can open the doors of the first companies, how often, and what was asked."""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING, Any

from graph_icp.discovery.ranking.filters import Filters
from graph_icp.errors import AddressError
from graph_icp.market.reach.doors import LAYOUT, with_standing
from graph_icp.output.path_blocks import chain
from graph_icp.rounding import cut_text
from graph_icp.web.asked import number
from graph_icp.web.columns import Column, with_arrows
from graph_icp.web.pages.downloads import FORMATS, listing
from graph_icp.web.parts import address_of
from graph_icp.web.rendering import held_of, market_of, page, standing, waiting, worked_out
from graph_icp.web.routing import shows
from graph_icp.web.rows import rows_of

if TYPE_CHECKING:
    import pandas as pd
    from starlette.requests import Request
    from starlette.responses import Response

    from graph_icp.market.reach.door_openers import DoorOpeners
    from graph_icp.web.rows import Row

# For how many companies of the list doors are looked for, the first being the default, and at most.
TOPS, MOST = (25, 50, 100), 500
_PEOPLE = (
    Column("person", "Person"),
    Column("part", "Is", "short"),
    Column("doors", "Doors", "number"),
    Column("asked", "Asked in 30 days", "number"),
    Column("left", "Asks left", "number"),
    Column("accounts", "To", "list"),
)
_DOORS = (
    Column("account", "Company", "account"),
    Column("standing", "Fit", "short"),
    Column("path", "Path"),
    Column("label", "Strength", "short"),
    Column("evidence", "Why", "list"),
    Column("ask", "What to ask"),
)
_LACKING = (Column("account", "Company", "account"), Column("lacking", "Why there is no way yet"))
_SAID = (
    Column("one", "Who asked"),
    Column("other", "Whom"),
    Column("account", "For"),
    Column("result", "Result", "short"),
    Column("said_on", "On", "short"),
)


def introducers(request: Request) -> Response:
    """Answer with the doors of the first companies (top), maybe those of one person (person)."""
    top = _top(request)
    ranked = held_of(request).ranked()
    if ranked is None:
        return waiting(request)
    market = market_of(request)

    def open_doors() -> tuple[pd.DataFrame, DoorOpeners]:
        listed = ranked.page(Filters(), limit=top).table
        return listed, market.paths.door_openers(listed["key"].tolist())

    question = ("introducers", weakref.ref(ranked), top)
    listed, found = worked_out(request, question, open_doors, "Looking who opens doors")
    table = with_standing(found.doors, listed).assign(key=found.doors["key"])
    if "as" in request.query_params:
        return listing(request, table.drop(columns="key"), "doors", "Paths", LAYOUT)
    person = request.query_params.get("person", "")
    people = found.people
    if person:
        mine = people.loc[people["person"] == person, "keys"].explode()
        table = table[table["key"].isin(mine)]
    open_ = table["lacking"] == ""
    return page(
        request,
        "introducers",
        top=top,
        tops=[(each, address_of(request, top=each, person=None)) for each in TOPS],
        companies=len(listed),
        person=person,
        without_person=address_of(request, person=None),
        people=[_of_person(row, request) for row in rows_of(people)],
        people_columns=_PEOPLE,
        doors=[_of_door(row) for row in rows_of(table[open_])],
        door_columns=_DOORS,
        lacking=rows_of(table[~open_]),
        lacking_columns=_LACKING,
        said=rows_of(market.paths.said()),
        said_columns=_SAID,
        **standing(request),
        formats={
            title: address_of(request, person=None, **{"as": each})
            for each, title in FORMATS.items()
        },
    )


def _top(request: Request) -> int:
    """Return for how many companies an address asks; raises AddressError."""
    top = int(number(request.query_params.get("top", "").strip() or str(TOPS[0]), MOST, "top"))
    if top < 1:
        raise AddressError(f"Doors are looked for into 1 to {MOST} companies, and this asks for 0.")
    return top


def _of_person(row: Row, request: Request) -> dict[str, Any]:
    part = "colleague" if row["colleague"] else "introducer"
    links = {"person": address_of(request, person=row["person"])} if row["doors"] else {}
    return {**row, "part": part, "links": links}


def _of_door(row: Row) -> dict[str, Any]:
    fit = "" if row["fit"] is None else f"{row['tier']} {cut_text(row['fit'])}"
    standing = ", ".join(filter(None, [fit, row["cell"]]))
    return {**row, "standing": standing, "path": with_arrows(chain(row))}


ROUTES = [shows("/introducers", introducers)]
