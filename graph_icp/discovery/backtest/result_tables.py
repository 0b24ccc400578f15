"""The tables of a back-test: whether the ranking finds customers hidden from its learning."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from graph_icp.discovery.backtest.confidence_intervals import interval
from graph_icp.discovery.backtest.experiments import ranked_again
from graph_icp.discovery.backtest.metrics import MEASURES, PRECISION_AT
from graph_icp.discovery.icp import Icp
from graph_icp.discovery.ranking.tiers import DISQUALIFIED, INSUFFICIENT, TIERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from graph_icp.discovery.backtest.experiment import Experiment, Experiments
    from graph_icp.discovery.backtest.splits import Split
    from graph_icp.discovery.learning.link_scaling import Dense, Vector


COLUMNS = tuple(f"precision_{PRECISION_AT}" if each == "precision" else each for each in MEASURES)
GROUPS = 10
# The row of the tiers that counts the accounts that are not measured.
UNKNOWN = "Nothing known"
# The greatest possible value of each measure.
_MOST = np.array([10.0 if each == "lift" else 1.0 for each in MEASURES])
_GRID = np.linspace(0, 1, 101)


def method_table(experiments: Experiments) -> pd.DataFrame:
    """Return the measures of each method, the mean over splits.

    Returns
    -------
    DataFrame
        method, and for each of COLUMNS its mean and the bounds of its 95% interval (_low, _high).
    """
    rows = []
    for name, each in experiments.by_method.items():
        row: dict[str, object] = {"method": name}
        averages = means(each)
        bounds = interval_of(each, [experiment.found.parts() for experiment in each])
        low, high = np.clip(bounds, 0, _MOST)
        for place, column in enumerate(COLUMNS):
            row[column] = averages[place]
            row |= {f"{column}_low": low[place], f"{column}_high": high[place]}
        rows.append(row)
    return pd.DataFrame(rows)


def decay_gain(experiments: Experiments, undecayed: Sequence[Split], icp: Icp | None) -> str:
    """Return in a sentence how well the method ranks with decay and without.

    Parameters
    ----------
    experiments : Experiments
        With decay.
    undecayed : sequence of Split
        The same splits of links that do not decay.
    icp : Icp, optional
    """
    without = ranked_again(experiments, undecayed, icp or Icp())
    auc, precision = means(experiments.chosen)[:2]
    auc_without, precision_without = means(without)[:2]
    return (
        f"With the decay of icp.toml AUC is {auc:.3f} and average precision {precision:.3f}; "
        f"without it {auc_without:.3f} and {precision_without:.3f}."
    )


def lead(experiments: Experiments, other: str, measure: str = "auc") -> tuple[float, float]:
    """Return the interval of the difference between a measure of the method and of another one."""
    column = MEASURES.index(measure)
    pairs = zip(experiments.chosen, experiments.by_method[other], strict=True)
    gains = [one.found.parts() - two.found.parts() for one, two in pairs]
    low, high = interval_of(experiments.chosen, gains)
    return float(low[column]), float(high[column])


def tier_table(experiments: Experiments) -> pd.DataFrame:
    """Return the hidden customers in each tier, the mean over splits.

    As in all tables, shares are of the accounts that are measured.

    Returns
    -------
    DataFrame
        tier (Disqualified only if it is not empty; last UNKNOWN, the accounts that are not
        measured, where they are), accounts, market_share (of accounts), hidden (customers in it),
        hidden_share (of them), times_chance (their number over that by chance; nan in an empty
        tier, and in those that say nothing of fit). UNKNOWN has no shares.
    """
    chosen = experiments.chosen
    marks = {tier: [(each.tiers == tier) & each.measured for each in chosen] for tier in TIERS} | {
        UNKNOWN: [~each.measured for each in chosen]
    }
    rows = [(tier, *_counts(chosen, marked)) for tier, marked in marks.items()]
    table = pd.DataFrame(rows, columns=["tier", "accounts", "hidden"])
    measured = table[["accounts", "hidden"]].where(table["tier"] != UNKNOWN)
    shares = measured / measured.sum()
    table.insert(2, "market_share", shares["accounts"])
    table["hidden_share"] = shares["hidden"]
    table["times_chance"] = shares["hidden"] / shares["accounts"]
    table.loc[table["tier"].isin([INSUFFICIENT, DISQUALIFIED]), "times_chance"] = np.nan
    return table[~table["tier"].isin([DISQUALIFIED, UNKNOWN]) | (table["accounts"] > 0)]


def curve_table(experiments: Experiments) -> pd.DataFrame:
    """Return customers (learned from), auc, average_precision: the means over splits."""
    rows = [(size, *means(each)[:2]) for size, each in sorted(experiments.by_size.items())]
    return pd.DataFrame(rows, columns=["customers", "auc", "average_precision"])


def calibration_table(experiments: Experiments) -> pd.DataFrame:
    """Return tenths of the list, the mean over splits.

    Returns
    -------
    DataFrame
        group (1 the best fits), accounts, fit (mean of those known), hidden (customers in it),
        share (of the group that is hidden customers).
    """
    several = [_calibration(experiment) for experiment in experiments.chosen]
    accounts = np.mean([each.found.accounts for each in experiments.chosen]) / GROUPS
    fits = pd.DataFrame([fit for fit, _ in several]).mean().to_numpy()
    hidden = np.mean([each for _, each in several], axis=0)
    return pd.DataFrame(
        {
            "group": np.arange(1, GROUPS + 1),
            "accounts": accounts,
            "fit": fits,
            "hidden": hidden,
            "share": hidden / accounts,
        }
    )


def gain_table(experiments: Experiments) -> pd.DataFrame:
    """Return the lift curve of each method, the mean over splits.

    Returns
    -------
    DataFrame
        method, list_share (the part of the list worked through, 0 to 1), found_share (the part of
        the hidden customers in it).
    """
    tables = []
    for name, each in experiments.by_method.items():
        found = [
            experiment.found.among(_GRID * experiment.found.accounts).mean(axis=0)
            for experiment in each
        ]
        columns = {"list_share": _GRID, "found_share": np.mean(found, axis=0)}
        tables.append(pd.DataFrame({"method": name} | columns))
    return pd.concat(tables, ignore_index=True)


def _counts(
    experiments: Sequence[Experiment], marked: Sequence[NDArray[np.bool_]]
) -> tuple[float, float]:
    """Return the numbers of accounts and of hidden customers that are marked, by split."""
    pairs = list(zip(experiments, marked, strict=True))
    hidden = [int(mine[each.split.wanted].sum()) for each, mine in pairs]
    every = [
        own + each.split.stands_for * (int(mine.sum()) - own)
        for own, (each, mine) in zip(hidden, pairs, strict=True)
    ]
    return float(np.mean(every)), float(np.mean(hidden))


def found_among(experiments: Sequence[Experiment], names: int) -> float:
    """Return how many hidden customers are among the first names, the mean over splits."""
    return float(np.mean([each.found.among(names).sum() for each in experiments]))


def means(experiments: Sequence[Experiment]) -> Vector:
    """Return the mean of each of MEASURES over splits."""
    mean: Vector = np.mean(
        [experiment.found.parts().mean(axis=0) for experiment in experiments], axis=0
    )
    return mean


def interval_of(experiments: Sequence[Experiment], parts: Sequence[Dense]) -> Dense:
    """Return the interval of numbers of the hidden customers of each split; see `interval`."""
    learned = len(experiments[0].split.customers)
    return interval(parts, [each.hidden for each in experiments], learned)


def _calibration(experiment: Experiment) -> tuple[Vector, Vector]:
    """Return the mean fit of each tenth of a list, and how many hidden customers are in it."""
    scores = experiment.scores[experiment.measured]
    order = np.argsort(-scores, kind="stable")  # nan stays last
    ordered = experiment.fits[experiment.measured][order]
    group = np.arange(len(ordered)) * GROUPS // len(ordered)
    fits: Vector = np.full(GROUPS, np.nan)
    known = ~np.isnan(ordered)
    here = np.unique(group[known])
    fits[here] = [ordered[known & (group == each)].mean() for each in here]
    upto = experiment.found.among(np.arange(GROUPS + 1) * experiment.found.accounts / GROUPS).sum(
        axis=0
    )
    hidden: Vector = np.diff(upto)
    return fits, hidden
