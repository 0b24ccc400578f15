"""What changed from one list to another: who is new, rose, fell or is gone, by tiers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from graph_icp.discovery.ranking.tiers import BEST, DISQUALIFIED, GOOD, TIERS

if TYPE_CHECKING:
    from numpy.typing import NDArray

NEW_BEST, RISEN, NEW, FALLEN, GONE = "new Best fit", "risen", "new", "fallen", "gone"
CHANGES = (NEW_BEST, RISEN, NEW, FALLEN, GONE)
COLUMNS = (
    *("change", "account", "domain", "tier_before", "tier", "fit_before", "fit"),
    *("rank_before", "rank", "moved_by", "key"),
)


@dataclass(frozen=True)
class Changes:
    """What changed from one list to another.

    Attributes
    ----------
    table : DataFrame
        change (one of CHANGES), account, domain, tier_before, tier ("" where it is not in the
        list), fit_before, fit, rank_before, rank (missing likewise), moved_by (what moved it most,
        "" between files), key ("" where a file has none): in the order of CHANGES, the best first.
    before, now : str
        What the lists are, in words: "run 3 of 2026-11-23", "old.csv".
    others : int
        How many more changed that are below Good fit in both, and not in the table.
    remark : str
        What to know of the lists, "" for nothing: which rows and columns were not compared.
    """

    table: pd.DataFrame
    before: str
    now: str
    others: int = 0
    remark: str = ""

    def counts(self) -> dict[str, int]:
        """Return how many companies changed how, without those of which there are none."""
        found = self.table["change"].value_counts()
        return {each: int(found[each]) for each in CHANGES if each in found.index}

    @property
    def summary(self) -> str:
        """How many changed how, and from which list to which, in a sentence."""
        words = [_counted(many, change) for change, many in self.counts().items()]
        between = f"from {self.before} to {self.now}"
        return f"{', '.join(words)}, {between}." if words else f"Nothing changed {between}."


def _counted(many: int, change: str) -> str:
    """Return "7 new Best fits", "2 risen"."""
    return f"{many:,} {change}" + ("s" if change.endswith("fit") and many != 1 else "")


def change_of(
    before: NDArray[np.object_],
    now: NDArray[np.object_],
    was: NDArray[np.bool_],
    stands: NDArray[np.bool_],
) -> NDArray[np.object_]:
    """Return how companies changed, "" for those that did not.

    Parameters
    ----------
    before, now : array of str
        Their tiers.
    was, stands : array of bool
        Whether they were in the list before, and are in it now.
    """
    order = {tier: place for place, tier in enumerate(TIERS)}
    last = len(TIERS)
    one = np.array([order.get(each, last) for each in before])
    other = np.array([order.get(each, last) for each in now])
    return np.select(
        [
            stands & (now == BEST) & ~(was & (before == BEST)),
            stands & ~was,
            was & ~stands,
            stands & (other < one),
            stands & (other > one),
        ],
        [NEW_BEST, NEW, GONE, RISEN, FALLEN],
        "",
    ).astype(object)


def worth_telling(table: pd.DataFrame) -> NDArray[np.bool_]:
    """Return which changes are of Good fit or better before or now, or of lists without tiers."""
    tiers = table[["tier_before", "tier"]].replace(DISQUALIFIED, "")
    told = tiers.isin([BEST, GOOD]).any(axis=1) | (tiers == "").all(axis=1)
    return told.to_numpy(dtype=bool)


def in_order(table: pd.DataFrame) -> pd.DataFrame:
    """Return changes with their columns, in the order of CHANGES, the best first."""
    best = table["fit"].fillna(table["fit_before"]).astype(float)
    by = pd.DataFrame(
        {
            "change": table["change"].map(CHANGES.index),
            "fit": -best,
            "rank": table["rank"].fillna(table["rank_before"]).astype(float),
        }
    )
    ordered = table.loc[by.sort_values([*by], kind="stable").index, [*COLUMNS]]
    ranks = {"rank": "Int64", "rank_before": "Int64"}
    return ordered.astype(ranks).reset_index(drop=True)
