"""Names as people spell them: with or without hyphens, blanks, accents and umlauts."""

from __future__ import annotations

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
_PARTS = re.compile(f"(?:[aou]{_UMLAUT}|a{_RING}|ae|oe|ue|aa|ss|.)(?:{_ACCENT})*", re.DOTALL)
_WORDS = re.compile(rf"(?:[^\W_]|{_ACCENT})+|[&+]")


def any_of(names: Iterable[str]) -> re.Pattern[str] | None:
    """Return a pattern of names in all their spellings, the longest first, None without names.

    "Weyland-Yutani" is also Weyland Yutani and weylandyutani,
    and "M\u00fcller & S\u00f6hne" is Mueller und
    Soehne. Only whole words count, between anything but letters and digits.

    Parameters
    ----------
    names : iterable of str

    Returns
    -------
    re.Pattern or None
        To look for in texts that are decomposed (NFKD).
    """
    plain = {unicodedata.normalize("NFKD", name).strip() for name in names} - {""}
    ordered = sorted(plain, key=lambda each: (_first(each), -len(each), each))
    # A text is compared with the names of its first letter alone, as there may be thousands.
    parts = [
        f"(?={first})(?:{'|'.join(map(_spelled, some))})"
        for first, some in groupby(ordered, key=_first)
    ]
    whole = rf"(?<![^\W_])(?:{'|'.join(parts)})(?!{_ACCENT}|[^\W_])"
    return re.compile(whole) if parts else None


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
    short = sum(map(len, words)) <= _SHORT
    gap = r"[\W_]+" if short else r"[\W_]*"
    said = joined = ""
    for place, word in enumerate(words, start=1):
        if word in "&+" or (said and place < len(words) and word.casefold() in _AND):
            joined = rf"(?:(?:{'|'.join(sorted(_AND))})[\W_]+)?"
            continue
        said += (gap + joined if said else "") + (re.escape(word) if short else _letters(word))
        joined = ""
    return said if short else f"(?i:{said})"


def _letters(word: str) -> str:
    return "".join(_letter(each) for each in _PARTS.findall(word.casefold()))


def _letter(part: str) -> str:
    """Return a pattern of a letter, or of a pair that stands for one, with any accents."""
    if part in _SPELLED:
        return _SPELLED[part]
    bare = re.sub(_ACCENT, "", part)
    return _SPELLED.get(bare, f"{re.escape(bare)}{_ACCENT}*")
