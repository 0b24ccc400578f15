"""The words of the picture's nodes, and how wide they are.

Widths are in ems, so that they hold for a font of any size.
"""

from __future__ import annotations

import unicodedata

_JOINERS = "\u200d\ufe0e\ufe0f"
_BIDI_CONTROLS = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


def isolated(text: str) -> str:
    """Keep a name's direction of writing from reversing the words next to it."""
    return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}" if text else ""


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
    kept = "".join(_printable(char) for char in text if char not in _BIDI_CONTROLS)
    return " ".join(kept.split())


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
    fitting = [n for n in range(1, len(words)) if text_width(" ".join(words[:n])) <= longest]
    if fitting:
        first, rest = " ".join(words[: fitting[-1]]), " ".join(words[fitting[-1] :])
    else:
        first = shortened(text, longest, ending="")
        rest = text[len(first) :].lstrip()
    return [first, *wrapped(rest, longest, most - 1)] if first else [shortened(text, longest)]


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
