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
    """A row is a colleague and a person: mails each way, meetings, and the day of the last.

    Each row is evidence of its own, kept with its day, so a newer one takes nothing from an older.
    """
    writing = colleague(rows, "colleague")
    rows.needed("colleague", writing.keys)
    employer = company(rows, email="email")
    known = person(rows, employer)
    day = rows.needed("last_at", rows.past_day("as_of"))
    each_way = pc.min_element_wise(_count(rows, "mails_in"), _count(rows, "mails_out"))
    meetings = _count(rows, "meetings")
    pair = {"one": writing.keys, "other": known.keys, "day": day, "source": rows.text("source")}
    told = _strongest(rows, pair, pc.add(each_way, pc.multiply(meetings, 3.0)))
    for kind, count, kept in (
        (MAILS, each_way, told),
        (MEETS, meetings, pc.and_(told, pc.greater(meetings, 0))),
    ):
        other = pc.if_else(kept, known.keys, pa.scalar(None, pa.string()))
        rows.statements.fact(
            kind, writing, Nodes(known.kind, other, known.index), since=day, strength=count
        )
    rows.statements.fact(WORKS_AT, known, employer)


def _strongest(rows: Rows, pair: dict[str, Array], counted: Array) -> Array:
    """Return which rows are the strongest of their pair and day, so that no two are mixed."""
    kept = [row for row in rows.every.tolist() if row not in rows.reasons]
    table = pa.table(pair | {"counted": counted, "row": pa.array(rows.every)}).take(kept)
    ordered = table.sort_by([("counted", "descending"), ("row", "ascending")])
    first = ordered.group_by(list(pair), use_threads=False).aggregate([("row", "first")])
    return pc.is_in(pa.array(rows.every), first["row_first"].combine_chunks())


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
