"""Rows that a source may have told before: only they need to be compared with the store's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from graph_icp.graph.store import Store

# Bits of the filters, three a row. The second is made when the first has so many rows: a few rows
# would touch most pages of its memory, as these are large. With 30,000,000 rows one new one in 150
# is compared in vain.
_BITS = (1 << 20, 1 << 29)
_FULL = 20_000


class ToldBefore:
    """What a load has told so far, and the sources of which the store has something already.

    Bloom filters (Bloom, Space/Time Trade-offs in Hash Coding with Allowable Errors, 1970) whose
    bits of one row share a word (Putze, Sanders and Singler, Cache-, Hash- and Space-Efficient
    Bloom Filters, 2007): a row that was told is always known, and a new one hardly ever.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._filters = [_Filter(_BITS[0])]
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
        known: NDArray[np.bool_] = np.zeros(len(hashes), np.bool_)
        for each in self._filters:
            known |= each.holds(hashes)
        if len(self._filters) == 1 and self._filters[0].rows + len(hashes) > _FULL:
            self._filters.append(_Filter(_BITS[1]))
        self._filters[-1].add(hashes[~known])
        sources = pc.unique(rows["source"]).cast(pa.string()).to_pylist()
        told = [each for each in sources if table in self._told_by(each)]
        if len(told) == len(sources):
            known[:] = True
        elif told:
            known |= pc.is_in(rows["source"].cast(pa.string()), pa.array(told)).to_numpy()
        return known

    def _told_by(self, source: str) -> frozenset[str]:
        """Return the tables in which a source had something before this load."""
        if source not in self._tables:
            found = self._store.ask("load/tables_of_source", source=source)["name"].to_pylist()
            self._tables[source] = frozenset(found)
        return self._tables[source]


class _Filter:
    """Rows by their hashes, three bits each in one word of a power of two of words.

    Attributes
    ----------
    rows : int
        How many were added.
    """

    def __init__(self, bits: int) -> None:
        self._words = np.zeros(bits // _WORD, np.uint64)
        self._last = np.uint64(len(self._words) - 1)
        self.rows = 0

    def holds(self, hashes: NDArray[np.uint64]) -> NDArray[np.bool_]:
        """Return which rows may have been added."""
        return self._have(*self._placed(hashes))

    def add(self, hashes: NDArray[np.uint64]) -> None:
        """Add rows."""
        self.rows += len(hashes)
        places, bits = self._placed(hashes)
        while len(places):
            # Of several rows of one word the last is set; the others wait for the next turn.
            self._words[places] |= bits
            left = ~self._have(places, bits)
            places, bits = places[left], bits[left]

    def _placed(self, hashes: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.uint64]]:
        """Return the word of each row, by the lower half of its hash, and its bits there."""
        bits = np.zeros(len(hashes), np.uint64)
        for start in _STARTS:
            bits |= np.left_shift(np.uint64(1), (hashes >> start) & np.uint64(_WORD - 1))
        return (hashes & self._last).astype(np.int64), bits

    def _have(self, places: NDArray[np.int64], bits: NDArray[np.uint64]) -> NDArray[np.bool_]:
        return np.asarray((self._words[places] & bits) == bits, np.bool_)


# The bits of a word, and where in a hash the places of a row's bits stand.
_WORD = 64
_STARTS = (np.uint64(40), np.uint64(46), np.uint64(52))
