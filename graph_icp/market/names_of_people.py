"""What people are called: by the name that most sources bear, in every list alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from graph_icp.identity.names import PLACEHOLDERS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph_icp.graph.store import Store


def names_of_people(store: Store, ids: Iterable[int]) -> dict[int, str]:
    """Return the names of people by id.

    Parameters
    ----------
    store : Store
    ids : iterable of int
    """
    rows = pa.table({"id": pa.array(sorted({*map(int, ids)}), pa.int64())})
    told = store.ask("read/names_of_people", rows, placeholders=PLACEHOLDERS)
    return dict(zip(told["id"].to_pylist(), told["name"].to_pylist(), strict=True))
