"""The map: accounts by likeness, drawn and as a table."""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING, Any

from starlette.responses import JSONResponse

from graph_icp.errors import AddressError
from graph_icp.ingest.values.country_names import country_named
from graph_icp.output.node_labels import clean, shown_name
from graph_icp.rounding import cut_text
from graph_icp.web.asked import Asked
from graph_icp.web.columns import Column
from graph_icp.web.pages.listed import ROWS, in_parts, offered_by
from graph_icp.web.parts import part_at
from graph_icp.web.rendering import account_address, held_of, page, standing, waiting
from graph_icp.web.routing import shows
from graph_icp.web.rows import rows_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from graph_icp.market.maps.account_map import AccountMap, ShownMap
    from graph_icp.market.ranked_lists import RankedLists
    from graph_icp.web.rows import Row

# The longest name that is looked for.
LONGEST = 200
# The longest name of a place that is drawn.
SHORT = 32
CUSTOMER = "customer"
# How an account is drawn, by its tier; customers are drawn as such.
_LOOKS = {
    "Best fit": "best",
    "Good fit": "good",
    "Bad fit": "bad",
    "Insufficient data": "unknown",
    "Disqualified": "disqualified",
}
_COLUMNS = (
    Column("account", "Company", "account"),
    Column("status", "Status"),
    Column("tier", "Tier", "short"),
    Column("fit", "Fit", "number"),
    Column("customers_it_resembles", "Customers most like it", "list"),
    Column("beside", "Next to it on the map", "list"),
)


def mapped(request: Request) -> Response:
    """Answer with the map, and a part of its table."""
    asked = Asked.of(request.query_params, request.url.path)
    name = _name(request)
    ranked = held_of(request).ranked()
    if ranked is None:
        return waiting(request)
    drawn = _map(request, ranked)
    if drawn is None:
        return waiting(
            request,
            held_of(request).maps.last(),
            "Drawing the map",
            "This page shows the map as soon as it is there.",
        )
    shown = held_of(request).answer(
        ("map", weakref.ref(ranked), asked.filters, asked.intent),
        lambda: drawn.shown(ranked, asked.filters, asked.intent),
    )
    table = shown.table[shown.table["shown"]]
    if name:
        named = table["account"].str.contains(name, case=False, regex=False)
        table = table[named | table["domain"].str.contains(name, case=False, regex=False, na=False)]

    def address(start: int) -> str:
        return asked.address(start=start, find=name) if name else asked.address(start=start)

    rows = rows_of(table.iloc[asked.start : asked.start + ROWS])
    return page(
        request,
        "map",
        **_counts(drawn, shown),
        asked=asked,
        name=name,
        not_shown=[row for row, there in enumerate(shown.table["shown"]) if not there],
        columns=_COLUMNS,
        listed=len(table),
        top=address(0),
        **in_parts(part_at(asked.start, rows, len(table), ROWS, address)),
        offered=offered_by(ranked, asked),
        **standing(request),
    )


def accounts(request: Request) -> Response:
    """Answer with what is drawn of all accounts of the map, as JSON."""
    ranked = held_of(request).ranked()
    drawn = None if ranked is None else _map(request, ranked)
    if drawn is None:
        return JSONResponse({"says": "The map is being drawn."}, 503)
    place = {key: row for row, key in enumerate(drawn.table["key"])}
    return JSONResponse(
        {
            "accounts": [_drawn(row, place) for row in rows_of(drawn.table)],
            "names": [
                {"name": _short(row["name"]), "x": round(row["x"], 4), "y": round(row["y"], 4)}
                for row in rows_of(drawn.names)
            ],
        }
    )


def _drawn(row: Row, place: dict[str, int]) -> dict[str, Any]:
    """Return what the drawing of an account is made of, `to` being places of customers."""
    is_customer = row["status"] == CUSTOMER
    told = (
        row["status"] if is_customer else "",
        row["tier"],
        "" if row["fit"] is None else f"Fit {cut_text(row['fit'])}",
        row["industry"],
        country_named(row["country"]),
    )
    return {
        "name": shown_name(row["account"]),
        "at": account_address(row["key"]),
        "x": round(row["x"], 4),
        "y": round(row["y"], 4),
        "look": CUSTOMER if is_customer else _LOOKS[row["tier"]],
        "told": clean(" · ".join(filter(None, told))),
        "like": [shown_name(each) for each in row["customers_it_resembles"]],
        "to": [place[key] for key in row["resembled"] if key in place],
    }


def _short(name: str) -> str:
    """Return the name of a place, short enough to stand on the map."""
    told = clean(name)
    return told if len(told) <= SHORT else f"{told[: SHORT - 1]}…"


def _counts(drawn: AccountMap, shown: ShownMap) -> dict[str, Any]:
    """Return how many accounts are on the map and shown, and which are not."""
    prospects = drawn.table["status"] != CUSTOMER
    return {
        "customers": int((~prospects).sum()),
        "prospects": int(prospects.sum()),
        "matching": int((prospects & shown.table["shown"]).sum()),
        "left_out": drawn.left_out,
        "names": rows_of(drawn.names),
        "filtered": shown.asked_for.filters_left_out(),
        "said": shown.asked_for.said_of(),
        "hidden": shown.asked_for.hidden_for(),
    }


def _map(request: Request, ranked: RankedLists) -> AccountMap | None:
    """Return the map of a ranking; None where it takes longer to draw it."""
    # The ranking is not held beyond its time: what is made of it is small beside it.
    return held_of(request).maps.made(ranked, as_of=weakref.ref(ranked))


def _name(request: Request) -> str:
    """Return the name that is looked for; raises AddressError where it is too long."""
    name = request.query_params.get("find", "").strip()
    if len(name) > LONGEST:
        raise AddressError(
            f"A search takes at most {LONGEST} characters, and this has {len(name):,}."
        )
    return name


ROUTES = [shows("/map", mapped), shows("/map.json", accounts)]
