"""Reasons in words, as a salesperson would say them aloud, the most particular ones first."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING

from graph_icp.discovery.ranking.phrases import again, described, shown
from graph_icp.graph.relations import relation as relation_named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph_icp.discovery.ranking.link_dates import LinkDates
    from graph_icp.discovery.ranking.reasons import Reason

# The phrase for traits that only the hypothesis supports.
AS_THOUGHT = "as your hypothesis says"
# What is said of people who tie an account to customers, and of them where nobody is named.
_WORKED = "has worked at"
_PEOPLE_ALONE = "People who worked at your customers have worked there"
# The clauses that are remembered.
REMEMBERED = 1 << 16
NOTHING = "No clear reason: it looks like any company of the market"


def sentence(named: Sequence[Reason], dates: LinkDates, like: str = "") -> str:
    """Return reasons as a sentence.

    Parameters
    ----------
    named : sequence of Reason
    dates : LinkDates
        Those of the reasons' links.
    like : str
        The customer most like the account, where one is.

    Returns
    -------
    str
        "Uses Argo CD, as 14 of your 59 customers do (22 of 891 prospects); sponsored KubeCon EU
        2023 (3 years ago), as 4 of 22 customers did (9 of 310 prospects); of your customers most
        like Intuit"
    """
    if not named:
        return NOTHING
    # What is over for years, or without a date, stands behind the rest.
    ordered = sorted(named, key=lambda each: (each.customers == 1, dates.is_past(each.link)))
    by_relation: dict[str, list[Reason]] = defaultdict(list)
    for each in ordered:
        by_relation[each.link.relation].append(each)
    clauses = [_clause(some, dates) for some in by_relation.values()]
    said = "; ".join(
        [*clauses, *([f"of your customers most like {_inline(like)}"] if like else [])]
    )
    return said[0].upper() + said[1:]


def without_people(said: str) -> str:
    """Return a sentence of reasons without the clauses that name people.

    No name holds a semicolon in it, so that clauses are apart.
    """
    kept = [each for each in said.split("; ") if f" {_WORKED} " not in each]
    told = "; ".join(kept)
    return told[:1].upper() + told[1:] or _PEOPLE_ALONE


def _inline(name: str) -> str:
    """Return a name in which nothing looks like the end of a clause or line."""
    return " ".join(name.replace(";", ",").split())


def _clause(some: Sequence[Reason], dates: LinkDates) -> str:
    """Return what an account has of one relation: "uses Go, as 4 of 9 customers do, and Rust"."""
    lead, *more = some
    relation = lead.link.relation
    if relation_named(relation).of_people():
        return " and ".join(_worked(each, dates) for each in some)
    name = _led_by(relation, lead.trait)
    said = f"{name}{_dated(lead, dates)}, {_who(lead)}"
    for each in more:
        name = shown(relation, _inline(each.trait)) + _dated(each, dates)
        said += f", and {name}, {_who(each, brief=lead.customers > 1)}"
    return said


# A list says the same few traits again and again.
@lru_cache(maxsize=REMEMBERED)
def _led_by(relation: str, trait: str) -> str:
    return described(relation, [_inline(trait)])


def _worked(person: Reason, dates: LinkDates) -> str:
    at = person.alone or f"{person.customers:,} of your customers"
    return f"{_inline(person.trait)} {_WORKED} {_inline(at)} too{_dated(person, dates)}"


def _dated(reason: Reason, dates: LinkDates) -> str:
    note = dates.note(reason.link)
    return f" ({note})" if note else ""


def _who(reason: Reason, *, brief: bool = False) -> str:
    """Return who else has a trait: "as 14 of your 59 customers do (22 of 891 prospects)"."""
    return _who_has(
        reason.link.relation,
        reason.trait,
        reason.customers,
        reason.of_customers,
        reason.prospects,
        reason.of_prospects,
        reason.alone,
        reason.of_all,
        brief,
    )


@lru_cache(maxsize=REMEMBERED)
def _who_has(
    relation: str,
    trait: str,
    customers: int,
    of_customers: int,
    prospects: float,
    of_prospects: float,
    alone: str,
    of_all: bool,
    brief: bool,
) -> str:
    behind = _prospects(prospects, of_prospects, brief)
    if not customers:
        return f"{AS_THOUGHT}{behind}"
    verb = again(relation, trait, customers)
    if alone:
        return f"as one customer, {_inline(alone)}, {verb}{behind}"
    your = "your " if of_all else ""
    of = "" if brief else f" of {your}{of_customers:,} customers"
    return f"as {customers:,}{of} {verb}{behind}"


def _prospects(prospects: float, of_prospects: float, brief: bool) -> str:
    if prospects != prospects:
        return ""
    of = "" if brief else f" of {of_prospects:,.0f}"
    return f" ({prospects:,.0f}{of} prospects)"
