"""Stages of deals: which say that a deal is won or lost, which that it is open."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from graph_icp.identity.folding import fold_alike
from graph_icp.ingest.values.cells import UnknownWord, blank
from graph_icp.word_lists import word_lists

OUTCOMES = ("won", "lost", "open")

# Between the parts of a stage: "Closed Won (Sales Pipeline)", "Sales | Won", "Lost - price".
_PARTS = re.compile("[()\\[\\]{}:;|/\\\\,>«»「」【】・→\N{EN DASH}\N{EM DASH}]+|\\s-+\\s")
# Scripts that write words without blanks.
_UNSPACED = re.compile("[\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


@lru_cache(1 << 14)
def outcome_of_stage(stage: str) -> str:
    """Return what a stage says of a deal.

    A part of the stage says it where all its words do; words of doubt ("verbally", "never"), and
    parts that say opposite things, leave it open.

    Parameters
    ----------
    stage : str
        Such as "Closed Won (Sales Pipeline)", "Cierre perdido", "Won!", "Contract sent".

    Returns
    -------
    str
        "won", "lost" or "open".

    Raises
    ------
    UnknownWord
        It is not certain: "Verbally won", "Phase 3"; such deals count as open.
    """
    if blank(stage):
        return "open"
    found = _as_a_whole(_folded(stage)) or _by_parts(stage)
    if found is None:
        raise UnknownWord(
            f"'{stage.strip()[:60]}' is not certain to be won or lost, so the deal counts as open"
        )
    return found


def stage_key(stage: str) -> str:
    """Return a stage without case, accents and punctuation, as `[stages]` in icp.toml means it."""
    return _folded(stage)


def _as_a_whole(text: str) -> str | None:
    plain = text.replace(" ", "")
    for outcome, heading in (("won", "won as a whole"), ("lost", "lost as a whole")):
        if plain in _compact(heading):
            return outcome
    return "open" if plain in _compact("open") else None


def _by_parts(stage: str) -> str | None:
    parts = [text for part in _PARTS.split(_plain(stage)) if (text := _folded(part))]
    words = {word for part in parts for word in _words(part)}
    outcomes = {_of_words(_words(part)) or _as_a_whole(part) for part in parts} - {None}
    said = outcomes - {"open"}
    if not said:
        return "open" if outcomes and not _hints(words) else None
    outcome = said.pop()
    against = ("lost", "doubt", "doubt of won") if outcome == "won" else ("won", "doubt")
    doubts = frozenset().union(*(_listed()[heading] for heading in against))
    return None if said or "open" in outcomes or words & doubts else outcome


def _of_words(words: list[str]) -> str | None:
    """Return the outcome that all of some words say, or the first two of them: "closed won"."""
    for outcome in ("won", "lost"):
        says, more = _listed()[outcome], _listed()["no more"]
        rest = [word for word in words if word not in more and not word.isdigit()]
        if rest and says.issuperset(rest):
            return outcome
        if words[:1] == ["closed"] and words[1:2] and words[1] in says:
            return outcome
    return None


def _hints(words: set[str]) -> bool:
    """Return whether one of some words says that a deal is won or lost."""
    return bool(words & (_listed()["won"] | _listed()["lost"]))


def _words(part: str) -> list[str]:
    """Return the words of a folded text; those of scripts without blanks are taken apart."""
    found: list[str] = []
    for word in part.split():
        found += _apart(word) if _UNSPACED.search(word) else [word]
    return found


def _apart(word: str) -> list[str]:
    """Return the longest known words from the left, and the rest as one."""
    known = ("won", "lost", "no more", "doubt")
    for end in range(len(word), 0, -1):
        if any(word[:end] in _listed()[heading] for heading in known):
            return [word[:end], *(_apart(word[end:]) if word[end:] else [])]
    return [word]


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _folded(text: str) -> str:
    return fold_alike(_plain(text))


@cache
def _listed() -> dict[str, frozenset[str]]:
    """Return the entries of deal_stages.txt by heading, folded."""
    entries = word_lists(__package__, "deal_stages.txt")
    return {heading: frozenset(map(_folded, each)) - {""} for heading, each in entries.items()}


@cache
def _compact(heading: str) -> frozenset[str]:
    """Return the entries below a heading without blanks, as APIs write them: contractsent."""
    return frozenset(each.replace(" ", "") for each in _listed()[heading])
