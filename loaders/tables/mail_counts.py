"""How often colleagues and people write to each other and meet: counts, and no contents."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.graph.model import MAILS, MEETS, WORKS_AT
from graph_icp.ingest.files.array_type import Array
from graph_icp.ingest.records.colleagues import colleague
from graph_icp.ingest.records.companies import company
from graph_icp.ingest.records.loader import Column, Loader
from graph_icp.ingest.records.people import NAMED_PERSON, person
from graph_icp.ingest.records.provenance import PROVENANCE
from graph_icp.ingest.records.rows import Rows
from graph_icp.ingest.records.statements import Nodes
from graph_icp.ingest.values.cells import RejectRow, number

# Nobody writes to somebody, or meets them, more often.
_MOST = 1e6


def read(rows: Rows) -> None:
    """A row is a colleague and a person: mails each way, meetings, and the day of the last."""
    writing = colleague(rows, "colleague")
    rows.needed("colleague", writing.keys)
    employer = company(rows, email="email")
    known = person(rows, employer)
    rows.needed("last_at", rows.past_day("as_of"))
    each_way = pc.min_element_wise(_count(rows, "mails_in"), _count(rows, "mails_out"))
    meetings = _count(rows, "meetings")
    rows.statements.fact(MAILS, writing, known, strength=each_way)
    met = pc.if_else(pc.greater(meetings, 0), known.keys, pa.scalar(None, pa.string()))
    rows.statements.fact(MEETS, writing, Nodes(known.kind, met, known.index), strength=meetings)
    rows.statements.fact(WORKS_AT, known, employer)


def _count(rows: Rows, column: str) -> Array:
    """Return a column's counts, 0 where there is none; what is no count rejects its row."""

    def counted(text: str) -> float | None:
        found = number(text)
        if found is not None and not (0 <= found <= _MOST and found.is_integer()):
            raise RejectRow(f"{column}: {text.strip()[:60]} is not a count")
        return found

    return pc.fill_null(rows.value(column, counted, pa.float64()), 0.0)


LOADERS = (
    Loader(
        name="mail-counts",
        title="how often colleagues and people mail and meet: counts alone, one pair per row",
        columns=(
            Column("colleague", "the colleague's name", ("our colleague", "user", "mailbox owner")),
            *(each for each in NAMED_PERSON if each.name in ("name", "email")),
            Column("mails_in", "how many mails came from the person", ("mails received",)),
            Column("mails_out", "how many mails went to the person", ("mails sent",)),
            Column("meetings", "how many meetings there were", ("meeting count", "events")),
            *(each for each in PROVENANCE if each.name != "as_of"),
            Column(
                "as_of",
                "the day of the last mail or meeting",
                ("last at", "last contact", "last mail", "last interaction"),
            ),
        ),
        needs=(
            ("colleague",),
            ("email",),
            ("mails_in", "mails_out", "meetings"),
            ("as_of",),
        ),
        replaces="its owners",
        read=read,
        example={
            "colleague": "Ann Lee",
            "email": "mia@acme.example",
            "mails_in": "14",
            "mails_out": "11",
            "meetings": "3",
            "last_at": "2026-06-15",
        },
        found="a table of your own: counts of a mailbox and a calendar, without contents",
    ),
)
