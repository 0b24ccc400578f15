"""Sizes of accounts as a file told them, where that is no band: "enterprise", "100+"."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import numpy as np

from graph_icp.graph.id_rows import rows_of
from graph_icp.ingest.values.cells import RejectRow, SkipValue, size_band

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pandas as pd

    from graph_icp.graph.store import Store


def sizes_told(store: Store, ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Return by account the words by which a file told its size, and the band that they are.

    A word is of one file, and the band that counts may be another's: see `size_as_told`.

    Parameters
    ----------
    store : Store
    ids : iterable of int
        Accounts.
    """
    rows = rows_of(np.unique(np.array([*ids], dtype=np.int64)))
    told = store.ask("read/values_of_property", rows, property="size_stated")
    found = {}
    for row in told.to_pylist():
        with suppress(SkipValue, RejectRow):
            found[row["account"]] = (row["value"], size_band(row["value"]) or "")
    return found


def as_told(store: Store, bands: pd.Series, ids: Sequence[int]) -> pd.Series:
    """Return the sizes of accounts as files told them; see `size_as_told`.

    Parameters
    ----------
    store : Store
    bands : Series
    ids : sequence of int
        The account of each.
    """
    told = sizes_told(store, ids)
    sizes, rows = bands.copy(), np.flatnonzero(np.isin(ids, [*told]))
    sizes.iloc[rows] = [size_as_told(bands.iloc[row], told[ids[row]]) for row in rows.tolist()]
    return sizes


def size_as_told(band: object, told: tuple[str, str] | None) -> object:
    """Return what a file said of a size, where the band comes of it, else the band.

    Parameters
    ----------
    band : object
        No text where it is unknown.
    told : tuple of str or None
        As of `sizes_told`.
    """
    return told[0] if told and told[1] == band else band
