"""The steps on a Neo4j server that are measured, and what they are measured against.

`python neo4j_steps.py STEP ADDRESS ARGUMENT...`, user and password in the environment. Prints
what took how many seconds, as JSON, without Python's start and imports.
"""

from __future__ import annotations

import csv
import datetime
import itertools
import json
import os
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import neo4j
import numpy as np
from scipy.sparse import coo_array, csr_array

import graph_icp
from graph_icp.demo.tables import HEADERS
from graph_icp.discovery.learning.labels import label
from graph_icp.discovery.learning.scorer import scorer
from graph_icp.discovery.ranking.similarity import closest
from graph_icp.graph.blocks import Held
from graph_icp.graph.matrix import read_graph
from graph_icp.graph.open_store import open_store
from graph_icp.graph.relations import relation

if TYPE_CHECKING:
    from collections.abc import Iterator

Took = dict[str, float]

# Rows of one transaction of the bare loader, as of ours.
ROWS = 10_000
CLOSEST = 10
KEYS = (("Company", "domain"), ("Technology", "name"))
COMPANIES = "UNWIND $rows AS row MERGE (c:Company {domain: row.domain}) SET c += row"
NAMES = "UNWIND $names AS name MERGE (:Technology {name: name})"
ENDS = """UNWIND $rows AS row
MATCH (c:Company {domain: row.domain})
MATCH (t:Technology {name: row.technology})
"""
# An edge with its date alone, and with what we keep on ours.
EDGES = {
    "date": ENDS + "MERGE (c)-[:USES {first_seen: row.first_seen}]->(t)",
    "provenance": ENDS
    + """MERGE (c)-[u:USES {mention: row.domain, source: $source, since: row.first_seen}]->(t)
ON CREATE SET u.load = 1, u.first_seen = $today, u.last_seen = $today
ON MATCH SET u.last_seen = $today""",
}
# The larger files of the demo (all but 150 of its rows): the label of what their rows are about and
# the columns of its key, of which the first that is filled counts; and an edge to another.
DEMO: dict[str, tuple[str, ...]] = {
    "companies": ("Company", "domain name"),
    "technologies": ("Technology", "technology"),
    "events": ("Event", "event"),
    "company_technology": ("Company", "domain company", "USES", "Technology", "technology"),
    "company_event": ("Company", "domain company", "ATTENDED", "Event", "event"),
    "people": ("Person", "email profile_url name", "WORKS_AT", "Company", "domain company"),
    "person_event": ("Person", "email name", "ATTENDED", "Event", "event"),
    "colleagues/former_jobs": ("Person", "email name", "WORKED_AT", "Company", "domain company"),
    "signals/visits": ("Company", "domain", "VISITED", "Page", "page"),
    "signals/reviews": ("Company", "domain company", "RESEARCHED", "Topic", "topic"),
}
# What is said of files whose rows are nodes alone.
NODES = 2
LISTS = "MATCH (t:Technology)<-[:USES]-(a:Account) RETURN t.id, collect(a.id)"
PROJECTIONS = {
    "directed": """CALL gds.graph.project('directed', ['Account', 'Technology'],
  {USES: {aggregation: 'SINGLE'}})""",
    "undirected": """CALL gds.graph.project('undirected', ['Account', 'Technology'],
  {USES: {orientation: 'UNDIRECTED', aggregation: 'SINGLE'}})""",
}
SIMILARITY = """MATCH (c:Account {status: 'customer'})
WITH collect(c) AS customers
CALL gds.nodeSimilarity.filtered.stats('directed', {targetNodeFilter: customers,
  topK: $count, similarityCutoff: 1e-12, similarityMetric: 'COSINE'})
YIELD similarityPairs RETURN similarityPairs AS found"""
PAGERANK = """MATCH (c:Account {status: 'customer'})
WITH collect(c) AS customers
CALL gds.pageRank.stats('undirected', {sourceNodes: customers, dampingFactor: 0.85,
  maxIterations: $most, tolerance: $tolerance})
YIELD ranIterations RETURN ranIterations AS found"""


def load(address: str, folder: str) -> Took:
    """Load companies and links through the product."""
    files = [f"{folder}/{name}.csv" for name in ("companies", "links")]
    took: Took = {}
    with timed(took, "load"):
        graph_icp.open(address).load(*files)
    return took


def bare_load(address: str, folder: str, kept: str) -> Took:
    """Merge the rows of the same two files, as one would with the driver alone."""
    took: Took = {}
    with session(address) as bare, timed(took, "load"):
        for name, key in KEYS:
            bare.run(f"CREATE CONSTRAINT FOR (n:{name}) REQUIRE n.{key} IS UNIQUE").consume()
        for rows in batches(f"{folder}/companies.csv"):
            bare.execute_write(told, COMPANIES, rows=rows)
        today = datetime.date.today()
        for rows in batches(f"{folder}/links.csv"):
            names = list({row["technology"] for row in rows})
            bare.execute_write(told, NAMES, names=names)
            dated = [
                row | {"first_seen": datetime.date.fromisoformat(row["first_seen"])} for row in rows
            ]
            given = {"rows": dated, "source": "company-technology", "today": today}
            bare.execute_write(told, EDGES[kept], **given)
    return took


def demo(address: str, folder: str) -> Took:
    """Load the demo through the product."""
    took: Took = {}
    with timed(took, "load"):
        graph_icp.open(address).load(*(f"{folder}/{name}" for name in HEADERS))
    return took


