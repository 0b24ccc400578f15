"""Texts that were written before, without the people who asked since not to be contacted."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from graph_icp.market.names_of_people import names_of_people

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph_icp.graph.store import Store

INSTEAD = "somebody not to be contacted"
_FIRST_WORD = re.compile(r"\w+")
# What a sheet says of a person behind their name: the title, the persona.
_ABOUT = r"(?:(?:, | \()[^;\n]*?(?=;|\n| -> |$))?"


class OptedOut:
    """The people who asked not to be contacted.

    Parameters
    ----------
    names : iterable of str
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._by_first_word: dict[str, set[str]] = defaultdict(set)
        for name in names:
            if first := _FIRST_WORD.search(name):
                self._by_first_word[first[0]].add(name)

    @classmethod
    def read(cls, store: Store) -> OptedOut:
        """Return those of a store, but for those without a name."""
        ids = store.ask("read/people_opted_out")["id"].to_pylist()
        return cls(filter(None, names_of_people(store, ids).values()))

    def hidden(self, text: str) -> str:
        """Return a text in which none of them is named, nor their title."""
        words = {*_FIRST_WORD.findall(text)}
        names = {name for word in words for name in self._by_first_word.get(word, ())}
        if not names:
            return text
        ordered = sorted(names, key=lambda each: (-len(each), each))
        any_name = "|".join(map(re.escape, ordered))
        return re.sub(rf"(?<!\w)(?:{any_name})(?!\w){_ABOUT}", INSTEAD, text)
