"""Cvent: the registrations for an event."""

from __future__ import annotations

import pyarrow.compute as pc

from graph_icp.ingest.records.event_attendance import (
    ATTENDEE,
    EVENT_COLUMN,
    GUEST,
    parts_taken,
    registrations,
)
from graph_icp.ingest.records.loader import Column, Loader, with_headers
from graph_icp.ingest.records.people import NAMED_PERSON
from graph_icp.ingest.records.rows import Rows

PARTS = {
    **dict.fromkeys(("accepted", "registered", "confirmed"), GUEST),
    **dict.fromkeys(("attended", "participated", "checked in"), ATTENDEE),
}


def read(rows: Rows) -> None:
    """A row is an invited person; those who accepted or came take part."""
    part = parts_taken(rows, "status", PARTS)
    registrations(rows, pc.coalesce(rows.text("registration_type"), part), day="date")


LOADERS = (
    Loader(
        name="cvent",
        title="Cvent registrations for the event after which the file is named",
        columns=(
            *with_headers(NAMED_PERSON[1:], person_id=("Contact ID", "Invitee ID")),
            Column("company", "who employs them", ("Company Name", "Organization")),
            Column("title", "what they are there", ("Job Title",)),
            Column("registration_type", "the part taken: attendee, speaker"),
            Column(
                "status",
                "Accepted, Registered and Attended count",
                ("Invitee Status", "Attendee Status", "Registration Status"),
            ),
            *with_headers((EVENT_COLUMN,), event=("Event Title",)),
            Column("date", "the day of the event", ("Event Start Date", "Event Date")),
        ),
        needs=(("registration_type",), ("status",), ("email", "last_name")),
        replaces="its subjects",
        read=read,
        example={
            "First Name": "Mia",
            "Last Name": "Keller",
            "Company": "Acme GmbH",
            "Title": "Head of Logistics",
            "Email Address": "mia@acme.example",
            "Registration Type": "Attendee",
            "Status": "Attended",
        },
        found=(
            "your event > Reports > Registrations (or Invitees) > Export; name the file after the "
            "event (cvent-railsconf-2026.csv)"
        ),
        unused=("Mobile", "Work Phone", "Home Phone", "Registration Date", "Confirmation Number"),
    ),
)
