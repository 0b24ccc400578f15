"""The levels of places in a company, and the words of titles by which they are known."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from graph_icp.personas.word_rules import WordRules

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

LEVELS = (
    *("owner", "board", "executive", "vice president", "director", "head"),
    *("manager", "lead", "senior", "specialist", "assistant", "intern"),
)
"""How high a place is, from the highest on; the rules of levels.txt."""

TOPS = LEVELS[:4]
LEADERS = LEVELS[:8]
HELPERS = LEVELS[10:]


@cache
def level_rules() -> WordRules:
    """Return the rules of levels.txt, read once."""
    return WordRules("levels.txt")


def begins(words: Sequence[str], levels: Collection[str]) -> bool:
    """Return whether the first of some words are of one of some levels."""
    found = level_rules().at_start(words)
    return found is not None and found[0] in levels


def ends(words: Sequence[str], levels: Collection[str]) -> bool:
    """Return whether the last of some words are of one of some levels."""
    behind = [(level_rules().at_start(words[at:]), len(words) - at) for at in range(len(words))]
    return any(found and found[0] in levels and found[1] == left for found, left in behind)
