"""Shares and ratios as people read them: whole percents, "12 times", never 1.7e+02."""

from __future__ import annotations

from math import floor, isnan, log10

# A share that is above 0 and would be shown as 0%.
UNDER = "under 1%"


def percent(share: float, unknown: str = "") -> str:
    """Return a share, 0 to 1, in whole percents; what is above none is not shown as 0%."""
    if isnan(share):
        return unknown
    shown = f"{share:.0%}"
    return UNDER if shown == "0%" and share > 0 else shown


def ratio(value: float) -> str:
    """Return a ratio to two digits: "0.26", "5.8", "12", "170", "1,300"."""
    if value <= 0:
        return "0"
    digits = 1 - floor(log10(value))
    text = f"{round(value, digits):,.{max(min(digits, 2), 0)}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def times(value: float, low: float, high: float) -> str:
    """Return how often against the market, and the interval: "5.8 times (3.1 to 9.8)".

    Parameters
    ----------
    value, low, high : float
        A ratio and its interval; the first and the last are nan where the market has none.
    """
    if isnan(high):
        return f"at least {ratio(low)} times"
    if value <= 0:
        return f"never (at most {ratio(high)} times)"
    return f"{ratio(value)} times ({ratio(low)} to {ratio(high)})"


def whole(number: float) -> str:
    """Return a mean of counts as a whole number of people or companies."""
    return f"{floor(number + 0.5):,}"
