"""Mailchimp: an audience, with who subscribed and who unsubscribed."""

from __future__ import annotations

from graph_icp.graph.model import WORKS_AT
from graph_icp.ingest.records.companies import company
from graph_icp.ingest.records.loader import Column, Loader, with_headers
from graph_icp.ingest.records.people import NAMED_PERSON, OPTED_OUT, opted_out, person
from graph_icp.ingest.records.rows import Rows


def read(rows: Rows) -> None:
    """A row is a member of the audience; one with a time of unsubscribing has opted out."""
    employer = company(rows, email="email")
    contact = person(rows, employer)
    opted_out(rows, contact)
    rows.statements.fact(WORKS_AT, contact, employer, role=rows.text("title"))


LOADERS = (
    Loader(
        name="mailchimp",
        title="Mailchimp audience: subscribed, unsubscribed and cleaned members",
        columns=(
            *with_headers(
                tuple(each for each in NAMED_PERSON if each.name not in ("person_id",)),
                email=("Email Address",),
                first_name=("First Name", "FNAME"),
                last_name=("Last Name", "LNAME"),
            ),
            Column("company", "who employs them", ("Company", "Company Name", "Organization")),
            Column("title", "what they are there", ("Job Title", "Title", "Position")),
            *with_headers((OPTED_OUT,), opted_out=("UNSUB_TIME",)),
        ),
        needs=(("email",),),
        marks=("MEMBER_RATING", "OPTIN_TIME", "LEID", "EUID", "UNSUB_TIME", "CLEAN_TIME"),
        read=read,
        example={
            "Email Address": "mia@acme.example",
            "First Name": "Mia",
            "Last Name": "Keller",
            "Address": "",
            "Phone Number": "",
            "Company": "Acme GmbH",
            "MEMBER_RATING": "2",
            "OPTIN_TIME": "2026-01-02 10:00:00",
            "OPTIN_IP": "192.0.2.1",
            "CONFIRM_TIME": "2026-01-02 10:05:00",
            "CONFIRM_IP": "192.0.2.1",
            "LATITUDE": "",
            "LONGITUDE": "",
            "GMTOFF": "",
            "DSTOFF": "",
            "TIMEZONE": "",
            "CC": "DE",
            "REGION": "",
            "UNSUB_TIME": "",
            "UNSUB_REASON": "",
            "LAST_CHANGED": "2026-01-15 10:00:00",
            "LEID": "1234",
            "EUID": "abcd",
            "NOTES": "",
            "TAGS": "",
        },
        found="Audience > All contacts > Export Audience; load all files of the archive",
        unused=(
            *("Address", "Phone Number", "Birthday", "MEMBER_RATING", "OPTIN_TIME", "OPTIN_IP"),
            *("CONFIRM_TIME", "CONFIRM_IP", "LATITUDE", "LONGITUDE", "GMTOFF", "DSTOFF"),
            *("TIMEZONE", "CC", "REGION", "LAST_CHANGED", "LEID", "EUID", "NOTES", "TAGS"),
            *("CLEAN_TIME", "CLEAN_CAMPAIGN_TITLE", "CLEAN_CAMPAIGN_ID"),
            *("UNSUB_CAMPAIGN_TITLE", "UNSUB_CAMPAIGN_ID", "UNSUB_REASON", "UNSUB_REASON_OTHER"),
        ),
    ),
)
