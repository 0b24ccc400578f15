"""Rows that a source may have told before: only they need to be compared with the store's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from graph_icp.graph.store import Store

# Bits of the filter, two a row; memory is taken for those that are used. With 30,000,000 rows one
# new one in 90 is compared in vain.
_BITS = 1 << 29


class ToldBefore:
    """What a load has told so far, and the sources of which the store has something already.

    A Bloom filter (Bloom, Space/Time Trade-offs in Hash Coding with Allowable Errors, 1970): a row
    that was told is always known, and a new one hardly ever.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._bits = np.zeros(_BITS // 8, np.uint8)
        self._tables: dict[str, frozenset[str]] = {}

    def add(self, table: str, rows: pa.Table, hashes: NDArray[np.uint64]) -> NDArray[np.bool_]:
        """Return which rows may have been told before, and remember all of them.

        Parameters
        ----------
        table : str
            naming, same_as, property or fact.
        rows : pyarrow.Table
            With the column source. Equal ones among them are all new, or none is.
        hashes : array of uint64
            Of each row by what makes it one.
        """
        # Two halves of the hash.
        places = [
            (each & np.uint64(_BITS - 1)).astype(np.int64)
            for each in (hashes, hashes >> np.uint64(32))
        ]
        known: NDArray[np.bool_] = self._are_set(places[0]) & self._are_set(places[1])
        for place in places:
            self._set(place[~known])
        sources = pc.unique(rows["source"]).cast(pa.string()).to_pylist()
        told = [each for each in sources if table in self._told_by(each)]
        if len(told) == len(sources):
            known[:] = True
        elif told:
            known |= pc.is_in(rows["source"].cast(pa.string()), pa.array(told)).to_numpy()
        return known

    def _are_set(self, places: NDArray[np.int64]) -> NDArray[np.bool_]:
        bits = self._bits[places >> 3] >> (places & 7).astype(np.uint8) & 1
        return np.asarray(bits, np.bool_)

    def _set(self, places: NDArray[np.int64]) -> None:
        while len(places):
            # Of several bits of one byte the last is set; the others are left for the next turn.
            self._bits[places >> 3] |= np.left_shift(1, places & 7).astype(np.uint8)
            places = places[~self._are_set(places)]

    def _told_by(self, source: str) -> frozenset[str]:
        """Return the tables in which a source had something before this load."""
        if source not in self._tables:
            found = self._store.ask("load/tables_of_source", source=source)["name"].to_pylist()
            self._tables[source] = frozenset(found)
        return self._tables[source]
