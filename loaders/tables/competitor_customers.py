"""The customers of our competitors, one per row: our prospects, with their use of it."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.graph.model import COMPETITOR, CUSTOMER_OF
from graph_icp.ingest.files.array_type import Array
from graph_icp.ingest.records.companies import COMPANY, NAMED_BY, company
from graph_icp.ingest.records.loader import Column, Loader, with_headers
from graph_icp.ingest.records.provenance import PROVENANCE
from graph_icp.ingest.records.research import MARK, take_changes
from graph_icp.ingest.records.rows import Rows
from graph_icp.ingest.records.statements import Nodes
from graph_icp.ingest.values.cells import SkipValue
from graph_icp.ingest.values.customer_states import (
    EVALUATING,
    LEAVING,
    LEFT,
    UNKNOWN,
    customer_state,
)
from graph_icp.ingest.values.lists import items
from graph_icp.ingest.values.web_links import web_link
from graph_icp.personas.titles import job_of


def read(rows: Rows) -> None:
    """A row is a company that a competitor has sold to; a contract that has ended is not a link."""
    take_changes(rows)
    account = company(rows)
    competitor = rows.trait(COMPETITOR, "competitor")
    state = pc.fill_null(rows.value("state", customer_state), "")
    until = _last_day(rows, state)
    _reject_backwards(rows, until)
    # Who evaluates it, and of whom nothing is known, is no customer by that.
    buys = pc.invert(pc.is_in(state, pa.array([EVALUATING, UNKNOWN])))
    bought = pc.if_else(buys, competitor.keys, pa.scalar(None, pa.string()))
    rows.statements.fact(
        CUSTOMER_OF,
        account,
        Nodes(COMPETITOR, bought, rows.every),
        since=rows.day("since"),
        until=until,
        role=_satisfaction(rows, state),
    )
    told = {
        "use case": rows.text("use case"),
        "problem": rows.text("problem"),
        "contract end": pc.cast(rows.day("contract end"), pa.string()),
        "evidence": rows.text("evidence"),
        "link": rows.value("link", web_link),
        "note": rows.text("note"),
        "state": pc.if_else(pc.equal(state, EVALUATING), state, pa.scalar(None, pa.string())),
    }
    if rows.audit.options.people:
        told["buyer"] = rows.value("buyer", _titles)
        _note_names(rows)
    for what, values in told.items():
        _keep(rows, account, competitor, what, values)


def _satisfaction(rows: Rows, state: Array) -> Array:
    """Return how content each is, with what its state says of that: who is leaving is not.

    The state of a sheet of ours was worked out from days and words, and says nothing new.
    """
    told = rows.text("satisfaction")
    if rows.has(MARK):
        return told
    leaving = pc.if_else(pc.equal(state, LEAVING), state, pa.scalar(None, pa.string()))
    return pc.coalesce(pc.binary_join_element_wise(leaving, told, "; "), leaving, told)


def _last_day(rows: Rows, state: Array) -> Array:
    """Return each row's last day as a customer: of who has left without one, the row's day."""
    told = pc.fill_null(rows.day("as_of"), pa.scalar(rows.as_of, pa.date32()))
    by_state = pc.if_else(pc.equal(state, LEFT), told, pa.scalar(None, pa.date32()))
    return pc.coalesce(rows.day("until"), by_state)


def _reject_backwards(rows: Rows, until: Array) -> None:
    """Reject rows in which a customer has left before it came."""
    backwards = pc.fill_null(pc.less(until, rows.day("since")), False)
    rows.reject(backwards, "until is before since; correct one of them")


def _titles(text: str) -> str | None:
    """Return the titles among who bought it; raises SkipValue where there is none but names."""
    titles, others = _parted(text)
    if others and not titles:
        raise SkipValue("names no title such as Head of Logistics; names of people are not kept")
    return "; ".join(titles) or None


def _parted(text: str) -> tuple[list[str], list[str]]:
    """Return the titles of a cell, and what stands in it beside them: "Jo Li (Buyer)"."""
    entries = [each for entry in items(text, ";|,/()[]") for each in _BESIDE.split(entry)]
    titles = [each for each in entries if any(job_of(each))]
    return titles, [each for each in entries if each and each not in titles]


_BESIDE = re.compile(r"\s*(?::|\s[-\u2013\u2014])\s+")


def _note_names(rows: Rows) -> None:
    """Count the cells of which a title is kept, and a name beside it is not."""
    cells = pc.drop_null(rows.raw("buyer")).to_pylist() if rows.has("buyer") else []
    beside = sum(all(_parted(cell)) for cell in cells)
    if beside:
        rows.notes["buyer: beside titles names of people are not kept"] += beside


def _keep(rows: Rows, account: Nodes, competitor: Nodes, what: str, said: Array) -> None:
    """Add a column as properties of the account, one per competitor: "slack: use case"."""
    for name in pc.unique(competitor.keys).drop_null().to_pylist():
        mine = np.flatnonzero(pc.fill_null(pc.equal(competitor.keys, name), False))
        rows.statements.add_property(
            account.repeat_for(mine), f"{name}: {what}", said.take(pa.array(mine))
        )


LOADERS = (
    Loader(
        name="competitor-customers",
        title="customers of our competitors, one per row",
        columns=(
            *with_headers(COMPANY, company=("name", "customer")),
            Column(
                "competitor",
                "the competitor whose customer it is",
                ("competitor name", "incumbent", "current vendor", "customer of"),
            ),
            Column(
                "state",
                "uses, leaving, left, or evaluating: who considers it is no customer yet; a "
                "customer where it is empty",
                ("customer state",),
            ),
            Column("since", "since when", ("customer since", "from", "start date")),
            Column("until", "its last day as a customer", ("to", "end date", "left on")),
            Column(
                "contract end",
                "the day on which its contract ends or renews",
                ("contract end date", "renewal date", "renewal", "contract until"),
            ),
            Column("satisfaction", "how content it is, in any words", ("sentiment", "rating")),
            Column("use case", "what it uses the product for", ("use cases", "usecase")),
            Column(
                "buyer",
                "the titles of who bought it; names of people are left out",
                ("buyers", "bought by", "decision maker", "decision makers"),
            ),
            Column("problem", "what is wrong with it", ("problems", "pain", "complaint")),
            Column("evidence", "how one knows: case study, review, call", ("kind of evidence",)),
            Column("link", "where one can read it", ("evidence link", "source link")),
            Column("note", "anything else", ("notes", "comment")),
            *with_headers(PROVENANCE, as_of=("source day", "researched on")),
            Column(MARK, "put there by competitors export, so that unchanged rows say nothing"),
        ),
        needs=(NAMED_BY, ("competitor",)),
        read=read,
        unused=("tier", "fit"),
        example={
            "company": "Acme GmbH",
            "domain": "acme.example",
            "website": "https://www.acme.example",
            "company id": "C-77",
            "country": "DE",
            "competitor": "Rival Software",
            "state": "uses",
            "since": "2023-04-01",
            "until": "",
            "contract end": "2027-03-31",
            "satisfaction": "unhappy",
            "use case": "route planning",
            "buyers": "Head of Logistics",
            "problems": "no API",
            "evidence": "case study",
            "link": "https://rival.example/stories/acme",
            "note": "asked us for a demo in May",
            "source": "research",
            "source day": "2026-06-15",
        },
        found="a table of your own: case studies, review sites, logos on a competitor's website; "
        "graph-icp competitors export writes one with what is known filled in",
    ),
)
