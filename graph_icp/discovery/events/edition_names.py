"""The name of an event without what tells its edition: year, date, ordinal and "annual"."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache

from graph_icp.identity.folding import fold_alike
from graph_icp.word_lists import word_lists

_FILE = "event_words.txt"
# How far the year in a name may be from that of the event: "Vision 2030" takes place in 2025.
_NEAR = 1

_YEAR = re.compile(r"19[5-9]\d|20\d\d")
_YEARS = re.compile(r"((?:19[5-9]|20\d)\d)[-/\u2013](?:\d\d|20\d\d)")
_SHORT_YEAR = re.compile(r"['\u2019\u02bc](\d\d)")
_ATTACHED = re.compile(r"(.*[^\W\d_])(?:(20\d\d)|['\u2019\u02bc](\d\d))")
_DATE = re.compile(r"(20\d\d)[-./][01]?\d(?:[-./][0-3]?\d)?|[0-3]?\d[-./][01]?\d[-./](20\d\d)")
_DAYS = re.compile(r"\d{1,2}(?:st|nd|rd|th|\.)?(?:[-\u2013]\d{1,2}(?:st|nd|rd|th|\.)?)?", re.I)
_ORDINAL = re.compile(r"\d{1,3}(?:st|nd|rd|th)", re.I)
# "12." and "3e" are ordinals where a name begins, and what else behind it.
_FIRST_ORDINAL = re.compile(r"\d{1,3}(?:\.|\.?[oa]|e|re|er|eme|de|ste)", re.I)
_EAST_ASIAN_ORDINAL = re.compile(r"第\s*\d+\s*[回届屆次]")
_EAST_ASIAN_YEAR = re.compile(r"(20\d\d)\s*年度?")
_LOOSE = ' ,;:()[]{}-_\u2013\u2014|\u00b7/#"&@'


@dataclass
class _Words:
    """The words of a name, and which of them tell its edition."""

    words: list[str]
    cores: list[str]
    folded: list[str]
    gone: set[int] = field(default_factory=set)
    years: dict[int, int] = field(default_factory=dict)

    def beside_gone(self, place: int) -> bool:
        """Return whether a word stands beside one that tells the edition."""
        return place - 1 in self.gone or place + 1 in self.gone


@dataclass(frozen=True)
class EditionName:
    """An event's name taken apart.

    Attributes
    ----------
    words : tuple of str
        Those of the series.
    joint : str
        What stands between them: a blank, or the hyphen or underscore of a short name.
    year : int, optional
        The year that the name tells.
    """

    words: tuple[str, ...]
    joint: str
    year: int | None

    @property
    def label(self) -> str:
        """The name of the series as people read it."""
        return self.joint.join(self.words).strip(_LOOSE) or self.joint.join(self.words)


def edition_name(name: str, year: int | None = None) -> EditionName:
    """Take an event's name apart: "KubeCon EU '24" is "KubeCon EU" and 2024.

    Parameters
    ----------
    name : str
        Its title, or its short name: "kubecon-eu-2024".
    year : int, optional
        The year in which it takes place. Another year stays in the name: "Vision 2030".
    """
    plain = " ".join(unicodedata.normalize("NFKC", name).split())
    plain = _EAST_ASIAN_YEAR.sub(r" \1 ", _EAST_ASIAN_ORDINAL.sub(" ", plain)).strip() or plain
    joint = _joint(plain)
    told = _Words(*_parts(plain.split(joint)))
    _mark_years(told, year)
    _mark_dates(told, joint)
    _mark_ordinals(told)
    for place, word in enumerate(told.folded):
        if word in _listed("edition") and told.beside_gone(place):
            told.gone.add(place)
    kept = [word for place, word in enumerate(told.words) if place not in told.gone]
    if not any(map(fold_alike, kept)):
        kept = plain.split(joint)
    return EditionName(tuple(filter(None, kept)), joint, max(told.years.values(), default=None))


def series_key(label: str) -> str:
    """Return the key of a series: its name without blanks, capitals, accents and first article.

    "&" and "and" are the same.

    Parameters
    ----------
    label : str
        Without year and ordinal, as of `EditionName`.
    """
    words = fold_alike(label.replace("&", " and ")).split()
    if len(words) > 1 and words[0] in _listed("articles"):
        words = words[1:]
    return "".join(words) or "".join(label.casefold().split())


def without_edition_word(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return words without a last one that announced a number: "Vol.", "No."."""
    announced = len(words) > 1 and fold_alike(words[-1]) in _listed("edition")
    return words[:-1] if announced else words


