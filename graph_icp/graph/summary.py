"""Summary of a store's contents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from graph_icp.graph.relations import RELATIONS

if TYPE_CHECKING:
    from graph_icp.graph.store import Store


def summary(store: Store) -> dict[str, pd.DataFrame]:
    """Return the numbers of everything that a store holds.

    Returns
    -------
    dict of str to DataFrame
        nodes: kind, number. statuses: status, accounts. loads: load, file, loader, as_of,
        loaded_at, rows_read, accepted, rejected. relations: relation, links, traits, accounts,
        coverage (share of accounts known in it).
    """
    nodes = store.ask("summary/nodes").to_pandas()
    return {
        "nodes": nodes.rename(columns={"n": "number"}),
        "statuses": store.ask("summary/statuses").to_pandas(),
        "loads": store.ask("loads/loads").to_pandas(),
        "relations": _relations(store),
    }


def _relations(store: Store) -> pd.DataFrame:
    """Return the relations that have links."""
    counted = [
        store.ask("summary/relations", **each.parameters()).to_pandas().assign(relation=each.name)
        for each in RELATIONS
    ]
    relations = pd.concat(counted, ignore_index=True)
    relations = relations[relations["links"] > 0].reset_index(drop=True)
    total = store.ask("summary/counts")["accounts"][0].as_py()
    relations = relations[["relation", "links", "traits", "accounts"]]
    covered: pd.DataFrame = relations.assign(coverage=relations["accounts"] / max(total, 1))
    return covered
