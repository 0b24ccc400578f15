"""Intent: what accounts showed lately, 0 to 100, split into what each signal adds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from graph_icp.rounding import reaches

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from graph_icp.reach.signal_kinds import SignalKind

# The visitor of a signal of whom nothing is known.
SOMEBODY = -1
# What a kind adds to intent no longer grows beyond as much as this many signals of today.
ENOUGH = 2.5
# Of one visitor's signals on one day, those beyond these add nothing.
_MOST_A_DAY = 9
# The strength at which intent is 50.
_HALF = 50.0
# After so many half-lives a signal counts nothing.
FORGOTTEN = 10
# For so many days a request waits for an answer.
WAITING = 30


@dataclass(frozen=True)
class Intent:
    """What accounts showed, and what each signal still adds to their intent.

    Attributes
    ----------
    signals : DataFrame
        One row for what one visitor showed of one kind on one day: account, kind, visitor, day,
        count, points. An account's points add up to its intent.
    kinds : DataFrame
        account, kind, strength (the weight times how much of it there is), points.
    accounts : Series of float
        The intent of each account with signals that count, 0 to 100, by its id.
    """

    signals: pd.DataFrame
    kinds: pd.DataFrame
    accounts: pd.Series


def intent(signals: pd.DataFrame, kinds: Mapping[str, SignalKind], as_of: datetime.date) -> Intent:
    """Return the intent of accounts.

    One visitor's signals of one kind and day count as the square root of their number, up to 9;
    they halve with each half-life, and a kind is full at as much as 2.5 signals of today. With the
    sum R of weight times that, intent is 100 (1 - 2^(-R/50)).

    Parameters
    ----------
    signals : DataFrame
        account, kind, visitor (a person's id, SOMEBODY where unknown), day (datetime64), count.
        None is later than `as_of`.
    kinds : mapping of str to SignalKind
    as_of : date
        The day to which ages are counted.
    """
    if signals.empty:
        return _nothing(signals)
    daily = pd.DataFrame(
        signals.groupby(["account", "kind", "visitor", "day"], as_index=False, observed=True)[
            "count"
        ]
        .sum()
        .reset_index(drop=True)
    )
    lives = _age(daily, kinds, as_of)
    count = daily["count"].to_numpy(np.float64)
    amount = np.where(lives > FORGOTTEN, 0.0, amount_of_day(count) * np.exp2(-lives))
    return _split(daily.assign(amount=amount), kinds)


def _nothing(signals: pd.DataFrame) -> Intent:
    """Return the intent of nobody, of no signals."""
    none = signals[["account", "kind", "visitor", "day", "count"]].assign(points=0.0)
    kinds = none[["account", "kind"]].assign(strength=0.0, points=0.0)
    return Intent(none, kinds, none.set_index("account")["points"].rename("intent"))


def _age(
    signals: pd.DataFrame, kinds: Mapping[str, SignalKind], as_of: datetime.date
) -> NDArray[np.float64]:
    """Return the ages of signals in half-lives of their kinds."""
    half_lives = _of_kinds(signals["kind"], {name: each.half_life for name, each in kinds.items()})
    days = (pd.Timestamp(as_of) - signals["day"]).dt.days
    return np.asarray(days / half_lives, dtype=np.float64)


def amount_of_day(count: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how much a visitor's signals of one kind and day are, by their number."""
    amount: NDArray[np.float64] = np.sqrt(np.minimum(count, _MOST_A_DAY))
    return amount


def _split(daily: pd.DataFrame, kinds: Mapping[str, SignalKind]) -> Intent:
    """Return intents, and the points of each kind, visitor and day in proportion to amounts."""
    groups = daily.groupby(["account", "kind"], as_index=False, observed=True)
    by_kind, of_kind = pd.DataFrame(groups["amount"].sum()), groups.ngroup().to_numpy()
    weight = _of_kinds(by_kind["kind"], {name: each.weight for name, each in kinds.items()})
    by_kind["strength"] = weight * by_kind["amount"].clip(upper=ENOUGH)
    strength = by_kind.groupby("account")["strength"].sum()
    of_account: pd.Series = 100 * (1 - np.exp2(-strength / _HALF))
    share = by_kind["strength"] / by_kind["account"].map(strength)
    by_kind["points"] = (by_kind["account"].map(of_account) * share).fillna(0.0)
    amount, points = (by_kind[each].to_numpy()[of_kind] for each in ("amount", "points"))
    part = (daily["amount"] / amount).fillna(0.0)
    signals = daily.drop(columns="amount").assign(points=points * part)
    kept = by_kind[["account", "kind", "strength", "points"]]
    return Intent(signals, kept, of_account.rename("intent"))


def _of_kinds(names: pd.Series, values: Mapping[str, float]) -> pd.Series:
    return names.map(values).astype(np.float64)


def newest(found: Intent) -> pd.DataFrame:
    """Return each account's newest signal that counts, of those of a day the best.

    That is one which adds a point; of an account whose signals add one only together, any that
    adds something.

    Returns
    -------
    DataFrame
        By account: kind, day.
    """
    return _first(_counting(found), ["day", "points"])


def strongest(found: Intent, kinds: Mapping[str, SignalKind], as_of: datetime.date) -> pd.DataFrame:
    """Return each account's strongest signal that counts, of equal ones the newest.

    That is the one which counts most by its kind's weight and its age, however often it was shown,
    of those of which `newest` takes one.

    Returns
    -------
    DataFrame
        By account: kind, day.
    """
    counting = _counting(found)
    if counting.empty:
        return _first(counting, ["day", "points"])
    weights = _of_kinds(counting["kind"], {name: each.weight for name, each in kinds.items()})
    lives = _age(counting, kinds, as_of)
    return _first(counting.assign(worth=weights * np.exp2(-lives)), ["worth", "day", "points"])


def requests(found: Intent, kind: str, as_of: datetime.date) -> pd.Series:
    """Return the newest day of a kind of signal by account, of those of the last 30 days.

    Parameters
    ----------
    found : Intent
    kind : str
        That of requests.
    as_of : date
        The last of the days.
    """
    asked = found.signals[found.signals["kind"] == kind]
    age = (pd.Timestamp(as_of) - asked["day"]).dt.days
    latest: pd.Series = asked[age < WAITING].groupby("account")["day"].max()
    return latest


def _counting(found: Intent) -> pd.DataFrame:
    """Return the signals that add a point, and of accounts where none does though all do, all."""
    if found.signals.empty:
        return found.signals
    points = found.signals["points"]
    most = points.groupby(found.signals["account"]).transform("max")
    together = reaches(found.signals["account"].map(found.accounts), 1)
    return found.signals[(points >= 1) | ((most < 1) & together & (points > 0))]


def _first(signals: pd.DataFrame, by: list[str]) -> pd.DataFrame:
    """Return kind and day of each account's signal that has most of some columns."""
    ascending = [*[False] * len(by), True]
    order = signals.sort_values([*by, "kind"], ascending=ascending)
    return order.drop_duplicates("account").set_index("account")[["kind", "day"]]
