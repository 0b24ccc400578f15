"""Whichever store holds a market, every answer is the same: both are asked side by side."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import neo4j
import networkx as nx
import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner
from dumps import dump, exact_dump

import graph_icp
from graph_icp.cli import main
from graph_icp.graph.open_store import store_exists
from graph_icp.graph.tables import TABLES

if TYPE_CHECKING:
    from conftest import Demo, Neo4j, TeamStores

    from graph_icp.graph.store import Store
    from graph_icp.market import Market


class Both(NamedTuple):
    """The demo's market in a file and on a server."""

    laptop: Market
    team: Market


@pytest.fixture(scope="module")
def folder(demo_market: Demo, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the demo's files and a store of them, to change."""
    folder = tmp_path_factory.mktemp("both") / "demo"
    shutil.copytree(demo_market.folder, folder)
    shutil.copy(demo_market.store, folder / "demo.duckdb")
    return folder


@pytest.fixture
def both(folder: Path, demo_market: Demo, team_stores: TeamStores) -> Both:
    files = demo_market.folder  # of which the loads of the other store tell
    address = team_stores.holding("demo", lambda address: graph_icp.open(address).load(files))
    return Both(graph_icp.open(folder / "demo.duckdb"), graph_icp.open(address))


def same(one: pd.DataFrame, other: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(one, other, rtol=1e-9, atol=1e-9, check_dtype=False)


def test_the_tables_are_the_same(both: Both) -> None:
    with both.laptop.store() as laptop, both.team.store() as team:
        assert dump(laptop) == dump(team)


def test_what_is_said_of_traits_stands_on_their_nodes(both: Both, neo4j_server: Neo4j) -> None:
    entry = (neo4j_server.user, neo4j_server.password)
    with neo4j.GraphDatabase.driver(neo4j_server.address, auth=entry) as driver:
        for label, property in (("Technology", "category"), ("Event", "title"), ("Event", "date")):
            told = f"MATCH (t:{label})<-[s:SAYS {{property: $property}}]-() "
            latest = (
                "WITH t, s ORDER BY s.last_seen DESC, s.value WITH t, head(collect(s.value)) AS v "
            )
            cypher = (
                told
                + latest
                + f"RETURN count(*) AS n, sum(toInteger(toString(t.{property}) = v)) AS same"
            )
            [record] = driver.execute_query(cypher, property=property).records
            assert record["n"] == record["same"] > 0
        [mention] = driver.execute_query(
            "MATCH (m:Mention) RETURN collect(DISTINCT m.kind) AS kinds, count(m.title) AS titles"
        ).records
        assert {*mention["kinds"]} <= {"Account", "Person"}
        assert mention["titles"] == 0


@pytest.mark.parametrize("method", ["auto", "cosine", "jaccard", "pagerank"])
def test_the_list_is_the_same(both: Both, method: str) -> None:
    laptop, team = (each.discover(method=method) for each in both)
    same(laptop.table, team.table)
    assert laptop.shares == pytest.approx(team.shares, rel=1e-9)
    # A table is compared above: it has no equality of its own.
    facts = {"shares": {}, "table": None}
    assert replace(laptop, **facts) == replace(team, **facts)


def test_deliveries_are_the_same(both: Both) -> None:
    one, other = (each.deliver(preview=True) for each in both)
    same(one.accounts, other.accounts)
    same(one.contacts.drop(columns="person_id"), other.contacts.drop(columns="person_id"))
    same(one.left_out, other.left_out)
    assert one.opted_out == other.opted_out


def test_events_and_tags_are_the_same(both: Both) -> None:
    one, other = (each.events(everything=True) for each in both)
    same(one.table, other.table)
    event = one.table["event"].iloc[0]
    one, other = (each.events.prospects(event) for each in both)
    same(one.table, other.table)
    one, other = (each.hygiene.tags() for each in both)
    same(one.table, other.table)
    one, other = (each.hygiene.show("services firm") for each in both)
    same(one, other)


def test_explanations_pictures_and_lookalikes_are_the_same(both: Both) -> None:
    table = both.laptop.discover().table
    both.team.discover()
    customers = both.laptop.customers.table()["key"][:2]
    for key in [*table["key"].iloc[[0, 5, 50, -1]], *customers]:
        one, other = (each.explain(key) for each in both)
        assert one.explanation.fit == pytest.approx(other.explanation.fit, rel=1e-9, abs=1e-9)
        assert other.explanation.points["points"].sum() == pytest.approx(
            other.explanation.total, rel=1e-9, abs=1e-9
        )
        for part in ("points", "relations", "closest"):
            same(getattr(one.explanation, part), getattr(other.explanation, part))
        assert (one.rank, one.of_how_many) == (other.rank, other.of_how_many)
        assert one.explanation.why == other.explanation.why
        one, other = (each.similar(key, limit=20) for each in both)
        same(one.table, other.table)
        pictures = [nx.node_link_data(each.neighbourhood(key), edges="edges") for each in both]
        assert rounded(pictures[0]) == rounded(pictures[1])


def rounded(picture: dict[str, object]) -> str:
    return json.dumps(
        json.loads(json.dumps(picture), parse_float=lambda text: f"{float(text):.6e}")
    )


def test_summaries_and_searches_are_the_same(both: Both) -> None:
    for name, table in both.laptop.summary().items():
        other = both.team.summary()[name]
        same(
            table.drop(columns="loaded_at", errors="ignore"),
            other[[*table.columns.drop("loaded_at", errors="ignore")]],
        )
    for text in ("", "soft", "ambertide", "nobody at all"):
        same(both.laptop.accounts(text), both.team.accounts(text))
    for key in both.laptop.accounts("a")["key"][:5]:
        for part, table in both.laptop.identity.mentions(key).items():
            same(table, both.team.identity.mentions(key)[part])
    same(both.laptop.customers.table(), both.team.customers.table())
    same(both.laptop.rejects(), both.team.rejects())


COMMANDS = (
    ("summary",),
    ("accounts", "ware"),
    ("customers",),
    ("rejects",),
    ("discover", "--limit", "30", "--without", "uses=Kafka"),
    ("discover", "--method", "jaccard", "--min-fit", "50"),
    ("customers", "add", "--where", "uses=Kafka"),
    ("customers",),
    ("discover",),
)


def test_every_command_says_the_same(folder: Path, both: Both) -> None:
    # On both, so that their runs have the same numbers.
    one, _ = (market.discover(limit=1) for market in both)
    domain = str(one.table["domain"].iloc[0])
    for command in (*COMMANDS, ("explain", domain), ("similar", domain)):
        said = []
        for market in both:
            given = () if command[:2] == ("customers", "add") else ("--format", "json")
            result = CliRunner().invoke(main, [*command, *given, "--store", market.path])
            assert result.exit_code == 0, result.output
            lines = [line for line in result.stderr.splitlines() if "loaded_at" not in line]
            said.append((comparable(result.stdout), lines))
        assert said[0] == said[1], command
    assert both.laptop.customers.chosen() == both.team.customers.chosen() > 0
    for market in both:
        market.customers.set(folder / "customers.csv")


def comparable(out: str) -> object:
    if not out.strip():
        return out
    rows = json.loads(out, parse_float=lambda text: f"{float(text):.8e}")
    return [{k: v for k, v in row.items() if k != "loaded_at"} for row in rows]


def test_results_are_written_back_replaced_and_cleared(both: Both, neo4j_server: Neo4j) -> None:
    ranked = both.team.discover(write_back=True, limit=40)
    # Lists are in the order of priority, and results are told apart by rank here.
    table = ranked.table.sort_values("rank")
    both.laptop.discover(write_back=True, limit=40)
    with both.laptop.store() as laptop, both.team.store() as team:
        one, other = exact_dump(laptop), exact_dump(team)
        named = team.ask("read/accounts").to_pandas().set_index("id")["key"]
        steps, steps_of_team = introductions(laptop), introductions(team)
    assert steps == pytest.approx(steps_of_team, rel=1e-9)
    assert ranked.introductions == len(steps) > 0
    results = pd.DataFrame(other["result"], columns=list(TABLES["result"])).sort_values("rank")
    assert results["account"].map(named).to_list() == table["key"].to_list()
    assert results["fit"].to_numpy() == pytest.approx(table["fit"].to_numpy(), rel=1e-9)
    assert results[["tier", "reasons"]].to_numpy().tolist() == (
        table[["tier", "why"]].to_numpy().tolist()
    )
    edges = pd.DataFrame(other["similar_to"]).groupby(0).size()
    assert edges.between(1, 3).all()
    assert ranked.edges == len(other["similar_to"]) == len(one["similar_to"])
    explained = both.team.explain(table["key"].iloc[0])
    first = results["account"].iloc[0]
    found = {named[row[1]]: (row[2], row[3]) for row in other["similar_to"] if row[0] == first}
    closest = explained.explanation.closest.set_index("key")
    lines = explained.explanation.points
    for customer, (likeness, points) in found.items():
        assert closest["likeness"][customer] == pytest.approx(likeness, rel=1e-9)
        name = closest["customer"][customer]
        shared = lines["points"][[name in like for like in lines["like"]]].sum()
        assert shared == pytest.approx(points, rel=1e-9, abs=1e-9)
    for market in both:
        market.discover(write_back=True, limit=3)
        with market.store() as store:
            assert len(exact_dump(store)["result"]) == 3
        market.runs.clear_results()
        with market.store() as store:
            left = exact_dump(store)
            assert not left["result"]
            assert not left["similar_to"]
            assert not left["can_introduce"]
    entry = (neo4j_server.user, neo4j_server.password)
    with neo4j.GraphDatabase.driver(neo4j_server.address, auth=entry) as driver:
        marked = "MATCH (a:Account) WHERE any(k IN keys(a) WHERE k IN $keys) RETURN a"
        keys = ["fit", "tier", "rank", "reasons", "reach", "intent", "priority", "run"]
        assert not driver.execute_query(marked, keys=keys).records


def introductions(store: Store) -> dict[tuple[str, str, str], float]:
    """Return the strengths of the steps that were written back, by people and account."""
    keys = {row["id"]: row["key"] for row in store.dump("node").to_pylist()}
    return {
        (keys[row["one"]], keys[row["other"]], row["account"]): row["strength"]
        for row in store.dump("can_introduce").to_pylist()
    }


def test_a_dry_run_on_a_server_says_the_same_and_writes_nothing(
    tmp_path: Path, team_store: str
) -> None:
    file = tmp_path / "list.csv"
    file.write_text("domain,company,employees\nacme.com,Acme,10\nbolt.com,Bolt,-1\n")
    market = graph_icp.open(team_store)
    pretended = market.load(file, dry_run=True)
    assert not store_exists(team_store)
    assert market.load(file) == pretended
    with market.store() as store:
        before = exact_dump(store)
    file.write_text("domain,technology\nacme.com,Go\n")
    pretended = market.load(file, dry_run=True)
    assert pretended.counts["fact"].new == 1
    with market.store() as store:
        assert exact_dump(store) == before
    assert market.load(file) == pretended


def test_edges_told_again_change_and_are_there_once(tmp_path: Path, team_store: str) -> None:
    """A server adds edges that are new without comparing them with what is there."""
    first, later = tmp_path / "uses.csv", tmp_path / "later" / "uses.csv"
    first.write_text("domain,technology,first_seen\nacme.com,Go,2024-01-01\nacme.com,Rust,\n")
    later.parent.mkdir()
    later.write_text(
        "domain,technology,first_seen,last_seen\nacme.com,Go,2024-01-01,\nacme.com,Rust,,\n"
        "acme.com,Zig,,\nbolt.com,Go,2024-03-01,\nbolt.com,Go,2024-03-01,\n"
    )
    dumped, counted = [], []
    for place in (str(tmp_path / "market.duckdb"), team_store):
        market = graph_icp.open(place)
        market.load(first, as_of=date(2026, 1, 1))
        counted.append(market.load(later, as_of=date(2026, 2, 1)).counts["fact"])
        with market.store() as store:
            dumped.append(dump(store))
    assert dumped[0] == dumped[1]
    assert counted[0] == counted[1]
    assert (counted[0].new, counted[0].changed) == (2, 2)


def test_fits_are_equal_to_the_last_digits_whatever_the_order_of_loading(
    tmp_path: Path, folder: Path, team_store: str, both: Both
) -> None:
    """The server numbers nodes as they come; here in another order than in the file."""
    market = graph_icp.open(team_store)
    files = sorted(folder.glob("*.csv"), reverse=True)
    half = len(files) // 2
    for part in (files[:half], files[half:]):
        market.load(*part)
    one, other = both.laptop.discover().table, market.discover().table
    assert one["key"].to_list() == other["key"].to_list()
    assert np.abs(one["fit"].to_numpy() - other["fit"].to_numpy()).max() < 1e-9


def test_the_documented_questions_are_answered(both: Both, neo4j_server: Neo4j) -> None:
    both.team.discover(write_back=True, limit=50)
    text = Path(__file__).parents[1].joinpath("docs", "neo4j.md").read_text(encoding="utf-8")
    asked = re.findall(r"```cypher\n(.*?)```", text, re.DOTALL)
    assert len(asked) == 7
    entry = (neo4j_server.user, neo4j_server.password)
    with neo4j.GraphDatabase.driver(neo4j_server.address, auth=entry) as driver:
        for cypher in asked:
            assert driver.execute_query(cypher).records, cypher
    both.team.runs.clear_results()
