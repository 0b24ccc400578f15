"""Why no path leads into an account although people know each other: refused, or asked in vain."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graph_icp.market.reach.path_words import names_on
from graph_icp.reach import words
from graph_icp.reach.outcomes import REST
from graph_icp.reach.paths import best, each_of, find

if TYPE_CHECKING:
    import pandas as pd

    from graph_icp.graph.store import Store
    from graph_icp.reach.people.acquaintances import Acquaintances


def why_parted(
    store: Store, known: Acquaintances, people: pd.DataFrame, hops: int
) -> tuple[str, ...]:
    """Return why the best paths that would else lead into an account do not, in sentences.

    Parameters
    ----------
    store : Store
    known : Acquaintances
    people : DataFrame
        The targets, as of `paths.targets`.
    hops : int
        The most steps of a path.
    """
    if known.apart.empty:
        return ()
    paths = best(_paths(known, people, hops))
    names = names_on(store, known, paths).names.people
    declined = known.outcomes[known.outcomes["result"] == "no"]
    noes = declined[["one", "other", "day"]].to_numpy().tolist()
    said: dict[str, None] = {}
    for one, other in (pair for path in each_of(paths) for pair in _apart(known, path.steps)):
        day = next((day for *pair, day in noes if {*pair} == {one, other}), None)
        sentence = (
            words.refused(names[one], names[other])
            if day is None
            else words.resting(names[one], names[other], day, day + REST)
        )
        said[sentence] = None
    return tuple(said)


def accounts_parted(known: Acquaintances, people: pd.DataFrame, hops: int) -> set[int]:
    """Return the accounts of people into which a path would lead if nobody refused or rested."""
    paths = _paths(known, people, hops)
    strongest = paths.drop_duplicates("account")
    return {path.account for path in each_of(strongest) if _apart(known, path.steps)}


def _paths(known: Acquaintances, people: pd.DataFrame, hops: int) -> pd.DataFrame:
    """Return the paths to people as if nobody had been asked and nobody had refused."""
    people = people if len(known.apart) else people.head(0)
    unasked = replace(known, apart=known.apart.head(0), asked=known.asked.head(0))
    return find(unasked, people, hops=hops)


def _apart(known: Acquaintances, steps: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the steps of a path through which none leads."""
    apart = {frozenset(pair) for pair in known.apart[["one", "other"]].to_numpy().tolist()}
    return [step for step in steps if frozenset(step) in apart]
