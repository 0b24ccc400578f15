"""Fixtures for tests that need Chromium, a Neo4j server or Spark; without them they are skipped.

Such tests bear the marks `browser`, `neo4j` and `spark`, and run where these are asked for. The
Neo4j server is the one at the address in GRAPH_ICP_TEST_NEO4J (an empty one; user and password come
from NEO4J_USERNAME and NEO4J_PASSWORD), else one of our own, see neo4j/server.py.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import neo4j
import pytest
from hypothesis import settings

import graph_icp
from graph_icp.demo.generate import generate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

    from graph_icp.demo.generate import Answer

# How long an example takes says nothing on a machine that does more than this.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")

# The fixtures on which a test with a mark rests, by mark.
MARKED = {"browser": {"chromium"}, "neo4j": {"neo4j_server", "own_neo4j"}, "spark": {"spark"}}
# What servers that live for minutes want of Java: to begin soon, not to be fast in the end.
SOON = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that need more than Python, by their fixtures and parameters."""
    for item in items:
        used = set(getattr(item, "fixturenames", ()))
        given = getattr(item, "callspec", None)
        if given is not None and "Neo4j" in given.params.values():
            used.add("neo4j_server")
        for mark, fixtures in MARKED.items():
            if used & fixtures:
                item.add_marker(mark)


@pytest.fixture(scope="session", autouse=True)
def of_no_terminal() -> Iterator[None]:
    """Let tables be as wide as in a file: pytest tells its workers a terminal's size."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("COLUMNS", "LINES"):
            patch.delenv(name, raising=False)
        yield


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the program that shows pages as people see them."""
    for program in filter(None, map(shutil.which, BROWSERS)):
        return program
    pytest.skip("Chromium is not installed")


class Demo(NamedTuple):
    """The demo's market: to be read only, and copied by who changes it."""

    folder: Path
    answer: Answer
    store: Path


