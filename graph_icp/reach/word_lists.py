"""Lists of words in files of this folder, under headings."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from graph_icp.identity.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

# Words that begin beyond this character are of scripts that write words without blanks.
_UNSPACED = "\u3000"


@cache
def word_lists(file: str) -> dict[str, tuple[str, ...]]:
    """Return the entries of a file by its headings, in their order.

    Parameters
    ----------
    file : str
        Its name. It has headings such as [pricing], entries with | between, and comments (#).
    """
    lists: dict[str, tuple[str, ...]] = {}
    heading = ""
    for line in files(__package__).joinpath(file).read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            heading = line.strip("[]")
        elif line and not line.startswith("#"):
            more = (each.strip() for each in line.split("|"))
            lists[heading] = (*lists.get(heading, ()), *filter(None, more))
    return lists


@cache
def folded_lists(file: str) -> dict[str, tuple[str, ...]]:
    """Return the entries of a file of words by its headings, without case and accents."""
    return {name: tuple(map(fold, words)) for name, words in word_lists(file).items()}


def has_word(text: str, words: Iterable[str]) -> bool:
    """Return whether a folded text has one of some words; those of unspaced scripts anywhere."""
    return any(f" {word} " in f" {text} " or (word > _UNSPACED and word in text) for word in words)
