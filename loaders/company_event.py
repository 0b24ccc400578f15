"""Which company sponsored or attended which event, one pair a row."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.graph.model import ATTENDED, EVENT, SPONSORED
from graph_icp.ingest.columns import PROVENANCE, also
from graph_icp.ingest.companies import COMPANY, company
from graph_icp.ingest.loader import Column, Loader
from graph_icp.ingest.rows import Nodes, Rows
from graph_icp.ingest.values import day

_VISITORS = r"(?i)\b(attend\w*|visit\w*|guest\w*|delegate\w*|participant\w*|registered)\b"


def read(rows: Rows) -> None:
    """A row is a company that sponsored an event, or attended where its role says so."""
    account = company(rows)
    event = rows.trait(EVENT, "event")
    role = rows.text("role")
    since = rows.value("date", day, pa.date32())
    visited = pc.fill_null(pc.match_substring_regex(role, _VISITORS), False)
    nothing = pa.scalar(None, pa.string())
    for kind, mine in ((ATTENDED, visited), (SPONSORED, pc.invert(visited))):
        ends = Nodes(EVENT, pc.if_else(mine, event.keys, nothing), event.index)
        rows.fact(kind, account, ends, since=since, role=role)


LOADER = Loader(
    name="company-event",
    title="which company sponsored or attended which event, one pair a row",
    columns=(
        *also(COMPANY, company=("sponsor", "exhibitor", "name")),
        Column("event", "the event's short name", ("event id", "event name", "conference")),
        Column(
            "role",
            "the tier of sponsorship; an attendee, visitor or guest has attended",
            ("tier", "level", "sponsor tier", "sponsorship"),
        ),
        Column("date", "when that was", ("event date", "since")),
        *PROVENANCE,
    ),
    needs=(("domain", "company_id", "company"), ("event",)),
    read=read,
)
