"""What each relation adds to a ranking: the same back-test without it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from graph_icp.discovery.backtest.metrics import PRECISION_AT
from graph_icp.discovery.backtest.result_tables import found_among, interval_of, means
from graph_icp.discovery.health.list_health import ENOUGH_CUSTOMERS
from graph_icp.discovery.learning.link_scaling import known_in
from graph_icp.discovery.ranking.tiers import BEST

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from graph_icp.discovery.backtest.experiment import Experiment, Experiments

_NAN = float("nan")


def relation_table(experiments: Experiments, names: int = PRECISION_AT) -> pd.DataFrame:
    """Return the gain by each relation, the greatest first, the mean over splits.

    Parameters
    ----------
    experiments : Experiments
    names : int
        The length of the beginning of the list in which hidden customers are counted.

    Returns
    -------
    DataFrame
        relation, auc_without, auc_gain (what the whole has more), average_precision_without,
        average_precision_gain, names, found and found_without (hidden customers among so many
        first names, with the relation and without). Of accounts known in the relation alone:
        gain_known, the gain of AUC, with its 95% interval (gain_known_low, gain_known_high).
        best_known, best_unknown: the part of hidden customers that are Best fits, of those known
        in the relation and of the others. The last five are nan of fewer customers than
        ENOUGH_CUSTOMERS.
    """
    whole, found = means(experiments.chosen), found_among(experiments.chosen, names)
    rows = []
    for name, lacking in experiments.by_relation.items():
        less = means(lacking)
        known = [known_in(each.split.graph.matrices[name].values) for each in experiments.chosen]
        rows.append(
            {
                "relation": name,
                "auc_without": less[0],
                "auc_gain": whole[0] - less[0],
                "average_precision_without": less[1],
                "average_precision_gain": whole[1] - less[1],
                "names": names,
                "found": found,
                "found_without": found_among(lacking, names),
                **_gain_where_known(experiments.chosen, lacking, known),
                "best_known": _best_fits(experiments.chosen, known),
                "best_unknown": _best_fits(experiments.chosen, [~each for each in known]),
            }
        )
    return pd.DataFrame(rows).sort_values("auc_gain", ascending=False, ignore_index=True)


def _gain_where_known(
    chosen: Sequence[Experiment], lacking: Sequence[Experiment], known: Sequence[NDArray[np.bool_]]
) -> dict[str, float]:
    """Return what a relation adds among the accounts known in it, with its interval."""
    pairs = []
    for one, two, mark in zip(chosen, lacking, known, strict=True):
        measured = one.measured & mark[one.split.ranked]
        wanted = one.split.wanted[measured]
        if wanted.any() and not wanted.all():
            pairs.append((_typical(one, measured), _typical(two, measured)))
    columns = ("gain_known", "gain_known_low", "gain_known_high")
    if not pairs or _known_customers(chosen[0], known[0]) < ENOUGH_CUSTOMERS:
        return dict.fromkeys(columns, _NAN)
    gains = [one.found.parts() - two.found.parts() for one, two in pairs]
    mean = np.mean([each.mean(axis=0) for each in gains], axis=0)
    bounds = interval_of([one for one, _ in pairs], gains)
    return dict(zip(columns, (float(each[0]) for each in (mean, *bounds)), strict=True))


def _typical(experiment: Experiment, measured: NDArray[np.bool_]) -> Experiment:
    """Measure by some accounts; of whom nothing is known is a typical company, not the last one.

    Otherwise it would count as a gain that something, whatever it is, is known of a company.
    """
    return replace(experiment, measured=measured, scores=np.nan_to_num(experiment.scores))


def _known_customers(experiment: Experiment, known: NDArray[np.bool_]) -> int:
    """Return how many customers, hidden or not, are known in a relation."""
    split = experiment.split
    return int(known[split.customers].sum() + known[split.hidden].sum())


def _best_fits(chosen: Sequence[Experiment], marks: Sequence[NDArray[np.bool_]]) -> float:
    """Return the part of the marked hidden customers that are Best fits."""
    pairs = zip(chosen, marks, strict=True)
    hidden = [each.split.hidden[mark[each.split.hidden]] for each, mark in pairs]
    if _known_customers(chosen[0], marks[0]) < ENOUGH_CUSTOMERS:
        return _NAN
    best: list[NDArray[np.bool_]] = []
    for each, mine in zip(chosen, hidden, strict=True):
        tiers = np.full(len(each.split.ranked), "", dtype=object)
        tiers[each.split.ranked] = each.tiers
        best.append(tiers[mine] == BEST)
    every = np.concatenate(best)
    return float(every.mean()) if len(every) else _NAN
