"""Columns that a loader does not know, kept as properties of companies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_icp.graph.model import KEYS_OF_TRAITS, KNOWN_PROPERTIES, property_of
from graph_icp.ingest.records.corrected_rejects import REASON
from graph_icp.ingest.records.entities import decoded
from graph_icp.ingest.records.rows import said
from graph_icp.ingest.values.personal_data import is_personal, is_phone

if TYPE_CHECKING:
    from graph_icp.ingest.records.rows import Rows
    from graph_icp.ingest.records.statements import Nodes


def keep_unknown_columns(rows: Rows, nodes: Nodes) -> None:
    """State the values of columns that the loader does not know, of nodes that come one per row."""
    known = {*rows.places.values(), *rows.unused, "_row", REASON}
    for header in rows.table.column_names:
        name = property_of(header)
        if header in known or not name or name in (*KNOWN_PROPERTIES, *KEYS_OF_TRAITS):
            continue
        if is_phone(header) and not rows.audit.options.phones:
            continue
        texts = decoded(rows.table[header].combine_chunks())
        if is_personal(header, texts):
            continue
        rows.audit.tally(header).filled += len(texts) - texts.null_count
        if texts.null_count < len(texts):
            rows.statements.add_property(nodes, name, said(texts))
        rows.audit.kept.add(header)
