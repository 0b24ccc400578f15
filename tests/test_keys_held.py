"""Ids by the hashes of keys, and sorted ids."""

from __future__ import annotations

import numpy as np
import pytest

from graph_icp.graph.id_rows import each_once, without
from graph_icp.ingest.upsert.keys_held import UNKNOWN, Hashes, KeysHeld, key_hashes


def _keys(*numbers: int) -> np.ndarray:
    return np.array([f"domain:company-{number}.com" for number in numbers], dtype=object)


@pytest.mark.parametrize("together", [1, 7, 100])
def test_ids_are_found_however_many_keys_are_added_at_a_time(together: int) -> None:
    held = KeysHeld()
    for start in range(0, 100, together):
        some = np.arange(start, min(start + together, 100))
        held.add(key_hashes(_keys(*some)), 1000 - some)
    assert len(held) == 100
    found = held.find(key_hashes(_keys(99, 500, 0, 42)))
    assert found.tolist() == [901, UNKNOWN, 1000, 958]
    assert held.ids().tolist() == list(range(901, 1001))


def test_keys_with_one_first_hash_are_told_apart_by_the_second() -> None:
    held = KeysHeld()
    first, second = np.array([5, 5, 5, 9], np.uint64), np.array([3, 1, 2, 1], np.uint64)
    held.add(Hashes(first, second), np.array([10, 11, 12, 13]))
    asked = Hashes(np.array([5, 5, 9, 5, 9], np.uint64), np.array([2, 1, 1, 4, 2], np.uint64))
    assert held.find(asked).tolist() == [12, 11, 13, UNKNOWN, UNKNOWN]


def test_nothing_is_found_before_something_is_added() -> None:
    held = KeysHeld()
    assert held.find(key_hashes(_keys(1))).tolist() == [UNKNOWN]
    assert not len(held.ids())


def test_ids_come_once_and_sorted_and_without_others() -> None:
    ids = each_once(np.array([3, 1, 3]), np.array([2, 1], np.int32))
    assert ids.tolist() == [1, 2, 3]
    assert each_once().tolist() == []
    assert without(ids, np.array([0, 2, 9])).tolist() == [1, 3]
    assert without(ids, each_once()).tolist() == [1, 2, 3]
