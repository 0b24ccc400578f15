"""Weights and half-lives of signals, learned from the deals that opened after them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from graph_icp.reach.weekly_cuts import AHEAD, WEEK, rows_at

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from graph_icp.reach.signal_kinds import SignalKind
    from graph_icp.reach.weekly_cuts import Days, History, Rows, Vector

    Kinds = dict[str, SignalKind]

HALF_LIVES = (7.0, 14.0, 30.0, 60.0, 90.0)
# So many won deals teach at all, and as many stand for the default weights.
NEEDED = PSEUDO_DEALS = 30
# How far a weight is thought to be from its default, and the most that one may be.
_USUALLY_OFF, _MOST = 20.0, 100.0
# A weight of 25 of today multiplies the odds of a deal by e.
_ODDS = 1 / 25
# Another half-life must be so much likelier than the default one.
_LIKELIER = 1.0


@dataclass(frozen=True)
class LearnedWeights:
    """Weights and half-lives as they were learned, and whether they count.

    Attributes
    ----------
    kinds : dict of str to SignalKind
        The learned ones; the default ones where too few deals teach.
    deals : int
        How many won deals taught: with an opening date, while signals were told.
    precision, default_precision : float
        In the later half of the time, the average precision of the weights learned in the earlier
        one, and of the default weights; nan where that cannot be told.
    """

    kinds: Kinds
    deals: int
    precision: float = float("nan")
    default_precision: float = float("nan")

    @property
    def counts(self) -> bool:
        """Whether the learned weights are not worse than the default ones."""
        return self.precision >= self.default_precision

    def said(self) -> str:
        """Return by which weights intent is told."""
        if self.deals < NEEDED:
            return f"by default weights ({self.deals} of {NEEDED} won deals with dates)"
        if self.counts:
            return f"by weights learned from {self.deals} won deals"
        if self.precision != self.precision:
            return f"by default weights (too short a time to judge those of {self.deals} won deals)"
        return f"by default weights (those learned from {self.deals} won deals find fewer)"


def learned_weights(
    history: History, kinds: Mapping[str, SignalKind], as_of: int
) -> LearnedWeights:
    """Learn what signals are worth from the deals that opened in the 90 days after weekly cuts.

    Parameters
    ----------
    history : History
        Its kinds are numbers in the order of `kinds`.
    kinds : mapping of str to SignalKind
        The default ones.
    as_of : int
        The day until which all is known.
    """
    default, cuts = dict(kinds), history.cuts(as_of)
    deals = history.taught_by(cuts)
    if len(deals) < NEEDED:
        return LearnedWeights(default, len(deals))
    middle = int(deals["opened"].median())
    early, late = cuts[cuts <= middle - AHEAD], cuts[cuts >= middle]
    learned = _fitted(history, default, cuts)
    if not len(early) or not len(late):
        return LearnedWeights(learned, len(deals))
    precisions = _precisions(history, late, (_fitted(history, default, early), default))
    return LearnedWeights(learned, len(deals), *precisions)


def shrunk(learned: SignalKind, default: SignalKind, deals: int) -> SignalKind:
    """Return a kind between what was learned and the default, the nearer to it the fewer deals.

    Half-lives are between on the scale of logarithms.
    """
    part = deals / (deals + PSEUDO_DEALS)
    half_life = learned.half_life**part * default.half_life ** (1 - part)
    weight = part * learned.weight + (1 - part) * default.weight
    return replace(default, weight=round(weight, 1), half_life=float(round(half_life)))


def _fitted(history: History, default: Kinds, cuts: Days) -> Kinds:
    """Return the kinds as these cuts teach them, shrunk to the default ones."""
    usual = np.array([each.half_life for each in default.values()])
    candidates = np.stack([usual, *(np.full(len(usual), each) for each in HALF_LIVES)])
    rows = rows_at(history, cuts, candidates)
    seen = np.flatnonzero(rows.shown[0].any(axis=0))
    rows = replace(rows, shown=rows.shown[:, :, seen])
    prior = np.array([each.weight for each in default.values()])[seen]
    chosen, weights = _likeliest(rows, prior)
    deals, names, found = len(history.taught_by(cuts)), list(default), dict(default)
    for kind, candidate, weight in zip(seen, chosen, weights, strict=True):
        usually = default[names[kind]]
        half_life = float(candidates[candidate, kind])
        learned = replace(usually, weight=float(weight), half_life=half_life)
        found[usually.name] = shrunk(learned, usually, deals)
    return found


def _likeliest(rows: Rows, prior: Vector) -> tuple[NDArray[np.intp], Vector]:
    """Return the likeliest candidate of each kind's half-life, and the weights with them."""
    chosen = np.zeros(len(prior), dtype=np.intp)
    rate = float(rows.weight @ rows.won / rows.weight.sum())
    start = np.concatenate([[np.log(max(rate, 1e-9))], _ODDS * prior])
    least, best = _logistic(rows, rows.shown[0], start, prior)
    for kind in range(len(prior)):
        for candidate in range(1, len(rows.shown)):
            tried = chosen.copy()
            tried[kind] = candidate
            loss, found = _logistic(rows, _chosen(rows, tried), best, prior)
            if loss < least - (_LIKELIER if chosen[kind] == 0 else 0):
                least, best, chosen = loss, found, tried
    return chosen, np.minimum(best[1:] / _ODDS, _MOST)


