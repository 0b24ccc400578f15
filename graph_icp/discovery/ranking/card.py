"""The account card: why an account has its fit, in what a reader takes in within seconds."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graph_icp.discovery.ranking.bars import Bar, bars
from graph_icp.rounding import cut, whole_score

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from graph_icp.discovery.ranking.explaining import Explanation

# The most customers that a card names, and the most of them at one bar.
CUSTOMERS_NAMED, CHIPS = 8, 4
# The most contacts on a card.
DOORS = 6


@dataclass(frozen=True)
class Door:
    """A person at the account, the colleagues who know them, and their persona, "" for none."""

    person: str
    title: str
    known_by: tuple[str, ...]
    persona: str = ""


@dataclass(frozen=True)
class Lift:
    """A trait that would lift the account into a better tier, and what it would be then."""

    name: str
    fit: int
    tier: str


@dataclass(frozen=True)
class Card:
    """What one account's card says.

    Attributes
    ----------
    name, domain, status, tier : str
        "" where it has no domain.
    fit, points : int, optional
        Whole numbers, a fit rounded down as tiers go by it; None where nothing that counts is
        known of it.
    rank, of_how_many : int, optional
        Its place in the list.
    facts : tuple of str
        Industry, people, country, owner.
    why : str
        The reasons in one sentence.
    bars : tuple of Bar
        They add up to `points`.
    folded : tuple of Bar
        The traits behind the bar of further ones; they add up to it.
    most_like : str
        The customer most like it; "" for none, or where too many are as like.
    hundred : str
        What 100 points are: "a typical customer".
    likeness : int, optional
        How alike that one is, in percent.
    named : tuple of str
        All customers that the card names, the most like the account first.
    doors : tuple of Door
        People at the account, those of a persona first, then those whom a colleague knows.
    doors_left_out : int
    personas : str
        Which must-have personas are known there, in words; "" where none is set.
    unknown : tuple of str
        The titles of relations in which nothing is known of it.
    alone : tuple of str
        What no other company has: "Industry (Farming)".
    what_if : tuple of Lift
    broken : tuple of str
        The rules that it breaks.
    learned_from : int
        The number of customers that the run learned from.
    tags : tuple of str
        What else the account may be, each with its reason: "investor (domain ends in .vc)".
    as_of : str
        The day to which it is told, where that is not today: "2026-07-01".
    others : int, optional
        Of a customer, the number of those that the run learned from but for itself.
    unlisted : str
        What the team said for which no list has it: "not a fit"; "" for nothing.
    """

    name: str
    domain: str
    status: str
    tier: str
    fit: int | None
    points: int | None
    rank: int | None
    of_how_many: int | None
    facts: tuple[str, ...]
    why: str
    bars: tuple[Bar, ...]
    folded: tuple[Bar, ...]
    hundred: str
    most_like: str
    likeness: int | None
    named: tuple[str, ...]
    doors: tuple[Door, ...]
    doors_left_out: int
    personas: str
    unknown: tuple[str, ...]
    alone: tuple[str, ...]
    what_if: tuple[Lift, ...]
    broken: tuple[str, ...]
    learned_from: int
    tags: tuple[str, ...] = ()
    as_of: str = ""
    others: int | None = None
    unlisted: str = ""


def card(
    explanation: Explanation,
    contacts: pd.DataFrame,
    learned_from: int,
    hundred: str,
    rank: int | None = None,
    of_how_many: int | None = None,
    personas: str = "",
    tags: tuple[str, ...] = (),
    as_of: str = "",
    others: int | None = None,
    unlisted: str = "",
) -> Card:
    """Return the card of an explained account.

    Parameters
    ----------
    explanation : Explanation
    contacts : DataFrame
        One row a person at the account: person, title, known_by (list of colleagues), persona
        (None where of none).
    learned_from : int
        The number of customers that were learned from.
    hundred : str
        What 100 points are.
    rank, of_how_many : int, optional
        Its place in the list.
    personas : str
        Which must-have personas are known there, in words.
    tags : tuple of str
        What else it may be, each with its reason.
    as_of : str
        The day to which it is told, where that is not today.
    others : int, optional
        Of a customer, the number of those that were learned from but for itself.
    unlisted : str
        What the team said for which no list has it, "" for nothing.
    """
    about = explanation.account
    scored = not math.isnan(explanation.total)
    shown, folded = bars(explanation) if scored else ((), ())
    most_like = explanation.most_like
    named = _named(shown, most_like, explanation.named)
    doors = _doors(contacts)
    return Card(
        name=str(about["name"]),
        domain=_text(about["domain"]),
        status=_text(about["status"]),
        tier=explanation.tier,
        fit=whole_score(explanation.fit) if scored else None,
        points=sum(bar.points for bar in shown) if scored else None,
        rank=rank,
        of_how_many=of_how_many,
        facts=_facts(explanation),
        why=explanation.why if scored else "",
        bars=tuple(_with_chips(bar, named) for bar in shown),
        folded=folded,
        hundred=hundred,
        most_like=most_like,
        likeness=round(100 * explanation.closest["likeness"].max()) if most_like else None,
        named=named,
        doors=doors[:DOORS],
        doors_left_out=max(len(doors) - DOORS, 0),
        personas=personas,
        unknown=tuple(explanation.unknown),
        alone=tuple(explanation.alone),
        what_if=tuple(
            Lift(row["name"], int(cut(row["fit"])), row["tier"])
            for row in explanation.what_if.to_dict("records")
        ),
        broken=tuple(str(rule) for rule in explanation.broken),
        learned_from=learned_from,
        tags=tags,
        as_of=as_of,
        others=others,
        unlisted=unlisted,
    )


def _named(shown: tuple[Bar, ...], most_like: str, in_sentence: Sequence[str]) -> tuple[str, ...]:
    """Choose the few customers that the whole card names, so that each bar has one of them."""
    named = [*([most_like] if most_like else []), *in_sentence]
    for bar in shown:
        if bar.like and not set(bar.like) & set(named):
            named.append(bar.like[0])
    further = [bar.like[place] for place in range(CHIPS) for bar in shown if place < len(bar.like)]
    return tuple(dict.fromkeys([*named, *further]))[:CUSTOMERS_NAMED]


def _with_chips(bar: Bar, named: tuple[str, ...]) -> Bar:
    chips = dict.fromkeys(each for each in bar.like if each in named)
    return replace(bar, like=tuple(chips)[:CHIPS])


def _facts(explanation: Explanation) -> tuple[str, ...]:
    about = explanation.account
    lines = explanation.points
    # Accounts hold a country's code; its trait has the name.
    countries = lines["name"][(lines["relation"] == "country") & (lines["trait"] != "")]
    owner = _text(about["owner"])
    facts = [
        _text(about["industry"]),
        _people(about),
        *([str(each) for each in countries] or [_text(about["country"])]),
        owner and f"owner {owner}",
    ]
    return tuple(each for each in facts if each)


def _people(about: dict[str, object]) -> str:
    """Return its size: "210 people", "51-200 people", "enterprise"."""
    employees, size = about["employees"], _text(about["size"])
    if isinstance(employees, int | float) and not math.isnan(employees):
        return "1 person" if round(employees) == 1 else f"{employees:,.0f} people"
    return f"{size} people" if size[:1].isdigit() else size


def _doors(contacts: pd.DataFrame) -> tuple[Door, ...]:
    doors = [
        Door(
            *(_text(row["person"]), _text(row["title"]), tuple(row["known_by"])),
            _text(row["persona"]),
        )
        for row in contacts.to_dict("records")
    ]
    return tuple(sorted(doors, key=lambda each: (not each.persona, not each.known_by)))


def _text(value: object) -> str:
    """Return a text, "" where there is none."""
    return value if isinstance(value, str) else ""
