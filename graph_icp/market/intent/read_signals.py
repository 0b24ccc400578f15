"""Signals read from the store: visits, events, technologies, people and competitors."""

from __future__ import annotations

import datetime
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from graph_icp.graph.model import RANKED, slug
from graph_icp.graph.relations import relation
from graph_icp.market.intent.people_named import opted_out
from graph_icp.market.intent.telling import telling
from graph_icp.reach.intent import SOMEBODY
from graph_icp.reach.moves import is_executive, moves
from graph_icp.reach.signal_kinds import (
    ARRIVED,
    COMPETITOR_GONE,
    EVENT,
    NAMES,
    REVIEW,
    TECHNOLOGY_ADDED,
    WEBINAR,
    is_webinar,
    kind_of,
)

if TYPE_CHECKING:
    from collections.abc import Collection

    from graph_icp.discovery.icp import Icp
    from graph_icp.graph.store import Store

COLUMNS = ("account", "kind", "visitor", "day", "what", "count")
_PAGE, _TOPIC = "visited ", "intent: "


def read_signals(
    store: Store,
    accounts: pd.DataFrame,
    icp: Icp,
    since: datetime.date,
    as_of: datetime.date,
    apart: Collection[str] | None = None,
    account: int | None = None,
) -> pd.DataFrame:
    """Return the signals of a market from a day on, and those without a day.

    Parameters
    ----------
    store : Store
    accounts : DataFrame
        All accounts whose signals are read, and all customers: id, name, domain, status,
        customer_since.
    icp : Icp
        Its competitors.
    since : date
    as_of : date
        The day on which signals are looked at: a technology that is gone later was in use then.
    apart : collection of str, optional
        The keys of the technologies that set customers apart; those of now where not given.
    account : int, optional
        The id of the one whose signals alone are read.

    Returns
    -------
    DataFrame
        account, kind, visitor (a person's id or SOMEBODY), day (datetime64), what (a page's path,
        a topic, an event, a technology, a competitor or a title), count.
    """
    # A technology of a competitor that is gone, and the competitor left, are one.
    changed = _technologies(store, icp, since, as_of, apart, account)
    rivals = pd.concat([changed, _competitors(store, since, account)])
    parts = [
        _visits(store, since, account),
        _events(store, since, account),
        rivals.drop_duplicates(list(COLUMNS)),
        _arrivals(store, accounts, since, as_of, account),
    ]
    return pd.concat([each for each in parts if len(each)] or parts[:1], ignore_index=True)


def days_before(day: datetime.date, days: float) -> datetime.date:
    """Return the day so many days before a day, the first of all where there is none."""
    return day - datetime.timedelta(days=min(days, (day - datetime.date.min).days))


def _visits(store: Store, since: datetime.date, account: int | None) -> pd.DataFrame:
    """Return visits and topics: of people who are known, and the rest of somebody."""
    shown = store.ask("signals/shown", since=since, account=account).to_pandas()
    if shown.empty:
        return _nothing()
    theirs = store.ask("signals/of_people", since=since, account=account).to_pandas()
    names = pd.Index(shown["signal"].unique(), dtype=object)
    kinds = np.array([kind_of(name) for name in names], dtype=object)
    for each in (shown, theirs):
        each["signal"] = pd.Categorical(each["signal"], names)
    # A review site tells how much, by its own scale.
    shown.loc[shown["signal"].isin(names[kinds == REVIEW]), "count"] = 1.0
    unit = ["account", "signal", "day"]
    # Of several sources that tell of the same visits the greatest count is right.
    total = shown.groupby(unit, dropna=False, observed=True)["count"].max()
    known = theirs.groupby([*unit, "person"], observed=True)["count"].max()
    summed = known.groupby(unit, observed=True).sum()
    rest = total.sub(summed.reindex(total.index, fill_value=0.0)) if len(known) else total
    somebody = rest[rest > 0].reset_index().assign(visitor=SOMEBODY)
    named = known.reset_index().rename(columns={"person": "visitor"})
    found = pd.concat([somebody, named]) if len(named) else somebody
    codes = found["signal"].cat.codes.to_numpy()
    whats = np.array([_what(name) for name in names], dtype=object)
    return _told(found.assign(kind=kinds[codes], what=whats[codes]))


def _what(signal: str) -> str:
    """Return what a signal is about: a page's path, a topic, a job; "" where it is not said."""
    kind, mark, about = signal.removeprefix(_PAGE).removeprefix(_TOPIC).partition(": ")
    if mark and kind in NAMES:
        return "" if about == kind else about
    return signal.removeprefix(_PAGE).removeprefix(_TOPIC)


