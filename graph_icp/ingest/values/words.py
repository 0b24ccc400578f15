"""Words of a description: what is left of a text without its markup, addresses and numbers."""

from __future__ import annotations

import html
import re
import unicodedata

# Characters of a description that are kept, and of a cell that are looked at.
KEPT = 2_000
_READ = 10 * KEPT
# A word has so many characters; of Korean, Japanese and Chinese two are one.
_SHORTEST, _LONGEST = 3, 40

_TAG = re.compile(r"<[/!?a-zA-Z][^<>]*>")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+"
    r"|[a-z0-9._%+-]{1,64}@[a-z0-9.-]+"
    r"|\b[a-z0-9-]{1,63}\.(?:com|org|net|io|co|ai|app|dev)\b(?:/\S*)?",
    re.I,
)
# Looked for first, since it is much quicker.
_MAYBE_ADDRESS = re.compile(r"://|@|\.(?:com|org|net|io|co|ai|app|dev)\b|www\.", re.I)

_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_KATAKANA = "\u30a1-\u30fa\u30fc-\u30ff"
_HIRAGANA = "\u3041-\u309f"
# Runs of one script that stand beside each other without a blank.
_RUN = re.compile(f"[{_HAN}]+|[{_KATAKANA}]+|[{_HIRAGANA}]+")
# Accents, vowel signs and points, which Python does not count to the letters.
_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0963\u0971-\u0dff\u0e31-\u0e4e\u0eb1-\u0fff"
_TOKEN = re.compile(rf"[\w{_MARKS}]+(?:'t\b)?")
_PLAIN_TOKEN = re.compile(r"[a-z0-9]+(?:'t\b)?")
_IDEOGRAPHS = re.compile(f"[{_HAN}]{{2,}}")
_HANGUL = re.compile("[\uac00-\ud7a3]")
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
    if _MAYBE_ADDRESS.search(text):
        text = _ADDRESS.sub(" ", text)
    return " ".join(text.split())[:KEPT]


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
        return [word for word in dict.fromkeys(_PLAIN_TOKEN.findall(text.lower())) if _is_word(word)]
    lowered = unicodedata.normalize("NFKC", text).lower()
    lowered = lowered.replace("\u2019", "'").replace("i\u0307", "i").replace("_", " ")
    parted = _RUN.sub(r" \g<0> ", lowered)
    found = dict.fromkeys(_TOKEN.findall(parted))
    if parted == lowered and not _HANGUL.search(lowered):
        return [word for word in found if _is_word(word)]
    return list(dict.fromkeys(word for token in found for word in _words_of(token)))


def _is_word(token: str) -> bool:
    return _SHORTEST <= len(token) <= _LONGEST and token[0].isalpha()


def _words_of(token: str) -> list[str]:
    """Return the words that stand in a text without a blank: one, none or pairs of ideographs."""
    if _IDEOGRAPHS.fullmatch(token):
        return [token[i : i + 2] for i in range(len(token) - 1)]
    if _OF_TWO.fullmatch(token):
        return [token]
    return [token] if _is_word(token) and not _GRAMMAR.fullmatch(token) else []
