"""Folded lists of words in files of this folder, and words of them in texts."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from graph_icp.identity.folding import fold
from graph_icp.word_lists import word_lists

if TYPE_CHECKING:
    from collections.abc import Iterable

# Words that begin beyond this character are of scripts that write words without blanks.
_UNSPACED = "\u3000"


@cache
def folded_lists(file: str) -> dict[str, tuple[str, ...]]:
    """Return the entries of a file of words by its headings, without case and accents."""
    return {name: tuple(map(fold, words)) for name, words in word_lists(__package__, file).items()}


def has_word(text: str, words: Iterable[str]) -> bool:
    """Return whether a folded text has one of some words; those of unspaced scripts anywhere."""
    return any(f" {word} " in f" {text} " or (word > _UNSPACED and word in text) for word in words)
