"""Companies and the events that they sponsored or attended, one pair per row."""

from __future__ import annotations

from functools import partial

import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.graph.model import ATTENDED, ATTENDEE, EVENT, SPEAKER, SPONSORED
from graph_icp.ingest.records.companies import COMPANY, NAMED_BY, company
from graph_icp.ingest.records.event_attendance import skip_absent
from graph_icp.ingest.records.event_roles import role_of
from graph_icp.ingest.records.loader import Column, Loader, with_headers
from graph_icp.ingest.records.provenance import PROVENANCE
from graph_icp.ingest.records.rows import Rows
from graph_icp.ingest.records.statements import Nodes


def read(rows: Rows) -> None:
    """A row is a company that sponsored an event, or attended it if its role says so."""
    account = company(rows)
    event = rows.trait(EVENT, "event")
    role = rows.text("role")
    since = rows.day("date")
    skip_absent(rows, role)
    parts = rows.parse_distinct(role, partial(role_of, SPONSORED.type))
    visited = pc.fill_null(pc.is_in(parts, pa.array([ATTENDEE, SPEAKER])), False)
    nothing = pa.scalar(None, pa.string())
    for kind, mine in ((ATTENDED, visited), (SPONSORED, pc.invert(visited))):
        ends = Nodes(EVENT, pc.if_else(mine, event.keys, nothing), event.index)
        rows.statements.fact(kind, account, ends, since=since, role=role)


LOADERS = (
    Loader(
        name="company-event",
        title="which company sponsored or attended which event, one pair per row",
        columns=(
            *with_headers(COMPANY, company=("sponsor", "exhibitor", "name")),
            Column("event", "the event's short name", ("event id", "event name", "conference")),
            Column(
                "role",
                "the tier of sponsorship; an attendee, guest or speaker has attended",
                ("tier", "level", "sponsor tier", "sponsorship"),
            ),
            Column("date", "when that was", ("event date", "since")),
            *PROVENANCE,
        ),
        needs=(NAMED_BY, ("event",)),
        replaces="its subjects",
        read=read,
        example={
            "domain": "acme.example",
            "company": "Acme GmbH",
            "event": "railsconf-2026",
            "role": "Gold",
            "date": "2026-05-12",
        },
        found="a table of your own, or an event's list of sponsors or exhibitors",
    ),
)
