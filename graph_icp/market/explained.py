"""An explained account: the points of its fit, the run that gave them, and its earlier ranks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.ranking.explaining import Explanation, explain
from graph_icp.discovery.ranking.neighbourhood import neighbourhood
from graph_icp.market import runs
from graph_icp.market.qualify import rules_broken
from graph_icp.market.run_register import Question, registered

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from graph_icp.discovery.icp import Icp
    from graph_icp.graph.store import Store


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


def explained(
    store: Store, account: dict[str, object], icp: Icp, text: str, which: int | str | None = None
) -> Explained:
    """Explain the fit of an account by a run.

    Parameters
    ----------
    store : Store
    account : dict
        As `lookup.find_account` gives it.
    icp : Icp
    text : str
        Its text: where the run went by another, it counts as changed.
    which : int or str, optional
        The run's number or name; the last run where it is not given.
    """
    run = runs.run_to_explain(store, which)
    run = replace(run, changed=run.changed or run.options["icp"] != text)
    number = int(str(account["id"]))
    ids = np.array([number])
    explanation = explain(
        run.fit,
        account,
        runs.links_of(store, ids, runs.traits_of(run)),
        run.customers,
        run.folds.get(number, 0),
        icp=icp,
        broken=rules_broken(store, ids, icp)[0],
    )
    return Explained(explanation, run, _standings(store, number, run))


def _standings(store: Store, account: int, run: runs.Run) -> pd.DataFrame:
    """Return how an account stood in the runs that were asked what this one was."""
    question = Question.of(run.fit.method, run.options)
    equal = [each.number for each in registered(store) if each.question == question]
    standings: pd.DataFrame = store.ask("runs/standings_of", account=account).to_pandas()
    return standings[standings["run"].isin(equal)].reset_index(drop=True)


def explained_neighbourhood(about: Explained, traits: int, customers: int) -> nx.Graph[str]:
    """Return the graph around an explained account, with at most so many traits and customers."""
    graph = neighbourhood(
        *(about.explanation, about.run.fit, about.run.customers),
        rank=about.rank,
        traits=traits,
        limit=customers,
    )
    graph.graph["changed"] = about.run.changed
    return graph