def _joint(name: str) -> str:
    if " " in name:
        return " "
    return "_" if "_" in name and "-" not in name else "-"


def _parts(words: list[str]) -> tuple[list[str], list[str], list[str]]:
    cores = [word.strip(_LOOSE) for word in words]
    return words, cores, [fold_alike(core) for core in cores]


def _mark_years(told: _Words, year: int | None) -> None:
    """Mark the years; of several without a date the last word, else the first."""
    for place, core in enumerate(told.cores):
        found = _YEARS.fullmatch(core) or _DATE.fullmatch(core) or _YEAR.fullmatch(core)
        if found:
            told.years[place] = int(next(filter(None, found.groups()), found[0]))
        elif short := _SHORT_YEAR.fullmatch(core):
            told.years[place] = 2000 + int(short[1])
        elif attached := _ATTACHED.fullmatch(core):
            told.years[place] = int(attached[2] or 2000 + int(attached[3]))
    last = len(told.cores) - 1
    if year is not None:
        told.years = {at: each for at, each in told.years.items() if abs(each - year) <= _NEAR}
        if not told.years and told.cores[last] == f"{year % 100:02}":
            told.years = {last: year}
    elif len(told.years) > 1:
        chosen = last if last in told.years else min(told.years)
        told.years = {chosen: told.years[chosen]}
    for place in told.years:
        if attached := _ATTACHED.fullmatch(told.cores[place]):
            told.words[place] = attached[1]
        else:
            told.gone.add(place)


def _mark_dates(told: _Words, joint: str) -> None:
    """Mark the month and the days beside a year."""
    if joint != " ":
        for place in sorted(told.years):
            for after in (place + 1, place + 2):
                if after < len(told.cores) and re.fullmatch(r"[0-3]\d", told.cores[after]):
                    told.gone.add(after)
    for _ in range(3):  # a month, then the days before or behind it
        for place, word in enumerate(told.folded):
            is_day = _DAYS.fullmatch(told.cores[place]) and _of_month(told, place)
            if told.beside_gone(place) and (word in _listed("months") or is_day):
                told.gone.add(place)


def _of_month(told: _Words, place: int) -> bool:
    """Return whether a word stands beside the name of a month, itself beside a year."""
    near = [at for at in (place - 1, place + 1) if 0 <= at < len(told.folded)]
    return any(told.folded[at] in _listed("months") for at in near)


def _mark_ordinals(told: _Words) -> None:
    first = next((at for at in range(len(told.words)) if at not in told.gone), 0)
    if told.folded and first < len(told.folded) and told.folded[first] in _listed("articles"):
        first += 1
    for place, word in enumerate(told.folded):
        following = told.folded[place + 1] if place + 1 < len(told.folded) else ""
        counts = following and place == first and _FIRST_ORDINAL.fullmatch(_unaccented(told, place))
        spelled = word in _listed("ordinals") and following in _listed("annual")
        if word in _listed("annual") or _ORDINAL.fullmatch(told.cores[place]) or counts or spelled:
            told.gone.add(place)


def _unaccented(told: _Words, place: int) -> str:
    """Return "3eme" for "3\u00e8me", and "12." as it is."""
    core = told.cores[place]
    return told.folded[place] if not core.endswith(".") else core


@cache
def _listed(heading: str) -> frozenset[str]:
    return frozenset(word_lists(__package__, _FILE)[heading])
