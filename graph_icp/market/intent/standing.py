"""How accounts stand beside fit: intent, reach, and the priority that all three make."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from graph_icp.discovery.ranking.filters import one_of
from graph_icp.discovery.ranking.tiers import BAD, BEST, GOOD
from graph_icp.errors import RankingError
from graph_icp.market.intent.account_intent import read_intent
from graph_icp.market.reach.reach_of import reach_of
from graph_icp.reach.priority import PriorityWeights, cells, levels, priority

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator
    from typing import Any

    import pandas as pd
    from numpy.typing import NDArray

    from graph_icp.discovery.icp import Icp
    from graph_icp.graph.store import Store
    from graph_icp.market.discover_options import DiscoverOptions

    Places = NDArray[np.intp]
    Vector = NDArray[np.float64]

LETTERS = {BEST: "A", GOOD: "B", BAD: "C"}
COLUMNS = ("reach", "intent", "priority", "cell", "door", "strongest_signal", "newest_signal")
# What those are that filters of intent leave out.
WITHOUT_REQUEST, OTHER_INTENT = "without a request", "of another intent"


@dataclass(frozen=True)
class Standing:
    """How the accounts of a graph stand beside fit, each by position.

    Attributes
    ----------
    intent, reach : array of float
        0 to 100; nan where unknown.
    newest, strongest : array of str
        The newest signal in words, and the one that counts most by weight and age, "" for none.
    requests : array of bool
        Which asked for a demo or contact in the last 30 days.
    weights : PriorityWeights
    left_out : dict of str to int
        How many signals do not count, by the reason.
    weighed : str
        By which weights intent is told, "" where there is none.
    ranked : array of bool
        Which accounts are ranked.
    """

    intent: Vector
    reach: Vector
    newest: NDArray[np.object_]
    strongest: NDArray[np.object_]
    requests: NDArray[np.bool_]
    weights: PriorityWeights
    left_out: dict[str, int]
    weighed: str
    ranked: NDArray[np.bool_]

    @property
    def known(self) -> bool:
        """Whether a ranked account showed something, or somebody could introduce us to one."""
        return bool((((self.intent > 0) | (self.reach > 0)) & self.ranked).any())

    def among(self, ranked: Places) -> Standing:
        """Return it where the accounts at some positions alone are ranked."""
        mask = np.zeros(len(self.intent), dtype=bool)
        mask[ranked] = True
        return replace(self, ranked=mask)

    def let_through(self, options: DiscoverOptions) -> Iterator[tuple[str, NDArray[np.bool_]]]:
        """Give the accounts that the filters of intent and reach let through; see `let_through`.

        Raises
        ------
        RankingError
            If doors are asked for and nobody's acquaintances are known.
        """
        if options.intent:
            yield OTHER_INTENT, np.isin(levels(self.intent), options.intent)
        if options.filters.requests:
            yield WITHOUT_REQUEST, self.requests
        if options.filters.has_door:
            if np.isnan(self.reach).all():
                raise RankingError(
                    "No file of a colleague is loaded, so no doors are known. Load the "
                    "Connections.csv that LinkedIn gives them: graph-icp load Connections.csv "
                    '--owner "Ann Lee".'
                )
            yield "without a door", self.reach > 0

    def ordered_by(self, options: DiscoverOptions) -> str:
        """Return by what a list is ordered: "fit", "intent", "reach" or "priority"."""
        return (options.sort or "priority") if self.known else "fit"

    def arranged(
        self,
        places: Places,
        matching: NDArray[np.bool_],
        fit: Vector,
        tiers: NDArray[np.object_],
        options: DiscoverOptions,
    ) -> Places:
        """Return which of some positions a list shows, in its order.

        By all but fit, these are of Good fit or better unless other filters ask for more (that for
        requests does): low fit is not made hot by clicks. Equal ones, and those of whom it is
        unknown, stay in the order of their fit.

        Parameters
        ----------
        places : array of int
            Positions of accounts, the best fit first.
        matching : array of bool
            Which of them the filters let through.
        fit, tiers : array
            Of all accounts, by position.
        options : DiscoverOptions
        """
        by, filters = self.ordered_by(options), options.filters
        if by == "fit":
            return np.flatnonzero(matching)
        if not (filters.tiers or filters.requests) and filters.min_fit is None:
            matching = matching & one_of(tiers[places], (BEST, GOOD))
        shown = np.flatnonzero(matching)
        values = {"intent": self.intent, "reach": self.reach}
        value = values.get(by, priority(fit, self.intent, self.reach, self.weights))
        ordered = np.nan_to_num(value[places[shown]], nan=-1.0)
        return shown[np.argsort(-ordered, kind="stable")]

    def added_to(self, table: pd.DataFrame, places: Places) -> pd.DataFrame:
        """Return a list of the accounts at some positions with COLUMNS behind their tier.

        They are empty where nothing is known of any account that is ranked. So is door, which
        follows from the whole list; see `doors.door_lines`.
        """
        before = list(table.columns[: table.columns.tolist().index("tier") + 1])
        mine: dict[str, Any] = self._columns(table, places) if self.known else {}
        added = table.assign(**{name: mine.get(name) for name in COLUMNS})
        return added[[*before, *COLUMNS, *(each for each in table if each not in before)]]

    def _columns(self, table: pd.DataFrame, places: Places) -> dict[str, Any]:
        fit, intent, reach = table["fit"].to_numpy(), self.intent[places], self.reach[places]
        return {
            "reach": reach,
            "intent": intent,
            "priority": priority(fit, intent, reach, self.weights),
            "cell": cells(table["tier"].to_numpy(), intent, LETTERS),
            "strongest_signal": self.strongest[places],
            "newest_signal": self.newest[places],
        }


def read_standing(
    store: Store, accounts: pd.DataFrame, icp: Icp, as_of: datetime.date | None
) -> Standing:
    """Return how the accounts of a store stand; see `read_intent`."""
    market = read_intent(store, accounts, icp, as_of)
    ids = accounts["id"].to_numpy(np.int64)
    reached = reach_of(store, ids, market.as_of, icp.personas)
    newest, strongest = (
        words.reindex(ids).fillna("").to_numpy(dtype=object)
        for words in (market.newest(), market.strongest())
    )
    return Standing(
        market.accounts.to_numpy(np.float64),
        reached["reach"].to_numpy(np.float64),
        newest,
        strongest,
        np.isin(ids, market.requests().index),
        replace(PriorityWeights(), **icp.priority_weights),
        market.left_out(),
        market.weights.said if market.anybody else "",
        np.ones(len(ids), dtype=bool),
    )
