"""The rankings of a back-test: by the method, its baselines, less data, fewer customers."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

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
from graph_icp.discovery.ranking.ranking import rank, rank_blocks
from graph_icp.discovery.ranking.tiers import INSUFFICIENT
from graph_icp.errors import RankingError
from graph_icp.graph.blocks import degrees, held
from graph_icp.graph.relations import relation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from graph_icp.discovery.backtest.splits import Split
    from graph_icp.discovery.learning.blend import WeightedScores
    from graph_icp.discovery.learning.labels import Tried
    from graph_icp.discovery.learning.link_scaling import Vector
    from graph_icp.discovery.learning.standardised_score import StandardisedScore
    from graph_icp.graph.matrix import Graph
    from graph_icp.progress import Progress

# Of a ranking of a split its method, its number of customers, or the relations that it lacks.
Wanted: TypeAlias = str | int | frozenset[str]
Rankings: TypeAlias = "dict[Wanted, Experiment]"

# So many rankings are made at the same time.
_AT_ONCE = 4
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
    tried = [method, *BASELINES, *([AUTO, *scorers()] if all_methods else [])]
    if "industry" not in graph.matrices:
        tried.remove(SAME_INDUSTRY)
    names = [*dict.fromkeys(tried)]
    of_all = Experiments(method, learned)
    each_alone = {name: _with_summaries(name, graph) for name in graph.matrices}
    left_out = {*each_alone.values(), of_all.lopsided} - {frozenset()}
    *sizes, whole = splits[0].sizes()
    asked: list[Callable[[], Rankings]] = []
    for split in splits:
        asked.append(partial(_tested, split, left_out, method, icp))
        asked += [partial(_by_method, split, name, unconstrained) for name in names[1:]]
        asked += [partial(_by_size, split, size, method, icp) for size in sizes]
    found = _made(asked, progress)
    experiments = replace(
        of_all,
        by_method={name: found[name] for name in names},
        by_relation={name: found[alone] for name, alone in each_alone.items()},
        by_size={size: found[size] for size in sizes} | {whole: found[method]},
    )
    return of_known(
        replace(
            experiments,
            without_lopsided=_without_lopsided(experiments, found, unconstrained),
        )
    )


def _made(
    asked: Sequence[Callable[[], Rankings]], progress: Progress | None
) -> dict[Wanted, list[Experiment]]:
    """Return rankings that are asked for split by split, some made at the same time."""
    found: dict[Wanted, list[Experiment]] = {}
    with ThreadPoolExecutor(min(os.cpu_count() or 1, _AT_ONCE)) as threads:
        for place, rankings in enumerate(threads.map(lambda make: make(), asked)):
            if progress:
                progress("hiding customers", place / len(asked))
            for name, each in rankings.items():
                found.setdefault(name, []).append(each)
    return found


def _with_summaries(name: str, graph: Graph) -> frozenset[str]:
    """Return a relation with those that sum it up, and would tell of it."""
    return frozenset(
        {name} | {each for each in graph.matrices if relation(each).summary_of == name}
    )


def _without_lopsided(
    experiments: Experiments,
    found: Mapping[Wanted, list[Experiment]],
    icp: Icp,
) -> Experiments | None:
    """Return the rankings without the lopsided relations, beside popularity; None without any."""
    relations = experiments.lopsided
    if not relations:
        return None
    chosen = found[relations]
    splits = [replace(each.split, graph=each.split.graph.without(relations)) for each in chosen]
    kept = tuple(each for each in experiments.relations if each.relation not in relations)
    by_method = {experiments.method: chosen}
    if POPULARITY not in by_method:
        by_method[POPULARITY] = [_by_rank(each, each.graph, POPULARITY, icp) for each in splits]
    return of_known(Experiments(experiments.method, kept, by_method))


def ranked_again(experiments: Experiments, splits: Sequence[Split], icp: Icp) -> list[Experiment]:
    """Return the rankings of other splits by the method that is tested."""
    again = [_by_rank(split, split.graph, experiments.method, icp) for split in splits]
    marks = [each.measured for each in experiments.chosen]
    return measured_by({experiments.method: again}, marks)[experiments.method]


def _by_size(split: Split, size: int, method: str, icp: Icp) -> Rankings:
    """Return the ranking by so many of the customers."""
    return {size: _by_rank(split, split.learning_from(size), method, icp)}


def _by_method(split: Split, name: str, icp: Icp) -> Rankings:
    if name == RANDOM:
        # Every order of equal scores is as likely, so this is the mean over all orders.
        return {name: _unlearned(split, np.zeros(int(split.ranked.sum())))}
    if name == SAME_INDUSTRY:
        return {name: _unlearned(split, _industry_share(split)[split.ranked])}
    return {name: _by_rank(split, split.graph, name, icp)}


def _tested(split: Split, left_out: Iterable[frozenset[str]], method: str, icp: Icp) -> Rankings:
    """Return the ranking by the method, and the one without each of some sets of relations.

    Without constraints a fit is a blend of scorers that each learn from one relation alone, so they
    learn once, and only the blend is made anew.
    """
    if icp.constraints == LearningConstraints() and split.ranked.sum() <= SAMPLED:
        return _blended(split, left_out, method, icp)
    found: Rankings = {method: _by_rank(split, split.graph, method, icp)}
    for relations in left_out:
        found[relations] = _by_rank(split, split.graph.without(relations), method, icp)
    return found


def _blended(split: Split, left_out: Iterable[frozenset[str]], method: str, icp: Icp) -> Rankings:
    labels = label(split.graph.accounts, icp)
    links = held(split.graph)
    scores = scores_of_all(counted(links, counting_traits(links, {})), labels, method)
    parts_known = {name: known_parts(each, labels) for name, each in links.items()}
    caps = lopsided(parts_known, len(labels.customers), icp.constraints)
    experiments: Rankings = {method: _by_rank(split, split.graph, method, icp, scores)}
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


def _by_rank(
    split: Split,
    graph: Graph,
    method: str,
    icp: Icp,
    learned: Sequence[StandardisedScore] | None = None,
) -> Experiment:
    try:
        ranking = rank_blocks(graph, held(graph), method, icp, learned=learned)
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
