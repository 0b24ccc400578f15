"""Ordered rules of words: which of some names the words of a text stand for."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from graph_icp.identity.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# "d'équipe", "l'usine" and "dell'ufficio" are two words, where an apostrophe else joins.
_ELIDED = re.compile(r"\b([dl]|qu|del+|al+|nel+|un)['\u2019]", re.IGNORECASE)
_NEXT_STEP = "---"
_NOTHING = "nothing"


class _Phrase(NamedTuple):
    """A phrase of a rule file, in the order in which the phrases that begin alike are tried."""

    step: int
    shorter: int
    words: tuple[str, ...]
    name: str


class WordRules:
    """The rules of one file: steps of headings with phrases of whole words.

    The first step of which a text holds a phrase decides; in it what stands first in the text, and
    of what begins at one place the longest.

    Parameters
    ----------
    file : str
        A file of this folder; its head says how it is written.
    heading : str, optional
        The one whose phrases alone are taken.
    """

    def __init__(self, file: str, heading: str = "") -> None:
        text = files(__package__).joinpath(file).read_text(encoding="utf-8")
        self._whole: dict[str, list[_Phrase]] = {}
        self._begins: dict[str, list[_Phrase]] = {}
        self._ends: dict[str, list[_Phrase]] = {}
        for step, name, phrase in _entries(text):
            if heading not in ("", name):
                continue
            words = tuple(words_of(phrase))
            table, first = self._whole, words[0]
            if phrase.startswith("*"):
                table = self._ends
            elif phrase.endswith("*") and len(words) == 1:
                table = self._begins
            joker = (*words[:-1], f"{words[-1]}*") if phrase.endswith("*") else words
            table.setdefault(first, []).append(_Phrase(step, -len(words), joker, name))
        self._known: dict[str, tuple[_Phrase, ...]] = {}

    def name_of(self, words: Sequence[str]) -> str | None:
        """Return the name for which words stand, None where no rule knows one of them.

        Parameters
        ----------
        words : sequence of str
            As of `words_of`.
        """
        found: _Phrase | None = None
        for at, word in enumerate(words):
            for phrase in self._beginning(word):
                if found and phrase.step >= found.step:
                    break
                if phrase.shorter == -1 or _stands(phrase.words, words, at):
                    found = phrase
                    break
        return found.name if found and found.name != _NOTHING else None

    def at_start(self, words: Sequence[str]) -> tuple[str, int] | None:
        """Return the name for which the first words stand, and how many they are.

        Parameters
        ----------
        words : sequence of str
            As of `words_of`.
        """
        for phrase in self._beginning(words[0]) if words else ():
            if phrase.shorter == -1 or _stands(phrase.words, words, 0):
                return phrase.name, -phrase.shorter
        return None

    def names_at(self, word: str) -> frozenset[str]:
        """Return the names of the phrases that begin with a word."""
        return frozenset(phrase.name for phrase in self._beginning(word))

    def _beginning(self, word: str) -> tuple[_Phrase, ...]:
        """Return the phrases that begin with a word, in the order of the rules."""
        if (known := self._known.get(word)) is not None:
            return known
        fitting = list(self._whole.get(word, ()))
        for end in range(1, len(word) + 1):
            fitting += self._begins.get(word[:end], ())
            fitting += self._ends.get(word[-end:], ())
        known = tuple(sorted(fitting, key=lambda each: (each.step, each.shorter)))
        self._known[word] = known
        return known


def words_of(text: str) -> list[str]:
    """Return the words of a title, without case, accents and punctuation.

    Parameters
    ----------
    text : str
        "Chef d'équipe (H/F)" is chef, d, equipe, h, f.
    """
    return [word for written in text.split() for word in _folded(written)]


@lru_cache(1 << 17)
def _folded(written: str) -> tuple[str, ...]:
    """Return the words of what stands between blanks; titles have few that differ."""
    return tuple(fold(_ELIDED.sub(r"\1 ", written)).split())


def has_phrase(words: Sequence[str], phrases: Iterable[Sequence[str]]) -> bool:
    """Return whether words hold one of some phrases, each whole."""
    return any(
        _stands(phrase, words, at) for phrase in phrases for at in range(len(words)) if phrase
    )


def _stands(phrase: Sequence[str], words: Sequence[str], at: int) -> bool:
    """Return whether a phrase stands at a place of a text; its last word may end with *."""
    end = at + len(phrase) - 1
    if end >= len(words) or any(words[at + i] != phrase[i] for i in range(len(phrase) - 1)):
        return False
    last = phrase[-1]
    return words[end].startswith(last[:-1]) if last.endswith("*") else words[end] == last


def _entries(text: str) -> Iterator[tuple[int, str, str]]:
    """Give the phrases of a file, each with its step and the heading that it stands below."""
    step, heading = 0, ""
    for line in text.splitlines():
        if line == _NEXT_STEP:
            step += 1
        elif line.startswith("["):
            heading = line.strip("[]")
        elif line and not line.startswith("#"):
            for phrase in line.split("|"):
                yield step, heading, phrase.strip()
