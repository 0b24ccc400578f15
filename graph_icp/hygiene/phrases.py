"""Phrases of whole words, looked for in many short texts."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.identity.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

_REST = "..."
# Words that begin beyond this character are of scripts that write words without blanks.
_UNSPACED = "\u3000"


class _Phrase(NamedTuple):
    """A phrase of several words, or of one that must stand first or last."""

    words: tuple[str, ...]
    name: str
    first: bool
    last: bool

    def stands(self, first: bool, last: bool) -> bool:
        """Return whether it may stand where it begins or ends the text, or does not."""
        return (first or not self.first) and (last or not self.last)


class Phrases:
    """Phrases of several names, such as those of tags.

    Parameters
    ----------
    of : mapping of str to iterable of str
        By name its phrases: whole words, of which one alone may begin or end with *; "... fund"
        ends a text, "stadt ..." begins it. Those of scripts without blanks stand anywhere.
    """

    def __init__(self, of: Mapping[str, Iterable[str]]) -> None:
        self._by_first: dict[str, list[_Phrase]] = {}
        self._begins: dict[str, str] = {}
        self._ends: dict[str, str] = {}
        self._within: dict[str, str] = {}
        self._known: dict[str, tuple[str, ...]] = {}
        for name, phrases in of.items():
            for phrase in phrases:
                self._add(name, phrase)
        self._starts, self._stops = tuple(self._begins), tuple(self._ends)

    def may_be_in(self, texts: Sequence[str | None]) -> list[int]:
        """Return the positions of the texts of which a word, as it is written, may be of a phrase.

        Each word that differs is looked at once.
        """
        words = pc.utf8_split_whitespace(pa.array(texts, pa.string(), from_pandas=True))
        each = pc.list_flatten(words).dictionary_encode()
        telling = self._telling(each.dictionary).take(each.indices)
        places: list[int] = np.unique(pc.list_parent_indices(words).filter(telling)).tolist()
        return places

    def found(self, words: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Give the name and the words of each phrase in a text of folded words."""
        for at, word in enumerate(words):
            for phrase in self._by_first.get(word, ()):
                end = at + len(phrase.words)
                whole = tuple(words[at:end]) == phrase.words
                if whole and phrase.stands(at == 0, end == len(words)):
                    yield phrase.name, " ".join(phrase.words)
            for name in self._of_parts(word):
                yield name, word

    def _telling(self, written: pa.Array) -> pa.Array:
        """Return of each of some words, as they are written, whether it may be of a phrase."""
        lowered = pc.ascii_lower(written)
        known = pc.or_(
            pc.is_in(lowered, pa.array(self._by_first, pa.string())),
            pc.match_substring_regex(lowered, self._pattern),
        )
        # Only of ASCII letters and digits, or else to be folded.
        plain = pc.match_substring_regex(lowered, "^[a-z0-9]*$")
        folded = [
            any(map(self._knows, fold(word).split()))
            for word in written.filter(pc.invert(plain)).to_pylist()
        ]
        return pc.replace_with_mask(known, pc.invert(plain), pa.array(folded, pa.bool_()))

    @cached_property
    def _pattern(self) -> str:
        """What a plain word matches that is of a phrase by how it begins or ends."""
        begins, ends = ("|".join(map(re.escape, each)) for each in (self._starts, self._stops))
        # [^a-z0-9] is in no plain word.
        return f"^(?:{begins or '[^a-z0-9]'})|(?:{ends or '[^a-z0-9]'})$"

    def _knows(self, word: str) -> bool:
        """Return whether a phrase begins with a folded word, or it is one by its parts."""
        return word in self._by_first or bool(self._of_parts(word))

    def _add(self, name: str, phrase: str) -> None:
        bare = phrase.removeprefix(_REST).removesuffix(_REST).strip()
        if bare > _UNSPACED:
            self._within[bare] = name
        elif bare.startswith("*"):
            self._ends[bare[1:]] = name
        elif bare.endswith("*") and " " not in bare:
            self._begins[bare[:-1]] = name
        else:
            words = tuple(fold(bare).split())
            told = _Phrase(words, name, phrase.endswith(_REST), phrase.startswith(_REST))
            self._by_first.setdefault(words[0], []).append(told)

    def _of_parts(self, word: str) -> tuple[str, ...]:
        """Return the names of phrases of which a word is one by how it begins or ends."""
        may = word.startswith(self._starts) or word.endswith(self._stops)
        if not may and word.isascii():
            return ()
        known = self._known.get(word)
        if known is None:
            if len(self._known) > _REMEMBERED:
                self._known.clear()
            self._known[word] = known = tuple(self._parts(word))
        return known

    def _parts(self, word: str) -> Iterator[str]:
        yield from (name for start, name in self._begins.items() if word.startswith(start))
        yield from (name for end, name in self._ends.items() if word.endswith(end) and word != end)
        yield from (name for part, name in self._within.items() if part in word)


# Words that are remembered; names of companies have more that differ than a language.
_REMEMBERED = 1 << 18
