"""The encoding of text that is not Unicode, told by how its letters stand together.

In Latin script single accented letters stand among those of ASCII; in others whole words are made
of bytes beyond ASCII. charset-normalizer ranks the encodings of other scripts, and a ranked one
counts only where its text looks written: its words are of one script, in usual characters and case.
A few letters may look written in several, so what looks like none is refused rather than guessed.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from graph_icp.encodings.encoding import UNREADABLE, Encoding

_OTHER_SCRIPTS = {
    "gb18030": "GB18030",
    "cp932": "Shift-JIS",
    "euc_jp": "EUC-JP",
    "big5": "Big5",
    "cp949": "EUC-KR",
    "cp1251": "Windows-1251",
    "koi8_r": "KOI8-R",
    "cp1253": "Windows-1253",
    "cp1255": "Windows-1255",
    "cp1256": "Windows-1256",
    "cp874": "Windows-874",
}
_LATIN = {
    "cp1252": "Windows-1252",
    "cp1250": "Windows-1250",
    "mac_roman": "Mac Roman",
    "cp850": "code page 850",
}
_USUAL = {
    "gb18030": ("gb2312", range(0xB0, 0xD8)),
    "big5": ("big5", range(0xA4, 0xC7)),
    "cp932": ("cp932", range(0x81, 0x98)),
    "euc_jp": ("euc_jp", range(0xA1, 0xD0)),
    "cp949": ("euc_kr", range(0xB0, 0xC9)),
}
"""Where the characters stand that most of a text is made of, by their first bytes."""

_MOST_ODD = 0.2
"""The share of odd places in a text beyond which it was read wrongly."""

_FEW = 12
"""Letters of Chinese, Japanese or Korean below which only one encoding may fit."""

_ALONE = 3
"""The longest runs of bytes beyond ASCII that words in Latin script have."""

_LATIN_MOST_ODD = 0.05
"""The share of odd places from which on another encoding of Latin script is looked for."""

_CASED = {"cp1251": str.isupper, "cp1253": str.isupper, "koi8_r": str.islower}
"""Letters without which a text is not in this encoding, but Hebrew."""

_IN_WORDS = re.compile(
    r"(?P<symbol>(?<=[^\W\d_])[^\w\s.,;:&'/()|\"\-+@\u2018\u2019\u2013·*#%](?=[^\W\d_]))|[^\W\d_]+"
)
_EAST_ASIAN = {"CJK", "HIRAGANA", "KATAKANA", "HANGUL"}
_SCRIPTS = _EAST_ASIAN | {"LATIN", "GREEK", "CYRILLIC", "HEBREW", "ARABIC", "THAI"}
_TURKISH = re.compile("[þðÞÐ]")
_NOT_TURKISH = re.compile("[æáíóúÆÁÍÓÚ]")


def legacy_encoding(sample: bytes) -> Encoding | None:
    """Tell the encoding of lines that are not Unicode.

    Parameters
    ----------
    sample : bytes
        Lines of a file that hold letters beyond ASCII.

    Returns
    -------
    Encoding or None
        None where no encoding gives text that looks written.
    """
    found = _latin(sample)
    plain = _odd(_decoded(sample, found.codec)) <= _MOST_ODD
    if plain and _stand_alone(sample):
        return found
    written = [codec for codec in _ranked(sample) if _looks_written(sample, codec)]
    if sum(codec in _USUAL for codec in written) > 1 and _is_short(sample, written[0]):
        return None
    if written:
        return Encoding(written[0], _OTHER_SCRIPTS[written[0]], guessed=True)
    return found if plain or _stand_alone(sample) else None


def _stand_alone(sample: bytes) -> bool:
    """Return whether most bytes beyond ASCII stand alone or nearly so, as in "Zürich" and "ÅÄÖ"."""
    runs = [len(run) for run in re.findall(rb"[\x80-\xff]+", sample)]
    return sum(run for run in runs if run <= _ALONE) * 2 > sum(runs)


def _is_short(sample: bytes, codec: str) -> bool:
    return sum(not char.isascii() for char in _decoded(sample, codec)) < _FEW


def _ranked(sample: bytes) -> list[str]:
    """Return the encodings of other scripts, those first that charset-normalizer takes it for."""
    from charset_normalizer import from_bytes  # needed for few files

    found = from_bytes(sample, cp_isolation=list(_OTHER_SCRIPTS), threshold=0.5)
    ranked = [match.encoding for match in found if match.encoding in _OTHER_SCRIPTS]
    return list(dict.fromkeys([*ranked, *_OTHER_SCRIPTS]))


def _looks_written(sample: bytes, codec: str) -> bool:
    text = _decoded(sample, codec)
    foreign = [char for char in text if not char.isascii()]
    if UNREADABLE in text or not foreign:
        return False
    if codec in _CASED and not any(map(_CASED[codec], foreign)):
        return False
    return _odd(text) <= _MOST_ODD and _unusual(foreign, codec) <= _MOST_ODD


def _decoded(sample: bytes, codec: str) -> str:
    return sample.decode(codec, errors="replace").rstrip(UNREADABLE)


def _unusual(foreign: list[str], codec: str) -> float:
    """Return the share of characters that texts in this encoding seldom have."""
    if codec not in _USUAL:
        return sum(not char.isalpha() for char in foreign) / len(foreign)
    narrower, usual = _USUAL[codec]
    letters = [char for char in foreign if char.isalpha()]
    first = [char.encode(narrower, "replace")[0] for char in letters]
    return 1 - sum(each in usual for each in first) / max(len(letters), 1)


def _odd(text: str) -> float:
    """Return the share of odd places among the letters beyond ASCII of a text.

    Odd are symbols within words, capitals behind small letters, and words of two scripts.
    """
    odd = foreign = 0
    for found in _IN_WORDS.finditer(text):
        word = found[0]
        if word.isascii():
            continue
        foreign += sum(not char.isascii() for char in word)
        if found["symbol"]:
            odd += 1
            continue
        capitals = pairwise(word)
        odd += sum(before.islower() and char.isupper() for before, char in capitals)
        odd += max(len(_scripts(word)) - 1, 0)
    marks = text.count(UNREADABLE)
    return (odd + marks) / max(foreign + marks, 1)


def _scripts(word: str) -> set[str]:
    """Return the scripts of a word's letters, of which those of East Asia are one."""
    names = {unicodedata.name(char, "?").split()[0] for char in word} & _SCRIPTS
    return {"CJK" if name in _EAST_ASIAN else name for name in names}


def _latin(sample: bytes) -> Encoding:
    """Tell the encoding of Latin script: Windows-1252 unless another gives far fewer odd places."""
    texts = {codec: _decoded(sample, codec) for codec in _LATIN}
    odd = {codec: _odd(text) for codec, text in texts.items()}
    best = min(_LATIN, key=lambda codec: odd[codec])
    western = texts["cp1252"]
    if odd["cp1252"] > _LATIN_MOST_ODD and odd[best] < odd["cp1252"] / 3:
        return Encoding(best, _LATIN[best], guessed=True)
    if len(_TURKISH.findall(western)) > 1 and not _NOT_TURKISH.search(western):
        return Encoding("cp1254", "Windows-1254", guessed=True)
    return Encoding("cp1252", _LATIN["cp1252"], guessed=True)
