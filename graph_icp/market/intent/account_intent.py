"""The intent of the accounts of a market, and who is watched at all."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from graph_icp.market.intent.read_signals import days_before, read_signals
from graph_icp.market.intent.weights import SignalWeights, signal_weights
from graph_icp.reach.intent import FORGOTTEN, Intent, intent, newest, requests, strongest
from graph_icp.reach.not_counted import ROBOTS, not_counted, reasons_of_accounts
from graph_icp.reach.signal_kinds import (
    COMPETITORS,
    DEMO,
    EVENTS,
    OF_ANYBODY,
    PEOPLE,
    TECHNOLOGIES,
    VISITS,
    SignalKind,
    kind_of,
)
from graph_icp.reach.surge import surges
from graph_icp.reach.watched import watched

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from graph_icp.discovery.icp import Icp
    from graph_icp.graph.store import Store

SURGING = "more activity than usual"

# By the kind of edge, who sees the signals that it tells of; of SHOWED the signal says it.
_SEEN_BY = {
    "ATTENDED": EVENTS,
    "JOINED": EVENTS,
    "USES": TECHNOLOGIES,
    "CUSTOMER_OF": COMPETITORS,
    "WORKS_AT": PEOPLE,
    "WORKED_AT": PEOPLE,
}
# By the kind of edge, what a source sees of the accounts that it names.
_SEEING = {"SHOWED": [TECHNOLOGIES, PEOPLE, COMPETITORS], **_SEEN_BY}


@dataclass(frozen=True)
class MarketIntent:
    """What the accounts of a market showed.

    Attributes
    ----------
    as_of : date
        The day to which signals have aged.
    kinds : dict of str to SignalKind
    signals : DataFrame
        Each signal: account, kind, visitor, day, what, count, and not_counted (why, "" where it
        counts).
    found : Intent
        Of the signals that count.
    accounts : Series of float
        By id the intent of all accounts: 0 of those that are watched and silent, nan of those of
        whom nobody would have told, or whose signals do not count.
    surging : Series of bool
        By id, of those with signals lately.
    weights : SignalWeights
        Those by which the kinds count.
    """

    as_of: datetime.date
    kinds: dict[str, SignalKind]
    signals: pd.DataFrame
    found: Intent
    accounts: pd.Series
    surging: pd.Series
    weights: SignalWeights

    @property
    def anybody(self) -> bool:
        """Whether some account showed something that counts."""
        return bool((self.accounts > 0).any())

    def newest(self) -> pd.Series:
        """Return the newest signal of each account whose intent is known, in words, by id.

        Such as "looked at prices on 2026-06-15", and behind it whether the account surges.
        """
        words = self._in_words(newest(self.found))
        surging = self.surging.reindex(words.index, fill_value=False).astype(bool)
        return words + np.where(surging, f"; {SURGING}", "")

    def strongest(self) -> pd.Series:
        """Return likewise the signal that counts most by its weight and age."""
        return self._in_words(strongest(self.found, self.kinds, self.as_of))

    def requests(self) -> pd.Series:
        """Return by id the day ("2026-06-15") on which each account last asked for an answer.

        Only those of the last 30 days.
        """
        days = requests(self.found, DEMO, self.as_of)
        known = days[days.index.isin(self.accounts.index[self.accounts.notna()])]
        return _day(known)

    def _in_words(self, signals: pd.DataFrame) -> pd.Series:
        if signals.empty:
            return pd.Series([], signals.index, dtype="str")
        known = signals[signals.index.isin(self.accounts.index[self.accounts > 0])]
        said = known["kind"].map({name: each.title for name, each in self.kinds.items()})
        words: pd.Series = said.astype(str) + " on " + _day(known["day"])
        return words

    def left_out(self) -> dict[str, int]:
        """Return how many signals do not count, by the reason."""
        reasons = self.signals["not_counted"]
        return {str(why): int(many) for why, many in reasons[reasons != ""].value_counts().items()}


def told_lately(strongest: str, newest: str) -> str:
    """Return the strongest and the newest signal in words: once where these are one.

    Parameters
    ----------
    strongest : str
        "asked for a demo or contact on 2026-06-11".
    newest : str
        "looked at prices on 2026-06-15; more activity than usual"; both "" for none.
    """
    return newest if newest.startswith(strongest) else f"{strongest}; {newest}"


def _day(days: pd.Series) -> pd.Series:
    text: pd.Series = days.dt.strftime("%Y-%m-%d").astype(str)
    return text


def read_intent(
    store: Store,
    accounts: pd.DataFrame,
    icp: Icp,
    as_of: datetime.date | None = None,
    *,
    apart: Collection[str] | None = None,
) -> MarketIntent:
    """Return what the accounts of a market showed.

    Parameters
    ----------
    store : Store
    accounts : DataFrame
        All accounts of the store: id, name, domain, status, industry, customer_since.
    icp : Icp
        Its weights, half-lives and own domains.
    as_of : date, optional
        Today where it is not given.
    apart : collection of str, optional
        As of `read_signals`.
    """
    day = as_of or datetime.date.today()
    weights = signal_weights(store, accounts, icp, day, apart)
    return _read(store, accounts, icp, day, weights, apart=apart)


def read_intent_of(
    store: Store,
    account: int,
    accounts: pd.DataFrame,
    icp: Icp,
    as_of: datetime.date | None = None,
    whole: Callable[[], pd.DataFrame] | None = None,
) -> MarketIntent:
    """Return what one account showed, as `read_intent` would tell it of the market.

    Parameters
    ----------
    store : Store
    account : int
        Its id.
    accounts : DataFrame
        It and all customers at least, in the columns of `read_intent`.
    icp : Icp
    as_of : date, optional
    whole : callable, optional
        As of `signal_weights`; where it is not given, the store is asked.
    """
    day = as_of or datetime.date.today()
    every = whole or (lambda: store.ask("read/accounts").to_pandas())
    weights = signal_weights(store, accounts, icp, day, whole=every)
    return _read(store, accounts, icp, day, weights, only=account)


def _read(
    store: Store,
    accounts: pd.DataFrame,
    icp: Icp,
    day: datetime.date,
    weights: SignalWeights,
    *,
    apart: Collection[str] | None = None,
    only: int | None = None,
) -> MarketIntent:
    kinds = weights.kinds
    oldest = days_before(day, 1 + FORGOTTEN * max(each.half_life for each in kinds.values()))
    reasons = reasons_of_accounts(accounts, icp.own_domains)
    covered = cache(partial(_covered, store, day, only))
    edges = store.ask("signals/edges_told").to_pandas() if only is None else covered()
    sources = _sources(store, day, kinds, None if only is None else covered())
    signals = read_signals(store, accounts, icp, oldest, day, apart, only, {*edges["kind"]})
    if only is not None:
        accounts = accounts[accounts["id"] == only]
    seen = watched(accounts["id"].to_numpy(np.int64), sources, covered, kinds, day)
    signals["not_counted"] = not_counted(signals, reasons, day)
    counting = signals[signals["not_counted"] == ""]
    found = intent(counting, kinds, day)
    ids = accounts["id"].to_numpy(np.int64)
    of_buyers = (reasons[ids] == "").to_numpy()
    shown = found.accounts.reindex(ids)
    # Views by robots alone are neither interest nor silence.
    busy = intent(signals[signals["not_counted"].isin(ROBOTS)], kinds, day).accounts
    hidden = np.isin(ids, busy.index[busy > 0])
    silent = np.where(seen & of_buyers & ~hidden, 0.0, np.nan)
    known = shown.where(seen & ~shown.isna(), pd.Series(silent, index=ids)).rename("intent")
    counts = {name for name, each in kinds.items() if each.weight > 0}
    some = found.signals[found.signals["kind"].isin(counts)]
    surging = surges(some, day, _told_since(sources, day))
    return MarketIntent(day, kinds, signals, found, known, surging, weights)


def _told_since(sources: pd.DataFrame, as_of: datetime.date) -> datetime.date:
    """Return since when signals of anybody are told: visits, where there are any."""
    visits = sources[sources["seen_by"] == VISITS]
    of_anybody = sources[sources["seen_by"].isin(OF_ANYBODY)]
    first = (visits if len(visits) else of_anybody)["first"].min()
    return as_of if pd.isna(first) else first.date()


def _sources(
    store: Store,
    as_of: datetime.date,
    kinds: dict[str, SignalKind],
    naming: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return the sources of signals: seen_by, source, newest, first.

    Of those that see only whom they name, all, or those of `naming`: seen_by, source.
    """
    told = store.ask("signals/sources", as_of=as_of).to_pandas()
    if naming is None:
        changing = store.ask("signals/sources_changing", as_of=as_of).to_pandas()
    else:
        changing = _changing(store, as_of, naming)
    told = pd.concat([told, changing], ignore_index=True)
    seen_by = [
        kinds[kind_of(signal)].seen_by if edge == "SHOWED" else _SEEN_BY[edge]
        for edge, signal in zip(told["kind"], told["signal"], strict=True)
    ]
    days = {
        each: pd.to_datetime(told[each]).astype("datetime64[us]") for each in ("newest", "first")
    }
    told = told.assign(seen_by=seen_by, **days)
    by_source = told.groupby(["seen_by", "source"], as_index=False)
    sources: pd.DataFrame = by_source.agg(newest=("newest", "max"), first=("first", "min"))
    return sources


