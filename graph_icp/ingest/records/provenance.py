"""Columns that files of every kind may have."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graph_icp.ingest.records.loader import Column

if TYPE_CHECKING:
    from collections.abc import Sequence

# Who tells the row, and when it was true.
PROVENANCE = (
    Column("source", "who says so; the loader's name where it is missing", ("source repo",)),
    Column("as_of", "the day on which the row is true", ("as of", "last seen", "last found")),
)


def also(columns: Sequence[Column], **headers: tuple[str, ...]) -> tuple[Column, ...]:
    """Return the columns, those named with further headers, which count before their own."""
    return tuple(
        replace(each, headers=(*headers.get(each.name, ()), *each.headers)) for each in columns
    )
