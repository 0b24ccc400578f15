"""Decay: links count less the longer ago they were last known, by half-lives of icp.toml."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pyarrow as pa
from scipy.sparse import csr_array

from graph_icp.graph.model import EDGES
from graph_icp.graph.relations import relation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from graph_icp.discovery.icp import Icp
    from graph_icp.graph.matrix import Graph
    from graph_icp.graph.store import Store

# Older links count as if they were so many half-lives old: the least is no nought.
_MOST = 40


@dataclass(frozen=True)
class Decay:
    """How much less old links count.

    Attributes
    ----------
    half_lives : mapping of str to float
        By relation: after how many days a link counts half; the others do not decay.
    day : date
        From which ages are counted; what is known later has none.
    """

    half_lives: Mapping[str, float]
    day: datetime.date

    @classmethod
    def now(cls, store: Store, icp: Icp) -> Decay | None:
        """Return the decay of a profile on the store's newest day, None where nothing decays."""
        if not icp.half_lives:
            return None
        newest = store.ask("signals/newest_day", edges="|".join(EDGES))["day"][0].as_py()
        return cls(icp.half_lives, newest) if newest else None

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> Decay | None:
        """Return the decay that a run kept in its options, None where it had none."""
        if "decay" not in options:
            return None
        kept = options["decay"]
        return cls(kept["half_lives"], datetime.date.fromisoformat(kept["day"]))

    def options(self) -> dict[str, Any]:
        """Return what a run keeps of it."""
        return {"decay": {"half_lives": dict(self.half_lives), "day": self.day.isoformat()}}

    def of_graph(self, store: Store, graph: Graph) -> Graph:
        """Return a graph with the links as they count."""
        accounts = graph.accounts["id"].to_numpy(np.int64)
        matrices = {
            name: replace(
                each,
                values=self.of_links(store, name, each.values, accounts, each.traits["id"]),
            )
            for name, each in graph.matrices.items()
        }
        return replace(graph, matrices=matrices)

    def of_links(
        self,
        store: Store,
        name: str,
        links: csr_array,
        accounts: NDArray[np.int64],
        traits: pd.Series,
    ) -> csr_array:
        """Return links as they count.

        Parameters
        ----------
        store : Store
        name : str
            Their relation.
        links : csr_array
            Accounts x traits.
        accounts : array of int
            The ids of the rows.
        traits : Series of int
            Those of the columns.
        """
        if name not in self.half_lives or not links.nnz:
            return links
        row = np.repeat(np.arange(links.shape[0]), np.diff(links.indptr))
        ends = {"account": accounts[row], "trait": traits.to_numpy()[links.indices]}
        told = store.ask("links/link_dates", pa.table(ends), **relation(name).parameters())
        day = told.to_pandas().set_index(["account", "trait"])["day"]
        asked = pd.MultiIndex.from_arrays(list(ends.values()))
        age = pd.Timestamp(self.day) - pd.to_datetime(day.reindex(asked))
        halvings = age.dt.days.fillna(0).to_numpy(np.float64) / self.half_lives[name]
        counts = np.exp2(-np.clip(halvings, 0, _MOST))
        return csr_array((links.data * counts, links.indices, links.indptr), shape=links.shape)
