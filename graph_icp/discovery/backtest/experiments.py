"""The rankings of a back-test: by the method, its baselines, less data, fewer customers."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

from graph_icp.discovery.backtest.experiment import (
    Experiment,
    Experiments,
    measured_by,
    of_known,
)
from graph_icp.discovery.icp import Icp, LearningConstraints
from graph_icp.discovery.learning.counting import counted, counting_traits
from graph_icp.discovery.learning.labels import SAMPLED, label
from graph_icp.discovery.learning.method import AUTO, scores_of_all, weighted_scores
from graph_icp.discovery.learning.relation_shares import constrained, known_parts, lopsided
from graph_icp.discovery.learning.scorer import scorers
from graph_icp.discovery.ranking.ranking import rank
from graph_icp.discovery.ranking.tiers import INSUFFICIENT
from graph_icp.errors import RankingError
from graph_icp.graph.blocks import degrees, held
from graph_icp.graph.relations import relation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graph_icp.discovery.backtest.splits import Split
    from graph_icp.discovery.learning.blend import WeightedScores
    from graph_icp.discovery.learning.labels import Tried
    from graph_icp.discovery.learning.link_scaling import Vector
    from graph_icp.graph.matrix import Graph
    from graph_icp.progress import Progress

# The baselines of any ranking: chance, popularity, the industry, and a well-known similarity.
RANDOM, POPULARITY, SAME_INDUSTRY = "random", "popularity", "same industry"
BASELINES = (RANDOM, POPULARITY, SAME_INDUSTRY, "jaccard")


def run_experiments(
    graph: Graph,
    splits: Sequence[Split],
    method: str = AUTO,
    *,
    all_methods: bool = False,
    icp: Icp | None = None,
    progress: Progress | None = None,
) -> Experiments:
    """Rank every split by the method, by its baselines, with less data and fewer customers.

    Parameters
    ----------
    graph : Graph
        The whole market.
    splits : sequence of Split
        Of this market; links may be fewer.
    method : str
        `auto` or the name of a scorer.
    all_methods : bool
        Whether to try every scorer.
    icp : Icp, optional
        Its customer_values count with every method, its constraints only with the tested one.
    progress : Progress, optional

    Raises
    ------
    RankingError
        If nothing can be learned from all customers.
    UnknownNameError
        If there is no such method.
    """
    icp = icp or Icp()
    unconstrained = replace(icp, constraints=LearningConstraints())
    learned = rank(graph, method, icp).fit.relations
    names = dict.fromkeys([method, *BASELINES, *([AUTO, *scorers()] if all_methods else [])])
    if "industry" not in graph.matrices:
        del names[SAME_INDUSTRY]
    experiments = Experiments(method, learned)
    each_alone = {name: _with_summaries(name, graph) for name in graph.matrices}
    left_out = {*each_alone.values(), experiments.lopsided} - {frozenset()}
    lacking: dict[frozenset[str], list[Experiment]] = {}
    for place, split in enumerate(splits):
        if progress:
            progress("hiding customers", place / len(splits))
        for name in names:
            told = icp if name == method else unconstrained
            experiments.by_method.setdefault(name, []).append(_by_method(split, name, told))
        for relations, each in _lacking_each(split, left_out, method, icp).items():
            lacking.setdefault(relations, []).append(each)
        for size, each in _by_size(split, method, icp, experiments.chosen[-1]).items():
            experiments.by_size.setdefault(size, []).append(each)
    return of_known(
        replace(
            experiments,
            by_relation={name: lacking[alone] for name, alone in each_alone.items()},
            without_lopsided=_without_lopsided(experiments, lacking, unconstrained),
        )
    )


def _with_summaries(name: str, graph: Graph) -> frozenset[str]:
    """Return a relation with those that sum it up, and would tell of it."""
    return frozenset(
        {name} | {each for each in graph.matrices if relation(each).summary_of == name}
    )


def _without_lopsided(
    experiments: Experiments, lacking: Mapping[frozenset[str], list[Experiment]], icp: Icp
) -> Experiments | None:
    """Return the rankings without the lopsided relations, beside popularity; None without any."""
    relations = experiments.lopsided
    if not relations:
        return None
    chosen = lacking[relations]
    splits = [replace(each.split, graph=each.split.graph.without(relations)) for each in chosen]
    kept = tuple(each for each in experiments.relations if each.relation not in relations)
    by_method = {experiments.method: chosen}
    by_method.setdefault(POPULARITY, [_by_method(split, POPULARITY, icp) for split in splits])
    return of_known(Experiments(experiments.method, kept, by_method))


def ranked_again(experiments: Experiments, splits: Sequence[Split], icp: Icp) -> list[Experiment]:
    """Return the rankings of other splits by the method that is tested."""
    again = [_by_method(split, experiments.method, icp) for split in splits]
    marks = [each.measured for each in experiments.chosen]
    return measured_by({experiments.method: again}, marks)[experiments.method]


def _by_size(split: Split, method: str, icp: Icp, whole: Experiment) -> dict[int, Experiment]:
    """Return the ranking by some of the customers for each size, and the one by all of them."""
    *some, all_of_them = split.sizes()
    found = {size: _by_rank(split, split.learning_from(size), method, icp) for size in some}
    return found | {all_of_them: whole}


def _by_method(split: Split, name: str, icp: Icp) -> Experiment:
    if name == RANDOM:
        # Every order of equal scores is as likely, so this is the mean over all orders.
        return _unlearned(split, np.zeros(int(split.ranked.sum())))
    if name == SAME_INDUSTRY:
        return _unlearned(split, _industry_share(split)[split.ranked])
    return _by_rank(split, split.graph, name, icp)


def _lacking_each(
    split: Split, left_out: Iterable[frozenset[str]], method: str, icp: Icp
) -> dict[frozenset[str], Experiment]:
    """Return the ranking without each of some sets of relations.

    Without constraints a fit is a blend of scorers that each learn from one relation alone, so they
    learn once, and only the blend is made anew.
    """
    if icp.constraints == LearningConstraints() and split.ranked.sum() <= SAMPLED:
        return _blended_lacking_each(split, left_out, method, icp)
    return {
        relations: _by_rank(split, split.graph.without(relations), method, icp)
        for relations in left_out
    }


def _blended_lacking_each(
    split: Split, left_out: Iterable[frozenset[str]], method: str, icp: Icp
) -> dict[frozenset[str], Experiment]:
    labels = label(split.graph.accounts, icp)
    links = held(split.graph)
    scores = scores_of_all(counted(links, counting_traits(links, {})), labels, method)
    parts_known = {name: known_parts(each, labels) for name, each in links.items()}
    caps = lopsided(parts_known, len(labels.customers), icp.constraints)
    experiments = {}
    for relations in left_out:
        kept = [each for each in scores if each.relation not in relations]
        left = weighted_scores(kept, labels)
        left = constrained(left, labels.tried.market, replace(icp.constraints, caps=caps))
        experiments[relations] = _unlearned(split, _sum(left, labels.tried)[labels.tried.market])
    return experiments


def _sum(scores: WeightedScores, tried: Tried) -> Vector:
    """Return the weighted sum of scores of the accounts tried; nan where nothing is known."""
    total = np.full(len(tried.places), np.nan)
    for each, weight in scores:
        total[each.known & np.isnan(total)] = 0
        total[each.known] += weight * each.standard[each.known]
    return total


def _by_rank(split: Split, graph: Graph, method: str, icp: Icp) -> Experiment:
    try:
        ranking = rank(graph, method, icp)
    except RankingError:
        # If nothing can be learned after hiding and leaving out, the ranking has no order.
        return _unlearned(split, np.full(int(split.ranked.sum()), np.nan))
    scores = np.where(ranking.known, ranking.points, np.nan)
    market = ranking.labels.market
    fits, tiers = ranking.fits[market], ranking.tiers[market]
    return Experiment(split, scores[market], fits, tiers, np.ones(len(fits), dtype=bool))


def _unlearned(split: Split, scores: Vector) -> Experiment:
    unplaced = np.full(len(scores), np.nan)
    tiers = np.full(len(scores), INSUFFICIENT, dtype=object)
    return Experiment(split, scores, unplaced, tiers, np.ones(len(scores), dtype=bool))


def _industry_share(split: Split) -> Vector:
    """Return the share of customers in each account's industry, the greatest of several."""
    X = split.graph.matrices["industry"].values
    customers = split.customers
    share = degrees(csr_array(X[customers])) / len(customers)
    found = np.full(X.shape[0], np.nan)
    rows = np.repeat(np.arange(X.shape[0]), np.diff(X.indptr))
    np.fmax.at(found, rows, share[X.indices])
    return found
