"""Likeness and ranks as Neo4j's own Graph Data Science plugin finds them in our store.

The Cypher is that of docs/gds.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import neo4j
import numpy as np
import pytest

import graph_icp
from graph_icp.demo.generate import generate
from graph_icp.discovery.learning.labels import Taught
from graph_icp.discovery.learning.scorer import scorer
from graph_icp.discovery.ranking.similarity import closest
from graph_icp.graph.blocks import Held
from graph_icp.graph.matrix import read_graph
from graph_icp.graph.relations import relation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Neo4j, TeamStores
    from scipy.sparse import csr_array

ROOT = Path(__file__).parents[1]
DATA = ROOT.parent / "shared" / "data"
KNOWN, SIMILAR, COUNTED, VALUED, WALK, RANKED, DROP = re.findall(
    r"```cypher\n(.*?)```", (ROOT / "docs" / "gds.md").read_text(), re.DOTALL
)
MEASURES = ("jaccard", "overlap", "cosine")
# Sources tell of no strength for these edges yet; a third of the edges gets one.
STRENGTHS = """MATCH (a:Account)-[u:USES]->(t)
WITH a, u, t ORDER BY a.key, t.key
WITH collect(u) AS edges
UNWIND range(0, size(edges) - 1, 3) AS i
WITH edges[i] AS u, i
SET u.strength = 0.25 + (i % 7) * 0.5"""


@dataclass
class Both:
    """One relation as our engine reads it, and the plugin on the server that it is read from."""

    links: csr_array
    keys: list[str]
    customers: np.ndarray
    driver: neo4j.Driver

    def matrix(self, cypher: str, measure: str) -> np.ndarray:
        """Return accounts x customers as the plugin compares them."""
        found = np.zeros((len(self.keys), len(self.customers)))
        row = {key: place for place, key in enumerate(self.keys)}
        column = {self.keys[place]: number for number, place in enumerate(self.customers)}
        for pair in self.ask(cypher, measure=measure.upper(), count=len(self.customers)):
            found[row[pair["account"]], column[pair["customer"]]] = pair["similarity"]
        return found

    def ours(self, measure: str) -> np.ndarray:
        """Return the same as we compare them."""
        found = np.zeros((len(self.keys), len(self.customers)))
        if measure != "cosine":
            # With one customer a fold, what a fold scores is how like its customer accounts are.
            Y = np.zeros((len(self.keys), len(self.customers)))
            Y[self.customers, np.arange(len(self.customers))] = 1
            found = scorer(measure).learn(Held(self.links), Taught.of(Y)).scores(self.links)
            found[self.customers, np.arange(len(self.customers))] = 0
            return found
        places, alike = self.closest(len(self.customers))
        accounts, numbers = np.nonzero(places >= 0)
        found[accounts, places[accounts, numbers]] = alike[accounts, numbers]
        return found

    def closest(self, count: int) -> tuple[np.ndarray, np.ndarray]:
        """Return the customers most like each account, as lists find them, rarity aside."""
        itself = np.full(len(self.keys), -1)
        itself[self.customers] = np.arange(len(self.customers))
        links = {"": self.links}
        customers, same = {"": self.links[self.customers]}, {"": np.ones(self.links.shape[1])}
        return closest(links, customers, same, count, itself)

    def ask(self, cypher: str, **given: Any) -> list[neo4j.Record]:
        return self.driver.execute_query(cypher, given).records


def test_the_page_has_these_queries() -> None:
    assert "JACCARD" not in SIMILAR
    assert "relationshipWeightProperty" in VALUED
    assert "relationshipWeightProperty" not in COUNTED
    assert "pageRank" in RANKED


@pytest.fixture(scope="module")
def driver(neo4j_server: Neo4j) -> Iterator[neo4j.Driver]:
    entry = (neo4j_server.user, neo4j_server.password)
    with neo4j.GraphDatabase.driver(neo4j_server.address, auth=entry) as driver:
        names = "SHOW PROCEDURES YIELD name WHERE name STARTS WITH 'gds.' RETURN count(*) AS there"
        if not driver.execute_query(names).records[0]["there"]:
            pytest.skip("the server has no Graph Data Science plugin")
        yield driver


@pytest.fixture(
    scope="module",
    params=[
        *("demo uses", "demo sponsored", "demo industry", "demo uses, valued"),
        *("market uses", "market sponsored"),
    ],
)
def both(
    request: pytest.FixtureRequest,
    team_stores: TeamStores,
    driver: neo4j.Driver,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Both]:
    name, kind, *valued = request.param.replace(",", "").split()
    if name == "market" and not (DATA / "market").is_dir():
        pytest.skip("../shared/data/market is not there")

    def fill(address: str) -> None:
        market = graph_icp.open(address)
        if name == "demo":
            folder = tmp_path_factory.mktemp("demo")
            generate(folder, accounts=400)
            market.load(folder)
        else:
            market.load(DATA / "market")
            market.customers.set(where=["uses=Kubernetes"])
        if valued:
            driver.execute_query(STRENGTHS)

    address = team_stores.holding(" ".join(["gds", name, *valued]), fill)
    with graph_icp.open(address).store() as store:
        graph = read_graph(store)
    edge, trait = relation(kind).edges[0], relation(kind).trait.label
    for text in (KNOWN, SIMILAR, WALK):
        driver.execute_query(text.replace("USES", edge).replace("Technology", trait))
    keys = graph.accounts["key"].tolist()
    customers = np.flatnonzero(graph.accounts["status"] == "customer")
    yield Both(graph.matrices[kind].values, keys, customers, driver)
    driver.execute_query(DROP)


@pytest.mark.parametrize("measure", MEASURES)
def test_every_pair_is_as_alike_as_the_plugin_says(both: Both, measure: str) -> None:
    theirs = both.matrix(VALUED if measure == "cosine" else COUNTED, measure)
    assert (theirs > 0).sum() > 100
    np.testing.assert_allclose(both.ours(measure), theirs, rtol=0, atol=1e-12)


@pytest.mark.parametrize("measure", ["jaccard", "overlap"])
def test_scores_are_the_mean_over_the_plugins_pairs(both: Both, measure: str) -> None:
    Y = np.zeros((len(both.keys), 1))
    Y[both.customers] = 1
    scores = scorer(measure).learn(Held(both.links), Taught.of(Y)).scores(both.links)[:, 0]
    others = np.setdiff1d(np.arange(len(both.keys)), both.customers)
    theirs = both.matrix(COUNTED, measure).mean(axis=1)
    np.testing.assert_allclose(scores[others], theirs[others], rtol=0, atol=1e-12)


def test_few_closest_customers_are_as_alike_as_the_plugins(both: Both) -> None:
    """Which of equally alike customers come last is up to each."""
    _, ours = both.closest(10)
    found: dict[str, list[float]] = {}
    for pair in both.ask(VALUED, measure="COSINE", count=10):
        found.setdefault(pair["account"], []).append(pair["similarity"])
    for key, alike in zip(both.keys, ours, strict=True):
        theirs = sorted(found.get(key, []), reverse=True)
        np.testing.assert_allclose(alike[alike > 0], theirs, rtol=0, atol=1e-12)


def test_ranks_are_the_plugins(both: Both) -> None:
    Y = np.zeros((len(both.keys), 1))
    Y[both.customers] = 1
    scores = scorer("pagerank").learn(Held(both.links), Taught.of(Y)).scores(both.links)[:, 0]
    theirs = {row["account"]: row["score"] for row in both.ask(RANKED)}
    ours = scores * len(both.customers) + 0.15 * Y[:, 0]
    np.testing.assert_allclose(ours, [theirs[key] for key in both.keys], rtol=0, atol=1e-12)
    assert scores.min() >= 0
    assert (scores > 0).sum() > 100
