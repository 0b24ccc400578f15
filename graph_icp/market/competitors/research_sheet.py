"""The research sheet of a pool: what is known filled in, each row with its mark."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from graph_icp.ingest.records.research import MARK, SHEET
from graph_icp.ingest.values.row_marks import row_mark
from graph_icp.market.competitors.told import KINDS
from graph_icp.output.sheets.layout import Layout

if TYPE_CHECKING:
    import pandas as pd

LAYOUT = Layout(
    pinned=1,
    choices={"state": ("uses", "leaving", "left", "evaluating", "unknown")},
    hidden=(MARK,),
    about=(
        (
            "What it is",
            "Customers of competitors, to research; load the file when it is done",
        ),
        (
            "State",
            "Worked out from days and words; write left or evaluating where you know",
        ),
        (
            "Source day",
            "When the row was true; rows that you change count from the load",
        ),
        ("Buyers", "Titles, as in Head of Logistics; names of people are not kept"),
        ("As exported", "Hidden: it tells which rows you changed; leave it as it is"),
    ),
    widths={
        "account": 24,
        "domain": 22,
        "use_case": 24,
        "buyers": 22,
        "problems": 30,
        "satisfaction": 16,
        "evidence": 16,
        "link": 30,
        "note": 30,
    },
)


def research_sheet(pool: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the sheet; see `Pool.table` for what they are made from.

    Columns: those of `SHEET`, source_day, tier, fit, as_exported.
    """
    sheet = pool[[*SHEET.values(), "source_day", "tier", "fit"]].copy()
    # What is filled in is not said by a technology list or a CRM.
    sheet["source"] = sheet["source"].mask(sheet["evidence"].isin(KINDS), None)
    cells = (sheet[name].map(_text) for name in SHEET.values())
    days = sheet["source_day"].map(_text)
    sheet[MARK] = [
        row_mark(row, day) for row, day in zip(zip(*cells, strict=True), days, strict=True)
    ]
    return sheet


def _text(value: Any) -> str:
    if isinstance(value, datetime.date):
        return value.isoformat()
    return value if isinstance(value, str) else ""
