"""docker-compose.yml: a valid file, a server that no other computer reaches, a secret password."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

HERE = Path(__file__).parent
COMPOSE = HERE.parent / "docker-compose.yml"


@pytest.fixture(scope="module")
def service() -> Any:
    return YAML(typ="safe").load(COMPOSE)["services"]["neo4j"]


def test_the_file_is_a_compose_file() -> None:
    check = ["check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(COMPOSE)]
    done = subprocess.run([sys.executable, "-m", *check], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_no_other_computer_reaches_the_server(service: Any) -> None:
    assert set(service["ports"]) == {"127.0.0.1:7474:7474", "127.0.0.1:7687:7687"}
    assert "network_mode" not in service


def test_the_image_is_the_version_that_the_tests_run(service: Any) -> None:
    pom = (HERE / "neo4j" / "pom.xml").read_text(encoding="utf-8")
    version = re.search(r"<neo4j.version>(\d+\.\d+\.\d+)</neo4j.version>", pom)
    assert version is not None
    assert service["image"] == f"neo4j:{version[1]}-community"
    assert service["environment"]["NEO4J_PLUGINS"] == '["graph-data-science"]'


def test_the_password_must_be_given(service: Any) -> None:
    assert re.fullmatch(
        r"neo4j/\$\{NEO4J_PASSWORD:\?set NEO4J_PASSWORD [^}]+\}",
        service["environment"]["NEO4J_AUTH"],
    )


def test_the_image_gets_no_variable_that_it_takes_for_a_setting(service: Any) -> None:
    # All that begins with NEO4J_ goes into neo4j.conf, which refuses names that it does not know.
    control = {"NEO4J_AUTH", "NEO4J_PLUGINS"}
    prefixes = ("NEO4J_server_", "NEO4J_dbms_", "NEO4J_db_")
    assert all(name.startswith(prefixes) for name in service["environment"].keys() - control)


def test_the_health_check_shows_no_password_to_a_process_list(service: Any, tmp_path: Path) -> None:
    shell = tmp_path / "cypher-shell"
    shell.write_text('#!/bin/sh\necho "$NEO4J_USERNAME $NEO4J_PASSWORD | $*"\n')
    shell.chmod(0o755)
    kind, command = service["healthcheck"]["test"]
    assert kind == "CMD-SHELL"
    done = subprocess.run(
        ["/bin/sh", "-c", command.replace("$$", "$")],
        env={"PATH": str(tmp_path), "NEO4J_AUTH": "neo4j/open $esame #1"},
        capture_output=True,
        check=True,
        text=True,
    )
    assert done.stdout == "neo4j open $esame #1 | RETURN 1\n"


def test_what_the_server_keeps_outlives_it(service: Any) -> None:
    assert set(service["volumes"]) == {
        "neo4j-data:/data",
        "neo4j-logs:/logs",
        "neo4j-plugins:/plugins",
    }
    assert service["restart"] == "unless-stopped"
