"""Texts without case, accents and punctuation, and the lists of words of this folder."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib import resources

# Apostrophes and dots join what they divide: "Levi's" is "levis", "U.S." is "us".
_JOINS = re.compile("['\u2019.]")
_ACCENTS = re.compile("[\u0300-\u036f]")
_ASCII_PUNCTUATION = re.compile("[^a-z0-9]+")

LETTERS_ALIKE = str.maketrans(
    {"ł": "l", "ø": "o", "\N{LATIN SMALL LETTER DOTLESS I}": "i", "æ": "ae", "đ": "d", "œ": "oe"}
)
"""For `str.translate`: letters that are written as others where a keyboard lacks them."""


def fold(text: str) -> str:
    """Return `text` in lower case, without accents, each run of punctuation one blank.

    Letters of every script stay; only accents on Latin, Greek and Cyrillic letters go, as the
    marks of other scripts (Hindi, Thai) are vowels.
    """
    if text.isascii():
        lowered = text.lower()
    else:
        decomposed = unicodedata.normalize("NFKD", text.casefold())
        lowered = unicodedata.normalize("NFC", _ACCENTS.sub("", decomposed)).casefold()
    return " ".join(_blanked(_JOINS.sub("", lowered)).split())


def _blanked(text: str) -> str:
    """Return `text` with a blank for everything but letters, digits and vowel marks."""
    if text.isascii():
        return _ASCII_PUNCTUATION.sub(" ", text)
    return "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in text)


@cache
def listed(file: str) -> dict[str, list[str]]:
    """Return the entries of a file of lists by their headings.

    Parameters
    ----------
    file : str
        Its name. It has headings such as [behind], entries with | between, and comments (#).
    """
    text = (resources.files("graph_icp.identity") / file).read_text(encoding="utf-8")
    entries: dict[str, list[str]] = {}
    heading = ""
    for line in text.splitlines():
        if line.startswith("["):
            heading = line.strip("[]")
        elif line and not line.startswith("#"):
            found = (each.strip() for each in line.split("|"))
            entries.setdefault(heading, []).extend(filter(None, found))
    return entries
