"""Google Contacts: the people in an address book, and where they work."""

from __future__ import annotations

import pyarrow.compute as pc

from graph_icp.graph.model import WORKS_AT
from graph_icp.ingest.records.companies import company
from graph_icp.ingest.records.loader import Column, Loader, with_headers
from graph_icp.ingest.records.people import NAMED_PERSON, person
from graph_icp.ingest.records.rows import Rows


def read(rows: Rows) -> None:
    """A row is a person with their employer; nothing else of them is kept."""
    employer = company(rows, email="email")
    known = ("email", "company", "profile_url")
    nobody = pc.and_kleene(
        pc.coalesce(*(rows.text(each) for each in known)).is_null(), employer.keys.is_null()
    )
    rows.skip(nobody, "people without an e-mail address or an employer")
    contact = person(rows, employer)
    rows.statements.fact(WORKS_AT, contact, employer, role=rows.text("title"))


LOADERS = (
    Loader(
        name="google-contacts",
        title="Google Contacts: people and their employers",
        columns=(
            *with_headers(
                tuple(each for each in NAMED_PERSON if each.name != "person_id"),
                email=("E-mail 1 - Value",),
            ),
            Column(
                "company",
                "who employs them",
                ("Organization Name", "Organization 1 - Name"),
            ),
            Column(
                "title",
                "what they are there",
                ("Organization Title", "Organization 1 - Title"),
            ),
        ),
        needs=(("email", "company"), ("name", "first_name", "last_name")),
        marks=("E-mail 1 - Value", "Phone 1 - Value", "Organization 1 - Name", "File As"),
        read=read,
        example={
            "First Name": "Mia",
            "Middle Name": "",
            "Last Name": "Keller",
            "Phonetic First Name": "",
            "Phonetic Middle Name": "",
            "Phonetic Last Name": "",
            "Name Prefix": "",
            "Name Suffix": "",
            "Nickname": "",
            "File As": "",
            "Organization Name": "Acme GmbH",
            "Organization Title": "Head of Logistics",
            "Organization Department": "",
            "Birthday": "",
            "Notes": "",
            "Photo": "",
            "Labels": "* myContacts",
            "E-mail 1 - Label": "* Work",
            "E-mail 1 - Value": "mia@acme.example",
            "Phone 1 - Label": "",
            "Phone 1 - Value": "",
        },
        found="contacts.google.com > Export > Google CSV",
        unused=(
            *("Middle Name", "Additional Name", "Phonetic First Name", "Phonetic Middle Name"),
            *("Phonetic Last Name", "Given Name Yomi", "Additional Name Yomi", "Family Name Yomi"),
            *("Yomi Name", "Name Prefix", "Name Suffix", "Initials", "Nickname", "Short Name"),
            *("Maiden Name", "File As", "Organization Department", "Birthday", "Gender"),
            *("Location", "Notes", "Photo", "Labels", "Group Membership", "Language"),
            *("Organization 1 - Type", "Organization 1 - Department", "Organization 1 - Location"),
            *("E-mail 1 - Label", "E-mail 1 - Type", "E-mail 2 - Label", "E-mail 2 - Type"),
            *("E-mail 2 - Value", "Phone 1 - Label", "Phone 1 - Type", "Phone 1 - Value"),
            *("Phone 2 - Label", "Phone 2 - Value", "Address 1 - Label", "Address 1 - Country"),
            *("Address 1 - Formatted", "Address 1 - City", "Website 1 - Label"),
            *("Website 1 - Value",),
        ),
    ),
)
