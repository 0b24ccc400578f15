"""Columns of files as relations: added to the graph when it is read, and again for a run."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
from scipy.sparse import coo_array, csr_array

from graph_icp.errors import FileError
from graph_icp.graph.id_rows import rows_of
from graph_icp.graph.matrix import Matrix
from graph_icp.graph.model import (
    KEPT_BESIDE,
    KEYS_OF_TRAITS,
    KNOWN_PROPERTIES,
    MAY_BE_NAMED,
    property_of,
)
from graph_icp.graph.number_bands import Bands
from graph_icp.graph.relations import relation
from graph_icp.market.traits.column_values import (
    Values,
    categories,
    in_bands,
    places_in,
    values_of,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from graph_icp.discovery.icp import Icp
    from graph_icp.graph.matrix import Graph
    from graph_icp.graph.store import Store


def with_columns(store: Store, graph: Graph, icp: Icp) -> Graph:
    """Return a graph with the columns that a profile makes relations.

    Raises
    ------
    FileError
        If one cannot be a relation; it names file, line and key.
    """
    matrices = dict(graph.matrices)
    ids = graph.accounts["id"].to_numpy(np.int64)
    for name, place in icp.columns.items():
        told = _told(store, name, ids)
        if told.empty:
            raise FileError(f"{place}: {name}: {_missing(store, name, ids)}")
        try:
            matrices[name] = matrix_of(name, values_of(name, told), ids)
        except ValueError as error:
            raise FileError(f"{place}: {name}: {error}.") from error
    return replace(graph, matrices=matrices)


def matrix_of(name: str, values: Values, accounts: NDArray[np.int64]) -> Matrix:
    """Return the links of accounts to the traits of a column; its traits have ids of their own."""
    names = pd.Series(sorted(set(values.traits["trait"])), dtype=object)
    return Matrix(name, _links(values.traits, accounts, names), traits_called(names), values.bands)


def traits_called(names: pd.Series) -> pd.DataFrame:
    """Return the traits of a column, as of `Matrix`: each is known by its name."""
    return pd.DataFrame({"id": np.arange(len(names)), "key": names, "name": names})


@dataclass(frozen=True)
class Columns:
    """The columns that a run learned from, read again as they were read for it.

    Attributes
    ----------
    bands : mapping of str to Bands or None
        By column those of numbers.
    """

    bands: Mapping[str, Bands | None] = field(default_factory=dict)

    @classmethod
    def in_graph(cls, graph: Graph) -> Columns:
        """Return the columns that are relations of a graph."""
        matrices = graph.matrices.items()
        return cls({name: each.bands for name, each in matrices if relation(name).of_column()})

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> Columns:
        """Return the columns that a run kept in its options."""
        kept = options.get("columns", {})
        return cls({name: Bands.kept(told) if told else None for name, told in kept.items()})

    def options(self) -> dict[str, Any]:
        """Return what a run keeps of them."""
        kept = {name: bands.to_keep() if bands else None for name, bands in self.bands.items()}
        return {"columns": kept} if kept else {}

    def of_graph(self, store: Store, graph: Graph) -> Graph:
        """Return a graph with the columns that accounts still have values in."""
        matrices = dict(graph.matrices)
        ids = graph.accounts["id"].to_numpy(np.int64)
        for name, bands in self.bands.items():
            traits = self._traits(store, name, ids)
            if len(traits):
                matrices[name] = matrix_of(name, Values(traits, bands), ids)
        return replace(graph, matrices=matrices)

    def links_of(
        self, store: Store, name: str, accounts: NDArray[np.int64], names: pd.Series
    ) -> csr_array:
        """Return the links of accounts to traits of a column.

        Parameters
        ----------
        store : Store
        name : str
            The column.
        accounts : array of int
            The ids of the rows.
        names : Series of str
            Those of the columns.
        """
        return _links(self._traits(store, name, accounts), accounts, names)

    def _traits(self, store: Store, name: str, accounts: NDArray[np.int64]) -> pd.DataFrame:
        told = _told(store, name, accounts)
        bands = self.bands.get(name)
        return in_bands(told, bands) if bands else categories(told)


def _told(store: Store, name: str, accounts: NDArray[np.int64]) -> pd.DataFrame:
    """Return what accounts have in a column: account, value (text)."""
    rows = rows_of(accounts)
    told: pd.DataFrame = store.ask(
        "read/values_of_property", rows, property=property_of(name)
    ).to_pandas()
    return told


def _links(traits: pd.DataFrame, accounts: NDArray[np.int64], names: pd.Series) -> csr_array:
    """Return accounts x names, with 1 where an account has the trait."""
    columns = places_in(names, traits["trait"])
    known = columns >= 0
    row = pd.Series(np.arange(len(accounts)), index=accounts)
    rows = row[traits["account"][known]].to_numpy()
    ones, shape = np.ones(len(rows)), (len(accounts), len(names))
    links = csr_array(coo_array((ones, (rows, columns[known])), shape=shape))
    links.sort_indices()
    return links


def _missing(store: Store, name: str, accounts: NDArray[np.int64]) -> str:
    """Say that no account has a column, and which ones there are."""
    there = [str(each) for each in extra_columns(store, accounts)["property"].unique()]
    near = difflib.get_close_matches(property_of(name), there, n=3, cutoff=0.5) or sorted(there)[:5]
    hint = f"did you mean {', '.join(near)}?" if near else "no file has columns beside the known."
    return f"no company has a value in such a column; {hint}"


def extra_columns(store: Store, accounts: NDArray[np.int64]) -> pd.DataFrame:
    """Return what accounts have in columns that no loader knows: account, property, value."""
    rows = rows_of(accounts)
    known = ",".join((*KNOWN_PROPERTIES, *KEYS_OF_TRAITS, *KEPT_BESIDE, MAY_BE_NAMED))
    told: pd.DataFrame = store.ask("read/extra_properties", rows, known=known).to_pandas()
    return told
