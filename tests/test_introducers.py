"""Who can introduce us is written along the best paths alone, and goes with what it rests on."""

from __future__ import annotations

import shutil
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

import graph_icp
from graph_icp.cli.main import main

if TYPE_CHECKING:
    import pandas as pd
    from conftest import Demo

    from graph_icp.market import Market


@pytest.fixture(scope="module")
def made(demo_market: Demo, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store with results on the first 20 accounts of its list, to be copied."""
    path = Path(shutil.copy(demo_market.store, tmp_path_factory.mktemp("made")))
    market = graph_icp.open(path)
    found = market.discover(limit=20, write_back=True)
    assert found.introductions == len(steps(market)) > 0
    return path


@pytest.fixture
def written(made: Path, tmp_path: Path) -> Market:
    return graph_icp.open(shutil.copy(made, tmp_path))


def steps(market: Market) -> pd.DataFrame:
    """Return the written steps with the names of people."""
    with market.store() as store:
        names = {row["id"]: row["name"] for row in store.dump("node").to_pylist()}
        table = store.dump("can_introduce").to_pandas()
    return table.assign(one=table["one"].map(names), other=table["other"].map(names))


def test_the_steps_of_the_best_paths_are_written_and_no_others(written: Market) -> None:
    table = steps(written)
    assert table["strength"].between(0.15, 0.95).all()
    assert not table.duplicated(["one", "other", "account"]).any()
    for account, told in table.groupby("account"):
        paths = written.paths(account).table
        expected = set()
        for path in paths.to_dict("records"):
            people = [path["starter"], *filter(None, [path["introducer"]]), path["target"]]
            expected |= set(pairwise(people))
        assert {*zip(told["one"], told["other"], strict=True)} == expected
    direct = next(
        (key, paths.table.iloc[0])
        for key in table["account"].unique()
        if not (paths := written.paths(key)).table["introducer"].iloc[0]
    )
    key, path = direct
    mine = table[(table["account"] == key) & (table["other"] == path["target"])]
    assert mine["strength"].max() >= path["strength"]


def test_clearing_results_removes_them(written: Market) -> None:
    written.runs.clear_results()
    assert steps(written).empty


def test_a_refusal_and_a_load_remove_them(written: Market, tmp_path: Path) -> None:
    """So nobody stays on a path who refused, or asked not to be contacted."""
    first = steps(written).iloc[0]
    written.paths.refuse(first["one"], first["other"])
    assert steps(written).empty
    written.discover(limit=20, write_back=True)
    again = steps(written)
    assert len(again)
    assert not ((again["one"] == first["one"]) & (again["other"] == first["other"])).any()
    file = tmp_path / "companies.csv"
    file.write_text("domain,name\nnew.example,New\n")
    written.load(file)
    assert steps(written).empty


def test_the_command_says_how_many(written: Market) -> None:
    asked = ["discover", "--write-back", "--limit", "5", "--store", str(written.path)]
    said = CliRunner().invoke(main, asked).stderr
    assert f"{len(steps(written))} edges between who can introduce you" in said
