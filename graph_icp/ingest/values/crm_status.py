"""Status of a company in a CRM, and the value of a customer."""

from __future__ import annotations

from graph_icp.graph.model import STATUSES
from graph_icp.ingest.values.cells import RejectRow, SkipValue, blank, items, number

_OTHER_WORDS = {
    "client": "customer",
    "active customer": "customer",
    "won": "customer",
    "closed won": "customer",
    "evangelist": "customer",
    "lead": "prospect",
    "subscriber": "prospect",
    "marketing qualified lead": "prospect",
    "sales qualified lead": "prospect",
    "target": "prospect",
    "opportunity": "open deal",
    "open": "open deal",
    "former customer": "churned",
    "lost customer": "churned",
    "cancelled": "churned",
    "bad": "bad fit",
    "disqualified": "bad fit",
    "unqualified": "bad fit",
    "channel partner": "partner",
    "reseller": "partner",
    "marketingqualifiedlead": "prospect",
    "salesqualifiedlead": "prospect",
    "mql": "prospect",
    "sql": "prospect",
    "cold": "prospect",
    "customer direct": "customer",
    "customer channel": "customer",
    "existing customer": "customer",
    "past customer": "churned",
    "ex customer": "churned",
    "churned customer": "churned",
    "lost": "churned",
    "inactive customer": "churned",
    "channel partner / reseller": "partner",
    "technology partner": "partner",
    "installation partner": "partner",
    "current client": "customer",
    "active opportunity": "open deal",
    "integrator": "partner",
    "distributor": "partner",
}

# Choices that say nothing about a company's status.
_NOTHING_SAID = frozenset({"other", "investor", "press", "analyst", "vendor", "supplier"})


def status(text: str) -> str | None:
    """Return one of the model's statuses; raises SkipValue for any other word."""
    if blank(text):
        return None
    word = " ".join(text.casefold().replace("_", " ").replace("-", " ").split())
    if word in _NOTHING_SAID:
        return None
    known = _OTHER_WORDS.get(word, word)
    if known not in STATUSES:
        raise SkipValue(f"'{text[:60]}' is not a status")
    return known


def status_among(text: str) -> str | None:
    """Return the first status among a company's labels ("Hot lead, Customer"), None without."""
    for label in items(text):
        try:
            known = status(label)
        except SkipValue:
            continue
        if known:
            return known
    return None


def worth(text: str) -> float | None:
    """Return a customer's value; raises RejectRow outside 0 (not included) to 1."""
    value = number(text)
    if value is not None and not 0 < value <= 1:
        raise RejectRow(f"{text[:60]} is not above 0 and at most 1; divide all by the largest")
    return value
