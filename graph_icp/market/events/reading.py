"""Events of a market, and the parts that its accounts and their people took in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa

from graph_icp.discovery.events.series import editions
from graph_icp.graph.model import JOINED, ORGANISER
from graph_icp.ingest.records.event_roles import role_of

if TYPE_CHECKING:
    from graph_icp.discovery.events.series import Editions
    from graph_icp.graph.store import Store


@dataclass(frozen=True)
class EventParts:
    """The events of a market and the parts taken in them.

    Attributes
    ----------
    editions : Editions
    parts : DataFrame
        account, event (ids), person (id; nan where a file tells of the company alone), role (one of
        `roles.ROLES`), told (what the file calls it, None for nothing), day (Timestamp or NaT),
        year (float, nan where unknown), series (its key), edition (in words).
    organising : int
        How many parts are those of organisers and their helpers, who do not count.
    """

    editions: Editions
    parts: pd.DataFrame
    organising: int


def read_events(store: Store) -> EventParts:
    """Read the events of a store. People count for the account where they worked on the day."""
    told = _told(store)
    events = store.ask("events/events").to_pandas()
    parts = told.rename(columns={"role": "told"}).assign(
        role=[role_of(*each) for each in zip(told["kind"], told["role"], strict=True)],
        day=pd.to_datetime(told["day"]),
    )
    organising = parts["role"] == ORGANISER
    parts = parts[~organising]
    day = pd.to_datetime(events["day"], format="%Y-%m-%d", errors="coerce")
    only = _only_days(parts).reindex(events["id"]).set_axis(events.index)
    held = editions(events.assign(day=day.fillna(only)))
    return EventParts(held, _of_editions(parts, held.table), int(organising.sum()))


def _told(store: Store) -> pd.DataFrame:
    """Return the parts of companies and of people as stores have them, with the kind of edge."""
    companies = store.ask("events/parts_of_companies")
    people = store.ask("events/parts_of_people")
    nobody = pa.nulls(len(companies), people.schema.field("person").type)
    joined = pa.array([JOINED.type] * len(people), companies.schema.field("kind").type)
    columns = ("account", "event", "person", "kind", "role", "day")
    both = (
        companies.append_column("person", nobody).select(columns),
        people.append_column("kind", joined).select(columns),
    )
    told: pd.DataFrame = pa.concat_tables(both, promote_options="permissive").to_pandas()
    role = told["role"].astype(object)
    return told.assign(person=told["person"].astype(float), role=role.where(role.notna(), None))


def _only_days(parts: pd.DataFrame) -> pd.Series:
    """Return the latest day of each event whose parts were all taken in one year."""
    dated = parts.dropna(subset="day")
    days = dated.groupby("event")["day"].agg(["min", "max"])
    days = days[days["min"].dt.year == days["max"].dt.year]
    latest: pd.Series = days["max"].astype("datetime64[ns]")
    return latest


def _of_editions(parts: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Return parts with their series, and the day, year and edition as far as they are known."""
    about = events.set_index("id")[["series", "edition", "day", "year"]]
    about = about.rename(columns={"day": "held_on", "year": "held_in"})
    told = parts.drop(columns=["kind"]).join(about, on="event")
    day = told["day"].fillna(told["held_on"])
    year = day.dt.year.astype(float).fillna(told["held_in"])
    # An event that a file does not date has the editions of the days on which people were there.
    undated = told["held_in"].isna() & year.notna()
    edition = told["edition"].where(~undated, year.map("{:.0f}".format))
    told = told.drop(columns=["held_on", "held_in"])
    return told.assign(day=day, year=year, edition=edition)
