"""The graph as the engine reads it: a table of accounts and one sparse matrix per relation."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from scipy.sparse import coo_array, csr_array

from graph_icp.graph.id_rows import rows_of
from graph_icp.graph.model import PERSON, TOPIC
from graph_icp.graph.relations import RELATIONS

if TYPE_CHECKING:
    from collections.abc import Collection

    import pandas as pd
    from numpy.typing import NDArray

    from graph_icp.graph.number_bands import Bands
    from graph_icp.graph.relations import Relation
    from graph_icp.graph.store import Store
    from graph_icp.progress import Progress

    Values = NDArray[np.float64]


@dataclass(frozen=True)
class Matrix:
    """The links of one relation.

    Attributes
    ----------
    relation : str
        Its name in the model, or the column of files that it is.
    values : csr_array of float64
        Accounts x traits: the value of each link.
    traits : DataFrame
        The column index, sorted by key: id, key, name.
    bands : Bands, optional
        Those of a column of numbers.
    """

    relation: str
    values: csr_array
    traits: pd.DataFrame
    bands: Bands | None = None

    def lacking(self, columns: NDArray[np.bool_]) -> Matrix:
        """Return the matrix without the marked columns."""
        kept = np.flatnonzero(~columns)
        traits = self.traits.iloc[kept].reset_index(drop=True)
        return replace(self, values=self.values[:, kept], traits=traits)


@dataclass(frozen=True)
class Graph:
    """A market's graph.

    Attributes
    ----------
    accounts : DataFrame
        The row index, sorted by key: id, key, name, domain and the account's properties.
    matrices : dict of str to Matrix
        By relation, those that have links, in the model's order.
    """

    accounts: pd.DataFrame
    matrices: dict[str, Matrix]

    def without(self, relations: Collection[str]) -> Graph:
        """Return the graph without some relations."""
        left = {name: each for name, each in self.matrices.items() if name not in relations}
        return replace(self, matrices=left)


def read_graph(store: Store, progress: Progress | None = None) -> Graph:
    """Read a market's graph from its store.

    People who asked not to be contacted are left out, so no list can name them;
    so are topics that few accounts have.

    Parameters
    ----------
    store : Store
    progress : Progress, optional

    Returns
    -------
    Graph
    """
    accounts = store.ask("read/accounts").to_pandas()
    matrices = {}
    # The links of a relation become a matrix while those of the next ones are read.
    with ThreadPoolExecutor(1) as thread:
        for place, relation in enumerate(RELATIONS):
            if progress:
                progress("reading the graph", place / len(RELATIONS))
            links = store.ask("links/links", **relation.parameters())
            if not len(links):
                continue
            ids = pc.unique(links["trait"]).to_numpy()
            traits = read_some_traits(store, relation, ids, len(accounts))
            if relation.trait in (PERSON, TOPIC):
                links = links.filter(pc.is_in(links["trait"], pa.array(traits["id"])))
            if len(links):
                about = relation.name, links, accounts["id"], traits
                matrices[relation.name] = thread.submit(_matrix, *about)
    return Graph(accounts, {name: each.result() for name, each in matrices.items()})


def read_names(store: Store) -> Graph:
    """Read the accounts and traits of a market, without any link; see `read_graph`.

    Returns
    -------
    Graph
        With an empty matrix for each relation that has links.
    """
    accounts = store.ask("read/accounts").to_pandas()
    matrices = {}
    for relation in RELATIONS:
        traits = read_traits(store, relation, len(accounts))
        if len(traits):
            nothing = csr_array((len(accounts), len(traits)), dtype=np.float64)
            matrices[relation.name] = Matrix(relation.name, nothing, traits)
    return Graph(accounts, matrices)


def read_traits(store: Store, relation: Relation, accounts: int) -> pd.DataFrame:
    """Return the traits of a relation that count in a market of so many accounts: id, key, name."""
    traits = store.ask("links/traits_of_relation", **relation.parameters()).to_pandas()
    return _that_count(store, relation, traits, accounts)


def read_some_traits(
    store: Store, relation: Relation, ids: NDArray[np.int64], accounts: int
) -> pd.DataFrame:
    """Return those of some traits, by their ids, that count; as of `read_traits`."""
    traits = store.ask("links/traits_by_id", rows_of(ids), **relation.parameters()).to_pandas()
    return _that_count(store, relation, traits, accounts)


def _that_count(
    store: Store, relation: Relation, traits: pd.DataFrame, accounts: int
) -> pd.DataFrame:
    """Return traits without people who opted out, and topics that few of so many accounts have.

    It is done here and not when files are loaded, so that their order makes no difference.
    """
    kept = np.ones(len(traits), dtype=bool)
    if relation.trait is PERSON and len(traits):
        kept = ~_among(traits, store.ask("read/people_opted_out"))
    if relation.trait is TOPIC and len(traits):
        least = least_having(_among(traits, store.ask("read/keywords")), accounts)
        kept = accounts_having(store, relation, traits["id"]) >= least
    return traits[kept].reset_index(drop=True)


def _among(traits: pd.DataFrame, those: pa.Table) -> NDArray[np.bool_]:
    """Return which traits are among those of a table, by their ids."""
    return traits["id"].isin(those["id"].to_numpy()).to_numpy(dtype=bool)


def accounts_having(store: Store, relation: Relation, traits: pd.Series) -> Values:
    """Return how many accounts have each of some traits (ids) that have links in a relation."""
    counted = store.ask("links/accounts_having", **relation.parameters()).to_pandas()
    having: Values = traits.map(counted.set_index("id")["accounts"]).to_numpy(np.float64)
    return having


def least_having(keywords: NDArray[np.bool_], accounts: int) -> NDArray[np.int64]:
    """Return how many of so many accounts must have each topic, by whether it is a keyword."""
    of_words = max(min(MANY, math.ceil(MANY_OF * accounts)), FEW)
    return np.where(keywords, FEW, of_words)


# Accounts that must have a word of descriptions to make it a topic: so many, or this part of all
# if that is less; and those that must have a keyword.
MANY, MANY_OF = 20, 0.01
FEW = 2


def _matrix(relation: str, links: pa.Table, accounts: pd.Series, traits: pd.DataFrame) -> Matrix:
    shape = (len(accounts), len(traits))
    rows = _places(_positions(accounts), links["account"])
    columns = _places(_positions(traits["id"]), links["trait"])
    values = links["value"].to_numpy().astype(np.float64, copy=False)
    return Matrix(relation, links_as_matrix(rows, columns, values, shape), traits)


def links_as_matrix(
    rows: NDArray[Any], columns: NDArray[Any], values: Values, shape: tuple[int, int]
) -> csr_array:
    """Return links as a matrix, sorted by trait, of two links the one of the greater value."""
    told = coo_array((values, (rows, columns)), shape=shape)
    # Otherwise equal links are added up.
    told.has_canonical_format = True
    X = csr_array(told)
    X.sort_indices()
    again = X.indices[1:] == X.indices[:-1]
    begins = X.indptr[(X.indptr > 0) & (X.indptr < X.nnz)]
    again[begins - 1] = False
    if again.any():
        X = _once(X, np.flatnonzero(np.append(True, ~again)))
    X.has_canonical_format = True
    return X


def _once(X: csr_array, first: NDArray[np.intp]) -> csr_array:
    """Return equal links once, the greatest of each, by the places of the first ones."""
    values = np.maximum.reduceat(X.data, first)
    starts = np.searchsorted(first, X.indptr).astype(X.indptr.dtype)
    return csr_array((values, X.indices[first], starts), shape=X.shape)


def _places(position: NDArray[np.int32], ids: pa.ChunkedArray) -> NDArray[np.int32]:
    """Return the position of each id, a chunk at a time, as together they would be copied."""
    places = np.empty(len(ids), dtype=np.int32)
    start = 0
    for part in ids.chunks:
        places[start : start + len(part)] = position[part.to_numpy()]
        start += len(part)
    return places


def _positions(ids: pd.Series) -> NDArray[np.int32]:
    """Return an array that holds at each id its position."""
    position = np.zeros(int(ids.max()) + 1, dtype=np.int32)
    position[ids.to_numpy()] = np.arange(len(ids), dtype=np.int32)
    return position
