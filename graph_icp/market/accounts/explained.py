"""An explained account: the points of its fit, their run, and all its ranks."""

from __future__ import annotations

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
from graph_icp.market.accounts.approach import Approach, approach
from graph_icp.market.accounts.contacts import contacts
from graph_icp.market.accounts.link_dates import link_dates
from graph_icp.market.accounts.qualify import rules_broken
from graph_icp.market.feedback.keeping import said_of
from graph_icp.market.icp.icp_toml import parse_icp
from graph_icp.market.intent.account_intent import read_intent
from graph_icp.market.intent.account_signals import AccountSignals, signals_of
from graph_icp.market.intent.account_standing import AccountStanding, account_standing
from graph_icp.market.reach.account_paths import AccountPaths, paths_into
from graph_icp.market.reach.doors import read_doors
from graph_icp.market.reach.path_graph import add_paths
from graph_icp.market.runs import stored
from graph_icp.market.runs.register import Question, find_run, registered
from graph_icp.personas.matching import coverage

if TYPE_CHECKING:
    import datetime

    import networkx as nx
    import pandas as pd

    from graph_icp.discovery.icp import Icp
    from graph_icp.graph.store import Store
    from graph_icp.market.icp.icp_file import IcpFile


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
        Its intent, reach and priority, as of now whatever the run.
    contacts : DataFrame
        The people at the account; see `contacts.contacts`.
    paths : AccountPaths
        The ways into it.
    signals : AccountSignals
        What it showed.
    said : str
        What the team said of it last, in a sentence; "" for nothing.
    personas : str
        Which must-have personas of icp.toml are known there, in words; "" where none is set.
    """

    explanation: Explanation
    run: stored.Run
    standings: pd.DataFrame
    beside: AccountStanding
    contacts: pd.DataFrame
    paths: AccountPaths
    signals: AccountSignals
    personas: str
    said: str = ""

    @property
    def rank(self) -> int | None:
        """Its rank in the run; None where it was not ranked."""
        return self._standing("rank")

    @property
    def of_how_many(self) -> int | None:
        """The number of ranked accounts of the run."""
        return self._standing("of_how_many")

    @cached_property
    def card(self) -> Card:
        """What is worth seeing at once, with bars that add up."""
        learned_from = self.run.customers.telling
        counted = learned_from, self.run.fit.hundred
        place = self.rank, self.of_how_many
        return card(self.explanation, self.contacts, *counted, *place, personas=self.personas)

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
        The day to which signals age; today where it is not given.
    """
    number = int(str(account["id"]))
    ids = np.array([number])
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
    accounts = store.ask("read/accounts").to_pandas()
    market = read_intent(store, accounts, icp, as_of, only=number)
    paths = paths_into(store, account, day=market.as_of, personas=icp.personas)
    doors = read_doors(store, np.array([number]), market.as_of, icp.personas)
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
        personas=coverage(people, icp.personas, [number])["sentence"].iloc[0],
    )


def _standings(store: Store, account: int, run: stored.Run) -> pd.DataFrame:
    """Return how an account stood in the runs that were asked what this one was."""
    question = Question.of(run.fit.method, run.options)
    equal = [each.number for each in registered(store) if each.question == question]
    standings: pd.DataFrame = store.ask("runs/standings_of", account=account).to_pandas()
    return standings[standings["run"].isin(equal)].reset_index(drop=True)
