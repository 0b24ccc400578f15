"""Filters of lists and exports: who owns, who has a door, who lacks a persona, and the numbers."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from test_doors import DAY, FILES, KNOWS_BO, LIKE, WORDS

import graph_icp
from graph_icp.cli import main
from graph_icp.discovery.ranking.filters import Filters
from graph_icp.errors import RankingError, UnknownNameError

if TYPE_CHECKING:
    from graph_icp.market import Market

OWNERS = "domain,name,owner\n" + "".join(
    f"p{i}.example,Prospect {i},{'Ann Lee' if i < 9 else 'Bo Marsh'}\n" for i in range(15)
)
PERSONAS = """\
[[persona]]
name = "The operator"
functions = ["operations"]
need = "must"

[[persona]]
name = "The engineer"
functions = ["engineering"]
"""
EVERY_TIER = ("Best fit", "Good fit", "Bad fit", "Insufficient data")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the market, its files and its icp.toml, to be copied."""
    folder = tmp_path_factory.mktemp("made")
    opened(folder, {**FILES, "words.csv": WORDS + KNOWS_BO, "owners.csv": OWNERS})
    return folder


@pytest.fixture
def market(made: Path, tmp_path: Path) -> Market:
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return graph_icp.open(tmp_path / "market.duckdb", tmp_path / "icp.toml")


def opened(folder: Path, files: dict[str, str]) -> Market:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    market = graph_icp.open(folder / "market.duckdb", folder / "icp.toml")
    market.icp.file.write_text(PERSONAS, encoding="utf-8")
    market.load(*(folder / name for name in files), as_of=DAY)
    return market


def listed(market: Market, **filters: Any) -> set[str]:
    return {*discovered(market, **filters).table["domain"]}


def discovered(market: Market, **filters: Any) -> Any:
    asked = Filters(**{"tiers": EVERY_TIER, **filters})
    return market.discover(filters=asked, as_of=DAY, preview=True)


def test_each_filter_lists_whom_it_names(market: Market) -> None:
    like = {f"{each}.example" for each in LIKE}
    assert listed(market, has_door=True) == like
    ann = {f"p{i}.example" for i in range(9)}
    assert listed(market, owner=("ann lee",)) == ann
    assert listed(market, owner=("Ann Lee", "Bo Marsh")) == listed(market) - {"piper.example"}
    # Tia is COO at each of them.
    assert not listed(market, persona_missing=("the operator",)) & like
    assert listed(market, persona_missing=("The operator",)) == listed(market) - like
    assert listed(market, persona_missing=("The engineer",)) == listed(market) - {"piper.example"}
    assert listed(market, has_door=True, owner=("Bo Marsh",)) == like - ann


def test_filters_say_how_many_each_left_out(market: Market) -> None:
    everybody = len(listed(market))
    market.feedback.say("p1.example", "taken")
    found = discovered(
        market,
        owner=("Ann Lee",),
        has_door=True,
        persona_missing=("The engineer",),
        untaken=True,
    )
    assert found.filtered.keys() == {
        *("of other owners", "of other tiers", "without a door"),
        *("taken", "where The engineer is known"),
    }
    assert found.filtered["of other owners"] == everybody - 9
    assert everybody - sum(found.filtered.values()) == len(found.table)
    assert discovered(market, tiers=()).filtered == {}


def test_unknown_names_are_answered_with_the_right_ones(market: Market, tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError, match=r"no owner 'Cy'. There is Ann Lee, Bo Marsh."):
        listed(market, owner=("Cy",))
    with pytest.raises(UnknownNameError, match=r"There is The operator, The engineer."):
        listed(market, persona_missing=("Cy",))
    market.icp.file.write_text("", encoding="utf-8")
    with pytest.raises(UnknownNameError, match=r"icp.toml has none"):
        listed(market, persona_missing=("The operator",))
    (tmp_path / "alone").mkdir()
    alone = opened(tmp_path / "alone", FILES)
    with pytest.raises(RankingError, match="No file of a colleague is loaded"):
        listed(alone, has_door=True)
    with pytest.raises(UnknownNameError, match="No owner is known of any account"):
        listed(alone, owner=("Ann Lee",))


def test_exports_take_the_same_filters_and_say_the_same(market: Market, tmp_path: Path) -> None:
    market.feedback.say("p3.example", "lost", "too dear")
    words = ["--has-door", "--owner", "Ann Lee", "--persona-missing", "The engineer", "--untaken"]
    where = ["--as-of", DAY.isoformat(), "--store", market.path]
    exported = tmp_path / "crm.csv"
    asked = ["export", "linkedin", *words, *where, "-o", str(exported)]
    ended = CliRunner().invoke(main, asked, catch_exceptions=False)
    assert ended.exit_code == 0, ended.stderr
    assert "without a door" in ended.stderr
    assert "Not listed for what the team said: 1 lost" in ended.stderr
    written = "".join(each.read_text(encoding="utf-8") for each in tmp_path.glob("crm*.csv"))
    assert "p0.example" in written
    assert "p6.example" in written
    assert not {f"p{i}.example" for i in (1, 3, 9, 12) if f"p{i}.example" in written}
    receipt = next(tmp_path.glob("crm*.txt")).read_text(encoding="utf-8")
    assert "The team said: lost" in receipt
    listing = CliRunner().invoke(main, ["discover", *words, *where, "--preview"])
    assert listing.exit_code == 0
    assert "p0.example" in listing.stdout
    assert "p3.example" not in listing.stdout


NIGHTLY = """\
set -e
graph-icp load files
graph-icp discover --as-of 2026-07-01 -o list.xlsx
graph-icp export hubspot --as-of 2026-07-01 -o crm.csv
graph-icp diff --format json > changes.json
"""


def test_the_nightly_job_goes_on_to_the_end_or_stops_at_an_error(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    for name, text in FILES.items():
        (tmp_path / "files" / name).write_text(text, encoding="utf-8")
    assert nightly(tmp_path).returncode == 0
    assert json.loads((tmp_path / "changes.json").read_text()) == []
    more = "domain,name,employees,technologies\np99.example,Prospect 99,100,Kafka\n"
    (tmp_path / "files" / "more.csv").write_text(more, encoding="utf-8")
    assert nightly(tmp_path).returncode == 0
    changes = json.loads((tmp_path / "changes.json").read_text())
    assert "p99.example" in {each["domain"] for each in changes}
    assert {*changes[0]} == {
        *("change", "account", "domain", "tier_before", "tier", "fit_before", "fit"),
        *("rank_before", "rank", "moved_by", "key"),
    }
    (tmp_path / "icp.toml").write_text("[nonsense]\n", encoding="utf-8")
    (tmp_path / "changes.json").unlink()
    stopped = nightly(tmp_path)
    assert stopped.returncode == 1
    assert "nonsense" in stopped.stderr
    assert not (tmp_path / "changes.json").exists()


def nightly(folder: Path) -> subprocess.CompletedProcess[str]:
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        ["sh", "-c", NIGHTLY],
        cwd=folder,
        env={**os.environ, "PATH": path, "GRAPH_ICP_STORE": "market.duckdb"},
        capture_output=True,
        text=True,
        check=False,
    )
