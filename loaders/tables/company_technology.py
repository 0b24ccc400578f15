"""Companies and the technologies that they use, one pair per row."""

from __future__ import annotations

from graph_icp.graph.model import TECHNOLOGY, USES
from graph_icp.ingest.records.companies import COMPANY, NAMED_BY, company
from graph_icp.ingest.records.loader import Column, Loader, with_headers
from graph_icp.ingest.records.provenance import PROVENANCE
from graph_icp.ingest.records.rows import Rows


def read(rows: Rows) -> None:
    """A row is a company that uses a technology, or used it until it was removed."""
    account = company(rows)
    technology = rows.trait(TECHNOLOGY, "technology")
    rows.statements.add_property(technology, "category", rows.text("category"))
    rows.statements.fact(
        USES, account, technology, since=rows.day("since"), until=rows.day("until")
    )


LOADERS = (
    Loader(
        name="company-technology",
        title="which company uses which technology, one pair per row",
        columns=(
            *with_headers(COMPANY, company=("name",)),
            Column("technology", "the technology's name", ("tech", "product", "tool", "uses")),
            Column(
                "category",
                "what the technology is for",
                ("technology category", "categories", "tag"),
            ),
            Column(
                "since",
                "when it was first seen in use",
                ("first seen", "first detected", "first found", "first seen at"),
            ),
            Column(
                "until",
                "when it was removed; empty while it is in use",
                ("removed on", "removed", "removed at", "dropped on", "ended"),
            ),
            *with_headers(PROVENANCE, as_of=("last detected", "last seen at")),
        ),
        needs=(NAMED_BY, ("technology",)),
        read=read,
        example={
            "domain": "acme.example",
            "technology": "Kubernetes",
            "category": "Containers",
            "since": "2023-04-01",
        },
        found="a table of your own, or any vendor's list of domains and technologies",
    ),
)
