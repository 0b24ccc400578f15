"""Questions of many companies: the list, those like one, a search, and inbound ones.

The types of parameters and answers are read when the program runs.
"""

import csv
import tempfile
from pathlib import Path
from typing import Annotated, Any

from graph_icp.discovery.ranking.filters import Filters
from graph_icp.discovery.ranking.tiers import TIERS
from graph_icp.errors import ArgumentError, FileError
from graph_icp.graph.model import FEEDBACK, STATUSES
from graph_icp.market.discover_options import SORTS
from graph_icp.market.discovery_list import DiscoveryList
from graph_icp.programs import answers
from graph_icp.programs.desk import Desk, first
from graph_icp.programs.plain import count, known_text, rows, score, text, texts
from graph_icp.programs.private import refuse_people, sentences, why
from graph_icp.programs.shapes import About, fields
from graph_icp.reach.priority import LEVELS

Texts = tuple[str, ...]
# The most companies of one answer, and of one question about inbound ones.
MOST, MOST_INBOUND = 200, 100
Account = Annotated[str, About("The company: a domain (acme.com), a name, an alias or a key")]


def discover(
    desk: Desk,
    *,
    tier: Annotated[Texts, About("Only these tiers", words=TIERS)] = (),
    intent: Annotated[Texts, About("Only these levels of intent", words=LEVELS)] = (),
    country: Annotated[Texts, About("Only these countries, by name or code")] = (),
    industry: Annotated[Texts, About("Only these industries")] = (),
    size: Annotated[Texts, About("Only these sizes in people: 51-200")] = (),
    owner: Annotated[Texts, About("Only those of these colleagues; needs --people")] = (),
    where: Annotated[Texts, About("Only with all of these: uses=Kafka, sponsored")] = (),
    persona_missing: Annotated[Texts, About("Only where nobody of these personas is known")] = (),
    feedback: Annotated[Texts, About("Only of which the team said this last", words=FEEDBACK)] = (),
    tag: Annotated[Texts, About("Only with one of these tags: investor, media")] = (),
    without_tag: Annotated[Texts, About("Without all of these tags")] = (),
    show: Annotated[Texts, About("Hidden tags to list all the same; all for all")] = (),
    status: Annotated[Texts, About("Of these statuses in place of prospects", words=STATUSES)] = (),
    has_door: Annotated[bool, About("Only where a colleague can introduce us")] = False,
    requests: Annotated[bool, About("Only who asked for a demo or contact in 30 days")] = False,
    untaken: Annotated[bool, About("Without those that the team has taken")] = False,
    min_fit: Annotated[float | None, About("Only of at least this fit", least=0, most=100)] = None,
    sort: Annotated[str | None, About("The order, the greatest first", words=SORTS)] = None,
    start: Annotated[int, About("How many companies to pass over", least=0, most=10**9)] = 0,
    limit: Annotated[int, About("How many companies to answer with", least=1, most=MOST)] = 20,
) -> answers.Companies:
    """Return a part of the list of companies to sell to next."""
    if not desk.people:
        refuse_people(owner, where)
    filters = Filters(
        statuses=status or Filters().statuses,
        country=country,
        industry=industry,
        size=size,
        owner=owner,
        where=where,
        min_fit=min_fit,
        tiers=tier,
        feedback=feedback,
        untaken=untaken,
        has_door=has_door,
        requests=requests,
        persona_missing=persona_missing,
        tags=tag,
        without_tags=without_tag,
        shown_tags=show,
    )
    found = desk.ranked.page(filters, sort=sort, intent=intent, start=start, limit=limit)
    answer: answers.Companies = {
        "companies": [_company(row, people=desk.people) for row in rows(found.table)],
        "start": start,
        "next_start": None,
        "matching": found.matching,
        "ranked": found.ranked,
        "learned_from": found.customers,
        "ordered_by": found.ordered_by,
        "meaning": found.meaning,
        "warnings": sentences((*found.health, *found.warnings), people=desk.people),
        "left_out": sentences(_left_out(found), people=desk.people),
        "run": desk.ranked.run,
        "changed": bool(desk.ranked.changed),
        "cut": [],
    }
    answer = desk.fitted(answer)
    last = start + len(answer["companies"])
    answer["next_start"] = last if last < found.matching else None
    return answer


def similar(
    desk: Desk,
    *,
    account: Account,
    limit: Annotated[int, About("How many companies to answer with", least=1, most=MOST)] = 10,
) -> answers.Lookalikes:
    """Return the companies most like one."""
    found = desk.market.similar(account, limit=limit, people=desk.people)
    answer: answers.Lookalikes = {
        "companies": [
            {
                "account": text(row["account"]),
                "domain": known_text(row["domain"]),
                "key": str(row["key"]),
                "likeness": score(row["likeness"], 2),
                "status": text(row["status"]),
                "country": known_text(row["country"]),
                "industry": known_text(row["industry"]),
                "size": known_text(row["size"]),
                "shares": texts(row["shares"]),
            }
            for row in rows(found.table)
        ],
        "left_out": sentences(
            (f"{each.selector}: {each.why}" for each in found.left_out), people=desk.people
        ),
        "cut": [],
    }
    return desk.fitted(answer)


