"""Which persona somebody is of, whom an account lacks, and personas that are hard to tell apart."""

from __future__ import annotations

from collections import Counter
from itertools import chain, combinations
from typing import TYPE_CHECKING

import pandas as pd

from graph_icp.personas.level_words import LEVELS
from graph_icp.personas.persona import MUST, ROLES
from graph_icp.personas.title_parts import words_of_today
from graph_icp.personas.titles import job_of
from graph_icp.personas.word_rules import has_phrase, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from graph_icp.personas.persona import Persona

# What a path to somebody counts: of a persona, in the function of one, and else.
_PERSONA, _SAME_FUNCTION, OTHER = 1.0, 0.7, 0.4
_JOB = ["title", "level", "function"]


def personas_of(jobs: pd.DataFrame, personas: Sequence[Persona]) -> pd.Series:
    """Return of which persona people are: the first that their title matches.

    A title matches a persona if its function, or one of its words, is one of the persona's, and its
    level is one of the persona's where it has any; words suffice where the level is unknown.

    Parameters
    ----------
    jobs : DataFrame
        title, level, function; the latter as of `titles.jobs_of`.
    personas : sequence of Persona

    Returns
    -------
    Series of str
        Names of personas, None where none matches; the index of `jobs`.
    """
    if not personas:
        return pd.Series([None] * len(jobs), index=jobs.index, dtype=object)
    keys = jobs[_JOB].astype(object).where(jobs[_JOB].notna(), None)
    codes, distinct = pd.factorize(pd.MultiIndex.from_frame(keys))
    tried = [(each, [words_of(word) for word in each.words]) for each in personas]
    names = [_first_match(job, tried) for job in distinct]
    found = pd.Series(names, dtype=object)
    return pd.Series(found.to_numpy()[codes], index=jobs.index, dtype=object)


def weights_of(jobs: pd.DataFrame, personas: Sequence[Persona]) -> pd.Series:
    """Return what a path to people counts: 1 of a persona, .7 in the function of one, else .4.

    Parameters
    ----------
    jobs : DataFrame
        function, persona; the latter as of `personas_of`.
    personas : sequence of Persona

    Returns
    -------
    Series of float
        0 to 1; the index of `jobs`.
    """
    functions = {function for each in personas for function in each.functions}
    near = jobs["function"].isin(functions)
    by_function = near.map({True: _SAME_FUNCTION, False: OTHER})
    return by_function.mask(jobs["persona"].notna(), _PERSONA).astype(float)


def coverage(
    contacts: pd.DataFrame, personas: Sequence[Persona], accounts: Iterable[object]
) -> pd.DataFrame:
    """Return which must-have personas are known at accounts, and which are missing.

    Parameters
    ----------
    contacts : DataFrame
        account, persona (a name or None), one row a person.
    personas : sequence of Persona
    accounts : iterable
        As in `contacts`.

    Returns
    -------
    DataFrame
        account (in the order of `accounts`), known, missing (lists of Persona, in their order),
        sentence ("2 of 3 must-have personas known; missing: the one who signs"; empty where no
        persona is a must).
    """
    musts = [each for each in personas if each.need == MUST]
    named = contacts[contacts["persona"].notna()]
    there = named.groupby("account")["persona"].agg(set).to_dict()
    rows = []
    for account in accounts:
        names = there.get(account, set())
        known = [each for each in musts if each.name in names]
        missing = [each for each in musts if each.name not in names]
        rows.append((account, known, missing, in_words(known, missing)))
    return pd.DataFrame(rows, columns=["account", "known", "missing", "sentence"])


def in_words(known: Sequence[Persona], missing: Sequence[Persona]) -> str:
    """Return how many must-have personas are known, and who is missing."""
    musts = len(known) + len(missing)
    if not musts:
        return ""
    text = f"{len(known)} of {musts} must-have persona{'s' * (musts > 1)} known"
    if not missing:
        return text
    roles = Counter(each.role for each in (*known, *missing))
    alone = (
        ROLES[each.role] if each.role and roles[each.role] == 1 else each.name for each in missing
    )
    return f"{text}; missing: {', '.join(alone)}"


def alike(personas: Sequence[Persona]) -> list[str]:
    """Return what to know of personas that match the same titles; the first of them has those."""
    return [
        f"The personas {one.name!r} and {other.name!r} match the same titles ({shared}); "
        f"who has one is {one.name!r}, which stands first."
        for one, other in combinations(personas, 2)
        if (shared := _shared(one, other))
    ]


def _first_match(
    job: tuple[str | None, str | None, str | None],
    personas: Sequence[tuple[Persona, Sequence[Sequence[str]]]],
) -> str | None:
    title, level, function = (each if isinstance(each, str) else None for each in job)
    words = words_of_today(title or "")
    for persona, phrases in personas:
        by_word = has_phrase(words, phrases)
        if not by_word and function not in persona.functions:
            continue
        if not persona.levels or level in persona.levels or (by_word and level is None):
            return persona.name
    return None


def _shared(one: Persona, other: Persona) -> str:
    """Return an example of what two personas both match, empty where nothing is."""
    levels = [
        each
        for each in LEVELS
        if each in (one.levels or LEVELS) and each in (other.levels or LEVELS)
    ]
    if not levels:
        return ""
    function = next((each for each in one.functions if each in other.functions), "")
    if function:
        return f"{levels[0]}, {function}"
    pairs = ((word, other) for word in one.words), ((word, one) for word in other.words)
    return next((word for word, persona in chain(*pairs) if _holds(persona, word)), "")


def _holds(persona: Persona, word: str) -> bool:
    """Return whether a word of a title is one of a persona's, or of one of its functions."""
    words = words_of(word)
    return job_of(word).function in persona.functions or words in map(words_of, persona.words)
