"""Runs beside one another, and inbound companies scored by a run, on both stores."""

from __future__ import annotations

import datetime
import json
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from click.testing import CliRunner
from dumps import dump
from test_icp import loaded

import graph_icp
from graph_icp.cli import main
from graph_icp.discovery.ranking.filters import Filters
from graph_icp.errors import FileError, UnknownNameError

if TYPE_CHECKING:
    from pathlib import Path

    from graph_icp.market import Market

FORBID = "[require]\nemployees = {at_most = 305}\n"


# What is refused and told does not depend on where they are kept: one store is enough.
one_store = pytest.mark.parametrize("anywhere", ["DuckDB"], indirect=True)


@pytest.fixture
def market(anywhere: str, tmp_path: Path) -> Market:
    made = loaded(tmp_path / "files")
    (tmp_path / "icp.toml").touch()
    if anywhere == ":memory:":
        return graph_icp.open(made.path, icp=tmp_path / "icp.toml")
    made.copy(anywhere)
    return graph_icp.open(anywhere, icp=tmp_path / "icp.toml")


def said(market: Market, *words: object, stdin: str | None = None) -> Any:
    result = CliRunner().invoke(
        main, [*map(str, words), "--store", market.path], input=stdin, catch_exceptions=False
    )
    assert result.exit_code == 0, result
    return result


def test_a_run_keeps_the_profile_that_it_went_by(market: Market) -> None:
    market.icp.file.write_text("[tiers]\nbest = 90\n", encoding="utf-8")
    market.discover(limit=0)
    market.icp.file.write_text(FORBID, encoding="utf-8")
    market.discover(method="cosine", limit=0)
    table = market.runs.table()
    assert table["run"].tolist() == [1, 2]
    assert table["method"].tolist() == ["auto", "cosine"]
    assert table["icp"].tolist() == ["[tiers]\nbest = 90\n", FORBID]
    assert market.runs.icp_text(1) == "[tiers]\nbest = 90\n"
    with pytest.raises(UnknownNameError, match="no run '7'"):
        market.runs.icp_text(7)
    assert market.explain("c20.example").explanation.tier


def test_compare_says_who_moved_and_what_moved_them(market: Market) -> None:
    before = market.discover().table
    market.icp.file.write_text(FORBID + "[hypothesis]\nuses = ['T4']\n", encoding="utf-8")
    after = market.discover().table
    table = market.runs.compare(1, 2)
    ranks = [dict(zip(each["key"], each["rank"], strict=True)) for each in (before, after)]
    for row in table.itertuples(index=False):
        old, new = (each.get(row.key) for each in ranks)
        assert (row.rank_before if old else pd.NA) is pd.NA or row.rank_before == old
        change = "left" if new is None else "rose" if new < old else "fell"
        assert row.change == change
        if row.moved_by == "others moved":
            assert (row.fit > row.fit_before) != (change == "rose")
    left = table[table["change"] == "left"]
    assert {*left["domain"]} == {f"c{place}.example" for place in range(31, 40)}
    assert {*left["moved_by"]} == {"require employees: at most 305"}
    rose = table[table["change"] == "rose"]
    assert len(rose)
    assert rose["moved_by"].str.contains("T4").any()
    assert market.runs.compare(2, 2).empty
    backwards = market.runs.compare(2, 1)
    assert {*backwards[backwards["change"] == "entered"]["key"]} == {*left["key"]}


def test_compare_says_of_whom_nothing_is_known_any_more(market: Market, tmp_path: Path) -> None:
    (tmp_path / "more.csv").write_text("domain,name,country,employees\nc99.example,Firm 99,DE,5\n")
    market.load(tmp_path / "more.csv")
    assert "c99.example" in {*market.discover(method="cosine").table["domain"]}
    market.discover(method="cosine", without=["size", "region"])
    moved = market.runs.compare(1, 2).set_index("domain").loc["c99.example"]
    assert moved["change"] == "left"
    assert moved["moved_by"] == "no longer scored: nothing that counts is known of it"


def test_earlier_ranks_are_those_of_the_same_question(market: Market, tmp_path: Path) -> None:
    table = market.discover().table
    market.discover(method="jaccard")
    (tmp_path / "more.csv").write_text("domain,name,country,employees\nc99.example,Firm 99,DE,5\n")
    market.load(tmp_path / "more.csv")
    later = market.discover()
    key = table["key"][4]
    standings = market.explain(key).standings
    assert standings["run"].tolist() == [1, later.run]
    assert standings["rank"][0] == 5
    assert standings["of_how_many"].tolist() == [len(table), len(later.table)]
    assert market.explain(key, run=2).standings["run"].tolist() == [2]
    assert "Rank in earlier runs: 5 (run 1)." in said(market, "explain", key).stdout


def test_the_profile_is_shown_compared_and_restored(market: Market, monkeypatch: Any) -> None:
    monkeypatch.chdir(market.icp.file.parent)
    beside = graph_icp.open(market.path).icp.file
    beside.unlink(missing_ok=True)
    result = CliRunner().invoke(main, ["icp", "init", "--store", market.path])
    assert result.exit_code == 0, result
    proposal = beside.read_text(encoding="utf-8")
    again = CliRunner().invoke(main, ["icp", "init", "--store", market.path])
    assert again.exit_code == 1
    assert "--force replaces it" in again.stderr
    assert "is in order: 0 rules, 0 profiles" in said(market, "icp", "show").stderr
    said(market, "discover")
    beside.write_text(FORBID, encoding="utf-8")
    refused = CliRunner().invoke(main, ["icp", "restore", "1", "--store", market.path])
    assert refused.exit_code == 1
    assert "would be lost" in refused.stderr
    assert "+employees = {at_most = 305}" in said(market, "icp", "diff", 1).stdout
    said(market, "discover")
    said(market, "icp", "restore", 1)
    assert beside.read_text(encoding="utf-8") == proposal
    rows = json.loads(said(market, "icp", "history", "--format", "json").stdout)
    assert [row["icp"] for row in rows] == ["as of run 1", "as of run 2"]
    assert "left" in said(market, "compare", 1, 2).stdout


