"""The option --store: before the command, after it, or in the environment; the later one counts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from graph_icp.cli import main


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with two stores: one.duckdb knows Acme, two.duckdb Bolt."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GRAPH_ICP_STORE", raising=False)
    for store, domain in (("one", "acme.com"), ("two", "bolt.com")):
        Path(f"{store}.csv").write_text(f"domain,name,country\n{domain},{domain},DE\n")
        done("--store", f"{store}.duckdb", "load", f"{store}.csv")
    return tmp_path


def done(*words: str, **environment: str) -> Any:
    result = CliRunner().invoke(main, list(words), env=environment, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result


def domains(*words: str, **environment: str) -> list[str]:
    return [row["domain"] for row in json.loads(done(*words, **environment).stdout)]


def test_the_store_that_is_named_last_counts(here: Path) -> None:
    asked = ("accounts", "--format", "json")
    assert domains("--store", "one.duckdb", *asked) == ["acme.com"]
    assert domains(*asked, "--store", "one.duckdb") == ["acme.com"]
    assert domains("--store", "one.duckdb", *asked, "--store", "two.duckdb") == ["bolt.com"]
    assert domains("--store=two.duckdb", *asked, GRAPH_ICP_STORE="one.duckdb") == ["bolt.com"]
    assert domains(*asked, GRAPH_ICP_STORE="one.duckdb") == ["acme.com"]
    assert not Path("graph-icp.duckdb").exists()
    unknown = CliRunner().invoke(main, ["--store", "none.duckdb", "accounts"])
    assert "There is no store at none.duckdb" in unknown.stderr


def test_groups_of_commands_take_it_too(here: Path) -> None:
    done("--store", "one.duckdb", "customers", "set", "one.csv")
    assert domains("customers", "--format", "json", "--store", "one.duckdb") == ["acme.com"]
    assert domains("--store", "one.duckdb", "customers", "--format", "json") == ["acme.com"]
    done("--store", "one.duckdb", "customers", "set", "two.csv", "--store", "two.duckdb")
    assert domains("customers", "--format", "json", "--store", "two.duckdb") == ["bolt.com"]
    for words in (
        ("--store", "two.duckdb", "icp", "history"),
        ("icp", "--store", "two.duckdb", "history"),
        ("--store", "none.duckdb", "icp", "history", "--store", "two.duckdb"),
    ):
        assert "nothing to show" in done(*words).stderr


@pytest.mark.parametrize("words", [(), ("icp",), ("discover",), ("accounts",), ("icp", "history")])
def test_the_help_tells(words: tuple[str, ...]) -> None:
    told = " ".join(done(*words, "--help").stdout.split())
    assert "--store STORE" in told
    assert "before the command" in told
    assert "the later one counts" in told
