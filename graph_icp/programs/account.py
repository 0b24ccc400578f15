"""Questions of one company: why it has its fit, and who can open its door.

The types of parameters and answers are read when the program runs.
"""

from typing import Annotated, Any

from graph_icp.graph.relations import relation
from graph_icp.market.accounts.explained import Explained
from graph_icp.market.reach.account_paths import AccountPaths
from graph_icp.programs import answers
from graph_icp.programs.companies import Account
from graph_icp.programs.desk import Desk, first
from graph_icp.programs.plain import (
    count,
    day,
    known_text,
    number,
    rows,
    score,
    text,
    texts,
)
from graph_icp.programs.private import sentences, why
from graph_icp.programs.shapes import About

# Customers that are named beside a line of points.
_LIKE = 3
_SOMEBODY = "somebody who worked at both"
_NOBODY_LOADED = (
    "No file of a colleague is loaded, so nobody's acquaintances are known: 'graph-icp load "
    "Connections.csv --owner NAME' loads what LinkedIn gives them."
)


def explain(
    desk: Desk,
    *,
    account: Account,
    lines: Annotated[
        int, About("How many lines of points, signals and contacts at most each", least=1, most=200)
    ] = 20,
) -> answers.Explained:
    """Return why a company has its fit, and what else is known of it."""
    found = desk.market.explain(account, desk.run)
    about, beside = found.explanation, found.beside
    facts = about.account
    cut: list[str] = []
    points = [_line(row, people=desk.people) for row in _by_weight(found)]
    shown = first("points", points, lines, cut)
    answer: answers.Explained = {
        "account": text(facts["name"]),
        "domain": known_text(facts["domain"]),
        "key": str(facts["key"]),
        "status": text(facts["status"]),
        "industry": known_text(facts["industry"]),
        "country": known_text(facts["country"]),
        "size": known_text(facts["size"]),
        "employees": count(facts["employees"]),
        "tier": about.tier,
        "fit": score(about.fit),
        "rank": found.rank,
        "of_how_many": found.of_how_many,
        "coverage": score(about.coverage, 2),
        "intent": score(beside.intent),
        "reach": score(beside.reach),
        "priority": score(beside.priority),
        "cell": known_text(beside.cell),
        "why": why(about.why, people=desk.people),
        "total": number(about.total),
        "points": shown,
        "rest": round(sum(each["points"] for each in points[len(shown) :]), 2),
        "closest": [
            {
                "customer": text(row["customer"]),
                "domain": known_text(row["domain"]),
                "likeness": score(row["likeness"], 2),
                "key": str(row["key"]),
            }
            for row in rows(about.closest)
        ],
        "unknown": texts(about.unknown),
        "lifts": [
            {
                "relation": str(row["relation"]),
                "name": text(row["name"]),
                "fit": score(row["fit"]),
                "tier": str(row["tier"]),
            }
            for row in rows(about.what_if.head(lines))
        ],
        "disqualified_by": sentences(about.broken, people=desk.people),
        "tags": texts(found.tags),
        "signals": first(
            "signals",
            [_signal(row, people=desk.people) for row in rows(found.signals.table)],
            lines,
            cut,
        ),
        "personas": text(found.personas),
        "said": _said(desk, str(facts["key"])),
        "run": found.run.number,
        "changed": found.run.changed,
        "cut": cut,
    }
    if desk.people:
        answer["owner"] = known_text(facts["owner"])
        answer["next_step"] = text(beside.next_step)
        contacts = [_contact(row) for row in rows(found.contacts)]
        answer["contacts"] = first("contacts", contacts, lines, cut)
    return desk.fitted(answer)


def paths(
    desk: Desk,
    *,
    account: Account,
    hops: Annotated[
        int,
        About("The most steps: 1 without introducers, 2 with one, 3 with two", least=1, most=3),
    ] = 2,
) -> answers.Paths:
    """Return who can open the door of a company; without people's names how well that goes."""
    found = desk.market.paths(account, hops=hops)
    steps = found.steps.groupby("path").size().tolist()
    told = zip(rows(found.table), found.points, steps, strict=True)
    answer: answers.Paths = {
        "account": text(found.account["name"]),
        "domain": known_text(found.account["domain"]),
        "key": str(found.account["key"]),
        "reach": score(found.reach),
        "people": found.people,
        "paths": [_path(row, points, many, people=desk.people) for row, points, many in told],
        "remark": _remark(found),
        "cut": [],
    }
    if desk.people:
        also = (*found.parted, found.almost, *found.may_know, *found.remarks)
        answer["remarks"] = [text(each) for each in also if each]
    return desk.fitted(answer)


def _by_weight(found: Explained) -> list[dict[str, Any]]:
    """Return the lines of points, those first that count most."""
    table = found.explanation.points
    order = table["points"].abs().sort_values(ascending=False, kind="stable").index
    return [*rows(table.loc[order])]


def _line(row: dict[str, Any], *, people: bool) -> answers.Line:
    named = people or not row["relation"] or not relation(row["relation"]).of_people()
    return {
        "relation": row["relation"],
        "name": text(row["name"]) if named else _SOMEBODY,
        "points": round(float(row["points"]), 2),
        "customers": int(row["customers"]),
        "of_customers": int(row["of_customers"]),
        "prospects": count(row["prospects"]),
        "of_prospects": count(row["of_prospects"]),
        "like": [text(each) for each in row["like"][:_LIKE]],
        "note": text(row["note"]),
    }


def _signal(row: dict[str, Any], *, people: bool) -> answers.Signal:
    told: answers.Signal = {
        "day": day(row["day"]),
        "signal": text(row["signal"]),
        "times": count(row["times"]),
        "points": number(row["points"]),
        "not_counted": text(row["not_counted"]),
    }
    if people:
        # It may be the title of who arrived.
        told["what"] = text(row["what"])
        told["person"] = known_text(row["person"])
    return told


def _said(desk: Desk, key: str) -> answers.Said | None:
    """Return what the team said of an account last; its own words name people at will."""
    table = desk.market.feedback.table()
    for row in rows(table[table["key"] == key]):
        told: answers.Said = {
            "feedback": str(row["feedback"]),
            "said_on": day(row["said_on"]),
            "until": day(row["until"]),
        }
        if desk.people:
            told["reason"] = known_text(row["reason"])
            told["said_by"] = known_text(row["said_by"])
        return told
    return None


def _contact(row: dict[str, Any]) -> answers.Contact:
    return {
        "person": text(row["person"]),
        "title": known_text(row["title"]),
        "persona": known_text(row["persona"]),
        "known_by": texts(row["known_by"]),
    }


def _path(row: dict[str, Any], points: float, steps: int, *, people: bool) -> answers.Path:
    told: answers.Path = {
        "strength": score(row["strength"], 2),
        "label": row["label"],
        "points": score(points),
        "steps": steps,
        "persona": known_text(row["persona"]),
    }
    if people:
        told["starter"] = text(row["starter"])
        told["introducer"] = known_text(row["introducer"])
        told["target"] = text(row["target"])
        told["title"] = known_text(row["title"])
        told["evidence"] = texts(row["evidence"])
        told["weakest_link"] = known_text(row["weakest_link"])
        told["ask"] = text(row["ask"])
    return told


def _remark(found: AccountPaths) -> str:
    name = text(found.account["name"])
    if score(found.reach) is None:
        return _NOBODY_LOADED
    if not found.people:
        return f"Nobody is known who works at {name}."
    if found.parted:
        return "Who could introduce us is refused, or rests after a no."
    return f"No path to the people known at {name} is strong enough." if found.table.empty else ""
