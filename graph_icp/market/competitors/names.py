"""Names of competitors, and the technologies by which their customers are known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graph_icp.errors import UnknownNameError
from graph_icp.graph.model import slug
from graph_icp.ingest.values.lists import items
from graph_icp.market.customers.competitors_themselves import competitors_named

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from graph_icp.discovery.icp import Icp
    from graph_icp.graph.store import Store


@dataclass(frozen=True)
class CompetitorNames:
    """The competitors of a market.

    Attributes
    ----------
    names : mapping of str to str
        By key, as icp.toml writes them, else as files do.
    technologies : mapping of str to str
        By key of a technology, the key of the competitor whose customers use it: those that
        icp.toml says, and of other competitors the technology of the same name.
    written : mapping of str to str
        The technologies of icp.toml by their keys, as they are written there.
    deals : DataFrame
        The open deals in which a competitor is named: account, text (their names), source, opened,
        last_seen. Names that stand in deals alone are of no account: anybody may write there.
    notes : DataFrame
        Likewise the notes of open deals, in which names that are known are looked for.
    """

    names: Mapping[str, str]
    technologies: Mapping[str, str]
    written: Mapping[str, str]
    deals: pd.DataFrame
    notes: pd.DataFrame

    @classmethod
    def read(cls, store: Store, icp: Icp) -> CompetitorNames:
        """Return those that files or icp.toml name."""
        names = competitors_named(store, icp)
        written = {slug(each): each for those in icp.competitors.values() for each in those}
        tied = {slug(each): slug(name) for name, those in icp.competitors.items() for each in those}
        by_name = {key: key for key in names if key not in set(tied.values())}
        deals, notes = (
            store.ask("competitors/in_deals", property=name).to_pandas()
            for name in ("competitor", "note")
        )
        return cls(names, by_name | tied, written, deals, notes)

    @property
    def every(self) -> dict[str, str]:
        """The names by key, those of deals too."""
        told = (each for cell in self.deals["text"] for each in items(cell))
        return {slug(each): each for each in told} | dict(self.names)

    def key_of(self, name: str) -> str:
        """Return the key of a competitor; raises UnknownNameError with the nearest names."""
        if slug(name) in self.every:
            return slug(name)
        hint = (
            "Load a list of competitors' customers ('graph-icp sources competitor-customers'), or "
            "name the competitor under [competitors] in icp.toml."
        )
        raise UnknownNameError("competitor", name, self.every.values(), hint)
