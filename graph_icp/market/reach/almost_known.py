"""Whom colleagues know at accounts too little for a path, in a sentence for each account."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from graph_icp.market.reach.path_words import between, names_on
from graph_icp.reach import words
from graph_icp.reach.near_misses import near_misses
from graph_icp.reach.paths import COLUMNS

if TYPE_CHECKING:
    from graph_icp.graph.store import Store
    from graph_icp.reach.people.acquaintances import Acquaintances


def almost_known(store: Store, known: Acquaintances, people: pd.DataFrame) -> dict[int, str]:
    """Return by account whom a colleague knows there, and why that makes no path.

    Parameters
    ----------
    store : Store
    known : Acquaintances
    people : DataFrame
        As of `paths.targets`: those at accounts into which no path leads.
    """
    if people.empty or not len(known.colleagues):
        return {}
    missed = near_misses(known, people)
    if missed.empty:
        return {}
    about = (*missed["one"].tolist(), *missed["other"].tolist())
    called = names_on(store, known, pd.DataFrame(columns=list(COLUMNS)), about)
    names = called.names
    told = {}
    for account, one, other, reason, day in missed.itertuples(index=False):
        strongest = next(between(known, one, other).itertuples(index=False))
        target = words.Told(
            other,
            called.titles.get((other, account), ""),
            names.accounts[account],
            day,
            1.0,
            by_name=other in known.by_name,
        )
        told[account] = words.near_miss(reason, strongest, target, names)
    return told
