"""Which company uses which technology, one pair a row."""

from __future__ import annotations

import pyarrow as pa

from graph_icp.graph.model import TECHNOLOGY, USES
from graph_icp.ingest.columns import PROVENANCE, also
from graph_icp.ingest.companies import COMPANY, company
from graph_icp.ingest.loader import Column, Loader
from graph_icp.ingest.rows import Rows
from graph_icp.ingest.values import day


def read(rows: Rows) -> None:
    """A row is a company that uses a technology."""
    account = company(rows)
    technology = rows.trait(TECHNOLOGY, "technology")
    rows.says(technology, "category", rows.text("category"))
    since = rows.value("since", day, pa.date32())
    rows.fact(USES, account, technology, since=since)


LOADER = Loader(
    name="company-technology",
    title="which company uses which technology, one pair a row",
    columns=(
        *also(COMPANY, company=("name",)),
        Column("technology", "the technology's name", ("tech", "product", "tool", "uses")),
        Column("category", "what the technology is for", ("technology category",)),
        Column("since", "when it was first seen in use", ("first seen", "first detected")),
        *PROVENANCE,
    ),
    needs=(("domain", "company_id", "company"), ("technology",)),
    read=read,
)
