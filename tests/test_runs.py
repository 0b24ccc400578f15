"""The register of runs: one a question, by number or name, with a bound, on both stores."""

from __future__ import annotations

import datetime
import json
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from click.testing import CliRunner
from dumps import dump
from test_history import FORBID, INBOUND, market, said

from graph_icp.cli import main
from graph_icp.discovery.ranking.filters import Filters
from graph_icp.errors import RankingError, RunNameError, UnknownNameError
from graph_icp.market.run_comparison import STAYED, TIERS_MOVED
from graph_icp.market.runs import keeping

if TYPE_CHECKING:
    from pathlib import Path

    from graph_icp.market import Market

__all__ = ["market"]

one_store = pytest.mark.parametrize("anywhere", ["DuckDB"], indirect=True)


def failed(market: Market, *words: object) -> Any:
    result = CliRunner().invoke(main, [*map(str, words), "--store", market.path])
    assert result.exit_code, result
    return result


def test_the_same_question_of_the_same_data_is_one_run(market: Market, tmp_path: Path) -> None:
    assert market.discover(limit=3).run == 1
    assert market.discover(without=["uses=T0", "size"]).run == 2
    # Only who is listed differs, not who is ranked.
    assert market.discover(filters=Filters(country=("DE",), min_fit=0.0), explore=0.5).run == 1
    assert market.discover(without=["Size", "uses=T0"]).run == 2
    assert market.discover(method="jaccard").run == 3
    assert market.discover(filters=Filters(statuses=("prospect", "customer"))).run == 4
    market.icp.file.write_text("[tiers]\nbest = 90\n", encoding="utf-8")
    assert market.discover().run == 5
    market.icp.file.write_text("", encoding="utf-8")
    assert market.discover().run == 1
    # It is the last that was asked for, though not the last that was made.
    assert market.runs.last_number() == 1
    assert market.explain("c20.example").run.number == 1
    with market.store() as store:
        ranked = [row["run"] for row in store.dump("run_fit").to_pylist()]
    assert {*ranked} == {1, 2, 3, 4, 5}
    (tmp_path / "more.csv").write_text("domain,technology\nc20.example,T5\n", encoding="utf-8")
    market.load(tmp_path / "more.csv")
    assert market.discover().run == 6
    market.customers.add(where=["uses=T5"])
    assert market.discover().run == 7
    assert market.discover().run == 7


def test_an_explanation_goes_by_the_day_of_its_run(market: Market) -> None:
    day, other = datetime.date(2026, 6, 1), datetime.date(2026, 5, 1)
    market.discover(as_of=day)
    explained = market.explain("c20.example")
    assert (explained.day, explained.as_of, explained.card.as_of) == (day, *["2026-06-01"] * 2)
    assert market.explain("c20.example", as_of=other).day == other
    # The same run, asked for anew.
    assert market.discover().run == 1
    explained = market.explain("c20.example")
    assert (explained.day, explained.as_of) == (datetime.date.today(), "")


def test_a_run_that_learned_otherwise_is_another(market: Market) -> None:
    """As a version that learns otherwise would find the runs of one before."""
    market.discover()
    with market.store(write=True) as store:
        [row] = store.ask("runs/run", run=1).to_pylist()
        constants = json.loads(row["constants"])
        constants["span"] *= 1.01
        store.tell("runs/forget_run", run=1)
        ranked = store.dump("run")
        assert not len(ranked)
        store.insert("run", ranked.from_pylist([row | {"constants": json.dumps(constants)}]))
    assert market.discover().run == 2


def test_a_preview_keeps_nothing(market: Market) -> None:
    with market.store() as store:
        before = dump(store)
    found = market.discover(preview=True)
    assert found.run == 0
    assert len(found.table)
    with market.store() as store:
        assert dump(store) == before
    assert market.runs.last_number() is None
    assert market.runs.table().empty
    explained = market.explain("c20.example")
    assert explained.run.number == 1
    market.discover(method="jaccard", preview=True)
    assert market.explain("c20.example").run.fit.method == "auto"
    with pytest.raises(RankingError, match="preview keeps nothing"):
        market.discover(preview=True, write_back=True)