def bare_demo(address: str, folder: str) -> Took:
    """Merge the rows of the demo as one would with the driver alone: two nodes and an edge each."""
    took: Took = {}
    with session(address) as bare, timed(took, "load"):
        for label in {each for about in DEMO.values() for each in about[::3]}:
            bare.run(f"CREATE CONSTRAINT FOR (n:{label}) REQUIRE n.key IS UNIQUE").consume()
        for name, about in DEMO.items():
            for rows in batches(f"{folder}/{name}.csv"):
                # A row of the demo has more cells than its header.
                columns = [column for column in rows[0] if column]
                text = merging(about, columns)
                given = [
                    {column: row[column] or "" for column in columns}
                    | {"key": filled(row, about[1]), "other": filled(row, about[-1])}
                    for row in rows
                ]
                bare.execute_write(told, text, rows=given)
    return took


def merging(about: tuple[str, ...], columns: list[str]) -> str:
    """Return what merges rows of a file of the demo, all that they say included."""
    if len(about) == NODES:
        return f"UNWIND $rows AS row MERGE (a:{about[0]} {{key: row.key}}) SET a += row"
    keys = {*about[1].split(), *about[-1].split()}
    said = ", ".join(f"{name}: row.{name}" for name in columns if name not in keys)
    return (
        f"UNWIND $rows AS row MERGE (a:{about[0]} {{key: row.key}}) "
        f"MERGE (b:{about[3]} {{key: row.other}}) MERGE (a)-[:{about[2]} {{{said}}}]->(b)"
    )


def filled(row: dict[str, str], columns: str) -> str:
    """Return the first value that is there."""
    return next((row[name] for name in columns.split() if row[name]), "unknown")


def label_customers(address: str, folder: str) -> Took:
    """Say who is a customer."""
    took: Took = {}
    with timed(took, "label"):
        graph_icp.open(address).customers.set(f"{folder}/customers.csv")
    return took


def read(address: str) -> Took:
    """Read the whole graph, and of it the links of one relation, through the product."""
    took: Took = {}
    store = open_store(address)
    with timed(took, "links"):
        links = store.ask("links/links", **relation("uses").parameters())
        matrix(links["account"].to_numpy(), links["trait"].to_numpy())
    with timed(took, "graph"):
        read_graph(store)
    store.close()
    return took


def bare_read(address: str) -> Took:
    """Read the same links as lists by trait with the driver alone."""
    took: Took = {}
    with session(address) as bare, timed(took, "links"):
        records = bare.run(LISTS, fetch_size=-1).values()
        accounts = np.concatenate([np.array(each) for _, each in records])
        traits = np.repeat([trait for trait, _ in records], [len(each) for _, each in records])
        matrix(accounts, traits)
    return took


def closest_and_rank(address: str) -> Took:
    """Find the closest customers of all accounts, and everybody's personalised PageRank."""
    took: Took = {}
    store = open_store(address)
    with timed(took, "read"):
        graph = read_graph(store)
    store.close()
    X, labels = graph.matrices["uses"].values, label(graph.accounts)
    itself = np.full(X.shape[0], -1)
    itself[labels.customers] = np.arange(len(labels.customers))
    same = {"uses": np.ones(X.shape[1])}
    with timed(took, "cosine"):
        closest({"uses": X}, {"uses": X[labels.customers]}, same, CLOSEST, itself)
    with timed(took, "pagerank"):
        scorer("pagerank").learn(Held(X), labels.taught).by(0).scores(X)
    return took


def gds(address: str) -> Took:
    """Do the same with the Graph Data Science plugin; what it finds stays in the server."""
    took: Took = {}
    with session(address) as bare:
        for name, text in PROJECTIONS.items():
            bare.run("CALL gds.graph.drop($name, false) YIELD graphName", name=name).consume()
            with timed(took, name):
                bare.run(text).consume()
        with timed(took, "cosine"):
            bare.run(SIMILARITY, count=CLOSEST).consume()
        for name, most, tolerance in (("pagerank", 20, 1e-7), ("pagerank, converged", 200, 1e-12)):
            with timed(took, name):
                bare.run(PAGERANK, most=most, tolerance=tolerance).consume()
    return took


def matrix(accounts: np.ndarray, traits: np.ndarray) -> csr_array:
    """Return the links as a matrix of accounts x traits by their numbers' order."""
    rows, columns = (np.unique(each, return_inverse=True)[1] for each in (accounts, traits))
    return csr_array(coo_array((np.ones(len(rows)), (rows, columns))))


def batches(path: str) -> Iterator[list[dict[str, str]]]:
    with Path(path).open(newline="") as file:
        lines = csv.DictReader(file)
        while rows := list(itertools.islice(lines, ROWS)):
            yield rows


def told(transaction: neo4j.ManagedTransaction, text: str, **given: object) -> None:
    transaction.run(text, given).consume()


@contextmanager
def session(address: str) -> Iterator[neo4j.Session]:
    user = (os.environ["NEO4J_USERNAME"], os.environ["NEO4J_PASSWORD"])
    with neo4j.GraphDatabase.driver(address, auth=user) as driver, driver.session() as opened:
        yield opened


@contextmanager
def timed(took: Took, name: str) -> Iterator[None]:
    begun = time.perf_counter()
    yield
    took[name] = time.perf_counter() - begun


STEPS = (load, bare_load, demo, bare_demo, label_customers, read, bare_read, closest_and_rank, gds)

if __name__ == "__main__":
    step = {each.__name__: each for each in STEPS}[sys.argv[1]]
    print(json.dumps(step(*sys.argv[2:])))
