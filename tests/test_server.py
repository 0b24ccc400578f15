"""The Neo4j server of other tests: it answers, is empty, keeps its password, says what is wrong."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import neo4j
import pytest
from neo4j.exceptions import ClientError

if TYPE_CHECKING:
    from conftest import Neo4j


def asked(address: str, question: str) -> list[Any]:
    login = (os.environ["NEO4J_USERNAME"], os.environ["NEO4J_PASSWORD"])
    with neo4j.GraphDatabase.driver(address, auth=login) as driver:
        return [record.value() for record in driver.execute_query(question).records]


@pytest.mark.parametrize("turn", [1, 2])
def test_each_test_finds_the_server_empty(neo4j_address: str, turn: int) -> None:
    assert asked(neo4j_address, "MATCH (n) RETURN count(n)") == [0]
    assert asked(neo4j_address, "SHOW CONSTRAINTS") == []
    assert set(asked(neo4j_address, "SHOW INDEXES YIELD type")) == {"LOOKUP"}
    asked(neo4j_address, "CREATE CONSTRAINT `a ``name``` FOR (a:Account) REQUIRE a.key IS UNIQUE")
    asked(neo4j_address, "CREATE INDEX FOR (a:Account) ON (a.name)")
    asked(neo4j_address, "UNWIND range(1, 2500) AS n CREATE (:Account {key: n})-[:USES]->(:Tool)")


def test_it_has_the_graph_data_science_plugin(neo4j_address: str) -> None:
    try:
        [version] = asked(neo4j_address, "RETURN gds.version()")
    except ClientError:
        if "GRAPH_ICP_TEST_NEO4J" not in os.environ:
            raise
        pytest.skip("the server in GRAPH_ICP_TEST_NEO4J has no Graph Data Science plugin")
    assert version >= "2."


def test_the_password_is_in_no_log(neo4j_server: Neo4j, own_neo4j: Any) -> None:
    if not isinstance(neo4j_server, own_neo4j):
        pytest.skip("the logs of the server in GRAPH_ICP_TEST_NEO4J are not at hand")
    logs = {log.name: log.read_text(encoding="utf-8") for log in neo4j_server.logs.iterdir()}
    assert {"neo4j.log", "debug.log", "console.log"} <= logs.keys()
    assert [name for name, text in logs.items() if neo4j_server.password in text] == []
    assert neo4j_server.password not in repr(neo4j_server)


def test_a_server_that_cannot_start_says_why_and_leaves_nothing(own_neo4j: Any) -> None:
    server = own_neo4j({"server.memory.pagecache.size": "lots"}, plugins=False)
    with pytest.raises(RuntimeError, match="'lots' is not a valid size"), server:
        pass
    assert not server.home.exists()


def test_a_server_that_does_not_start_in_time_is_ended(own_neo4j: Any) -> None:
    server = own_neo4j(plugins=False, limit=0.5)
    with pytest.raises(RuntimeError, match=r"did not start in 0\.5 seconds"), server:
        pass
    assert not server.home.exists()
