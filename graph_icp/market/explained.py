"""An explained account: the points of its fit, their run, and all its ranks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.ranking.explaining import Explanation, explain
from graph_icp.discovery.ranking.neighbourhood import neighbourhood
from graph_icp.market import runs
from graph_icp.market.qualify import rules_broken

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from graph_icp.discovery.icp import Icp
    from graph_icp.graph.store import Store


@dataclass(frozen=True)
class Explained:
    """An explanation, the run that it explains, and the account's rank in every run.

    Attributes
    ----------
    explanation : Explanation
    run : Run
    standings : DataFrame
        One row per run that ranked the account: run, rank, of_how_many.
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
        """The number of ranked accounts of the run."""
        return self._standing("of_how_many")

    def _standing(self, column: str) -> int | None:
        now = self.standings[self.standings["run"] == self.run.number]
        return int(now[column].iloc[0]) if len(now) else None


def explained(store: Store, account: dict[str, object], icp: Icp, text: str) -> Explained:
    """Explain the fit of an account by the last run.

    Parameters
    ----------
    store : Store
    account : dict
        The result of `lookup.find_account`.
    icp : Icp
    text : str
        The text of icp.toml now: if the run used another, it counts as changed.
    """
    run = runs.run_to_explain(store)
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
    standings = store.ask("runs/standings_of", account=number).to_pandas()
    return Explained(explanation, run, standings)


def explained_neighbourhood(about: Explained, traits: int, customers: int) -> nx.Graph[str]:
    """Return the graph around an explained account, up to a number of traits and customers."""
    graph = neighbourhood(
        *(about.explanation, about.run.fit, about.run.customers),
        rank=about.rank,
        traits=traits,
        limit=customers,
    )
    graph.graph["changed"] = about.run.changed
    return graph
