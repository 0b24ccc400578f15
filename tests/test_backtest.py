"""The back-test: what is hidden teaches nothing, and what it says of a ranking is true."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re
from html.parser import HTMLParser
from itertools import pairwise, permutations
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array
from test_health import lopsided

import graph_icp
from graph_icp.cli import main
from graph_icp.discovery.backtest.caveats import caveats
from graph_icp.discovery.backtest.confidence_intervals import interval
from graph_icp.discovery.backtest.evidence import evidence
from graph_icp.discovery.backtest.experiments import run_experiments
from graph_icp.discovery.backtest.metrics import MEASURES, PRECISION_AT, Found
from graph_icp.discovery.backtest.relation_table import relation_table
from graph_icp.discovery.backtest.result_tables import (
    COLUMNS,
    calibration_table,
    curve_table,
    gain_table,
    lead,
    method_table,
    tier_table,
)
from graph_icp.discovery.backtest.splits import hidden_at_random, hidden_since, without_links
from graph_icp.discovery.backtest.verdict import Verdict, verdict
from graph_icp.discovery.icp import CustomerValue, Icp, LearningConstraints
from graph_icp.discovery.learning.scorer import scorers
from graph_icp.discovery.left_out import ASKED, LeftOut
from graph_icp.discovery.ranking.ranking import rank
from graph_icp.errors import RankingError, UnknownNameError
from graph_icp.graph.matrix import Graph, Matrix, read_graph
from graph_icp.market.backtesting import as_of
from graph_icp.output.page import with_options
from graph_icp.output.pages.backtest_page import backtest_page

if TYPE_CHECKING:
    from pathlib import Path

    from graph_icp.market import Market

DAY = datetime.date(2024, 1, 1)
HOSTILE = "<script>alert('$x^$')</script>"


def market_of(
    seed: int = 0, *, accounts: int = 300, customers: int = 30, alike: float = 0.5, others: int = 0
) -> Graph:
    """A market in which each customer has a third of the traits as likely as `alike`."""
    random = np.random.default_rng(seed)
    status = np.array(["customer"] * customers + ["prospect"] * (accounts - customers - others))
    status = random.permutation(np.concatenate([status, np.array(["partner"] * others)]))
    mine = status == "customer"
    table = pd.DataFrame(
        {
            "id": random.permutation(accounts) + 10,
            "key": [f"domain:c{place:04}.example" for place in range(accounts)],
            "name": [f"Firm {place}" for place in range(accounts)],
            "status": status.astype(object),
            "value": np.where(mine, random.uniform(0.1, 1, accounts), np.nan),
            "customer_since": None,
        }
    )
    days = [DAY + datetime.timedelta(days=int(each)) for each in random.integers(-500, 500, 999)]
    table["customer_since"] = [
        day if is_mine else None for day, is_mine in zip(days, mine, strict=False)
    ]
    matrices = {}
    for name, width in (("uses", 24), ("sponsored", 9), ("industry", 5)):
        likely = np.full((accounts, width), 0.12)
        likely[np.ix_(mine, np.arange(width // 3))] = alike
        X = (random.uniform(size=likely.shape) < likely).astype(float)
        matrices[name] = Matrix(name, csr_array(X), traits(name, width))
    return Graph(table, matrices)


def traits(name: str, width: int) -> pd.DataFrame:
    names = [f"{name.title()} {place}" for place in range(width)]
    keys = [each.lower() for each in names]
    return pd.DataFrame({"id": range(width), "key": keys, "name": names})


def with_trait(graph: Graph, name: str, having: np.ndarray, relation: str = "uses") -> Graph:
    """The graph with one more trait, which the marked accounts have."""
    matrix = graph.matrices[relation]
    X = np.column_stack([matrix.values.toarray(), having.astype(float)])
    more = pd.DataFrame({"id": [999], "key": [name.lower()], "name": [name]})
    table = pd.concat([matrix.traits, more], ignore_index=True)
    return Graph(graph.accounts, graph.matrices | {relation: Matrix(relation, csr_array(X), table)})


def dense(graph: Graph, relation: str) -> list[list[float]]:
    found: list[list[float]] = graph.matrices[relation].values.toarray().tolist()
    return found


# What a ranking is worth.

rankings = st.lists(
    st.tuples(st.sampled_from([0.0, 1.0, 2.5, 2.5, np.nan]), st.booleans()), min_size=2, max_size=6
).filter(lambda rows: 0 < sum(wanted for _, wanted in rows) < len(rows))


def in_order(wanted: list[bool]) -> dict[str, float]:
    """What a list without equals is worth, by the definitions."""
    hits = [place for place, each in enumerate(wanted, 1) if each]
    pairs = [(one, two) for one in hits for two, each in enumerate(wanted, 1) if not each]
    count, places = len(hits), len(wanted)
    whole, part = divmod(places, 10)
    top = sum(wanted[:whole]) + (part / 10) * wanted[whole]
    return {
        "auc": sum(one < two for one, two in pairs) / len(pairs),
        "average_precision": sum(n / place for n, place in enumerate(hits, 1)) / count,
        "precision": sum(wanted[:PRECISION_AT]) / min(PRECISION_AT, places),
        "recall_50": sum(wanted[:50]) / count,
        "recall_100": sum(wanted[:100]) / count,
        "lift": top / count * 10,
    }


def measured(scores: np.ndarray, wanted: np.ndarray) -> dict[str, float]:
    """What a ranking is worth, as a back-test measures it."""
    return dict(zip(MEASURES, Found.of(scores, wanted).parts().mean(axis=0), strict=True))


@given(rankings)
@settings(max_examples=60, deadline=None)
def test_quality_is_the_mean_over_all_orders_of_equals(rows: list[tuple[float, bool]]) -> None:
    scores = np.array([score for score, _ in rows])
    wanted = np.array([each for _, each in rows])
    levels = np.nan_to_num(scores, nan=-1.0)
    orders = [
        in_order([bool(wanted[place]) for place in order])
        for order in permutations(range(len(rows)))
        if all(levels[one] >= levels[two] for one, two in pairwise(order))
    ]
    found = measured(scores, wanted)
    for measure in MEASURES:
        expected = np.mean([order[measure] for order in orders])
        assert found[measure] == pytest.approx(expected), measure


def test_quality_of_lists_worked_by_hand() -> None:
    scores = np.arange(200.0, 0, -1)
    wanted = np.isin(np.arange(1, 201), [1, 15, 60, 150])
    found = measured(scores, wanted)
    assert found["precision"] == 2 / 20
    assert (found["recall_50"], found["recall_100"]) == (2 / 4, 3 / 4)
    assert found["lift"] == pytest.approx(2 / 4 * 10)
    assert found["average_precision"] == pytest.approx((1 + 2 / 15 + 3 / 60 + 4 / 150) / 4)
    assert found["auc"] == pytest.approx(1 - (0 + 13 + 57 + 146) / (4 * 196))
    alike = measured(np.zeros(200), wanted)
    assert alike["auc"] == pytest.approx(0.5)
    assert alike["lift"] == pytest.approx(1)
    assert alike["precision"] == pytest.approx(4 / 200)


def test_an_interval_is_no_narrower_for_hiding_the_same_customers_again() -> None:
    parts = np.random.default_rng(3).uniform(size=(12, 2))
    once = interval([parts], [np.arange(12)], 28)
    assert interval([parts] * 4, [np.arange(12)] * 4, 28) == pytest.approx(once)
    assert np.all(once[0] < parts.mean(axis=0))
    assert np.all(once[1] > parts.mean(axis=0))
    # Its width is about that of the normal approximation.
    expected = 2 * 1.96 * parts.std(axis=0) / np.sqrt(12)
    assert once[1] - once[0] == pytest.approx(expected, rel=0.15)


# What is hidden.


def test_a_split_hides_status_and_worth_and_nothing_else() -> None:
    graph = market_of(others=20)
    first, second = hidden_at_random(graph, 0.3, 2)
    assert len(first.hidden) == len(second.hidden) == 9
    assert first.hidden.tolist() != second.hidden.tolist()
    assert set(graph.accounts["status"].iloc[first.hidden]) == {"customer"}
    changed = first.graph.accounts.compare(graph.accounts)
    assert changed.index.tolist() == first.hidden.tolist()
    assert {column for column, _ in changed.columns} == {"status", "value"}
    assert set(first.graph.accounts["status"].iloc[first.hidden]) == {"prospect"}
    assert first.graph.accounts["value"].iloc[first.hidden].isna().all()
    assert len(first.customers) == 21
    assert first.wanted.sum() == 9
    assert len(first.wanted) == 250 + 9
    again = hidden_at_random(graph, 0.3, 2)
    assert [each.hidden.tolist() for each in again] == [
        first.hidden.tolist(),
        second.hidden.tolist(),
    ]


@given(values=st.lists(st.floats(0.01, 1), min_size=30, max_size=30))
@settings(max_examples=5, deadline=None)
def test_what_hidden_customers_are_worth_changes_nothing(values: list[float]) -> None:
    graph = market_of(accounts=120)
    icp = Icp(customer_value=CustomerValue(keep=0.8))
    split = hidden_at_random(graph, 0.3, 1)
    told = graph.accounts["value"].copy()
    told.iloc[split[0].hidden] = values[: len(split[0].hidden)]
    other = Graph(graph.accounts.assign(value=told), graph.matrices)
    again = hidden_at_random(other, 0.3, 1)
    one, two = (rank(each[0].graph, "auto", icp) for each in (split, again))
    assert one.points.tolist() == two.points.tolist()
    assert split[0].learning_from(10).accounts.equals(again[0].learning_from(10).accounts)


def test_learning_from_fewer_takes_the_others_out() -> None:
    split = hidden_at_random(market_of(), 0.3, 1)[0]
    assert split.sizes() == [5, 10, 21]
    fewer = split.learning_from(5)
    assert (fewer.accounts["status"] == "customer").sum() == 5
    assert len(fewer.accounts) == 300 - 16
    more = set(split.learning_from(10).accounts["key"])
    assert set(fewer.accounts["key"]) < more
    places = split.graph.accounts["key"].isin(fewer.accounts["key"]).to_numpy()
    assert dense(fewer, "uses") == split.graph.matrices["uses"].values.toarray()[places].tolist()


def test_a_day_hides_those_won_on_or_after_it() -> None:
    graph = market_of()
    days = graph.accounts["customer_since"]
    last = max(days.dropna())
    split = hidden_since(graph, last)
    assert days.iloc[split.hidden].tolist() == [last] * len(split.hidden)
    assert len(split.customers) == 30 - len(split.hidden)


@pytest.mark.parametrize(
    ("customers", "share", "repeats", "said"),
    [
        (0, 0.3, 5, "no customer is known yet; name at least 5"),
        (2, 0.3, 5, "there are only 2; name at least 5"),
        (30, 0.01, 5, "Hiding 0.01 of 30 customers leaves none to look for"),
        (30, 0.99, 5, "none to learn from"),
        (30, 1.0, 5, "none to learn from"),
        (30, float("nan"), 5, "hide a share such as 30%"),
        (30, 0.3, 0, "at least one repeat"),
        (40, 0.3, 5, "There is no prospect or open deal"),
    ],
)
def test_what_cannot_be_hidden_is_said(
    customers: int, share: float, repeats: int, said: str
) -> None:
    with pytest.raises(RankingError, match=re.escape(said)):
        hidden_at_random(market_of(accounts=40, customers=customers), share, repeats)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (-1_000, "Every customer with a date was won on or after"),
        (1_000, "No customer was won on or after"),
    ],
)
def test_a_day_that_parts_nobody_is_said(change: int, said: str) -> None:
    graph = market_of()
    days = graph.accounts["customer_since"].dropna()
    with pytest.raises(RankingError, match=said) as raised:
        hidden_since(graph, DAY + datetime.timedelta(days=change))
    assert f"give a date after {min(days)} and not after {max(days)}." in str(raised.value)
    undated = Graph(graph.accounts.assign(customer_since=None), graph.matrices)
    with pytest.raises(RankingError, match="load a file with a column 'customer since'"):
        hidden_since(undated, DAY)


def test_removing_links_leaves_all_others() -> None:
    graph = market_of(accounts=40)
    whole = graph.matrices["uses"].values.toarray()
    gone = np.argwhere(whole)[::3]
    ids = graph.accounts["id"].to_numpy()
    links = pd.DataFrame({"account": ids[gone[:, 0]], "trait": gone[:, 1]})
    left = without_links(graph, {"uses": links})
    whole[gone[:, 0], gone[:, 1]] = 0
    kept = left.matrices["uses"].traits["id"].to_numpy()
    assert dense(left, "uses") == whole[:, kept].tolist()
    assert not np.delete(whole, kept, axis=1).any()
    assert dense(left, "sponsored") == dense(graph, "sponsored")
    rows, columns = np.nonzero(graph.matrices["uses"].values.toarray())
    every = {"uses": pd.DataFrame({"account": ids[rows], "trait": columns})}
    assert list(without_links(graph, every).matrices) == ["sponsored", "industry"]


# What is found.


def tried(graph: Graph, repeats: int = 5, **asked: Any) -> tuple[Any, pd.DataFrame]:
    experiments = run_experiments(graph, hidden_at_random(graph, 0.3, repeats), **asked)
    return experiments, method_table(experiments)


def judged(experiments: Any, graph: Graph, methods: pd.DataFrame) -> Verdict:
    return verdict(evidence(experiments, graph, methods))


def doubts(experiments: Any, graph: Graph, methods: pd.DataFrame) -> list[str]:
    shown = evidence(experiments, graph, methods)
    return caveats(shown, experiments.relations, experiments.method)


def test_lookalikes_are_found() -> None:
    graph = market_of(alike=0.6)
    experiments, methods = tried(graph)
    assert methods["method"].tolist() == [
        *("auto", "random", "popularity", "same industry", "jaccard"),
    ]
    best = methods.iloc[0]
    assert best["auc"] > 0.95
    assert best["auc_low"] <= best["auc"] <= best["auc_high"]
    assert methods["auc"].iloc[1] == pytest.approx(0.5)
    found = int(20 * best["precision_20"] + 0.5)
    said = f"Works. Of the first 20 names {found} were customers; by chance 0.6."
    assert str(judged(experiments, graph, methods)) == said
    assert doubts(experiments, graph, methods) == []
    low, high = lead(experiments, "popularity")
    assert low < best["auc"] - methods["auc"].iloc[2] < high
    tiers = tier_table(experiments).set_index("tier")
    assert tiers["accounts"].sum() == pytest.approx(279)
    assert tiers["hidden"].sum() == pytest.approx(9)
    assert tiers["times_chance"]["Best fit"] > 3 > 1 > tiers["times_chance"]["Bad fit"]
    curve = curve_table(experiments)
    assert curve["customers"].tolist() == [5, 10, 21]
    assert curve["auc"].iloc[0] < curve["auc"].iloc[-1] == best["auc"]
    tenths = calibration_table(experiments)
    assert tenths["hidden"].sum() == pytest.approx(9)
    assert tenths["hidden"].iloc[0] == pytest.approx(best["lift"] * 9 / 10)
    assert tenths["fit"].is_monotonic_decreasing


def test_customers_named_by_lot_are_no_ranking_that_works() -> None:
    """Of ten such markets two may lie outside by luck, above as below."""
    contain, answers = 0, []
    for seed in range(10):
        graph = market_of(seed, alike=0.12)
        experiments, methods = tried(graph)
        best = methods.iloc[0]
        contain += best["auc_low"] <= 0.5 <= best["auc_high"]
        answers.append(judged(experiments, graph, methods).answer)
    assert contain >= 8
    assert "Works" not in answers
    assert answers.count("Do not use") >= 9


def test_four_hidden_customers_support_nothing_however_well_they_are_found() -> None:
    graph = market_of(accounts=80, customers=12, alike=0.9)
    experiments, methods = tried(graph, 1)
    assert methods["auc_low"].iloc[0] > 0.9
    said = judged(experiments, graph, methods)
    assert said.answer == "Do not use"
    assert said.because == "But only 4 customers were hidden, too few to tell from luck."
    assert "4 of only 12 customers are hidden" in doubts(experiments, graph, methods)[0]


def test_what_a_relation_adds_is_what_ranking_without_it_lacks() -> None:
    """The blend made anew of scorers that learned once equals learning without the relation."""
    graph = market_of(alike=0.3)
    for method in ("auto", "jaccard"):
        experiments, methods = tried(graph, 2, method=method)
        guided = Icp(constraints=LearningConstraints(caps={"uses": 1.0}))
        slowly = run_experiments(graph, hidden_at_random(graph, 0.3, 2), method, icp=guided)
        table, slow = (relation_table(each).set_index("relation") for each in (experiments, slowly))
        assert set(table.index) == {"uses", "sponsored", "industry"}
        columns = ["auc_without", "average_precision_without", "found_without"]
        pd.testing.assert_frame_equal(table[columns], slow.loc[table.index][columns])
        for relation, row in table.iterrows():
            split = hidden_at_random(graph, 0.3, 2)
            left = {name: each for name, each in graph.matrices.items() if name != relation}
            aucs = []
            for each in split:
                ranking = rank(Graph(each.graph.accounts, left), method)
                fits = np.where(ranking.known, ranking.points, np.nan)[each.ranked]
                aucs.append(measured(fits, each.wanted)["auc"])
            assert row["auc_without"] == pytest.approx(np.mean(aucs))
            gain = methods["auc"].iloc[0] - row["auc_without"]
            assert row["auc_gain"] == pytest.approx(gain)


def test_the_only_relation_left_out_is_chance() -> None:
    graph = market_of(alike=0.6)
    alone = Graph(graph.accounts, {"uses": graph.matrices["uses"]})
    experiments, methods = tried(alone, 2)
    assert relation_table(experiments)["auc_without"].tolist() == pytest.approx([0.5])
    assert "same industry" not in methods["method"].tolist()


def test_the_lift_curve_holds_what_the_measures_say() -> None:
    experiments, methods = tried(market_of(alike=0.3), 3)
    gains = gain_table(experiments)
    for row in methods.itertuples():
        line = gains[gains["method"] == row.method].set_index("list_share")["found_share"]
        assert line.iloc[[0, -1]].tolist() == pytest.approx([0, 1])
        assert line.is_monotonic_increasing
        assert line[0.1] * 10 == pytest.approx(row.lift)


def test_same_industry_is_the_share_of_customers_there() -> None:
    graph = market_of()
    split = hidden_at_random(graph, 0.3, 1)[0]
    scores = run_experiments(graph, [split]).by_method["same industry"][0].scores
    X = graph.matrices["industry"].values.toarray()
    ours = X[split.customers].sum(axis=0) / 21
    expected = [max(ours[row > 0], default=np.nan) for row in X[split.ranked]]
    assert np.isnan(expected).any()
    assert scores.tolist() == pytest.approx(expected, nan_ok=True)


def test_every_method_can_be_tried_and_an_unknown_one_is_named() -> None:
    graph = market_of(accounts=80, customers=10)
    _, methods = tried(graph, 1, method="walk", all_methods=True)
    assert methods["method"].iloc[0] == "walk"
    assert {"auto", *scorers()} < set(methods["method"])
    assert methods["method"].is_unique
    with pytest.raises(UnknownNameError, match=r"There is no method 'walks'\. Did you mean walk"):
        tried(graph, 1, method="walks")


def test_the_same_again_gives_the_same() -> None:
    one, two = (tried(market_of(alike=0.3), 2)[1] for _ in range(2))
    pd.testing.assert_frame_equal(one, two)


# Caveats.


def test_a_trait_that_gives_the_answer_away_is_named() -> None:
    graph = market_of(alike=0.3)
    is_customer = (graph.accounts["status"] == "customer").to_numpy()
    most = is_customer & (np.cumsum(is_customer) > 3)
    ours = with_trait(graph, "Our App", most)
    experiments, methods = tried(ours, 1)
    [warning] = [each for each in doubts(experiments, ours, methods) if "away" in each]
    assert "uses=Our App (90% of customers, 0% of others)" in warning
    assert warning.endswith('--without "uses=Our App"')
    half = with_trait(graph, "Our App", most & (np.cumsum(is_customer) > 10))
    assert [each for each in doubts(experiments, half, methods) if "away" in each]
    fewer = with_trait(graph, "Our App", is_customer & (np.cumsum(is_customer) > 25))
    assert not [each for each in doubts(experiments, fewer, methods) if "away" in each]
    common = with_trait(graph, "Our App", most | (np.arange(300) % 4 == 0))
    assert not [each for each in doubts(experiments, common, methods) if "away" in each]


def test_a_relation_that_only_customers_have_is_named() -> None:
    graph = market_of(alike=0.3)
    is_customer = (graph.accounts["status"] == "customer").to_numpy()
    own = Matrix("people", csr_array(np.diag(is_customer.astype(float))), traits("people", 300))
    contacts = Graph(graph.accounts, graph.matrices | {"people": own})
    experiments, methods = tried(contacts, 1)
    [warning] = [each for each in doubts(experiments, contacts, methods) if "away" in each]
    assert "people (anything there: 100% of customers, 0% of others)" in warning
    assert warning.endswith("leave it out: --without people")


def test_popularity_that_finds_as_many_is_said() -> None:
    graph = market_of(alike=0.12)
    is_customer = (graph.accounts["status"] == "customer").to_numpy()
    random = np.random.default_rng(1)
    X = (random.uniform(size=(300, 40)) < np.where(is_customer, 0.5, 0.2)[:, None]).astype(float)
    known = Graph(graph.accounts, {"uses": Matrix("uses", csr_array(X), traits("uses", 40))})
    experiments, methods = tried(known, 3)
    said = [each for each in doubts(experiments, known, methods) if "popularity" in each]
    auc = methods.set_index("method")["auc"]
    assert f"company {auc['popularity']:.0%} of the time, by auto {auc['auto']:.0%}." in said[0]
    experiments, methods = tried(known, 3, method="popularity")
    assert not [each for each in doubts(experiments, known, methods) if "popularity" in each]


def test_wide_intervals_and_unknown_customers_are_said() -> None:
    graph = market_of(accounts=100, customers=10, alike=0.3)
    is_customer = (graph.accounts["status"] == "customer").to_numpy()
    unknown = np.flatnonzero(is_customer)[:5]
    matrices = {}
    for name, each in graph.matrices.items():
        X = each.values.toarray()
        X[unknown] = 0
        matrices[name] = Matrix(name, csr_array(X), each.traits)
    lacking = Graph(graph.accounts, matrices)
    experiments, methods = tried(lacking)
    said = " ".join(doubts(experiments, lacking, methods))
    best = methods.iloc[0]
    assert best["auc_high"] - best["auc_low"] > 0.2
    assert f"anything from {best['auc_low']:.0%} to {best['auc_high']:.0%}" in said
    assert "customers too, which are ranked last for lack of data" in said


def test_what_a_relation_adds_is_told_by_the_ranking_without_it() -> None:
    graph = lopsided(0.8, 0.12)
    experiments, methods = tried(graph, 2)
    assert experiments.relations[-1].held
    assert any("counts 12%" in each for each in doubts(experiments, graph, methods))
    for relation, lacking in experiments.by_relation.items():
        rest = {name: each for name, each in graph.matrices.items() if name != relation}
        alone, _ = tried(Graph(graph.accounts, rest), 2)
        for one, other in zip(lacking, alone.chosen, strict=True):
            both = ~np.isnan(one.scores)
            assert (both == ~np.isnan(other.scores)).all()
            assert np.corrcoef(one.scores[both], other.scores[both])[0, 1] > 1 - 1e-9


# From end to end.


def files(folder: Path, customers: int = 10, others: int = 30) -> list[Path]:
    """A market with dates: every customer uses Elixir, from its own day on."""
    names = [f"c{place:02}" for place in range(customers + others)]
    companies = [["company", "domain", "industry"]]
    companies += [[name.title(), f"{name}.example", "Software"] for name in names]
    uses, won = [["domain", "technology", "since"]], [["domain", "since"]]
    for place, name in enumerate(names):
        domain = f"{name}.example"
        if place < customers:
            won.append([domain, f"{2015 + place}-06-01"])
            uses.append([domain, "Elixir", f"{2014 + place}-01-01"])
            uses.append([domain, HOSTILE, f"{2016 + place}-01-01"])
        else:
            uses.append([domain, "Java", "2010-01-01"])
        uses.append([domain, f"Tool {place % 7}", ""])
    people = [
        ["name", "email", "title", "company", "since"],
        ["Ada Stone", "ada.c00@gmail.com", "CTO", "C00", "2012-03-01"],
        ["Ben Hale", "ben.c01@gmail.com", "CTO", "C01", "2023-03-01"],
        ["Eve Lund", "eve.c02@gmail.com", "CTO", "C02", ""],
    ]
    guests = [
        ["name", "email", "event", "date"],
        ["Ada Stone", "ada.c00@gmail.com", "beam-meetup", "2013-05-01"],
        ["Ada Stone", "ada.c00@gmail.com", "go-meetup", "2024-05-01"],
        ["Ben Hale", "ben.c01@gmail.com", "beam-meetup", "2013-05-01"],
        ["Eve Lund", "eve.c02@gmail.com", "beam-meetup", "2013-05-01"],
    ]
    tables = {"companies": companies, "uses": uses, "people": people}
    tables |= {"guests": guests, "customers": won}
    paths = []
    for name, rows in tables.items():
        text = io.StringIO()
        csv.writer(text).writerows(rows)
        paths.append(folder / f"{name}.csv")
        paths[-1].write_text(text.getvalue(), encoding="utf-8")
    return paths


@pytest.fixture(scope="module")
def market(tmp_path_factory: pytest.TempPathFactory) -> Market:
    """A market that nobody changes."""
    folder = tmp_path_factory.mktemp("market")
    loaded = graph_icp.open(folder / "market.duckdb")
    paths = files(folder)
    loaded.load(*paths)
    loaded.customers.set(paths[-1])
    return loaded


def linked(graph: Graph) -> set[tuple[str, str, str]]:
    """Every link: relation, account, trait."""
    found = set()
    for name, matrix in graph.matrices.items():
        cells = matrix.values.tocoo()
        accounts = graph.accounts["name"].to_numpy()[cells.row]
        names = matrix.traits["name"].to_numpy()[cells.col]
        found |= {(name, str(one), str(two)) for one, two in zip(accounts, names, strict=True)}
    return found


def test_a_day_removes_what_is_dated_from_it_on(anywhere: str, tmp_path: Path) -> None:
    market = graph_icp.open(anywhere)
    market.load(*files(tmp_path))
    day = datetime.date(2020, 1, 1)
    with market.store() as store:
        whole = read_graph(store)
        then, undated = as_of(store, whole, day)
    late = {("uses", f"C0{place}", "Elixir") for place in range(6, 10)}
    late |= {("uses", f"C0{place}", HOSTILE) for place in range(4, 10)}
    # Ben came to C01 after the day, so that C01 was not at the meetup where he had been.
    late |= {("people", "C01", "Ben Hale"), ("attended", "C01", "beam-meetup")}
    late |= {("attended", "C00", "go-meetup")}
    known = linked(whole)
    lacking = {each[1:] for each in known - linked(then)}
    assert {each[1:] for each in late} == lacking
    assert known - linked(then) == late
    assert undated == {"uses": 40, "industry": 40, "maturity": 40, "people": 1, "attended": 1}


def test_a_back_test_in_time(market: Market) -> None:
    tested = market.backtest(since=datetime.date(2020, 6, 1))
    assert tested.hid == "5 of 10 customers, those won on or after 2020-06-01"
    leak = [each for each in tested.warnings if "leaks" in each]
    assert leak[0].startswith("122 links have no date and stay")
    assert "uses 40, industry 40" in leak[0]
    without = market.backtest(since=datetime.date(2020, 6, 1), without="industry")
    assert [each for each in without.warnings if each.startswith("82 links")]


def test_links_undated_and_customers_undated_are_both_said(tmp_path: Path) -> None:
    market = graph_icp.open(":memory:")
    paths = files(tmp_path)
    paths[-1].write_text(paths[-1].read_text().replace("2015-06-01", ""), encoding="utf-8")
    market.load(*paths)
    market.customers.set(paths[-1])
    tested = market.backtest(since=datetime.date(2020, 6, 1))
    assert any("1 of the 5 customers learned from have no date" in each for each in tested.warnings)


def test_the_command_leads_with_the_verdict(market: Market) -> None:
    asked = ["backtest", "--store", market.path, "--repeats", "2"]
    run = CliRunner().invoke(main, asked)
    assert run.exit_code == 0, run.output
    rows = run.stdout.splitlines()
    assert re.match(r"(Works|A hint|Do not use)\. Of the first 20 names \w+ w", rows[0])
    assert any(row.startswith("Best fit ") for row in rows)
    assert not re.search("AUC|recall|popularity", run.stdout)
    assert "3 of 10 customers, drawn at random 2 times" in run.stderr
    assert "Warning: 3 of only 10 customers are hidden at a time" in run.stderr


@pytest.mark.parametrize("option", ["--verbose", "--all-methods"])
def test_the_command_lists_methods_if_asked(market: Market, option: str) -> None:
    run = CliRunner().invoke(main, ["backtest", "--store", market.path, "--repeats", "2", option])
    assert run.exit_code == 0, run.output
    rows = run.stdout.splitlines()
    first = next(place for place, row in enumerate(rows) if row.startswith("Method  "))
    assert rows[first].split()[:2] == ["Method", "AUC"]
    names = [row.split("  ")[0] for row in rows[first + 1 :] if row[:1].strip()]
    assert names[:5] == ["auto", "random", "popularity", "same industry", "jaccard"]
    assert ("ridge" in names) == (option == "--all-methods")
    assert any(row.startswith("AUC: ") and "from 7 customers" in row for row in rows)


def test_the_command_writes_rows_for_programs(market: Market, tmp_path: Path) -> None:
    store = ["--store", market.path, "--repeats", "1"]
    run = CliRunner().invoke(main, ["backtest", *store, "--hide", "0.4", "--format", "json"])
    rows = json.loads(run.stdout)
    assert [row["method"] for row in rows][:2] == ["auto", "random"]
    ends = [f"{column}{end}" for column in COLUMNS for end in ("", "_low", "_high")]
    assert list(rows[0]) == ["method", *ends]
    target = tmp_path / "methods.csv"
    run = CliRunner().invoke(main, ["backtest", *store, "--all-methods", "-o", str(target)])
    assert run.exit_code == 0, run.output
    table = pd.read_csv(target)
    assert {"auto", *scorers()} < set(table["method"])


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--hide", "lots"], "'lots' is not a share; write 30% or 0.3."),
        (["--hide", "100%"], "'100%' is not a share"),
        (["--hide", "1%"], "Hiding 0.01 of 10 customers leaves none to look for"),
        (["--since", "2020-01-01", "--hide", "30%"], "leave out --hide and --repeats"),
        (["--since", "2010-01-01"], "none is left to learn from; give a date after 2015-06-01"),
        (["--since", "2030-01-01"], "so none is hidden; give a date after 2015-06-01"),
        (["--method", "rigde"], "There is no method 'rigde'. Did you mean ridge"),
        (["--without", "people:Nobody"], "There is no person 'Nobody'."),
        (["--page", "no/such/folder.html"], "make it first"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    market: Market, options: list[str], said: str
) -> None:
    repeats = [] if "--since" in options else ["--repeats", "1"]
    run = CliRunner().invoke(main, ["backtest", "--store", market.path, *repeats, *options])
    assert run.exit_code != 0
    assert said in run.stderr
    assert "Traceback" not in run.output


def test_a_store_without_accounts_or_with_customers_alone_is_said(tmp_path: Path) -> None:
    market = graph_icp.open(":memory:")
    with pytest.raises(RankingError, match="holds no accounts yet"):
        market.backtest()
    paths = files(tmp_path, others=0)
    market.load(*paths)
    market.customers.set(paths[-1])
    with pytest.raises(RankingError, match="There is no prospect or open deal"):
        market.backtest()


class Page(HTMLParser):
    """What a browser would make of a page: its elements and texts."""

    VOID = frozenset({"meta", "link", "br", "img"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.addresses: list[str] = []
        self.texts: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in self.VOID:
            self.open.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(str(value))
            if name.split(":")[-1] in {"href", "src", "action", "data"}:
                self.addresses.append(str(value))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_the_page_is_whole_escaped_and_alone(market: Market, tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    arguments = ["backtest", "--store", market.path, "--page", str(target)]
    run = CliRunner().invoke(main, arguments)
    assert run.exit_code == 0, run.output
    text = target.read_text(encoding="utf-8")
    page = Page(text)
    assert page.open == []
    assert page.tags.count("figure") == 4
    assert page.tags.count("table") == page.tags.count("details") == 2
    assert "script" not in page.tags
    assert f"uses={HOSTILE}" in "".join(page.texts)
    assert len(page.ids) == len(set(page.ids))
    assert all(each.startswith(("#", "data:")) for each in page.addresses)
    assert {each[1:] for each in page.addresses if each.startswith("#")} <= set(page.ids)
    assert not re.search(r"url\((?!#)|@import", text)
    tested = market.backtest()
    assert tested.verdict.answer in page.texts
    assert tested.verdict.first_names in "".join(page.texts)
    assert not re.search("AUC|recall", text[text.index("<body>") : text.index("<details>")])
    again = backtest_page(**vars(tested))
    assert again == text


def test_a_page_of_what_is_not_known() -> None:
    """Nothing learned, one size, one relation: the charts still stand."""
    graph = market_of(accounts=30, customers=6)
    empty = Graph(graph.accounts, {"uses": graph.matrices["uses"]})
    experiments, methods = tried(empty, 1)
    calibration = calibration_table(experiments).assign(fit=np.nan)
    page = backtest_page(
        method=HOSTILE,
        hid=HOSTILE,
        verdict=Verdict(HOSTILE, HOSTILE, HOSTILE),
        decay=HOSTILE,
        warnings=[HOSTILE],
        left_out=[LeftOut(HOSTILE, ASKED)],
        methods=methods.assign(method=HOSTILE),
        tiers=tier_table(experiments).assign(times_chance=np.nan),
        relations=relation_table(experiments)[:1].assign(auc_gain=np.nan),
        curve=curve_table(experiments),
        calibration=calibration,
        gains=gain_table(experiments)[:101].assign(method=HOSTILE),
    )
    parsed = Page(page)
    assert parsed.open == []
    assert "script" not in parsed.tags
    assert "\N{EN DASH}" in parsed.texts


@pytest.mark.parametrize(("method", "named"), [("auto", False), ("cosine", True)])
def test_the_page_names_a_method_that_is_not_the_usual_one(
    market: Market, method: str, named: bool
) -> None:
    page = backtest_page(**vars(market.backtest(method=method, repeats=1)))
    assert ("Back-test of cosine." in page) == named
    assert "Back-test of auto" not in page
    assert re.search(r"\d% · \d+ compan(y|ies)<", page)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("hide some with --hide.", 'hide some with <span class="option">--hide</span>.'),
        (
            '<i> --without "uses=<b> c" --all',
            "&lt;i&gt; "
            '<span class="option">--without &#34;uses=&lt;b&gt; c&#34;</span> '
            '<span class="option">--all</span>',
        ),
    ],
)
def test_an_option_stays_together_and_what_it_names_is_escaped(text: str, shown: str) -> None:
    assert with_options(text) == shown
