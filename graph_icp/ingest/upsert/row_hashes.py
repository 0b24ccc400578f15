"""Hashes of rows by some of their columns: equal rows have equal ones, others hardly ever."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.graph.id_rows import are_among

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

# Odd, with bits at random: the golden ratio (Knuth, The Art of Computer Programming 3, 6.4).
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_HIGH = np.uint64(32)


def row_hashes(rows: pa.Table, columns: Iterable[str], of: str = "") -> NDArray[np.uint64]:
    """Return a hash of 64 bits for each row, of texts, numbers, days and truth values.

    Parameters
    ----------
    rows : pyarrow.Table
    columns : iterable of str
        The columns by which rows are equal; null equals null.
    of : str
        What the rows are about: rows of another table have other hashes.
    """
    hashes = np.repeat(pd.util.hash_array(np.array([of], dtype=object)), len(rows))
    for name in columns:
        hashes = (hashes ^ _hashed(rows[name])) * _FACTOR
        hashes ^= hashes >> _HIGH
    return hashes


def repeated(hashes: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Return which hashes occur more than once."""
    ordered = np.sort(hashes)
    return are_among(hashes, ordered[1:][ordered[1:] == ordered[:-1]])


def _hashed(column: pa.ChunkedArray) -> NDArray[np.uint64]:
    if _is_text(column.type):
        return _hashed_texts(column)
    if pa.types.is_date(column.type):
        column = column.cast(pa.int32())
    numbers: NDArray[np.int64] = pc.fill_null(column.cast(pa.int64()), _NULL).to_numpy()
    return numbers.view(np.uint64)


_NULL = -(1 << 62)


def _is_text(type: pa.DataType) -> bool:
    return bool(pa.types.is_string(type) or pa.types.is_dictionary(type))


def _hashed_texts(column: pa.ChunkedArray) -> NDArray[np.uint64]:
    """Return hashes of texts, each distinct text read once."""
    whole = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    encoded = whole.unify_dictionaries().combine_chunks()
    texts = encoded.dictionary.to_numpy(zero_copy_only=False)
    known = np.append(pd.util.hash_array(texts, categorize=False), np.uint64(1))
    hashes: NDArray[np.uint64] = known[np.asarray(pc.fill_null(encoded.indices, len(texts)))]
    return hashes
