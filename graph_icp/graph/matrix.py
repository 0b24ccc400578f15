"""The graph as the engine reads it: a table of accounts and one sparse matrix per relation."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from scipy.sparse import csr_array

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

    Places = NDArray[np.int32]
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
    for place, relation in enumerate(RELATIONS):
        if progress:
            progress("reading the graph", place / len(RELATIONS))
        links = store.ask("links/links", **relation.parameters())
        if not len(links):
            continue
        traits = read_traits(store, relation, len(accounts))
        if relation.trait in (PERSON, TOPIC):
            links = links.filter(pc.is_in(links["trait"], pa.array(traits["id"])))
        if len(links):
            matrices[relation.name] = _matrix(relation.name, links, accounts["id"], traits)
    return Graph(accounts, matrices)


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
    return that_count(store, relation, traits, accounts)


def that_count(
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
    row, column = _positions(accounts), _positions(traits["id"])
    values = links["value"].to_numpy().astype(np.float64)
    if (values == values[0]).all():
        bits = shape[1].bit_length()
        X = _of_one_value(_keys(links, row, column, bits), values[0], bits, shape)
        return Matrix(relation, X, traits)
    rows, columns = row[links["account"].to_numpy()], column[links["trait"].to_numpy()]
    return Matrix(relation, links_as_matrix(rows, columns, values, shape), traits)


def links_as_matrix(
    rows: NDArray[Any], columns: NDArray[Any], values: Values, shape: tuple[int, int]
) -> csr_array:
    """Return links as a matrix, sorted by trait, of two links the one of the greater value."""
    bits = shape[1].bit_length()
    keys = (rows.astype(np.int64) << bits) | columns
    if not len(keys):
        return csr_array(shape, dtype=np.float64)
    if (values == values[0]).all():
        return _of_one_value(keys, values[0], bits, shape)
    order = np.argsort(keys)
    keys = keys[order]
    first = np.flatnonzero(np.append(True, keys[1:] != keys[:-1]))
    return _of_keys(keys[first], np.maximum.reduceat(values[order], first), bits, shape)


def _keys(links: pa.Table, row: Places, column: Places, bits: int) -> NDArray[np.int64]:
    """Return both places of links as one number, made part by part to save memory."""
    keys, start = np.empty(len(links), dtype=np.int64), 0
    for batch in links.to_batches():
        some = keys[start : start + len(batch)]
        some[:] = row[batch["account"].to_numpy()]
        some <<= bits
        some |= column[batch["trait"].to_numpy()]
        start += len(batch)
    return keys


def _of_one_value(
    keys: NDArray[np.int64], value: np.float64, bits: int, shape: tuple[int, int]
) -> csr_array:
    """Return links that all have one value: sorting numbers alone is the fastest."""
    keys.sort()
    again = keys[1:] == keys[:-1]
    if again.any():
        keys = keys[np.append(True, ~again)]
    return _of_keys(keys, np.full(len(keys), value), bits, shape)


def _of_keys(
    keys: NDArray[np.int64], values: Values, bits: int, shape: tuple[int, int]
) -> csr_array:
    """Return links as a matrix: both places as one number, sorted, and each there once."""
    many = np.bincount(keys >> bits, minlength=shape[0])
    indptr = np.concatenate([[0], np.cumsum(many)]).astype(np.int32)
    indices = (keys & ((1 << bits) - 1)).astype(np.int32)
    matrix = csr_array((values, indices, indptr), shape=shape)
    matrix.has_canonical_format = True
    return matrix


def _positions(ids: pd.Series) -> NDArray[np.int32]:
    """Return an array that holds at each id its position."""
    position = np.zeros(int(ids.max()) + 1, dtype=np.int32)
    position[ids.to_numpy()] = np.arange(len(ids), dtype=np.int32)
    return position
