"""Statuses in words: what a company of each is, one and several."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

NOUNS = {
    "customer": ("customer", "customers"),
    "prospect": ("prospect", "prospects"),
    "open deal": ("open deal", "open deals"),
    "partner": ("partner", "partners"),
    "churned": ("churned customer", "churned customers"),
    "competitor": ("competitor", "competitors"),
    "bad fit": ("company labelled a bad fit", "companies labelled a bad fit"),
}


def statuses_counted(counts: Mapping[str, int]) -> str:
    """Return numbers of companies by status in words: "60 customers, 35 partners"."""
    return ", ".join(f"{many:,} {NOUNS[status][many != 1]}" for status, many in counts.items())
