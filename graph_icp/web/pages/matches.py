"""Uncertain matches: accounts that may be one company, to decide on, and what people decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph_icp.ingest.values.country_names import country_named
from graph_icp.web.columns import Column, written
from graph_icp.web.keys import called
from graph_icp.web.pages.data import VIEWS
from graph_icp.web.parts import part_of
from graph_icp.web.rendering import account_address, held_of, market_of, page, waiting
from graph_icp.web.routing import begins, shows
from graph_icp.web.rows import rows_of
from graph_icp.web.settled import DECIDED

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from graph_icp.market.market import Market
    from graph_icp.web.parts import Part
    from graph_icp.web.rows import Row

# How many pairs stand on a page.
PAIRS = 10
# How many decisions stand on a page.
DECISIONS = 25
_DECIDED = (
    Column("one", "Company"),
    Column("other", "And"),
    Column("decided", "Decided"),
    Column("decided_on", "On", "short"),
)
# What is told of the two, in the order of the page: the column and its title.
_FACTS = (
    ("names", "Names"),
    ("domain", "Domain"),
    ("sources", "Sources"),
    ("status", "Status"),
    ("country", "Country"),
    ("industry", "Industry"),
    ("size", "Size"),
    ("employees", "Employees"),
    ("people", "People"),
    ("seen", "Seen"),
)


def matches(request: Request) -> Response:
    """Answer with the pairs to decide on, the likeliest first, each with what is told of both."""
    work = held_of(request).matches
    found, kept = work.made(), work.kept()
    if found is None or kept is None:
        return waiting(
            request,
            work.last(),
            "Looking for companies that may be one",
            "This page shows them as soon as they are there.",
        )
    market = market_of(request)
    part = part_of(request, market.identity.still_open(found), PAIRS)
    return page(
        request,
        "data_matches",
        views=VIEWS,
        pairs=_pairs(market, part.rows),
        made_at=kept.begun,
        under_way=work.under_way(),
        part=part,
        decided=_decided(request, market),
        decided_columns=_DECIDED,
    )


def _decided(request: Request, market: Market) -> Part:
    """Return what people decided, the newest first, with both by name and key in words."""
    table = market.identity.decided()
    table = table.sort_values("decided_on", ascending=False, kind="stable", na_position="last")
    part = part_of(request, table, DECISIONS, "decided")
    keys = [row[each] for each in ("key", "other_key") for row in part.rows]
    told = market.identity.told([*dict.fromkeys(keys)])
    names = dict(zip(told["asked"], told["account"], strict=True))
    for row in part.rows:
        ends = {"one": row["key"], "other": row["other_key"]}
        row["links"] = {each: account_address(key) for each, key in ends.items() if key in names}
        row |= {f"{each}_key": key for each, key in ends.items()}
        row |= {each: called(key, names.get(key, "")) for each, key in ends.items()}
        row["decided"] = DECIDED[row["decision"]]
    return part


def _pairs(market: Market, shown: list[Row]) -> list[Row]:
    """Return pairs with what is told of both."""
    keys = [row[each] for each in ("key", "other_key") for row in shown]
    told = market.identity.told([*dict.fromkeys(keys)])
    known = {row["asked"]: row for row in rows_of(told)}
    return [
        {**row, "one": known[row["key"]], "other": known[row["other_key"]], "facts": facts}
        for row in shown
        if (facts := _facts(known[row["key"]], known[row["other_key"]]))
    ]


def _facts(one: Row, other: Row) -> list[tuple[str, str, str]]:
    """Return what is told of two accounts: a title, and the words of each."""
    said = [(title, _said(one, name), _said(other, name)) for name, title in _FACTS]
    return [each for each in said if each[1] or each[2]]


def _said(account: Row, name: str) -> str:
    if name == "seen":
        days = [account[each] for each in ("first_seen", "last_seen")]
        return " to ".join(dict.fromkeys(str(each)[:10] for each in days if each is not None))
    value: Any = account[name]
    if name == "country":
        return country_named(value)
    if name == "people" and account["more_people"]:
        return f"{'; '.join(value)} and {account['more_people']:,} more"
    if isinstance(value, list):
        return "; ".join(value)
    return written(value, "number" if name == "employees" else "text")


ROUTES = [
    shows("/data/matches", matches),
    begins("/data/matches", lambda held: held.matches),
]
