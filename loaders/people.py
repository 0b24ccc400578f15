"""People and where they work or worked, one job a row."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.graph.model import PERSON, WORKED_AT, WORKS_AT
from graph_icp.ingest.columns import PROVENANCE
from graph_icp.ingest.companies import COMPANY, company
from graph_icp.ingest.loader import Column, Loader
from graph_icp.ingest.people import BY_WHAT, NAMED_PERSON, person
from graph_icp.ingest.rows import Nodes, Rows
from graph_icp.ingest.values import day


def read(rows: Rows) -> None:
    """A row is a person's job: the present one, or a former one where it has an end."""
    since = rows.value("since", day, pa.date32())
    until = rows.value("until", day, pa.date32())
    former = until.is_valid()
    # An address names the present employer, so it says nothing of a former one.
    employer = company(rows, email="email", email_where=pc.invert(former))
    contact = person(rows, employer)
    nothing = pa.scalar(None, pa.string())
    for kind, mine in ((WORKED_AT, former), (WORKS_AT, pc.invert(former))):
        worker = Nodes(PERSON, pc.if_else(mine, contact.keys, nothing), contact.index)
        rows.fact(kind, worker, employer, since=since, until=until, role=rows.text("title"))


LOADER = Loader(
    name="people",
    title="people and where they work or worked, one job a row",
    columns=(
        *NAMED_PERSON,
        Column("title", "job title", ("job title", "position", "role")),
        *COMPANY,
        Column("since", "when the job began", ("from", "start date", "started")),
        Column("until", "when it ended; empty for the present job", ("to", "end date", "ended")),
        *PROVENANCE,
    ),
    needs=(BY_WHAT, ("company", "email", "profile_url", "title")),
    read=read,
)
