"""Reasons in a line of a sheet: short, and different for each account of a list."""

from __future__ import annotations

from itertools import count, groupby
from typing import TYPE_CHECKING

from graph_icp.discovery.ranking.phrases import again, described, in_words
from graph_icp.graph.model import TOPIC
from graph_icp.graph.relations import relation as relation_named

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from graph_icp.discovery.ranking.named_reasons import Reason

LONGEST = 139
"""The most characters of a line."""

# The most of a detail that tells two accounts apart, so that a reason still stands beside it.
_LONGEST_DETAIL = 50
_NO_REASON = "No reason that stands out"
_APART = "; "


def brief_reasons(
    found: Sequence[Sequence[Reason]], details: Sequence[Sequence[str]], alike: Sequence[str] = ()
) -> list[str]:
    """Return the reasons of each account in a line, no two lines equal.

    A customer that alone has a trait is counted and never named. Where one customer at most has
    each of the traits, or they are all of what a company is (its country, its size), the customer
    most like the account leads.

    Parameters
    ----------
    found : sequence of sequences of Reason
        Of each account, as a sentence names them.
    details : sequence of sequences of str
        What else is known of each, by which it is told apart from another with the same line, the
        most telling first.
    alike : sequence of str
        The name of the customer most like each, "" where none is.

    Returns
    -------
    list of str
        "Uses Kafka and Looker, as 19 and 17 of your 60 customers do; based in Germany".
    """
    taken: set[str] = set()
    lines = []
    names = alike or [""] * len(found)
    for reasons, more, like in zip(found, details, names, strict=True):
        lines_of_it = _lines(reasons, more, like)
        line = next(each for each in lines_of_it if each.casefold() not in taken)
        taken.add(line.casefold())
        lines.append(line)
    return lines


def _lines(reasons: Sequence[Reason], details: Sequence[str], like: str) -> Iterator[str]:
    """Give lines about an account, the best first, ever more of its details in them."""
    clauses = _clauses(reasons) or [(_NO_REASON, _NO_REASON)]
    known = [shortened(" ".join(each.split()), _LONGEST_DETAIL) for each in details if each.strip()]
    if like and reasons and all(map(_thin, reasons)):
        lead = shortened(" ".join(f"most like {like}".split()), _LONGEST_DETAIL)
        clauses = [(lead, lead), *clauses]
        known = [each for each in known if each != lead]
    yield _fitted(clauses, "")
    for each in known:
        yield _fitted(clauses, each)
    for number in count(2):
        yield _fitted(clauses, f"{known[-1]} ({number})" if known else f"no. {number}")


def _thin(reason: Reason) -> bool:
    """Return whether a reason is too little to lead: of one customer, or what many are."""
    relation = relation_named(reason.link.relation)
    return reason.customers == 1 or (bool(relation.property) and relation.trait is not TOPIC)


def _clauses(reasons: Sequence[Reason]) -> list[tuple[str, str]]:
    """Return what an account has of each relation, with who else has it and without."""
    clauses = []
    for name, group in groupby(reasons, key=lambda each: each.link.relation):
        some = list(group)
        if relation_named(name).of_people():
            said = [_worked(each) for each in some]
            clauses.append((said[0], said[0]))
            continue
        what = described(name, [" ".join(each.trait.split()) for each in some])
        clauses.append((what + _who(some), what))
    return clauses


def _worked(person: Reason) -> str:
    many = person.customers
    at = "one of your customers" if many == 1 else f"{many:,} of your customers"
    return f"{' '.join(person.trait.split())} has worked at {at} too"


def _who(some: Sequence[Reason]) -> str:
    """Return who else has the traits: ", as 19 and 17 of your 60 customers do"."""
    shared = [each for each in some if each.customers]
    if len(shared) < len(some):
        return ", as your hypothesis says" if not shared else ""
    lead = some[0]
    verb = again(lead.link.relation, lead.trait, max(each.customers for each in some))
    counts = in_words([f"{each.customers:,}" for each in some])
    your = "your " if lead.of_all else ""
    return f", as {counts} of {your}{lead.of_customers:,} customers {verb}"


def _fitted(clauses: Sequence[tuple[str, str]], detail: str) -> str:
    """Return as many clauses as there is room for beside a detail; counts go first."""
    behind = _APART + detail if detail else ""
    room = LONGEST - len(behind)
    for kept in range(len(clauses), 0, -1):
        for counted in range(kept, 0, -1):
            parts = [full if i < counted else bare for i, (full, bare) in enumerate(clauses[:kept])]
            said = _APART.join(parts)
            if len(said) <= room:
                return _capital(said) + behind
    return _capital(shortened(clauses[0][1], room)) + behind


def shortened(text: str, length: int) -> str:
    """Return a text of at most so many characters, cut between words; "…" says that it is cut."""
    if len(text) <= length:
        return text
    begun = text[:length]
    whole = begun.rpartition(" ")[0].rstrip(" ,;") or begun[:-1]
    return f"{whole}…"


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]
