"""Ids of nodes as sorted arrays, and as the rows that go with a question of a store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray


def rows_of(ids: Iterable[int] | NDArray[np.int64]) -> pa.Table:
    """Return ids as rows, in their order, with the one column id (64 bits)."""
    return pa.table({"id": pa.array(ids, pa.int64())})


def each_once(*ids: NDArray[np.integer[Any]]) -> NDArray[np.int64]:
    """Return the ids of all arrays, sorted, each once; none of no array.

    Sorting takes a tenth of what `numpy.unique` takes, which hashes.
    """
    ordered = np.sort(np.concatenate([_NONE, *ids]))
    first = np.ones(len(ordered), np.bool_)
    first[1:] = ordered[1:] != ordered[:-1]
    return ordered[first]


def without(ids: NDArray[np.int64], others: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return those of some ids that are not among others, in their order.

    Parameters
    ----------
    ids : array of int
    others : array of int
        Sorted.
    """
    return ids[~are_among(ids, others)]


def are_among(values: NDArray[Any], ordered: NDArray[Any]) -> NDArray[np.bool_]:
    """Return which values are among some that are sorted."""
    if not len(ordered):
        return np.zeros(len(values), np.bool_)
    places = np.minimum(np.searchsorted(ordered, values), len(ordered) - 1)
    among: NDArray[np.bool_] = ordered[places] == values
    return among


_NONE = np.empty(0, np.int64)
