"""What changed from one list to another: of files, of runs, and since a day."""

from __future__ import annotations

import datetime
import json
from typing import TYPE_CHECKING, Any

import openpyxl
import pandas as pd
import pytest
from click.testing import CliRunner
from test_feedback import written
from test_icp import loaded

import graph_icp
from graph_icp.cli import main
from graph_icp.cli.lists.diff import CHANGED
from graph_icp.discovery.ranking.list_changes import CHANGES
from graph_icp.errors import FileError, GraphICPError, RankingError, UnknownNameError
from graph_icp.market.run_comparison import NEWS
from graph_icp.output.lists import write_list

if TYPE_CHECKING:
    from pathlib import Path

    from graph_icp.market import Market

OLD = """\
rank,account,domain,tier,fit
1,Acme,acme.example,Best fit,90
2,Bolt,bolt.example,Best fit,70
3,Crux,crux.example,Good fit,40
4,Dune,dune.example,Good fit,30
5,Echo,echo.example,Bad fit,10
6,Flux,flux.example,Bad fit,5
"""
NEW = """\
rank,account,domain,tier,fit
1,Acme,https://www.acme.example,Best fit,91
2,Dune,dune.example,Best fit,60
3,Gale,gale.example,Best fit,55
4,Bolt,bolt.example,Good fit,45
5,Echo,echo.example,Good fit,25
6,Hale,hale.example,Good fit,22
7,Iris,iris.example,Bad fit,3
"""
# Domain, change, tier before and now, in the order of the table.
EXPECTED = [
    ("dune.example", "new Best fit", "Good fit", "Best fit"),
    ("gale.example", "new Best fit", "", "Best fit"),
    ("echo.example", "risen", "Bad fit", "Good fit"),
    ("hale.example", "new", "", "Good fit"),
    ("bolt.example", "fallen", "Best fit", "Good fit"),
    ("crux.example", "gone", "Good fit", ""),
]


@pytest.fixture
def market(tmp_path: Path) -> Market:
    return loaded(tmp_path / "files")


def lists(folder: Path) -> tuple[Path, Path]:
    return written(folder, "old.csv", OLD), written(folder, "new.csv", NEW)


def told(table: pd.DataFrame) -> list[tuple[str, ...]]:
    return list(table[["domain", "change", "tier_before", "tier"]].itertuples(index=False))


def test_two_files_are_compared_by_tiers(tmp_path: Path) -> None:
    found = graph_icp.open(tmp_path / "none.duckdb").diff(*lists(tmp_path))
    assert told(found.table) == EXPECTED
    assert found.counts() == {
        "new Best fit": 2,
        "risen": 1,
        "new": 1,
        "fallen": 1,
        "gone": 1,
    }
    assert found.others == 2
    everything = graph_icp.open(tmp_path / "none.duckdb").diff(*lists(tmp_path), everything=True)
    assert {"iris.example", "flux.example"} < {*everything.table["domain"]}
    backwards = graph_icp.open(tmp_path / "none.duckdb").diff(*reversed(lists(tmp_path)))
    assert backwards.counts() == {
        "new Best fit": 1,
        "new": 1,
        "fallen": 2,
        "gone": 2,
    }


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json", "jsonl"])
def test_lists_of_every_format_say_the_same(tmp_path: Path, ending: str) -> None:
    paths = lists(tmp_path)
    frames = [pd.read_csv(each) for each in paths]
    frames[0].loc[0, "account"] = "=Acme"
    frames[1].loc[0, "account"] = "=Acme"
    for name, frame in zip(("a", "b"), frames, strict=True):
        how = {"format": ending, "output": tmp_path / f"{name}.{ending}"}
        write_list(frame[["rank", "account", "tier", "fit"]], title="List", **how)
    found = graph_icp.open(tmp_path / "none.duckdb").diff(
        tmp_path / f"a.{ending}", tmp_path / f"b.{ending}"
    )
    assert [each[1:] for each in told(found.table)] == [each[1:] for each in EXPECTED]


