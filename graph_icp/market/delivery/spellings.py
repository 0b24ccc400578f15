"""Names as people spell them: with or without hyphens, blanks, accents and umlauts."""

from __future__ import annotations

import html
import re
import unicodedata
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# So few letters are looked for in their own capitals: "Go" is none of "go".
_SHORT = 3
_ACCENT = "[\u0300-\u036f]"
_UMLAUT, _RING = "\u0308", "\u030a"
# Spellings of a letter with an umlaut or a ring, of letters that have others of their own, and of
# the pairs in whose place these stand. All are decomposed.
_SPELLED = {
    **{f"{vowel}{_UMLAUT}": f"{vowel}(?:{_ACCENT}+|e)?" for vowel in "aou"},
    f"a{_RING}": f"a(?:{_ACCENT}+|a)?",
    "ae": f"(?:a{_ACCENT}*e{_ACCENT}*|a{_UMLAUT}|\u00e6)",
    "oe": f"(?:o{_ACCENT}*e{_ACCENT}*|o{_UMLAUT}|\u00f8|\u0153)",
    "ue": f"(?:u{_ACCENT}*e{_ACCENT}*|u{_UMLAUT})",
    "aa": f"(?:a{_ACCENT}*a{_ACCENT}*|a{_RING})",
    "ss": "(?:ss|\u00df)",
    "\u00df": "(?:ss|\u00df)",
    "\u00e6": f"(?:\u00e6|ae|a{_UMLAUT})",
    "\u0153": f"(?:\u0153|oe|o{_UMLAUT})",
    "\u00f8": f"(?:\u00f8|oe?{_ACCENT}*)",
    "o": f"[o\u00f8]{_ACCENT}*",
    "l": "[l\u0142]",
    "\u0142": "[l\u0142]",
    "d": f"[d\u0111]{_ACCENT}*",
    "\u0111": "[d\u0111]",
    "i": f"[i\u0131]{_ACCENT}*",
    "\u0131": f"[i\u0131]{_ACCENT}*",
}
_AND = frozenset({"and", "und", "et", "y", "e", "og", "och", "en"})
# Scripts that write words together, or with what belongs to them, decomposed.
_TOGETHER = (
    "\u0590-\u08ff\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u2e80-\ud7ff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
# A letter or digit, and a letter alone, beside which a word goes on.
_LETTER, _NO_DIGIT = rf"[^\W_{_TOGETHER}]", rf"[^\W\d_{_TOGETHER}]"
_STANDS_TOGETHER = re.compile(f"[{_TOGETHER}]")
# What is written and not seen, or lengthens a letter: it is in no name.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u0640\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)
_PARTS = re.compile(f"(?:[aou]{_UMLAUT}|a{_RING}|ae|oe|ue|aa|ss|.)(?:{_ACCENT})*", re.DOTALL)
_ARTICLE = re.compile(r"(?:the|der|die|das|le|la|les|el|los|las|il|lo|gli|de|het|o|os|as)\s+", re.I)
_WORDS = re.compile(rf"(?:[^\W_]|{_ACCENT})+|[&+]")


def decomposed(text: str) -> str:
    """Return a text as `any_of` looks into it: decomposed, without what is not seen."""
    return _UNSEEN.sub("", unicodedata.normalize("NFKD", html.unescape(text)))


def any_of(names: Iterable[str]) -> re.Pattern[str] | None:
    """Return a pattern of names in all their spellings, the longest first, None without names.

    "Weyland-Yutani" is also Weyland Yutani, weylandyutani, Weyland-Yutanis and weylandyutani2026,
    "Müller & Söhne" is Mueller und Soehne, and "The Weyland Company" goes without its article.
    Only whole words count, but in scripts that write words together.

    Parameters
    ----------
    names : iterable of str

    Returns
    -------
    re.Pattern or None
        To look for in texts as of `decomposed`.
    """
    plain = {decomposed(name).strip() for name in names} - {""}
    plain |= {bare for name in plain if " " in (bare := _ARTICLE.sub("", name, count=1).strip())}
    ordered = sorted(plain, key=lambda each: (*_borders(each), _first(each), -len(each), each))
    # A text is compared with the names of its first letter alone, as there may be thousands.
    parts = []
    for (before, behind), alike in groupby(ordered, key=_borders):
        some = [
            f"(?={first})(?:{'|'.join(map(_spelled, each))})"
            for first, each in groupby(alike, key=_first)
        ]
        parts.append(f"{before}(?:{'|'.join(some)}){behind}")
    return re.compile("|".join(parts)) if parts else None


def _first(name: str) -> str:
    """Return a pattern of the first letter of a name, "" where it has several spellings."""
    letter = name[0].casefold()
    alike = not (letter.isascii() and letter.isalpha()) or letter in "aoldi"
    return "" if alike else f"(?i:{letter})"


def _spelled(name: str) -> str:
    """Return a pattern of a name; a sign or word for "and" in it may be another, or missing."""
    words = _WORDS.findall(name)
    if not any(word not in "&+" for word in words):
        return re.escape(name)
    short = _letters_of(name) <= _SHORT
    gap = r"[\W_]+" if short else r"[\W_]*"
    said = joined = ""
    for place, word in enumerate(words, start=1):
        if word in "&+" or (said and place < len(words) and word.casefold() in _AND):
            joined = rf"(?:(?:{'|'.join(sorted(_AND))})[\W_]+)?"
            continue
        said += (gap + joined if said else "") + (re.escape(word) if short else _letters(word))
        joined = ""
    return said if short else f"(?i:{said})"


def _borders(name: str) -> tuple[str, str]:
    """Return patterns of where a name begins and ends in a text.

    A name of more letters may have a year at its borders, and the s of a genitive; one of a script
    that writes words together may stand within others, unless it is a single letter.
    """
    first, last, letters = name[0], name[-1], _letters_of(name)
    if letters == 1 and _STANDS_TOGETHER.match(first):
        return r"(?<![^\W_])", r"(?![^\W_])"
    short = letters <= _SHORT
    before = f"(?<!{_LETTER if short or first.isdigit() else _NO_DIGIT})"
    behind = f"(?!{_ACCENT}|{_LETTER if short or last.isdigit() else _NO_DIGIT})"
    if _STANDS_TOGETHER.match(last):
        behind = "(?![\u11a8-\u11ff])"  # a syllable of Korean may have one more letter
    elif not short and not last.isdigit():
        behind = f"[sS]?{behind}"
    return "" if _STANDS_TOGETHER.match(first) else before, behind


def _letters_of(name: str) -> int:
    """Return how many letters, digits and signs for "and" a name has."""
    return sum(map(len, _WORDS.findall(name)))


def _letters(word: str) -> str:
    return "".join(_letter(each) for each in _PARTS.findall(word.casefold()))


def _letter(part: str) -> str:
    """Return a pattern of a letter, or of a pair that stands for one, with any accents."""
    if part in _SPELLED:
        return _SPELLED[part]
    bare = re.sub(_ACCENT, "", part)
    return _SPELLED.get(bare, f"{re.escape(bare)}{_ACCENT}*")