@pytest.fixture(scope="session")
def demo_market(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """Return the files of the demo, what was planted in them, and a store with them."""
    folder = tmp_path_factory.mktemp("demo")
    answer = generate(folder, seed=1)
    store = tmp_path_factory.mktemp("store") / "demo.duckdb"
    graph_icp.open(store).load(folder)
    return Demo(folder, answer, store)


# What Spark is to do here: to take little, and to say little.
SPARK_SETTINGS = """
spark.driver.memory 1g
spark.driver.host 127.0.0.1
spark.driver.bindAddress 127.0.0.1
spark.sql.shuffle.partitions 2
spark.ui.enabled false
spark.ui.showConsoleProgress false
"""
SPARK_LOG = """
rootLogger.level = off
"""


@pytest.fixture(scope="session", params=["local-cluster[2,1,1024]", "Spark Connect"])
def spark(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Any]:
    """Give a session of Spark: a cluster of two on this machine, and one over Spark Connect."""
    if importlib.util.find_spec("pyspark") is None or shutil.which("java") is None:
        pytest.skip("Spark is not installed")
    settings = tmp_path_factory.mktemp("spark")
    (settings / "spark-defaults.conf").write_text(SPARK_SETTINGS, encoding="utf-8")
    (settings / "log4j2.properties").write_text(SPARK_LOG, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_CONF_DIR", str(settings))
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        from pyspark.sql import SparkSession

        connect = request.param == "Spark Connect"
        builder = SparkSession.builder
        begun = builder.remote("local[2]") if connect else builder.master(request.param)
        session = begun.getOrCreate()
        yield session
        session.stop()


class Neo4j(Protocol):
    """Where a server is and who may enter."""

    @property
    def address(self) -> str: ...
    @property
    def user(self) -> str: ...
    @property
    def password(self) -> str: ...


@dataclass(frozen=True)
class Foreign:
    """A server that somebody else started."""

    address: str
    user: str
    password: str = field(repr=False)


def loaded(path: Path) -> ModuleType:
    """Load a module from its file: by name, `neo4j` is the driver and nothing of ours."""
    spec = importlib.util.spec_from_file_location(f"test_{path.parent.name}_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def own_neo4j() -> Iterator[Any]:
    """Give `Server` of neo4j/server.py, for a server that a test may kill or starve."""
    servers = loaded(Path(__file__).with_name("neo4j") / "server.py")
    if lacking := servers.missing():
        pytest.skip(lacking)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JAVA_TOOL_OPTIONS", SOON)
        yield servers.Server


@pytest.fixture(scope="session")
def neo4j_server(request: pytest.FixtureRequest) -> Iterator[Neo4j]:
    """Give the server of the session, as it is."""
    if address := os.environ.get("GRAPH_ICP_TEST_NEO4J"):
        if "NEO4J_PASSWORD" not in os.environ:
            pytest.fail("GRAPH_ICP_TEST_NEO4J needs NEO4J_PASSWORD too.", pytrace=False)
        if int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")) > 1:
            pytest.fail(
                "GRAPH_ICP_TEST_NEO4J is one server for one process: add -n 0.", pytrace=False
            )
        user = os.environ.get("NEO4J_USERNAME", "neo4j")
        foreign = Foreign(address, user, os.environ["NEO4J_PASSWORD"])
        refuse_to_wipe(foreign)
        yield foreign
        empty(foreign)  # for the next session, which would refuse what this one left
    else:
        with request.getfixturevalue("own_neo4j")() as server:
            yield server


@pytest.fixture
def neo4j_address(neo4j_server: Neo4j, team_stores: TeamStores) -> str:
    """Empty the server; return its address, with user and password in the environment."""
    empty(neo4j_server)
    team_stores.holds = ""
    return neo4j_server.address


@dataclass
class TeamStores:
    """Stores on the server of the session, one at a time; constraints stay, to save time."""

    server: Neo4j
    holds: str = ""

    def new(self) -> str:
        """Return the address of the server, which holds nothing now."""
        with entered(self.server) as driver, driver.session() as session:
            session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS").consume()
        self.holds = ""
        return self.server.address

    def holding(self, name: str, fill: Callable[[str], object]) -> str:
        """Return the address of a store that `fill` made, now or for an earlier test."""
        if self.holds != name:
            fill(self.new())
            self.holds = name
        return self.server.address


@pytest.fixture(scope="session")
def team_stores(neo4j_server: Neo4j) -> Iterator[TeamStores]:
    """Return the stores of the server; user and password are in the environment from here on."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NEO4J_USERNAME", neo4j_server.user)
        patch.setenv("NEO4J_PASSWORD", neo4j_server.password)
        yield TeamStores(neo4j_server)


@pytest.fixture
def team_store(team_stores: TeamStores) -> str:
    """Return the address of a Neo4j database without a store."""
    return team_stores.new()


@pytest.fixture(params=["DuckDB", "Neo4j"])
def anywhere(request: pytest.FixtureRequest) -> str:
    """Return where a store may be made, once of each kind."""
    address: str = ":memory:"
    if request.param == "Neo4j":
        address = request.getfixturevalue("team_store")
    return address


def refuse_to_wipe(server: Foreign) -> None:
    if os.environ.get("GRAPH_ICP_TEST_NEO4J_WIPE") == "1":
        return
    with entered(server) as driver:
        nodes = driver.execute_query("MATCH (n) RETURN count(n) AS nodes").records[0]["nodes"]
    if nodes:
        pytest.fail(
            f"The tests would delete the {nodes:,} nodes at {server.address}. Name an empty"
            " database in GRAPH_ICP_TEST_NEO4J, or set GRAPH_ICP_TEST_NEO4J_WIPE=1.",
            pytrace=False,
        )


def empty(server: Neo4j) -> None:
    """Delete all nodes, relationships, constraints and indexes but those for labels and types."""
    with entered(server) as driver, driver.session() as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS").consume()
        for name in session.run("SHOW CONSTRAINTS YIELD name").value():
            session.run("DROP CONSTRAINT $name", name=name).consume()
        indexes = "SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name"
        for name in session.run(indexes).value():
            session.run("DROP INDEX $name", name=name).consume()


def entered(server: Neo4j) -> neo4j.Driver:
    return neo4j.GraphDatabase.driver(
        server.address,
        auth=(server.user, server.password),
        notifications_min_severity="OFF",
    )
