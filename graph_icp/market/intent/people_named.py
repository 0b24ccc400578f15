"""Names of people for lists, without those who do not want to be contacted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_icp.market.names_of_people import names_of_people

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graph_icp.graph.store import Store


def named_people(store: Store, ids: Iterable[int]) -> dict[int, str]:
    """Return the names of people by id, of those who may be named."""
    wanted = {*map(int, ids)} - opted_out(store)
    return names_of_people(store, wanted)


def opted_out(store: Store) -> set[int]:
    """Return the ids of people who do not want to be contacted."""
    return {*store.ask("read/people_opted_out")["id"].to_pylist()}
