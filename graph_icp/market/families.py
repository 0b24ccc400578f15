"""Families: companies that belong to one another, and the one that counts for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from graph_icp.graph.id_rows import rows_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from graph_icp.graph.store import Store


def families(store: Store, accounts: pd.Series) -> NDArray[np.int64]:
    """Return the number of the family of each account; others are a family alone.

    Parameters
    ----------
    store : Store
    accounts : Series
        Accounts' ids.
    """
    one, other = _positions(store, accounts)
    _, family = connected_components(_square(one, other, len(accounts)), directed=False)
    return family.astype(np.int64)


def family_of(store: Store, account: int) -> set[int]:
    """Return the ids of the accounts that belong to one, or to which it belongs, and its own."""
    edges = store.ask("read/subsidiaries").select(["child", "parent"]).to_pandas().to_numpy()
    family, before = {account}, 0
    while len(family) > before:
        before = len(family)
        family.update(edges[np.isin(edges, [*family]).any(axis=1)].ravel().tolist())
    return family


def relatives(store: Store) -> dict[int, frozenset[int]]:
    """Return by account, of those that belong to another or have one, all of its family."""
    child, parent, ids = _ends(store)
    _, part = connected_components(_square(child, parent, len(ids)), directed=False)
    found: dict[int, frozenset[int]] = {}
    for _, family in pd.Series(ids).groupby(part):
        found |= dict.fromkeys(family.tolist(), frozenset(family.tolist()))
    return found


def circles(store: Store) -> list[list[str]]:
    """Return the keys of the accounts that belong to one another in a circle, each circle once."""
    child, parent, ids = _ends(store)
    count, part = connected_components(
        _square(child, parent, len(ids)), directed=True, connection="strong"
    )
    several = np.flatnonzero(np.bincount(part, minlength=count) > 1)
    circular = rows_of(ids[np.isin(part, several)])
    named = store.ask("read/accounts_by_id", circular).to_pylist()
    keys = {row["id"]: row["key"] for row in named}
    return sorted(sorted(keys[each] for each in ids[part == one].tolist()) for one in several)


def one_of_each(places: NDArray[np.intp], family: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which ranked accounts represent their family: the first of each.

    Parameters
    ----------
    places : array of int
        Positions of accounts, the best first.
    family : array of int
        The family of each account.
    """
    mine = family[places]
    first = np.zeros(len(places), dtype=bool)
    first[np.unique(mine, return_index=True)[1]] = True
    return first


def _ends(store: Store) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.int64]]:
    """Return children and parents as positions among those that are either, and their ids."""
    edges = store.ask("read/subsidiaries")
    ids, ends = np.unique(
        np.concatenate([edges["child"].to_numpy(), edges["parent"].to_numpy()]), return_inverse=True
    )
    return ends[: len(edges)], ends[len(edges) :], ids


def _positions(store: Store, accounts: pd.Series) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the positions of children and parents among accounts, where both are of them."""
    edges = store.ask("read/subsidiaries")
    ids = accounts.to_numpy(np.int64)
    order = np.argsort(ids)
    ends = np.array([edges[name].to_numpy() for name in ("child", "parent")], dtype=np.int64)
    child, parent = order[np.searchsorted(ids[order], ends[:, np.isin(ends, ids).all(axis=0)])]
    return child, parent


def _square(one: NDArray[np.intp], other: NDArray[np.intp], size: int) -> coo_array:
    return coo_array((np.ones(len(one), dtype=np.int8), (one, other)), shape=(size, size))
