"""Visits to our website, one per row, from any log that knows the visitor's company."""

from __future__ import annotations

from graph_icp.ingest.records.companies import COMPANY, NAMED_BY, company
from graph_icp.ingest.records.loader import Column, Loader, with_headers
from graph_icp.ingest.records.provenance import PROVENANCE
from graph_icp.ingest.records.rows import Rows
from graph_icp.ingest.records.website_visits import times_of, visits


def read(rows: Rows) -> None:
    """A row is a company's visit to a page of ours, or its number of visits on a day."""
    times = times_of(rows, "times")
    visits(rows, company(rows), on=rows.day("at"), times=times, page="page")


LOADERS = (
    Loader(
        name="visits",
        title="visits to our website, one per row",
        columns=(
            *with_headers(
                tuple(each for each in COMPANY if each.name != "website"),
                domain=("visitor domain", "company website"),
            ),
            Column("page", "the page of ours", ("page url", "path", "page path", "visited page")),
            Column(
                "at",
                "when that was",
                ("visited at", "timestamp", "visit date", "visited on", "date", "time"),
            ),
            Column(
                "times", "how many visits the row stands for; 1 if not said", ("count", "visits")
            ),
            *PROVENANCE,
        ),
        needs=(NAMED_BY, ("page",), ("at",)),
        read=read,
        example={
            "domain": "acme.example",
            "page": "https://www.ours.example/pricing",
            "at": "2026-06-15T12:34:56Z",
        },
        found="a table of your own: a log of visits with the visitor's domain or company",
    ),
)
