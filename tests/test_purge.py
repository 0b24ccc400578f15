"""People of whom nothing was told for long are forgotten, and the receipt has no names."""

from __future__ import annotations

import datetime
import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

import graph_icp
from graph_icp.cli.main import main
from graph_icp.errors import GraphICPError
from graph_icp.market.privacy.purge import day_before

if TYPE_CHECKING:
    from pathlib import Path

TODAY = datetime.datetime.now().astimezone().date()
PEOPLE = "name,email,domain,company,as_of\n"


@pytest.mark.parametrize(
    ("today", "span", "day"),
    [
        ("2026-11-30", "24m", "2024-11-30"),
        ("2026-11-30", "2 years", "2024-11-30"),
        ("2026-03-31", "1m", "2026-02-28"),
        ("2024-03-31", "1m", "2024-02-29"),
        ("2026-01-31", "2m", "2025-11-30"),
        ("2026-12-31", "12m", "2025-12-31"),
        ("2026-01-01", "90d", "2025-10-03"),
    ],
)
def test_a_time_back_is_a_day(today: str, span: str, day: str) -> None:
    assert day_before(datetime.date.fromisoformat(today), span).isoformat() == day


@pytest.mark.parametrize("span", ["", "24", "0m", "m", "-3m", "9999y", "24 weeks"])
def test_what_is_no_time_is_refused(span: str) -> None:
    with pytest.raises(GraphICPError, match="write 24m"):
        day_before(TODAY, span)


def test_who_is_unseen_goes_and_the_rest_stays(tmp_path: Path) -> None:
    old, new = (TODAY - datetime.timedelta(each) for each in (1000, 10))
    file = tmp_path / "people.csv"
    file.write_text(
        PEOPLE + f"Zoe Zeta,zoe@zeta.example,zeta.example,Zeta,{old}\n"
        f"Mia Keller,mia@acme.example,acme.example,Acme,{old}\n"
        f"Mia Keller,mia@acme.example,acme.example,Acme,{new}\n"
    )
    store = tmp_path / "m.duckdb"
    market = graph_icp.open(store)
    market.load(file)
    asked = ["purge", "--people-unseen", "24m", "--store", str(store)]
    dry = CliRunner().invoke(main, [*asked, "--dry-run"])
    assert dry.exit_code == 0
    assert "1 person" in dry.stderr
    refused = CliRunner().invoke(main, asked, input="n\n")
    assert refused.exit_code == 1
    with market.store() as opened:
        assert opened.ask("summary/counts")["people"].to_pylist() == [2]
    done = CliRunner().invoke(main, [*asked, "--yes", "-o", str(tmp_path / "receipt.json")])
    assert done.exit_code == 0, done.stderr
    receipt = json.loads((tmp_path / "receipt.json").read_text())
    assert receipt["people"] == 1
    assert receipt["purged_on"] == TODAY.isoformat()
    assert "zoe" not in json.dumps(receipt).casefold()
    assert b"zoe" not in store.read_bytes().lower()
    assert b"mia@acme.example" in store.read_bytes()
    again = CliRunner().invoke(main, asked)
    assert again.exit_code == 0
    assert "Nobody to forget" in again.stderr