def search(
    desk: Desk,
    *,
    text: Annotated[str, About("Part of a name, an alias, a domain or another key")],
    limit: Annotated[int, About("How many companies to answer with", least=1, most=MOST)] = 20,
) -> answers.Search:
    """Return the companies, and where they may be named the contacts, that have a text."""
    cut: list[str] = []
    found = [_found(row) for row in rows(desk.market.accounts(text))]
    answer: answers.Search = {"companies": first("companies", found, limit, cut), "cut": cut}
    if desk.people:
        people = [_person(row) for row in rows(desk.market.personas.people(text))]
        answer["people"] = first("people", people, limit, cut)
    return desk.fitted(answer)


def qualify(
    desk: Desk,
    *,
    companies: Annotated[
        tuple[answers.Inbound, ...],
        About("The companies, each with a domain or a name (company)", most=MOST_INBOUND),
    ],
) -> answers.Qualified:
    """Return the tiers of inbound companies; nothing of them is stored."""
    for place, each in enumerate(companies, 1):
        if not (each.get("domain") or each.get("company")):
            raise ArgumentError(
                f"Number {place} of 'companies' has neither a domain nor a name (company)."
            )
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "companies.csv"
        with file.open("w", encoding="utf-8", newline="") as to:
            table = csv.DictWriter(to, [*fields(answers.Inbound)])
            table.writeheader()
            table.writerows(companies)
        try:
            found = desk.market.qualify(file, desk.run)
        except FileError as error:
            raise ArgumentError(str(error).replace(str(file), "'companies'")) from error
    answer: answers.Qualified = {
        "companies": [_judged(row, people=desk.people) for row in rows(found.table)],
        "skipped": [f"{many:,} {reason}" for reason, many in found.skipped.items()],
        "cut": [],
    }
    return desk.fitted(answer)


def _company(row: dict[str, Any], *, people: bool) -> answers.Company:
    told: answers.Company = {
        "rank": count(row["rank"]),
        "account": text(row["account"]),
        "domain": known_text(row["domain"]),
        "key": str(row["key"]),
        "tier": row["tier"],
        "fit": score(row["fit"]),
        "intent": score(row.get("intent")),
        "reach": score(row.get("reach")),
        "priority": score(row.get("priority")),
        "cell": known_text(row.get("cell")),
        "coverage": score(row["coverage"], 2),
        "points": score(row["points"]),
        "status": text(row["status"]),
        "feedback": text(row["feedback"]),
        "tags": texts(row["tags"]),
        "industry": known_text(row["industry"]),
        "country": known_text(row["country"]),
        "size": known_text(row["size"]),
        "employees": count(row["employees"]),
        "why": why(row["why"], people=people),
        "customers_it_resembles": texts(row["customers_it_resembles"]),
        "strongest_signal": known_text(row.get("strongest_signal")),
        "newest_signal": known_text(row.get("newest_signal")),
        "personas_known": texts(row.get("personas_known")),
        "personas_missing": texts(row.get("personas_missing")),
        "disqualified_by": sentences(row["disqualified_by"], people=people),
    }
    if people:
        told["owner"] = known_text(row["owner"])
        told["door"] = known_text(row.get("door"))
        told["contacts"] = texts(row["contacts"])
    return told


def _left_out(found: DiscoveryList) -> list[str]:
    """Return how many companies are not in a list, each with why."""
    statuses = [f"{many:,} of status {name}" for name, many in found.other_statuses.items()]
    rules = [f"{many:,} by the rule {rule}" for rule, many in found.disqualified.items()]
    few = {
        "of whom nothing that counts is known": found.unknown,
        "of a family that counts as one": found.relatives,
        f"below Good fit, as the list is ordered by {found.ordered_by}": found.below,
    }
    return [
        *found.filters_left_out(),
        *found.said_of(),
        *(f"{each} (hidden by the tag)" for each in found.hidden_for()),
        *statuses,
        *rules,
        *(f"{many:,} {words}" for words, many in few.items() if many),
    ]


def _found(row: dict[str, Any]) -> answers.Found:
    return {
        "account": text(row["account"]),
        "domain": known_text(row["domain"]),
        "key": str(row["key"]),
        "status": text(row["status"]),
        "country": known_text(row["country"]),
        "industry": known_text(row["industry"]),
        "size": known_text(row["size"]),
        "tags": texts(row["tags"]),
    }


def _person(row: dict[str, Any]) -> answers.FoundPerson:
    return {
        "person": text(row["person"]),
        "title": known_text(row["title"]),
        "persona": known_text(row["persona"]),
        "account": known_text(row["account"]),
        "key": str(row["key"]),
    }


def _judged(row: dict[str, Any], *, people: bool) -> answers.Judged:
    broken = row["disqualified_by"]
    return {
        "company": text(row["company"]),
        "was": row["was"],
        "account": known_text(row["account"]),
        "domain": known_text(row["domain"]),
        "key": known_text(row["key"]),
        "tier": known_text(row["tier"]),
        "fit": score(row["fit"]),
        "coverage": score(row["coverage"], 2),
        "status": known_text(row["status"]),
        "why": why(known_text(row["why"]) or "", people=people),
        "disqualified_by": sentences(broken, people=people) if isinstance(broken, list) else [],
    }
