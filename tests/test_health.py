"""What a list says against itself: giveaways, lopsided relations, few customers, little data."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner
from test_fit import graph_of

import graph_icp
from graph_icp.cli import main
from graph_icp.discovery.health.giveaways import giveaways
from graph_icp.discovery.health.list_health import health, lopsided_said
from graph_icp.discovery.icp import Icp, LearningConstraints
from graph_icp.discovery.learning.placement import CUSTOMERS, KEPT, MARKET, Placement
from graph_icp.discovery.ranking.ranking import Ranking, rank

if TYPE_CHECKING:
    from pathlib import Path

    from graph_icp.graph.matrix import Graph


def market(customers: int, prospects: int, **relations: np.ndarray) -> Graph:
    """A market of customers, then prospects, with relations as accounts x traits."""
    count = customers + prospects
    accounts = pd.DataFrame(
        {
            "id": range(count),
            "key": [f"domain:c{place:04}.example" for place in range(count)],
            "status": ["customer"] * customers + ["prospect"] * prospects,
            "value": np.nan,
            "domain": None,
        }
    )
    return graph_of(accounts.assign(name=accounts["key"]), relations)


def random(count: int, traits: int, density: float, seed: int = 1) -> np.ndarray:
    links: np.ndarray = (np.random.default_rng(seed).random((count, traits)) < density) * 1.0
    return links


def lines(ranking: Ranking) -> list[str]:
    wanted = ranking.labels.market
    return health(ranking, ranking.order(wanted))


def about(ranking: Ranking, words: str) -> list[str]:
    return [line for line in lines(ranking) if words in line]


def known_of(X: np.ndarray, customers: int, of_customers: float, of_market: float) -> np.ndarray:
    """Make only these parts of customers, and of others, known in a relation."""
    X = X.copy()
    X[round(customers * of_customers) : customers] = 0
    X[customers + round((len(X) - customers) * of_market) :] = 0
    return X


def lopsided(of_customers: float, of_market: float, customers: int = 30) -> Graph:
    uses = random(customers + 200, 12, 0.3)
    uses[:customers, 0] = np.random.default_rng(2).random(customers) < 0.7
    industry = np.eye(8)[np.random.default_rng(3).integers(0, 8, customers + 200)]
    industry[: customers // 2] = np.eye(8)[0]
    industry = known_of(industry, customers, of_customers, of_market)
    return market(customers, 200, uses=uses, industry=industry)


def share(ranking: Ranking, relation: str) -> float:
    return next(each.share for each in ranking.fit.relations if each.relation == relation)


def test_a_relation_known_of_customers_alone_is_held_at_its_part_of_the_market() -> None:
    graph = lopsided(0.8, 0.12)
    free = Icp(constraints=LearningConstraints(caps={"industry": 1.0}))
    assert share(rank(graph, icp=free), "industry") > 0.2
    held = rank(graph)
    assert share(held, "industry") == pytest.approx(0.12)
    [line] = about(held, "known of")
    assert "Industry is known of 80% of customers and 12% of the market" in line
    assert "counts 12%" in line
    assert "Where it is not known, fits and tiers are too low." in line
    assert "--without industry" in line
    assert not about(rank(graph, icp=free), "known of 80%")


def test_a_lopsided_relation_that_counts_nothing_is_not_told() -> None:
    [held] = [each for each in rank(lopsided(0.8, 0.12)).fit.relations if each.held]
    assert not list(lopsided_said([replace(held, share=0.004)]))
    assert len(list(lopsided_said([replace(held, share=0.006)]))) == 1


@pytest.mark.parametrize(
    ("of_customers", "of_market", "customers"),
    [(0.8, 0.55, 30), (0.5, 0.3, 30), (1.0, 0.1, 4)],
    ids=["half of the market is known", "less than twice as often", "four customers"],
)
def test_other_relations_are_not_held(
    of_customers: float, of_market: float, customers: int
) -> None:
    ranking = rank(lopsided(of_customers, of_market, customers))
    assert not any(each.held for each in ranking.fit.relations)


def coupled(customers: int, having: int, others: int) -> Graph:
    """Customers of whom some have a trait that few others have."""
    uses = random(customers + 300, 12, 0.4)
    uses[:, 0] = 0
    uses[:having, 0] = 1
    uses[customers : customers + others, 0] = 1
    return market(customers, 300, uses=uses)


@pytest.mark.parametrize(
    ("customers", "having", "others", "found"),
    [
        (40, 20, 3, True),
        (40, 8, 0, True),
        (40, 7, 0, False),
        (20, 4, 0, False),
        (40, 20, 30, False),
        (40, 36, 70, False),
        (40, 38, 20, True),
    ],
    ids=[
        "half, against 1%",
        "a fifth, against nobody",
        "less than a fifth",
        "four customers",
        "half, against 10%",
        "nine in ten, against 23%",
        "almost all, against 7%",
    ],
)
def test_a_trait_that_gives_the_answer_away_is_named(
    customers: int, having: int, others: int, found: bool
) -> None:
    graph = coupled(customers, having, others)
    named = giveaways(graph, np.arange(customers), np.arange(customers + 300) >= customers)
    assert [each.selector for each in named] == (["uses=uses 0"] if found else [])
    if found:
        assert named[0].customers == having / customers
        assert named[0].market == pytest.approx(others / 300)
        [line] = about(rank(graph), "give the answer away")
        assert '--without "uses=uses 0"' in line


def test_a_relation_that_only_customers_are_known_in_is_named_as_a_whole() -> None:
    X = random(240, 6, 0.5)
    X[40:] = 0
    graph = market(40, 200, uses=random(240, 6, 0.5, 2), sponsored=X)
    named = giveaways(graph, np.arange(40), np.arange(240) >= 40)
    assert [each.selector for each in named] == ["sponsored"]


def test_few_customers_are_a_hint() -> None:
    few = rank(market(4, 100, uses=random(104, 8, 0.4)))
    assert about(few, "Learned from 4 customers: a hint, not a ranking")
    one = rank(market(1, 100, uses=random(101, 8, 0.4)))
    assert about(one, "Learned from 1 customer: a hint")
    assert not about(rank(market(20, 100, uses=random(120, 8, 0.4))), "a hint")


def test_a_list_without_best_fits_says_so() -> None:
    uses = random(230, 10, 0.3)
    uses[:30, :5] = 1
    uses[30:, :5] = 0
    ranking = rank(market(30, 200, uses=uses))
    assert about(ranking, "Nobody reaches Best fit")
    assert not about(rank(market(30, 200, uses=random(230, 10, 0.3))), "Nobody reaches")


def test_too_little_data_names_what_would_help() -> None:
    uses = random(250, 10, 0.3)
    uses[:50, :3] = np.random.default_rng(5).random((50, 3)) < 0.8
    rarely = known_of(uses, 50, 1.0, 0.3)
    ranking = rank(market(50, 200, uses=rarely, region=random(250, 3, 0.4)))
    lacking = [line for line in lines(ranking) if "Too little is known" in line]
    tiers = ranking.tiers[ranking.labels.market]
    assert bool(lacking) == ((tiers == "Insufficient data").mean() > 0.5)
    if lacking:
        assert "technologies is unknown of 70%" in lacking[0] or "technologies" in lacking[0]


def test_a_back_test_speaks_in_the_lists_of_its_question(tmp_path: Path) -> None:
    market = graph_icp.open(tmp_path / "m.duckdb")
    links = random(120, 8, 0.4)
    rows = [
        f"c{row:03}.example,technology {column}"
        for row, column in zip(*np.nonzero(links), strict=True)
    ]
    (tmp_path / "uses.csv").write_text("\n".join(["domain,technology", *rows]))
    (tmp_path / "ours.txt").write_text("\n".join(f"c{row:03}.example" for row in range(25)))
    market.load(tmp_path / "uses.csv")
    market.customers.set(tmp_path / "ours.txt")
    assert not any("Back-test" in line for line in market.discover().health)
    verdict = market.backtest(repeats=1).verdict
    assert market.discover().health[-1] == f"Back-test: {verdict}"
    shown = CliRunner().invoke(main, ["discover", "--store", market.path])
    assert f"Back-test: {verdict}" in shown.stderr.splitlines()
    assert not any("Back-test" in line for line in market.discover(method="cosine").health)
    market.customers.add(where=["uses=technology 7"])
    assert not any("Back-test" in line for line in market.discover().health)


def test_the_place_of_points_is_linear_between_customers() -> None:
    placed = Placement.among_these(np.array([10.0, 20.0, 20.0, 40.0]), CUSTOMERS)
    points = np.array([9.0, 10.0, 15.0, 20.0, 30.0, 40.0, 41.0, np.nan])
    expected = [0, 12.5, 31.25, 50, 68.75, 87.5, 100, np.nan]
    np.testing.assert_allclose(placed.fit(points), expected)


def test_equal_customers_share_one_place() -> None:
    placed = Placement.among_these(np.full(7, 3.0), CUSTOMERS)
    np.testing.assert_allclose(placed.fit(np.array([2.9, 3.0, 3.1])), [0, 50, 100])


def test_of_many_points_as_many_are_kept_as_matter() -> None:
    points = np.sort(np.random.default_rng(4).normal(size=5_000))
    placed = Placement.among_these(points, MARKET)
    assert len(placed.points) == KEPT
    exact = 100 * (np.arange(5_000) + 0.5) / 5_000
    np.testing.assert_allclose(placed.fit(points), exact, atol=0.1)


def test_nobody_has_a_fit_where_there_is_nobody_to_compare_with() -> None:
    placed = Placement.among_these(np.zeros(0), MARKET)
    assert np.isnan(placed.fit(np.array([1.0]))).all()


def test_customers_drawn_by_lot_may_be_chance() -> None:
    ranking = rank(market(30, 400, uses=random(430, 20, 0.3)))
    assert len(about(ranking, "may be chance")) == 1
    uses = random(430, 20, 0.3)
    uses[:30, 0] = 1
    assert not about(rank(market(30, 400, uses=uses)), "may be chance")


def test_customers_of_whom_nothing_is_known_are_counted() -> None:
    uses = random(230, 12, 0.4)
    uses[:30, 0] = 1
    uses[:10] = 0
    [line] = about(rank(market(30, 200, uses=uses)), "teach nothing")
    assert "10 of your 30 customers" in line


def test_with_few_customers_it_is_said_what_best_fit_means() -> None:
    uses = random(204, 12, 0.4)
    uses[:4, 0] = 1
    assert about(rank(market(4, 200, uses=uses)), "50% of it is Best fit")


def test_the_command_leaves_out_all_that_gives_the_answer_away() -> None:
    uses = random(230, 20, 0.1)
    uses[:, :5] = 0
    uses[:30, :5] = 1
    [line] = about(rank(market(30, 200, uses=uses)), "give the answer away")
    assert line.count("--without") == 5