def _events(store: Store, since: datetime.date, account: int | None) -> pd.DataFrame:
    """Return who was at events; a company counts by itself where none of its people is known."""
    been = store.ask("signals/events_attended", since=since, account=account).to_pandas()
    if been.empty:
        return _nothing()
    been = been.drop(columns="source").drop_duplicates()
    by_people = been["person"].notna()
    told = pd.MultiIndex.from_frame(been[["account", "event", "day"]])
    been = been[by_people | ~told.isin(told[by_people])]
    told_kind = been["kind"].astype(object).fillna("")
    webinar = [is_webinar(*each) for each in zip(told_kind, been["event"], strict=True)]
    return _told(
        been.assign(
            visitor=been["person"].fillna(SOMEBODY).astype(np.int64),
            kind=np.where(webinar, WEBINAR, EVENT),
            what=been["event"],
            count=1.0,
        )
    )


def _technologies(
    store: Store,
    icp: Icp,
    since: datetime.date,
    as_of: datetime.date,
    apart: Collection[str] | None,
    account: int | None,
) -> pd.DataFrame:
    """Return technologies of customers that were added, and those of competitors that are gone."""
    period = {"since": since, "as_of": as_of}
    changed = store.ask("signals/technologies_changed", **period, account=account).to_pandas()
    if changed.empty:
        return _nothing()
    wanted = telling(store) if apart is None else apart
    in_use = ~(pd.to_datetime(changed["until"]) <= pd.Timestamp(as_of))
    added = changed[changed["key"].isin(wanted) & in_use]
    added = added.assign(day=added["since"], kind=TECHNOLOGY_ADDED)
    sold = store.ask("links/traits_of_relation", **relation("competitors").parameters())
    rivals = {*sold["key"].to_pylist()}
    tied = {slug(each) for those in icp.competitors.values() for each in those}
    named = changed["key"].isin(rivals | tied)
    of_rival = named | changed["vendor"].fillna("").map(slug).isin(rivals)
    gone = changed[of_rival & changed["until"].notna()]
    gone = gone.assign(day=gone["until"], kind=COMPETITOR_GONE)
    both = pd.concat([added, gone]).rename(columns={"technology": "what"})
    both["day"] = pd.to_datetime(both["day"])
    return _told(both[both["day"] >= pd.Timestamp(since)].assign(visitor=SOMEBODY, count=1.0))


def _competitors(store: Store, since: datetime.date, account: int | None) -> pd.DataFrame:
    left = store.ask("signals/competitors_left", since=since, account=account).to_pandas()
    if left.empty:
        return _nothing()
    told = left.assign(kind=COMPETITOR_GONE, visitor=SOMEBODY, what=left["competitor"], count=1.0)
    return _told(told)


def _arrivals(
    store: Store,
    accounts: pd.DataFrame,
    since: datetime.date,
    as_of: datetime.date,
    account: int | None,
) -> pd.DataFrame:
    """Return the executives who came, and the people who came from a customer.

    Whoever opted out is not among them.
    """
    begun = store.ask("signals/jobs_begun", since=since, as_of=as_of, account=account).to_pandas()
    gone = opted_out(store) if len(begun) else set()
    begun = begun[~begun["person"].isin(gone)]
    if begun.empty:
        return _nothing()
    moved = store.ask("signals/people_moved", as_of=as_of, account=account).to_pandas()
    came = moves(moved, accounts, RANKED, gone)
    came = came[came["knew_us"]].drop_duplicates(["person", "account"])
    origin = came.set_index(["person", "account"])["from"]
    former = origin.reindex(pd.MultiIndex.from_frame(begun[["person", "account"]])).to_numpy()
    champion = pd.notna(former)
    titles = begun["title"].astype(object).fillna("")
    what = [
        ", ".join(filter(None, (title, f"from {customer}" if known else "")))
        for title, customer, known in zip(titles, former, champion, strict=True)
    ]
    told = begun.assign(kind=ARRIVED, visitor=begun["person"], count=1.0, what=what)
    return _told(told[champion | titles.map(is_executive).to_numpy(dtype=bool)])


def _told(found: pd.DataFrame) -> pd.DataFrame:
    """Return signals in the columns of COLUMNS and their types."""
    return pd.DataFrame(
        {
            "account": found["account"].astype(np.int64),
            "kind": pd.Categorical(found["kind"], NAMES),
            "visitor": found["visitor"].astype(np.int64),
            "day": pd.to_datetime(found["day"]).astype("datetime64[us]"),
            "what": found["what"].astype(object),
            "count": found["count"].astype(np.float64),
        }
    )


@cache
def _nothing() -> pd.DataFrame:
    """Return no signals, in the types of some."""
    return _told(pd.DataFrame({name: [] for name in COLUMNS}))
