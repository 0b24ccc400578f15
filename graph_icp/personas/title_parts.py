"""The parts of a title that may be a job each, without what is over or about somebody else."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from graph_icp.personas.word_rules import WordRules, words_of

# "CEO's Office" is not the CEO; "(Senior) Buyer" is one job, "CEO (Berlin)" and "A / B" are parts.
_POSSESSIVE = re.compile(r"\w+['\u2019]s\b", re.IGNORECASE)
_IN_FRONT = re.compile(r"^\s*\(([^)]*)\)")
_OUT_OF_SERVICE = re.compile(r"\b[ai]\.\s?[DdRr]\.")
_BETWEEN = re.compile(
    r"([,;|()\[\]:/&+\n\u2013\u2014]|\s-\s"
    r"|\s(?:and|und|et|y|e|en(?!\s(?:chef|pr[aá]cticas|formation|alternance|stage)\b))\s)",
    re.IGNORECASE,
)
_JOINS = frozenset("&+/")
_ABOUT = ("partners", "students", "learners", "learning", "stages")
_SUBJECTS = frozenset(f"about: first of {each}" for each in _ABOUT)
_PAST = frozenset(("over", "left"))


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
    text = _OUT_OF_SERVICE.sub(" retired ", _IN_FRONT.sub(r"\1", title))
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


def _without_past(parts: list[Part]) -> list[Part]:
    """Return parts without jobs that are over: behind "former", and before "retired"."""
    if not any(_lists_with(word) & _PAST for part in parts for word in part.words):
        return parts
    kept: list[Part] = []
    over = False
    for part in parts:
        words, sign = part
        over = over and part.joined
        at = next((at for at in range(len(words)) if _is_over(words[at:])), None)
        if at is None:
            kept += [] if over else [part]
        elif at + stands("left", words[at:]) == len(words):
            kept.clear()
        else:
            over = True
            kept += [Part(words[:at], sign)] if at else []
    return kept


def _is_over(words: list[str]) -> bool:
    """Return whether the first of some words say that a job is over; a last "ex" says nothing."""
    if stands("left", words):
        return True
    return len(words) > 1 and stands("over", words) > 0 and not stands("of today", words)
