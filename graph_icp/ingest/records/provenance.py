"""Provenance: the columns of a row's source and of the day on which it was true."""

from __future__ import annotations

from graph_icp.ingest.records.loader import Column

PROVENANCE = (
    Column("source", "who says so; the loader's name where it is missing", ("source repo",)),
    Column("as_of", "the day on which the row is true", ("as of", "last seen", "last found")),
)
