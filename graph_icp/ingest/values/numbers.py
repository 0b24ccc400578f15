"""Spellings of numbers: separators, currencies and units."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

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

_CODES = (
    "usd|eur|gbp|chf|cad|aud|nzd|inr|jpy|cny|rmb|sek|nok|dkk|isk|pln|czk|huf|ron|bgn|rub|uah|try|ils|"
    "aed|sar|qar|kwd|egp|zar|ngn|kes|brl|mxn|ars|clp|cop|pen|sgd|hkd|twd|krw|thb|myr|idr|php|vnd|pkr"
)
_SIGNS = (
    r"(?:us|a|au|c|ca|nz|hk|s|r|mx|nt|cl|co|ar)?\$|[€£¥₹₽₩₺₪₫₱฿₦₴₸]"
    r"|kr|kč|zł|ft|lei|rs|rm|rp|sfr|fr|tl"
)
_CURRENCY = rf"(?:(?:{_SIGNS}|{_CODES})\.?)?"
_NUMBER = re.compile(
    rf"(?P<minus>-?){_CURRENCY}(?P<inner>-?)\+?{_CURRENCY}(?P<digits>\d(?:[\d.,]*\d)?)"
    rf"(?P<power>e[-+]?\d+)?(?:[.,]-+)?(?P<unit>[a-z]*?)\.?{_CURRENCY}(?P<after>-?)"
)
# Accountants write what is owed in brackets.
_IN_BRACKETS = re.compile(r"([^()]*)\(([^()]*)\)([^()]*)")
_GAPS = re.compile(r"[\s'\N{RIGHT SINGLE QUOTATION MARK}]+")
_COMMA_OF_THOUSANDS = re.compile(r"[1-9]\d{0,2},\d{3}")
# A mark once, before exactly three digits, may group thousands or mark decimals.
_EITHER = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")


def number_of(text: str, decimal: str | None = None) -> float | None:
    """Read a number by the rule that `graph_icp.ingest.values.cells.number` states.

    Parameters
    ----------
    text : str
        Such as "1,234", "3.5M", "€ 3 Mio", "(512.00)".
    decimal : str, optional
        "," or ".", where it is known which marks decimals: with ",", "24.000" is 24000.

    Returns
    -------
    float or None
        The number, possibly infinite; None where the text is not one number.
    """
    match = _match(text)
    if match is None or match["unit"] not in _UNITS:
        return None
    digits = _plain(match["digits"], decimal)
    if digits is None:
        return None
    found = float(digits + (match["power"] or "")) * _UNITS[match["unit"]]
    return -found if match["minus"] or match["inner"] or match["after"] else found


def decimal_told(texts: Iterable[str]) -> tuple[str | None, str | None]:
    """Return which mark separates decimals in a column: its clear numbers decide for all.

    Of numbers that contradict each other those without a unit decide ("1.2M" is written where
    1.234,50 is, too), else the greater part of them.

    Parameters
    ----------
    texts : iterable of str
        The column's numbers.

    Returns
    -------
    decimal : str or None
        "," or "."; None where the numbers do not decide, or contradict each other.
    unsure : str or None
        A number with a dot before three digits ("24.000"), where the others do not decide.
    """
    told: Counter[str] = Counter()
    with_units: Counter[str] = Counter()
    unsure: list[str] = []
    for text in texts:
        match = _match(text)
        digits = match["digits"] if match else ""
        if "." in digits and _EITHER.fullmatch(digits) and match and not match["unit"]:
            unsure.append(text.strip())
        else:
            (with_units if match and match["unit"] else told).update(_decimal_of(digits))
    ranked = (told or with_units).most_common()
    if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
        return ranked[0][0], None if told else min(unsure, default=None)
    return None, min(unsure, default=None)


def lower_end(text: str) -> str | None:
    """Return the lower end of a range, with the unit of the upper: "$10M" of "$10M-$50M"."""
    plain = _GAPS.sub("", text.translate(DASHES)).lower()
    low, dash, high = re.sub(r"(?<=\w)to(?=\W|\d)", "-", plain).partition("-")
    one, other = _match(low), _match(high)
    if not dash or one is None or other is None or other["minus"]:
        return None
    return low if one["unit"] else low + other["unit"]


def _decimal_of(digits: str) -> set[str]:
    """Return the mark that can only separate decimals in a number, if there is one."""
    marks = re.sub(r"\d", "", digits)
    if not marks or _EITHER.fullmatch(digits):
        return set()
    if len(set(marks)) == 2:
        return {marks[-1]} if marks[-1] not in marks[:-1] else set()
    # Several of one kind group thousands; one alone that does not is the mark of decimals.
    return {"," if marks[0] == "." else "."} if len(marks) > 1 else {marks}


def _match(text: str) -> re.Match[str] | None:
    plain = _GAPS.sub("", text.translate(DASHES)).lower()
    if bracketed := _IN_BRACKETS.fullmatch(plain):
        plain = "-" + "".join(bracketed.groups())
    return _NUMBER.fullmatch(plain)


def _plain(digits: str, decimal: str | None) -> str | None:
    """Remove the separators of thousands, and make the decimal mark a dot."""
    marks = re.sub(r"\d", "", digits)
    if len(marks) > 1 and marks[-1] not in marks[:-1]:
        whole, _, decimals = digits.rpartition(marks[-1])
        grouped = _ungrouped(whole, marks[0])
        return grouped and f"{grouped}.{decimals}"
    if decimal and _EITHER.fullmatch(digits):
        return digits.replace(",", ".") if marks == decimal else _ungrouped(digits, marks)
    if len(marks) > 1 or _COMMA_OF_THOUSANDS.fullmatch(digits):
        return _ungrouped(digits, marks[0])
    return digits.replace(",", ".")


def _ungrouped(digits: str, mark: str) -> str | None:
    """Join groups of three, or India's groups of two before the last three."""
    group = re.escape(mark)
    if re.fullmatch(rf"\d{{1,3}}(?:{group}\d{{2,3}})*{group}\d{{3}}", digits):
        return digits.replace(mark, "")
    return None
