"""Competitors: how many of their customers there are, who these are, and the research sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from graph_icp.discovery.ranking.tiers import TIERS
from graph_icp.market.competitors.pool import NOT_RANKED
from graph_icp.market.competitors.research_sheet import LAYOUT, research_sheet
from graph_icp.market.competitors.sentences import NONE_KNOWN, won_told
from graph_icp.web.columns import Column
from graph_icp.web.pages.accounts import text_sought
from graph_icp.web.pages.downloads import FORMATS, listing
from graph_icp.web.parts import part_of
from graph_icp.web.rendering import market_of, page, standing, worked_out
from graph_icp.web.routing import shows
from graph_icp.web.rows import rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd
    from starlette.datastructures import QueryParams
    from starlette.requests import Request
    from starlette.responses import Response

    from graph_icp.market.competitors.pool import Pool
    from graph_icp.web.rows import Row

# The columns of counts that are tiers, and these.
_TIERS = {each.lower().replace(" ", "_"): each for each in (*TIERS, NOT_RANKED)}
_ACCOUNTS = (
    Column("account", "Company", "account"),
    Column("competitor", "Competitor"),
    Column("state", "State", "short"),
    Column("tier", "Tier", "short"),
    Column("fit", "Fit", "number"),
    Column("contract_end", "Contract ends", "short"),
    Column("satisfaction", "Satisfaction"),
    Column("problems", "Problems"),
    Column("since", "Since", "short"),
    Column("until", "Until", "short"),
    Column("evidence", "Known by"),
    Column("source_day", "As of", "short"),
)
# The columns that stand where they say nothing too.
_ALWAYS = ("account", "competitor", "state")


_LOOKING = "Looking for customers of competitors"


def competitors(request: Request) -> Response:
    """Answer with all competitors, or the accounts of one (competitor, state, tier)."""
    query = request.query_params
    name = text_sought(request, "competitor")
    states, tiers = query.getlist("state"), query.getlist("tier")
    pool = _pool(request)
    narrowed = bool(name or states or tiers)
    counts = pool.counts()
    return page(
        request,
        "competitors",
        narrowed=narrowed,
        title=_title(name, states, tiers),
        pool=pool,
        counts=[] if narrowed else _counted(counts),
        count_columns=_count_columns(pool, counts),
        part=part_of(request, pool.table),
        columns=_telling(pool.table, name),
        won=[] if narrowed else [*won_told(_won(request))],
        none_known=NONE_KNOWN,
        shown=_addresses("/competitors/list", query, FORMATS),
        research=_addresses("/competitors/research", query, ("xlsx", "csv")),
        **standing(request),
    )


def shown(request: Request) -> Response:
    """Answer with the accounts as a file."""
    pool = _pool(request)
    return listing(request, pool.table, "competitors", "Customers of competitors")


def research(request: Request) -> Response:
    """Answer with the sheet for researching the accounts."""
    table = research_sheet(_pool(request).table)
    return listing(request, table, "research", "Research", LAYOUT)


def _pool(request: Request) -> Pool:
    query = request.query_params
    name = text_sought(request, "competitor") or None
    states, tiers = query.getlist("state"), query.getlist("tier")
    theirs = market_of(request).competitors
    return worked_out(
        request,
        ("competitors", name, *states, "", *tiers),
        lambda: theirs.pool(name, states=states, tiers=tiers),
        _LOOKING,
    )


def _won(request: Request) -> pd.DataFrame:
    return worked_out(request, "won", market_of(request).competitors.won, _LOOKING)


def _addresses(path: str, query: QueryParams, formats: Iterable[str]) -> dict[str, str]:
    """Return the addresses of the same accounts as a file, by the name of its format."""
    kept = [pair for pair in query.multi_items() if pair[0] in ("competitor", "state", "tier")]
    return {FORMATS[each]: f"{path}?{urlencode([*kept, ('as', each)])}" for each in formats}


def _title(name: str, states: list[str], tiers: list[str]) -> str:
    """Return what is listed: "Rival: left, Best fit"."""
    rest = ", ".join([*states, *tiers])
    return ": ".join(filter(None, [name or "Customers of competitors", rest]))


def _counted(counts: pd.DataFrame) -> list[Row]:
    """Return the rows of counts, each cell with the address of the accounts in it."""
    rows = rows_of(counts)
    for row in rows:
        of_all = {"competitor": row["competitor"]}
        in_state = of_all | {"state": row["state"]}
        asked = {"competitor": of_all, "state": {"state": row["state"]}, "accounts": in_state}
        asked |= {each: in_state | {"tier": _TIERS[each]} for each in _TIERS if row.get(each)}
        row["links"] = {each: f"/competitors?{urlencode(pairs)}" for each, pairs in asked.items()}
    return rows


def _count_columns(pool: Pool, counts: pd.DataFrame) -> list[Column]:
    titles = {"competitor": "Competitor", "state": "State", "accounts": "Companies", **_TIERS}
    titles["not_ranked"] = titles["not_ranked"].capitalize()
    shown = (str(each) for each in counts.columns[pool.telling(counts)])
    return [
        Column(each, titles[each], "text" if each in ("competitor", "state") else "number")
        for each in shown
    ]


def _telling(table: pd.DataFrame, name: str) -> list[Column]:
    """Return the columns that say something of some account."""
    return [
        each
        for each in _ACCOUNTS
        if (each.name in _ALWAYS or table[each.name].notna().any())
        and not (name and each.name == "competitor")
    ]


ROUTES = [
    shows("/competitors", competitors),
    shows("/competitors/list", shown),
    shows("/competitors/research", research),
]
