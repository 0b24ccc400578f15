"""Large markets: scores are compared with, and back-tests tried on, a sample of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_backtest import market_of

import graph_icp
from graph_icp.discovery.backtest import splits
from graph_icp.discovery.backtest.metrics import Found
from graph_icp.discovery.backtest.splits import market_sample
from graph_icp.discovery.learning import labels as labels_module
from graph_icp.discovery.learning.labels import label
from graph_icp.discovery.ranking.ranking import rank

if TYPE_CHECKING:
    from conftest import Demo

rankings = st.lists(
    st.tuples(st.sampled_from([0.0, 1.0, 2.5, np.nan]), st.booleans()), min_size=2, max_size=9
).filter(lambda rows: 0 < sum(wanted for _, wanted in rows) < len(rows))


@given(rankings, st.integers(1, 5))
def test_one_that_stands_for_several_counts_as_these_would(
    rows: list[tuple[float, bool]], times: int
) -> None:
    scores, wanted = (np.array(each) for each in zip(*rows, strict=True))
    every = np.repeat(np.arange(len(rows)), np.where(wanted, 1, times))
    sample, whole = Found.of(scores, wanted, times), Found.of(scores[every], wanted[every])
    np.testing.assert_allclose(sample.parts(), whole.parts(), rtol=1e-12)
    assert sample.accounts == whole.accounts


def test_a_small_market_is_whole() -> None:
    graph = market_of()
    assert market_sample(graph) == (graph, 1.0)
    tried = label(graph.accounts).tried
    assert tried.places.tolist() == list(range(300))
    assert tried.market.tolist() == (graph.accounts["status"] == "prospect").tolist()


def test_of_a_large_market_customers_and_some_others_are_tried(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    graph = market_of(others=20)
    monkeypatch.setattr(splits, "SAMPLED", 100)
    some, stands_for = market_sample(graph)
    assert some.accounts["status"].value_counts().to_dict() == {
        "prospect": 100,
        "customer": 30,
        "partner": 20,
    }
    assert stands_for == 2.5
    rows = np.flatnonzero(graph.accounts["key"].isin(some.accounts["key"]))
    for name, matrix in some.matrices.items():
        assert (matrix.values.toarray() == graph.matrices[name].values.toarray()[rows]).all()


def test_scores_compared_with_a_sample_are_about_those_compared_with_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    graph = market_of(accounts=900, customers=60)
    whole = rank(graph)
    monkeypatch.setattr(labels_module, "SAMPLED", 300)
    labels = label(graph.accounts)
    assert np.count_nonzero(labels.tried.market) == 300
    assert labels.tried.places[labels.tried.customers].tolist() == labels.customers.tolist()
    some = rank(graph)
    assert (some.points != whole.points).any()
    assert np.corrcoef(some.points, whole.points)[0, 1] > 0.98


def test_a_back_test_says_that_it_tried_a_sample(
    demo_market: Demo, monkeypatch: pytest.MonkeyPatch
) -> None:
    market = graph_icp.open(demo_market.store)
    whole = market.backtest(keep=False)
    assert not any("were tried" in each for each in whole.warnings)
    monkeypatch.setattr(splits, "SAMPLED", 300)
    some = market.backtest(keep=False)
    assert any("300 of the" in each and "were tried" in each for each in some.warnings)
    assert some.tiers["accounts"].sum() == pytest.approx(whole.tiers["accounts"].sum())
    assert abs(some.methods["auc"].iloc[0] - whole.methods["auc"].iloc[0]) < 0.05
