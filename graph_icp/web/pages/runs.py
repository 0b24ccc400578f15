"""The runs that are kept, and two of them compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph_icp.errors import AddressError
from graph_icp.market.icp.icp_change import lines_changed
from graph_icp.market.run_comparison import moves_said
from graph_icp.web.columns import Column, with_arrows
from graph_icp.web.facts import trait_named
from graph_icp.web.rendering import market_of, page, worked_out
from graph_icp.web.routing import shows
from graph_icp.web.rows import moves_of, rows_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from graph_icp.market.market import Market

# How many changes of tiers stand on the page, and how many that moved farthest.
CHANGES, FARTHEST = 100, 25
_RUNS = (
    Column("called", "Run"),
    Column("made", "Made"),
    Column("question", "Question"),
    Column("customers", "Customers", "number"),
    Column("ranked", "Ranked", "number"),
    Column("verdict", "Back-test"),
)
_MOVED = (
    Column("place", "Place by fit"),
    Column("fit", "Fit"),
    Column("tier", "Tier", "short"),
    Column("moved_by", "Most of it by"),
)
_CHANGES = (Column("account", "Company", "account"), Column("change", "Change"), *_MOVED)


def runs(request: Request) -> Response:
    """Answer with the runs, and with what changed between two that the address names."""
    market = market_of(request)
    kept = rows_of(market.runs.table())
    # The first run that went by a text stands for it.
    first = {each["icp"]: each["run"] for each in reversed(kept)}
    rows = [_row(each, first[each["icp"]]) for each in reversed(kept)]
    old, new = (request.query_params.get(name, "").strip() for name in ("old", "new"))
    if bool(old) != bool(new):
        raise AddressError("Two runs are compared; the address names one: ?old=1&new=2.")
    chosen = (old, new) if old else tuple(str(each["run"]) for each in reversed(rows[:2]))
    compared = None
    if old:
        compared = worked_out(
            *(request, ("compared", old, new), lambda: _compared(market, old, new)),
            title="Comparing two runs",
        )
    return page(
        request,
        "runs",
        rows=rows,
        columns=_RUNS,
        chosen=chosen,
        compared=compared,
        compared_columns=_CHANGES,
    )


def _row(run: dict[str, Any], icp: int) -> dict[str, Any]:
    """Return a run as the page lists it; its icp.toml is that of run `icp`."""
    name = f" “{run['name']}”" if run["name"] else ""
    return {
        **run,
        "called": f"{run['run']}{name}",
        "made": f"{run['made_at']:%Y-%m-%d %H:%M}",
        "question": _question(run, icp),
        "verdict": run["verdict"].partition(".")[0] or "not tested",
    }


def _question(run: dict[str, Any], icp: int) -> str:
    """Return in words what a run was asked."""
    told = [
        f"profile {run['profile']}" if run["profile"] else "",
        f"without {', '.join(map(trait_named, run['without']))}" if run["without"] else "",
        f"method {run['method']}" if run["method"] != "auto" else "",
        f"ranks {', '.join(run['statuses'])}" if run["statuses"] != ["prospect"] else "",
        "" if not run["icp"] else "icp.toml" if icp == run["run"] else f"icp.toml as of run {icp}",
    ]
    return "; ".join(filter(None, told)) or "as usual"


def _compared(market: Market, old: str, new: str) -> dict[str, Any]:
    """Return what changed between two runs, by tiers and by places."""
    one, other = (market.runs.number(each) for each in (old, new))
    changes = market.diff(one, other)
    moved = market.runs.compare(one, other)
    return {
        "summary": changes.summary,
        "remark": changes.remark,
        "others": changes.others,
        "changes": moves_of(changes.table.head(CHANGES)),
        "more_changes": max(0, len(changes.table) - CHANGES),
        "lines": lines_changed(*(market.runs.icp_text(each) for each in (one, other))),
        "moves_said": [with_arrows(each) for each in moves_said(moved)],
        "moves": moves_of(moved.head(FARTHEST)),
        "more_moves": max(0, len(moved) - FARTHEST),
    }


ROUTES = [shows("/runs", runs)]
