"""Who attended which event, one person and event a row."""

from __future__ import annotations

import pyarrow as pa

from graph_icp.graph.model import ATTENDED, EVENT, JOINED, WORKS_AT
from graph_icp.ingest.columns import PROVENANCE
from graph_icp.ingest.companies import COMPANY, company
from graph_icp.ingest.loader import Column, Loader
from graph_icp.ingest.people import BY_WHAT, NAMED_PERSON, person
from graph_icp.ingest.rows import Rows
from graph_icp.ingest.values import day


def read(rows: Rows) -> None:
    """A row is a person at an event; the company it names was there too, and employs them."""
    employer = company(rows, email="email")
    guest = person(rows, employer)
    event = rows.trait(EVENT, "event")
    role = rows.text("role")
    on = rows.value("date", day, pa.date32())
    rows.fact(JOINED, guest, event, since=on, role=role)
    rows.fact(ATTENDED, employer, event, since=on, role=role)
    rows.fact(WORKS_AT, guest, employer)


LOADER = Loader(
    name="person-event",
    title="who attended which event, one person and event a row",
    columns=(
        *NAMED_PERSON,
        Column("event", "the event's short name", ("event id", "event name", "conference")),
        Column("role", "attendee, speaker, ...", ("attendance", "ticket type", "status")),
        Column("date", "when that was", ("event date", "seen at", "checked in at")),
        *COMPANY,
        *PROVENANCE,
    ),
    needs=(BY_WHAT, ("event",)),
    read=read,
)
