"""Strengths of evidence between two people, 0 to 1, and their labels, by docs/rules.md."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from graph_icp.rounding import reaches

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers: TypeAlias = "NDArray[np.float64]"

STRONG, GOOD, WEAK = 0.6, 0.35, 0.15
LABELS = ((STRONG, "Strong"), (GOOD, "Good"), (WEAK, "Weak"))
# No evidence makes two people surer acquaintances.
MOST = 0.95

RATINGS = {"strong": 0.9, "good": 0.6, "weak": 0.3}
# Employees of an employer whose size is unknown.
UNKNOWN_SIZE = 500.0
# Employers above this make no Weak: two people there are never compared.
LARGEST = 600.0
# Up to this size, and from so many months on, two people know each other.
SMALL, LONG = 200.0, 6.0
SHORTEST = 3.0


def label(strength: float) -> str:
    """Return Strong, Good or Weak, "" for what is too weak to be shown."""
    return next((word for least, word in LABELS if reaches(strength, least)), "")


def rated(ratings: Numbers, years: Numbers) -> Numbers:
    """Return the strength of a colleague's word, by its value in RATINGS."""
    return ratings * _faded(years, 4)


def written(each_way: Numbers, meetings: Numbers, years: Numbers) -> Numbers:
    """Return the strength of mails that went each way, and of meetings."""
    often = np.clip(1 + each_way + 3 * meetings, 1, 100) / 100
    since = np.maximum(years, 0)
    return often * (1 - 0.75 * np.minimum(1, since / 2) - 0.25 * np.minimum(1, since / 6))


def won(years: Numbers) -> Numbers:
    """Return the strength of a won deal between its owner and its contact."""
    return 0.6 * _faded(years, 3)


def connected(years: Numbers) -> Numbers:
    """Return the strength of a connection on LinkedIn, the least one where its day is unknown."""
    return np.fmax(0.1, 0.3 * _faded(years, 5))


def worked(employees: Numbers, months: Numbers, years: Numbers) -> Numbers:
    """Return the strength of months at the same employer; 0 below three of them."""
    small = np.minimum(1, 100 / np.maximum(employees, 1))
    strength = 0.9 * small * (1 - 2 ** (-months / 12)) * _faded(years, 4)
    return np.where(months >= SHORTEST, strength, 0.0)


def met(guests: Numbers, years: Numbers) -> Numbers:
    """Return the strength of an event with so many known attendees."""
    return 0.5 * np.minimum(1, 10 / np.maximum(guests, 1)) * _faded(years, 1)


def _faded(years: Numbers, half_life: float) -> Numbers:
    """Return what is left after years; what is dated in the future has not faded."""
    faded: Numbers = 2 ** (-np.maximum(years, 0) / half_life)
    return faded
