"""The back-test: its kept verdict, and a new one made in the background."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph_icp.errors import GraphICPError
from graph_icp.output.backtest_tables import methods_shown, relations_shown, tiers_shown
from graph_icp.output.pages.backtest_page import charts_of
from graph_icp.web.background import PATIENCE
from graph_icp.web.columns import Column, capital
from graph_icp.web.facts import trait_named
from graph_icp.web.rendering import AGAIN, held_of, market_of, page
from graph_icp.web.routing import begins, shows
from graph_icp.web.rows import rows_of

if TYPE_CHECKING:
    import pandas as pd
    from starlette.requests import Request
    from starlette.responses import Response

    from graph_icp.market.backtesting import Backtest
    from graph_icp.market.market import Market

# How a verdict looks, by its answer.
_LOOKS = {"Works": "good", "A hint": "hint"}


def backtest(request: Request) -> Response:
    """Answer with the last verdict, and with all of the back-test that this server made."""
    tested = held_of(request).tested
    work = tested.last()
    if work:
        work.join(PATIENCE)
    kept = tested.kept()
    found = kept.made if kept else None
    under_way = work is not None and work.under_way
    failed = work.failed if work else None
    if failed and not isinstance(failed, GraphICPError):
        raise failed
    answer = page(
        request,
        "backtest",
        verdict=_verdict(str(found.verdict)) if found else None,
        kept=_kept(market_of(request)),
        tested=found,
        tested_at=f"{kept.begun:%Y-%m-%d %H:%M}" if kept else "",
        tables=_tables(found) if found else [],
        charts=_charts(found) if found else [],
        under_way=under_way,
        doing=work.doing if work and under_way else "",
        failed=str(failed or ""),
    )
    if under_way:
        answer.headers["Refresh"] = str(AGAIN)
    return answer


def verdict_of(market: Market, run: int) -> dict[str, str] | None:
    """Return the verdict that is kept with a run, as it is shown; None where there is none."""
    verdict = market.runs.verdict(run) if run else ""
    return _verdict(verdict) if verdict else None


def _verdict(text: str) -> dict[str, str]:
    """Return a verdict with how it looks: its answer, and what follows."""
    answer, _, rest = text.partition(". ")
    answer = answer.removesuffix(".")
    return {"answer": answer, "rest": rest, "look": _LOOKS.get(answer, "bad")}


def _kept(market: Market) -> dict[str, Any] | None:
    """Return the last verdict that is kept with a run, with the run; None where there is none."""
    runs = rows_of(market.runs.table().sort_values("asked_at"))
    kept = next((each for each in reversed(runs) if each["verdict"]), None)
    if kept is None:
        return None
    return {**_verdict(kept["verdict"]), "run": kept["run"], "last": runs[-1]["run"]}


def _tables(tested: Backtest) -> list[tuple[str, list[Column], list[dict[str, Any]]]]:
    """Return the tables below the verdict: heading, columns and rows."""
    relations = relations_shown(tested.relations)
    relations["relation"] = relations["relation"].map(trait_named)
    return [
        _table("Where the hidden customers come in the list", tiers_shown(tested.tiers)),
        _table("What relations add", relations),
        _table("Methods", methods_shown(tested.methods)),
    ]


def _table(heading: str, table: pd.DataFrame) -> tuple[str, list[Column], list[dict[str, Any]]]:
    first, *numbers = map(str, table.columns)
    columns = [Column(first, capital(first))]
    return (
        heading,
        [*columns, *(Column(each, capital(each), "number") for each in numbers)],
        rows_of(table),
    )


def _charts(tested: Backtest) -> list[Any]:
    return charts_of(tested.method, tested.tiers, tested.gains, tested.calibration, tested.curve)


ROUTES = [shows("/backtest", backtest), begins("/backtest", lambda held: held.tested)]
