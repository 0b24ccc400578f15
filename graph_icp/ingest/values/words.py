"""Words of a description: what is left of a text without its markup, addresses and numbers."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import cache
from importlib.resources import files

# Characters of a description that are kept, and of a cell that are looked at.
KEPT = 2_000
_READ = 10 * KEPT
_TAG = re.compile(r"<[/!?a-zA-Z][^<>]*>")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+"
    r"|[a-z0-9._%+-]{1,64}@[a-z0-9.-]+"
    r"|\b[a-z0-9-]{1,63}\.(?:com|org|net|io|co|ai|app|dev)\b(?:/\S*)?",
    re.I,
)
# Looked for first, since that is quicker.
_ENDINGS = (".com", ".org", ".net", ".io", ".co", ".ai", ".app", ".dev")
_MAYBE_ADDRESS = ("://", "@", "www.", *_ENDINGS)

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_KATAKANA = "\u30a1-\u30fa\u30fc-\u30ff"
_HIRAGANA = "\u3041-\u309f"
# Runs of one script that stand beside each other without a blank.
_RUN = re.compile(f"[{_HAN}]+|[{_KATAKANA}]+|[{_HIRAGANA}]+")
# Accents, vowel signs and points, which Python does not count to the letters.
_MARKS = (
    "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0963\u0971-\u0dff\u0e31-\u0e4e\u0eb1-\u0fff"
)
# A word has 3 to 40 characters and begins with a letter; "don't" is one.
_PLAIN_WORD = re.compile(r"(?<![a-z0-9])[a-z][a-z0-9]{2,39}(?![a-z0-9])(?:'t\b)?")
_PART = rf"[\w{_MARKS}]"
_WORD = re.compile(rf"(?<!{_PART})[^\W\d]{_PART}{{2,39}}(?!{_PART})(?:'t\b)?")
# One of these in a text, and it is taken apart run by run; two characters make a word of them.
_ASIAN = re.compile(f"[{_HAN}{_KATAKANA}{_HIRAGANA}\uac00-\ud7a3]")
_IDEOGRAPHS = re.compile(f"[{_HAN}]{{2,}}")
_OF_TWO = re.compile(f"[{_KATAKANA}\uac00-\ud7a3]{{2,40}}")
_GRAMMAR = re.compile(f"[{_HIRAGANA}]+")


def plain_text(text: str) -> str:
    """Return a description without markup, web and mail addresses, cut after KEPT characters.

    Parameters
    ----------
    text : str
        A cell, of any length: "<p>Plans loads &amp; routes. See www.acme.com</p>".

    Returns
    -------
    str
        "Plans loads & routes. See"; "" where nothing is left.
    """
    text = text[:_READ]
    if "&" in text:
        text = html.unescape(text)
    if "<" in text:
        text = _TAG.sub(" ", text)
    text = text[: 2 * KEPT]
    if any(each in text for each in _MAYBE_ADDRESS):
        text = _ADDRESS.sub(" ", text)
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(filter(None, lines))[:KEPT]


@cache
def function_words() -> frozenset[str]:
    """Return the words of seven languages that any text has, whatever it is about."""
    text = (files(__package__) / "function_words.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for line in lines for word in line.split())


def topical_words(text: str) -> list[str]:
    """Return the words of a text that may say what it is about; as of `words`."""
    return [word for word in words(text) if word not in function_words()]


def words(text: str) -> list[str]:
    """Return the words of a text, each once, in small letters.

    A word has three characters or more and begins with a letter, of any script. Of Korean and of
    Japanese katakana two suffice; hiragana, which is grammar, is left out; a run of Chinese
    characters is its pairs. A script that writes no blanks, such as Thai, gives what stands
    between its blanks.

    Parameters
    ----------
    text : str
        Such as "Plans 300 loads a day; B2B, don't worry.".

    Returns
    -------
    list of str
        ["plans", "loads", "day", "b2b", "don't", "worry"].
    """
    if text.isascii():
        return list(dict.fromkeys(_PLAIN_WORD.findall(text.lower())))
    lowered = unicodedata.normalize("NFKC", text).lower()
    lowered = lowered.replace("\u2019", "'").replace("i\u0307", "i").replace("_", " ")
    if not _ASIAN.search(lowered):
        return list(dict.fromkeys(_WORD.findall(lowered)))
    parts = _RUN.sub(r" \g<0> ", lowered).split()
    return list(dict.fromkeys(word for part in parts for word in _words_of(part)))


def _words_of(part: str) -> list[str]:
    """Return the words in a text without a blank, which is of one script where that is Asian."""
    if _IDEOGRAPHS.fullmatch(part):
        return [part[i : i + 2] for i in range(len(part) - 1)]
    return _OF_TWO.findall(part) or ([] if _GRAMMAR.fullmatch(part) else _WORD.findall(part))
