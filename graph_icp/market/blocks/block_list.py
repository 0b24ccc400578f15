"""The list of a ranking in blocks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from graph_icp.discovery.health.list_health import health

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from graph_icp.discovery.left_out import LeftOut
    from graph_icp.discovery.ranking.ranking import Ranking


@dataclass(frozen=True)
class BlockList:
    """Companies to sell to next, best first.

    Attributes
    ----------
    table : DataFrame
        As of `ranking.listed`: rank, account, domain, fit, tier, coverage, status, industry,
        country, size, employees, owner, customers_it_resembles, why, disqualified_by, points, key.
    ranking : Ranking
        Of all accounts; its links cannot be asked for any longer.
    order : array of int
        The positions of all that are ranked, best first.
    matching : int
        How many of these the filters let through.
    left_out : tuple of LeftOut
        Traits and relations that did not count, and why.
    warnings : tuple of str
    """

    table: pd.DataFrame
    ranking: Ranking
    order: NDArray[np.intp]
    matching: int
    left_out: tuple[LeftOut, ...]
    warnings: tuple[str, ...]

    @property
    def everyone(self) -> pd.DataFrame:
        """All accounts, as a warehouse takes them.

        key, account (name), fit (0 to 100, missing where nothing is known), tier, rank (missing
        where it is not ranked), points; and of those in the list customers_it_resembles and why.
        """
        ranking = self.ranking
        ranks = np.full(len(ranking.points), np.nan)
        ranks[self.order] = np.arange(1.0, len(self.order) + 1)
        accounts = pd.DataFrame(
            {
                "key": ranking.graph.accounts["key"],
                "account": ranking.graph.accounts["name"],
                "fit": ranking.fits,
                "tier": ranking.tiers,
                "rank": pd.Series(ranks).astype("Int64"),
                "points": np.where(ranking.known, ranking.points, np.nan),
            }
        )
        told = self.table[["key", "customers_it_resembles", "why"]]
        return accounts.merge(told, on="key", how="left")

    @property
    def shares(self) -> dict[str, float]:
        """What each relation counts; they add up to 1."""
        return {each.relation: each.share for each in self.ranking.fit.relations}

    @property
    def health(self) -> list[str]:
        """What to know before believing it, but for traits that give the answer away."""
        return health(self.ranking, self.order)
