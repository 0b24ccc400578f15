"""What people are called: by the name that most sources bear, in every list alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_icp.graph.id_rows import rows_of
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
    rows = rows_of(sorted({*map(int, ids)}))
    told = store.ask("read/names_of_people", rows, placeholders=PLACEHOLDERS)
    return dict(zip(told["id"].to_pylist(), told["name"].to_pylist(), strict=True))
