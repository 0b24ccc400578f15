"""Eventbrite: the attendees of an event."""

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

PARTS = {"attending": GUEST, "checked in": ATTENDEE}

# Eventbrite's text in place of a name, on tickets bought for others.
_UNNAMED = "Info Requested"


def read(rows: Rows) -> None:
    """A row is a ticket; its holder takes part, unless it was refunded, passed on or deleted."""
    part = parts_taken(rows, "attendee_status", PARTS)
    rows.skip(pc.equal(rows.text("first_name"), _UNNAMED), "tickets whose holder is not named")
    registrations(rows, part, day="date")


LOADERS = (
    Loader(
        name="eventbrite",
        title="Eventbrite attendees of the event after which the file is named",
        columns=(
            # Without "name": "Attendee #" is a number.
            *(each for each in NAMED_PERSON if each.name in ("first_name", "last_name", "email")),
            Column("attendee_status", "Attending and Checked In count"),
            EVENT_COLUMN,
            Column("date", "the day of the event", ("Event Date", "Date Attending")),
            *with_headers(
                (Column("company", "the answer to who employs them"),),
                company=(
                    *("Company", "Company Name", "Company / Organization", "Organization"),
                    *("Organisation", "Employer", "Company or organization"),
                    *("What company do you work for?", "Where do you work?"),
                ),
            ),
            Column("title", "the answer to what they are there", ("Job Title", "Your job title")),
        ),
        needs=(("attendee_status",), ("email", "last_name"), ("first_name", "last_name")),
        marks=("Order #", "Order Type", "Attendee #", "Attendee Status"),
        replaces="its subjects",
        read=read,
        example={
            "Order #": "9876543210",
            "Order Date": "2026-04-02 10:15:00",
            "First Name": "Mia",
            "Last Name": "Keller",
            "Email": "mia@acme.example",
            "Quantity": "1",
            "Price Tier": "",
            "Ticket Type": "General Admission",
            "Attendee #": "1234567890",
            "Group": "",
            "Order Type": "Free Order",
            "Currency": "EUR",
            "Total Paid": "0.00",
            "Fees Paid": "0.00",
            "Attendee Status": "Checked In",
            "Home City": "Berlin",
            "Home State": "",
            "Home Zip": "",
            "Home Country": "DE",
            "Company": "Acme GmbH",
            "Job Title": "Head of Logistics",
        },
        found=(
            "your event > Reports > Attendees > Export CSV; name the file after the event "
            "(eventbrite-railsconf-2026.csv)"
        ),
        unused=(
            *("Order #", "Order Date", "Quantity", "QTY", "Price Tier", "Ticket Type"),
            *("Attendee #", "Group", "Order Type", "Currency", "Total Paid", "Fees Paid"),
            *("Eventbrite Fees", "Eventbrite Payment Processing", "Home Address 1"),
            *("Home Address 2", "Home City", "Home State", "Home Zip", "Home Country"),
            *("Cell Phone", "Website", "Blog"),
        ),
    ),
)
