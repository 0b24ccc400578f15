"""Headers of a vendor's program in the languages of its users, as the English ones."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

LANGUAGES = ("de", "es", "fr", "it", "ja", "nl", "pt")


def english(table: Path, header: str) -> str:
    """Return the English of a header, itself where the table does not know it.

    Case, accents, articles and punctuation do not matter. Parts between hyphens ("Person - Name")
    and a last part in brackets ("... (Primary)") are looked up one by one where the whole is not
    known.

    Parameters
    ----------
    table : Path
        The vendor's file of headers: the English one in brackets, then a line for each language
        with what the vendor writes, separated by |; ~ stands before what is not sure.
    header : str
    """
    words = _words(table)
    if len(header) > _LONGEST or header.isdecimal():
        return header
    if found := words.get(_key(header)):
        return found
    parts = _HYPHEN.split(header)
    if len(parts) > 1:
        return " - ".join(words.get(_key(part), part) for part in parts)
    if bracketed := _BRACKETED.fullmatch(header.strip()):
        main, inner = (words.get(_key(part), part) for part in bracketed.groups())
        return f"{main} ({inner})"
    return header


@cache
def _words(table: Path) -> dict[str, str]:
    """Return the English headers of a table by the key of each translation."""
    words: dict[str, str] = {}
    heading = ""
    for line in table.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            heading = line.strip("[]")
        elif line and not line.startswith("#"):
            language, _, spellings = line.partition(" ")
            if language not in LANGUAGES or not heading:
                raise ValueError(f"{table}: '{line}' is not a language's spellings of a header")
            for spelling in spellings.split("|"):
                words.setdefault(_key(spelling), heading)
    return words


def _key(header: str) -> str:
    """Return a header as compared: "Nombre de la empresa" is "nombreempresa"."""
    letters = unicodedata.normalize("NFKD", header.casefold())
    bare = "".join(each for each in letters if not unicodedata.combining(each))
    return "".join(word for word in _WORD.findall(bare) if word not in _ARTICLES)


# The most characters of a vendor's header.
_LONGEST = 100
_HYPHEN = re.compile(r"\s+[-\N{EN DASH}]\s+")
_BRACKETED = re.compile(r"(.+?)\s*\(([^()]+)\)")
_WORD = re.compile(r"[^\W_]+")
_ARTICLES = frozenset(
    (
        *("the", "of", "der", "die", "das", "den", "dem", "des", "de", "del", "la", "el", "los"),
        *("las", "le", "les", "du", "l", "d", "da", "do", "dos", "das", "di", "dell", "della"),
        *("delle", "degli", "dei", "il", "het", "een", "van", "a"),
    )
)
