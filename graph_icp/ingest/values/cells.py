"""Values of single cells: pure functions from a text to its value.

Each gives None for a text that means "nothing" (see `blank`), raises `SkipValue` where the
value should be dropped and counted, and `RejectRow` where its row should be rejected.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from bisect import bisect_left
from functools import lru_cache

from graph_icp.ingest.values.country_names import code_of, place_code
from graph_icp.ingest.values.dates import parts_of
from graph_icp.ingest.values.numbers import DASHES, number_of


class SkipValue(ValueError):  # noqa: N818 - not a fault: it says what happens to a value
    """The value is not understood: drop it, keep the row."""


class UnknownWord(SkipValue):
    """The value is none of a few that are known: drop it, and name it to the user in any case."""


class RejectRow(ValueError):  # noqa: N818 - as above
    """The value is wrong: reject the row."""


# Texts that people write in place of a value.
NOTHING = frozenset(
    (
        *("", "n/a", "#n/a", "na", "n.a.", "nan", "none", "null", "unknown"),
        *("-", "--", "\N{EN DASH}", "\N{EM DASH}"),
    )
)

_BANDS = (
    *("1-10", "11-50", "51-200", "201-500", "501-1000"),
    *("1001-5000", "5001-10000", "10001-50000", "50001+"),
)
_TOPS = (10, 50, 200, 500, 1_000, 5_000, 10_000, 50_000)
_SIZE_WORDS = {
    **dict.fromkeys(["tiny", "micro", "solo", "startup", "start-up", "self-employed"], "1-10"),
    **dict.fromkeys(["small", "small business"], "11-50"),
    **dict.fromkeys(["medium", "medium-sized", "midsize", "mid-size", "mid-sized"], "51-200"),
    **dict.fromkeys(["smb", "sme", "small and medium", "medium business"], "51-200"),
    **dict.fromkeys(["mid-market", "midmarket", "mid market"], "201-500"),
    **dict.fromkeys(["large", "large business", "corporate"], "1001-5000"),
    "enterprise": "5001-10000",
}
"""The band in which a word begins; docs/rules.md says so too."""
_PEOPLE = re.compile(r"\s*\b(?:employees?|people|staff|ftes?)\.?$")
_RANGE = re.compile(r"(?P<low>[^-]+?)\s*(?:-|\bto\b)\s*(?P<high>[^-]+)|(?P<over>[^-]+?)\s*\+")
_EXCLUSIVE = ("<", "under", "below", "less than", "fewer than", "weniger als", "unter", "moins de")
_BELOW = re.compile(
    rf"(?P<word>{'|'.join(_EXCLUSIVE)}|<=|≤|up to|max\.?|at most|bis zu|bis|jusqu'à)\s*"
    r"(?P<most>[\d][\d.,k ]*)"
)
_ABOVE = re.compile(
    r"^(?:>=?|≥|over|above|more than|at least|min\.?|über|mehr als|ab|plus de)\s*"
    r"([\d][\d.,k ]*)\+?$|^([\d][\d.,k ]*)(?: or more| and more| and above| plus)$"
)
_MOST_EMPLOYEES = 100_000_000

_SPREADSHEET_BANDS = {
    **dict.fromkeys(["10-jan", "jan-10", "1-oct", "01-oct"], "1-10"),
    **dict.fromkeys(["10-feb", "feb-10", "2-oct", "02-oct"], "1-10"),
    "nov-50": "11-50",
}
"""The bands 1-10, 2-10 and 11-50 once a spreadsheet program has taken them for dates."""


# What lists of choices have for all that they do not name.
_REST = frozenset(
    {
        *("other", "others", "all other", "misc", "miscellaneous", "various", "undefined"),
        *("not specified", "not applicable", "unspecified", "sonstige", "sonstiges", "andere"),
        *("autre", "autres", "otro", "otros", "otra", "altro", "overig", "overige", "outro"),
        *("outros",),
    }
)


def is_rest(text: str) -> bool:
    """Return whether a text is a list's choice for what it does not name: "Other", "Sonstige"."""
    return text.strip().strip("-().").lower() in _REST


def blank(text: str) -> bool:
    """Return whether a text means "nothing": empty, n/a, none, null, unknown, a dash and the like.

    Parameters
    ----------
    text : str
        A cell.

    Returns
    -------
    bool
        True where there is no value.
    """
    return text.strip().lower() in NOTHING


@lru_cache(1 << 16)
def number(text: str, decimal: str | None = None) -> float | None:
    """Read a number with or without a currency, separators and a unit.

    A dot and a comma together: the last one marks the decimals. One kind alone, several times:
    it separates thousands. A comma once, before exactly three digits, separates thousands
    (1,234 is 1234); a dot once marks decimals (1.234 is 1.234), as programs write them.

    Parameters
    ----------
    text : str
        Such as "1,234", "1.234.567", "1 234", "12k", "3.5M", "A$1.2M", "€ 3 Mio", "-5", "(5)".
    decimal : str, optional
        "," or ".", where its column says which marks decimals.

    Returns
    -------
    float or None
        The number.

    Raises
    ------
    SkipValue
        The text is not one number.
    """
    return None if blank(text) else _number(text, "number", decimal)


def number_or_none(text: str) -> float | None:
    """Read a number as `number` does; None also for a text that is not one."""
    try:
        return number(text)
    except SkipValue:
        return None


