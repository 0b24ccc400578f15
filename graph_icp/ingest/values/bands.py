"""Bands of revenue and of the years of foundation, and the stages of funding."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from graph_icp.ingest.values.cells import RejectRow, SkipValue, blank, day, number
from graph_icp.ingest.values.numbers import DASHES

REVENUE_BANDS = (
    *("below 1M", "1M-10M", "10M-50M", "50M-100M", "100M-250M", "250M-500M"),
    *("500M-1B", "1B-10B", "10B+"),
)
_STARTS = (1e6, 1e7, 5e7, 1e8, 2.5e8, 5e8, 1e9, 1e10)

FOUNDED_BANDS = (
    *("before 1950", "1950-1979", "1980-1989", "1990-1999", "2000-2004", "2005-2009"),
    *("2010-2014", "2015-2019"),
)
_FIRST_YEARS = (1950, 1980, 1990, 2000, 2005, 2010, 2015)
# From here on five years make a band.
_OPEN_END = 2020
_YEARS = range(1000, 2101)

# After the last of these letters, rounds are one stage.
_LAST_SERIES = "C"
_LATER = "Series D or later"
_STAGES = {
    "Pre-seed": "pre seed|angel|angel round|friends and family|accelerator|incubator",
    "Seed": "seed round|seed stage|post seed",
    "Venture, round not known": "venture|venture round|venture capital|early stage venture"
    "|venture round not specified|series unknown|venture series unknown",
    _LATER: "late stage venture|growth|late stage|growth equity",
    "Private equity": "private equity round|pe|buyout|lbo",
    "Public": "ipo|post ipo|public company|post ipo equity|post ipo debt|listed|publicly traded",
    "Acquired": "m and a|m a|merger acquisition|acquisition|merged",
    "Bootstrapped": "self funded|unfunded|no funding|not funded",
}
_SERIES = re.compile(r"(?:series )?([a-j])(?: ?\d+| ?i+)?(?: (?:round|extension|ext|prime))?")
_MONEY = frozenset(
    ("other", "grant", "debt", "debt financing", "convertible note", "equity crowdfunding")
)
"""Ways to raise money that say nothing of how far a company is."""

_BETWEEN = re.compile(r"\s*(?<=\w)\s*-\s*|\s+to\s+")
_OPEN = re.compile(r"^\s*[<>]|\+\s*$")
# A year, also as a number with decimals, or with a month and a day behind it.
_YEAR = re.compile(r"\s*(\d{4})(?:\.0+)?(?:\s*$|-\d)")


@lru_cache(1 << 16)
def revenue_band(text: str, *, decimal: str | None = None) -> str | None:
    """Read a yearly revenue or a band of it as one of the nine bands.

    Another band goes to the one that holds its lower end.

    Parameters
    ----------
    text : str
        Such as "12000000", "$1M-$10M", "100M+", "<$1M".
    decimal : str, optional
        "," or ".", where its column says which marks decimals.

    Returns
    -------
    str or None
        One of REVENUE_BANDS; None of what is no revenue, or none above 0.
    """
    plain = text.translate(DASHES).strip()
    ends = _BETWEEN.split(plain.strip("<>+ "))
    try:
        numbers = [number(end, decimal) for end in ends]
    except SkipValue:
        return None
    if len(numbers) > 2 or numbers[0] is None or numbers[-1] is None or numbers[-1] <= 0:
        return None
    if plain.startswith("<"):
        return REVENUE_BANDS[bisect_right(_STARTS, numbers[0] - 1)]
    return REVENUE_BANDS[bisect_right(_STARTS, numbers[0])]


def stated_band(text: str) -> bool:
    """Return whether a text is a band of revenue ("$1M-$10M", "100M+"), and no number."""
    plain = text.translate(DASHES).strip()
    several = len(_BETWEEN.split(plain.strip("<>+ "))) == 2
    return (several or bool(_OPEN.search(plain))) and revenue_band(text) is not None


@lru_cache(1 << 16)
def founded(text: str) -> int | None:
    """Read the year of a foundation from a year or a day; raises SkipValue where it is neither."""
    if blank(text):
        return None
    year = _YEAR.match(text)
    if year and int(year[1]) in _YEARS:
        return int(year[1])
    try:
        found = day(text)
    except (SkipValue, RejectRow) as doubt:
        raise SkipValue(f"founded is not a year or a day ({text.strip()})") from doubt
    return found.year if found else None


def founded_band(year: int) -> str:
    """Return the band of a year of foundation, as a trait: "founded 2015-2019"."""
    if year < _OPEN_END:
        band = FOUNDED_BANDS[bisect_right(_FIRST_YEARS, year)]
    else:
        first = year - year % 5
        band = f"{first}-{first + 4}"
    return f"founded {band}"


@lru_cache(1 << 16)
def funding_stage(text: str) -> str | None:
    """Read how far a company is funded as one of a few stages.

    Parameters
    ----------
    text : str
        Such as "series_b", "Series B1", "Pre Seed", "Venture (Round not Specified)", "IPO".

    Returns
    -------
    str or None
        Pre-seed, Seed, Series A, Series B, Series C, Series D or later, Private equity, Public,
        Acquired, Bootstrapped, or "Venture, round not known"; None of a grant, debt and the like.

    Raises
    ------
    SkipValue
        The text is none of these.
    """
    if blank(text):
        return None
    plain = " ".join(re.findall(r"[^\W_]+", text.casefold().replace("&", " and ")))
    series = _SERIES.fullmatch(plain)
    if series:
        letter = series[1].upper()
        return f"Series {letter}" if letter <= _LAST_SERIES else _LATER
    if plain in _MONEY:
        return None
    for stage, words in _STAGES.items():
        if plain in (*words.split("|"), stage.casefold().replace("-", " ").replace(",", "")):
            return stage
    raise SkipValue(f"funding stage is not known ({text.strip()})")
