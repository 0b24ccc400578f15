"""Rows that a load told already: all of them are known, and hardly any other."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from graph_icp.graph.open_store import open_store
from graph_icp.ingest.upsert.told_before import ToldBefore


def test_every_row_that_was_told_is_known_however_many_there_are() -> None:
    store = open_store(":memory:", create=True)
    before = ToldBefore(store)
    hashes = np.random.default_rng(1).integers(0, 2**64, 100_000, dtype=np.uint64)
    # The first parts are few rows, and later ones more than a small filter is good for.
    parts = np.split(hashes, [10, 15_000, 40_000])
    new = [told(before, part) for part in parts]
    assert sum(part.sum() for part in new) < 500
    assert all(told(before, part).all() for part in parts)
    store.close()


def told(before: ToldBefore, hashes: np.ndarray[tuple[int], np.dtype[np.uint64]]) -> np.ndarray:
    return before.add("fact", pa.table({"source": ["files"] * len(hashes)}), hashes)