@one_store
def test_visits_move_a_list_by_priority_and_compare_says_that_it_tells_of_fit(
    market: Market, tmp_path: Path
) -> None:
    everybody = Filters(min_fit=0.0)
    before = market.discover(filters=everybody).table["key"].to_list()
    last = before[-1]
    domain = last.removeprefix("domain:")
    visits = tmp_path / "visits.csv"
    today = datetime.date.today().isoformat()
    pages = ("pricing", "demo", "vs/others")
    visits.write_text("domain,page,at\n" + "".join(f"{domain},/{page},{today}\n" for page in pages))
    market.load(visits)
    after = market.discover(filters=everybody).table
    assert after["key"].to_list().index(last) < before.index(last)
    assert market.runs.compare(1, 2).empty
    ended = said(market, "compare", 1, 2).stderr
    assert "Places are those by fit: intent and reach" in ended
    rank = after.set_index("key").loc[last, "rank"]
    assert f"rank {rank} of " in (shown := said(market, "explain", domain).stdout)
    assert " by fit, prospect" in " ".join(shown.split())


INBOUND = """domain,technology
c15.example,T0
fresh.example,T0
fresh.example,T1
fresh.example,Unheard Of
blank.example,Unheard Of
"""


def test_inbound_companies_are_scored_and_not_stored(market: Market, tmp_path: Path) -> None:
    market.discover(limit=0)
    file = tmp_path / "inbound.csv"
    file.write_text(INBOUND, encoding="utf-8")
    with market.store() as store:
        before = dump(store)
    table = market.qualify(file).table.set_index("company")
    with market.store() as store:
        assert dump(store) == before
    assert table.index.tolist() == ["c15.example", "fresh.example", "blank.example"]
    assert table["was"].tolist() == ["in the market", "new", "new"]
    assert table["tier"]["blank.example"] == "Insufficient data"
    assert pd.isna(table["fit"]["blank.example"])
    assert "Uses T1, as 10 of your 10 customers do" in table["why"]["fresh.example"]
    # Loaded for good and scored by the same run, they have the same fit.
    kept = market.qualify(file, keep=True).table.set_index("company")
    pd.testing.assert_frame_equal(kept, table)
    for domain in ("c15.example", "fresh.example"):
        explained = market.explain(domain).explanation
        assert explained.fit == pytest.approx(table["fit"][domain], rel=1e-9)
        assert explained.tier == table["tier"][domain]
        assert explained.why == table["why"][domain]


@one_store
def test_inbound_companies_meet_the_rules(market: Market, tmp_path: Path) -> None:
    market.icp.file.write_text(FORBID, encoding="utf-8")
    market.discover(limit=0)
    file = tmp_path / "inbound.csv"
    rows = "big.example,Big,900\nsmall.example,Small,20\n"
    file.write_text("domain,name,employees\n" + rows, encoding="utf-8")
    table = market.qualify(file).table.set_index("company")
    assert table["tier"]["big.example"] == "Disqualified"
    assert table["disqualified_by"]["big.example"] == ["require employees: at most 305"]
    assert table["disqualified_by"]["small.example"] == []


def test_qualify_reads_what_comes_in_and_learns_a_run_if_there_is_none(market: Market) -> None:
    result = said(market, "qualify", "-", "--format", "json", stdin=INBOUND)
    assert [row["was"] for row in json.loads(result.stdout)] == ["in the market", "new", "new"]


@one_store
def test_what_names_no_companies_is_refused(market: Market, tmp_path: Path) -> None:
    file = tmp_path / "events.csv"
    file.write_text("event,date\nKubeCon,2024-01-01\n", encoding="utf-8")
    with pytest.raises(FileError, match="holds events; give companies"):
        market.qualify(file)


def test_compare_knows_accounts_that_became_one_or_customers(
    market: Market, tmp_path: Path
) -> None:
    (tmp_path / "bare.csv").write_text("name,country,employees\nZed Systems,DE,5\n")
    market.load(tmp_path / "bare.csv")
    first = market.discover(method="cosine").table
    (tmp_path / "named.csv").write_text("domain,name\nzed.example,Zed Systems\n")
    market.load(tmp_path / "named.csv")
    market.identity.decide(first["key"][0], first["key"][1], "same")
    (tmp_path / "won.csv").write_text(f"domain\n{first['domain'][4]}\n")
    market.customers.add(tmp_path / "won.csv")
    market.discover(method="cosine")
    moved = market.runs.compare(1, 2)
    assert not moved["key"].duplicated().any()
    assert len({*first["key"][:2]} & {*moved["key"]}) == 1
    won = moved.set_index("key").loc[first["key"][4]]
    assert (won["change"], won["moved_by"]) == (
        "left",
        "is no longer in the market: its status is customer",
    )


def test_what_moved_an_account_goes_its_way(market: Market) -> None:
    market.discover()
    market.icp.file.write_text("[hypothesis]\nuses = ['T4', 'T2']\n", encoding="utf-8")
    market.discover()
    table = market.runs.compare(1, 2)
    said = table["moved_by"].str.extract(r" ([+-])\d+\.\d$")[0]
    assert set(said[table["change"] == "rose"].dropna()) <= {"+"}
    assert set(said[table["change"] == "fell"].dropna()) <= {"-"}
