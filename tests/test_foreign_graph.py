"""A graph that somebody else made, loaded as a map says, and left as it was."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import neo4j
import pytest
from click.testing import CliRunner
from dumps import dump

import graph_icp
from graph_icp.cli import main
from graph_icp.errors import FileError, GraphICPError, StoreError
from graph_icp.graph import tables
from graph_icp.ingest.load import neo4j_input

if TYPE_CHECKING:
    from conftest import Neo4j

THEIRS = """
CREATE (de:Land {iso: 'DE'}), (acme:Company {website: 'https://www.acme.com', title: 'Acme',
    branches: ['Software', 'Retail'], headcount: 120}),
  (bolt:Company {website: 'bolt.com', title: 'Bolt', headcount: 7.0}),
  (bad:Company {website: '10.0.0.1', title: 'Machine'}),
  (go:Tool {name: 'Go'}), (rust:Tool {name: 'Rust'}),
  (acme)-[:LOCATED_IN]->(de), (acme)-[:RUNS {since: date('2023-05-01')}]->(go),
  (bolt)-[:RUNS]->(rust), (bolt)-[:RUNS {since: datetime('2024-01-02T03:04:05Z')}]->(go),
  (:Contract {won: true})-[:BOUGHT_BY {on: date('2022-02-02')}]->(acme)
