"""Evidence of a back-test: the numbers that its verdict and its caveats rest on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.backtest.experiment import HARDLY
from graph_icp.discovery.backtest.experiments import POPULARITY
from graph_icp.discovery.backtest.metrics import PRECISION_AT, Found
from graph_icp.discovery.backtest.result_tables import found_among, lead, method_table
from graph_icp.discovery.health.giveaways import giveaways
from graph_icp.discovery.learning.link_scaling import known_at_all
from graph_icp.graph.model import RANKED

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from graph_icp.discovery.backtest.experiment import Experiment, Experiments
    from graph_icp.discovery.health.giveaways import Giveaway
    from graph_icp.graph.matrix import Graph

# Longer beginnings of a list, where none of the first names is a customer.
_LONGER = 100
# What is compared with popularity: over the whole list, and in its top tenth.
MEASURED = ("auc", "lift")


@dataclass(frozen=True)
class FirstNames:
    """The beginning of the list, as the mean over splits.

    Attributes
    ----------
    names : int
        The number of names in it.
    found, by_chance : float
        How many of them are hidden customers, and would be in an order by chance.
    """

    names: int
    found: float
    by_chance: float


@dataclass(frozen=True)
class Popularity:
    """How the ranking compares with one by how much is known of a company.

    Attributes
    ----------
    auc, own_auc : float
        Its AUC, and that of the tested method.
    better : bool
        Whether the tested method is surely better, over the whole list or in its top tenth.
    beats : bool
        Whether it is at least as good as the tested method in both.
    """

    auc: float
    own_auc: float
    better: bool
    beats: bool


@dataclass(frozen=True)
class WithoutLopsided:
    """What the ranking shows without relations that are known of customers far more often.

    Attributes
    ----------
    relations : tuple of str
        Those relations.
    found : float
        How many hidden customers are among as many first names.
    shown : Evidence
        The whole back-test without them.
    """

    relations: tuple[str, ...]
    found: float
    shown: Evidence


@dataclass(frozen=True)
class Evidence:
    """The numbers that decide; of many unknown hidden customers, the known ones alone count.

    Attributes
    ----------
    first : FirstNames
    auc, auc_low, auc_high, lift_low : float
        Of the tested method, with its 95% intervals.
    auc_of_all : float
        The AUC if hidden customers of whom nothing is known count, who are ranked last.
    unknown : float
        Their share of the hidden customers, 0 to 1; 0 where they are so few that they count.
    customers, hidden, different : int
        Of those that count: all customers; those hidden at a time; those hidden at least once.
    giveaways : tuple of Giveaway
    popularity : Popularity, optional
        None if that is the method that is tested.
    without_lopsided : WithoutLopsided, optional
        None where no lopsided relation counts.
    """

    first: FirstNames
    auc: float
    auc_low: float
    auc_high: float
    lift_low: float
    auc_of_all: float
    unknown: float
    customers: int
    hidden: int
    different: int
    giveaways: tuple[Giveaway, ...]
    popularity: Popularity | None
    without_lopsided: WithoutLopsided | None = None

    @property
    def whom(self) -> str:
        """What is said behind a number of customers that count."""
        return " of whom something is known" if self.unknown else ""


def evidence(experiments: Experiments, graph: Graph, methods: pd.DataFrame) -> Evidence:
    """Return what a back-test shows.

    Parameters
    ----------
    experiments : Experiments
    graph : Graph
        The whole market.
    methods : DataFrame
        As of `method_table`.
    """
    chosen, row = experiments.chosen, methods.iloc[0]
    status = graph.accounts["status"]
    customers = np.flatnonzero(status == "customer")
    unknown = experiments.unknown if experiments.unknown >= HARDLY else 0.0
    counted, hidden = customers, [each.split.hidden for each in chosen]
    if unknown:
        links = (each.values for each in graph.matrices.values())
        counted = customers[known_at_all(links, len(status))[customers]]
        hidden = [_known_hidden(each) for each in chosen]
    first = first_names(chosen)
    return Evidence(
        first=first,
        auc=float(row["auc"]),
        auc_low=float(row["auc_low"]),
        auc_high=float(row["auc_high"]),
        lift_low=float(row["lift_low"]),
        auc_of_all=float(np.mean([_auc_of_all(each) for each in chosen])),
        unknown=unknown,
        customers=len(counted),
        hidden=round(np.mean([len(each) for each in hidden])),
        different=len(np.unique(np.concatenate(hidden))),
        giveaways=tuple(giveaways(graph, customers, status.isin(RANKED).to_numpy())),
        popularity=_popularity(experiments, methods),
        without_lopsided=_without_lopsided(experiments, graph, first.names),
    )


def _without_lopsided(experiments: Experiments, graph: Graph, names: int) -> WithoutLopsided | None:
    left, relations = experiments.without_lopsided, experiments.lopsided
    if left is None:
        return None
    named = tuple(name for name in graph.matrices if name in relations)
    shown = evidence(left, graph.without(relations), method_table(left))
    return WithoutLopsided(named, found_among(left.chosen, names), shown)


def _known_hidden(experiment: Experiment) -> NDArray[np.intp]:
    """Return the positions of the hidden customers of whom something that counts is known."""
    return experiment.split.hidden[~np.isnan(experiment.scores[experiment.split.wanted])]


def first_names(chosen: Sequence[Experiment]) -> FirstNames:
    """Return how many of the first names are hidden customers.

    They are the first 20, or the first 100 or tenth of the list if hardly one is among these.
    Splits may differ in the accounts that count, so chance is a mean over them too.
    """
    accounts = min(each.found.accounts for each in chosen)
    lengths = [PRECISION_AT, _LONGER, max(_LONGER, round(accounts / 10))]
    found = {each: found_among(chosen, each) for each in lengths if PRECISION_AT <= each < accounts}
    if not found:
        names = max(int(accounts // 2), 1)
        found = {names: found_among(chosen, names)}
    names = next((each for each in found if found[each] >= 0.5), max(found))
    shares = [len(each.hidden) / each.found.accounts for each in chosen]
    return FirstNames(names, found[names], names * float(np.mean(shares)))


def _auc_of_all(experiment: Experiment) -> float:
    return float(Found.of(experiment.scores, experiment.split.wanted).parts()[:, 0].mean())


def _popularity(experiments: Experiments, methods: pd.DataFrame) -> Popularity | None:
    if experiments.method == POPULARITY:
        return None
    table = methods.set_index("method")[list(MEASURED)]
    own, other = (table.loc[each].to_numpy(float) for each in (experiments.method, POPULARITY))
    return Popularity(
        float(other[0]),
        float(own[0]),
        better=any(lead(experiments, POPULARITY, each)[0] > 0 for each in MEASURED),
        beats=bool((other >= own).all()),
    )
