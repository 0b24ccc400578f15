"""Links in blocks that are read when they are asked for: a market need not fit into memory."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import dataset

from graph_icp.errors import StoreError
from graph_icp.graph.blocks import BLOCK, added, borders, degrees
from graph_icp.graph.matrix import links_as_matrix

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray
    from scipy.sparse import csr_array

    from graph_icp.graph.blocks import Numbers, OfBlock, Places
    from graph_icp.graph.relations import Relation
    from graph_icp.graph.store import Store

    Ids = NDArray[np.int64]
    # From the ids of accounts to their links: account, trait, value, in any order.
    LinksOf = Callable[[Ids], pa.Table]

_COLUMNS = ("account", "trait", "value")


@dataclass(frozen=True)
class Chunked:
    """Links that are read block by block, each time they are asked for.

    Attributes
    ----------
    accounts, traits : array of int
        The ids of accounts and of traits, in the order of rows and columns; links to other traits
        are passed over.
    links_of : callable
        Gives the links of accounts.
    size : int
        The accounts of a block.
    """

    accounts: Ids
    traits: Ids
    links_of: LinksOf
    size: int = BLOCK

    @property
    def shape(self) -> tuple[int, int]:
        """The numbers of accounts and of traits."""
        return len(self.accounts), len(self.traits)

    @cached_property
    def having(self) -> Numbers:
        """By trait: how many accounts have it."""
        return self.summed(degrees)

    def summed(self, of: OfBlock) -> Numbers:
        """Return the sum over blocks; see `Blocks.summed`."""
        return added(of(each) for each in self._blocks())

    def by_account(self, of: OfBlock) -> NDArray[Any]:
        """Return what `of` makes of each block; see `Blocks.by_account`."""
        return np.concatenate([of(each) for each in self._blocks()])

    def chosen(self, places: Places) -> csr_array:
        """Return the links of some accounts; see `Blocks.chosen`."""
        return self._read(self.accounts[places])

    def _blocks(self) -> Iterator[csr_array]:
        for start, stop in borders(len(self.accounts), self.size):
            yield self._read(self.accounts[start:stop])

    def _read(self, ids: Ids) -> csr_array:
        links = self.links_of(ids)
        rows, columns = (
            _places(links[name].to_numpy(), there)
            for name, there in (("account", ids), ("trait", self.traits))
        )
        known = (rows >= 0) & (columns >= 0)
        values = links["value"].to_numpy().astype(np.float64)[known]
        return links_as_matrix(rows[known], columns[known], values, (len(ids), len(self.traits)))


def links_in(store: Store, relation: Relation) -> LinksOf:
    """Return what reads the links of accounts in one relation from a store."""

    def links_of(ids: Ids) -> pa.Table:
        return store.ask("links/links_of", pa.table({"id": ids}), **relation.parameters())

    return links_of


def links_in_parquet(path: Path, relation: str) -> LinksOf:
    """Return what reads the links of accounts in one relation from Parquet.

    A block is read quickly where rows stand by account: what speaks of others is skipped.

    Parameters
    ----------
    path : Path
        A file, or a folder of files, with the columns relation, account, trait and value.
    relation : str

    Raises
    ------
    StoreError
        If it cannot be read, or lacks a column.
    """
    with _explained(path):
        links = dataset.dataset(path, format="parquet")
    if lacking := [each for each in ("relation", *_COLUMNS) if each not in links.schema.names]:
        raise StoreError(
            f"{path} has no column {' and no column '.join(lacking)}; links have the columns "
            "relation, account, trait and value."
        )

    def links_of(ids: Ids) -> pa.Table:
        wanted = (pc.field("relation") == relation) & pc.field("account").isin(ids)
        if len(ids):
            least, most = int(ids.min()), int(ids.max())
            wanted &= (pc.field("account") >= least) & (pc.field("account") <= most)
        with _explained(path):
            return links.to_table(columns=list(_COLUMNS), filter=wanted)

    return links_of


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, pa.ArrowInvalid) as error:
        raise StoreError(f"{path} cannot be read as Parquet: {error}") from error


def _places(ids: Ids, there: Ids) -> Places:
    """Return where ids stand among those that are there, -1 where they do not."""
    if not len(there):
        return np.full(len(ids), -1)
    order = np.argsort(there, kind="stable")
    found = order[np.minimum(np.searchsorted(there, ids, sorter=order), len(there) - 1)]
    return np.where(there[found] == ids, found, -1)
