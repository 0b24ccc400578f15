"""Whether what was known beside fit would have found more of the customers that came."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from graph_icp.discovery.backtest.confidence_intervals import interval
from graph_icp.discovery.backtest.metrics import MEASURES, Found
from graph_icp.discovery.ranking.tiers import BEST, GOOD

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graph_icp.discovery.backtest.experiment import Experiment
    from graph_icp.discovery.learning.link_scaling import Dense, Vector

_MEASURED = [MEASURES.index(each) for each in ("recall_50", "auc")]
COLUMNS = tuple(
    f"{name}{end}" for name in ("found_50", "auc", "auc_gain") for end in ("", "_low", "_high")
)


@dataclass(frozen=True)
class Additions:
    """What intent and reach of then added to fit.

    Attributes
    ----------
    table : DataFrame
        ranked_by ("fit", "fit + 0.3 intent" ...), and COLUMNS: the share of the later customers
        among the first 50, how often one ranks above another company, and how much more often
        than by fit alone, each with its 95% interval.
    sentences : tuple of str
        The same in words, and what is missing where it cannot be told.
    """

    table: pd.DataFrame
    sentences: tuple[str, ...]


def additions(
    experiment: Experiment,
    added: Mapping[str, Vector],
    weights: Mapping[str, float],
    missing: Mapping[str, str],
) -> Additions:
    """Return what each of some numbers, and all together, added to fit.

    As in a list, they arrange the companies of Good fit or better; the others follow by fit.

    Parameters
    ----------
    experiment : Experiment
        The ranking by fit; its hidden customers are those that came.
    added : mapping of str to array of float
        By name: what it adds to the fit of each account of the graph.
    weights : mapping of str to float
        What each name counts, for words.
    missing : mapping of str to str
        Of further names, why it cannot be told.
    """
    each = {"fit": np.zeros(len(experiment.split.ranked))}
    each |= {f"fit + {weights[name]:g} {name}": points for name, points in added.items()}
    if len(added) > 1:
        each["all"] = np.sum(list(added.values()), axis=0)
    parts = {name: _parts(experiment, points) for name, points in each.items()}
    rows = {name: _row(experiment, mine, parts["fit"]) for name, mine in parts.items()}
    table = pd.DataFrame.from_dict(rows, orient="index", columns=list(COLUMNS))
    table = table.rename_axis("ranked_by").reset_index()
    cannot = [f"Cannot tell whether {name} added: {why}." for name, why in missing.items()]
    gains = table[["ranked_by", "auc_gain", "auc_gain_low", "auc_gain_high"]][1:]
    said = [_said(*row) for row in gains.itertuples(index=False, name=None)]
    return Additions(table, (*said, *cannot))


def _parts(experiment: Experiment, points: Vector) -> Dense:
    """Return later customers x measures of a ranking by fit and some points."""
    good = np.isin(experiment.tiers.astype(str), (BEST, GOOD))
    fit = np.nan_to_num(experiment.fits)
    ranked_by = np.where(good, 100 + fit + points[experiment.split.ranked], fit)
    known = ~np.isnan(experiment.scores)
    # Fits may tie; then the points of likeness decide, as in a list.
    keys = np.column_stack([known, ranked_by, np.nan_to_num(experiment.scores)])
    order = np.unique(keys, axis=0, return_inverse=True)[1].ravel().astype(np.float64)
    marked = experiment.measured
    parts: Dense = Found.of(order[marked], experiment.split.wanted[marked]).parts()[:, _MEASURED]
    return parts


def _row(experiment: Experiment, mine: Dense, by_fit: Dense) -> list[float]:
    """Return the numbers of COLUMNS."""
    values = np.column_stack([mine, (mine - by_fit)[:, 1]])
    middle = values.mean(axis=0)
    low, high = interval([values], [experiment.hidden], len(experiment.split.customers))
    low, high = np.clip([low, high], [0, 0, -1], 1)
    return [float(each) for three in zip(middle, low, high, strict=True) for each in three]


def _said(ranked_by: str, gain: float, low: float, high: float) -> str:
    what = ranked_by.split()[-1]
    name = "Intent and reach together" if what == "all" else what.capitalize()
    verdict = "made no sure difference"
    if low > 0 or high < 0:
        verdict = "added to fit" if low > 0 else "took away from fit"
    return f"{name} {verdict}: AUC {gain:+.3f} ({low:+.3f} to {high:+.3f})."
