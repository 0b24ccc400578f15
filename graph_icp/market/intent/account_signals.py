"""The signals of one account: what it showed, when, and what each still counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from graph_icp.market.beside import accounts_beside
from graph_icp.market.intent.account_intent import read_intent_of
from graph_icp.market.intent.people_named import named_people, opted_out
from graph_icp.market.lookup import find_account
from graph_icp.reach.intent import SOMEBODY

if TYPE_CHECKING:
    import datetime

    from graph_icp.discovery.icp import Icp
    from graph_icp.graph.store import Store
    from graph_icp.market.intent.account_intent import MarketIntent

_UNIT = ["kind", "visitor", "day", "not_counted"]


@dataclass(frozen=True)
class AccountSignals:
    """The signals of one account.

    Attributes
    ----------
    account : dict
        As `lookup.find_account` gives it.
    table : DataFrame
        Newest first, one row for what one visitor showed of one kind on one day: day, signal (in
        words), what (pages, topics, an event ...), times, person (where known), points (what it
        still adds to intent; they add up to it), not_counted (why it does not count).
    intent : float
        0 to 100; nan where nothing would have told of the account, or its signals do not count.
    surging : bool
        Whether it shows far more activity than usual.
    as_of : date
        The day to which signals have aged.
    """

    account: dict[str, object]
    table: pd.DataFrame
    intent: float
    surging: bool
    as_of: datetime.date


def account_signals(
    store: Store, account: str, icp: Icp, as_of: datetime.date | None
) -> AccountSignals:
    """Return what an account showed; see `Signals`."""
    about = find_account(store, account)
    number = int(str(about["id"]))
    market = read_intent_of(store, number, accounts_beside(store, [number]), icp, as_of)
    return signals_of(store, about, market)


def signals_of(store: Store, about: dict[str, object], market: MarketIntent) -> AccountSignals:
    """Return what an account showed, of whom alone `read_intent_of` read."""
    number = int(str(about["id"]))
    points = market.found.signals
    shown = market.signals.copy()
    shown.loc[shown["visitor"].isin(opted_out(store)), "what"] = ""
    units = shown.groupby(_UNIT, as_index=False, dropna=False, observed=True).agg(
        what=("what", lambda each: "; ".join(sorted(filter(None, set(each))))),
        times=("count", "sum"),
    )
    told = units.merge(points[["kind", "visitor", "day", "points"]], how="left")
    intent = float(market.accounts.get(number, float("nan")))
    told.loc[(told["not_counted"] != "") | np.isnan(intent), "points"] = 0.0
    names = named_people(store, told["visitor"][told["visitor"] != SOMEBODY])
    table = pd.DataFrame(
        {
            "day": told["day"].dt.date,
            "signal": told["kind"].map({name: each.title for name, each in market.kinds.items()}),
            "what": told["what"],
            "times": told["times"].round().astype("Int64"),
            "person": told["visitor"].map(names),
            "points": told["points"].fillna(0.0),
            "not_counted": told["not_counted"],
        }
    ).sort_values(["day", "points", "signal"], ascending=[False, False, True], na_position="last")
    surging = bool(market.surging.get(number, False))
    return AccountSignals(about, table.reset_index(drop=True), intent, surging, market.as_of)
