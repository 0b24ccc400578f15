"""Spellings of numbers: separators, currencies and units."""

from __future__ import annotations

import re

DASHES = str.maketrans(
    dict.fromkeys("\N{MINUS SIGN}\N{EN DASH}\N{EM DASH}\N{HYPHEN}\N{NON-BREAKING HYPHEN}", "-")
)
"""For `str.translate`: every dash becomes the one on the keyboard."""

_UNITS = {
    "": 1.0,
    **dict.fromkeys(["k", "tsd", "thousand"], 1e3),
    **dict.fromkeys(["m", "mm", "mn", "mio", "mln", "million", "millions", "millionen"], 1e6),
    **dict.fromkeys(["b", "bn", "mrd", "billion", "billions", "milliarden"], 1e9),
    **dict.fromkeys(["t", "tn", "trillion", "trillions"], 1e12),
}

_CURRENCY = r"(?:us\$|[$€£¥₹]|usd|eur|gbp|chf|cad|aud|inr|jpy|sek|nok|dkk|pln)?"
_NUMBER = re.compile(
    rf"(?P<minus>-?)\+?{_CURRENCY}(?P<digits>\d(?:[\d.,]*\d)?)(?P<power>e[-+]?\d+)?"
    rf"(?P<unit>[a-z]*?)\.?{_CURRENCY}"
)
_GAPS = re.compile(r"[\s'\N{RIGHT SINGLE QUOTATION MARK}]+")
_COMMA_OF_THOUSANDS = re.compile(r"[1-9]\d{0,2},\d{3}")


def number_of(text: str) -> float | None:
    """Read a number by the rule that `graph_icp.ingest.values.cells.number` states.

    Parameters
    ----------
    text : str
        Such as "1,234", "3.5M" or "€ 3 Mio".

    Returns
    -------
    float or None
        The number, possibly infinite; None where the text is not one number.
    """
    match = _NUMBER.fullmatch(_GAPS.sub("", text.translate(DASHES)).lower())
    if match is None or match["unit"] not in _UNITS:
        return None
    digits = _plain(match["digits"])
    if digits is None:
        return None
    found = float(digits + (match["power"] or "")) * _UNITS[match["unit"]]
    return -found if match["minus"] else found


def _plain(digits: str) -> str | None:
    """Remove the separators of thousands, and make the decimal mark a dot."""
    marks = re.sub(r"\d", "", digits)
    if len(marks) > 1 and marks[-1] not in marks[:-1]:
        whole, _, decimals = digits.rpartition(marks[-1])
        grouped = _ungrouped(whole, marks[0])
        return grouped and f"{grouped}.{decimals}"
    if len(marks) > 1 or _COMMA_OF_THOUSANDS.fullmatch(digits):
        return _ungrouped(digits, marks[0])
    return digits.replace(",", ".")


def _ungrouped(digits: str, mark: str) -> str | None:
    """Join groups of three, or India's groups of two before the last three."""
    group = re.escape(mark)
    if re.fullmatch(rf"\d{{1,3}}(?:{group}\d{{2,3}})*{group}\d{{3}}", digits):
        return digits.replace(mark, "")
    return None