def test_files_of_exports_are_lists_too(tmp_path: Path) -> None:
    hubspot = (
        "Company name,Company Domain Name,Ideal Customer Profile Tier\n"
        "Bolt,bolt.example,Tier 2\nGale,gale.example,Tier 1\n"
    )
    new = written(tmp_path, "hubspot.csv", hubspot)
    found = graph_icp.open(tmp_path / "none.duckdb").diff(lists(tmp_path)[0], new)
    assert ("gale.example", "new Best fit", "", "Best fit") in told(found.table)
    assert ("bolt.example", "fallen", "Best fit", "Good fit") in told(found.table)
    bare = written(tmp_path, "bare.csv", "companyname,companywebsite\nGale,gale.example\n")
    found = graph_icp.open(tmp_path / "none.duckdb").diff(bare, new)
    assert told(found.table) == [("bolt.example", "new", "", "")]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("colour\nred\n", NEW, "have none of key, domain"),
        ("domain\nacme.example\n", "account\nAcme\n", "name companies by different columns"),
        ("", NEW, "is empty"),
    ],
)
def test_files_that_are_no_lists_are_refused(
    tmp_path: Path, old: str, new: str, sentence: str
) -> None:
    one, other = written(tmp_path, "one.csv", old), written(tmp_path, "other.csv", new)
    with pytest.raises(FileError, match=sentence):
        graph_icp.open(tmp_path / "none.duckdb").diff(one, other)


def test_runs_are_compared_and_say_what_moved_them(market: Market, tmp_path: Path) -> None:
    before = market.discover(sort="fit").table
    more = "domain,technology\n" + "".join(
        f"c{place}.example,{each}\n" for place in (18, 19) for each in ("T0", "T1")
    )
    market.load(written(tmp_path, "more.csv", more))
    market.feedback.say("c19.example", "lost", "price")
    market.feedback.say(str(before["domain"][0]), "won")
    after = market.discover(sort="fit").table
    found = market.diff()
    tiers = [each.set_index("domain")["tier"] for each in (before, after)]
    expected = {
        domain
        for domain in {*tiers[0].index, *tiers[1].index}
        if tiers[0].get(domain) != tiers[1].get(domain)
    }
    everything = market.diff(everything=True)
    assert {*everything.table["domain"]} == expected
    rows = found.table.set_index("domain")
    assert rows["moved_by"].get("c19.example", "") in ("", "your team said: lost, price")
    assert rows["change"]["c18.example"] in ("new Best fit", "risen")
    assert rows["moved_by"]["c18.example"] == NEWS
    assert rows["change"][before["domain"][0]] == "gone"
    assert rows["moved_by"][before["domain"][0]] == "your team said: won"
    assert told(market.diff(1, 2).table) == told(found.table)
    assert market.diff(2, 2).table.empty
    assert {*found.table["change"]} <= {*CHANGES}
    with pytest.raises(UnknownNameError, match="no run '7'"):
        market.diff(1, 7)


