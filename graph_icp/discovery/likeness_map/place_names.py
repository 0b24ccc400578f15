"""Names for places of a map: traits whose accounts stand together there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from scipy.spatial import cKDTree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from graph_icp.discovery.learning.link_scaling import Dense

# The most names, how far apart they stand at least, and how far beside each other, since they are
# wide, where they stand at one height.
MOST, APART = 8, 0.3
_BESIDE, _HEIGHT = 0.85, 0.14
# How many accounts have what is named: so many, or this part of all if that is more.
FEW, FEW_OF = 5, 0.01
# How many accounts that stand nearest are looked at, and which part of them has it too.
_NEAREST, _TOGETHER = 10, 0.5


def place_names(rows: csr_array, traits: Sequence[str], points: Dense) -> pd.DataFrame:
    """Return the traits that tell where on a map one is.

    A trait can name a place if, on average over the accounts that have it, half of those that stand
    around have it too; its name stands where most of them do. Those come first that tell the most:
    by the root of how many have it, times how much more of their neighbours have it than of all.

    Parameters
    ----------
    rows : csr_array
        Accounts x traits; what is above 0 counts.
    traits : sequence of str
        The names of the columns.
    points : array of float
        Accounts x 2: where accounts stand, -1 to 1.

    Returns
    -------
    DataFrame
        name, x, y, accounts (how many of the map have it), the most telling first.
    """
    accounts = len(points)
    empty = pd.DataFrame({"name": [], "x": [], "y": [], "accounts": []})
    if accounts <= _NEAREST:
        return empty
    has = _having(rows)
    found_near = cKDTree(points).query(points, k=range(2, _NEAREST + 2))[1]
    nearest: NDArray[np.int64] = np.asarray(found_near, dtype=np.int64)
    one = np.repeat(np.arange(accounts), _NEAREST)
    beside = csr_array(
        (np.full(one.size, 1 / _NEAREST), (one, nearest.ravel())), shape=(accounts, accounts)
    )
    around = (has * (beside @ has)).tocsc()
    having = np.asarray(has.sum(axis=0)).ravel()
    together = np.asarray(around.sum(axis=0)).ravel() / np.maximum(having, 1)
    telling = np.sqrt(having) * (together - having / accounts)
    enough = (having >= max(FEW, FEW_OF * accounts)) & (together >= _TOGETHER)
    found: list[tuple[str, float, float, int]] = []
    for trait in np.argsort(-telling, kind="stable"):
        if len(found) == MOST:
            break
        if not enough[trait]:
            continue
        column = slice(around.indptr[trait], around.indptr[trait + 1])
        x, y = points[around.indices[column][around.data[column].argmax()]]
        if all(_has_room(x - each[1], y - each[2]) for each in found):
            found.append((str(traits[trait]), float(x), float(y), int(having[trait])))
    return pd.DataFrame(found, columns=list(empty.columns)) if found else empty


def _has_room(right: float, up: float) -> bool:
    """Return whether a name so far from another one does not meet it."""
    wide = abs(right) >= _BESIDE or abs(up) >= _HEIGHT
    return wide and bool(np.hypot(right, up) >= APART)


def _having(rows: csr_array) -> csr_array:
    """Return 1 for each link that counts."""
    return csr_array(((rows.data > 0).astype(np.float64), rows.indices, rows.indptr), rows.shape)
