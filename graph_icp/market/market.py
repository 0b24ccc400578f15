"""The door: one market, loaded, ranked and explained."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from graph_icp.discovery.icp import Icp
from graph_icp.discovery.learning.customer_value import worth_parts, worths
from graph_icp.discovery.learning.fit import AUTO
from graph_icp.discovery.learning.labels import best_customers
from graph_icp.discovery.ranking.explaining import Explanation, explain
from graph_icp.discovery.ranking.filters import Filters
from graph_icp.discovery.ranking.lookalikes import similar
from graph_icp.discovery.ranking.neighbourhood import CUSTOMERS_SHOWN, TRAITS_SHOWN, neighbourhood
from graph_icp.discovery.ranking.ranking import rank
from graph_icp.discovery.selectors import without as left_out
from graph_icp.errors import FileError, RankingError, StoreError, UnknownNameError
from graph_icp.graph.matrix import read_graph
from graph_icp.graph.model import RELATIONS
from graph_icp.graph.open_store import is_address, open_store, remove_store, store_exists
from graph_icp.ingest.load.inputs import files
from graph_icp.ingest.records.load_options import LoadOptions
from graph_icp.market import icp_file, run_comparison, runs
from graph_icp.market import write_back as results
from graph_icp.market.copying import copy
from graph_icp.market.customer_labels import accounts_in, accounts_where, label_accounts
from graph_icp.market.customer_metrics import weighed
from graph_icp.market.discovery_list import Asked, Found, find
from graph_icp.market.families import families
from graph_icp.market.icp_file import read_icp
from graph_icp.market.icp_template import kinds_of, proposal
from graph_icp.market.identity import Identity
from graph_icp.market.loading import Report, load
from graph_icp.market.lookup import find_account, find_accounts
from graph_icp.market.qualify import qualify, rules_broken

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    import networkx as nx

    from graph_icp.discovery.customers.outliers import Audit
    from graph_icp.discovery.customers.profile import Profile
    from graph_icp.graph.matrix import Graph
    from graph_icp.graph.store import Store
    from graph_icp.ingest.load.inputs import Input
    from graph_icp.market.backtesting import Backtest
    from graph_icp.market.customer_labels import Verb
    from graph_icp.market.qualify import Qualified

    Progress = Callable[[str, float], None]

UNFINISHED = (
    "A load is under way or was cut off, so this is not all of the market; "
    "where none is under way, load the same files again to complete it."
)


class Market:
    """One market in its store.

    Parameters
    ----------
    store : str or Path
        A DuckDB file or the address of a Neo4j server; the store is made by the first `load`.
        ":memory:" keeps the market as long as this object lives.
    icp : str or Path, optional
        The file of the ideal customer profile; icp.toml beside the store's file where it is not
        given, in the current folder for a server.
    """

    def __init__(
        self, store: str | Path = "graph-icp.duckdb", icp: str | Path | None = None
    ) -> None:
        self.path = str(store)
        self._icp = Path(icp) if icp else None
        self._kept: Store | None = None

    @contextmanager
    def store(self, *, write: bool = False, create: bool = False) -> Iterator[Store]:
        """Open the store for the length of a `with` block; raises StoreError."""
        if self.path == ":memory:":
            self._kept = self._kept or open_store(self.path, write=True, create=True)
            yield self._kept
            return
        store = open_store(self.path, write=write, create=create)
        try:
            yield store
        finally:
            store.close()

    def load(
        self,
        *paths: str | Path,
        loader: str | None = None,
        columns: Mapping[str, str] | None = None,
        owner: str | None = None,
        replace: int = 0,
        day_first: bool | None = None,
        people: bool = True,
        phones: bool = False,
        as_of: datetime.date | None = None,
        dry_run: bool = False,
        progress: Progress | None = None,
    ) -> Report:
        """Load files and folders, in any order, and work out whose company each row is.

        Parameters
        ----------
        *paths : str or Path
            Files (CSV, TSV, XLSX, JSON; also .gz), folders and .zip archives of them.
        loader : str, optional
            The loader's name, where the headers shall not decide.
        columns : mapping of str to str, optional
            The files' headers by what the loader calls them: {"name": "Firma", "domain": "Web"}.
            It is remembered for that header; without `loader` the file is a list of companies.
        owner : str, optional
            The colleague whose connections a file holds.
        replace : int
            1 where the files are all that their sources have to tell: what they told before and
            do not tell now ends. 2 where more than a fifth may end.
        day_first : bool, optional
            Whether 03/04/2024 is 3 April; where not given, each column's other dates say it.
        people : bool
            Whether people are stored.
        phones : bool
            Whether telephone numbers are stored.
        as_of : date, optional
            When rows without a date of their own are true; today where it is not given.
        dry_run : bool
            Whether to report only and keep nothing.
        progress : callable, optional
            Called with what is being done and the share of it that is done.

        Returns
        -------
        Report

        Raises
        ------
        FileError, StoreError, UnknownNameError
            Nothing of the load is kept then.
        """
        inputs = files([Path(each) for each in paths], loader)
        options = LoadOptions(columns or {}, replace, day_first, people, phones, owner)
        return self._load(inputs, options, as_of=as_of, dry_run=dry_run, progress=progress)

    def load_graph(
        self,
        graph: str,
        map: str | Path,  # noqa: A002 - what people call it
        *,
        as_of: datetime.date | None = None,
        dry_run: bool = False,
        progress: Progress | None = None,
    ) -> Report:
        """Load from another Neo4j graph what a map says; otherwise like `load`.

        Parameters
        ----------
        graph : str
            The address of its server, which is only read; user and password come from
            NEO4J_FROM_USERNAME and NEO4J_FROM_PASSWORD, or those of the store.
        map : str or Path
            A TOML file, see docs/neo4j-map.md.
        """
        from graph_icp.ingest.load.neo4j_import import inputs_in

        inputs = inputs_in(graph, Path(map))
        return self._load(inputs, LoadOptions(), as_of=as_of, dry_run=dry_run, progress=progress)

    def _load(
        self,
        inputs: Sequence[Input],
        options: LoadOptions,
        *,
        as_of: datetime.date | None,
        dry_run: bool,
        progress: Progress | None,
    ) -> Report:
        there = store_exists(self.path)
        target = self if there or not dry_run else Market(":memory:")
        abandoned = False
        try:
            with target.store(write=True, create=True) as store:
                abandoned = not there and not store.ask("load/last_load")["id"][0].as_py()
                try:
                    report = load(
                        store,
                        inputs,
                        as_of=as_of,
                        options=options,
                        dry_run=dry_run,
                        progress=progress,
                    )
                    abandoned = False
                finally:
                    # What was written in parts stays, to be completed.
                    abandoned = abandoned and not store.unfinished
        finally:
            # A store that was made for this load alone holds nothing.
            if abandoned and target is self:
                remove_store(self.path)
        return report

    def label(
        self,
        verb: Verb,
        file: str | Path | None = None,
        where: Iterable[str] = (),
    ) -> tuple[int, list[str]]:
        """Say who is a customer, by a file or by what accounts have.

        Parameters
        ----------
        verb : "set", "add" or "remove"
            `set` makes these the only customers, `add` makes them customers too, `remove`
            makes them prospects.
        file : str or Path, optional
            Domains or names, with a header also value (above 0 to 1) and status.
        where : iterable of str
            Traits that they all have, such as "uses=Elixir".

        Returns
        -------
        customers : int
            How many customers there are now.
        unknown : list of str
            What in the file names no company of the store, or several, or could not be read.
        """
        if not file and not where:
            raise FileError("Nobody is named; give a file, or what the customers have.")
        with self.store(write=True) as store:
            named, unknown = accounts_in(store, Path(file)) if file else ({}, [])
            conditions = list(where)
            if conditions:
                named |= accounts_where(store, conditions)
            if not named:
                raise UnknownNameError("account with", " and ".join(conditions))
            return label_accounts(store, verb, named), unknown

    def worth(self) -> pd.DataFrame:
        """Return what each customer is worth by icp.toml, the most valuable first.

        Returns
        -------
        DataFrame
            account (name), domain, worth (above 0 to 1), learned_from (whether it is among the
            share to keep), one column a number with what it adds to the worth, key.
        """
        icp, _ = self.icp()
        with self.store() as store:
            accounts, icp = weighed(store, store.ask("read/accounts").to_pandas(), icp)
        accounts = accounts[accounts["status"] == "customer"].reset_index(drop=True)
        kept = np.zeros(len(accounts), dtype=bool)
        kept[best_customers(accounts, icp)] = True
        table = pd.DataFrame(
            {
                "account": accounts["name"],
                "domain": accounts["domain"],
                "worth": worths(accounts, icp.worth),
                "learned_from": kept,
            }
        )
        parts = worth_parts(accounts, icp.worth) if icp.worth.columns else pd.DataFrame()
        table = table.join(parts).assign(key=accounts["key"])
        table = table.sort_values(["worth", "account"], ascending=[False, True])
        return table.reset_index(drop=True)

    def customers(self) -> pd.DataFrame:
        """Return the customers: account (name), domain, status, value, key; churned ones last."""
        with self.store() as store:
            accounts = store.ask("read/labelled").to_pandas()
        accounts = accounts.sort_values(
            ["status", "value", "name"], ascending=[False, False, True], na_position="last"
        )
        accounts = accounts.rename(columns={"name": "account"})
        listed: pd.DataFrame = accounts[["account", "domain", "status", "value", "key"]]
        return listed.reset_index(drop=True)

    def profile(self, without: Sequence[str] = (), limit: int | None = None) -> Profile:
        """Return what the best customers have more often than the market, and less.

        Parameters
        ----------
        without : sequence of str
            Traits and relations that do not count: "technology:Elixir", "region".
        limit : int, optional
            At most so many traits that customers have more often, and as many that they have less.

        Raises
        ------
        RankingError
            If there are fewer than 3 best customers, nobody to compare them with, or nothing is
            known of either.
        UnknownNameError
            If there is no such trait or relation.
        """
        from graph_icp.market.profiling import profiled

        graph, icp, warnings = self._read(without)
        return profiled(graph, limit, icp, warnings)

    def audit(self, without: Sequence[str] = ()) -> Audit:
        """Find customers that look unlike the rest, and the kinds of which they are.

        Parameters
        ----------
        without : sequence of str
            Traits and relations that do not count: "technology:Elixir", "region".

        Raises
        ------
        RankingError
            If something is known of fewer than 3 customers, or they share nothing that sets them
            apart from the market.
        UnknownNameError
            If there is no such trait or relation.
        """
        from graph_icp.market.profiling import audited

        graph, icp, warnings = self._read(without)
        return audited(graph, icp, warnings)

    def _read(self, without: Sequence[str]) -> tuple[Graph, Icp, list[str]]:
        """Return the graph without what does not count, the profile, and warnings."""
        icp, _ = self.icp()
        with self.store() as store:
            graph, icp = self._whole(store, icp)
            warnings = [UNFINISHED] if store.unfinished else []
        return left_out(graph, _several(without)), icp, warnings

    def _whole(self, store: Store, icp: Icp, progress: Progress | None = None) -> tuple[Graph, Icp]:
        """Return the graph, with the numbers that weigh customers, and the profile that says so."""
        graph = read_graph(store, progress)
        if not len(graph.accounts):
            raise RankingError(
                f"{self.path} holds no accounts yet; load some with 'graph-icp load FILE'."
            )
        accounts, icp = weighed(store, graph.accounts, icp)
        return replace(graph, accounts=accounts), icp

    def discover(
        self,
        *,
        method: str = AUTO,
        profile: str | None = None,
        without: Sequence[str] = (),
        choice: Filters | None = None,
        limit: int | None = None,
        explore: float = 0.0,
        write_back: bool = False,
        progress: Progress | None = None,
    ) -> pd.DataFrame:
        """Rank the companies to sell to next, and keep the run for `explain`.

        Parameters
        ----------
        method : str
            `auto`, which blends several, or one scorer alone: ridge, ridge-unit, walk, cosine,
            naive-bayes, resource-allocation, adamic-adar, pagerank, jaccard, overlap, popularity.
        profile : str, optional
            The kind of customers to learn from alone: a name under [profiles] in icp.toml.
        without : sequence of str
            Traits and relations that do not count: "technology:Elixir", "region".
        choice : Filters, optional
            Whom the list shows; all prospects that break no rule where it is not given.
        limit : int, optional
            How many it shows; all where it is not given.
        explore : float
            The share of the list, below 1, that goes to accounts from communities of which little
            is known; they are marked in a column `explored`, and keep their own rank.
        write_back : bool
            Whether to put fit, tier, rank, reasons and run on the listed accounts in the store,
            and SIMILAR_TO edges from them to their closest customers, in place of those of an
            earlier run. On the embedded store they fill the tables result and similar_to.
        progress : callable, optional
            Called with what is being done and the share of it that is done.

        Returns
        -------
        DataFrame
            rank (among all prospects), account (name), domain, fit (0 a typical company of
            the market, 100 a typical customer), tier, coverage (0 to 1), status, industry, country,
            size, employees, owner, customers_it_resembles (list), why, disqualified_by (list of
            rules of icp.toml; these have no rank), key. Its `attrs` say
            method, hundred (what 100 is), shares (of the relations), scorers (what each counts),
            customers, ranked,
            unknown (prospects of which nothing is known), disqualified (how many by each rule),
            hypothesis (what it counts, 0 to 1), warnings, and edges (how many were written back).

        Raises
        ------
        RankingError
            If there is nothing to learn from, or nobody to rank.
        UnknownNameError
            If there is no such method, trait, relation or filter value.
        """
        without = _several(without)
        icp, text = self.icp()
        with self.store() as store:
            saw = runs.seen(store)
            whole, icp = self._whole(store, icp, progress)
            unfinished = [UNFINISHED] if store.unfinished else []
            family = families(store, whole.accounts["id"]) if icp.families_as_one else None
        asked = Asked(method, profile, without, choice or Filters(), limit, explore)
        found = find(whole, icp, asked, family, progress)
        options = {"without": without, "profile": profile, "icp": text}
        run, unkept = self._keep(found, options, saw)
        if write_back:
            with self.store(write=True) as store:
                edges = results.write_back(store, found, run)
            found.table.attrs["edges"] = edges
        found.table.attrs["warnings"] = [*unfinished, *found.table.attrs["warnings"], *unkept]
        return found.table

    def icp(self) -> tuple[Icp, str]:
        """Return the ideal customer profile and its text; an empty one where there is no file."""
        if self._icp is None and not self.icp_file.exists():
            return Icp(), ""
        return read_icp(self.icp_file)

    @property
    def icp_file(self) -> Path:
        """Where the ideal customer profile stands, or would."""
        beside = Path() if is_address(self.path) else Path(self.path).parent
        return self._icp or beside / icp_file.NAME

    def clear_results(self) -> None:
        """Remove what `discover` wrote back to the store."""
        with self.store(write=True) as store:
            results.clear(store)

    def backtest(
        self,
        method: str = AUTO,
        hide: float = 0.3,
        repeats: int = 5,
        since: datetime.date | None = None,
        all_methods: bool = False,
        without: Sequence[str] = (),
        progress: Progress | None = None,
    ) -> Backtest:
        """Hide known customers and see whether the ranking finds them.

        Parameters
        ----------
        method : str
            As of `discover`.
        hide : float
            The share of the customers to hide, drawn by lot.
        repeats : int
            How often they are drawn anew.
        since : date, optional
            Hide instead the customers won on or after this day, and what is dated from then on.
        all_methods : bool
            Whether to try every method beside this one.
        without : sequence of str
            Traits and relations that do not count: "technology:Elixir", "region".
        progress : callable, optional
            Called with what is being done and the share of it that is done.

        Returns
        -------
        Backtest

        Raises
        ------
        RankingError
            If there are too few customers, or nobody is hidden, left to learn from or ranked.
        UnknownNameError
            If there is no such method, trait or relation.
        """
        from graph_icp.market.backtesting import Hiding, backtest

        icp, _ = self.icp()
        with self.store() as store:
            graph, icp = self._whole(store, icp, progress)
            graph = left_out(graph, _several(without))
            return backtest(
                *(store, graph, method, Hiding(hide, repeats, since)),
                all_methods=all_methods,
                icp=icp,
                progress=progress,
            )

    def explain(self, account: str) -> Explained:
        """Explain the fit of one account by the last run; learns one first if there is none.

        Parameters
        ----------
        account : str
            A domain, a name, an alias or a key.

        Returns
        -------
        Explained
        """
        with self.store() as store:
            found = find_account(store, account)
            learned = runs.number_of_last(store) > 0
        if not learned:
            self.discover(limit=0)
        icp, text = self.icp()
        with self.store() as store:
            run = self._run(store)
            run = replace(run, changed=run.changed or run.options["icp"] != text)
            number = int(str(found["id"]))
            links = runs.links_of(store, np.array([number]), runs.traits_of(run))
            standings = store.ask("runs/standings_of", account=number).to_pandas()
            rules = rules_broken(store, np.array([number]), icp)[0]
        explanation = explain(
            run.fit,
            found,
            links,
            run.customers,
            run.columns.get(number, 0),
            icp=icp,
            broken=rules,
        )
        return Explained(explanation, run, standings)

    def qualify(self, file: str | Path, *, keep: bool = False) -> Qualified:
        """Return tier, fit and reasons of inbound companies by the last run; learns one if needed.

        Parameters
        ----------
        file : str or Path
            Any file that `load` takes and whose rows name companies; these need not be in the
            market.
        keep : bool
            Whether to load them too; otherwise nothing is stored.

        Raises
        ------
        FileError
            If the file cannot be read or is not about companies.
        """
        icp, _ = self.icp()
        with self.store() as store:
            learned = runs.number_of_last(store) > 0
        if not learned:
            self.discover(limit=0)
        with self.store(write=True) as store:
            return qualify(store, Path(file), self._run(store), icp, keep=keep)

    def history(self) -> pd.DataFrame:
        """Return the runs: run, made_at, method, loads, profile, without (list), icp (text)."""
        with self.store() as store:
            return run_comparison.history(store)

    def icp_of(self, run: int) -> str:
        """Return the text of the icp.toml that a run went by; raises UnknownNameError."""
        with self.store() as store:
            return run_comparison.text_of(store, run)

    def compare(self, one: int, other: int) -> pd.DataFrame:
        """Return who moved between two runs, and what moved them; see `run_comparison.compare`."""
        with self.store() as store:
            return run_comparison.compare(store, one, other)

    def propose_icp(self) -> str:
        """Return the text of an icp.toml with every option, and what the data suggests."""
        with self.store() as store:
            graph = read_graph(store)
        try:
            ranking = rank(graph)
        except RankingError:  # nothing to learn from yet
            return proposal(graph)
        return proposal(graph, ranking, kinds_of(ranking))

    def similar(
        self, account: str, *, limit: int | None = None, without: Sequence[str] | None = None
    ) -> pd.DataFrame:
        """Return the accounts most like one; leaves out what the last run did if not told.

        Returns
        -------
        DataFrame
            account (name), domain, likeness (0 to 1), status, country, industry, size, shares
            (list of the rarest traits that both have), key.
        """
        with self.store() as store:
            found = find_account(store, account)
            graph = read_graph(store)
            if without is None:
                run = runs.last_run(store)
                without = run.options["without"] if run else ()
        return similar(left_out(graph, without), int(str(found["id"])), limit)

    def neighbourhood(
        self, account: str, *, traits: int = TRAITS_SHOWN, customers: int = CUSTOMERS_SHOWN
    ) -> nx.Graph[str]:
        """Return the networkx graph around an account: what it shares with which customers.

        Parameters
        ----------
        account : str
        traits, customers : int
            How many it holds at most; the rest is counted in the graph's attributes, which
            also say whether the data has changed since it was learned.
        """
        explained = self.explain(account)
        graph = neighbourhood(
            explained.explanation,
            explained.run.fit,
            explained.run.customers,
            rank=explained.rank,
            traits=traits,
            limit=customers,
        )
        graph.graph["changed"] = explained.run.changed
        return graph

    def accounts(self, text: str = "") -> pd.DataFrame:
        """Return the accounts that have a text in a name, an alias, a domain or another key.

        Returns
        -------
        DataFrame
            account (name), domain, status, country, industry, size, employees, mentions (how
            many ways of naming it), key.
        """
        with self.store() as store:
            found: pd.DataFrame = find_accounts(store, text).to_pandas()
        key = found.pop("key")
        return found.rename(columns={"name": "account"}).assign(key=key)

    @property
    def identity(self) -> Identity:
        """What makes up accounts, which may be one, and what people decide of them."""
        return Identity(self.store)

    def summary(self) -> dict[str, pd.DataFrame]:
        """Return what the market holds.

        Returns
        -------
        dict of str to DataFrame
            nodes: kind, number. relations: relation, links, traits, accounts, coverage (share
            of accounts known in it). statuses: status, accounts. loads: load, file, loader,
            as_of, loaded_at, rows_read, accepted, rejected.
        """
        questions = {
            "nodes": "read/summary_nodes",
            "statuses": "read/summary_statuses",
            "loads": "load/loads",
        }
        with self.store() as store:
            tables = {name: store.ask(asked).to_pandas() for name, asked in questions.items()}
            total = store.ask("read/counts")["accounts"][0].as_py()
            relations = pd.concat(
                [
                    store.ask("read/summary_relations", **each.parameters())
                    .to_pandas()
                    .assign(relation=each.name)
                    for each in RELATIONS
                ],
                ignore_index=True,
            )
        relations = relations[relations["links"] > 0].reset_index(drop=True)
        relations = relations[["relation", "links", "traits", "accounts"]]
        tables["relations"] = relations.assign(coverage=relations["accounts"] / max(total, 1))
        tables["nodes"] = tables["nodes"].rename(columns={"n": "number"})
        return tables

    def copy(self, to: str | Path, progress: Progress | None = None) -> dict[str, int]:
        """Copy everything to another store, which must be empty, and compare every table.

        Parameters
        ----------
        to : str or Path
            A DuckDB file or the address of a Neo4j server; it is made where it is not there.
        progress : callable, optional
            Called with what is being done and the share of it that is done.

        Returns
        -------
        dict of str to int
            How many rows each table has.

        Raises
        ------
        StoreError
            If the other store holds a market already, or a table differs after the copy.
        """
        there = store_exists(to)
        with self.store() as source, Market(to).store(write=True, create=True) as target:
            try:
                copied = copy(source, target, progress)
                there = True
            finally:
                if not there and not target.unfinished:
                    target.close()
                    remove_store(to)
        return copied

    def rejects(self) -> pd.DataFrame:
        """Return the rows that were refused: load, file, row, reason, original (text)."""
        with self.store() as store:
            refused: pd.DataFrame = store.ask("load/rejects").to_pandas()
        return refused

    def _run(self, store: Store) -> runs.Run:
        run = runs.last_run(store)
        if run is None:
            raise StoreError(f"{self.path} may not be written, and holds no run to explain.")
        return run

    def _keep(self, found: Found, options: dict[str, Any], saw: runs.Seen) -> tuple[int, list[str]]:
        """Keep the run, and return its number (0 where it could not be kept) and warnings."""
        try:
            with self.store(write=True) as store:
                return runs.keep(store, found.ranking, found.everybody, options, saw), []
        except StoreError as error:
            return 0, [f"The run is not kept for 'explain': {error}"]


@dataclass(frozen=True)
class Explained:
    """An explanation, the run that it explains, and how the account stood in every run.

    Attributes
    ----------
    explanation : Explanation
    run : Run
    standings : DataFrame
        One row a run that ranked the account: run, fit, rank, of_how_many.
    """

    explanation: Explanation
    run: runs.Run
    standings: pd.DataFrame

    @property
    def rank(self) -> int | None:
        """Its rank in the run; None where it was not ranked."""
        return self._standing("rank")

    @property
    def of_how_many(self) -> int | None:
        """How many were ranked in the run."""
        return self._standing("of_how_many")

    def _standing(self, column: str) -> int | None:
        now = self.standings[self.standings["run"] == self.run.number]
        return int(now[column].iloc[0]) if len(now) else None


def _several(texts: str | Sequence[str]) -> list[str]:
    """Return texts as a list, one that stands alone too."""
    return [texts] if isinstance(texts, str) else list(texts)
