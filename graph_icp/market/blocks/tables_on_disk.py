"""The links of an embedded store, or of a folder of Parquet, in blocks on this machine's disk."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from graph_icp.errors import StoreError
from graph_icp.graph.blocks import Links
from graph_icp.graph.chunked import Chunked
from graph_icp.graph.duckdb_store import DuckDBStore
from graph_icp.graph.matrix import read_names
from graph_icp.graph.relations import relation
from graph_icp.market.leaving_out import chosen_by
from graph_icp.market.store_opener import StoreOpener

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph_icp.graph.matrix import Graph


class TablesOnDisk:
    """The tables of an open store; see `block_market.Tables`.

    Parameters
    ----------
    store : DuckDBStore
        Open for reading.
    """

    def __init__(self, store: DuckDBStore) -> None:
        self._store = store

    @classmethod
    @contextmanager
    def opened(cls, path: str) -> Iterator[TablesOnDisk]:
        """Open a store for a `with` block.

        Parameters
        ----------
        path : str
            A DuckDB file, or "parquet:FOLDER".

        Raises
        ------
        StoreError
            If it cannot be opened, or is on a server.
        """
        with StoreOpener(path)() as store:
            if not isinstance(store, DuckDBStore):
                raise StoreError(
                    f"{path} is on a server; 'graph-icp copy {path} parquet:FOLDER' writes what "
                    "can be ranked in blocks."
                )
            yield cls(store)

    @property
    def chosen_by(self) -> tuple[str, ...]:
        """Traits and relations that chose the customers."""
        return tuple(chosen_by(self._store))

    def names(self) -> Graph:
        """Return the accounts and traits, without any link."""
        return read_names(self._store)

    @contextmanager
    def blocks(self, names: Graph, size: int) -> Iterator[dict[str, Links]]:
        """Give the links in blocks, by relation, which lie in temporary files meanwhile."""
        ids = names.accounts["id"].to_numpy()
        places = pa.table({"id": ids, "place": np.arange(len(ids), dtype=np.int32)})
        with TemporaryDirectory(prefix="graph-icp-") as folder:
            found: dict[str, Links] = {}
            for name, matrix in names.matrices.items():
                mine = Path(folder) / str(len(found))
                mine.mkdir()
                asked = relation(name).parameters()
                links = self._store.ask_in_parts("links/links_by_account", places, **asked)
                traits = matrix.traits["id"].to_numpy()
                blocks = Chunked.written(mine, links, len(ids), traits, size)
                found[name] = Links(name, matrix.traits, blocks)
            yield found
