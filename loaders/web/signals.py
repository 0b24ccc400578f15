"""Signals of any kind, one per row: demo requests from a CRM, jobs they advertise, funding."""

from __future__ import annotations

import pyarrow.compute as pc

from graph_icp.graph.model import SHOWED, SIGNAL
from graph_icp.identity.folding import fold
from graph_icp.ingest.records.companies import COMPANY, NAMED_BY, company
from graph_icp.ingest.records.loader import Column, Loader
from graph_icp.ingest.records.provenance import PROVENANCE
from graph_icp.ingest.records.rows import Rows
from graph_icp.ingest.records.website_visits import times_of
from graph_icp.ingest.values.cells import SkipValue

KINDS = {
    "demo": "demo | demo request | demo requested | contact | contact request | contact form | "
    "form submission | trial | trial request | price request | quote request",
    "demo_page": "demo page | demo page visit | trial page",
    "contact_page": "contact page | contact page visit",
    "pricing": "pricing | pricing page | pricing page visit",
    "comparison": "comparison | comparison page",
    "review": "review | review site | category",
    "documentation": "documentation | docs",
    "event": "event | trade fair | conference",
    "webinar": "webinar | webcast",
    "page": "page | visit | website visit | content download",
    "hiring": "hiring | job | job opening | job posting | vacancy",
    "funding": "funding | funding round | investment | raised",
    "competitor_gone": "competitor gone | churn from competitor | left competitor",
    "technology_added": "technology added",
    "arrived": "arrived | new executive | champion",
}
_WORDS = {fold(word): kind for kind, words in KINDS.items() for word in words.split("|")}


def read(rows: Rows) -> None:
    """A row is a signal that a company showed on a day."""
    account = company(rows)
    kind = rows.needed("signal", rows.value("signal", kind_of_signal))
    names = pc.binary_join_element_wise(kind, pc.coalesce(rows.text("what"), kind), ": ")
    signal = rows.statements.traits(SIGNAL, names, rows.every)
    times = pc.fill_null(times_of(rows, "times"), 1.0)
    rows.statements.fact(SHOWED, account, signal, since=rows.day("at"), strength=times)


def kind_of_signal(text: str) -> str:
    """Return the kind of signal that a word means, as `[intent]` in icp.toml calls it."""
    kind = _WORDS.get(fold(text.replace("_", " ")))
    if kind is None:
        raise SkipValue(f"'{text[:60]}' is no kind of signal; write one of {', '.join(KINDS)}")
    return kind


LOADERS = (
    Loader(
        name="signals",
        title="signals of any kind, one per row",
        columns=(
            *COMPANY,
            Column(
                "signal",
                "its kind: demo, hiring, funding, pricing, event ...",
                ("signal type", "signal kind", "kind of signal"),
            ),
            Column("what", "what it is about: the job, the round, the page", ("about", "detail")),
            Column("at", "when that was", ("date", "day", "signal date", "seen on")),
            Column("times", "how often; once if not said", ("count",)),
            *PROVENANCE,
        ),
        needs=(NAMED_BY, ("signal",), ("at",)),
        read=read,
        example={
            "company": "Acme GmbH",
            "domain": "acme.example",
            "signal": "hiring",
            "what": "Head of Logistics",
            "date": "2026-06-15",
        },
        found="a table of your own, or a CRM's list of demo requests",
    ),
)
