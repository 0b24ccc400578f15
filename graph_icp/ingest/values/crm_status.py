"""Status of a company in a CRM, and the value of a customer."""

from __future__ import annotations

import re
from contextlib import suppress
from functools import cache

from graph_icp.graph.model import STATUSES
from graph_icp.identity.folding import fold_alike
from graph_icp.ingest.values.cells import RejectRow, SkipValue, UnknownWord, blank, number
from graph_icp.ingest.values.lists import items
from graph_icp.word_lists import word_lists

# Between the parts of a status: "Customer (Churned)", "Customer - Expansion", "1. Lead".
_PARTS = re.compile("[()\\[\\]{}:;|/\\\\,>]+|\\s[-\N{EN DASH}\N{EM DASH}]+\\s")


_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def status(text: str) -> str | None:
    """Return one of the model's statuses.

    Parameters
    ----------
    text : str
        In the words of a CRM, such as "Kunde", "Current Customer", "Customer (Churned)".

    Returns
    -------
    str or None
        The status; None where the text says nothing of it ("Supplier").

    Raises
    ------
    UnknownWord
        The text is no status that is known.
    """
    if blank(text):
        return None
    word = fold_alike(text)
    # "Churned 2024": a year says when, not what.
    found = _of_words(word) or _of_words(_YEAR.sub("", word).strip()) or _of_parts(text)
    if found is None:
        raise UnknownWord(f"'{text.strip()[:60]}' is not a status")
    return None if found == "nothing said" else found


def _of_parts(text: str) -> str | None:
    """Return what a status with several parts says: the first part, if no other contradicts it."""
    folded = map(fold_alike, _PARTS.split(text))
    parts = [part for part in folded if part and not part.isdigit()]
    if not parts:
        return None
    first = _of_words(parts[0])
    rest = {found for part in parts[1:] if (found := _of_words(part))}
    words = {word for part in parts[1:] for word in part.split()}
    once = words & _listed()["once customer"]
    if first == "customer" and once and rest <= {"customer", "churned"}:
        return "churned" if rest or len(words) == len(once) else None
    return first if rest <= {first} and not once else None


def _of_words(text: str) -> str | None:
    """Return what a text says that is one of the listed words, or a customer of some kind."""
    for known in (*STATUSES, "nothing said"):
        if text in _listed()[known]:
            return known
    words = [word for word in text.split() if not word.isdigit()]
    nouns = [word for word in words if word in _listed()["customer"]]
    beside = {word for word in words if word not in nouns}
    if len(nouns) != 1 or not beside <= _listed()["beside"]:
        return None
    if beside & _listed()["once customer"]:
        return "churned"
    return "prospect" if beside & _listed()["not yet customer"] else "customer"


@cache
def _listed() -> dict[str, frozenset[str]]:
    """Return the entries of crm_status.txt by heading, folded; "beside" is a customer's words."""
    entries = word_lists(__package__, "crm_status.txt")
    lists = {heading: frozenset(map(fold_alike, each)) - {""} for heading, each in entries.items()}
    of_customers = (each for heading, each in lists.items() if heading.endswith(" customer"))
    return {**lists, "beside": frozenset().union(*of_customers)}


def status_among(text: str) -> str | None:
    """Return the first status among a company's labels, None without one.

    "Prospect" counts only where no other does: "Hot lead, Customer" is a customer.
    """
    found = []
    for label in items(text):
        with suppress(SkipValue):
            found.append(status(label))
    said = [each for each in found if each]
    return next((each for each in said if each != "prospect"), said[0] if said else None)


def worth(text: str) -> float | None:
    """Return a customer's value; raises RejectRow outside 0 (not included) to 1."""
    value = number(text)
    if value is not None and not 0 < value <= 1:
        raise RejectRow(f"{text[:60]} is not above 0 and at most 1; divide all by the largest")
    return value
