"""Words about a competitor's product by which its customer is likely to leave."""

from __future__ import annotations

import re
from functools import cache

from graph_icp.identity.folding import fold
from graph_icp.word_lists import word_lists

# A rating of so many out of so many: "2/5", "2 of 5", "2 von 5".
_RATING = re.compile(r"\s*(\d+(?:[.,]\d+)?)\s*(?:/|of|out of|von|sur|de)\s*(\d+)\b.*")
_LOW = 0.4


def may_leave(text: str) -> bool:
    """Return whether somebody who says this of a product is displeased, or looks for another.

    Parameters
    ----------
    text : str
        "unhappy", "2/5" (two fifths or less), "evaluating alternatives"; not "not unhappy".
    """
    rating = _RATING.fullmatch(text.casefold())
    if rating and float(rating[2]):
        return float(rating[1].replace(",", ".")) / float(rating[2]) <= _LOW
    said = f" {fold(text)} "
    return any(_said(said, word) for word in _folded("displeased") + _folded("evaluating"))


def _said(text: str, word: str) -> bool:
    """Return whether a text has a word somewhere without a "not" before it."""
    befores = text.split(f" {word} ")[:-1]
    return any(not each.endswith(_denials()) for each in befores)


@cache
def _denials() -> tuple[str, ...]:
    return tuple(f" {each}" for each in _folded("not"))


@cache
def _folded(heading: str) -> tuple[str, ...]:
    return tuple(map(fold, word_lists(__package__, "words.txt")[heading]))
