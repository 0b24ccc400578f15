"""Technologies, one a row, with category and vendor."""

from __future__ import annotations

from graph_icp.graph.model import TECHNOLOGY
from graph_icp.ingest.columns import PROVENANCE
from graph_icp.ingest.loader import Column, Loader
from graph_icp.ingest.rows import Rows


def read(rows: Rows) -> None:
    """A row is a technology."""
    technology = rows.trait(TECHNOLOGY, "technology")
    rows.says(technology, "category", rows.text("category"))
    rows.says(technology, "vendor", rows.text("vendor"))


LOADERS = (
    Loader(
        name="technologies",
        title="technologies, one a row",
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
