"""Weights of signals in a store: learned from its deals, shown, said, and overruled by icp.toml."""

from __future__ import annotations

import csv
import datetime
import re
from random import Random
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

import graph_icp
from graph_icp.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from graph_icp.market import Market

DAY = datetime.date(2026, 6, 1)
COMPANIES = 200
Rows = list[list[object]]


def ago(days: int) -> str:
    return (DAY - datetime.timedelta(days=days)).isoformat()


def files(deals: int) -> dict[str, Rows]:
    """Return a market in which looks at prices precede deals by weeks, and jobs do not."""
    draw = Random(2)
    visits: Rows = [["domain", "page", "at", "count"]]
    told: Rows = [["Record ID", "Deal Name", "Deal Stage", "Create Date", "Close Date",
                   "Associated Company IDs"]]  # fmt: skip
    for place in range(deals):
        opened = draw.randrange(70, 650)
        told.append([place, f"Plan {place}", "Closed Won", ago(opened), ago(opened - 30), place])
        visits += [
            [f"c{place:03}.example", "/pricing", ago(opened + weeks * 7 + 3), 2]
            for weeks in range(1, 5)
        ]
    for _ in range(1200):
        name = f"c{draw.randrange(150):03}.example"
        visits.append([name, "/careers", ago(draw.randrange(1, 700)), 1])
    visits += [
        [f"c{place:03}.example", "/pricing", ago(place - 150), 1] for place in range(150, 199)
    ]
    companies: Rows = [["Record ID", "Company name", "Company Domain Name", "Industry"]]
    companies += [
        [
            place,
            f"C{place:03}",
            f"c{place:03}.example",
            "Software" if place % 5 == 0 or place < 45 else "Retail",
        ]
        for place in range(COMPANIES)
    ]
    return {"hubspot companies": companies, "hubspot deals": told, "visits": visits}


def loaded(folder: Path, tables: dict[str, Rows]) -> Market:
    for name, rows in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    market = graph_icp.open(folder / "m.duckdb")
    market.load(*sorted(folder.glob("*.csv")), as_of=DAY)
    return market


def run(market: Market, *arguments: str) -> str:
    done = CliRunner().invoke(main, [*arguments, "--store", str(market.path)])
    assert done.exit_code == 0, done.output
    return done.output


@pytest.fixture(scope="module")
def taught(tmp_path_factory: pytest.TempPathFactory) -> Market:
    return loaded(tmp_path_factory.mktemp("taught"), files(41))


def test_deals_teach_what_signals_are_worth(taught: Market) -> None:
    found = taught.signals.weights(DAY)
    table = found.table().set_index("kind")
    assert found.said == "by weights learned from 41 won deals"
    assert table.loc["pricing", "weight"] == table.loc["pricing", "learned_weight"] > 20
    assert table.loc["pricing", "weight"] > table.loc["careers", "weight"] + 15
    assert table.loc["pricing", "default_weight"] == 20
    assert table.loc["demo", "weight"] == 60


def test_intent_counts_by_them_and_the_list_says_so(taught: Market) -> None:
    kind = taught.signals.weights(DAY).kinds["pricing"]
    strength = kind.weight * 2 ** (-10 / kind.half_life)
    found = taught.signals("c160.example", DAY)
    assert found.table["points"].sum() == pytest.approx(100 * (1 - 2 ** (-strength / 50)))
    said = run(taught, "discover", "--as-of", DAY.isoformat())
    assert said.count("Intent by weights learned from 41 won deals;") == 1


def test_ten_deals_leave_the_defaults(tmp_path: Path) -> None:
    market = loaded(tmp_path, files(10))
    found = market.signals.weights(DAY)
    assert found.table().filter(like="learned_").isna().all(axis=None)
    said = "by default weights (10 of 30 won deals with dates)"
    assert found.said == said
    assert f"Intent {said}" in run(market, "discover", "--as-of", DAY.isoformat())


def test_icp_toml_stands_before_both(tmp_path: Path) -> None:
    market = loaded(tmp_path, files(41))
    (tmp_path / "icp.toml").write_text("[intent]\npricing = {weight = 3}\n", encoding="utf-8")
    table = market.signals.weights(DAY).table().set_index("kind")
    assert table.loc["pricing", "weight"] == 3
    assert table.loc["pricing", "learned_weight"] > 20


@pytest.mark.parametrize(
    ("opened", "closed"),
    [(ago(10), ago(40)), (ago(-10), ago(-5)), ("", ago(40)), ("", ""), (ago(-3), "")],
)
def test_deals_with_wrong_dates_teach_nothing(tmp_path: Path, opened: str, closed: str) -> None:
    tables = files(41)
    for row in tables["hubspot deals"][12:]:
        row[3:5] = [opened, closed]
    market = loaded(tmp_path, tables)
    assert market.signals.weights(DAY).said == "by default weights (11 of 30 won deals with dates)"


def test_what_happened_later_teaches_nothing_of_a_day(taught: Market, tmp_path: Path) -> None:
    tables = files(41)
    tables["visits"] += [[f"c{place:03}.example", "/demo", ago(-1), 9] for place in range(90)]
    tables["hubspot deals"] += [
        [500 + place, f"Late {place}", "Closed Won", ago(-2), ago(-9), 100 + place]
        for place in range(20)
    ]
    later = loaded(tmp_path, tables).signals.weights(DAY)
    assert later.table().equals(taught.signals.weights(DAY).table())


def test_the_command_shows_them(taught: Market) -> None:
    shown = run(taught, "signals", "--weights", "--as-of", DAY.isoformat())
    assert re.search(r"pricing +\d[\d.]*, \d+ days +20, 14 days +\d[\d.]*, \d+ days", shown)
    assert "Intent is told by weights learned from 41 won deals" in shown
    assert "Average precision in the later half of the time" in shown
    for asked in ([], ["c001.example", "--weights"]):
        refused = CliRunner().invoke(main, ["signals", *asked, "--store", str(taught.path)])
        assert refused.exit_code == 2
        assert "Name one account, or ask for --weights." in refused.output
