"""Links of some accounts of a market, and how many accounts of all have their traits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from graph_icp.graph.blocks import degrees
from graph_icp.graph.id_rows import each_once, rows_of
from graph_icp.graph.matrix import (
    Graph,
    Matrix,
    accounts_having,
    links_as_matrix,
    read_some_traits,
    read_traits,
)
from graph_icp.graph.relations import RELATIONS
from graph_icp.graph.relations import relation as relation_named

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from numpy.typing import NDArray

    from graph_icp.graph.relations import Relation
    from graph_icp.graph.store import Store

    Ids = NDArray[np.int64]
    Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class SomeLinks:
    """The links of a market, read of those accounts that are asked for.

    Attributes
    ----------
    store : Store
    accounts : int
        The number of accounts of the market.
    columns : Graph
        The columns of files that are relations, of all accounts; without any, no accounts either.
    whole : mapping of str to DataFrame
        Of some relations all traits, as of `Matrix`: these are columns of every graph. Of the
        others only the traits of the accounts that are asked for.
    relations : tuple of Relation
        Those of the model that are read.
    """

    store: Store
    accounts: int
    columns: Graph
    whole: Mapping[str, pd.DataFrame]
    relations: tuple[Relation, ...] = RELATIONS

    @classmethod
    def read(cls, store: Store, columns: Graph, named: Collection[str]) -> SomeLinks:
        """Return the links of a market, with all traits of the relations that are named."""
        accounts = sum(store.ask("summary/statuses")["accounts"].to_pylist())
        several = [each for each in RELATIONS if each.name in named]
        whole = {each.name: read_traits(store, each, accounts) for each in several}
        return cls(store, accounts, columns, whole)

    def of(self, ids: Ids) -> Graph:
        """Return the graph of some accounts, as `read_graph` has it.

        Parameters
        ----------
        ids : array of int
            Ascending.

        Returns
        -------
        Graph
            Of its accounts with the ids alone; with the relations in which any of them is known,
            those of which all traits were read, and the columns.
        """
        matrices = {}
        for relation in self.relations:
            matrix = self._matrix(relation, ids)
            if len(matrix.traits):
                matrices[relation.name] = matrix
        for name, column in self.columns.matrices.items():
            places = np.searchsorted(self.columns.accounts["id"].to_numpy(), ids)
            matrices[name] = replace(column, values=column.values[places])
        return Graph(pd.DataFrame({"id": ids}), matrices)

    def having(self, matrix: Matrix) -> Numbers:
        """Return how many accounts of the market have each trait of a matrix."""
        column = self.columns.matrices.get(matrix.relation)
        if column:
            having: Numbers = degrees(column.values)[matrix.traits["id"].to_numpy()]
            return having
        return accounts_having(self.store, relation_named(matrix.relation), matrix.traits["id"])

    def alone(self, graph: Graph) -> SomeLinks:
        """Return the same links, of the relations of a graph alone."""
        kept = tuple(each for each in self.relations if each.name in graph.matrices)
        return replace(self, relations=kept)

    def _matrix(self, relation: Relation, ids: Ids) -> Matrix:
        links = self.store.ask("links/links_of", rows_of(ids), **relation.parameters())
        account, trait, value = (links[each].to_numpy() for each in ("account", "trait", "value"))
        traits = self.whole.get(relation.name)
        if traits is None:
            traits = read_some_traits(self.store, relation, each_once(trait), self.accounts)
        column = pd.Index(traits["id"]).get_indexer(trait)
        known = column >= 0
        rows = np.searchsorted(ids, account[known])
        shape = (len(ids), len(traits))
        X = links_as_matrix(rows, column[known], value[known].astype(np.float64), shape)
        return Matrix(relation.name, X, traits)
