"""How one account stands beside fit: its priority, what makes it, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from graph_icp.discovery.ranking.tiers import BAD, DISQUALIFIED, INSUFFICIENT
from graph_icp.market.intent.account_intent import told_lately
from graph_icp.market.intent.standing import LETTERS
from graph_icp.reach.priority import (
    PriorityWeights,
    Request,
    cells,
    next_step,
    priority_parts,
    together,
)

if TYPE_CHECKING:
    from graph_icp.discovery.icp import Icp
    from graph_icp.market.intent.account_intent import MarketIntent
    from graph_icp.market.reach.account_paths import AccountPaths

# What speaks against the accounts of a tier.
_THOUGH = {
    BAD: "it is unlike your customers",
    INSUFFICIENT: "little is known of it",
    DISQUALIFIED: "a rule of icp.toml rules it out",
}


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
        The best path over people who may be asked now, and the newest signal, in words, "" for
        none.
    cell : str
        "A1" to "C3", "A-"; "" where the tier says neither.
    next_step : str
        What to do next in words, "" for a customer, and where nothing is known of intent and reach.
    strongest_signal : str
        The one that counts most by its weight and age, in words, "" for none.
    """

    intent: float
    reach: float
    parts: dict[str, float]
    signals: pd.DataFrame
    door: str
    newest_signal: str
    cell: str
    next_step: str
    strongest_signal: str = ""

    @property
    def priority(self) -> float:
        """Fit, and what intent and reach add."""
        return float(together({name: np.array([adds]) for name, adds in self.parts.items()})[0])

    @property
    def shown(self) -> str:
        """What it showed lately: the strongest and the newest signal in words, "" for none."""
        return told_lately(self.strongest_signal, self.newest_signal)

    @property
    def known(self) -> bool:
        """Whether its intent or its reach is known."""
        return not (np.isnan(self.intent) and np.isnan(self.reach))


def account_standing(
    market: MarketIntent, paths: AccountPaths, fit: float, tier: str, icp: Icp
) -> AccountStanding:
    """Return how an account of a fit and a tier stands.

    Parameters
    ----------
    market : MarketIntent
        What this account alone showed.
    paths : AccountPaths
        The ways into it.
    fit : float
    tier : str
    icp : Icp
    """
    account = int(str(paths.account["id"]))
    intent = np.array([market.accounts[account]], dtype=np.float64)
    reach = np.array([paths.reach], dtype=np.float64)
    weights = replace(PriorityWeights(), **icp.priority_weights)
    parts = priority_parts(np.array([fit]), intent, reach, weights)
    [cell] = cells(np.array([tier], dtype=object), intent, LETTERS)
    newest = strongest = ""
    if intent[0] > 0:
        newest, strongest = (
            str(words.get(account, "")) for words in (market.newest(), market.strongest())
        )
    day = market.requests().get(account)
    request = None if day is None else Request(str(day), _THOUGH.get(tier, ""))
    kinds = market.found.kinds
    mine = kinds[(kinds["points"] > 0) & ~np.isnan(intent[0])]
    titles = {name: each.title for name, each in market.kinds.items()}
    signals = pd.DataFrame({"signal": mine["kind"].map(titles), "points": mine["points"]})
    known = not np.isnan([intent[0], reach[0]]).all()
    return AccountStanding(
        float(intent[0]),
        paths.reach,
        {name: float(each[0]) for name, each in parts.items()},
        signals.sort_values("points", ascending=False, kind="stable").reset_index(drop=True),
        str(paths.door or ""),
        newest,
        cell,
        next_step(
            *(cell, paths.reach, paths.door, told_lately(strongest, newest)),
            request=request,
            almost=paths.almost,
        )
        if known and paths.account["status"] != "customer"
        else "",
        strongest,
    )