def _chosen(rows: Rows, chosen: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return rows x kinds, of each kind by its candidate."""
    shown: NDArray[np.float64] = rows.shown[chosen, :, np.arange(len(chosen))].T
    return shown


def _logistic(
    rows: Rows, shown: NDArray[np.float64], start: Vector, prior: Vector
) -> tuple[float, Vector]:
    """Return the loss of the likeliest intercept and slopes (none below 0), and these.

    A deal is seen at some thirteen cuts, which count as one. Slopes are thought to be near those of
    the default weights.
    """
    from scipy.optimize import minimize  # takes a while
    from scipy.special import expit

    weight = rows.weight * WEEK / AHEAD
    sign = np.where(rows.won, 1.0, -1.0)

    def loss(at: Vector) -> tuple[float, Vector]:
        margin = sign * (at[0] + shown @ at[1:])
        away = (at[1:] / _ODDS - prior) / _USUALLY_OFF
        slope = -weight * sign * expit(-margin)
        gradient = np.concatenate([[slope.sum()], slope @ shown + away / (_USUALLY_OFF * _ODDS)])
        return float(weight @ np.logaddexp(0, -margin) + away @ away / 2), gradient

    bounds = [(None, None), *[(0, None)] * shown.shape[1]]
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds)
    return float(found.fun), found.x


def _precisions(history: History, cuts: Days, several: tuple[Kinds, ...]) -> list[float]:
    """Return the average precision of intent by each choice of kinds at some cuts."""
    half_lives = np.array([[each.half_life for each in kinds.values()] for kinds in several])
    rows = rows_at(history, cuts, half_lives)
    return [
        average_precision(shown @ [each.weight for each in kinds.values()], rows.won, rows.weight)
        for shown, kinds in zip(rows.shown, several, strict=True)
    ]


def average_precision(scores: Vector, won: NDArray[np.bool_], weight: Vector) -> float:
    """Return the mean over wins of the share of wins among all that score as much or more.

    Parameters
    ----------
    scores : array of float
    won : array of bool
    weight : array of float
        How many each stands for.
    """
    _, place = np.unique(-scores, return_inverse=True)
    wins, every = np.bincount(place, weight * won), np.bincount(place, weight)
    if not wins.sum():
        return float("nan")
    share = wins.cumsum() / np.maximum(every.cumsum(), 1e-12)
    return float(wins @ share / wins.sum())
