"""The prospects that took part in an event, with fit, part, door and contacts who were there."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from graph_icp.discovery.events.roles import PAYING, ROLES
from graph_icp.discovery.ranking.filters import Filters
from graph_icp.discovery.ranking.tiers import BEST, GOOD, TIERS
from graph_icp.errors import UnknownNameError
from graph_icp.graph.model import RANKED
from graph_icp.market.accounts.contacts import contact_text, contacts_with_ids
from graph_icp.market.events.sentences import NO_FITS, took_part
from graph_icp.market.lists.worked import read_worked
from graph_icp.market.reach.doors import read_doors
from graph_icp.name_order import without_case
from graph_icp.output.sheets.layout import Layout

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from graph_icp.discovery.icp import Icp
    from graph_icp.graph.store import Store
    from graph_icp.market.events.reading import EventParts
    from graph_icp.market.reach.doors import Doors

    PlacesOf = Callable[[NDArray[np.int64]], pd.DataFrame]

COLUMNS = (
    *("account", "domain", "tier", "fit", "role", "sponsored_as", "edition", "status", "door"),
    *("contacts_who_attended", "key"),
)
LAYOUT = Layout(then=("account", "domain"), pinned=2, tiers=TIERS)


@dataclass(frozen=True)
class EventProspects:
    """The prospects that took part in an event.

    Attributes
    ----------
    table : DataFrame
        account (name), domain, tier, fit (nan where nothing is learned or known), role (list),
        sponsored_as (what the latest file calls its sponsorship: "Gold"), edition (list, the latest
        first), status, door (the best path, "" for none), contacts_who_attended (list of texts: who
        works there now and was there), key: the best tier and fit first.
    event : str
        The name of the series, or of the one edition that was asked for.
    editions : tuple of str
        Those that it is about, the latest first.
    customers : int
        How many customers took part.
    hidden : int
        How many prospects are not listed for what the team said of them.
    remarks : tuple of str
        What to know of it.
    """

    table: pd.DataFrame
    event: str
    editions: tuple[str, ...]
    customers: int
    hidden: int
    remarks: tuple[str, ...]

    @property
    def sentences(self) -> list[str]:
        """How many took part, in which editions, and what to know of it."""
        editions = f"{self.event} ({', '.join(self.editions)}): " if self.editions else ""
        good = int(self.table["tier"].isin((BEST, GOOD)).sum())
        said = [editions + took_part(len(self.table), good, self.customers)]
        if self.hidden:
            said.append(f"Not listed for what the team said of them: {self.hidden:,}.")
        if len(self.table) and self.table["fit"].isna().all():
            said.append(NO_FITS)
        return [*said, *self.remarks]

    @property
    def idle(self) -> tuple[str, ...]:
        """The columns that say nothing of any prospect."""
        table = self.table
        said = {
            "sponsored_as": (table["sponsored_as"] != "").any(),
            "status": (table["status"] != "prospect").any(),
            "door": (table["door"] != "").any(),
            "contacts_who_attended": table["contacts_who_attended"].map(len).any(),
        }
        return tuple(name for name, some in said.items() if not some)


def event_prospects(
    store: Store,
    events: EventParts,
    text: str,
    icp: Icp,
    places_of: PlacesOf,
    today: datetime.date,
) -> EventProspects:
    """Return the prospects that took part in an event; see `Events.prospects`.

    Parameters
    ----------
    store : Store
    events : EventParts
    text : str
        The event, in any spelling.
    icp : Icp
    places_of : callable
        From ids of accounts to tier and fit by id, an empty table where nothing is learned.
    today : date
        Of doors, and of what the team said.

    Raises
    ------
    UnknownNameError
        If there is no such event.
    """
    meant = _meant(events, text)
    parts = events.parts[events.parts["event"].isin(meant["id"])]
    accounts = store.ask("read/accounts").to_pandas()
    there = accounts[accounts["id"].isin(parts["account"])]
    prospects = there[there["status"].isin(RANKED)].reset_index(drop=True)
    hidden = read_worked(store, prospects, today).hidden(Filters())
    prospects = prospects[~hidden].reset_index(drop=True)
    ids = prospects["id"].to_numpy(np.int64)
    doors = read_doors(store, ids, today, icp.personas)
    places = places_of(ids).reindex(ids)
    table = pd.DataFrame(
        {
            "account": prospects["name"],
            "domain": prospects["domain"],
            "tier": _column(places, "tier"),
            "fit": _column(places, "fit"),
            **_parts_of(parts, prospects["id"]),
            "status": prospects["status"],
            "door": doors.lines(store, ids),
            "contacts_who_attended": _who_attended(store, parts, ids, icp, doors),
            "key": prospects["key"],
        },
        columns=[*COLUMNS],
    )
    best = table["tier"].map({tier: place for place, tier in enumerate(TIERS)})
    order = table.assign(best=best, less=-table["fit"].astype(float))
    order = order.sort_values(["best", "less", "account", "key"], kind="stable", key=without_case)
    one = meant["title"].iloc[0] if len(meant) == 1 else meant["label"].iloc[0]
    return EventProspects(
        table.loc[order.index].reset_index(drop=True),
        str(one),
        _latest_first(meant, parts),
        int((there["status"] == "customer").sum()),
        int(hidden.sum()),
        _remarks(events, meant, text),
    )


def _meant(events: EventParts, text: str) -> pd.DataFrame:
    meant = events.editions.called(text)
    if meant.empty:
        table = events.editions.table
        known = list(dict.fromkeys([*table["label"], *table["title"]]))
        raise UnknownNameError("event", text, known, "'graph-icp events --all' lists events.")
    return meant


def _remarks(events: EventParts, meant: pd.DataFrame, text: str) -> tuple[str, ...]:
    """Say where one edition of several is meant, or all as the year asked for is not there."""
    series = events.editions.table[events.editions.table["series"] == meant["series"].iloc[0]]
    label = str(series["label"].iloc[0])
    if len(meant) < len(series):
        every = f"graph-icp events {shlex.quote(label)}"
        return (f"This is one edition of {len(series)}; this lists all: {every}",)
    years = events.editions.years_in(text)
    if years and not series["year"].isin(years).any():
        return (f"No edition of {years[0]} is known; these are all that are.",)
    return ()


def _column(places: pd.DataFrame, name: str) -> pd.Series:
    column: pd.Series = places[name].reset_index(drop=True)
    return column


def _parts_of(parts: pd.DataFrame, ids: pd.Series) -> dict[str, list[object]]:
    """Return the roles, the latest sponsorship and the editions of accounts, in their order."""
    latest = parts.sort_values(["day", "year", "edition"], na_position="first", kind="stable")[::-1]
    paid = latest[latest["role"].isin(PAYING) & latest["told"].notna()]
    paid_as = paid.drop_duplicates("account").set_index("account")["told"]
    roles = latest.groupby("account")["role"].agg(set)
    editions = latest.groupby("account", sort=False)["edition"].agg(lambda each: [*each.unique()])
    return {
        "role": [[role for role in ROLES if role in roles[each]] for each in ids],
        "sponsored_as": [paid_as.get(each, "") for each in ids],
        "edition": [editions[each] for each in ids],
    }


def _latest_first(meant: pd.DataFrame, parts: pd.DataFrame) -> tuple[str, ...]:
    dated = pd.concat([meant[["edition", "day", "year"]], parts[["edition", "day", "year"]]])
    dated = dated.sort_values(["year", "day"], ascending=False, kind="stable")
    return tuple(dated["edition"].unique())


def _who_attended(
    store: Store, parts: pd.DataFrame, ids: NDArray[np.int64], icp: Icp, doors: Doors
) -> list[list[str]]:
    """Return for each account who works there now and was at the event, in a line each."""
    people, _ = contacts_with_ids(store, ids, icp.personas, doors)
    came = parts.dropna(subset="person")
    people = people[people["id"].isin(came["person"].astype(np.int64))]
    texts: dict[int, list[str]] = {}
    told: Iterable[tuple[int, str, str | None, str | None, list[str]]] = people[
        ["account", "person", "title", "persona", "known_by"]
    ].itertuples(index=False)
    for account, *about in told:
        texts.setdefault(account, []).append(contact_text(*about))  # type: ignore[arg-type]
    return [texts.get(each, []) for each in ids.tolist()]
