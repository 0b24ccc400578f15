"""Fixtures for tests that need a Neo4j server; without one they are skipped, with the reason.

The server is the one at the address in GRAPH_ICP_TEST_NEO4J (an empty one; user and password come
from NEO4J_USERNAME and NEO4J_PASSWORD), else one of our own, see neo4j/server.py.
"""

from __future__ import annotations

import importlib.util
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import neo4j
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType


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
def own_neo4j() -> Any:
    """Return `Server` of neo4j/server.py, for a server that a test may kill or starve."""
    servers = loaded(Path(__file__).with_name("neo4j") / "server.py")
    if lacking := servers.missing():
        pytest.skip(lacking)
    return servers.Server


@pytest.fixture(scope="session")
def neo4j_server(request: pytest.FixtureRequest) -> Iterator[Neo4j]:
    """Give the server of the session, as it is."""
    if address := os.environ.get("GRAPH_ICP_TEST_NEO4J"):
        if "NEO4J_PASSWORD" not in os.environ:
            pytest.fail("GRAPH_ICP_TEST_NEO4J needs NEO4J_PASSWORD too.", pytrace=False)
        user = os.environ.get("NEO4J_USERNAME", "neo4j")
        foreign = Foreign(address, user, os.environ["NEO4J_PASSWORD"])
        refuse_to_wipe(foreign)
        yield foreign
        empty(foreign)  # for the next session, which would refuse what this one left
    else:
        with request.getfixturevalue("own_neo4j")() as server:
            yield server


@pytest.fixture
def neo4j_address(neo4j_server: Neo4j, monkeypatch: pytest.MonkeyPatch) -> str:
    """Empty the server; return its address, with user and password in the environment."""
    empty(neo4j_server)
    monkeypatch.setenv("NEO4J_USERNAME", neo4j_server.user)
    monkeypatch.setenv("NEO4J_PASSWORD", neo4j_server.password)
    return neo4j_server.address


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
    return neo4j.GraphDatabase.driver(server.address, auth=(server.user, server.password))
