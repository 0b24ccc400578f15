"""Events, one per row, with title, kind, place and date."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.graph.model import EVENT
from graph_icp.ingest.records.loader import OF_PEOPLE, Column, Loader
from graph_icp.ingest.records.provenance import PROVENANCE
from graph_icp.ingest.records.rows import Rows


def read(rows: Rows) -> None:
    """A row is an event."""
    event = rows.trait(EVENT, "event")
    rows.statements.add_property(event, "title", rows.text("title"))
    rows.statements.add_property(event, "kind", rows.text("kind"))
    rows.statements.add_property(event, "series", rows.text("series"))
    rows.statements.add_property(event, "location", rows.text("location"))
    rows.statements.add_property(event, "date", pc.cast(rows.day("date"), pa.string()))


LOADERS = (
    Loader(
        name="events",
        title="events, one per row",
        columns=(
            Column("event", "its short name, as other files call it", ("event id", "slug", "name")),
            Column("title", "its full name", ("event name", "event title")),
            Column("kind", "conference, meetup, webinar ...", ("event type",)),
            Column("series", "what its editions share; else the title without the year says it"),
            Column("location", "where it takes place", ("venue",)),
            Column("date", "the day it begins", ("start", "start date", "event date")),
            *PROVENANCE,
        ),
        needs=(("event",), ("title", "kind", "series", "location", "date")),
        # Name, Title and Location alone are people.
        telling=(
            *("event", "event id", "slug", "event name", "event title", "event type", "kind"),
            *("series", "date", "event date", "venue"),
        ),
        foreign=OF_PEOPLE,
        read=read,
        example={
            "event": "railsconf-2026",
            "title": "RailsConf 2026",
            "kind": "conference",
            "series": "RailsConf",
            "location": "Detroit",
            "date": "2026-05-12",
        },
        found="a table of your own",
    ),
)
