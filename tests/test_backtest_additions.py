"""Whether intent and reach, as they were known on a day, added to fit for the wins that came."""

from __future__ import annotations

import csv
import datetime
import html
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

DAY = datetime.date(2025, 1, 1)
COMPANIES, CUSTOMERS, LATER = 160, 40, 20
Rows = list[list[object]]


def ago(days: int) -> str:
    return (DAY - datetime.timedelta(days=days)).isoformat()


def planted() -> dict[str, Rows]:
    """Return a market whose later customers looked at prices before, as few others did."""
    draw = Random(4)
    names = [f"c{place:03}.example" for place in range(COMPANIES)]
    uses: Rows = [["domain", "technology", "since"]]
    visits: Rows = [["domain", "page", "at", "count"]]
    won: Rows = [["domain", "since"]]
    for place, name in enumerate(names):
        customer = place < CUSTOMERS
        if draw.random() < (0.8 if customer else 0.4):
            uses.append([name, "Elixir", "2015-01-01"])
        uses.append([name, f"Tool {draw.randrange(8)}", "2015-01-01"])
        later = place < LATER
        if customer:
            won.append([name, ago(-20 - place) if later else ago(400 + place)])
        if draw.random() < (0.7 if later else 0.1):
            visits.append([name, "/pricing", ago(draw.randrange(1, 14)), 1])
    return {
        "companies": [["company", "domain"], *([name[:4], name] for name in names)],
        "uses": uses,
        "customers": won,
        "visits": visits,
    }


def loaded(folder: Path, files: dict[str, Rows], store: str = ":memory:") -> Market:
    market = graph_icp.open(store)
    paths = []
    for name, rows in files.items():
        paths.append(folder / f"{name}.csv")
        with paths[-1].open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    market.load(*paths, as_of=datetime.date(2026, 1, 1))
    return market


def acquainted(files: dict[str, Rows], since: str, told: str) -> dict[str, Rows]:
    """Return the files with people at some companies whom a colleague has long known well."""
    people: Rows = [["name", "email", "title", "company", "domain", "since"]]
    known: Rows = [["colleague", "person", "email", "rating", "as_of"]]
    for place in (*range(LATER), *range(100, 110)):
        email = f"p@c{place:03}.example"
        name = f"Pat {chr(65 + place % 26)}{chr(97 + place // 26)}son"
        people.append([name, email, "COO", f"c{place:03}", f"c{place:03}.example", since])
        known.append(["Ann Lee", name, email, "strong", told])
    return files | {"people": people, "colleague_person": known}


def test_planted_intent_added_to_fit(tmp_path: Path, anywhere: str) -> None:
    found = loaded(tmp_path, planted(), anywhere).backtest(since=DAY).additions
    assert found is not None
    table = found.table.set_index("ranked_by")
    assert list(table.index) == ["fit", "fit + 0.3 intent"]
    row = table.loc["fit + 0.3 intent"]
    assert row["auc_gain_low"] > 0
    assert row["auc_gain"] == pytest.approx(row["auc"] - table.loc["fit", "auc"])
    assert row["found_50"] >= table.loc["fit", "found_50"]
    intent, reach = found.sentences
    assert intent.startswith("Intent added to fit: AUC +0.")
    assert reach == "Cannot tell whether reach added: no file of a colleague is loaded."


def test_what_is_dated_from_the_day_on_changes_nothing(tmp_path: Path, anywhere: str) -> None:
    files = acquainted(planted(), "2020-01-01", ago(30))
    before = loaded(tmp_path, files, anywhere)
    then = before.backtest(since=DAY).additions
    late = {name: list(rows) for name, rows in files.items()}
    late["visits"] += [[f"c{place:03}.example", "/demo", ago(-place), 9] for place in range(60)]
    late["people"] += [
        [f"Kim {chr(65 + place)}son", f"k@c{place:03}.example", "CEO", f"c{place:03}",
         f"c{place:03}.example", ago(-1)]
        for place in range(20)
    ]  # fmt: skip
    late["colleague_person"] += [
        ["Ann Lee", f"Kim {chr(65 + place)}son", f"k@c{place:03}.example", "strong", ago(0)]
        for place in range(20)
    ]
    (tmp_path / "late").mkdir()
    after = loaded(tmp_path / "late", late).backtest(since=DAY).additions
    assert then is not None
    assert after is not None
    assert "fit + 0.2 reach" in then.table["ranked_by"].tolist()
    assert after.table.equals(then.table)


def test_paths_known_then_count_and_both_together(tmp_path: Path) -> None:
    found = (
        loaded(tmp_path, acquainted(planted(), "2020-01-01", ago(30))).backtest(since=DAY).additions
    )
    assert found is not None
    assert found.table["ranked_by"].tolist() == [
        *("fit", "fit + 0.3 intent", "fit + 0.2 reach", "all"),
    ]
    assert found.table["auc_gain_low"].iloc[2] > 0
    assert found.sentences[2].startswith("Intent and reach together added to fit")


def test_what_is_missing_is_said(tmp_path: Path) -> None:
    files = acquainted(planted(), "", "")
    files["visits"] = [files["visits"][0], ["c001.example", "/pricing", ago(-3), 1]]
    found = loaded(tmp_path, files).backtest(since=DAY).additions
    assert found is not None
    assert found.table["ranked_by"].tolist() == ["fit"]
    assert found.sentences == (
        "Cannot tell whether intent added: no signal that would have counted then is dated before "
        "2025-01-01 (1 dated later).",
        "Cannot tell whether reach added: no path leads over jobs and ties dated before 2025-01-01 "
        "(30 ties dated later, 60 jobs without a day).",
    )


def test_only_a_back_test_by_date_asks_it(tmp_path: Path) -> None:
    assert loaded(tmp_path, planted()).backtest(repeats=1).additions is None


def test_the_command_and_the_page_show_it(tmp_path: Path) -> None:
    store, page = tmp_path / "m.duckdb", tmp_path / "page.html"
    loaded(tmp_path, planted(), str(store))
    asked = ["backtest", "--since", DAY.isoformat(), "--store", str(store), "--page", str(page)]
    run = CliRunner().invoke(main, asked)
    assert run.exit_code == 0, run.output
    assert re.search(r"fit \+ 0\.3 intent +\S+ \(\d+ to \d+%\) +0\.\d+ \(", run.stdout)
    assert "Intent added to fit: AUC +0." in run.output
    text = html.unescape(page.read_text(encoding="utf-8"))
    assert "What intent and reach of then added" in text
    assert "Cannot tell whether reach added: no file of a colleague is loaded." in text
