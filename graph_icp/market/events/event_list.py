"""The events at which best customers are more often than the market, and why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from graph_icp.discovery.events.roles import COMING, PAYING
from graph_icp.discovery.events.standing_out import compared
from graph_icp.discovery.ranking.tiers import BEST, GOOD, TIERS
from graph_icp.market.events.counting import what_counts
from graph_icp.market.events.sentences import (
    nothing_stands_out,
    percent,
    q_told,
    sentence,
    what_was_left_out,
)
from graph_icp.output.sheets.layout import Layout

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable

    from numpy.typing import NDArray

    from graph_icp.discovery.icp import Icp
    from graph_icp.graph.store import Store
    from graph_icp.market.events.counting import Counting
    from graph_icp.market.events.reading import EventParts

    TiersOf = Callable[[NDArray[np.int64]], pd.Series]

LAYOUT = Layout(then=("event", "role", "why"), pinned=2, tiers=TIERS)


@dataclass(frozen=True)
class EventList:
    """Events at which best customers are more often than the market.

    Attributes
    ----------
    table : DataFrame
        event (the series), role ("sponsor", "exhibitor", "speaker", "attendee" or "any"), the
        columns of `significance`, good_fit (how many of the prospects are of Good fit or better,
        missing where nothing is learned), editions (how many are known), upcoming (the next
        edition, "" where none is known), upcoming_on (its day, None where unknown), why (a
        sentence).
    everything : bool
        Whether it holds all that was tested, or only what stands out.
    tested : int
        How many events and roles were tested together.
    standing_out : int
        How many of them stand out.
    remarks : tuple of str
        What to know of it: why nothing stands out, what was left out, which customers have no day.
    """

    table: pd.DataFrame
    everything: bool
    tested: int
    standing_out: int
    remarks: tuple[str, ...]

    def brief(self) -> pd.DataFrame:
        """Return the table as a screen has it.

        Columns: event, role, customers ("12 of 28"), market (a share in percents), lift, q (texts),
        prospects, good.
        """
        table = self.table
        pairs = zip(table["customers"], table["customers_known"], strict=True)
        return table[["event", "role"]].assign(
            customers=[f"{k:,} of {n:,}" for k, n in pairs],
            market=[percent(each) for each in table["market_share"]],
            lift=[f"{each:.1f}" if each == each else "" for each in table["lift"]],
            q=[q_told(each) for each in table.to_dict("records")],
            prospects=table["prospects"],
            good=table["good_fit"],
        )


def event_list(
    store: Store,
    events: EventParts,
    icp: Icp,
    tiers_of: TiersOf,
    today: datetime.date,
    *,
    everything: bool,
) -> EventList:
    """Return the events at which best customers stand out; see `Market.events`.

    Parameters
    ----------
    store : Store
    events : EventParts
    icp : Icp
    tiers_of : callable
        From ids of accounts to their tiers by id, none where nothing is learned.
    today : date
        The day from which on editions are upcoming.
    everything : bool
        Whether to list all that was tested.

    Raises
    ------
    RankingError
        If there is no customer.
    """
    counting = what_counts(store, events, icp)
    found = compared(counting.parts, counting.since, counting.market)
    standing_out = int(found["stands_out"].sum())
    listed = found if everything else found[found["stands_out"]].reset_index(drop=True)
    labels = events.editions.labels()
    table = listed.assign(event=listed["series"].map(labels))
    table = table.assign(**_of_prospects(table, counting, tiers_of))
    table = table.assign(**_of_editions(table, events, today))
    table["why"] = [sentence(row) for row in table.to_dict("records")]
    named = found.assign(event=found["series"].map(labels))
    remarks = what_was_left_out(counting)
    if not standing_out:
        remarks = (*nothing_stands_out(named, counting, len(events.editions.table)), *remarks)
    first = ["event", "role"]
    rest = [name for name in table if name not in (*first, "series")]
    return EventList(table[[*first, *rest]], everything, len(found), standing_out, remarks)


def _of_prospects(
    table: pd.DataFrame, counting: Counting, tiers_of: TiersOf
) -> dict[str, pd.Series]:
    """Return how many of each row's prospects are of Good fit or better."""
    of_market = counting.parts[counting.parts["account"].isin(counting.market)]
    of_market = of_market[of_market["series"].isin(table["series"])]
    tiers = tiers_of(of_market["account"].unique().astype(np.int64))
    if tiers.empty:
        return {"good_fit": pd.Series(pd.NA, table.index, "Int64")}
    good = of_market[of_market["account"].map(tiers).isin((BEST, GOOD)).to_numpy(dtype=bool)]
    by_role = good.groupby(["series", "role"])["account"].nunique()
    together = good.groupby("series")["account"].nunique()
    keys = zip(table["series"], table["role"], strict=True)
    counts = [
        by_role.get((series, role), 0) if role in _SINGLE else together.get(series, 0)
        for series, role in keys
    ]
    return {"good_fit": pd.Series(counts, table.index, "Int64")}


_SINGLE = (*PAYING, *COMING)


def _of_editions(
    table: pd.DataFrame, events: EventParts, today: datetime.date
) -> dict[str, pd.Series]:
    """Return how many editions of each row's series are known, and the next one."""
    parts = events.parts[["series", "edition"]]
    known = pd.concat([parts, events.editions.table[["series", "edition"]]])
    counts = known.groupby("series")["edition"].nunique()
    coming = events.editions.upcoming(today).drop_duplicates("series")
    days = [None if pd.isna(day) else day.date() for day in coming["day"]]
    title = dict(zip(coming["series"], coming["title"], strict=True))
    on = dict(zip(coming["series"], days, strict=True))
    series = table["series"]
    return {
        "editions": series.map(counts).astype("Int64"),
        "upcoming": pd.Series([title.get(each, "") for each in series], table.index, object),
        "upcoming_on": pd.Series([on.get(each) for each in series], table.index, object),
    }
