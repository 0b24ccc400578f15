"""The level of a title: the highest of its jobs, unless it helps or learns."""

from __future__ import annotations

from functools import lru_cache
from itertools import takewhile
from typing import TYPE_CHECKING

from graph_icp.personas.level_words import HELPERS, LEADERS, LEVELS, TOPS, begins, ends, level_rules
from graph_icp.personas.title_parts import (
    Part,
    parts_of,
    stands,
    without_owners,
    without_subjects,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

_DOERS = ("senior", "specialist", *HELPERS)
# Those who have an office of their own, in which others work.
_OFFICES = TOPS[:3]
# A seat on a board is the lesser job of who has another at the top.
_ORDER = ("owner", "executive", "vice president", "board", *LEVELS[4:])


def level_of(title: str) -> str | None:
    """Return the level of a title, one of LEVELS, None where it does not say.

    Parameters
    ----------
    title : str
        In English, German, French, Spanish, Italian, Dutch or Portuguese.

    Examples
    --------
    >>> level_of("VP & Corporate Secretary")
    'vice president'
    >>> level_of("Office Manager to the CEO")
    'manager'
    """
    parts = _of_themselves(parts_of(without_owners(title)))
    parts = [Part(_without_led(parts, at), each.sign) for at, each in enumerate(parts)]
    parts = without_abbreviations(parts)
    levels = [_level_of_part(tuple(each.words)) for each in parts]
    if helper := _helper(parts, levels):
        return helper
    known = [each for each in levels if each and each not in HELPERS] or list(filter(None, levels))
    return min(known, key=_ORDER.index, default=None)


def own_words(title: str) -> list[str]:
    """Return the words of a title that tell of its own jobs of today.

    Parameters
    ----------
    title : str
        "Driver to the CEO" is driver, "Former CEO" nothing.
    """
    parts = _of_themselves(parts_of(without_owners(title)))
    return [word for part in parts for word in part.words]


def without_abbreviations(parts: list[Part]) -> list[Part]:
    """Return parts without PA, EA and MD where the rest of the title speaks of something else.

    Parameters
    ----------
    parts : list of Part
        As of `title_parts.parts_of`.
    """
    said = [word for part in parts for word in part.words]
    short = [word for word in said if _is_short(word)]
    if not short:
        return parts
    rest = _level([word for word in said if word not in short])
    doctor = any(stands("doctors", [word]) for word in said)
    return [
        Part(kept, part.sign)
        for at, part in enumerate(parts)
        if (kept := [w for i, w in enumerate(part.words) if _counts(parts, at, i, rest, doctor)])
    ]


def _level(words: Sequence[str]) -> str | None:
    return level_rules().name_of(words)


@lru_cache(1 << 16)
def _level_of_part(words: tuple[str, ...]) -> str | None:
    """Return the level of a part; "Head of Account Executives" is a head."""
    level = _level(words)
    if level is None or len(words) == 1:
        return level
    last = _level(words[-1:])
    if level not in HELPERS and last in HELPERS and _level(words[-2:]) in HELPERS:
        return last
    if level not in _DOERS:
        return level
    if level not in HELPERS and last in ("director", "head", "manager", "lead"):
        return last
    if any(stands("learning whatever", list(words[at:])) for at in range(len(words))):
        return level
    before = list(takewhile(lambda word: word not in ("of", "des", "de", "der", "di"), words))
    leading = _level(before) if len(before) < len(words) else None
    if leading in (*TOPS, "director", "head") and last not in HELPERS:
        return leading
    return level


def _helper(parts: list[Part], levels: list[str | None]) -> str | None:
    """Return the level of who helps or learns: in the first part, or with it as last word."""
    highest = [each for each in levels if each in LEADERS]
    for at, (part, level) in enumerate(zip(parts, levels, strict=True)):
        if level not in HELPERS:
            continue
        office = stands("officers", part.words) == len(part.words)
        beside = office and highest and (at > 0 or (len(parts) > 1 and parts[1].joined))
        abbreviated = len(part.words) == 1 and stands("of helpers", part.words) and highest
        if not beside and not (abbreviated and len(parts) > 1):
            return level
    return None


def _of_themselves(parts: list[Part]) -> list[Part]:
    """Return parts up to whom somebody works for: "Driver" of "Driver to the CEO"."""
    kept: list[Part] = []
    for words, sign in parts:
        words = _without_office(without_subjects(words))
        at = next((at for at in range(len(words)) if _another(words, at, bool(kept))), None)
        if at is not None:
            return [*kept, Part(words[:at], sign)] if at else kept
        kept.append(Part(words, sign))
    return [each for each in kept if each.words]


def _without_office(words: list[str]) -> list[str]:
    """Return a part without those at the top in whose office somebody works: "CFO Büro"."""
    first = stands("of an office", words)
    if 0 < first < len(words) and begins(words[first:], _OFFICES):
        return words if stands("heads of an office", words) else words[:first]
    if len(words) > 1 and stands("of an office", words[-1:]) and ends(words[:-1], _OFFICES):
        return words[-1:]
    return words


def _another(words: list[str], at: int, inside: bool) -> bool:
    """Return whether those at the top whom a place of a part names are others."""
    if not (at or inside) or not stands("for somebody", words[at : at + 1]):
        return False
    if at and stands("of a body", words[at - 1 :]):
        return False
    behind = words[at + 1 :]
    while behind and stands("articles", behind):
        behind = behind[1:]
    if words[at] != "to":
        return begins(behind, TOPS)
    return begins(behind, LEADERS[:6]) or begins(behind[1:], ("executive",))


def _without_led(parts: list[Part], at: int) -> list[str]:
    """Return the words of a part without those whom somebody leads: "Head of Apprentices"."""
    words = parts[at].words
    if not any(stands("led", [word]) for word in words):
        return words
    before = [word for part in parts[:at] for word in part.words]
    return [
        word
        for i, word in enumerate(words)
        if not (stands("led", [word]) and _leads([*before, *words[:i]]))
    ]


def _leads(words: list[str]) -> bool:
    """Return whether words are a place that leads whom they name next.

    "CEO Sekretariat" is that of a CEO, who leads "of" or "for" somebody.
    """
    level = _level(words)
    return level in LEADERS and (level not in TOPS or stands("for somebody", words[-1:]) > 0)


@lru_cache(1 << 17)
def _is_short(word: str) -> bool:
    return bool(stands("of helpers", [word]) or stands("of the top", [word]))


def _counts(parts: list[Part], at: int, i: int, rest: str | None, doctor: bool) -> bool:
    """Return whether a word is none of the abbreviations, or one that counts."""
    words = parts[at].words
    if stands("of the top", words[i : i + 1]):
        first = at == 0 and i == 0 and _level(words[1:]) not in _DOERS
        return not doctor and (rest is None or first or (i == 0 and parts[at].joined))
    if not stands("of helpers", words[i : i + 1]):
        return True
    if at and doctor and len(words) == 1:
        return False
    if rest not in LEADERS:
        return True
    if at == 0 and i == 0:
        behind = words[1:]
        return not behind or stands("for somebody", behind) > 0 or begins(behind, TOPS)
    return i == len(words) - 1 and i > 0 and _level(words[i - 1 : i]) in TOPS
