"""The customers of competitors on a day, as a pool to research and to win."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from graph_icp.discovery.competitors.states import STATES, states
from graph_icp.discovery.ranking.tiers import TIERS
from graph_icp.market.competitors.told import read_told
from graph_icp.market.lists.status_words import statuses_counted
from graph_icp.name_order import without_case

if TYPE_CHECKING:
    import datetime

    from graph_icp.graph.store import Store
    from graph_icp.market.competitors.names import CompetitorNames
    from graph_icp.market.competitors.told import Told

NOT_RANKED = "not ranked"
COLUMNS = (
    *("account", "domain", "competitor", "state", "tier", "fit", "contract_end", "satisfaction"),
    *("problems", "use_case", "buyers", "since", "until", "evidence", "link", "note", "source"),
    *("source_day", "status", "country", "key"),
)
_MAY_BE_EMPTY = ("disqualified", "insufficient_data", "not_ranked")
_DAYS = ("contract_end", "since", "until", "source_day")
_NAMES = {
    "name": "account",
    "problem": "problems",
    "use case": "use_case",
    "buyer": "buyers",
    "day": "source_day",
}


@dataclass(frozen=True)
class Pool:
    """The prospects and open deals that are, were or may become customers of competitors.

    Attributes
    ----------
    table : DataFrame
        account, domain, competitor (names), state, tier (NOT_RANKED where the last run has none,
        None where there is no run), fit, contract_end, satisfaction, problems, use_case, buyers,
        since, until, evidence, link, note, source, source_day, status, country, key; by state, the
        best fit first.
    run : int
        The last run of `discover`; 0 where there is none.
    left_out : mapping of str to int
        How many accounts of another status are not in it, by their status.
    unused : tuple of str
        Technologies of icp.toml that no account uses or used.
    """

    table: pd.DataFrame
    run: int
    left_out: dict[str, int]
    unused: tuple[str, ...]

    @property
    def sentences(self) -> list[str]:
        """Who is not in it, and that there are no tiers where nothing is ranked."""
        said = []
        if self.left_out:
            said.append(f"Not listed for what they are to you: {statuses_counted(self.left_out)}.")
        if not self.run and len(self.table):
            said.append("There are no tiers yet; 'graph-icp discover' makes them.")
        return said

    @property
    def warnings(self) -> list[str]:
        """What to correct in icp.toml."""
        if not self.unused:
            return []
        return [f"[competitors] in icp.toml: no account uses {', '.join(self.unused[:10])}."]

    @staticmethod
    def telling(counts: pd.DataFrame) -> list[bool]:
        """Return which columns of `counts` say something: the tiers that some account has."""
        names = map(str, counts)
        return [not each.endswith(_MAY_BE_EMPTY) or bool(counts[each].any()) for each in names]

    def counts(self) -> pd.DataFrame:
        """Return how many accounts are what to each competitor.

        Columns: competitor, state, accounts, and where there is a run how many are of each tier:
        best_fit, good_fit, bad_fit, insufficient_data, disqualified, not_ranked. The competitor
        with the most accounts first.
        """
        by = ["competitor", "state"]
        sizes = self.table.groupby(by).size().rename("accounts").to_frame()
        if self.run and len(sizes):
            tiers = self.table.groupby([*by, "tier"]).size().unstack(fill_value=0)
            tiers = tiers.reindex(columns=[*TIERS, NOT_RANKED], fill_value=0)
            tiers.columns = pd.Index([each.lower().replace(" ", "_") for each in tiers.columns])
            sizes = sizes.join(tiers)
        table: pd.DataFrame = sizes.reset_index()
        of_all = table.groupby("competitor")["accounts"].transform("sum")
        names = without_case(table["competitor"])
        order = np.lexsort((_places(table["state"]), table["competitor"], names, -of_all))
        return table.iloc[order].reset_index(drop=True)


def read_pairs(
    store: Store, competitors: CompetitorNames, as_of: datetime.date
) -> tuple[pd.DataFrame, Told]:
    """Return what each account is to each competitor, and all that is told.

    Columns: account (id), competitor (key), those of `states.states` and of `told.WORDS`, contract
    end aside; evidence is told, or what it is known by.
    """
    told = read_told(store, competitors, as_of)
    ends = pd.to_datetime(told.words["contract end"], errors="coerce").astype("datetime64[us]")
    found = states(told.customers, told.evaluations, ends, as_of)
    words = told.words.drop(columns="contract end").reindex(found.index)
    for name in ("day", "source"):
        found[name] = found[name].where(found[name].notna(), words.pop(name))
    found = found.join(words)
    known_by = found.pop("kind").astype(object).replace("", None)
    told_by = found["evidence"].astype(object)
    found["evidence"] = told_by.where(told_by.notna(), known_by)
    return found.reset_index(), told


def listed(pairs: pd.DataFrame) -> pd.DataFrame:
    """Return pairs with the names and the standing of their accounts as the table of a pool."""
    ordered = pairs.assign(place=_places(pairs["state"])).sort_values(
        ["place", "fit", "name", "key", "competitor"],
        ascending=[True, False, True, True, True],
        kind="stable",
        key=without_case,
    )
    named: pd.DataFrame = ordered.drop(columns="account").rename(columns=_NAMES)[[*COLUMNS]]
    for name in COLUMNS:
        told = named[name].dt.date if name in _DAYS else named[name]
        if name != "fit":
            named[name] = told.astype(object).where(told.notna(), None)
    return named.reset_index(drop=True)


def _places(column: pd.Series) -> pd.Series:
    """Return the place of each state among STATES."""
    return column.map({state: place for place, state in enumerate(STATES)})
