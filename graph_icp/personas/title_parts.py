"""The parts of a title that may be a job each, without what is over or about somebody else."""

from __future__ import annotations

import datetime
import re
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from graph_icp.personas.level_words import LEADERS, begins
from graph_icp.personas.word_rules import WordRules, words_of

# A title is read so far: what is behind is no title.
_LONGEST = 300
# "CEO's Office" is not the CEO; "(Senior) Buyer" is one job, "CEO (Berlin)" and "A / B" are parts.
_POSSESSIVE = re.compile(r"\w+['\u2019]s\b", re.IGNORECASE)
_IN_FRONT = re.compile(r"^\s*\(([^)]*)\)")
_OUT_OF_SERVICE = re.compile(r"\b[ai]\.\s?[DdRr]\.")
_BETWEEN = re.compile(
    r"([,;|()\[\]:/&+\n\u2013\u2014]|\s-\s"
    r"|\s(?:and|und|et|y|e|en(?!\s(?:chef|pr[aá]cticas|formation|alternance|stage)\b))\s)",
    re.IGNORECASE,
)
_MONTH = r"(?:(?:[^\W\d_]{3,9}\.?|\d{1,2}[./])\s?)?"
_TO = r"\s*(?:[-\u2013\u2014]|to|until|bis|au?|hasta|al|tot|at\u00e9)\s*"
_LAST_YEAR = re.compile(
    rf"\b(?:(?:from|von|de|dal|van)\s+)?(?:19|20)\d\d{_TO}{_MONTH}((?:19|20)\d\d)\b"
    rf"|\b(?:until|till|bis|jusqu['\u2019](?:en|\u00e0)|hasta|fino al?|tot|at\u00e9)\s+{_MONTH}"
    r"((?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_JOINS = frozenset("&+/")
_ABOUT = ("partners", "students", "learners", "learning", "stages")
_SUBJECTS = frozenset(f"about: first of {each}" for each in _ABOUT)
_PAST = frozenset(("over", "left", "over behind", "no place yet"))
# Signs behind which somebody speaks of something else, and those that belong to what is before.
_ENDS = frozenset(";|\n")
_ASIDE = frozenset("([-\u2013\u2014")


class Part(NamedTuple):
    """Words of a title between its signs, and the sign or the "and" that stands before them."""

    words: list[str]
    sign: str

    @property
    def joined(self) -> bool:
        """Whether the part is one more job beside the one before it."""
        return self.sign in _JOINS or self.sign.strip().isalpha()


@lru_cache(1 << 10)
def parts_of(title: str) -> list[Part]:
    """Return the parts of a title that tell of jobs of today.

    Parameters
    ----------
    title : str
        "CFO & Secretary, former CEO" has the parts CFO, and secretary.
    """
    text = _OUT_OF_SERVICE.sub(" retired ", _IN_FRONT.sub(r"\1", title[:_LONGEST]))
    text = _LAST_YEAR.sub(_over_by_now, text)
    pieces = _BETWEEN.split(text)
    parts = [Part(words_of(pieces[0]), "")]
    for sign, piece in pairwise(pieces[1:]):
        if _BETWEEN.fullmatch(sign) and (words := words_of(piece)):
            parts.append(Part(words, sign))
    return _without_past([each for each in parts if each.words])


def words_of_today(title: str) -> list[str]:
    """Return the words of a title without those of jobs that are over."""
    return [word for part in parts_of(title) for word in (*words_of(part.sign), *part.words)]


def without_owners(title: str) -> str:
    """Return a title without those to whom something belongs: "CEO's Office" is Office."""
    title = title[:_LONGEST]
    return _POSSESSIVE.sub(" ", title) if "'" in title or "\u2019" in title else title


def without_subjects(words: list[str]) -> list[str]:
    """Return the words of a part without what its role is about: "Partner Marketing"."""
    if not any(_lists_with(word) & _SUBJECTS for word in words):
        return words
    return [word for at, word in enumerate(words) if not _is_subject(words[at : at + 2])]


def stands(name: str, words: list[str]) -> int:
    """Return how many of the first words are on a list of title_words.txt, by its heading."""
    if not words or name not in _lists_with(words[0]):
        return 0
    found = _list(name).at_start(words)
    return found[1] if found else 0


def _is_subject(two: list[str]) -> bool:
    return any(
        stands(f"about: first of {each}", two) and stands(f"about: second of {each}", two[1:])
        for each in _ABOUT
    )


@lru_cache(1 << 17)
def _lists_with(word: str) -> frozenset[str]:
    """Return the lists of title_words.txt of which an entry begins with a word."""
    return _list("").names_at(word)


@cache
def _list(name: str) -> WordRules:
    return WordRules("title_words.txt", name)


def _over_by_now(years: re.Match[str]) -> str:
    """Return that a job is over whose last year is before this one, else the years as they are."""
    last = int(years[1] or years[2])
    return " former " if last < datetime.date.today().year else years[0]


def _without_past(parts: list[Part]) -> list[Part]:
    """Return parts without jobs that are over: behind "former", and before "retired"."""
    if not any(_lists_with(word) & _PAST for part in parts for word in part.words):
        return parts
    kept: list[Part] = []
    over = listed = following = False
    for part, behind in zip(parts, [*(each.sign for each in parts[1:]), ""], strict=True):
        words, sign = part
        was_over = over
        over = following or (over and (part.joined or (listed and sign == ",")))
        following = False
        if _says_over(part, behind):
            # "Previously: CEO" speaks of what follows, "CEO (former)" of what stands before.
            following = listed = behind == ":" or not (kept or was_over)
            if not (following or was_over):
                _drop_last(kept)
            continue
        at = next((at for at in range(len(words)) if _is_over(words[at:])), None)
        if at is None:
            if not over and len(words) > 1 and stands("over behind", words[-1:]):
                while kept and part.joined:
                    part = kept.pop()
                over, listed = True, False
            kept += [] if over else [part]
        elif at + stands("left", words[at:]) == len(words):
            kept.clear()
        else:
            over, listed = True, False
            kept += [Part(words[:at], sign)] if at else []
    return kept


def _says_over(part: Part, behind: str) -> bool:
    """Return whether a part says nothing but that a job is over.

    Parameters
    ----------
    part : Part
    behind : str
        The sign behind it.
    """
    words, sign = part
    if stands("over behind", words) == len(words):
        return True
    return stands("over", words) == len(words) and (sign.strip() in _ASIDE or behind == ":")


def _drop_last(kept: list[Part]) -> None:
    """Take away the last parts, back to a sign behind which something else begins."""
    while kept and kept.pop().sign not in _ENDS:
        pass


def _is_over(words: list[str]) -> bool:
    """Return whether the first of some words say that a job is over, or none yet.

    A last "ex" says nothing.
    """
    if stands("left", words):
        return True
    if ahead := stands("no place yet", words):
        place = words[ahead:]
        while place and stands("articles", place):
            place = place[1:]
        return begins(place, LEADERS)
    return len(words) > 1 and stands("over", words) > 0 and not stands("of today", words)
