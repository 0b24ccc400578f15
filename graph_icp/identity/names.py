"""Cleaned names: what two spellings of one company or person have in common."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any

# Words that stand where a company's name should: never a company.
NO_COMPANY = frozenset(
    {
        *("confidential", "confidential company", "undisclosed", "private", "various"),
        *("self", "self employed", "selfemployed", "myself", "freelance", "freelancer"),
        *("independent", "independent consultant", "consultant", "retired", "student"),
        *("stealth", "stealth company", "stealth mode", "stealth startup", "stealth mode startup"),
        *("n a", "na", "nil", "none", "null", "no company", "not applicable", "unknown"),
        *("unemployed", "tba", "tbd", "test"),
    }
)

# Apostrophes and dots join what they divide: "Levi's" is "levis", "U.S." is "us".
_JOINS = re.compile("['\u2019.]")
_ACCENTS = re.compile("[\u0300-\u036f]")


@lru_cache(maxsize=200_000)
def clean_company(name: str) -> str | None:
    """Return a company's name without legal form, case, accents and punctuation.

    Parameters
    ----------
    name : str
        The name as somebody wrote it: "Ünï-Corp, Inc."

    Returns
    -------
    str or None
        "uni corp"; None where the text names no company ("self-employed", "n/a", "-").
    """
    folded = fold(name)
    if not folded or folded in NO_COMPANY:
        return None
    bare = fold(_without_legal_form(name))
    return None if bare in NO_COMPANY else bare or folded


@lru_cache(maxsize=200_000)
def clean_person(name: str) -> str | None:
    """Return a person's name folded like a company's, None where nothing is left of it."""
    return fold(name) or None


def fold(text: str) -> str:
    """Return `text` caseless, without accents, each run of punctuation one blank.

    Letters of every script stay; only marks on Latin, Greek and Cyrillic letters go, as in
    others (Hindi, Thai) they are vowels.
    """
    if text.isascii():
        lowered = text.lower()
    else:
        decomposed = unicodedata.normalize("NFKD", text.casefold())
        lowered = unicodedata.normalize("NFC", _ACCENTS.sub("", decomposed)).casefold()
    return " ".join(_blanked(_JOINS.sub("", lowered)).split())


def _blanked(text: str) -> str:
    """Return `text` with a blank for all that is no letter, digit or vowel mark."""
    if text.isascii():
        return _ASCII_PUNCTUATION.sub(" ", text)
    return "".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in text)


_ASCII_PUNCTUATION = re.compile("[^a-z0-9]+")


def _without_legal_form(name: str) -> str:
    from cleanco.clean import custom_basename, normalized, strip_punct, strip_tail

    forms, last_words = _legal_forms()
    words = normalized(strip_tail(name)).split()
    # cleanco compares a name with each of its forms; most names end in none of them.
    if not words or strip_punct(words[-1]) not in last_words:
        return name
    bare: str = custom_basename(name, forms, suffix=True, prefix=False, middle=False)
    return bare


@cache
def _legal_forms() -> tuple[Any, frozenset[str]]:
    """Return cleanco's legal forms, and the words in which they end."""
    from cleanco.clean import prepare_default_terms

    forms = prepare_default_terms()
    return forms, frozenset(words[-1] for _, words in forms)
