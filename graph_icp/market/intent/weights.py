"""The weights of signals: the default ones, those that deals taught, and those of icp.toml."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from graph_icp.market.intent.read_signals import days_before, read_signals
from graph_icp.reach.learned_weights import NEEDED, LearnedWeights, learned_weights
from graph_icp.reach.not_counted import not_counted, reasons_of_accounts
from graph_icp.reach.signal_kinds import NAMES, TECHNOLOGY_ADDED, SignalKind, signal_kinds
from graph_icp.reach.weekly_cuts import OLDEST, History

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Collection

    from graph_icp.discovery.icp import Icp
    from graph_icp.graph.store import Store

_EPOCH = pd.Timestamp("1970-01-01")
_OF_CUSTOMERS = "of customers"
_BEFORE_ALL = -1.0


@dataclass(frozen=True)
class SignalWeights:
    """The weights of signals.

    Attributes
    ----------
    kinds : dict of str to SignalKind
        Those that count: what icp.toml says, else what was learned where that is not worse.
    learned : LearnedWeights
    said : str
        By which weights intent is told: "by weights learned from 41 won deals".
    """

    kinds: dict[str, SignalKind]
    learned: LearnedWeights
    said: str

    def table(self) -> pd.DataFrame:
        """Return the kinds of signal with what counts, beside the default and the learned ones.

        Columns: signal (in words), kind, weight, half_life (days), and both as default_ and
        learned_, these empty where too few deals teach.
        """
        default = signal_kinds({}, {})
        taught = self.learned.kinds if self.learned.deals >= NEEDED else {}
        rows = [
            (each.title, name, each.weight, each.half_life, usual.weight, usual.half_life)
            for (name, each), usual in zip(self.kinds.items(), default.values(), strict=True)
        ]
        pair = ("weight", "half_life")
        columns = ["signal", "kind", *pair, *(f"default_{each}" for each in pair)]
        table = pd.DataFrame(rows, columns=columns)
        for each in pair:
            values = [getattr(taught[name], each) if taught else np.nan for name in self.kinds]
            table[f"learned_{each}"] = np.array(values, dtype=np.float64)
        return table


def signal_weights(
    store: Store,
    accounts: pd.DataFrame,
    icp: Icp,
    as_of: datetime.date,
    apart: Collection[str] | None = None,
    whole: Callable[[], pd.DataFrame] | None = None,
) -> SignalWeights:
    """Return the weights of signals, learned from what was known on a day.

    Parameters
    ----------
    store : Store
    accounts : DataFrame
        As of `read_intent`; the customers at least, where `whole` gives all.
    icp : Icp
    as_of : date
    apart : collection of str, optional
        As of `read_signals`.
    whole : callable, optional
        Gives all accounts; they are read only where deals teach.
    """
    learned = _learned(store, accounts, icp, as_of, apart, whole)
    base = learned.kinds if learned.counts else signal_kinds({}, {})
    kinds = signal_kinds(icp.signal_weights, icp.signal_half_lives, base)
    own = bool(icp.signal_weights or icp.signal_half_lives)
    return SignalWeights(kinds, learned, learned.said() + (", and icp.toml's" if own else ""))


def _learned(
    store: Store,
    accounts: pd.DataFrame,
    icp: Icp,
    as_of: datetime.date,
    apart: Collection[str] | None,
    whole: Callable[[], pd.DataFrame] | None,
) -> LearnedWeights:
    default, bought = signal_kinds({}, {}), _bought(accounts)
    deals = _deals(store, as_of, bought)
    won = int(deals["won"].sum())
    if won < NEEDED:
        return LearnedWeights(default, won)
    accounts = whole() if whole else accounts
    reasons = reasons_of_accounts(accounts, icp.own_domains)
    # What customers showed before they were customers teaches most.
    reasons = reasons.where(reasons != _OF_CUSTOMERS, "")
    since = days_before(as_of, OLDEST)
    signals = read_signals(store, accounts, icp, since, as_of, apart)
    signals = signals[not_counted(signals, reasons, as_of) == ""]
    # Which technologies set customers apart was learned from those who bought.
    signals = signals[signals["kind"] != TECHNOLOGY_ADDED]
    unit = ["account", "kind", "visitor", "day"]
    daily = signals.groupby(unit, as_index=False, observed=True)["count"].sum()
    told = daily.assign(kind=pd.Categorical(daily["kind"], NAMES).codes, day=_number(daily["day"]))
    unknown = ~bought.index.isin(deals.loc[deals["won"], "account"]) & bought.isna()
    since_when = bought.mask(unknown, _BEFORE_ALL).dropna()
    # By their places in the order of keys, the same are drawn whatever ids a store gave.
    place = pd.Series(np.arange(len(accounts)), index=accounts["id"])
    told, deals = (each.assign(account=each["account"].map(place)) for each in (told, deals))
    history = History(
        told.sort_values(["account", "kind", "day", "count"], ignore_index=True),
        deals,
        since_when.set_axis(place[since_when.index].to_numpy()),
        int((reasons == "").sum()),
    )
    return learned_weights(history, default, (pd.Timestamp(as_of) - _EPOCH).days)


def _bought(accounts: pd.DataFrame) -> pd.Series:
    """Return by id since when each customer is one, as a number of days."""
    customers = accounts[accounts["status"] == "customer"]
    days = _number(pd.to_datetime(customers["customer_since"]))
    return pd.Series(days.to_numpy(), index=customers["id"].to_numpy(np.int64))


def _deals(store: Store, as_of: datetime.date, bought: pd.Series) -> pd.DataFrame:
    """Return the deals with a day of opening as they were known on a day.

    Those that opened after they were closed or after the day, or with who was a customer, are left
    out.
    """
    told = store.ask("signals/deals_opened").to_pandas()
    opened, closed = (_number(pd.to_datetime(told[each])) for each in ("opened", "closed"))
    today = (pd.Timestamp(as_of) - _EPOCH).days
    ended = told["outcome"].isin(["won", "lost"]) & ~(closed > today)
    deals = pd.DataFrame(
        {
            "account": told["account"].astype(np.int64),
            "opened": opened,
            "closed": closed.where(ended),
            "won": ended & (told["outcome"] == "won"),
        }
    )
    wrong = (opened > today) | (deals["closed"] < opened)
    again = opened > told["account"].map(bought)
    kept: pd.DataFrame = deals[~wrong & ~again].reset_index(drop=True)
    return kept


def _number(days: pd.Series) -> pd.Series:
    """Return days as numbers, nan where there is none."""
    number: pd.Series = (days - _EPOCH) / pd.Timedelta(days=1)
    return number.astype(np.float64)
