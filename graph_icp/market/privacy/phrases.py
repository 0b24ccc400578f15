"""The words by which texts hold somebody: names, addresses, pages and domains, as phrases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_icp.identity.folding import fold
from graph_icp.identity.names import UMLAUTS, written_out

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Phrases:
    """Phrases that are looked for in texts without regard to case, accents and punctuation.

    Attributes
    ----------
    by_length : dict of int to set of str
        The folded phrases by the number of their words.
    """

    by_length: dict[int, frozenset[str]]

    @classmethod
    def of(cls, texts: Iterable[str]) -> Phrases:
        """Return the phrases of some names, addresses and domains."""
        folded: set[str] = set()
        for text in texts:
            folded.add(_words(text))
            if UMLAUTS.search(text):
                folded.add(written_out(_words, text) or "")
        lengths: dict[int, set[str]] = {}
        for each in folded - {""}:
            lengths.setdefault(len(each.split()), set()).add(each)
        return cls({length: frozenset(each) for length, each in lengths.items()})

    @classmethod
    def of_people(cls, names: Iterable[str], told: Iterable[str]) -> Phrases:
        """Return the phrases that tell of people wherever they stand; single names tell nobody.

        Parameters
        ----------
        names : iterable of str
            Of people. A full name counts in one word too, as in the name of a file: "annleeson".
        told : iterable of str
            Their addresses and pages.
        """
        full = cls._of_several_words(names)
        joined = {each.replace(" ", "") for some in full.values() for each in some}
        lengths = {1: frozenset(each for each in joined if len(each) >= _JOINED)}
        found = cls(full) | cls(cls._of_several_words(told))
        return found | cls(lengths) if lengths[1] else found

    @classmethod
    def _of_several_words(cls, texts: Iterable[str]) -> dict[int, frozenset[str]]:
        return {length: some for length, some in cls.of(texts).by_length.items() if length > 1}

    def __or__(self, other: Phrases) -> Phrases:
        """Return the phrases of both."""
        nothing: frozenset[str] = frozenset()
        one, two = self.by_length, other.by_length
        lengths = one.keys() | two.keys()
        return Phrases({each: one.get(each, nothing) | two.get(each, nothing) for each in lengths})

    def __contains__(self, text: object) -> bool:
        """Return whether a text holds one of the phrases; nothing that is no text does."""
        if not isinstance(text, str) or not self.by_length:
            return False
        words = _words(text).split()
        return any(
            " ".join(words[start : start + length]) in phrases
            for length, phrases in self.by_length.items()
            for start in range(len(words) - length + 1)
        )

    @property
    def words(self) -> frozenset[str]:
        """The longest word of each phrase: a text that holds none of them holds no phrase."""
        every = (each for some in self.by_length.values() for each in some)
        return frozenset(max(each.split(), key=len) for each in every)

    @property
    def every_word(self) -> frozenset[str]:
        """All words of the phrases."""
        return frozenset(
            word for some in self.by_length.values() for each in some for word in each.split()
        )

    def within(self, joined: str) -> bool:
        """Return whether a text without blanks, as headers are remembered, holds a phrase.

        A short phrase counts only as the whole text: "li" is in many headers.
        """
        phrases = (each.replace(" ", "") for some in self.by_length.values() for each in some)
        return any(
            each == joined or (len(each) >= _LONG_ENOUGH and each in joined) for each in phrases
        )


_LONG_ENOUGH = 4
# The fewest letters of a full name in one word that is no word of another meaning.
_JOINED = 8


def _words(text: str) -> str:
    """Return a text folded, in which dots and underscores divide words as blanks do."""
    return fold(text.replace("_", " ").replace(".", " "))
