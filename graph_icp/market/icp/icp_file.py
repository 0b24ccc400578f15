"""The attribute `market.icp`: icp.toml, read, or proposed from the data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from graph_icp.discovery.icp import Icp
from graph_icp.discovery.left_out import leave_out
from graph_icp.discovery.ranking.hard_rules import unheard_of
from graph_icp.discovery.ranking.ranking import rank
from graph_icp.discovery.selectors import several
from graph_icp.errors import RankingError
from graph_icp.graph.matrix import read_graph
from graph_icp.graph.open_store import is_address, place_of
from graph_icp.market.icp.icp_change import IcpChange
from graph_icp.market.icp.icp_template import proposal, segments_of
from graph_icp.market.icp.icp_toml import NAME, read_icp
from graph_icp.market.leaving_out import always_left_out, chosen_by
from graph_icp.market.traits.columns import with_columns
from graph_icp.market.traits.proposed import telling_columns

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from graph_icp.discovery.left_out import LeftOut
    from graph_icp.market.store_opener import StoreOpener


class Proposal(NamedTuple):
    """The text of a proposed icp.toml, and what did not count in it."""

    text: str
    left_out: tuple[LeftOut, ...]


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
        path = place_of(self._store.path)
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

    def holds(self, text: str) -> bool:
        """Return whether the file has this text, "" for one that is missing."""
        try:
            return (self.file.read_text(encoding="utf-8") if self.file.exists() else "") == text
        except (OSError, UnicodeDecodeError):
            return False

    def weigh(self, weights: Mapping[str, float]) -> IcpChange:
        """Return the change of the file that gives relations other weights; changes nothing yet.

        Parameters
        ----------
        weights : mapping of str to float
            By relation how many times its learned share counts, 0 for none; the others stay.

        Raises
        ------
        FileError
            If the file is wrong or would be, or cannot be changed line by line.
        """
        return IcpChange.of_weights(self.file, weights)

    def check(self) -> list[str]:
        """Return warnings of what the file names and the market does not have.

        Raises
        ------
        FileError
            If the file is wrong, or a column that it names cannot be a relation.
        """
        icp, _ = self.read()
        with self._store() as store:
            return unheard_of(with_columns(store, read_graph(store), icp), icp)

    def propose(self, without: Sequence[str] = (), with_: Sequence[str] = ()) -> Proposal:
        """Return an icp.toml with every option, and what the data suggests.

        Parameters
        ----------
        without, with_ : sequence of str
            Traits and relations that do not count, and those that do although they chose the
            customers.

        Raises
        ------
        RankingError
            If something cannot be brought back.
        UnknownNameError
            If there is no such trait or relation.
        """
        with self._store() as store:
            whole, always = read_graph(store), always_left_out(chosen_by(store), Icp())
            columns = telling_columns(store, whole)
        graph, left_out = leave_out(whole, always, several(without), several(with_))
        try:
            ranking = rank(graph)
        except RankingError:  # nothing to learn from yet
            return Proposal(proposal(graph, columns=columns), left_out)
        return Proposal(proposal(graph, ranking, segments_of(ranking), columns), left_out)
