"""People and where they work or worked, one job per row."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.graph.model import PERSON, WORKED_AT, WORKS_AT
from graph_icp.ingest.records.companies import COMPANY, company
from graph_icp.ingest.records.loader import OF_USERS, Column, Loader
from graph_icp.ingest.records.people import (
    BY_WHAT,
    NAMED_PERSON,
    OPTED_OUT,
    opted_out,
    person,
    title_of,
)
from graph_icp.ingest.records.provenance import PROVENANCE
from graph_icp.ingest.records.rows import Rows
from graph_icp.ingest.records.statements import Nodes
from graph_icp.ingest.values.dates import end_told


def read(rows: Rows) -> None:
    """A row is a person's job: the present one, or a former one where it has an end."""
    since = rows.day("since")
    until = rows.day("until", end_told)
    former = until.is_valid()
    # An address names the present employer, so it says nothing about a former one.
    employer = company(rows, email="email", email_where=pc.invert(former))
    contact = person(rows, employer)
    opted_out(rows, contact)
    nothing = pa.scalar(None, pa.string())
    for kind, mine in ((WORKED_AT, former), (WORKS_AT, pc.invert(former))):
        worker = Nodes(PERSON, pc.if_else(mine, contact.keys, nothing), contact.index)
        rows.statements.fact(kind, worker, employer, since=since, until=until, role=title_of(rows))


LOADERS = (
    Loader(
        name="people",
        title="people and where they work or worked, one job per row",
        columns=(
            *NAMED_PERSON,
            Column("title", "job title", ("job title", "position", "role")),
            *COMPANY,
            Column("since", "when the job began", ("from", "start date", "started")),
            Column(
                "until",
                "when it ended; empty or Present for the present job",
                ("to", "end date", "ended"),
            ),
            OPTED_OUT,
            *PROVENANCE,
        ),
        needs=(BY_WHAT, ("company", "email", "profile_url", "title")),
        foreign=OF_USERS,
        read=read,
        example={
            "name": "Mia Keller",
            "email": "mia@acme.example",
            "title": "Head of Logistics",
            "company": "Acme GmbH",
            "since": "2023-02-01",
            "until": "",
        },
        found="a table of your own: present jobs and former ones (with an end)",
    ),
)
