"""Spellings of days by people and programs."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from graph_icp.identity.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

_OFFSET = r"(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})"
_TIME = (
    r"(?:(?:[T ,]+|,?\s+(?:at|um|à|às|om|alle|a las|kl\.?)\s+)\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?"
    rf"\s*(?:[AaPp]\.?[Mm]\.?|Uhr|h)?\s*{_OFFSET}?)?"
)
_WORD = r"[^\W\d_]{3,12}"
_WEEKDAY = re.compile(rf"{_WORD}(?:-feira)?\.?,?\s+(?=\d{{1,2}}\D|{_WORD}\.?\s\d)")
_YEAR_FIRST = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_TIME}")
_YEAR_LAST = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}|\d{{2}}){_TIME}")
_DAY_MONTH = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th|er|[.ºª°])?[ -]*(?:(?<=\s)d[ei] )?({_WORD})\.?[ ,-]+"
    rf"(?:del? )?'?(\d{{4}}|\d{{2}}){_TIME}",
    re.I,
)
_MONTH_DAY = re.compile(
    rf"({_WORD})\.?[ -]+(\d{{1,2}})(?:st|nd|rd|th)?(?:[ ,-]+(\d{{4}})|, ?'?(\d{{2}})){_TIME}", re.I
)
_MONTH = re.compile(rf"({_WORD})\.?(?:[ ,/-]+(?:del? )?(\d{{4}})|-'?(\d{{2}})| ?'(\d{{2}}))", re.I)
_YEAR = re.compile(r"(\d{4})(?:[-/](\d{1,2}))?")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/.](\d{4})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_EPOCH = re.compile(r"(\d{9,10}|\d{12,13})(?:\.0+)?")
_EAST_ASIAN = re.compile(rf"(\d{{4}})[年년.]\s?(\d{{1,2}})[月월.]\s?(\d{{1,2}})[日일.]{_TIME}")

# By month its names in English, German, French, Spanish, Portuguese, Italian, Dutch, the languages
# of the North and Polish, and abbreviations that are not their beginnings.
_MONTHS = tuple(
    frozenset(names.split())
    for names in (
        "january januar janner janvier enero janeiro gennaio januari tammikuuta stycznia styczen",
        "february februar feber fevrier febrero fevereiro febbraio februari helmikuuta lutego luty",
        "march marz maerz mars marzo marco maart marts maaliskuuta marca marzec mrz mrt",
        "april avril abril aprile huhtikuuta kwietnia kwiecien",
        "may mai mayo maio maggio mei maj toukokuuta maja",
        "june juni juno juin junio junho giugno kesakuuta czerwca czerwiec",
        "july juli julei juillet julio julho luglio heinakuuta lipca lipiec",
        "august aout agosto augustus augusti elokuuta sierpnia sierpien",
        "september septembre septiembre setiembre setembro settembre syyskuuta wrzesnia wrzesien",
        "october oktober octobre octubre outubro ottobre lokakuuta pazdziernika pazdziernik",
        "november novembre noviembre novembro marraskuuta listopada listopad",
        "december dezember decembre diciembre dezembro dicembre desember joulukuuta grudnia"
        " grudzien",
    )
)
# Finnish names are not shortened: their beginnings are those of other months elsewhere.
_FINNISH = "kuuta"
# Years of two digits from here on are of the last century.
_LAST_CENTURY = 70


def parts_of(text: str, *, day_first: bool = False) -> tuple[int, int, int] | None:
    """Read a day's year, month and day, which may still be impossible together.

    Parameters
    ----------
    text : str
        A day in one of the forms that `graph_icp.ingest.values.cells.day` lists.
    day_first : bool
        Whether 03/04/2024 is 3 April.

    Returns
    -------
    tuple of int or None
        Year, month and day; None where the text has another form.
    """
    if match := (
        _YEAR_FIRST.fullmatch(text) or _COMPACT.fullmatch(text) or _EAST_ASIAN.fullmatch(text)
    ):
        numbers = [int(part) for part in match.groups() if part.isdigit()]
        return numbers[0], numbers[1], numbers[2]
    if match := _YEAR_LAST.fullmatch(text):
        first, second, year = int(match[1]), int(match[3]), _year(match[4])
        first_is_day = match[2] == "." or day_first
        return _year_last(first, second, year, first_is_day=first_is_day)
    if match := _EPOCH.fullmatch(text):
        return _since_1970(int(match[1]))
    if match := _YEAR.fullmatch(text):
        return int(match[1]), int(match[2] or 1), 1
    if match := _MONTH_YEAR.fullmatch(text):
        return int(match[2]), int(match[1]), 1
    return _named_month(text)


def orders_of(text: str) -> frozenset[str]:
    """Return the orders in which a day with slashes or dashes and the year last can be read.

    Parameters
    ----------
    text : str
        Such as "03/04/2024".

    Returns
    -------
    frozenset of str
        Those of "day" and "month" that may come first; empty if the text has another form, or
        both orders mean the same day (05/05/2024).
    """
    match = _YEAR_LAST.fullmatch(text)
    if match is None or match[2] == "." or int(match[1]) == int(match[3]):
        return frozenset()
    fits = {"day": int(match[3]) <= 12, "month": int(match[1]) <= 12}
    return frozenset(order for order, possible in fits.items() if possible)


def order_told(texts: Iterable[str]) -> tuple[str | None, str | None]:
    """Return whether day or month comes first in a column: its clear dates decide for all.

    Parameters
    ----------
    texts : iterable of str
        The column's dates.

    Returns
    -------
    order : str or None
        "day" or "month", the latter where the dates do not decide; None where no date has an
        order.
    unsure : str or None
        A date that can be read both ways, where the others do not decide.
    """
    fitting = {text: fits for text in texts if (fits := orders_of(text.strip()))}
    if not fitting:
        return None, None
    common = frozenset.intersection(*fitting.values())
    if len(common) == 1:
        return next(iter(common)), None
    unsure = [text for text, fits in fitting.items() if len(fits) > 1]
    return "month", min(unsure, default=None)


def end_told(text: str) -> str:
    """Return the text of a last day, "" where it says that something goes on ("Present")."""
    return "" if fold(text) in _GOES_ON else text


_GOES_ON = frozenset(
    fold(each)
    for each in (
        *("present", "now", "current", "currently", "today", "ongoing", "to date", "till date"),
        *("heute", "bis heute", "aktuell", "derzeit", "gegenwärtig", "laufend"),
        *("aujourd'hui", "à ce jour", "maintenant", "présent", "actuel", "en cours"),
        *("actualidad", "actual", "actualmente", "presente", "hasta la fecha", "hasta hoy"),
        *("oggi", "ad oggi", "attuale", "attualmente", "in corso", "heden", "tot heden", "nu"),
        *("huidig", "o momento", "até o momento", "atual", "atualmente", "até hoje"),
    )
)


def _year_last(first: int, second: int, year: int, *, first_is_day: bool) -> tuple[int, int, int]:
    day_first = second <= 12 if first_is_day else first > 12
    return (year, second, first) if day_first else (year, first, second)


def _since_1970(count: int) -> tuple[int, int, int]:
    seconds = count if count < 10**10 else count // 1000
    day = dt.date(1970, 1, 1) + dt.timedelta(seconds=seconds)
    return day.year, day.month, day.day


def _named_month(text: str) -> tuple[int, int, int] | None:
    if weekday := _WEEKDAY.match(text):
        text = text[weekday.end() :] if not _month(weekday[0]) else text
    if match := _DAY_MONTH.fullmatch(text):
        day, month, year = match.groups()
    elif match := _MONTH_DAY.fullmatch(text):
        month, day, year = match[1], match[2], match[3] or match[4]
    elif match := _MONTH.fullmatch(text):
        month, day, year = match[1], "1", match[2] or match[3] or match[4]
    else:
        return None
    number = _month(month)
    return (_year(year), number, int(day)) if number else None


def _year(digits: str) -> int:
    """Return a year of four digits, or of two: 26 is 2026, and 98 is 1998."""
    year = int(digits)
    return year if len(digits) > 2 else year + (1900 if year >= _LAST_CENTURY else 2000)


@lru_cache(1 << 10)
def _month(name: str) -> int:
    """Return the number of a month by its name or the beginning of it, 0 where it is none."""
    plain = fold(name)
    exact = [number for number, names in enumerate(_MONTHS, 1) if plain in names]
    begun = [
        number
        for number, names in enumerate(_MONTHS, 1)
        if any(each.startswith(plain) for each in names if not each.endswith(_FINNISH))
    ]
    found = exact or (begun if len(plain) > 2 else [])
    return found[0] if len(found) == 1 else 0
