"""Technologies, one per row, with category and vendor."""

from __future__ import annotations

from graph_icp.graph.model import TECHNOLOGY
from graph_icp.ingest.records.loader import Column, Loader
from graph_icp.ingest.records.provenance import PROVENANCE
from graph_icp.ingest.records.rows import Rows


def read(rows: Rows) -> None:
    """A row is a technology."""
    technology = rows.trait(TECHNOLOGY, "technology")
    rows.statements.add_property(technology, "category", rows.text("category"))
    rows.statements.add_property(technology, "vendor", rows.text("vendor"))


LOADERS = (
    Loader(
        name="technologies",
        title="technologies, one per row",
        columns=(
            Column("technology", "the technology's name", ("tech", "product", "tool")),
            Column("category", "what it is for", ("technology category", "tag")),
            Column("vendor", "who makes it", ("maker", "publisher")),
            *PROVENANCE,
        ),
        needs=(("technology",), ("category", "vendor")),
        read=read,
        example={"technology": "Kubernetes", "category": "Containers", "vendor": "CNCF"},
        found="a table of your own",
    ),
)
