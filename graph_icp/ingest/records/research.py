"""Rows of a sheet that was written to be filled in: those that nobody changed say nothing new."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pyarrow as pa

from graph_icp.errors import FileError
from graph_icp.ingest.values.cells import SkipValue, day
from graph_icp.ingest.values.row_marks import day_of_mark, row_mark, unescaped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from graph_icp.ingest.records.rows import Rows

MARK, DAY = "as_exported", "as_of"
SHEET = {
    "company": "account",
    "domain": "domain",
    "country": "country",
    "competitor": "competitor",
    "state": "state",
    "since": "since",
    "until": "until",
    "contract end": "contract_end",
    "use case": "use_case",
    "buyer": "buyers",
    "problem": "problems",
    "satisfaction": "satisfaction",
    "evidence": "evidence",
    "link": "link",
    "note": "note",
    "source": "source",
}
"""The columns that make a row's mark, in its order: the loader's names, and those of the sheet."""
_OF_DAYS = ("since", "until", "contract end")


def take_changes(rows: Rows) -> None:
    """Pass over the rows of such a sheet that are as they were written, and date the others.

    A row that was changed and kept its day is true on the day of the load. Where a file has no
    marks nothing happens, but that the apostrophes go that our CSV files put before formulas.

    Parameters
    ----------
    rows : Rows
        Before any column is read.

    Raises
    ------
    FileError
        If the sheet is loaded as a full export: it has one word where sources may have several.
    """
    for name in {*SHEET, DAY, MARK} & rows.places.keys():
        _replace(rows, name, [unescaped(each) if each else each for each in _texts(rows, name)])
    if not rows.has(MARK):
        return
    if rows.audit.options.replace:
        raise FileError(
            f"{rows.file} was written by 'graph-icp competitors export' and is no full export of a "
            "source; load it without --replace."
        )
    cells = [
        [_iso(each) if name in _OF_DAYS else each for each in _texts(rows, name)] for name in SHEET
    ]
    dates = [_iso(each) for each in _texts(rows, DAY)]
    marks = [each.strip() for each in _texts(rows, MARK)]
    told = zip(zip(*cells, strict=True), dates, marks, strict=True)
    same = [row_mark(row, date) == mark for row, date, mark in told]
    rows.skip(pa.array(same), "not changed since they were exported")
    kept = [
        bool(date) and not unchanged and date == day_of_mark(mark)
        for date, mark, unchanged in zip(dates, marks, same, strict=True)
    ]
    if any(kept):
        texts = zip(_texts(rows, DAY), kept, strict=True)
        _replace(rows, DAY, ["" if stale else text for text, stale in texts])


def _texts(rows: Rows, column: str) -> list[str]:
    """Return a column's texts, "" where it has none or the file has no such column."""
    return [each or "" for each in rows.raw(column).to_pylist()]


def _replace(rows: Rows, column: str, texts: Sequence[str]) -> None:
    rows.replace(column, pa.array([each or None for each in texts], pa.string()))


def _iso(text: str) -> str:
    """Return a day as 2026-07-01; another text as it is."""
    try:
        found = day(text)
    except SkipValue:
        return text
    return found.isoformat() if isinstance(found, datetime.date) else ""
