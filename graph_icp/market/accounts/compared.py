"""The accounts with which one is compared: those that can be among the most like it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from graph_icp.discovery.learning.link_scaling import inverse_frequency_of, normalised
from graph_icp.discovery.ranking.lookalikes import least_alike
from graph_icp.discovery.ranking.similarity import likeness_to
from graph_icp.discovery.selectors import without
from graph_icp.graph.id_rows import each_once
from graph_icp.graph.relations import relation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from graph_icp.discovery.learning.link_scaling import Vector
    from graph_icp.graph.matrix import Graph, Matrix
    from graph_icp.graph.some_links import SomeLinks

    Ids = NDArray[np.int64]

# So many accounts at least are read to learn how alike the most like ones are.
_FIRST = 1_000
# Likenesses that differ by less may be the same: a store adds in any order.
_ROUNDING = 1e-9


@dataclass(frozen=True)
class Compared:
    """One account, and those of its market that can be most like it.

    The store tells how alike each account can be at most, by the traits that it shares: links to
    others only lengthen its row. Links are read of those alone that can be near enough.

    Attributes
    ----------
    links : SomeLinks
        Of the relations in which the account is known.
    own : Graph
        The account by itself, with what counts.
    left_out : sequence of str
        Selectors of what does not.
    """

    links: SomeLinks
    own: Graph
    left_out: Sequence[str]

    def nearest(self, limit: int | None) -> Graph:
        """Return the graph of the account and of all that can be among so many most like it.

        Without a limit of all that share a trait. It has the relations in which it is known.
        """
        ids, most = self._most_alike
        if limit is None or not len(ids):
            return self._graph(ids)
        first = ids[_greatest(most, max(_FIRST, limit))]
        graph = self._graph(first)
        least = least_alike(graph, self._account, self.inverse_frequencies(graph), limit)
        near = ids[most >= least - _ROUNDING]
        return self._graph(near) if len(near) > len(first) else graph

    def inverse_frequencies(self, graph: Graph) -> dict[str, Vector]:
        """Return the inverse frequency of the traits of a graph in the whole market."""
        return {
            name: inverse_frequency_of(self.links.accounts, self.links.having(matrix))
            for name, matrix in graph.matrices.items()
        }

    @property
    def _account(self) -> int:
        return int(self.own.accounts["id"].iloc[0])

    def _graph(self, ids: Ids) -> Graph:
        """Return the graph of the account and others, with what counts."""
        graph = without(self.links.of(each_once(ids, np.array([self._account]))), self.left_out)
        own = self.own.matrices
        unknown = [name for name in graph.matrices if not own[name].values.nnz]
        return graph.without(unknown)

    @cached_property
    def _most_alike(self) -> tuple[Ids, Vector]:
        """The ids of other accounts that share a trait, and how alike they can be at most."""
        known = [each for each in self.own.matrices.values() if each.values.nnz]
        parts = [self._in_relation(each) for each in known]
        ids = np.concatenate([np.empty(0, np.int64), *(each for each, _ in parts)])
        most = np.concatenate([np.empty(0), *(each for _, each in parts)])
        account = self._account
        total = np.bincount(ids, weights=most, minlength=account + 1) / max(len(known), 1)
        total[account] = 0
        found = np.flatnonzero(total)
        return found, total[found]

    def _in_relation(self, matrix: Matrix) -> tuple[Ids, Vector]:
        """Return the same of one relation, with the account itself."""
        scale = inverse_frequency_of(self.links.accounts, self.links.having(matrix))
        column = self.links.columns.matrices.get(matrix.relation)
        if column:
            X = column.values[:, matrix.traits["id"].to_numpy()]
            name, ids = column.relation, self.links.columns.accounts["id"].to_numpy(np.int64)
            return ids, likeness_to({name: matrix.values}, {name: X}, {name: scale})
        X = normalised(matrix.values, scale)
        traits, weights = X.indices[X.data > 0], X.data[X.data > 0]
        rows = {
            "id": pa.array(matrix.traits["id"].to_numpy(np.int64)[traits]),
            "scale": pa.array(scale[traits]),
            "weight": pa.array(weights),
        }
        about = relation(matrix.relation).parameters()
        found = self.links.store.ask("links/alike", pa.table(rows), **about)
        return found["account"].to_numpy().astype(np.int64), found["most"].to_numpy()


def _greatest(values: Vector, count: int) -> NDArray[np.intp]:
    """Return the places of so many greatest values, or of all where there are fewer."""
    return np.argpartition(values, -min(count, len(values)))[-count:]
