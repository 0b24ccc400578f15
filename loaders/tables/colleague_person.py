"""How well colleagues say that they know people, one pair per row."""

from __future__ import annotations

from graph_icp.graph.model import RATES, WORKS_AT
from graph_icp.ingest.records.colleagues import colleague
from graph_icp.ingest.records.companies import COMPANY, company
from graph_icp.ingest.records.loader import Column, Loader
from graph_icp.ingest.records.people import BY_WHAT, NAMED_PERSON, person, title_of
from graph_icp.ingest.records.provenance import PROVENANCE
from graph_icp.ingest.records.rows import Rows
from graph_icp.ingest.values.cells import RejectRow, blank

RATINGS = ("strong", "good", "weak")


def read(rows: Rows) -> None:
    """A row is a colleague's word on a person, who works at the row's company."""
    knowing = colleague(rows, "colleague")
    rows.needed("colleague", knowing.keys)
    employer = company(rows, email="email")
    known = person(rows, employer)
    day = rows.past_day("as_of")
    rating = rows.needed("strength", rows.value("strength", _rating))
    # Each word is kept with its day, so that by an earlier day the one of then counts.
    rows.statements.fact(RATES, knowing, known, since=day, role=rating)
    rows.statements.fact(WORKS_AT, known, employer, role=title_of(rows))


def _rating(text: str) -> str | None:
    word = text.strip().casefold()
    if blank(text) or word in RATINGS:
        return word or None
    raise RejectRow(f"strength: '{text.strip()[:60]}' is none of {', '.join(RATINGS)}")


LOADERS = (
    Loader(
        name="colleague-person",
        title="how well colleagues know people, in their own words, one pair per row",
        columns=(
            Column("colleague", "the colleague's name", ("our colleague", "who")),
            *NAMED_PERSON,
            Column("title", "what they are in the company", ("job title", "position")),
            Column(
                "strength",
                "how well the colleague knows them: strong, good or weak",
                ("how well", "rating", "relationship", "tie"),
            ),
            *COMPANY,
            *PROVENANCE,
        ),
        needs=(("colleague",), BY_WHAT, ("strength",)),
        replaces="its owners",
        read=read,
        example={
            "colleague": "Ann Lee",
            "person": "Mia Keller",
            "domain": "acme.example",
            "strength": "strong",
            "as_of": "2026-06-15",
        },
        found="a table of your own: whom colleagues know, and how well",
    ),
)
