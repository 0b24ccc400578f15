"""The verdict of a back-test: never at odds with its tables, its warnings or its own numbers."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pytest
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array
from test_backtest import market_of, with_trait
from test_health import lopsided

from graph_icp.discovery.backtest.caveats import caveats
from graph_icp.discovery.backtest.evidence import (
    Evidence,
    FirstNames,
    Popularity,
    WithoutLopsided,
    evidence,
)
from graph_icp.discovery.backtest.experiments import run_experiments
from graph_icp.discovery.backtest.result_tables import (
    calibration_table,
    gain_table,
    method_table,
    tier_table,
)
from graph_icp.discovery.backtest.splits import hidden_at_random
from graph_icp.discovery.backtest.verdict import Verdict, verdict
from graph_icp.errors import RankingError
from graph_icp.graph.matrix import Graph, Matrix

if TYPE_CHECKING:
    import pandas as pd

CLEAR = Evidence(
    first=FirstNames(20, 9.0, 0.3),
    auc=0.9,
    auc_low=0.85,
    auc_high=0.95,
    lift_low=4.0,
    auc_of_all=0.9,
    unknown=0.0,
    customers=60,
    hidden=18,
    different=50,
    giveaways=(),
    popularity=Popularity(0.6, 0.9, better=True, beats=False),
)


class Outcome(NamedTuple):
    """A back-test of a synthetic market."""

    verdict: Verdict
    caveats: list[str]
    methods: pd.DataFrame
    tiers: pd.DataFrame
    gains: pd.DataFrame
    tenths: pd.DataFrame


def hiding_in(graph: Graph, repeats: int = 3) -> Outcome:
    experiments = run_experiments(graph, hidden_at_random(graph, 0.3, repeats))
    methods = method_table(experiments)
    shown = evidence(experiments, graph, methods)
    said = caveats(shown, experiments.relations, experiments.method)
    tables = methods, *(table(experiments) for table in (tier_table, gain_table, calibration_table))
    return Outcome(verdict(shown), said, *tables)


def silenced(graph: Graph, share: float) -> Graph:
    """The graph in which nothing is known of a share of the customers."""
    customers = np.flatnonzero(graph.accounts["status"] == "customer")
    silent = customers[: round(share * len(customers))]
    matrices = {}
    for name, each in graph.matrices.items():
        X = each.values.toarray()
        X[silent] = 0
        matrices[name] = Matrix(name, csr_array(X), each.traits)
    return Graph(graph.accounts, matrices)


markets = st.builds(
    lambda seed, customers, alike, silent: silenced(
        market_of(seed, accounts=150, customers=customers, alike=alike), silent
    ),
    seed=st.integers(0, 1_000),
    customers=st.sampled_from([6, 12, 30, 60]),
    alike=st.sampled_from([0.12, 0.2, 0.3, 0.6, 0.9]),
    silent=st.sampled_from([0.0, 0.05, 0.5, 0.8]),
)


@given(markets)
@settings(max_examples=12, deadline=None, phases=[Phase.generate])
def test_verdict_tables_and_warnings_agree(graph: Graph) -> None:
    try:
        found = hiding_in(graph)
    except RankingError:
        # Of a few markets nothing can be learned, and no verdict is given.
        assume(False)
        return
    answer, own = found.verdict.answer, found.methods.iloc[0]
    chance = found.methods.set_index("method").loc["random"]
    above = own["auc_low"] > 0.5 or own["lift_low"] > 1
    assert answer in {"Works", "A hint", "Do not use"}
    if answer == "Works":
        assert own["auc_low"] > 0.5
        assert own["lift_low"] > 1
        assert not re.search(
            "hint at most|gives the answer away|as well|anything from", doubts(found)
        )
    if answer == "A hint":
        assert above
        assert not re.search("gives the answer away", doubts(found))
    if "may be chance" in str(found.verdict):
        assert answer == "Do not use"
        assert not above
    names, customers, by_chance = numbers(found.verdict)
    if names == 20:
        assert customers == int(20 * own["precision_20"] + 0.5 + 1e-9)
        assert by_chance == pytest.approx(20 * chance["precision_20"], abs=0.051)
    if answer == "Works":
        assert customers > by_chance


@pytest.mark.parametrize("customers", [6, 60])
@pytest.mark.parametrize("silent", [0.5, 0.8])
def test_customers_without_data_are_said_wherever_they_are(customers: int, silent: float) -> None:
    whole = market_of(accounts=150, customers=customers, alike=0.9)
    assert hiding_in(whole).methods["auc"].iloc[0] > 0.9
    found = hiding_in(silenced(whole, silent))
    assert re.search(r"Nothing is known of \d+% of hidden customers", str(found.verdict))
    assert "ranked last for lack of data" in doubts(found)
    if found.verdict.answer != "Do not use":
        assert found.methods["auc"].iloc[0] > 0.9


def doubts(found: Outcome) -> str:
    return " ".join(found.caveats)


def test_chance_is_that_of_every_split_where_they_hide_different_numbers() -> None:
    graph = silenced(market_of(221, accounts=150, customers=60, alike=0.12), 0.05)
    found = hiding_in(graph)
    chance = found.methods.set_index("method").loc["random"]
    assert numbers(found.verdict)[2] == pytest.approx(20 * chance["precision_20"], abs=0.051)


def numbers(said: Verdict) -> tuple[int, int, float]:
    """Return the names, the customers among them, and those by chance, as they are said."""
    found = re.match(
        r"Of the first (\d+) names (\w+) w\w+ (a )?customers?"
        r"; by chance (.*?)\.(?: .+ known of customers far more often; without .+\.)?$",
        said.first_names,
    )
    assert found is not None, said.first_names
    by_chance = 0.0 if found[4] == "hardly any" else float(found[4])
    return int(found[1]), 0 if found[2] == "none" else int(found[2]), by_chance


def test_the_measure_is_of_those_of_whom_something_is_known() -> None:
    graph = silenced(market_of(accounts=400, customers=60, alike=0.6), 0.5)
    found = hiding_in(graph)
    assert found.verdict.answer == "Works"
    assert found.methods["auc"].iloc[0] > 0.9
    last = re.search(r"Nothing is known of (\d+)% of hidden", found.verdict.because)
    assert last is not None
    assert "which are ranked last" in found.verdict.because
    share = int(last[1])
    assert 35 < share < 65
    of_all = re.search(r"ranks above another company (\d+)% of the time, not (\d+)%", doubts(found))
    assert of_all is not None
    assert int(of_all[1]) < 75 < int(of_all[2])
    ends = found.gains.groupby("method")["found_share"].last()
    assert ends.tolist() == pytest.approx([1] * len(ends))


def test_tiers_that_say_nothing_of_fit_are_no_times_chance() -> None:
    found = hiding_in(silenced(market_of(customers=60, alike=0.6), 0.5)).tiers.set_index("tier")
    assert found["hidden"]["Nothing known"] > 5
    assert np.isnan(found["times_chance"][["Insufficient data", "Nothing known"]]).all()
    assert found["times_chance"]["Best fit"] > 1


def test_hidden_customers_of_whom_nothing_is_known_have_no_share_of_a_tier() -> None:
    found = hiding_in(silenced(market_of(customers=60, alike=0.6), 0.5)).tiers.set_index("tier")
    assert found.index[-1] == "Nothing known"
    assert np.isnan(
        found.loc["Nothing known", ["market_share", "hidden_share"]].astype(float)
    ).all()
    assert found["hidden"].sum() == pytest.approx(18)
    assert found[["market_share", "hidden_share"]].sum().tolist() == pytest.approx([1, 1])
    whole = hiding_in(market_of(customers=60, alike=0.6)).tiers
    assert "Nothing known" not in whole["tier"].tolist()


@given(markets)
@settings(max_examples=12, deadline=None, phases=[Phase.generate])
def test_tiers_and_the_curve_of_found_customers_cannot_contradict(graph: Graph) -> None:
    """They count the same; only companies with too little data stand between those of a tier."""
    found = hiding_in(graph, repeats=1)
    tiers = found.tiers.set_index("tier")
    counted = tiers[["accounts", "hidden"]][tiers["hidden_share"].notna()].sum()
    assert counted.to_dict() == pytest.approx(found.tenths[["accounts", "hidden"]].sum().to_dict())
    shares = tiers[["market_share", "hidden_share"]]
    between = shares.drop(["Best fit", "Good fit", "Bad fit", "Nothing known"], errors="ignore")
    list_between, hidden_between = between.sum()
    curve = found.gains[found.gains["method"] == "auto"]["found_share"].to_numpy()
    for best in (["Best fit"], ["Best fit", "Good fit"]):
        of_list, of_hidden = shares.loc[best].sum()
        assert of_hidden <= curve[min(math.ceil(100 * (of_list + list_between)), 100)] + 1e-9
        assert of_hidden + hidden_between >= curve[math.floor(100 * of_list)] - 1e-9


# Relations that are known of customers far more often.


def without_industry(**change: object) -> Evidence:
    shown = replace(CLEAR, **change)  # type: ignore[arg-type]
    return replace(CLEAR, without_lopsided=WithoutLopsided(("industry",), shown.first.found, shown))


@pytest.mark.parametrize(
    ("change", "answer", "because"),
    [
        ({"first": FirstNames(20, 2.2, 0.3)}, "Works", ""),
        ({"auc_low": 0.7}, "A hint", "Without industry: better than chance, but how much is"),
        (
            {"first": FirstNames(20, 0.2, 0.3)},
            *("A hint", "Without industry: better than chance over the whole list, but hardly"),
        ),
        (
            {"auc_low": 0.48, "lift_low": 0.9},
            *("Do not use", "Without industry: that may be chance."),
        ),
        ({"different": 4}, "Do not use", "Without industry: only 4 customers were hidden"),
    ],
)
def test_the_answer_is_no_better_than_without_lopsided_relations(
    change: dict[str, object], answer: str, because: str
) -> None:
    said = verdict(without_industry(**change))
    assert said.answer == answer
    assert said.because.startswith(because)
    assert bool(said.because) == bool(because)


def test_a_lesser_answer_with_lopsided_relations_keeps_its_own_reason() -> None:
    said = verdict(replace(without_industry(auc_low=0.7), auc_low=0.48, lift_low=0.9))
    assert (said.answer, said.because) == ("Do not use", "That may be chance.")


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (2.2, "2"),
        (0.1, "none"),
        (9, "as many"),
    ],
)
def test_the_first_names_are_counted_without_lopsided_relations_too(
    found: float, said: str
) -> None:
    shown = verdict(without_industry(first=FirstNames(20, found, 0.3)))
    assert shown.first_names == (
        "Of the first 20 names 9 were customers; by chance 0.3. "
        f"Industry is known of customers far more often; without it {said}."
    )


def test_several_lopsided_relations_are_left_out_together() -> None:
    graph = lopsided(0.8, 0.12)
    country = replace(graph.matrices["industry"], relation="country")
    both = replace(graph, matrices=graph.matrices | {"country": country})
    splits = hidden_at_random(both, 0.3, 2)
    experiments = run_experiments(both, splits)
    shown = evidence(experiments, both, method_table(experiments)).without_lopsided
    assert shown is not None
    assert shown.relations == ("industry", "country")
    rest = both.without(shown.relations)
    alone = run_experiments(rest, hidden_at_random(rest, 0.3, 2))
    expected = evidence(alone, rest, method_table(alone))
    assert shown.shown.auc == pytest.approx(expected.auc)
    assert shown.found == pytest.approx(expected.first.found)
    assert verdict(shown.shown) == verdict(expected)


def test_what_gives_the_answer_away_is_not_to_be_used() -> None:
    graph = market_of(alike=0.3)
    is_customer = (graph.accounts["status"] == "customer").to_numpy()
    found = hiding_in(with_trait(graph, "Our App", is_customer))
    assert found.verdict.answer == "Do not use"
    assert found.verdict.because == (
        "But uses=Our App gives the answer away: leave it out and test again."
    )


@pytest.mark.parametrize(
    ("change", "answer", "because"),
    [
        ({}, "Works", ""),
        ({"auc_low": 0.48, "lift_low": 0.9}, "Do not use", "That may be chance."),
        (
            {"auc": 0.4, "auc_low": 0.35, "auc_high": 0.45, "lift_low": 0.5},
            *("Do not use", "Hidden customers even rank below other companies."),
        ),
        ({"different": 4}, "Do not use", "But only 4 customers were hidden, too few"),
        (
            {"popularity": Popularity(0.95, 0.9, better=False, beats=True)},
            *("Do not use", "But how much we know of a company"),
        ),
        (
            {"popularity": Popularity(0.88, 0.9, better=False, beats=False)},
            *("A hint", "Hardly better than ranking companies by how much we know"),
        ),
        ({"customers": 12, "hidden": 4}, "A hint", "That is of 12 customers, 4 hidden at a time;"),
        ({"auc_low": 0.7}, "A hint", "Better than chance, but how much is unsure"),
        ({"auc_low": 0.5}, "A hint", "Better than chance among the first names, but not over"),
        ({"lift_low": 1.0}, "A hint", "Better than chance over the whole list, but not surely"),
        (
            {"first": FirstNames(20, 1.2, 0.9)},
            *("A hint", "Better than chance over the whole list, but hardly among the first"),
        ),
        (
            {"unknown": 0.52, "auc_of_all": 0.42},
            *("Works", "Nothing is known of 52% of hidden customers, which are ranked last."),
        ),
    ],
)
def test_each_answer_has_its_reason(change: dict[str, object], answer: str, because: str) -> None:
    said = verdict(replace(CLEAR, **change))  # type: ignore[arg-type]
    assert said.answer == answer
    assert said.because.startswith(because)
    assert bool(said.because) == bool(because)


@pytest.mark.parametrize(
    ("first", "said"),
    [
        ((20, 13.2, 0.33), "Of the first 20 names 13 were customers; by chance 0.3."),
        ((20, 8.5, 1.0), "Of the first 20 names 9 were customers; by chance 1."),
        ((20, 1.0, 0.01), "Of the first 20 names 1 was a customer; by chance hardly any."),
        ((2_000, 0.3, 12.4), "Of the first 2,000 names none was a customer; by chance 12."),
    ],
)
def test_the_first_names_are_counted_whole(first: tuple[int, float, float], said: str) -> None:
    assert verdict(replace(CLEAR, first=FirstNames(*first))).first_names == said
