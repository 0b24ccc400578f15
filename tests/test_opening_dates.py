"""The day on which a deal was opened, as the exports of CRM systems tell it."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest
from variants import load

import graph_icp
from graph_icp.graph.tables import TABLES

if TYPE_CHECKING:
    from pathlib import Path

OPENED = datetime.date(2025, 9, 1)

HUBSPOT = (
    "Record ID,Deal Name,Deal Stage,Close Date,{},Associated Company IDs,Associated Company\n"
    "1,Plan,Closed Won,2025-11-30,{},7,Acme\n"
)
SALESFORCE = (
    "Id,AccountId,Account Name,Name,StageName,CloseDate,{}\n"
    "006A,001A,Acme,Plan,Closed Won,2025-11-30,{}\n"
)
PIPEDRIVE = (
    "Deal - ID,Deal - Title,Deal - Value,Deal - Status,Deal - Organization,{}\n"
    "1,Plan,10,Won,Acme,{}\n"
)
ZOHO = (
    "Record Id,Deal Owner.id,Deal Name,Closing Date,Account Name,Stage,{}\n"
    "1,2,Plan,2025-11-30,Acme,Closed Won,{}\n"
)
DYNAMICS = "Topic,Potential Customer,Est. Close Date,Status,{}\nPlan,Acme,2025-11-30,Won,{}\n"


@pytest.mark.parametrize(
    ("file", "header", "cell"),
    [
        (HUBSPOT, "Create Date", "2025-09-01 08:00"),
        (HUBSPOT, "createdate", "2025-09-01T08:00:00Z"),
        (HUBSPOT, "Erstellungsdatum", "01.09.2025"),
        (SALESFORCE, "CreatedDate", "2025-09-01T08:00:00.000Z"),
        (SALESFORCE, "Created Date", "9/1/2025"),
        (PIPEDRIVE, "Deal - Deal created", "2025-09-01 08:00:00"),
        (PIPEDRIVE, "Deal - Created", "2025-09-01"),
        (ZOHO, "Created Time", "2025-09-01 08:00:00"),
        (DYNAMICS, "Created On", "9/1/2025 8:00 AM"),
        (DYNAMICS, "opened_on", "2025-09-01"),
    ],
)
def test_each_system_tells_it(tmp_path: Path, file: str, header: str, cell: str) -> None:
    _, told = load(tmp_path, file.format(header, cell), "deals.csv")
    assert opened(told) == [OPENED]


@pytest.mark.parametrize("cell", ["", "soon", "2025-13-40"])
def test_a_deal_without_it_is_kept(tmp_path: Path, cell: str) -> None:
    _, told = load(tmp_path, SALESFORCE.format("CreatedDate", cell), "deals.csv")
    assert opened(told) == [None]


@pytest.mark.parametrize(
    ("days", "told"),
    [
        # What was said last counts, in whatever order the files come.
        ([("2025-09-01", "2026-01-01"), ("2025-09-05", "2026-02-01")], "2025-09-05"),
        ([("2025-09-05", "2026-02-01"), ("2025-09-01", "2026-01-01")], "2025-09-05"),
        # Of one day, the first.
        ([("2025-09-05", "2026-01-01"), ("2025-09-01", "2026-01-01")], "2025-09-01"),
    ],
)
def test_the_latest_statement_counts(
    tmp_path: Path, days: list[tuple[str, str]], told: str
) -> None:
    market = graph_icp.open(tmp_path / "m.duckdb")
    for place, (day, as_of) in enumerate(days):
        path = tmp_path / f"opportunities {place}.csv"
        path.write_text(SALESFORCE.format("CreatedDate", day))
        market.load(path, as_of=datetime.date.fromisoformat(as_of))
    with market.store() as store:
        facts = store.dump("fact").to_pylist()
    assert [str(fact["opened_on"]) for fact in facts if fact["kind"] == "HAS_DEAL"] == [told]


def opened(told: dict[str, set[tuple[object, ...]]]) -> list[object]:
    """Return the opening days of deals."""
    place = list(TABLES["fact"]).index("opened_on")
    return [row[place] for row in told["fact"] if row[0] == "HAS_DEAL"]
