"""The signals of one account: what it showed, when, and what each still counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import pandas as pd

from graph_icp.market.beside import accounts_beside
from graph_icp.market.intent.account_intent import read_intent_of
from graph_icp.market.intent.people_named import named_people, opted_out
from graph_icp.market.lookup import find_account
from graph_icp.reach.intent import SOMEBODY
from graph_icp.reach.signal_kinds import NAMES

if TYPE_CHECKING:
    import datetime

    from graph_icp.discovery.icp import Icp
    from graph_icp.graph.store import Store
    from graph_icp.market.intent.account_intent import MarketIntent

_COLUMNS = ["day", "signal", "what", "times", "person", "points", "not_counted"]


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
    intent = float(market.accounts.get(number, float("nan")))
    units = _units(market, opted_out(store))
    names = named_people(store, {unit.visitor for unit in units} - {SOMEBODY})
    points = {} if np.isnan(intent) else _points(market)
    rows = [
        (
            *(unit.day or pd.NaT, market.kinds[unit.kind].title),
            "; ".join(sorted(filter(None, whats))),
            *(round(times), names.get(unit.visitor)),
            0.0 if unit.not_counted else points.get(unit[:3], 0.0),
            unit.not_counted,
        )
        for unit, (whats, times) in sorted(units.items(), key=_by_kind)
    ]
    rows.sort(key=_newest_first)
    table = pd.DataFrame(rows, columns=_COLUMNS).astype({"times": "Int64", "points": np.float64})
    surging = bool(market.surging.get(number, False))
    return AccountSignals(about, table, intent, surging, market.as_of)


class _Unit(NamedTuple):
    """What one visitor showed of one kind on one day, or on none that is known."""

    kind: str
    visitor: int
    day: datetime.date | None
    not_counted: str


def _units(market: MarketIntent, unnamed: set[int]) -> dict[_Unit, tuple[set[str], float]]:
    """Return by unit what was shown, "" by people who are not named, and how often."""
    units: dict[_Unit, tuple[set[str], float]] = {}
    shown = market.signals
    columns = (shown[each].tolist() for each in ("kind", "visitor", "not_counted", "what", "count"))
    for day, kind, visitor, why, what, count in zip(_days(shown), *columns, strict=True):
        unit = _Unit(kind, visitor, day, why)
        whats, times = units.get(unit, (set(), 0.0))
        units[unit] = whats | {"" if visitor in unnamed else what}, times + count
    return units


def _by_kind(unit: tuple[_Unit, object]) -> tuple[int, int, str]:
    kind, visitor, _, why = unit[0]
    return NAMES.index(kind), visitor, why


def _newest_first(row: tuple[Any, ...]) -> tuple[int, float]:
    """Return the place of a row of the table: by its day, then by its points."""
    day, *_, points, _ = row
    return (0 if pd.isna(day) else -day.toordinal()), -points


def _points(market: MarketIntent) -> dict[tuple[str, int, datetime.date | None], float]:
    """Return by kind, visitor and day what signals add to intent."""
    counting = market.found.signals
    columns = (counting[each].tolist() for each in ("kind", "visitor"))
    keys = zip(*columns, _days(counting), strict=True)
    return dict(zip(keys, counting["points"].tolist(), strict=True))


def _days(signals: pd.DataFrame) -> list[datetime.date | None]:
    return [None if pd.isna(day) else day.date() for day in signals["day"].tolist()]
