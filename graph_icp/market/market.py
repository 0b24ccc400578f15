"""The door: one market, loaded, ranked and explained."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from graph_icp.discovery.learning.method import AUTO
from graph_icp.discovery.ranking.filters import Filters
from graph_icp.discovery.ranking.neighbourhood import CUSTOMERS_SHOWN, TRAITS_SHOWN
from graph_icp.discovery.selectors import several
from graph_icp.graph.summary import summary
from graph_icp.market.accounts.explained import Explained, Explaining, run_to_explain
from graph_icp.market.accounts.qualify import qualify
from graph_icp.market.accounts.similar import similar
from graph_icp.market.competitors.competitors import Competitors
from graph_icp.market.copying import copy_market
from graph_icp.market.customers.customers import CustomerList
from graph_icp.market.customers.what_counts import read_counting
from graph_icp.market.discover import discover, learn_once, ranked_and_kept
from graph_icp.market.discover_options import DiscoverOptions
from graph_icp.market.events.events import Events
from graph_icp.market.feedback.feedback import Feedback
from graph_icp.market.hygiene.accounts_tagged import with_tags
from graph_icp.market.hygiene.hygiene import Hygiene
from graph_icp.market.icp.icp_file import IcpFile
from graph_icp.market.identity.identity import Identity
from graph_icp.market.intent.signals import Signals
from graph_icp.market.lists.difference import difference
from graph_icp.market.loads import Loads
from graph_icp.market.lookup import find_account, find_accounts
from graph_icp.market.personas.persona_list import PersonaList
from graph_icp.market.privacy.privacy import Privacy
from graph_icp.market.privacy.purge import Purging
from graph_icp.market.privacy.suppress import Suppressing
from graph_icp.market.ranked_lists import RankedLists
from graph_icp.market.ranked_market import ranked_market
from graph_icp.market.reach.ways import Ways
from graph_icp.market.run_history import RunHistory
from graph_icp.market.runs.keeping import keep_verdict
from graph_icp.market.sheet.deliveries import Deliveries
from graph_icp.market.store_opener import StoreOpener
from graph_icp.market.weighing.preview import preview
from graph_icp.market.weighing.weights import relation_weights
from graph_icp.name_order import without_case

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping, Sequence

    import networkx as nx
    import pandas as pd

    from graph_icp.discovery.ranking.list_changes import Changes
    from graph_icp.market.accounts.qualify import Qualified
    from graph_icp.market.accounts.similar import Lookalikes
    from graph_icp.market.backtesting import Backtest
    from graph_icp.market.discovery_list import DiscoveryList
    from graph_icp.market.gaps import Gaps
    from graph_icp.market.maps.account_map import AccountMap
    from graph_icp.market.search.names import Names
    from graph_icp.market.weighing.preview import Preview
    from graph_icp.market.weighing.weights import Weight
    from graph_icp.progress import Progress


class Market:
    """One market in its store, with its parts `customers`, `icp`, `runs`, `identity`, `paths`,
    `personas`, `feedback`, `competitors`, `events`, `hygiene`, `privacy`.

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
        self.competitors = Competitors(self.store, self.icp)
        self.paths = Ways(self.store, self.icp)
        self.feedback = Feedback(self.store)
        self.events = Events(self.store, self.icp)
        self.privacy = Privacy(self.store, self.icp)
        self.suppress = Suppressing(self.store)
        self.purge = Purging(self.store)
        self.hygiene = Hygiene(self.store, self.icp)
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

    def ranked(
        self,
        *,
        method: str = AUTO,
        profile: str | None = None,
        without: Sequence[str] = (),
        with_: Sequence[str] = (),
        as_of: datetime.date | None = None,
        progress: Progress | None = None,
    ) -> RankedLists:
        """Rank the market once, to ask for lists of it as often as one likes; no run is kept.

        For parameters see `DiscoverOptions`; raises as `discover` does.
        """
        asked = (method, profile, several(without), several(with_), Filters())
        options = DiscoverOptions(*asked, None, 0.0, write_back=False, preview=True, as_of=as_of)
        return RankedLists(ranked_market(self.store, self.icp, options, progress))

    def keep(self, ranked: RankedLists, tested: Backtest | None = None) -> RankedLists:
        """Keep the run of a ranking for `explain`, and return it with the run's number.

        The number is 0 where the store cannot be written. The verdict of a back-test is kept with
        it, and the last run stays the last one then.
        """
        last = self.runs.last_number()
        kept = ranked_and_kept(ranked)
        if tested and kept.run:
            with self.store(write=True) as store:
                keep_verdict(store, kept.run, str(tested.verdict), last)
        return kept

    def relation_weights(self, ranked: RankedLists) -> list[Weight]:
        """Return what each relation counts in a ranking, and what icp.toml says of it now."""
        icp, _ = self.icp.read()
        return relation_weights(ranked, icp.constraints)

    def preview(self, ranked: RankedLists, weights: Mapping[str, float]) -> Preview:
        """Return who would move in a list if relations had other weights; keeps nothing.

        Parameters
        ----------
        ranked : RankedLists
        weights : mapping of str to float
            By relation how many times its learned share counts, 0 for none; the others stay.

        Raises
        ------
        RankingError
            If nothing is left to learn from.
        """
        return preview(ranked, weights)

    def map(self, ranked: RankedLists, progress: Progress | None = None) -> AccountMap:
        """Return the map of a ranking: customers and the best prospects, by likeness.

        Nothing of it is kept in the store; the same ranking has the same map.
        """
        from graph_icp.market.maps.account_map import account_map

        return account_map(ranked, progress)

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
            The day to which signals age: that of the run where it is not given.
        """
        with self.store.once():
            with self.store() as store:
                find_account(store, account)
            return self.explaining(run).explain(account, as_of)

    def explaining(self, run: int | str | None = None) -> Explaining:
        """Return what explains many accounts by one run, as `explain` does each."""
        with self.store.once():
            if run is None:
                learn_once(self.store, self.icp)
            with self.store() as store:
                return Explaining(self.store, *run_to_explain(store, self.icp, run))

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
        if run is None:
            learn_once(self.store, self.icp)
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
        people: bool = True,
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
        people : bool
            Whether `shares` may name people.
        """
        icp, _ = self.icp.read()
        with self.store.once(), self.store() as store:
            return similar(store, account, icp, limit, without, with_, people=people)

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
        keep: bool = True,
    ) -> Backtest:
        """Hide known customers and see whether the ranking finds them.

        The verdict is kept with the run of the same question, and shown with its list, but where
        that is not wanted.

        Parameters
        ----------
        method, without, with_
            As of `DiscoverOptions`.
        hide, repeats, since
            As of `Hiding`.
        all_methods : bool
            Whether to try every method beside this one.
        progress : Progress, optional
        keep : bool
            Whether to keep the verdict; otherwise nothing is stored.

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
        tested = backtest(self.store, *asked, all_methods=all_methods, progress=progress)
        if keep:
            ranked = self.ranked(method=method, without=without, with_=with_, progress=progress)
            self.keep(ranked, tested)
        return tested

    def accounts(self, text: str = "") -> pd.DataFrame:
        """Return the accounts that have a text in a name, an alias, a domain or another key.

        By name; columns: account (name), domain, status, country, industry, size, employees,
        mentions (their number), tags (list), tag_reasons (list), key.
        """
        icp, _ = self.icp.read()
        with self.store() as store:
            found = find_accounts(store, text).to_pandas()
            found = found.sort_values(["name", "key"], key=without_case, ignore_index=True)
            found = with_tags(store, found, icp)
        key = found.pop("key")
        return found.rename(columns={"name": "account"}).assign(key=key)

    def names(self, progress: Progress | None = None) -> Names:
        """Return the names of accounts and contacts in memory, to search them many times."""
        from graph_icp.market.search.names import Names

        return Names(self.store, self.personas, progress)

    def summary(self) -> dict[str, pd.DataFrame]:
        """Return the market's contents: nodes, statuses, loads, relations; see `graph.summary`."""
        with self.store() as store:
            return summary(store)

    def gaps(self, progress: Progress | None = None) -> Gaps:
        """Return by relation what is unknown of the market, and what more of it may add.

        It makes a back-test; raises RankingError if the market is empty.
        """
        from graph_icp.market.gaps import read_gaps

        return read_gaps(self.store, self.icp.read()[0], progress)

    def rejects(self) -> pd.DataFrame:
        """Return the rejected rows: load, file, row, reason, original (text)."""
        with self.store() as store:
            refused: pd.DataFrame = store.ask("loads/rejects").to_pandas()
        return refused

    def copy(self, to: str | Path, progress: Progress | None = None) -> dict[str, int]:
        """Copy everything to another store, which must be empty; see `copying.copy_market`.

        `to` is a DuckDB file or the address of a Neo4j server, made if it is missing, or
        "parquet:FOLDER" for a folder of Parquet files, one for each table. The market of such a
        folder, `graph_icp.open("parquet:FOLDER")`, can be copied alone.
        """
        return copy_market(self.store, StoreOpener(to), progress)
