"""Columns that a loader does not know, kept as properties of companies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow.compute as pc

from graph_icp.graph.model import KEYS_OF_TRAITS, KNOWN_PROPERTIES, property_of
from graph_icp.ingest.records.corrected_rejects import REASON
from graph_icp.ingest.records.rows import said
from graph_icp.ingest.records.shown_text import decoded
from graph_icp.ingest.values.cells import SkipValue, day
from graph_icp.ingest.values.dates import parts_of
from graph_icp.ingest.values.personal_data import is_personal, is_phone

if TYPE_CHECKING:
    from graph_icp.ingest.files.array_type import Array
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
        _tell_impossible_days(rows, header, texts)


def _tell_impossible_days(rows: Rows, header: str, texts: Array) -> None:
    """Report days that do not exist in a kept column of days, whose texts stay as they are."""
    distinct = [each for each in pc.unique(texts).slice(0, _LOOKED_AT).to_pylist() if each]
    days = [each for each in distinct if not each.strip().isdigit() and parts_of(each.strip())]
    if len(days) * 2 < len(distinct):
        return
    wrong = [each for each in days if _is_impossible(each)]
    if wrong:
        more = f" and {len(wrong) - 1} more" if len(wrong) > 1 else ""
        rows.audit.remarks[
            f"{header}: {min(wrong).strip()}{more} cannot be a day that is meant; kept as it is"
        ] = None


# The most different texts of a column that are looked at.
_LOOKED_AT = 10_000


def _is_impossible(text: str) -> bool:
    try:
        return day(text) is None
    except SkipValue:
        return True
