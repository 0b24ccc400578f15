"""Families: companies that belong to one another, and the one that counts for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from graph_icp.graph.id_rows import rows_of

if TYPE_CHECKING:
    import pandas as pd
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


def circles(store: Store) -> list[list[str]]:
    """Return the keys of the accounts that belong to one another in a circle, each circle once."""
    edges = store.ask("read/subsidiaries")
    ids, ends = np.unique(
        np.concatenate([edges["child"].to_numpy(), edges["parent"].to_numpy()]), return_inverse=True
    )
    child, parent = ends[: len(edges)], ends[len(edges) :]
    count, part = connected_components(
        _square(child, parent, len(ids)), directed=True, connection="strong"
    )
    several = np.flatnonzero(np.bincount(part, minlength=count) > 1)
    circular = rows_of(ids[np.isin(part, several)])
    named = store.ask("read/accounts_by_id", circular).to_pylist()
    keys = {row["id"]: row["key"] for row in named}
    return sorted(sorted(keys[each] for each in ids[part == one].tolist()) for one in several)


def one_of_each(
    places: NDArray[np.intp], family: NDArray[np.int64], customers: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """Return which ranked accounts represent their family: the first, if none is a customer.

    Parameters
    ----------
    places : array of int
        Positions of accounts, the best first.
    family : array of int
        The family of each account.
    customers : array of bool
        Whether each account is a customer.
    """
    mine = family[places]
    first = np.zeros(len(places), dtype=bool)
    first[np.unique(mine, return_index=True)[1]] = True
    served: NDArray[np.bool_] = np.isin(mine, family[customers])
    return first & ~served


def _positions(store: Store, accounts: pd.Series) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Return the positions of children and parents among accounts."""
    edges = store.ask("read/subsidiaries")
    ids = accounts.to_numpy(np.int64)
    order = np.argsort(ids)
    child, parent = (
        order[np.searchsorted(ids[order], edges[name].to_numpy())] for name in ("child", "parent")
    )
    return child, parent


def _square(one: NDArray[np.intp], other: NDArray[np.intp], size: int) -> coo_array:
    return coo_array((np.ones(len(one), dtype=np.int8), (one, other)), shape=(size, size))
