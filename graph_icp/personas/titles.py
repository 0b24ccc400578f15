"""Titles as level and function: "VP, Engineering & Ops" is a vice president of engineering."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from graph_icp.personas.level_words import LEVELS, level_rules
from graph_icp.personas.levels import level_of, without_abbreviations
from graph_icp.personas.title_parts import parts_of
from graph_icp.personas.word_rules import WordRules, words_of

if TYPE_CHECKING:
    from collections.abc import Callable

FUNCTIONS = (
    *("management", "sales", "marketing", "customer service", "product", "engineering"),
    *("data", "it", "security", "operations", "production", "supply chain"),
    *("purchasing", "finance", "people", "legal"),
)
"""What a place is about; the rules of functions.txt."""

# What vendors write beside departments for the top, whatever it is about.
_TOP = ("c suite", "executive", "founder", "owner")


class Job(NamedTuple):
    """What a title says: one of LEVELS, and one of FUNCTIONS; None where it does not say."""

    level: str | None
    function: str | None


def job_of(title: str) -> Job:
    """Return the level and the function of a title.

    Parameters
    ----------
    title : str
        In English, German, French, Spanish, Italian, Dutch or Portuguese.

    Examples
    --------
    >>> job_of("VP, Engineering & Ops")
    Job(level='vice president', function='engineering')
    >>> job_of("Assistant to the CEO").level
    'assistant'
    """
    parts = without_abbreviations(parts_of(title))
    words = [word for part in parts for word in (*words_of(part.sign), *part.words)]
    return Job(level_of(title), _function_rules().name_of(words))


def jobs_of(
    titles: pd.Series, seniorities: pd.Series | None = None, departments: pd.Series | None = None
) -> pd.DataFrame:
    """Return the level and the function of many titles; each distinct text is read once.

    Parameters
    ----------
    titles : Series of str
        Missing where none is known.
    seniorities, departments : Series of str, optional
        What a vendor says of the same people, with the same index; it goes before the title where
        it can be read.

    Returns
    -------
    DataFrame
        level, function: of LEVELS and FUNCTIONS, None where unknown; the index of `titles`.
    """
    codes, distinct = pd.factorize(titles)
    jobs = [job_of(str(each)) for each in distinct]
    level = _taken([each.level for each in jobs], codes)
    function = _taken([each.function for each in jobs], codes)
    read = {
        "level": _first(_read(seniorities, _level_of_vendor), level),
        "function": _first(_read(departments, _function_of_vendor), function),
    }
    return pd.DataFrame(read, index=titles.index, dtype=object)


def _read(texts: pd.Series | None, understand: Callable[[str], str | None]) -> np.ndarray | None:
    if texts is None:
        return None
    codes, distinct = pd.factorize(texts)
    return _taken([understand(str(each)) for each in distinct], codes)


def _taken(names: list[str | None], codes: np.ndarray) -> np.ndarray:
    """Return the name of each code, None for -1."""
    table = np.array([*names, None], dtype=object)
    found: np.ndarray = table[codes]
    return found


def _first(said: np.ndarray | None, by_title: np.ndarray) -> np.ndarray:
    """Return what a vendor says where it says something, else what titles do."""
    if said is None:
        return by_title
    return np.where(said != None, said, by_title)  # noqa: E711 - each entry


def _level_of_vendor(seniority: str) -> str | None:
    """Return the level of a vendor's word: "C suite", "Vp", "Entry"."""
    words = words_of(seniority)
    said = " ".join(words)
    return said if said in LEVELS else level_rules().name_of(words)


def _function_of_vendor(department: str) -> str | None:
    """Return the function of a vendor's departments: "Engineering & Technical"; none of the top."""
    words = words_of(department)
    said = " ".join(words)
    if said in FUNCTIONS:
        return said
    for word in _TOP:
        said = f" {said} ".replace(f" {word} ", " ").strip()
    return _function_rules().name_of(said.split())


@cache
def _function_rules() -> WordRules:
    return WordRules("functions.txt")