"""
DAY = datetime.date(2024, 6, 1)
ANY = "MATCH (c:Company) RETURN c.website AS domain, c.title AS company"


@pytest.fixture
def theirs(team_store: str, neo4j_server: Neo4j) -> str:
    run(neo4j_server, THEIRS)
    return team_store


def run(server: Neo4j, cypher: str, **given: Any) -> list[Any]:
    entry = (server.user, server.password)
    with neo4j.GraphDatabase.driver(server.address, auth=entry) as driver:
        return driver.execute_query(cypher, given).records


def counted(server: Neo4j) -> list[Any]:
    nodes = run(server, "MATCH (n) RETURN labels(n), properties(n) ORDER BY toString(n.title)")
    return [*map(str, nodes), *run(server, "MATCH ()-[r]->() RETURN count(r)")]


def example(folder: Path) -> Path:
    """Return the map of the documentation."""
    page = Path(__file__).parents[1] / "docs" / "neo4j-map.md"
    [text] = re.findall(r"```toml\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    return written(folder, text)


def written(folder: Path, text: str) -> Path:
    path = folder / "map.toml"
    path.write_text(text, encoding="utf-8")
    return path


def entry(loader: str, cypher: str) -> str:
    return f'[[load]]\nloader = "{loader}"\ncypher = """{cypher}"""\n'


def test_the_example_of_the_documentation_loads(
    tmp_path: Path, theirs: str, neo4j_server: Neo4j
) -> None:
    before = counted(neo4j_server)
    market = graph_icp.open(tmp_path / "own.duckdb")
    pretended = market.load.graph(theirs, example(tmp_path), as_of=DAY, dry_run=True)
    assert not (tmp_path / "own.duckdb").exists()
    report = market.load.graph(theirs, example(tmp_path), as_of=DAY)
    assert report == pretended
    assert [(each.loader, each.accepted) for each in report.files] == [
        ("companies", 2),
        ("company-technology", 3),
        ("customers", 1),
    ]
    assert counted(neo4j_server) == before
    with market.store() as store:
        told = dump(store)
    accounts = {row[1]: row for row in told["account"]}
    assert set(accounts) == {"domain:acme.com", "domain:bolt.com"}
    acme = accounts["domain:acme.com"]
    assert acme[2:9] == ("Acme", "acme.com", "DE", "Retail; Software", "Europe", "51-200", 120)
    assert (acme[10], str(acme[12])) == ("customer", "2022-02-02")
    source = list(tables.TABLES["fact"]).index("source")
    facts = {(row[1][1], row[2][1], str(row[3]), *row[source:]) for row in told["fact"]}
    assert facts == {
        ("domain:acme.com", "go", "2023-05-01", "our graph", DAY, DAY),
        ("domain:bolt.com", "rust", "None", "our graph", DAY, DAY),
        ("domain:bolt.com", "go", "2024-01-02", "our graph", DAY, DAY),
    }
    rejects = market.rejects()
    assert len(rejects) == 1
    assert "IP address" in rejects["reason"][0]
    assert "map.toml, load 1 (companies)" in rejects["file"][0]
    again = market.load.graph(theirs, example(tmp_path), as_of=DAY)
    assert again.counts["fact"].new == again.counts["fact"].changed == 0


def test_a_store_beside_their_graph_holds_the_same(
    tmp_path: Path, theirs: str, neo4j_server: Neo4j
) -> None:
    reports = []
    for place in (theirs, tmp_path / "own.duckdb"):
        market = graph_icp.open(place)
        market.load.graph(theirs, example(tmp_path), as_of=DAY)
        with market.store() as store:
            reports.append(dump(store))
    assert reports[0] == reports[1]
    assert len(run(neo4j_server, "MATCH (c:Company) RETURN c")) == 3


def test_many_rows_come_in_batches(
    tmp_path: Path, theirs: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(neo4j_input, "_TOGETHER", 7)
    many = "UNWIND range(1, 50) AS i RETURN 'c' + i + '.example' AS domain, 'C' + i AS company"
    market = graph_icp.open(":memory:")
    report = market.load.graph(theirs, written(tmp_path, entry("companies", many)))
    assert report.files[0].accepted == report.accounts == 50
    with market.store() as store:
        assert {row[5] for row in dump(store)["naming"]} == {theirs}


WRONG = {
    "no TOML": ("loader: companies", r"map\.toml is no TOML file: .*line 1"),
    "nothing": ("source = 'x'", r"says nothing to load; write a \[\[load\]\]"),
    "unknown key": (
        "[[load]]\nlodaer = 'companies'\ncypher = 'x'",
        r"load 1: There is no key 'lodaer'. Did you mean loader\?",
    ),
    "no cypher": ("[[load]]\nloader = 'companies'", "load 1 has no cypher; write"),
    "no text": ("source = 3\n" + entry("companies", ANY), "source is a text"),
    "unknown loader": (entry("company", ANY), "load 1: There is no loader 'company'. Did you"),
    "syntax": (entry("companies", "MATCH (c"), r"load 1 \(companies\): Invalid input"),
    "other columns": (
        entry("companies", "MATCH (c:Company) RETURN c.website AS site"),
        "companies also needs one of domain, website, company_id, company_page, company"
        "; its headers are site",
    ),
    "it writes": (
        entry("companies", "CREATE (c:Company) RETURN c.website AS domain"),
        "the query writes, and their graph is only read",
    ),
    "it returns nothing": (entry("companies", "MATCH (c:Company) FINISH"), "load 1"),
    "no rows": (
        entry("companies", "MATCH (c:Nobody) RETURN c.website AS domain"),
        "has headers but no rows",
    ),
    "a node": (
        entry("companies", "MATCH (c:Company) RETURN c AS domain"),
        "the column domain holds a node; return one of its properties",
    ),
    "no usable row": (
        entry("companies", "RETURN '10.0.0.1' AS domain"),
        "no row could be used; row 1: .*IP address",
    ),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_map_is_told_in_one_sentence_and_loses_nothing(
    tmp_path: Path, theirs: str, neo4j_server: Neo4j, case: str
) -> None:
    text, says = WRONG[case]
    before = counted(neo4j_server)
    market = graph_icp.open(tmp_path / "own.duckdb")
    with pytest.raises(FileError, match=says):
        market.load.graph(theirs, written(tmp_path, text))
    assert counted(neo4j_server) == before
    assert not (tmp_path / "own.duckdb").exists()


def test_who_asks_their_server_may_be_another(
    tmp_path: Path, theirs: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    market = graph_icp.open(":memory:")
    path = written(tmp_path, entry("companies", ANY))
    monkeypatch.setenv("NEO4J_FROM_PASSWORD", "wrong-and-secret")
    with pytest.raises(StoreError, match="with the password in NEO4J_FROM_PASSWORD") as wrong:
        market.load.graph(theirs, path)
    assert "wrong-and-secret" not in str(wrong.value)
    monkeypatch.delenv("NEO4J_FROM_PASSWORD")
    with pytest.raises(StoreError, match="ends up in histories"):
        market.load.graph(theirs.replace("//", "//neo4j:secret@"), path)
    with pytest.raises(StoreError, match="No Neo4j server answers"):
        market.load.graph("neo4j://127.0.0.1:1", path)
    with pytest.raises(GraphICPError, match=r"none\.toml"):
        market.load.graph(theirs, tmp_path / "none.toml")


def test_on_the_command_line(tmp_path: Path, theirs: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    example(tmp_path)
    done = CliRunner().invoke(main, ["load", "--from", theirs, "--map", "map.toml"])
    assert done.exit_code == 0, done.output
    assert "map.toml, load 2 (company-technology): company-technology, 3 rows" in done.stderr
    for wrong in (
        ["--from", theirs],
        ["--map", "map.toml"],
        ["map.toml", "--from", theirs, "--map", "map.toml"],
        [],
    ):
        refused = CliRunner().invoke(main, ["load", *wrong])
        assert refused.exit_code == 2
        assert "Error: " in refused.stderr