def _changing(store: Store, as_of: datetime.date, naming: pd.DataFrame) -> pd.DataFrame:
    """Return the days of some sources' signals that are edges that change, by their kind."""
    pairs = {
        (edge, str(source))
        for seen_by, source in zip(naming["seen_by"], naming["source"], strict=True)
        for edge, by in _SEEN_BY.items()
        if by == seen_by
    }
    rows = [
        {"kind": edge, "source": source, **row}
        for edge, source in sorted(pairs)
        for row in store.ask(
            "signals/source_changing", edge=edge, source=source, as_of=as_of
        ).to_pylist()
    ]
    return pd.DataFrame(rows, columns=["kind", "source", "newest", "first"])


def newest_signal(store: Store, as_of: datetime.date) -> datetime.date | None:
    """Return the day of the newest signal of any company until a day, None where there is none."""
    told = store.ask("signals/sources", as_of=as_of).to_pylist()
    return max((row["newest"] for row in told), default=None)


def _covered(store: Store, as_of: datetime.date, only: int | None) -> pd.DataFrame:
    """Return whom sources name, as `watched` takes it, with the kinds of edges."""
    told = store.ask("read/accounts_told_of", as_of=as_of, account=only).to_pandas()
    told["seen_by"] = told["kind"].map(_SEEING)
    covered: pd.DataFrame = told.explode("seen_by")
    return covered
