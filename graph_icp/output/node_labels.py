"""The words of the picture's nodes, and how wide they are.

Widths are in ems, so that they hold for a font of any size.
"""

from __future__ import annotations

import unicodedata
from functools import cache

# The most characters of a text, of a name and of one word that a page shows.
LONGEST, LONGEST_NAME, LONGEST_WORD = 1_000, 120, 400
_JOINERS = "\u200d\ufe0e\ufe0f"
_BIDI_CONTROLS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def isolated(text: str) -> str:
    """Keep a name's direction of writing from reversing the words next to it."""
    if not text:
        return ""
    return f"\N{FIRST STRONG ISOLATE}{_bounded(text, LONGEST_NAME)}\N{POP DIRECTIONAL ISOLATE}"


def counted(number: int, noun: str) -> str:
    """Return a number and its noun: "1 customer", "2,000 customers"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def signed(points: int) -> str:
    """Write whole points with a sign, as wide as a plus where it is a minus: "+12", "0"."""
    return f"{points:+,}".replace("-", "\N{MINUS SIGN}") if points else "0"


def clean(text: str) -> str:
    """Return a text on one line, without characters that cannot be written or reverse other text.

    Control characters and line breaks become spaces, half characters become a question mark in a
    diamond, and characters that force a direction of writing are removed.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    kept = "".join(_printable(char) for char in text if char not in _BIDI_CONTROLS)
    return " ".join(kept.split())


def shown(text: str) -> str:
    """Return a text as `clean` does, with "…" for the middle of what is far too long to read."""
    return _bounded(clean(text), LONGEST)


def shown_name(text: str) -> str:
    """Return a name likewise, of at most `LONGEST_NAME` characters."""
    return _bounded(clean(text), LONGEST_NAME)


def _bounded(text: str, longest: int) -> str:
    if len(text) <= min(longest, LONGEST_WORD):
        return text
    kept = " ".join(
        each if len(each) <= LONGEST_WORD else f"{each[: LONGEST_WORD - 1]}…"
        for each in text.split(" ")
    )
    if len(kept) <= longest:
        return kept
    end = longest // 4
    return f"{kept[: longest - end - 3].rstrip()} … {kept[-end:].lstrip()}"


def _printable(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Cs":
        return "\N{REPLACEMENT CHARACTER}"
    return " " if category in ("Cc", "Zl", "Zp") else char


def wrapped(text: str, longest: float, most: int = 2) -> list[str]:
    """Break a text into a few lines, between words; what does not fit ends in "…".

    Parameters
    ----------
    text : str
        One line.
    longest : float
        The most ems that a line may take.
    most : int
        The most lines.

    Returns
    -------
    list of str
        One line or more.
    """
    if text_width(text) <= longest:
        return [text]
    if most == 1:
        return [shortened(text, longest)]
    words = text.split(" ")
    fitting = _fitting(words, longest)
    if fitting:
        first, rest = " ".join(words[:fitting]), " ".join(words[fitting:])
    else:
        first = shortened(text, longest, ending="")
        rest = text[len(first) :].lstrip()
    return [first, *wrapped(rest, longest, most - 1)] if first else [shortened(text, longest)]


def _fitting(words: list[str], longest: float) -> int:
    """Return how many of the words, but for the last, fit on a line."""
    used = 0.0
    for place, word in enumerate(words[:-1]):
        used += text_width(f" {word}" if place else word)
        if used > longest:
            return place
    return len(words) - 1


def shortened(text: str, longest: float, ending: str = "…") -> str:
    """Cut a text to a width in ems, with an ending, never inside a composed character.

    Parameters
    ----------
    text : str
        One line.
    longest : float
        The most ems that it may take.
    ending : str

    Returns
    -------
    str
        The text itself where it fits.
    """
    if text_width(text) <= longest:
        return text
    room = longest - text_width(ending)
    end, used = 0, 0.0
    while used + _char_width(text[end]) <= room:
        used += _char_width(text[end])
        end += 1
    while end and (_extends(text[end]) or text[end - 1] == "\u200d"):
        end -= 1
    return text[:end].rstrip() + ending


def _extends(char: str) -> bool:
    return char in _JOINERS or unicodedata.category(char) in ("Mn", "Me", "Mc", "Sk")


def text_width(text: str) -> float:
    """Estimate a line's width in ems, rather too wide than too narrow."""
    return sum(_char_width(char) for char in text)


@cache
def _char_width(char: str) -> float:
    category = unicodedata.category(char)
    if category in ("Mn", "Me", "Cf"):
        return 0.0
    if unicodedata.east_asian_width(char) in "WF" or char >= "\U0001f000":
        return 1.3 if category == "So" else 1.02
    if char in "MWmw@%…—\ufdfd" or category == "So":
        return 1.0
    if char in "ijlItf.,:;'|!()[] ":
        return 0.42
    return 0.74 if category == "Lu" else 0.64