def test_runs_are_named_and_meant_by_name(market: Market, tmp_path: Path) -> None:
    market.discover()
    table = market.discover(method="jaccard").table.set_index("domain")
    assert market.runs.name(1, " before  the fair ") == 1
    assert market.runs.table()["name"].tolist() == ["before the fair", ""]
    assert market.runs.number("Before the Fair") == market.runs.number("1") == 1
    assert market.explain("c20.example").run.number == 2
    explained = market.explain("c20.example", run="before the fair")
    assert explained.run.fit.method == "auto"
    second = market.explain("c20.example", run=2).explanation
    assert second.fit == pytest.approx(table["fit"]["c20.example"], rel=1e-9)
    file = tmp_path / "inbound.csv"
    file.write_text(INBOUND, encoding="utf-8")
    fits = market.qualify(file, run="2").table.set_index("company")["fit"]
    assert fits["c15.example"] == pytest.approx(table["fit"]["c15.example"], rel=1e-9)
    graphs = [market.neighbourhood("c15.example", run=each) for each in (1, 2, None)]
    fits = [graph.graph["fit"] for graph in graphs]
    assert fits[0] != fits[1] == fits[2]
    one, other = (market.runs.compare(each, 2) for each in ("before the fair", 1))
    pd.testing.assert_frame_equal(one, other)
    with pytest.raises(RunNameError, match="Run 1 is 'before the fair' already"):
        market.runs.name(2, "Before the fair")
    for nothing in ("", " 7 ", "--"):
        with pytest.raises(RunNameError, match="at least one letter"):
            market.runs.name(2, nothing)
    # Asked again, it keeps its name; without one it can be given to another.
    assert market.discover().run == 1
    assert market.runs.table()["name"].tolist() == ["before the fair", ""]
    market.runs.name("before the fair", None)
    assert market.runs.name(2, "before the fair") == 2


def test_a_run_is_explained_by_the_profile_that_it_went_by(market: Market) -> None:
    market.icp.file.write_text(FORBID, encoding="utf-8")
    market.discover()
    market.icp.file.write_text("", encoding="utf-8")
    market.discover()
    assert market.explain("c39.example", run=1).explanation.tier == "Disqualified"
    assert market.explain("c39.example", run=2).explanation.tier != "Disqualified"
    assert not market.explain("c39.example", run=1).run.changed


def test_a_run_that_is_not_there_is_answered_with_those_that_are(market: Market) -> None:
    with pytest.raises(UnknownNameError, match=r"no run '1'\. No run has been kept yet"):
        market.explain("c20.example", run=1)
    for method in ("auto", "cosine", "jaccard", "overlap"):
        market.discover(method=method, limit=0)
    with market.store(write=True) as store:
        store.tell("runs/forget_run", run=3)
    market.runs.name(2, "fair")
    expected = "There is no run '3'. There are runs 1 to 2 and 4; run 2 is 'fair'."
    for ask in (
        lambda: market.explain("c20.example", run=3),
        lambda: market.neighbourhood("c20.example", run=3),
        lambda: market.runs.compare(1, 3),
        lambda: market.runs.icp_text(3),
        lambda: market.runs.name(3, "other"),
    ):
        with pytest.raises(UnknownNameError) as error:
            ask()
        assert str(error.value) == expected


def test_old_runs_without_a_name_are_removed(market: Market, monkeypatch: Any) -> None:
    monkeypatch.setattr(keeping, "UNNAMED_KEPT", 2)
    market.discover()
    market.runs.name(1, "first")
    methods = ("cosine", "jaccard", "overlap")
    assert [market.discover(method=each).run for each in methods] == [2, 3, 4]
    assert market.runs.table()["run"].tolist() == [1, 3, 4]
    assert market.discover(method="jaccard").run == 3
    assert market.discover(method="adamic-adar").run == 5
    assert market.runs.table()["run"].tolist() == [1, 3, 5]
    with market.store() as store:
        for table in ("run_fit", "run_weight"):
            assert {row["run"] for row in store.dump(table).to_pylist()} == {1, 3, 5}
    assert market.explain("c20.example", run="first").rank
    market.runs.name("first", None)
    market.discover(method="cosine")
    assert market.runs.table()["run"].tolist() == [5, 6]


