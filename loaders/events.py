"""Events, one a row, with title, kind, place and date."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.graph.model import EVENT
from graph_icp.ingest.columns import PROVENANCE
from graph_icp.ingest.loader import Column, Loader
from graph_icp.ingest.rows import Rows


def read(rows: Rows) -> None:
    """A row is an event."""
    event = rows.trait(EVENT, "event")
    rows.says(event, "title", rows.text("title"))
    rows.says(event, "kind", rows.text("kind"))
    rows.says(event, "location", rows.text("location"))
    rows.says(event, "date", pc.cast(rows.day("date"), pa.string()))


LOADERS = (
    Loader(
        name="events",
        title="events, one a row",
        columns=(
            Column("event", "its short name, as other files call it", ("event id", "slug", "name")),
            Column("title", "its full name", ("event name", "event title")),
            Column("kind", "conference, meetup, webinar ...", ("event type", "series")),
            Column("location", "where it takes place", ("venue",)),
            Column("date", "the day it begins", ("start", "start date", "event date")),
            *PROVENANCE,
        ),
        needs=(("event",), ("title", "kind", "location", "date")),
        read=read,
        example={
            "event": "railsconf-2026",
            "title": "RailsConf 2026",
            "kind": "conference",
            "location": "Detroit",
            "date": "2026-05-12",
        },
        found="a table of your own",
    ),
)
