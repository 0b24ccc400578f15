"""Luma: the guests of an event."""

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

PARTS = {"approved": GUEST}


def read(rows: Rows) -> None:
    """A row is a guest; approved guests take part, and those checked in were there."""
    part = parts_taken(rows, "approval_status", PARTS)
    came = rows.day("checked_in_at").is_valid()
    registrations(rows, pc.if_else(came, ATTENDEE, part), day="checked_in_at")


# The usual wordings of a host's own questions, which are headers of the file.
_COMPANY = (
    *("Company name", "Company / Organization", "Organization", "Organisation", "Employer"),
    *("What company do you work for?", "Which company do you work for?", "Where do you work?"),
    *("What company are you with?", "Which company are you with?", "Company you work for"),
    *("What company are you from?", "What is your company?", "What's your company?"),
    *("Your company", "Company/Organization name", "What is the name of your company?"),
    *("What organization do you work for?", "What organisation do you work for?"),
    *("What organization are you affiliated with?", "What is your organization?"),
    *("What organisation are you affiliated with?", "What's your organization?"),
    *("Company / University", "Company or university", "Current company"),
)
_TITLE = (
    *("Job title", "Position", "Role", "Title", "Your role", "Your job title", "Job role"),
    *("What is your job title?", "What's your job title?", "What is your title?"),
    *("What is your role?", "What's your role?", "What do you do?", "Current role"),
    *("What is your position?", "What's your position?", "What is your current role?"),
)
_PROFILE = (
    *("What is your LinkedIn profile?", "What's your LinkedIn profile?", "LinkedIn profile"),
    *("What is your LinkedIn?", "What's your LinkedIn?", "LinkedIn", "LinkedIn profile URL"),
    *("What is your LinkedIn URL?", "What's your LinkedIn URL?", "LinkedIn profile link"),
    *("What is your LinkedIn profile URL?", "Your LinkedIn", "LinkedIn account"),
)

LOADERS = (
    Loader(
        name="luma",
        title="Luma guests of the event after which the file is named",
        columns=(
            *with_headers(
                tuple(each for each in NAMED_PERSON if each.name != "person_id"),
                profile_url=_PROFILE,
            ),
            Column("approval_status", "approved counts"),
            Column("checked_in_at", "when they were checked in"),
            EVENT_COLUMN,
            Column("company", "the answer to who employs them", _COMPANY),
            Column("title", "the answer to what they are there", _TITLE),
        ),
        needs=(("approval_status",), ("email", "name")),
        marks=("approval_status",),
        replaces="its subjects",
        read=read,
        example={
            "api_id": "gst-example",
            "name": "Mia Keller",
            "first_name": "Mia",
            "last_name": "Keller",
            "email": "mia@acme.example",
            "phone_number": "",
            "created_at": "2026-04-02T10:15:00.000Z",
            "approval_status": "approved",
            "checked_in_at": "2026-05-12T17:03:21.000Z",
            "custom_source": "",
            "qr_code_url": "",
            "amount": "",
            "amount_tax": "",
            "amount_discount": "",
            "currency": "",
            "coupon_code": "",
            "eth_address": "",
            "solana_address": "",
            "survey_response_rating": "",
            "survey_response_feedback": "",
            "ticket_type_id": "evtticktyp-example",
            "ticket_name": "Standard",
            "What company do you work for?": "Acme GmbH",
            "What is your job title?": "Head of Logistics",
        },
        found=(
            "your event > Manage > Guests > Download as CSV; name the file after the event "
            "(luma-railsconf-2026.csv)"
        ),
        unused=(
            *("api_id", "guest_id", "phone_number", "created_at", "custom_source", "utm_source"),
            *("qr_code_url", "amount", "amount_tax", "amount_discount", "currency"),
            *("coupon_code", "eth_address", "solana_address", "survey_response_rating"),
            *("survey_response_feedback", "ticket_type_id", "ticket_name"),
        ),
    ),
)
