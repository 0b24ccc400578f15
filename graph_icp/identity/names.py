"""Cleaned names: what two spellings of one company or person have in common."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from graph_icp.identity.folding import fold
from graph_icp.identity.legal_forms import without_legal_form
from graph_icp.word_lists import word_lists

if TYPE_CHECKING:
    from collections.abc import Callable

# Files of one load name the same companies over and over.
REMEMBERED = 1 << 20

# Names in small letters that are written where there is no company or person, for both stores.
PLACEHOLDERS = (
    r"(?:my )?(?:test|tests|testing|tester|asdf\w*|qwert\w*|foo|bar|foobar|dummy|sample|example"
    r"|demo|xx+|unknown|duplicate|do not use|delete ?me|tbd)"
    r"(?: (?:account|company|firma|user|contact|person|name|inc|gmbh|\d+))*"
)

_FILE = "no_company.txt"
# A wish in place of a name: "Seeking new opportunities", "Looking for a new role".
_SEEKING = re.compile(
    r"(?:currently |actively |now )*(?:seeking|looking for|searching for|exploring|open to|"
    r"available for|pursuing|on the lookout for|ready for|auf der suche nach|suche nach|suche|"
    r"en busca de|en busqueda de|buscando|a la recherche de|en recherche de|em busca de|"
    r"in cerca di|alla ricerca di|op zoek naar|soker|a procura de)\b.*"
    r"\b(?:opportunit\w*|roles?|jobs?|positions?|work|employment|challenges?|career|ventures?|"
    r"herausforderung\w*|stelle\w*|aufgabe\w*|arbeit|oportunidade?s?|empleo|trabajo|emploi|"
    r"poste|travail|opportunita|lavoro|trabalho|emprego|recolocacao|baan|werk|uitdaging\w*|jobb)\b.*"
)


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
    if not folded or _names_nobody(folded):
        return None
    bare = fold(without_legal_form(name))
    return None if bare in _words("no company") and bare != folded else bare or folded


@lru_cache(maxsize=REMEMBERED)
def joined_company(name: str) -> str | None:
    """Return a company's cleaned name without blanks, by which names are compared: "unicorp"."""
    clean = clean_company(name)
    return clean and clean.replace(" ", "")


@lru_cache(maxsize=200_000)
def clean_person(name: str) -> str | None:
    """Return a person's name folded like a company's, without titles before and degrees behind it.

    Parameters
    ----------
    name : str
        "Dr. Léa Voss, PhD".

    Returns
    -------
    str or None
        "lea voss"; None where nothing is left of it.
    """
    first, *rest = name.split(",")
    whole = name
    if rest and " " in first.strip() and all(map(_is_degree, rest)):
        whole = first
    words = fold(whole).split()
    titles, degrees = _words("titles"), _words("degrees")
    while len(words) > 2 and words[0] in titles:
        words = words[1:]
    while len(words) > 2 and words[-1] in degrees:
        words = words[:-1]
    return " ".join(words) or None


def given_name_first(name: str) -> str:
    """Return a name that has its surname first, and a comma behind it, in the usual order.

    Parameters
    ----------
    name : str
        "Lee, Ann", which is "Ann Lee"; "Ann Lee, PhD" stays as it is.
    """
    surname, *rest = (" ".join(part.split()) for part in name.split(","))
    while len(rest) > 1 and _is_degree(rest[-1]):
        rest.pop()
    if len(rest) != 1 or not rest[0] or not surname or (" " in surname and _is_degree(rest[0])):
        return name
    return f"{rest[0]} {surname}"


def surname_first(clean: str) -> list[str]:
    """Return a cleaned name with its surname first, for each place where that may begin.

    Parameters
    ----------
    clean : str
        "zoe muller unal", which is "muller unal zoe" and "unal zoe muller"; of one word none.
    """
    words = clean.split()
    return [" ".join([*words[place:], *words[:place]]) for place in range(1, len(words))]


def _is_degree(text: str) -> bool:
    """Return whether a text behind a comma is a degree: "PhD", "MBA", "CFA", "M.Sc."."""
    letters = text.strip().replace(".", "")
    folded = fold(text)
    return folded in _words("degrees") or (
        letters.isalpha() and len(letters) <= _LONGEST_DEGREE and sum(map(str.isupper, letters)) > 1
    )


_LONGEST_DEGREE = 6


def written_out(clean: Callable[[str], str | None], name: str) -> str | None:
    """Return a cleaned name as keyboards without umlauts write it; None where it has none.

    Parameters
    ----------
    clean : callable
        How such names are cleaned.
    name : str
        "Müller GmbH", which some files write as "Mueller GmbH".
    """
    written = UMLAUTS.sub(lambda each: _OUT[each[0]], name)
    return None if written == name else clean(written)


_OUT = {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ø": "oe", "Ø": "Oe"}
_OUT |= {"å": "aa", "Å": "Aa"}
UMLAUTS = re.compile("|".join(_OUT))


def _names_nobody(folded: str) -> bool:
    if folded in _words("no company") or _SEEKING.fullmatch(folded):
        return True
    words = folded.split()
    for count in (1, 2):
        if " ".join(words[:count]) in _words("for oneself"):
            return _words("what one does").issuperset(words[count:])
    return False


@cache
def _words(heading: str) -> frozenset[str]:
    return frozenset(fold(each) for each in word_lists(__package__, _FILE)[heading])
