"""Ids of nodes by their keys, in a tenth of the memory that the keys themselves would take."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from graph_icp.graph.id_rows import each_once

if TYPE_CHECKING:
    from numpy.typing import NDArray

UNKNOWN = -1
"""In place of the id of a key that is not held."""

# What the hashes are made with. No two keys have both alike: of 20,000,000 keys some would in one
# load of 10^24.
_KEYS = ("graph-icp, first", "graph-icp, other")


class KeysHeld:
    """Keys by two hashes of 64 bits, with their ids.

    They stand in runs, each sorted by the first hash and more than twice as long as the next, so
    that adding few keys to many does not sort all of them again.
    """

    def __init__(self) -> None:
        self._runs: list[_Run] = []

    def __len__(self) -> int:
        return sum(len(run.ids) for run in self._runs)

    def add(self, hashes: Hashes, ids: NDArray[np.int64]) -> None:
        """Hold the ids of keys that are not held yet.

        Parameters
        ----------
        hashes : Hashes
            Of the keys, as `key_hashes` gives them.
        ids : array of int
        """
        if not len(ids):
            return
        runs = [*self._runs, _sorted(_Run(*hashes, ids))]
        while len(runs) > 1 and len(runs[-2].ids) <= 2 * len(runs[-1].ids):
            one, other = runs.pop(-2), runs.pop()
            runs.append(_sorted(_together(one, other)))
        self._runs = runs

    def find(self, hashes: Hashes) -> NDArray[np.int64]:
        """Return the ids of keys, UNKNOWN of those that are not held."""
        found = np.full(len(hashes.first), UNKNOWN, np.int64)
        for run in self._runs:
            places = np.searchsorted(run.first, hashes.first)
            asked = np.arange(len(places))
            while len(asked):
                # Keys of one first hash stand together: those of another second one are passed.
                asked = asked[places[asked] < len(run.ids)]
                asked = asked[run.first[places[asked]] == hashes.first[asked]]
                same = run.second[places[asked]] == hashes.second[asked]
                found[asked[same]] = run.ids[places[asked[same]]]
                asked = asked[~same]
                places[asked] += 1
        return found

    def ids(self) -> NDArray[np.int64]:
        """Return the ids of all keys, sorted."""
        return each_once(*(run.ids for run in self._runs))


class Hashes(NamedTuple):
    """Two hashes of each key."""

    first: NDArray[np.uint64]
    second: NDArray[np.uint64]


def key_hashes(keys: NDArray[np.object_]) -> Hashes:
    """Return the hashes of keys."""
    return Hashes(*(pd.util.hash_array(keys, hash_key=key, categorize=False) for key in _KEYS))


class _Run(NamedTuple):
    first: NDArray[np.uint64]
    second: NDArray[np.uint64]
    ids: NDArray[np.int64]


def _together(one: _Run, other: _Run) -> _Run:
    return _Run(
        np.concatenate([one.first, other.first]),
        np.concatenate([one.second, other.second]),
        np.concatenate([one.ids, other.ids]),
    )


def _sorted(run: _Run) -> _Run:
    order = np.argsort(run.first)
    return _Run(run.first[order], run.second[order], run.ids[order])
