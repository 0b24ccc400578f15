"""Weekly cuts: what accounts had shown on a day, and whether a deal that was won opened after."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from graph_icp.reach.intent import ENOUGH, amount_of_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd
    from numpy.typing import NDArray

    Vector = NDArray[np.float64]
    Days = NDArray[np.int64]

# How long after a cut a deal may open, and how far cuts lie apart.
AHEAD, WEEK = 90, 7
# Cuts reach back so far, and each has so many accounts without a deal at most.
OLDEST, _SAMPLED = 2 * 365, 100


@dataclass(frozen=True)
class History:
    """What accounts showed, and their deals; days are numbers.

    Attributes
    ----------
    signals : DataFrame
        account, kind (a number), day, count: of one visitor and day.
    deals : DataFrame
        account, opened, closed (nan where unknown), won.
    bought : Series
        By account, since when it is a customer, where that is known.
    accounts : int
        How many there are, with and without signals.
    """

    signals: pd.DataFrame
    deals: pd.DataFrame
    bought: pd.Series
    accounts: int

    def cuts(self, as_of: int) -> Days:
        """Return the days of the cuts whose deals have all opened on a day, the first first."""
        if self.signals.empty:
            return np.array([], dtype=np.int64)
        first = max(int(self.signals["day"].min()) + 1, as_of - OLDEST)
        return np.arange(as_of - AHEAD, first - 1, -WEEK, dtype=np.int64)[::-1]

    def taught_by(self, cuts: Days) -> pd.DataFrame:
        """Return the won deals that opened after some of these cuts."""
        if not len(cuts):
            return self.deals.head(0)
        opened = self.deals["opened"]
        within = (opened > cuts.min()) & (opened <= cuts.max() + AHEAD)
        taught: pd.DataFrame = self.deals[self.deals["won"] & within]
        return taught


@dataclass(frozen=True)
class Rows:
    """Accounts at cuts.

    Attributes
    ----------
    shown : array of float
        Candidates x rows x kinds: how much of each kind there was by each choice of half-lives.
    won : array of bool
        Whether a deal that was won opened within AHEAD days.
    weight : array of float
        How many accounts a row stands for.
    """

    shown: NDArray[np.float64]
    won: NDArray[np.bool_]
    weight: Vector


def rows_at(history: History, cuts: Days, half_lives: NDArray[np.float64]) -> Rows:
    """Return what accounts had shown before each cut, and what came of it.

    An account is looked at while it is no customer and has no open deal. Of those without a deal
    to come, some are drawn that stand for all.

    Parameters
    ----------
    history : History
    cuts : array of int
        Days, in order.
    half_lives : array of float
        Candidates x kinds.
    """
    found = [_at_cut(history, *each) for each in _amounts(history, cuts, half_lives)]
    empty = np.zeros((len(half_lives), 0, half_lives.shape[1]))
    shown = np.concatenate([each.shown for each in found] or [empty], axis=1)
    won = np.concatenate([each.won for each in found] or [np.zeros(0, dtype=bool)])
    return Rows(shown, won, np.concatenate([each.weight for each in found] or [np.zeros(0)]))


def _amounts(
    history: History, cuts: Days, half_lives: NDArray[np.float64]
) -> Iterator[tuple[int, Days, NDArray[np.float64]]]:
    """Give each cut, the accounts with signals, and candidates x accounts x kinds before it."""
    ids, places = np.unique(history.signals["account"].to_numpy(np.int64), return_inverse=True)
    days, kinds = (history.signals[each].to_numpy(np.int64) for each in ("day", "kind"))
    amounts = amount_of_day(history.signals["count"].to_numpy(np.float64))
    total = np.zeros((len(half_lives), len(ids), half_lives.shape[1]))
    before = np.iinfo(np.int64).min
    for place, cut in enumerate(cuts.tolist()):
        if place:
            total *= np.exp2(-(cut - before) / half_lives)[:, None, :]
        new = np.flatnonzero((days < cut) & (days >= before))
        aged = amounts[new] * np.exp2(-(cut - days[new]) / half_lives[:, kinds[new]])
        for each, values in zip(total, aged, strict=True):
            np.add.at(each, (places[new], kinds[new]), values)
        before = cut
        yield cut, ids, np.minimum(total, ENOUGH)


def _at_cut(history: History, cut: int, ids: Days, amounts: NDArray[np.float64]) -> Rows:
    """Return the rows of one cut; all that showed nothing are one row, or two."""
    deals = history.deals
    out = deals["opened"].le(cut) & (deals["won"] | ~deals["closed"].le(cut))
    gone = np.union1d(deals.loc[out, "account"], history.bought.index[history.bought <= cut])
    coming = deals["won"] & deals["opened"].gt(cut) & deals["opened"].le(cut + AHEAD)
    winners = np.setdiff1d(deals.loc[coming, "account"].to_numpy(np.int64), gone)
    looked_at = ~np.isin(ids, gone) & (amounts.max(axis=(0, 2)) > 0)
    wins = np.isin(ids, winners) & looked_at
    others = np.flatnonzero(looked_at & ~wins)
    drawn = np.random.default_rng(cut).permutation(others)[:_SAMPLED]
    silent_wins = len(winners) - int(wins.sum())
    silent = history.accounts - len(gone) - int(looked_at.sum()) - silent_wins
    chosen = np.concatenate([np.flatnonzero(wins), drawn])
    nothing = np.zeros((len(amounts), 2, amounts.shape[2]))
    of_drawn = len(others) / max(len(drawn), 1)
    weight = np.concatenate([np.ones(int(wins.sum())), np.full(len(drawn), of_drawn)])
    return Rows(
        np.concatenate([amounts[:, chosen], nothing], axis=1),
        np.concatenate([np.arange(len(chosen)) < wins.sum(), [True, False]]),
        np.concatenate([weight, [silent_wins, max(silent, 0)]]),
    )
