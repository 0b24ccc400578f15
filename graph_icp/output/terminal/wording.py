"""Text cut and wrapped at words, measured in the cells of a terminal."""

from __future__ import annotations

import re
import unicodedata
from itertools import accumulate
from typing import TYPE_CHECKING

from rich.cells import cell_len

from graph_icp.output.inert import STEERING

if TYPE_CHECKING:
    from collections.abc import Iterable

ELLIPSIS = "…"
JOINER = "\u200d"
_LOOSE_END = " ,;:.·-(/&"
_RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
# The end of a phrase of a reason, behind its counts.
_PHRASE = re.compile(r"\), and ")
_TURNED = re.compile(f"[{_RIGHT_TO_LEFT}]+(?:[^{_RIGHT_TO_LEFT}A-Za-z;·]*[{_RIGHT_TO_LEFT}]+)*")


def one_line(text: str) -> str:
    """Return text on one line that cannot control a terminal."""
    return STEERING.sub("\ufffd", " ".join(text.split()))


def isolated(text: str) -> str:
    """Return inert text whose right-to-left words leave the order of those around them alone."""
    return _TURNED.sub("\u2068\\g<0>\u2069", text)


def shortened(text: str, width: int) -> str:
    """Return text that takes no more than a number of cells, cut at a word where it has several.

    Parameters
    ----------
    text : str
        One line.
    width : int
        The number of cells.

    Returns
    -------
    str
        The text, or its beginning and "…"; no character is split.
    """
    if cell_len(text) <= width:
        return text
    if width < 1:
        return ""
    head = _beginning(text, width - 1)
    at_word, space, _ = head.rpartition(" ")
    if space and not text[len(head)].isspace():
        head = at_word
    return head.rstrip(_LOOSE_END) + ELLIPSIS


def whole_parts(parts: Iterable[str], separator: str, width: int) -> str:
    """Return as many parts as fit from the first on, whole, and "…" where some were left out.

    A first part that is too long by itself is cut at a word, and before a bracket that would stay
    open.

    Parameters
    ----------
    parts : iterable of str
        Such as the clauses of a sentence.
    separator : str
        What stands between them.
    width : int
        The number of cells.
    """
    parts = list(parts)
    for many in range(len(parts), 0, -1):
        rest = "" if many == len(parts) else f"{separator.rstrip()} {ELLIPSIS}"
        said = separator.join(parts[:many]) + rest
        if cell_len(said) <= width:
            return said
    short = shortened(separator.join(parts), width)
    before, bracket, inside = short.rpartition("(")
    is_open = bracket and before.strip() and ")" not in inside
    return before.rstrip(_LOOSE_END) + ELLIPSIS if is_open else short


def whole_lines(parts: Iterable[str], separator: str, width: int, most: int) -> list[str]:
    """Return as many parts as a few lines hold, whole, and "…" where some were left out.

    Parameters
    ----------
    parts : iterable of str
        As of `whole_parts`; one that is too long for the lines is cut behind its counts, "(72 of
        1,340 prospects), and ...", where it has several.
    separator : str
    width : int
        The number of cells of a line.
    most : int
        The most lines.
    """
    ends = []
    said = ""
    for part in parts:
        joined = f"{said}{separator}{part}" if said else part
        phrases = [len(joined) - len(part) + found.start() + 1 for found in _PHRASE.finditer(part)]
        ends += [joined[:end] for end in phrases] + [joined]
        said = joined
    for end in reversed(ends):
        lines = wrapped(end if end == said else f"{end}{separator.rstrip()} {ELLIPSIS}", width)
        if len(lines) <= most:
            return lines
    return wrapped(whole_parts([said], separator, width), width) if said else []


def wrapped(text: str, width: int) -> list[str]:
    """Return text as lines of no more than a number of cells, broken between words alone.

    Chinese and Japanese, which have no spaces, break between characters; any other word that is
    longer than a line is cut.

    Parameters
    ----------
    text : str
        One line.
    width : int
        The number of cells, at least 1.
    """
    return _filled([_pieces(word, width) for word in text.split(" ")], width)


def wrapped_whole(text: str, width: int) -> list[str]:
    """Return text as lines like `wrapped`, but for words longer than a line, which stay whole."""
    return _filled([[word] for word in text.split(" ")], width)


def _filled(words: list[list[str]], width: int) -> list[str]:
    """Return lines of as many words as fit, each of them given in pieces that may be parted."""
    lines = [""]
    for word in words:
        for place, piece in enumerate(word):
            longer = f"{lines[-1]} {piece}" if lines[-1] and not place else lines[-1] + piece
            if cell_len(longer) <= width:
                lines[-1] = longer
            else:
                lines.append(piece)
    return lines[1:] if len(lines) > 1 and not lines[0] else lines


def _pieces(word: str, width: int) -> list[str]:
    """Return what a word may be broken into: itself, or its characters where it has no words."""
    if cell_len(word) <= width:
        return [word]
    characters = _graphemes(word)
    wide = sum(cell_len(each) > 1 for each in characters)
    return characters if width > 1 and 2 * wide > len(characters) else [shortened(word, width)]


def _beginning(text: str, width: int) -> str:
    """Return the longest beginning of whole characters that fits."""
    head = ""
    for longer in accumulate(_graphemes(text)):
        if cell_len(longer) > width:
            break
        head = longer
    return head


def _graphemes(text: str) -> list[str]:
    """Return the characters as people see them: with their accents, and joined emoji as one."""
    found: list[str] = []
    for character in text:
        if found and _belongs(found[-1], character):
            found[-1] += character
        else:
            found.append(character)
    return found


def _belongs(before: str, character: str) -> bool:
    is_flag = all("\U0001f1e6" <= each <= "\U0001f1ff" for each in (before, character))
    return (
        character == JOINER
        or before.endswith(JOINER)
        or unicodedata.category(character) in ("Mn", "Me", "Mc")
        or "\U0001f3fb" <= character <= "\U0001f3ff"
        or (is_flag and len(before) == 1)
    )