@lru_cache(1 << 16)
def employees(text: str) -> int | None:
    """Read a number of employees; a dot before three digits separates thousands here.

    Parameters
    ----------
    text : str
        Such as "1200", "1,200", "1.200", "120.0", "12k", "350 employees".

    Returns
    -------
    int or None
        The number.

    Raises
    ------
    SkipValue
        The text is not a whole number (a band is not), is negative, or more than any company
        employs.
    """
    if blank(text):
        return None
    plain = _PEOPLE.sub("", text.strip().translate(DASHES).lower())
    found = _number(re.sub(r"^(\D*[1-9]\d{0,2})\.(\d{3})$", r"\1\2", plain), "employees")
    if found < 0:
        raise SkipValue(f"employees is negative ({text.strip()})")
    if not found.is_integer() or found > _MOST_EMPLOYEES:
        raise SkipValue(f"employees is not a number of people ({text.strip()})")
    return int(found)


@lru_cache(1 << 16)
def size_band(text: str) -> str | None:
    """Read a number of employees, or a band of it, as one of the nine bands.

    Another band goes to the one that holds its lower end, and so does "100+". A lower end that
    is the top of one of the nine counts as the next number: 50-200 is 51-200, and 1000+ is
    1001-5000. "<10" and "up to 10" are 1-10. Words have a band each: tiny, small, medium, SMB,
    mid-market, large, enterprise.

    Parameters
    ----------
    text : str
        Such as "120", "11-50", "51 to 200", "10,001+", "<10", "over 500", "11 - 50 employees",
        "Medium".

    Returns
    -------
    str or None
        1-10, 11-50, 51-200, 201-500, 501-1000, 1001-5000, 5001-10000, 10001-50000 or 50001+.

    Raises
    ------
    SkipValue
        The text is none of these, or negative.
    """
    if blank(text):
        return None
    plain = _PEOPLE.sub("", text.strip().translate(DASHES).lower())
    if plain in _SIZE_WORDS:
        return _SIZE_WORDS[plain]
    if plain in _SPREADSHEET_BANDS:
        return _SPREADSHEET_BANDS[plain]
    if below := _BELOW.fullmatch(plain):
        most = employees(below["most"])
        # "<50" may be any of two bands.
        if not most or most - (below["word"] in _EXCLUSIVE) > _TOPS[0]:
            raise SkipValue(f"size is not a band or a number ({text.strip()})")
        return _BANDS[0]
    plain = _ABOVE.sub(r"\1\2+", plain)
    match = _RANGE.fullmatch(plain)
    low = employees(match["low"] or match["over"]) if match else employees(plain)
    high = employees(match["high"]) if match and match["high"] else low
    if low is None or high is None or low > high:
        raise SkipValue(f"size is not a band or a number ({text.strip()})")
    shared_end = low in _TOPS and match is not None and (low < high or bool(match["over"]))
    return _BANDS[bisect_left(_TOPS, low + 1 if shared_end else low)]


@lru_cache(1 << 16)
def country(text: str) -> str | None:
    """Read a country, by its exact name or code in any usual spelling, or at the end of a place.

    Parameters
    ----------
    text : str
        Such as "Germany", "DE", "DEU", "Deutschland", "U.S.", "Korea, Republic of", "Berlin,
        Germany", "Austin, TX". "NA" is nothing here, not Namibia.

    Returns
    -------
    str or None
        The ISO 3166-1 alpha-2 code.

    Raises
    ------
    SkipValue
        No country has this name ("Remote", "Europe").
    """
    if blank(text):
        return None
    code = code_of(text) or place_code(text)
    if code is None:
        raise SkipValue(f"country is not known ({text.strip()})")
    return code


@lru_cache(1 << 16)
def day(text: str, *, day_first: bool = False) -> dt.date | None:
    """Read a day; a time and its offset are left out, the day stays as written.

    Year first is year-month-day. With dots the day comes first (01.03.2024). With slashes or
    dashes the month comes first (03/04/2024 is 4 March), or with `day_first` the day, unless the
    number that would be the month exceeds 12.
    A month alone is its first day, a year alone 1 January; a year of two digits lies in 1970 to
    2069. Months may be words of some ten languages, shortened or not. 9 or 10 digits are seconds
    since 1970 (UTC), 12 or 13 milliseconds, 8 are year, month and day.

    Parameters
    ----------
    text : str
        Such as "2024-03-01", "15 Jun 2026", "Jun 15, 2026", "12. März 2026", "12 de marzo de 2026",
        "03/04/24", "2024-03-01T10:00:00Z", "2024-03".

    Returns
    -------
    datetime.date or None
        The day.

    Raises
    ------
    SkipValue
        The text is not a day, the month has no such day, or the year lies outside 1970 to 2100.
    """
    plain = text.strip()
    if blank(plain) or plain.startswith("0000-00-00"):
        return None
    parts = parts_of(plain, day_first=day_first)
    if parts is None:
        raise SkipValue(f"date is not understood ({plain})")
    if not 1970 <= parts[0] <= 2100:
        raise SkipValue(f"date lies outside the years 1970 to 2100 ({plain})")
    try:
        return dt.date(*parts)
    except ValueError as error:
        raise SkipValue(f"date does not exist ({plain})") from error


def _number(text: str, what: str, decimal: str | None = None) -> float:
    found = number_of(text, decimal)
    if found is None or not math.isfinite(found):
        raise SkipValue(f"{what} is not a number ({text.strip()})")
    return found
