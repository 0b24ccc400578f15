"""Cleaned names: what two spellings of one company or person have in common."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

# Words that people write in place of a company's name: never a company.
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


# Files of one load name the same companies over and over.
REMEMBERED = 1 << 20


@lru_cache(maxsize=REMEMBERED)
def clean_company(name: str) -> str | None:
    """Return a company's name without legal form, case, accents and punctuation.

    Parameters
    ----------
    name : str
        The name as it is written: "Ünï-Corp, Inc."

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


_ASCII_PUNCTUATION = re.compile("[^a-z0-9]+")


def _without_legal_form(name: str) -> str:
    """Return a name without the legal forms at its end, by cleanco's rule and its list of forms.

    cleanco compares each name with each of its forms; here they are looked up by their last
    word, which takes a fifth of the time.
    """
    from cleanco.clean import normalized, strip_punct, strip_tail

    bare: str = strip_tail(name)
    words = bare.split()
    folded = (bare.lower() if bare.isascii() else normalized(bare)).split()
    if not folded or strip_punct(folded[-1]) not in _legal_forms():
        return bare
    plain = [strip_punct(word) for word in folded]
    place = -1
    while plain:
        for found, form in _legal_forms().get(plain[-1], ()):
            if found > place and plain[-len(form) :] == form:
                del plain[-len(form) :], words[-len(form) :]
                place = found
                break
        else:
            break
    return " ".join(words)


@cache
def _legal_forms() -> dict[str, list[tuple[int, list[str]]]]:
    """Return cleanco's forms by their last word, each with its place in cleanco's order."""
    from cleanco.clean import prepare_default_terms

    forms: dict[str, list[tuple[int, list[str]]]] = {}
    for place, (_, words) in enumerate(prepare_default_terms()):
        forms.setdefault(words[-1], []).append((place, words))
    return forms
