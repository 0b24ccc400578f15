"""Tito (ti.to): the tickets of an event."""

from __future__ import annotations

import pyarrow.compute as pc

from graph_icp.ingest.records.event_attendance import (
    EVENT_COLUMN,
    GUEST,
    parts_taken,
    registrations,
)
from graph_icp.ingest.records.loader import Column, Loader, with_headers
from graph_icp.ingest.records.people import NAMED_PERSON
from graph_icp.ingest.records.rows import Rows

PARTS = dict.fromkeys(("not void", "no", "false", "valid", "active"), GUEST)


def read(rows: Rows) -> None:
    """A row is a ticket; its holder takes part, unless it is void."""
    part = parts_taken(rows, "void_status", PARTS)
    named = [rows.text(each) for each in ("name", "first_name", "last_name", "email")]
    rows.skip(pc.coalesce(*named).is_null(), "tickets that nobody holds yet")
    registrations(rows, pc.fill_null(part, GUEST), day="date")


LOADERS = (
    Loader(
        name="tito",
        title="Tito (ti.to) tickets of an event",
        columns=(
            *with_headers(
                tuple(each for each in NAMED_PERSON if each.name not in ("person_id",)),
                name=("Ticket Full Name", "Ticket Name"),
                first_name=("Ticket First Name",),
                last_name=("Ticket Last Name",),
                email=("Ticket Email",),
            ),
            Column("company", "who employs them", ("Ticket Company Name", "Company Name")),
            Column("title", "what they are there", ("Ticket Job Title", "Job title", "Position")),
            *with_headers((EVENT_COLUMN,), event=("Event", "Event Title")),
            Column("date", "the day of the event", ("Event Start Date", "Event Date")),
            Column("void_status", "whether the ticket is void; such tickets are passed over"),
        ),
        needs=(("email", "name", "last_name"), ("void_status", "company", "email")),
        marks=("Ticket Reference", "Ticket Full Name", "Void Status", "Unique Ticket URL"),
        replaces="its subjects",
        read=read,
        example={
            "Number": "1",
            "Ticket": "Early bird",
            "Ticket Full Name": "Mia Keller",
            "Ticket First Name": "Mia",
            "Ticket Last Name": "Keller",
            "Ticket Email": "mia@acme.example",
            "Ticket Company Name": "Acme GmbH",
            "Ticket Phone Number": "",
            "Event": "Retail Ops Forum 2026",
            "Void Status": "",
            "Price": "100.00",
            "Ticket Reference": "AAAA-1",
            "Tags": "",
            "Unique Ticket URL": "",
            "Order Reference": "AAAA",
            "Order Name": "Acme's office",
            "Order Email": "office@acme.example",
            "Order Company Name": "Acme GmbH",
            "Order Completed Date": "2026-01-02 10:01:00",
            "Country": "Germany",
            "Job title": "Head of Logistics",
        },
        found="your event > Attendees > Export",
        unused=(
            *("Number", "Ticket", "Ticket Phone Number", "Price", "Ticket Reference", "Tags"),
            *("Unique Ticket URL", "Unique Order URL", "Order Reference", "Order Name"),
            *("Order Email", "Order Company Name", "Order Phone Number", "Order Discount Code"),
            *("Order IP", "Order Created Date", "Order Completed Date", "Payment Reference"),
            *("Ticket Created Date", "Ticket Last Updated Date", "Country", "Ticket Tags"),
        ),
    ),
)
