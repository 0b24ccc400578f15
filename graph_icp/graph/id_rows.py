"""Ids as the rows that go with a question of a store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    from numpy.typing import NDArray


def rows_of(ids: Iterable[int] | NDArray[np.int64]) -> pa.Table:
    """Return ids as rows, in their order, with the one column id (64 bits)."""
    return pa.table({"id": pa.array(ids, pa.int64())})
