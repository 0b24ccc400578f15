"""Zoom: who registered for a webinar, and who came."""

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
from graph_icp.ingest.records.people import NAMED_PERSON, yes_or_no
from graph_icp.ingest.records.rows import Rows

PARTS = dict.fromkeys(("approved", "auto-approved", "registered"), GUEST)


def read(rows: Rows) -> None:
    """A row is a registration or a visit; who was denied or cancelled is passed over."""
    part = parts_taken(rows, "approval_status", PARTS)
    came = pc.equal(rows.value("attended", yes_or_no), "true")
    part = pc.if_else(pc.fill_null(came, False), ATTENDEE, pc.fill_null(part, GUEST))
    registrations(rows, part, day="join_time")


LOADERS = (
    Loader(
        name="zoom",
        title="Zoom attendees or registrants of the webinar after which the file is named",
        columns=(
            *with_headers(
                # Without "name", in which people write what they like: "Mia (iPad)".
                tuple(each for each in NAMED_PERSON if each.name.endswith("_name")),
            ),
            *with_headers(
                tuple(each for each in NAMED_PERSON if each.name == "email"),
                email=("Email", "User Email"),
            ),
            Column("attended", "Yes for who came"),
            Column("approval_status", "approved counts", ("Registration Status",)),
            Column("join_time", "when they came"),
            Column("registration_time", "when they registered; left out"),
            Column("company", "who employs them", ("Organization", "Organisation", "Company")),
            Column("title", "what they are there", ("Job Title",)),
            *with_headers((EVENT_COLUMN,), event=("Topic", "Webinar Name")),
        ),
        needs=(
            *(("email",), ("first_name", "last_name")),
            ("attended", "registration_time"),
            ("approval_status", "join_time"),
        ),
        marks=(
            *("User Name (Original Name)", "Approval Status", "Time in Session (minutes)"),
            *("Registration Time", "Join Time"),
        ),
        replaces="its subjects",
        read=read,
        example={
            "Attended": "Yes",
            "User Name (Original Name)": "Mia Keller",
            "First Name": "Mia",
            "Last Name": "Keller",
            "Email": "mia@acme.example",
            "Organization": "Acme GmbH",
            "Job Title": "Head of Logistics",
            "Registration Time": "Mar 1, 2026 10:00 AM",
            "Approval Status": "approved",
            "Join Time": "Mar 12, 2026 02:58 PM",
            "Leave Time": "Mar 12, 2026 03:58 PM",
            "Time in Session (minutes)": "60",
            "Is Guest": "No",
            "Country/Region Name": "Germany",
        },
        found=(
            "Reports > Webinar > Attendee (or Registration) Report > Generate CSV; say which "
            'webinar with --event "Retail Ops Forum 2026" --date 2026-03-12'
        ),
        unused=(
            *("User Name (Original Name)", "Leave Time", "Time in Session (minutes)"),
            *("Is Guest", "Country/Region Name", "Phone", "Address", "City", "Zip/Postal Code"),
            *("State/Province", "Questions & Comments", "Registration Source", "Source Name"),
        ),
    ),
)
