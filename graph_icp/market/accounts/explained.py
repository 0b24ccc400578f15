"""An explained account: the points of its fit, their run, and all its ranks."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.ranking.card import Card, card
from graph_icp.discovery.ranking.explaining import Explanation, explain
from graph_icp.discovery.ranking.neighbourhood import (
    CUSTOMERS_SHOWN,
    TRAITS_SHOWN,
    neighbourhood,
)
from graph_icp.errors import StoreError
from graph_icp.ingest.values.country_names import country_named
from graph_icp.market.accounts.approach import Approach, approach
from graph_icp.market.accounts.contacts import contacts
from graph_icp.market.accounts.link_dates import link_dates
from graph_icp.market.accounts.qualify import rules_broken
from graph_icp.market.accounts.sizes_told import size_as_told, sizes_told
from graph_icp.market.beside import accounts_beside, kin_and_doubles
from graph_icp.market.customers.competitors_themselves import COMPETITOR, Themselves
from graph_icp.market.feedback.keeping import said_of, unlisted
from graph_icp.market.hygiene.accounts_tagged import tags_of
from graph_icp.market.icp.icp_toml import parse_icp
from graph_icp.market.intent.account_intent import read_intent_of
from graph_icp.market.intent.account_signals import AccountSignals, signals_of
from graph_icp.market.intent.account_standing import AccountStanding, account_standing
from graph_icp.market.lookup import find_account
from graph_icp.market.reach.account_paths import AccountPaths, paths_into
from graph_icp.market.reach.doors import doors_among
from graph_icp.market.reach.path_graph import add_paths
from graph_icp.market.reach.reading import read_near
from graph_icp.market.runs import stored
from graph_icp.market.runs.register import Question, find_run, registered
from graph_icp.personas.matching import coverage

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from graph_icp.discovery.icp import Icp
    from graph_icp.graph.store import Store
    from graph_icp.market.icp.icp_file import IcpFile
    from graph_icp.market.store_opener import StoreOpener


@dataclass(frozen=True)
class Explained:
    """An explanation, the run that it explains, and how the account stood in runs like it.

    Attributes
    ----------
    explanation : Explanation
    run : Run
    standings : DataFrame
        One row a run that ranked the account and was asked the same, of whatever data: run, fit,
        rank, of_how_many.
    beside : AccountStanding
        Its intent, reach and priority, as of `day` whatever the data of the run.
    contacts : DataFrame
        The people at the account; see `contacts.contacts`.
    paths : AccountPaths
        The ways into it.
    signals : AccountSignals
        What it showed.
    said : str
        What the team said of it last, in a sentence; "" for nothing.
    unlisted : str
        What they said for which no list of prospects has it: "not a fit"; "" for nothing.
    tags : tuple of str
        What else it may be, each with its reason: "investor (domain ends in .vc)".
    personas : str
        Which must-have personas of icp.toml are known there, in words; "" where none is set.
    day : date
        To which signals and acquaintances have aged.
    """

    explanation: Explanation
    run: stored.Run
    standings: pd.DataFrame
    beside: AccountStanding
    contacts: pd.DataFrame
    paths: AccountPaths
    signals: AccountSignals
    personas: str
    day: datetime.date
    said: str = ""
    unlisted: str = ""
    tags: tuple[str, ...] = ()

    @property
    def customer(self) -> bool:
        """Whether it is a customer, to whom nothing is to be sold."""
        return self.explanation.account["status"] == "customer"

    @property
    def rank(self) -> int | None:
        """Its rank in the run; None where it was not ranked."""
        return self._standing("rank")

    @property
    def of_how_many(self) -> int | None:
        """The number of ranked accounts of the run."""
        return self._standing("of_how_many")

    @property
    def as_of(self) -> str:
        """The day, where it is not today: "2026-07-01", else ""."""
        return "" if self.day == datetime.date.today() else self.day.isoformat()

    @cached_property
    def card(self) -> Card:
        """What is worth seeing at once, with bars that add up."""
        customers = self.run.customers
        counted = len(customers.telling), self.run.fit.hundred
        place = self.rank, self.of_how_many
        # Accounts hold a country's code.
        account = self.explanation.account
        named = {**account, "country": country_named(account["country"])}
        explanation = replace(self.explanation, account=named)
        told = explanation, self.contacts, *counted, *place, self.personas, self.tags
        others = customers.others_than(int(str(account["id"]))) if self.customer else None
        return card(*told, as_of=self.as_of, others=others, unlisted=self.unlisted)

    @cached_property
    def approach(self) -> Approach | None:
        """How to approach it; None where neither its reach nor its intent is known."""
        return approach(self.beside, self.paths, self.signals, self.contacts)

    def neighbourhood(
        self, traits: int = TRAITS_SHOWN, customers: int = CUSTOMERS_SHOWN
    ) -> nx.Graph[str]:
        """Return the graph around the account, up to a number of traits and customers.

        It holds the people on the best paths into it, and nobody else.
        """
        graph = neighbourhood(
            *(self.explanation, self.card, self.run.fit, self.run.customers),
            traits=traits,
            limit=customers,
        )
        add_paths(graph, self.paths.steps, self.paths.table["title"].tolist())
        graph.graph["changed"] = self.run.changed
        return graph

    def _standing(self, column: str) -> int | None:
        now = self.standings[self.standings["run"] == self.run.number]
        return int(now[column].iloc[0]) if len(now) else None


@dataclass(frozen=True)
class Explaining:
    """A run that is read once, to explain as many accounts by it as one likes.

    Attributes
    ----------
    opener : StoreOpener
    run : Run
    icp : Icp
        The profile by which it is explained.
    """

    opener: StoreOpener
    run: stored.Run
    icp: Icp

    def explain(self, account: str, as_of: datetime.date | None = None) -> Explained:
        """Explain the fit of an account as it is now; see `Market.explain`."""
        with self.opener.once(), self.opener() as store:
            return explained(store, find_account(store, account), self.run, self.icp, as_of)


def run_to_explain(store: Store, file: IcpFile, which: int | str | None) -> tuple[stored.Run, Icp]:
    """Return a run, and the profile by which it is explained.

    Parameters
    ----------
    store : Store
    file : IcpFile
    which : int or str or None
        The run's number or name, with the profile that it went by; None for the last run, with
        the profile of now: where that is another, it counts as changed.

    Raises
    ------
    FileError
        If the profile is wrong.
    StoreError
        If there is no run because none could be kept.
    UnknownNameError
        If there is no such run.
    """
    if which is not None:
        run = stored.run(store, find_run(store, which).number)
        return run, parse_icp(run.options["icp"])
    icp, text = file.read()
    last = stored.last_run(store)
    if last is None:
        raise StoreError(f"{store.name} cannot be written, and holds no run to explain.")
    return replace(last, changed=last.changed or last.options["icp"] != text), icp


def explained(
    store: Store,
    account: dict[str, object],
    run: stored.Run,
    icp: Icp,
    as_of: datetime.date | None = None,
) -> Explained:
    """Explain the fit of an account by a run, and its tier by a profile.

    Parameters
    ----------
    store : Store
    account : dict
        As `lookup.find_account` gives it.
    run : Run
    icp : Icp
    as_of : date, optional
        The day to which signals age: that of the run where it is not given, and today where that
        has none.
    """
    number = int(str(account["id"]))
    as_of = as_of or run.as_of
    ids = np.array([number])
    rivals = Themselves.read(store, icp)
    if number in rivals.taken["id"].to_numpy():
        account = {**account, "status": COMPETITOR}
    size = size_as_told(account["size"], sizes_told(store, [number]).get(number))
    account = {**account, "size": size}
    explanation = explain(
        run.fit,
        account,
        stored.links_by(store, ids, run),
        run.customers,
        run.folds.get(number, 0),
        partial(link_dates, store),
        icp=icp,
        broken=rules_broken(store, ids, icp)[0],
    )
    accounts = rivals.marked(accounts_beside(store, kin_and_doubles(store, number)))
    market = read_intent_of(store, number, accounts, icp, as_of, partial(_whole, store, rivals))
    near = read_near(store, ids, market.as_of, personas=icp.personas)
    doors = doors_among(near, ids, every_starter=True)
    paths = paths_into(store, account, doors)
    people = contacts(store, [number], icp.personas, doors)
    return Explained(
        explanation=explanation,
        run=run,
        standings=_standings(store, number, run),
        beside=account_standing(market, paths, explanation.fit, explanation.tier, icp),
        contacts=people,
        paths=paths,
        signals=signals_of(store, account, market),
        said=said_of(store, number),
        unlisted=unlisted(store, number, str(account["status"]), market.as_of),
        tags=tags_of(store, accounts, number, icp, as_of, rivals),
        personas=coverage(people, icp.personas, [number])["sentence"].iloc[0],
        day=market.as_of,
    )


def _whole(store: Store, rivals: Themselves) -> pd.DataFrame:
    """Return all accounts, as they are ranked."""
    return rivals.marked(store.ask("read/accounts").to_pandas())


def _standings(store: Store, account: int, run: stored.Run) -> pd.DataFrame:
    """Return how an account stood in the runs that were asked what this one was."""
    question = Question.of(run.fit.method, run.options)
    equal = [each.number for each in registered(store) if each.question == question]
    standings: pd.DataFrame = store.ask("runs/standings_of", account=account).to_pandas()
    return standings[standings["run"].isin(equal)].reset_index(drop=True)
