"""How one account stands beside fit: its priority, what makes it, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from graph_icp.market.intent.account_intent import read_intent
from graph_icp.market.intent.standing import LETTERS
from graph_icp.market.reach.reach_of import reach_of
from graph_icp.reach.priority import PriorityWeights, cells, next_step, priority_parts

if TYPE_CHECKING:
    import datetime

    from graph_icp.discovery.icp import Icp
    from graph_icp.graph.store import Store


@dataclass(frozen=True)
class AccountStanding:
    """How one account stands.

    Attributes
    ----------
    intent, reach : float
        0 to 100; nan where unknown.
    parts : dict of str to float
        What fit, intent and reach add to its priority.
    signals : DataFrame
        What each kind of signal adds to its intent, the most first: signal (in words), points.
    door, newest_signal : str
        The best path and the newest signal in words, "" for none.
    cell : str
        "A1" to "C3", "A-"; "" where the tier says neither.
    next_step : str
        What to do next in words, "" where nothing is known of intent and reach.
    """

    intent: float
    reach: float
    parts: dict[str, float]
    signals: pd.DataFrame
    door: str
    newest_signal: str
    cell: str
    next_step: str

    @property
    def priority(self) -> float:
        """Fit, and what intent and reach add."""
        return sum(self.parts.values())

    @property
    def known(self) -> bool:
        """Whether its intent or its reach is known."""
        return not (np.isnan(self.intent) and np.isnan(self.reach))


def account_standing(
    store: Store, account: int, fit: float, tier: str, icp: Icp, as_of: datetime.date | None
) -> AccountStanding:
    """Return how the account of an id, a fit and a tier stands on a day; see `read_intent`."""
    accounts = store.ask("read/accounts").to_pandas()
    market = read_intent(store, accounts, icp, as_of, only=account)
    intent = np.array([market.accounts[account]], dtype=np.float64)
    [reached] = reach_of(store, np.array([account]), market.as_of).itertuples(index=False)
    reach = np.array([reached.reach], dtype=np.float64)
    weights = replace(PriorityWeights(), **icp.priority_weights)
    parts = priority_parts(np.array([fit]), intent, reach, weights)
    [cell] = cells(np.array([tier], dtype=object), intent, LETTERS)
    newest = str(market.newest().get(account, ""))
    kinds = market.found.kinds
    mine = kinds[(kinds["points"] > 0) & ~np.isnan(intent[0])]
    titles = {name: each.title for name, each in market.kinds.items()}
    signals = pd.DataFrame({"signal": mine["kind"].map(titles), "points": mine["points"]})
    door = str(reached.door)
    known = not np.isnan([intent[0], reach[0]]).all()
    return AccountStanding(
        float(intent[0]),
        float(reach[0]),
        {name: float(each[0]) for name, each in parts.items()},
        signals.sort_values("points", ascending=False, kind="stable").reset_index(drop=True),
        door,
        newest,
        cell,
        next_step(cell, float(reach[0]), door, newest) if known else "",
    )
