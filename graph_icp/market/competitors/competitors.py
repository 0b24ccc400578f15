"""The attribute `market.competitors`: their customers, and those whom we won from them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.competitors.states import STATES
from graph_icp.discovery.competitors.won_from import won_from
from graph_icp.discovery.ranking.tiers import TIERS
from graph_icp.errors import UnknownNameError
from graph_icp.graph.model import RANKED
from graph_icp.market.competitors.names import CompetitorNames
from graph_icp.market.competitors.pool import NOT_RANKED, Pool, listed, read_pairs
from graph_icp.market.competitors.research_sheet import research_sheet
from graph_icp.market.customers.competitors_themselves import Themselves
from graph_icp.market.run_comparison import standing_in
from graph_icp.market.runs.register import latest, registered

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import pandas as pd

    from graph_icp.graph.store import Store
    from graph_icp.market.icp.icp_file import IcpFile
    from graph_icp.market.store_opener import StoreOpener


@dataclass(frozen=True)
class Competitors:
    """The competitors of a market.

    Attributes
    ----------
    store : StoreOpener
    icp : IcpFile
    """

    store: StoreOpener
    icp: IcpFile

    def pool(
        self,
        name: str | None = None,
        *,
        states: Sequence[str] = (),
        tiers: Sequence[str] = (),
        as_of: datetime.date | None = None,
    ) -> Pool:
        """Return the prospects and open deals that are, were or may become their customers.

        Parameters
        ----------
        name : str, optional
            One competitor; all where it is not given.
        states : sequence of str
            Only these; see `graph_icp.discovery.competitors.states`.
        tiers : sequence of str
            Only these, by the last run of `discover`.
        as_of : date, optional
            The day; today where it is not given.

        Raises
        ------
        UnknownNameError
            If there is no such competitor, state or tier.
        """
        chosen = {
            "state": _known("state", states, STATES),
            "tier": _known("tier", tiers, (*TIERS, NOT_RANKED)),
        }
        icp, _ = self.icp.read()
        with self.store() as store:
            names = CompetitorNames.read(store, icp)
            key = names.key_of(name) if name is not None else None
            pairs, told = read_pairs(store, names, as_of or datetime.date.today())
            accounts = Themselves.read(store, icp).marked(store.ask("read/accounts").to_pandas())
            mine = pairs if key is None else pairs[pairs["competitor"] == key]
            found = _with_accounts(mine, accounts)
            sold_to = found[found["status"].isin(RANKED)]
            run = latest(registered(store))
            standing = _standing(store, run.number if run else 0, sold_to)
        others = found.loc[~found["status"].isin(RANKED), ["account", "status"]].drop_duplicates()
        named = standing["competitor"].map(lambda each: names.every.get(each, each))
        table = listed(standing.assign(competitor=named))
        for column, words in chosen.items():
            table = table[table[column].isin(words)] if words else table
        return Pool(
            table.reset_index(drop=True),
            run.number if run else 0,
            {str(name): many for name, many in others["status"].value_counts().items()},
            told.unused,
        )

    def research(
        self, name: str | None = None, *, as_of: datetime.date | None = None
    ) -> pd.DataFrame:
        """Return the research sheet of a competitor, or of all; see `research_sheet`."""
        return research_sheet(self.pool(name, as_of=as_of).table)

    def won(self, as_of: datetime.date | None = None) -> pd.DataFrame:
        """Return the competitors (names) from which customers came, with lift; see `won_from`."""
        icp, _ = self.icp.read()
        day = as_of or datetime.date.today()
        with self.store() as store:
            names = CompetitorNames.read(store, icp)
            pairs, _ = read_pairs(store, names, day)
            accounts = Themselves.read(store, icp).marked(store.ask("read/accounts").to_pandas())
        table = won_from(pairs, accounts, day)
        named = table["competitor"].map(lambda each: names.every.get(each, each))
        return table.assign(competitor=named)


def _with_accounts(pairs: pd.DataFrame, accounts: pd.DataFrame) -> pd.DataFrame:
    about = accounts[["id", "key", "name", "domain", "country", "status"]]
    return pairs.merge(about, left_on="account", right_on="id").drop(columns="id")


def _standing(store: Store, run: int, pairs: pd.DataFrame) -> pd.DataFrame:
    """Return pairs with tier and fit of their accounts by a run; empty without one."""
    if not run:
        return pairs.assign(tier=None, fit=np.nan)
    ids = np.unique(pairs["account"].to_numpy(np.int64))
    stood = standing_in(store, run, ids).set_axis(ids)
    tier = pairs["account"].map(stood["tier"]).replace("", NOT_RANKED)
    return pairs.assign(tier=tier, fit=pairs["account"].map(stood["fit"]))


def _known(kind: str, words: Collection[str], known: Sequence[str]) -> list[str]:
    """Return words as they are known, whatever their capitals; raises UnknownNameError."""
    by_word = {each.casefold(): each for each in known}
    for each in words:
        if each.casefold() not in by_word:
            raise UnknownNameError(kind, each, known)
    return [by_word[each.casefold()] for each in words]
