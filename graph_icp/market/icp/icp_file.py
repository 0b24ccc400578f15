"""The attribute `market.icp`: icp.toml, read, or proposed from the data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from graph_icp.discovery.icp import Icp
from graph_icp.discovery.ranking.ranking import rank
from graph_icp.errors import RankingError
from graph_icp.graph.matrix import read_graph
from graph_icp.graph.open_store import is_address
from graph_icp.market.icp.icp_template import proposal, segments_of
from graph_icp.market.icp.icp_toml import NAME, read_icp

if TYPE_CHECKING:
    from graph_icp.market.store_opener import StoreOpener


class IcpFile:
    """The file of the ideal customer profile of a market.

    Parameters
    ----------
    store : StoreOpener
    file : str or Path, optional
        By default icp.toml next to the store's file, or in the current folder for a server.
    """

    def __init__(self, store: StoreOpener, file: str | Path | None = None) -> None:
        self._store = store
        self._given = Path(file) if file else None

    @property
    def file(self) -> Path:
        """The path of the file, which may be missing."""
        path = self._store.path
        beside = Path() if is_address(path) else Path(path).parent
        return self._given or beside / NAME

    def read(self) -> tuple[Icp, str]:
        """Return the profile and its text, an empty one if there is no file.

        Raises
        ------
        FileError
            If the file is wrong, with line and key, or was named and is missing.
        """
        if self._given is None and not self.file.exists():
            return Icp(), ""
        return read_icp(self.file)

    def propose(self) -> str:
        """Return the text of an icp.toml with every option and the data's suggestions."""
        with self._store() as store:
            graph = read_graph(store)
        try:
            ranking = rank(graph)
        except RankingError:  # nothing to learn from yet
            return proposal(graph)
        return proposal(graph, ranking, segments_of(ranking))
