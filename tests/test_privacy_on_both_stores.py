"""What is told, forgotten and kept out is the same whichever store holds a market."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from dumps import doubled, dumped
from examples import OWNER, write_examples

import graph_icp
from graph_icp.ingest.load.file_report import SUPPRESSED

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import TeamStores

    from graph_icp.market import Market

    Both = tuple[Market, Market]

DAY = datetime.date(2026, 7, 1)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    return write_examples(tmp_path / "exports")


@pytest.fixture
def both(tmp_path: Path, files: list[Path], team_stores: TeamStores) -> Both:
    """Two markets of all examples, in a file and on a server."""
    markets = graph_icp.open(tmp_path / "market.duckdb"), graph_icp.open(team_stores.new())
    for market in markets:
        market.load(*files, owner=OWNER, as_of=DAY)
    return markets


def alike(both: Both) -> None:
    one, other = (dumped(each) for each in both)
    assert one == other
    for market in both:
        with market.store() as store:
            assert doubled(store) == {}


def address(market: Market) -> str:
    """Return the first e-mail address of the market."""
    with market.store() as store:
        keys = store.dump("node")["key"].to_pylist()
    return min(each for each in keys if each.startswith("email:")).removeprefix("email:")


def test_what_is_known_of_somebody_is_the_same(both: Both) -> None:
    for who in (address(both[0]), "acme.example"):
        one, other = (each.privacy.about(who) for each in both)
        assert one["names"]
        assert one == other


def test_who_is_forgotten_is_gone_alike(both: Both) -> None:
    for who in (address(both[0]), OWNER, "acme.example"):
        one, other = (each.privacy.planned(who) for each in both)
        assert one == other
        for market in both:
            market.privacy.forget(who)
        alike(both)


def test_who_is_suppressed_is_kept_out_alike(both: Both, files: list[Path]) -> None:
    who = address(both[0])
    for market in both:
        assert market.suppress(who).forgotten is not None
    alike(both)
    for market in both:
        loaded = market.load(*files, owner=OWNER, as_of=DAY)
        assert any(SUPPRESSED in file.skipped for file in loaded.files)
    alike(both)
    one, other = (each.suppress.table() for each in both)
    pd.testing.assert_frame_equal(one, other, check_dtype=False)
    for market in both:
        assert market.suppress.lift(who) > 0


def test_who_is_unseen_for_long_is_purged_alike(both: Both) -> None:
    one, other = (each.purge("3m") for each in both)
    assert one.forgotten is not None
    assert one == other
    alike(both)


def test_customers_of_competitors_are_the_same(both: Both, tmp_path: Path) -> None:
    told = tmp_path / "rivals.csv"
    told.write_text(
        "company,domain,competitor,contract end,satisfaction,use case,as of\n"
        "Zork GmbH,zork.example,Freightly,2026-09-30,unhappy,planning,2026-06-01\n"
        "Blip,blip.example,Freightly,2028-09-30,,routing,2026-06-01\n"
    )
    for market in both:
        market.load(told, as_of=DAY)
    one, other = (each.competitors.pool(as_of=DAY) for each in both)
    assert len(one.table)
    pd.testing.assert_frame_equal(one.table, other.table, check_dtype=False)
