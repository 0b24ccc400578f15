"""Texts without case, accents and punctuation."""

from __future__ import annotations

import re
import unicodedata

# Apostrophes and dots join what they divide: "Levi's" is "levis", "U.S." is "us".
_JOINS = re.compile("['\u2019.]")
# Characters without width that divide no words: soft hyphens, joiners, marks of the byte order.
_UNSEEN = re.compile("[\u00ad\u200c\u200d\u2060\ufeff]")
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
        words = lowered.split()
        if "".join(words).isalnum():
            return " ".join(words)
    else:
        decomposed = unicodedata.normalize("NFKD", _UNSEEN.sub("", text).casefold())
        lowered = unicodedata.normalize("NFC", _ACCENTS.sub("", decomposed)).casefold()
    return " ".join(_blanked(_JOINS.sub("", lowered)).split())


def _blanked(text: str) -> str:
    """Return `text` with a blank for everything but letters, digits and vowel marks."""
    if text.isascii():
        return _ASCII_PUNCTUATION.sub(" ", text)
    return "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in text)


def fold_alike(text: str) -> str:
    """Return `text` folded, with a blank for "_" and letters alike where a keyboard lacks them."""
    return fold(text.translate(LETTERS_ALIKE).replace("_", " ")).translate(LETTERS_ALIKE)
