"""Questions of the whole market: what it holds, its rankings, and what changed between two.

The types of parameters and answers are read when the program runs.
"""

from typing import Annotated, Any

from graph_icp.errors import ArgumentError
from graph_icp.programs import market_answers
from graph_icp.programs.companies import MOST
from graph_icp.programs.desk import Desk, first
from graph_icp.programs.plain import count, day, known_text, number, rows, score, text, texts
from graph_icp.programs.private import moved_by, sentences
from graph_icp.programs.shapes import About

Limit = Annotated[int, About("How many rows to answer with", least=1, most=MOST)]


def summary(desk: Desk, *, limit: Limit = 50) -> market_answers.Summary:
    """Return what the market holds."""
    tables = desk.market.summary()
    cut: list[str] = []
    loads = [_load(row, people=desk.people) for row in rows(tables["loads"])][::-1]
    answer: market_answers.Summary = {
        "nodes": {str(row["kind"]): int(row["number"]) for row in rows(tables["nodes"])},
        "statuses": {str(row["status"]): int(row["accounts"]) for row in rows(tables["statuses"])},
        "relations": [
            {
                "relation": str(row["relation"]),
                "links": int(row["links"]),
                "traits": int(row["traits"]),
                "accounts": int(row["accounts"]),
                "coverage": number(row["coverage"], 3),
            }
            for row in rows(tables["relations"])
        ],
        "loads": first("loads", loads, limit, cut),
        "cut": cut,
    }
    return desk.fitted(answer)


def runs(desk: Desk, *, limit: Limit = 20) -> market_answers.Runs:
    """Return the rankings that are kept."""
    cut: list[str] = []
    told = [_run(row, people=desk.people) for row in rows(desk.market.runs.table())][::-1]
    answer: market_answers.Runs = {"runs": first("runs", told, limit, cut), "cut": cut}
    return desk.fitted(answer)


def diff(
    desk: Desk,
    *,
    old: Annotated[str | None, About("The earlier run, by number or name")] = None,
    new: Annotated[str | None, About("The later run, by number or name")] = None,
    since: Annotated[
        str | None, About("In place of two runs: 7d, 2w or a day (2026-11-23)")
    ] = None,
    everything: Annotated[bool, About("Also companies below Good fit in both")] = False,
    limit: Limit = 50,
) -> market_answers.Difference:
    """Return what changed from one list to another."""
    if (old is None) != (new is None) or (old and since):
        raise ArgumentError("Give two runs, 'old' and 'new', or 'since', or none of them.")
    # By number, as a text may be the name of a file.
    both = [desk.market.runs.number(each) for each in (old, new) if each is not None]
    changes = desk.market.diff(*both, since=since, everything=everything)
    cut: list[str] = []
    told = [_change(row, people=desk.people) for row in rows(changes.table)]
    answer: market_answers.Difference = {
        "before": text(changes.before),
        "now": text(changes.now),
        "counts": changes.counts(),
        "changes": first("changes", told, limit, cut),
        "others": changes.others,
        "remark": text(changes.remark),
        "cut": cut,
    }
    return desk.fitted(answer)


def _load(row: dict[str, Any], *, people: bool) -> market_answers.Load:
    told: market_answers.Load = {
        "load": int(row["load"]),
        "source": str(row["loader"]),
        "as_of": day(row["as_of"]),
        "loaded_at": day(row["loaded_at"]),
        "rows_read": int(row["rows_read"]),
        "accepted": int(row["accepted"]),
        "rejected": int(row["rejected"]),
    }
    if people:
        # A colleague's file often bears their name.
        told["file"] = text(row["file"])
    return told


def _run(row: dict[str, Any], *, people: bool) -> market_answers.ListedRun:
    return {
        "run": int(row["run"]),
        "name": known_text(row["name"]),
        "made_at": day(row["made_at"]),
        "asked_at": day(row["asked_at"]),
        "method": str(row["method"]),
        "profile": known_text(row["profile"]),
        "without": sentences(row["without"], people=people),
        "statuses": texts(row["statuses"]),
        "loads": count(row["loads"]),
        "ranked": count(row["ranked"]),
        "customers": count(row["customers"]),
    }


def _change(row: dict[str, Any], *, people: bool) -> market_answers.Change:
    return {
        "change": str(row["change"]),
        "account": text(row["account"]),
        "domain": known_text(row["domain"]),
        "key": str(row["key"]),
        "tier_before": known_text(row["tier_before"]),
        "tier": known_text(row["tier"]),
        "fit_before": score(row["fit_before"]),
        "fit": score(row["fit"]),
        "rank_before": count(row["rank_before"]),
        "rank": count(row["rank"]),
        "moved_by": moved_by(row["moved_by"], people=people),
    }
