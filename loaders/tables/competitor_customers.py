"""The customers of our competitors, one per row: our prospects, with their use of it."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from graph_icp.graph.model import COMPETITOR, CUSTOMER_OF
from graph_icp.ingest.records.companies import COMPANY, NAMED_BY, company
from graph_icp.ingest.records.loader import Column, Loader, with_headers
from graph_icp.ingest.records.provenance import PROVENANCE
from graph_icp.ingest.records.rows import Rows
from graph_icp.ingest.records.statements import Nodes

# Columns kept for reading; the buyer may be a person's name.
_KEPT = ("use case", "problem")
_OF_PEOPLE = ("buyer",)


def read(rows: Rows) -> None:
    """A row is a company that a competitor has sold to; a contract that has ended is not a link."""
    account = company(rows)
    competitor = rows.trait(COMPETITOR, "competitor")
    rows.statements.fact(
        CUSTOMER_OF,
        account,
        competitor,
        since=rows.day("since"),
        until=rows.day("until"),
        role=rows.text("satisfaction"),
    )
    for what in _KEPT + (_OF_PEOPLE if rows.audit.options.people else ()):
        _keep(rows, account, competitor, what)


def _keep(rows: Rows, account: Nodes, competitor: Nodes, what: str) -> None:
    """Add a column as properties of the account, one per competitor: "slack: use case"."""
    said = rows.text(what)
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
            Column("since", "since when", ("customer since", "from", "start date")),
            Column(
                "until",
                "its last day as a customer",
                ("to", "end date", "contract end", "renewal date"),
            ),
            Column("satisfaction", "how content it is, in any words", ("sentiment", "rating")),
            Column("use case", "what it uses the product for", ("usecase",)),
            Column("buyer", "who bought it", ("bought by", "decision maker")),
            Column("problem", "what is wrong with it", ("problems", "pain", "complaint")),
            *(each for each in PROVENANCE if each.name == "source"),
        ),
        needs=(NAMED_BY, ("competitor",)),
        read=read,
        example={
            "company": "Acme GmbH",
            "domain": "acme.example",
            "competitor": "Rival Software",
            "since": "2023-04-01",
            "until": "",
            "satisfaction": "unhappy",
            "use case": "route planning",
            "buyer": "Head of Logistics",
            "problem": "no API",
            "source": "case study",
        },
        found="a table of your own: case studies, review sites, logos on a competitor's website",
    ),
)
