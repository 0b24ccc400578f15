"""The verdict of a back-test: Works, A hint or Do not use, with the numbers that say so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_icp.discovery.health.list_health import ENOUGH_CUSTOMERS
from graph_icp.graph.relations import relation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_icp.discovery.backtest.evidence import Evidence, WithoutLopsided

WORKS, HINT, DO_NOT_USE = _ANSWERS = "Works", "A hint", "Do not use"
# Below this found or not is luck.
FEW_HIDDEN = 5
# An interval of the AUC wider than this may mean anything.
WIDE = 0.2
# By how much the first names must exceed chance.
CLEARLY = 1.5


@dataclass(frozen=True)
class Verdict:
    """The conclusion of a back-test.

    Attributes
    ----------
    answer : str
        WORKS, HINT or DO_NOT_USE.
    first_names : str
        "Of the first 20 names 13 were customers; by chance 0.3."; where a lopsided relation
        counts, also how many were without it.
    because : str
        The reason for a lesser answer, and what does not count; "" for none.
    """

    answer: str
    first_names: str
    because: str

    def __str__(self) -> str:
        return " ".join(filter(None, (f"{self.answer}.", self.first_names, self.because)))


def verdict(shown: Evidence) -> Verdict:
    """Return the conclusion, no better than without lopsided relations; see docs/rules.md."""
    answer, reason = _judged(shown)
    if left := shown.without_lopsided:
        lesser, why = _judged(left.shown)
        if _ANSWERS.index(lesser) > _ANSWERS.index(answer):
            answer, reason = lesser, f"Without {_named(left)}: {_uncapitalised(why)}"
    because = " ".join(filter(None, (reason, _unknown(shown))))
    return Verdict(answer, _first_names(shown), because)


def _judged(shown: Evidence) -> tuple[str, str]:
    """Return the answer to a back-test as it stands, and the reason for a lesser one."""
    against, doubts = next(_against(shown), ""), next(_doubts(shown), "")
    return (DO_NOT_USE if against else HINT if doubts else WORKS), against or doubts


def _named(left: WithoutLopsided) -> str:
    return " and ".join(relation(each).title.lower() for each in left.relations)


def _uncapitalised(reason: str) -> str:
    reason = reason.removeprefix("But ")
    return reason[:1].lower() + reason[1:]


def _against(shown: Evidence) -> Iterator[str]:
    """Give the reasons not to use a ranking."""
    if shown.different < FEW_HIDDEN:
        were = "customer was" if shown.different == 1 else "customers were"
        yield f"But only {shown.different} {were} hidden{shown.whom}, too few to tell from luck."
    if shown.giveaways:
        first, more = shown.giveaways[0].selector, len(shown.giveaways) - 1
        others = f" and {more} more give" if more else " gives"
        yield f"But {first}{others} the answer away: leave it out and test again."
    if shown.auc_low <= 0.5 and shown.lift_low <= 1:
        below = shown.auc_high < 0.5
        yield (
            "Hidden customers even rank below other companies." if below else "That may be chance."
        )
    if shown.popularity and shown.popularity.beats:
        yield ("But how much we know of a company, whoever your customers are, finds them as well.")


def _doubts(shown: Evidence) -> Iterator[str]:
    """Give the reasons why a ranking that is better than chance is a hint at most."""
    if shown.customers < ENOUGH_CUSTOMERS or shown.hidden < FEW_HIDDEN:
        yield (
            f"That is of {shown.customers} customers{shown.whom}, {shown.hidden} hidden at a time; "
            f"from {ENOUGH_CUSTOMERS} on, {FEW_HIDDEN} hidden, it becomes reliable."
        )
    if shown.first.found < min(CLEARLY * shown.first.by_chance, shown.first.names):
        yield "Better than chance over the whole list, but hardly among the first names."
    if shown.auc_low <= 0.5:
        yield "Better than chance among the first names, but not over the whole list."
    if shown.lift_low <= 1:
        yield "Better than chance over the whole list, but not surely in its top tenth."
    if shown.auc_high - shown.auc_low > WIDE:
        yield "Better than chance, but how much is unsure: hide or name more customers."
    if shown.popularity and not shown.popularity.better:
        yield (
            "Hardly better than ranking companies by how much we know of them, whoever your "
            "customers are."
        )


def _unknown(shown: Evidence) -> str:
    if not shown.unknown:
        return ""
    return f"Nothing is known of {shown.unknown:.0%} of hidden customers, which are ranked last."


def _first_names(shown: Evidence) -> str:
    first = shown.first
    found = _whole(first.found)
    were = {0: "none was a customer", 1: "1 was a customer"}.get(found, f"{found} were customers")
    said = f"Of the first {first.names:,} names {were}; by chance {_few(first.by_chance)}."
    if left := shown.without_lopsided:
        without = _whole(left.found)
        fewer = "as many" if without == found else without or "none"
        name = _named(left)
        are, it = ("are", "them") if len(left.relations) > 1 else ("is", "it")
        said += (
            f" {name[:1].upper()}{name[1:]} {are} known of customers far more often; without {it} "
            f"{fewer}."
        )
    return said


def _whole(number: float) -> int:
    return int(number + 0.5)


def _few(number: float) -> str:
    if number < 0.05:
        return "hardly any"
    return f"{number:.1f}".removesuffix(".0") if number < 9.95 else f"{number:,.0f}"
