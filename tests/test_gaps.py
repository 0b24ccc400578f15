"""What is unknown of a market: what would help most is what customers share and many lack."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner
from test_backtest import market_of

import graph_icp
from graph_icp.cli import main
from graph_icp.discovery.backtest.experiments import run_experiments
from graph_icp.discovery.backtest.relation_table import relation_table
from graph_icp.discovery.backtest.splits import hidden_at_random
from graph_icp.discovery.gaps import LOADED, NOT_COUNTED, NOT_LOADED, TESTED, gaps, said
from graph_icp.discovery.icp import LearningConstraints
from graph_icp.discovery.learning.link_scaling import known_in
from graph_icp.errors import RankingError
from graph_icp.graph.matrix import Graph, Matrix
from graph_icp.graph.relations import RELATIONS
from graph_icp.ingest.load.bringing import loaders_bringing
from graph_icp.ingest.load.registry import loaders
from graph_icp.market.gaps_report import readable, sentences

if TYPE_CHECKING:
    from pathlib import Path

    from graph_icp.market import Market

COUNTRIES = ("DE", "FR", "ES", "IT")


def planted(folder: Path, customers: int = 60, prospects: int = 240) -> Market:
    """A market whose customers share technologies, known for half of it, and nothing else."""
    random = np.random.default_rng(4)
    companies = [["domain", "company", "country", "status"]]
    technologies = [["domain", "technology"]]
    for place in range(customers + prospects):
        mine, domain = place < customers, f"c{place:03}.example"
        country = random.choice(COUNTRIES) if random.random() < 0.9 else ""
        status = "customer" if mine else "prospect"
        companies.append([domain, f"Firm {place}", country, status])
        if random.random() < 0.5:
            likely = [0.7] * 3 + [0.2] * 5 if mine else [0.15] * 3 + [0.2] * 5
            has = np.flatnonzero(random.random(8) < likely)
            technologies += [[domain, f"Tool {each}"] for each in has]
    market = graph_icp.open(folder / "market.duckdb")
    files = {"companies.csv": companies, "technologies.csv": technologies}
    market.load(*(written(folder / name, rows) for name, rows in files.items()))
    return market


def written(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)
    return path


@pytest.fixture(scope="module")
def market(tmp_path_factory: pytest.TempPathFactory) -> Market:
    """The planted market, to be read only."""
    return planted(tmp_path_factory.mktemp("planted"))


def run(market: Market, *options: str) -> Any:
    result = CliRunner().invoke(main, ["summary", "--gaps", "--store", str(market.path), *options])
    assert result.exit_code == 0, result.output
    return result


def backtested(**numbers: dict[str, float]) -> pd.DataFrame:
    """What a back-test says of relations, by their names."""
    rows = [
        dict.fromkeys(TESTED, 0.5) | {"relation": name} | each for name, each in numbers.items()
    ]
    return pd.DataFrame(rows)


def told(graph: Graph, found: pd.DataFrame | None, stored: set[str] | None = None) -> pd.DataFrame:
    there = set(graph.matrices) if stored is None else stored
    customers = np.flatnonzero(graph.accounts["status"] == "customer")
    return gaps(graph, customers, there, found, LearningConstraints())


def thinned(graph: Graph, name: str, share: float) -> Graph:
    """The graph in which a relation is known of a share of the accounts alone."""
    X = graph.matrices[name].values.toarray()
    X[np.random.default_rng(0).random(len(X)) >= share] = 0
    matrix = Matrix(name, type(graph.matrices[name].values)(X), graph.matrices[name].traits)
    return Graph(graph.accounts, graph.matrices | {name: matrix})


def test_the_planted_gap_would_help_most(market: Market) -> None:
    found = market.gaps()
    assert found.tells
    rows = found.table.set_index("relation")
    assert found.table["relation"][0] == "uses"
    uses, country = rows.loc["uses"], rows.loc["country"]
    with market.store() as store:
        linked = store.ask("links/links", relation="uses")["account"].to_pylist()
        status = store.ask("read/accounts").to_pandas().set_index("id")["status"]
    lacking = status[~status.index.isin(linked)]
    for part, kind in (("unknown_market", "prospect"), ("unknown_customers", "customer")):
        assert uses[part] == pytest.approx((lacking == kind).sum() / (status == kind).sum())
    assert uses["sure"]
    assert uses["gain_known"] > 0.2
    assert uses["help"] == pytest.approx(uses["gain_known"] * uses["unknown_market"])
    assert not country["sure"]
    assert abs(country["gain_known"]) < 0.05  # of whom nothing else is known is a typical company
    assert uses["best_known"] > uses["best_unknown"]
    assert uses["says"].startswith("Technologies: unknown for 5")
    assert "company-technology" in uses["files"]
    assert rows.loc["competitors", "state"] == NOT_LOADED
    assert rows.loc["competitors", "files"] == ["competitor-customers"]
    assert "maturity" not in rows.index


def test_it_is_told_in_sentences_and_a_table(market: Market) -> None:
    shown = run(market).output
    assert "The back-test says:" in shown
    assert "Technologies: unknown for 5" in shown
    assert "More technologies would help most, by companies, company-technology" in shown
    assert "Whether more of these would help cannot be told" in shown
    assert "  competitors: competitor-customers\n" in shown
    assert "May help" in shown


@pytest.mark.parametrize(("customers", "why"), [(4, "there are only 4"), (6, "Do not use.")])
def test_what_the_back_test_cannot_tell_is_said(tmp_path: Path, customers: int, why: str) -> None:
    market = planted(tmp_path, customers)
    found = market.gaps()
    assert not found.tells
    assert found.table["help"].isna().all()
    loaded = found.table[found.table["state"] == LOADED]
    assert loaded["unknown_market"].is_monotonic_decreasing
    shown = "\n".join(sentences(found))
    assert "cannot be told, so gaps are only counted" in shown
    assert why in shown
    assert "would help most" not in shown


def test_without_customers_gaps_are_counted(tmp_path: Path) -> None:
    found = planted(tmp_path, customers=0).gaps()
    assert not found.tells
    assert found.table["relation"][0] == "uses"
    assert "no customer is known yet; name at least 5" in found.verdict
    assert found.table["unknown_customers"].isna().all()
    assert "of your market." in found.table["says"][0]
    assert set(readable(found.table)["of customers"]) == {""}


def test_what_is_left_out_is_said_with_the_command_that_brings_it_back(tmp_path: Path) -> None:
    market = planted(tmp_path, customers=0)
    market.customers.set(where=["uses=Tool 3"])
    back = "'graph-icp discover --with \"uses=Tool 3\"' brings it back."
    assert back in run(market).output


def test_an_empty_market_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path / "companies.csv", [["domain", "company"], ["a.example", "A"]])
    market = graph_icp.open(tmp_path / "market.duckdb")
    market.load(path)
    assert not market.gaps().tells
    with pytest.raises(RankingError, match="holds no accounts"):
        graph_icp.open(":memory:").gaps()


def test_a_relation_adds_what_ranking_the_companies_known_in_it_without_it_lacks() -> None:
    graph = thinned(market_of(accounts=400, customers=60), "uses", 0.6)
    experiments = run_experiments(graph, hidden_at_random(graph, 0.3, 3))
    row = relation_table(experiments).set_index("relation").loc["uses"]
    known = known_in(graph.matrices["uses"].values)
    gains = []
    for one, two in zip(experiments.chosen, experiments.by_relation["uses"], strict=True):
        there = known[one.split.ranked]
        auc = [area(each.scores[there], one.split.wanted[there]) for each in (one, two)]
        gains.append(auc[0] - auc[1])
    assert row["gain_known"] == pytest.approx(np.mean(gains))
    assert row["gain_known_low"] < row["gain_known"] < row["gain_known_high"]


def area(scores: np.ndarray, wanted: np.ndarray) -> float:
    """How often a wanted one ranks above another; unknown ones are typical."""
    scores = np.nan_to_num(scores)
    mine, others = scores[wanted][:, None], scores[~wanted][None, :]
    return float(((mine > others) + (mine == others) / 2).mean())


def test_of_few_customers_known_in_a_relation_nothing_is_told() -> None:
    graph = thinned(market_of(accounts=400, customers=60), "uses", 0.15)
    experiments = run_experiments(graph, hidden_at_random(graph, 0.3, 3))
    row = relation_table(experiments).set_index("relation").loc["uses"]
    assert np.isnan(row[["gain_known", "gain_known_low", "best_known"]].astype(float)).all()
    assert not np.isnan(row["best_unknown"])


def test_a_technology_that_is_left_out_takes_its_summary_along() -> None:
    graph = market_of()
    same = Matrix("maturity", graph.matrices["uses"].values, graph.matrices["uses"].traits)
    both = Graph(graph.accounts, graph.matrices | {"maturity": same})
    one, two = (
        relation_table(run_experiments(each, hidden_at_random(each, 0.3, 2))).set_index("relation")
        for each in (graph, both)
    )
    assert one.loc["uses", "auc_without"] == pytest.approx(two.loc["uses", "auc_without"])
    assert two.loc["maturity", "auc_without"] > two.loc["uses", "auc_without"]


def test_what_surely_adds_comes_first_by_its_help_the_rest_by_what_is_unknown() -> None:
    graph = thinned(thinned(market_of(), "uses", 0.9), "sponsored", 0.3)
    found = backtested(
        uses={"gain_known": 0.2, "gain_known_low": 0.1},
        sponsored={"gain_known": 0.1, "gain_known_low": 0.05},
        industry={"gain_known": 0.5, "gain_known_low": -0.1},
    )
    table = told(graph, found)
    assert table["relation"].tolist()[:3] == ["sponsored", "uses", "industry"]
    assert table["sure"].tolist()[:3] == [True, True, False]
    unsure = told(graph, None)
    assert unsure["relation"].tolist()[0] == "sponsored"
    assert unsure["help"].isna().all()


def test_a_relation_that_is_stored_and_does_not_count_is_not_called_missing() -> None:
    table = told(market_of(), None, {"uses", "sponsored", "industry", "topics"})
    states = table.set_index("relation")["state"]
    assert states["topics"] == NOT_COUNTED
    assert states["investors"] == NOT_LOADED
    assert states["uses"] == LOADED


def test_a_lopsided_relation_says_that_it_may_tell_where_data_came_from() -> None:
    graph = market_of()
    mine = (graph.accounts["status"] == "customer").to_numpy()
    X = graph.matrices["uses"].values.toarray()
    X[~mine & (np.arange(len(mine)) % 10 > 0)] = 0
    matrix = Matrix("uses", type(graph.matrices["uses"].values)(X), graph.matrices["uses"].traits)
    table = told(
        Graph(graph.accounts, graph.matrices | {"uses": matrix}),
        backtested(uses={"names": 20, "found": 13.2, "found_without": 8.6, "best_unknown": 0.1}),
    )
    row = table.set_index("relation", drop=False).loc["uses"].to_dict()
    words = said(row, "best customers")
    assert "of your best customers" in words
    assert "the first 20 names hold 13 customers with technologies and 9 without." in words
    same = said(row | {"found_without": 13.2}, "best customers")
    assert "below the first 20 names, of which 13 are customers either way." in same
    assert "50% of hidden customers are Best fits where it is known, 10% where not." in words
    assert "load it of prospects from the same source" in words


def test_every_relation_comes_with_kinds_of_files_that_bring_it() -> None:
    bring = loaders_bringing()
    assert {each for names in bring.values() for each in names} <= set(loaders())
    for each in RELATIONS:
        assert bool(bring[each.name]) == (not each.summary_of)
    assert bring["sponsored"] == ("company-event",)
    assert "hubspot-companies" not in bring["uses"]
    assert {"builtwith", "company-technology"} <= set(bring["uses"])
    assert "technologies" not in bring["uses"]
    assert "linkedin" not in bring["attended"]
    assert bring["topics"][0] == "companies"