def test_the_list_of_a_day_is_the_last_that_was_made_by_then(
    market: Market, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(RankingError, match="No list has been made yet"):
        market.diff()
    days = ("2026-03-01", "2026-03-05", "2026-03-09")
    for place, day in enumerate(days):
        made_on(monkeypatch, f"{day}T02:00:00")
        text = f"domain,technology\nc{30 + place}.example,T0\n"
        market.load(written(tmp_path, "more.csv", text))
        market.discover(limit=0)
        # Another question in between is not the list of that day.
        market.discover(method="jaccard", limit=0, preview=place != 1)
    last = market.discover(limit=0).run
    monkeypatch.undo()
    for since, run in (("2026-03-01", 1), ("2026-03-04", 1), ("2026-03-08", 2)):
        assert market.diff(since=since).before.startswith(f"run {run} of {days[run - 1]}")
    assert market.diff(since="2026-03-09").before.startswith(f"run {last} of")
    assert market.diff(since="2026-03-09").table.empty
    assert "No list is as old as 2026-01-01" in market.diff(since="2026-01-01").remark
    assert market.diff(since="1d").table.empty
    assert market.diff().before.startswith("run 2 of")
    for wrong in ("yesterday", "7", "3x", "2999-01-01"):
        with pytest.raises(GraphICPError, match="is no day of before; write 7d"):
            market.diff(since=wrong)


def made_on(monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    class Then(datetime.datetime):
        @classmethod
        def now(cls, tz: datetime.tzinfo | None = None) -> datetime.datetime:
            return datetime.datetime.fromisoformat(moment)

    monkeypatch.setattr("graph_icp.market.runs.keeping.datetime.datetime", Then)


def test_the_first_list_has_nothing_to_be_compared_with(market: Market) -> None:
    market.discover(limit=0)
    found = market.diff()
    assert found.table.empty
    assert "first list of its kind" in found.remark


def test_the_command_ends_as_it_is_asked_to(tmp_path: Path) -> None:
    old, new = lists(tmp_path)
    ended = run("diff", old, new)
    assert ended.exit_code == 0
    assert ended.stderr.startswith(
        f"2 new Best fits, 1 risen, 1 new, 1 fallen, 1 gone, from {old} to {new}."
    )
    assert run("diff", old, new, "--exit-code").exit_code == CHANGED
    assert run("diff", old, old, "--exit-code").exit_code == 0
    assert "Nothing changed" in run("diff", old, old).stderr
    rows = json.loads(run("diff", old, new, "--format", "json").stdout)
    assert [(each["domain"], each["change"]) for each in rows] == [each[:2] for each in EXPECTED]
    assert rows[1] == {
        "change": "new Best fit",
        "account": "Gale",
        "domain": "gale.example",
        "tier_before": "",
        "tier": "Best fit",
        "fit_before": None,
        "fit": 55,
        "rank_before": None,
        "rank": 3,
        "moved_by": "",
        "key": "",
    }
    assert json.loads(run("diff", old, old, "--format", "json").stdout) == []
    run("diff", old, new, "-o", tmp_path / "changes.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "changes.xlsx").worksheets[0]
    assert "Gale" in {cell.value for row in sheet.iter_rows() for cell in row}


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (["old.csv"], 2, "Give two lists, or none"),
        (["old.csv", "new.csv", "--since", "7d"], 2, "two lists or --since"),
        (["old.csv", "none.csv"], 1, "There is no file"),
        (["old.csv", "3"], 1, "give two files, or two runs"),
        (["1", "2"], 1, "There is no store"),
    ],
)
def test_the_command_refuses_what_it_cannot_compare(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], code: int, sentence: str
) -> None:
    lists(tmp_path)
    monkeypatch.chdir(tmp_path)
    ended = run("diff", *words, "--exit-code")
    assert ended.exit_code == code
    assert sentence in ended.stderr


def run(*words: object) -> Any:
    return CliRunner().invoke(main, [*map(str, words)])


def test_who_left_for_what_the_team_said_is_told_once_with_it(market: Market) -> None:
    good = market.discover(sort="fit").table["domain"].tolist()
    market.feedback.say(good[0], "not a fit", "too small")
    market.feedback.say(good[1], "not a fit")
    market.feedback.say(good[2], "later")
    market.feedback.say(good[3], "taken")
    market.discover(sort="fit")

    def gone() -> dict[str, str]:
        table = market.diff(everything=True).table
        table = table[table["change"] == "gone"].set_index("domain")
        assert set(table["tier"]) <= {""}
        return {str(each): str(why) for each, why in table["moved_by"].items()}

    assert gone() == {
        good[0]: "your team said: not a fit, too small",
        good[1]: "your team said: not a fit",
        good[2]: "your team said: later",
    }
    market.feedback.say(good[4], "lost", "price")
    market.feedback.undo(good[2])
    market.discover(sort="fit")
    assert gone() == {good[4]: "your team said: lost, price"}
    back = market.diff(everything=True).table.set_index("domain")
    assert back["tier_before"][good[2]] == ""
    market.discover(sort="fit")
    assert gone() == {good[4]: "your team said: lost, price"}


def test_what_was_not_compared_is_said(tmp_path: Path) -> None:
    twice = (
        "account,tier\nGamma,Good fit\nGamma,Best fit\nApex Works,Good fit\nApex Works,Bad fit\n"
    )
    old = written(tmp_path, "old.csv", "account,tier\nGamma,Good fit\nApex Works,Good fit\n")
    ended = run("diff", old, written(tmp_path, "new.csv", twice))
    assert "Nothing changed" in ended.stderr
    assert "new.csv, where the first row counts: Gamma, Apex Works." in ended.stderr.replace(
        "\n", " "
    )
    bare = written(tmp_path, "bare.csv", "account\nGamma\nApex Works\n")
    found = graph_icp.open(tmp_path / "none.duckdb").diff(old, bare)
    assert found.remark == f"Tiers are not compared: {bare} has no column Tier."
