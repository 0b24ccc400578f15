"""People and the events that they attended, one pair per row."""

from __future__ import annotations

from graph_icp.graph.model import EVENT
from graph_icp.ingest.records.companies import COMPANY, company
from graph_icp.ingest.records.event_attendance import attendance, skip_absent
from graph_icp.ingest.records.loader import Column, Loader, with_headers
from graph_icp.ingest.records.people import BY_WHAT, NAMED_PERSON, person, title_of
from graph_icp.ingest.records.provenance import PROVENANCE
from graph_icp.ingest.records.rows import Rows


def read(rows: Rows) -> None:
    """A row is a person at an event, with their employer, which was there too."""
    employer = company(rows, email="email")
    guest = person(rows, employer)
    event = rows.trait(EVENT, "event")
    role = rows.text("role")
    skip_absent(rows, role)
    attendance(rows, guest, employer, event, on=rows.day("date"), part=role, title=title_of(rows))


LOADERS = (
    Loader(
        name="person-event",
        title="who attended which event, one person and event per row",
        columns=(
            *with_headers(NAMED_PERSON, name=("speaker", "speaker name")),
            Column("title", "what they are in the company", ("job title", "position")),
            Column("event", "the event's short name", ("event id", "event name", "conference")),
            Column("role", "attendee, speaker, ...", ("attendance", "ticket type", "status")),
            Column("date", "when that was", ("event date", "seen at", "checked in at")),
            *COMPANY,
            *PROVENANCE,
        ),
        needs=(BY_WHAT, ("event",)),
        foreign=("Attendee Status",),
        replaces="its subjects",
        read=read,
        example={
            "name": "Mia Keller",
            "email": "mia@acme.example",
            "event": "railsconf-2026",
            "role": "attendee",
            "date": "2026-05-12",
        },
        found="a table of your own, or a list of attendees or speakers",
    ),
)
