"""The best way into each account of a list, with care for introducers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from graph_icp.market.lookup import owners_of
from graph_icp.market.reach.path_words import door_of, names_on, told_in_words
from graph_icp.market.reach.reading import read_near
from graph_icp.reach.care import spared
from graph_icp.reach.paths import each_of, find, targets

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from graph_icp.graph.store import Store
    from graph_icp.personas.persona import Persona
    from graph_icp.reach.acquaintances import Acquaintances


def doors(
    store: Store,
    keys: Sequence[str],
    *,
    hops: int = 2,
    day: datetime.date | None = None,
    personas: Sequence[Persona] = (),
) -> pd.DataFrame:
    """Return the best way into each of some accounts, in their order; none has no row.

    No introducer is asked more than three times in thirty days, over the whole list and together
    with what was asked already: the strongest paths come first, and other accounts get their next
    best.

    Parameters
    ----------
    store : Store
    keys : sequence of str
        Of accounts.
    hops : int
        As of `Market.paths`.
    day : date, optional
    personas : sequence of Persona
        Of icp.toml.

    Returns
    -------
    DataFrame
        As `AccountPaths.table`.
    """
    owners = owners_of(store, keys)
    ids = np.array([owners[key] for key in keys if key in owners], dtype=np.int64)
    known, people, chosen = _chosen(store, ids, hops, day, personas)
    place = {account: i for i, account in enumerate(ids.tolist())}
    in_order = chosen.sort_values("account", key=lambda column: column.map(place))
    return told_in_words(known, in_order, people, names_on(store, known, in_order))


def door_lines(
    store: Store,
    ids: NDArray[np.int64],
    day: datetime.date | None = None,
    personas: Sequence[Persona] = (),
) -> list[str]:
    """Return the same ways in a line each, "" for none, in the order of the accounts' ids."""
    known, _, chosen = _chosen(store, ids, 2, day, personas)
    called = names_on(store, known, chosen)
    lines = {path.account: str(door_of(path, called)) for path in each_of(chosen)}
    return [lines.get(each, "") for each in ids.tolist()]


def _chosen(
    store: Store,
    ids: NDArray[np.int64],
    hops: int,
    day: datetime.date | None,
    personas: Sequence[Persona],
) -> tuple[Acquaintances, pd.DataFrame, pd.DataFrame]:
    """Return what is known near accounts, the people there, and the path chosen for each."""
    known = read_near(store, ids, day, hops=hops, personas=personas)
    people = targets(known, ids)
    paths = find(known, people, hops=hops, every_starter=False)
    return known, people, spared(paths, known.asks)
