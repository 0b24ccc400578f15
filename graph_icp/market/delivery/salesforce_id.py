"""Salesforce's ids: the 15 characters that people see, and the 18 that survive any program.

The three further characters say which letters of each five are capitals (Salesforce help article
000385585), so that programs that do not tell case apart tell ids apart.
"""

from __future__ import annotations

SHORT = 15
_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"


def whole_id(short: str) -> str:
    """Return an id of 15 characters with its check of three; others stay as they are.

    Parameters
    ----------
    short : str
        Such as "0015e00000Ab1cd".

    Returns
    -------
    str
        "0015e00000Ab1cdAAB".
    """
    if len(short) != SHORT or not (short.isascii() and short.isalnum()):
        return short
    fives = (short[place : place + 5] for place in range(0, SHORT, 5))
    return short + "".join(_DIGITS[_capitals(five)] for five in fives)


def _capitals(five: str) -> int:
    """Return which of five characters are capitals, as bits from the first."""
    return sum(1 << place for place, letter in enumerate(five) if "A" <= letter <= "Z")