def test_compare_tells_of_tiers(market: Market) -> None:
    market.icp.file.write_text("[tiers]\nbest = 100\ngood = 0\n", encoding="utf-8")
    before = market.discover().table.set_index("key")
    market.icp.file.write_text("[tiers]\nbest = 100\ngood = 99.99\n", encoding="utf-8")
    after = market.discover().table.set_index("key")
    table = market.runs.compare(1, 2).set_index("key")
    changed = before.index[before["tier"] != after["tier"].reindex(before.index)]
    assert {*table.index} == {*changed}
    assert len(changed)
    assert {*table["change"]} == {STAYED}
    assert {*table["moved_by"]} == {TIERS_MOVED}
    assert table["tier_before"].equals(before["tier"].reindex(table.index))
    assert table["tier"].equals(after["tier"].reindex(table.index))
    told = said(market, "compare", 1, 2).stderr
    assert "No company moved to another place" in told
    assert f"{len(changed)} in another tier: {len(changed)} Good fit -> Bad fit." in told
    assert "icp.toml changed where tiers begin" in told
    assert "No company moved or changed tier." in said(market, "icp", "compare", 2, 2).stderr


def test_the_tiers_of_a_comparison_are_those_of_the_lists(market: Market) -> None:
    market.icp.file.write_text(FORBID, encoding="utf-8")
    before = market.discover().table.set_index("key")
    market.icp.file.write_text("[tiers]\nbest = 60\ngood = 20\n", encoding="utf-8")
    after = market.discover(method="cosine").table.set_index("key")
    table = market.runs.compare(1, 2).set_index("key")
    was = before["tier"].reindex(table.index)
    assert table["tier_before"].tolist() == was.fillna("Disqualified").tolist()
    assert table["tier"].equals(after["tier"].reindex(table.index))
    back = market.runs.compare(2, 1).set_index("key")
    assert {*back["tier"][back["change"] == "left"]} == {"Disqualified"}


@one_store
def test_the_history_shows_what_was_asked(market: Market) -> None:
    assert "nothing to show" in said(market, "icp", "history").stderr
    said(market, "discover")
    plain = said(market, "icp", "history").stdout
    assert "statuses" not in plain.lower()
    assert "This is run 2" in said(market, "discover", "--without", "uses=T0").stderr
    assert "run 3" not in said(market, "discover", "--preview", "--method", "jaccard").stderr
    assert (
        "Run 2 is 'before the fair' now."
        in said(market, "icp", "name", 2, "before the fair").stderr
    )
    rows = json.loads(said(market, "icp", "history", "--format", "json").stdout)
    table = market.discover().table
    assert [row["run"] for row in rows] == [1, 2]
    assert rows[1]["name"] == "before the fair"
    assert rows[1]["without"] == ["uses=T0"]
    assert rows[0]["statuses"] == ["prospect"]
    assert rows[0]["ranked"] == len(table)
    assert rows[0]["customers"] == 10
    assert rows[0]["loads"] == 2
    shown = said(market, "icp", "history").stdout
    assert "before the fair" in shown
    assert "uses=T0" in shown


@one_store
def test_commands_take_runs_by_number_and_name(market: Market, tmp_path: Path) -> None:
    said(market, "discover", "--method", "jaccard")
    said(market, "discover")
    said(market, "icp", "name", 1, "old")
    explain = json.loads(said(market, "explain", "c20.example", "--format", "json").stdout)
    old = json.loads(
        said(market, "explain", "c20.example", "--run", "OLD", "--format", "json").stdout
    )
    assert sum(row["points"] for row in old) != pytest.approx(sum(row["points"] for row in explain))
    page = tmp_path / "c20.json"
    said(market, "neighbourhood", "c20.example", "--run", 1, "-o", page)
    assert page.exists()
    assert said(market, "qualify", "-", "--run", "old", stdin=INBOUND).stdout
    assert "There are runs 1 to 2" in failed(market, "compare", 1, 9).stderr
    assert "There are runs 1 to 2" in failed(market, "explain", "c20.example", "--run", 9).stderr
    assert "Give a name, or --remove" in failed(market, "icp", "name", 1).stderr
    assert "Run 1 has no name now." in said(market, "icp", "name", "old", "--remove").stderr
    assert (
        "--preview keeps nothing" in failed(market, "discover", "--preview", "--write-back").stderr
    )
    market.customers.remove(where=["uses=T5"])
    assert "links are those of today" in said(market, "explain", "c20.example", "--run", 1).stderr
