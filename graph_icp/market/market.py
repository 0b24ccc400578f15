"""The door: one market, loaded, ranked and explained."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from graph_icp.discovery.learning.method import AUTO
from graph_icp.discovery.ranking.filters import Filters
from graph_icp.discovery.ranking.neighbourhood import CUSTOMERS_SHOWN, TRAITS_SHOWN
from graph_icp.discovery.selectors import several
from graph_icp.graph.summary import summary
from graph_icp.market.accounts.explained import (
    Explained,
    explained,
    run_to_explain,
)
from graph_icp.market.accounts.qualify import qualify
from graph_icp.market.accounts.similar import similar
from graph_icp.market.copying import copy
from graph_icp.market.customers.customers import CustomerList
from graph_icp.market.customers.what_counts import read_counting
from graph_icp.market.discover import discover
from graph_icp.market.discover_options import DiscoverOptions
from graph_icp.market.feedback.feedback import Feedback
from graph_icp.market.icp.icp_file import IcpFile
from graph_icp.market.identity.identity import Identity
from graph_icp.market.intent.signals import Signals
from graph_icp.market.lists.difference import difference
from graph_icp.market.loads import Loads
from graph_icp.market.lookup import find_account, find_accounts
from graph_icp.market.personas.persona_list import PersonaList
from graph_icp.market.reach.ways import Ways
from graph_icp.market.run_history import RunHistory
from graph_icp.market.runs.keeping import keep_verdict
from graph_icp.market.sheet.deliveries import Deliveries
from graph_icp.market.store_opener import StoreOpener

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    import networkx as nx
    import pandas as pd

    from graph_icp.discovery.ranking.list_changes import Changes
    from graph_icp.market.accounts.qualify import Qualified
    from graph_icp.market.accounts.similar import Lookalikes
    from graph_icp.market.backtesting import Backtest
    from graph_icp.market.discovery_list import DiscoveryList
    from graph_icp.progress import Progress


class Market:
    """One market in its store, with its parts `customers`, `icp`, `runs`, `identity`, `paths`,
    `personas`, `feedback`.

    Parameters
    ----------
    store : str or Path
        A DuckDB file or the address of a Neo4j server; the store is made by the first `load`.
        ":memory:" keeps the market as long as this object lives.
    icp : str or Path, optional
        The file of the ideal customer profile; by default icp.toml next to the store's file, or
        in the current folder for a server.
    """

    def __init__(
        self, store: str | Path = "graph-icp.duckdb", icp: str | Path | None = None
    ) -> None:
        self.store = StoreOpener(store)
        self.path = self.store.path
        self.icp = IcpFile(self.store, icp)
        self.customers = CustomerList(self.store, self.icp)
        self.load = Loads(self.store, self.icp)
        self.signals = Signals(self.store, self.icp)
        self.runs = RunHistory(self.store)
        self.identity = Identity(self.store)
        self.personas = PersonaList(self.store, self.icp)
        self.paths = Ways(self.store, self.icp)
        self.feedback = Feedback(self.store)
        self.deliver = Deliveries(self.store, self.icp)
        self.sheet = self.deliver.sheet

    def discover(
        self,
        *,
        method: str = AUTO,
        profile: str | None = None,
        without: Sequence[str] = (),
        with_: Sequence[str] = (),
        filters: Filters | None = None,
        limit: int | None = None,
        explore: float = 0.0,
        write_back: bool = False,
        preview: bool = False,
        sort: str | None = None,
        intent: Sequence[str] = (),
        as_of: datetime.date | None = None,
        progress: Progress | None = None,
    ) -> DiscoveryList:
        """Rank the companies to sell to next, and keep the run for `explain`.

        Asked the same again of the same data, it is the same run. For parameters see
        `DiscoverOptions`.

        Raises
        ------
        RankingError
            If nothing can be learned, nobody ranked, or a preview is to be written back.
        UnknownNameError
            If there is no such method, trait, relation or filter value.
        """
        asked = (method, profile, several(without), several(with_), filters or Filters())
        rest = (write_back, preview, sort, tuple(several(intent)), as_of)
        options = DiscoverOptions(*asked, limit, explore, *rest)
        return discover(self.store, self.icp, options, progress)

    def diff(
        self,
        old: str | Path | int | None = None,
        new: str | Path | int | None = None,
        *,
        since: str | datetime.date | None = None,
        everything: bool = False,
    ) -> Changes:
        """Return what changed from one list to another: whose tier, who is new, and who is gone.

        Parameters
        ----------
        old, new : str, Path or int, optional
            Files of `discover` or of exports, or runs by number or name. Without them it is the
            last run, and the one before that was asked the same.
        since : str or date, optional
            "7d", "2w" or a day: in place of the run before, the last that was made by then.
        everything : bool
            Whether also those are listed that are below Good fit before and now.

        Raises
        ------
        FileError
            If a file cannot be read, or the two name companies by different columns.
        RankingError, UnknownNameError
            If there is no run, or no such run.
        """
        return difference(self.store, old, new, since, everything=everything)

    def explain(
        self, account: str, run: int | str | None = None, as_of: datetime.date | None = None
    ) -> Explained:
        """Explain the fit of one account by a run; raises UnknownNameError.

        Parameters
        ----------
        account : str
            A domain, a name, an alias or a key.
        run : int or str, optional
            A run's number or name, which is explained by the icp.toml that it went by. The last
            run and icp.toml of now where it is not given; one is learned if there is none.
        as_of : date, optional
            The day to which signals age; today where it is not given.
        """
        with self.store() as store:
            found = find_account(store, account)
        self._learn_once(run)
        with self.store() as store:
            return explained(store, found, *run_to_explain(store, self.icp, run), as_of)

    def _learn_once(self, run: int | str | None) -> None:
        """Make a run where there is none and none is asked for."""
        if run is None and not self.runs.last_number():
            self.discover(limit=0)

    def qualify(
        self, file: str | Path, run: int | str | None = None, *, keep: bool = False
    ) -> Qualified:
        """Return tier, fit and reasons of inbound companies by a run.

        Parameters
        ----------
        file : str or Path
            Any file that `load` takes and whose rows name companies; these need not be in the
            market.
        run : int or str, optional
            As of `explain`.
        keep : bool
            Whether to load them too; otherwise nothing is stored.

        Raises
        ------
        FileError, UnknownNameError
            If the file cannot be read or is not about companies, or there is no such run.
        """
        self._learn_once(run)
        with self.store(write=True) as store:
            chosen = run_to_explain(store, self.icp, run)
            return qualify(store, Path(file), *chosen, keep=keep)

    def similar(
        self,
        account: str,
        *,
        limit: int | None = None,
        without: Sequence[str] | None = None,
        with_: Sequence[str] = (),
    ) -> Lookalikes:
        """Return the accounts most like one; see `Lookalikes`.

        Parameters
        ----------
        account : str
            A domain, a name, an alias or a key.
        limit : int, optional
            How many; all that share anything where it is not given.
        without : sequence of str, optional
            What does not count, beside what never does; where it is not given, what the last run
            left out is left out.
        with_ : sequence of str
            What counts although it would be left out.
        """
        icp, _ = self.icp.read()
        with self.store() as store:
            return similar(store, account, icp, limit, without, with_)

    def neighbourhood(
        self,
        account: str,
        run: int | str | None = None,
        *,
        traits: int = TRAITS_SHOWN,
        customers: int = CUSTOMERS_SHOWN,
    ) -> nx.Graph[str]:
        """Return the networkx graph around an account: its customers and the shared traits.

        The people on the best paths into it are in it too: colleagues, introducers, targets.
        It holds at most this many traits and customers; the rest is counted in its attributes,
        which also say whether the data has changed since the run.
        """
        return self.explain(account, run).neighbourhood(traits, customers)

    def backtest(
        self,
        method: str = AUTO,
        hide: float = 0.3,
        repeats: int = 5,
        since: datetime.date | None = None,
        all_methods: bool = False,
        without: Sequence[str] = (),
        with_: Sequence[str] = (),
        progress: Progress | None = None,
    ) -> Backtest:
        """Hide known customers and see whether the ranking finds them.

        The verdict is kept with the run of the same question, and shown with its list.

        Parameters
        ----------
        method, without, with_
            As of `DiscoverOptions`.
        hide, repeats, since
            As of `Hiding`.
        all_methods : bool
            Whether to try every method beside this one.
        progress : Progress, optional

        Raises
        ------
        RankingError
            If there are too few customers, or none is hidden, left to learn from or ranked.
        UnknownNameError
            If there is no such method, trait or relation.
        """
        from graph_icp.market.backtesting import Hiding, backtest

        icp, _ = self.icp.read()
        with self.store() as store:
            counting = read_counting(store, icp, without, with_, progress, decaying=False)
            asked = (counting, method, Hiding(hide, repeats, since))
            tested = backtest(store, *asked, all_methods=all_methods, progress=progress)
        last = self.runs.last_number()
        kept = self.discover(
            method=method, without=without, with_=with_, limit=0, progress=progress
        )
        run = kept.run
        if run:
            with self.store(write=True) as store:
                keep_verdict(store, run, str(tested.verdict), last)
        return tested

    def accounts(self, text: str = "") -> pd.DataFrame:
        """Return the accounts that have a text in a name, an alias, a domain or another key.

        Columns: account (name), domain, status, country, industry, size, employees, mentions
        (their number), key.
        """
        with self.store() as store:
            found: pd.DataFrame = find_accounts(store, text).to_pandas()
        key = found.pop("key")
        return found.rename(columns={"name": "account"}).assign(key=key)

    def summary(self) -> dict[str, pd.DataFrame]:
        """Return the market's contents: nodes, statuses, loads, relations; see `graph.summary`."""
        with self.store() as store:
            return summary(store)

    def rejects(self) -> pd.DataFrame:
        """Return the rejected rows: load, file, row, reason, original (text)."""
        with self.store() as store:
            refused: pd.DataFrame = store.ask("loads/rejects").to_pandas()
        return refused

    def copy(self, to: str | Path, progress: Progress | None = None) -> dict[str, int]:
        """Copy everything to another store, which must be empty; see `copying.copy`.

        `to` is a DuckDB file or the address of a Neo4j server; it is made if it is missing.
        """
        with self.store() as source, StoreOpener(to).filling() as target:
            return copy(source, target, progress)
