"""Proposals of accounts that may be one company, or one of a family: by hand, at random, measured.

What must be found is measured against comparing all pairs; random markets here are small enough
that no block is too large, so the blocking' limits have a test of their own.
"""

from __future__ import annotations

import importlib.util
import sys
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from graph_icp.identity import blocking
from graph_icp.identity.match_candidates import match_candidates
from graph_icp.identity.name_similarity import log_odds
from graph_icp.identity.name_tokens import name_tokens
from graph_icp.identity.names import clean_company
from graph_icp.identity.parent_candidates import parent_candidates

ROOT = Path(__file__).parents[1]
DATA = ROOT.parent / "shared" / "data"


def accounts(*rows: Any, **columns: Any) -> pd.DataFrame:
    """Return accounts by name, or by name and domain; ids from 10 on."""
    told = [(each, "") if isinstance(each, str) else each for each in rows]
    table = pd.DataFrame(told, columns=["name", "domain"], dtype=object)
    table["id"] = np.arange(10, 10 + len(table))
    table["clean"] = [clean_company(each) or "" for each in table["name"]]
    for column in ("country", "industry"):
        table[column] = pd.Series(columns.get(column, [""] * len(table)), dtype=object)
    return table


def probability(one: Any, other: Any, **columns: Any) -> float:
    """Return how likely two accounts are one company; 0 where they are not compared."""
    found = match_candidates(accounts(one, other, "Unrelated Bakery", **columns), 0.0)
    found = found[(found["a"] == 10) & (found["b"] == 11)]
    return float(found["probability"].sum())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Engine Yard", "EngineYard"),
        ("Acme Co.", "ACME Co., Ltd."),
        ("Scan", "Scan.com"),
        ("Honeybadger", "honeybadger.io"),
        ("Akamai", "Akamai Technologies"),
        ("Monstar Lab", "MonstarlabBangladesh"),
        ("Knowledge Lab", "Knowledge Lab Tokyo"),
    ],
)
def test_names_that_may_be_one_company(one: str, other: str) -> None:
    assert probability(one, other) >= 0.5


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Optoro", "Optro"),
        ("Alpha Solutions", "Beta Solutions"),
        ("Global Widgets", "Global Bank"),
        ("Lightspeed", "Delighted"),
        ("42 Technologies", "23 Technologies"),
        ("American Broadcasting Company Group", "ABCG"),
    ],
)
def test_names_that_are_hardly_one_company(one: str, other: str) -> None:
    assert probability(one, other) < 0.5


def test_weave_and_weaveworks_are_no_proposal() -> None:
    assert 0 < probability("Weave", "Weaveworks") < 0.5
    assert probability(("Weave", "getweave.com"), ("Weaveworks", "weave.works")) < 0.1
    assert probability("Weave", ("Weaveworks", "weave.works")) < 0.5


def test_equal_names_with_two_domains_are_a_proposal_that_is_far_from_sure() -> None:
    nav, nav_inc = ("NAV", "nav.no"), ("Nav, Inc", "nav.com")
    assert 0.5 <= probability(nav, nav_inc) < 0.8
    assert probability(nav, nav_inc, country=["NO", "US", ""]) < 0.5
    assert probability("NAV", "Nav, Inc") > 0.95


def test_long_labels_under_two_endings_speak_less_against_a_pair() -> None:
    one = ("Acme Corp Robots", "acme-corp.com")
    assert probability(one, ("Acme Corp Robots", "acmecorp.io")) > probability(
        one, ("Acme Corp Robots", "robots.io")
    )


def test_a_domain_that_spells_the_other_name_speaks_for_a_pair() -> None:
    spelt = probability(("PayPal Developer", "paypal.com"), "Paypal")
    assert spelt > probability(("PayPal Developer", "paypal.dev"), "Paypal Credit")
    assert spelt > probability("PayPal Developer", "Paypal")


@pytest.mark.parametrize("column", ["country", "industry"])
def test_what_is_known_beside_names_raises_and_lowers(column: str) -> None:
    by_name = probability("Akamai Nord", "Akamai Labs")
    same = probability("Akamai Nord", "Akamai Labs", **{column: ["DE", "DE", ""]})
    differs = probability("Akamai Nord", "Akamai Labs", **{column: ["DE", "FR", ""]})
    assert differs < by_name < same
    assert by_name == probability("Akamai Nord", "Akamai Labs", **{column: ["DE", "", ""]})


def test_one_industry_of_several_in_common_is_the_same() -> None:
    said = {"industry": ["banking|software", "software|travel", ""]}
    assert match_candidates(accounts("Akamai", "Akamai Labs", "B", **said))["industry"][0] == "same"


def test_shared_people_and_technologies_are_counted_and_raise() -> None:
    table = accounts("Akamai Nord", "Akamai Labs", "Bakery")
    people = csr_array(np.array([[2.0, 1, 0], [0.5, 1, 1], [1, 1, 1]]))
    technologies = csr_array(np.array([[1, 1, 1], [1, 1, 1], [0, 0, 0]]))
    alone = match_candidates(table, 0.0)
    met = match_candidates(table, 0.0, people)
    both = match_candidates(table, 0.0, people, technologies)
    assert both[["shared_people", "shared_technologies"]].to_numpy().tolist() == [[2, 3]]
    assert alone["shared_people"].tolist() == [0]
    assert alone["probability"][0] < met["probability"][0] < both["probability"][0]


def test_the_market_says_which_words_are_rare() -> None:
    rare = accounts("Zenith Labs", "Zenith Bakery")
    common = accounts("Zenith Labs", "Zenith Bakery", *(f"Zenith {n} Q" for n in "abcdefghij"))
    one, other = (match_candidates(each, 0.0).set_index(["a", "b"]) for each in (rare, common))
    assert other["probability"][(10, 11)] < one["probability"][(10, 11)]


@pytest.mark.parametrize("rows", [(), ("Acme",), ("", ""), ("-", "n/a", "東京")])
def test_markets_without_pairs(rows: tuple[str, ...]) -> None:
    found = match_candidates(accounts(*rows), 0.0)
    assert found.empty
    assert {"a", "b", "probability", "names", "country", "domains"} <= set(found)
    assert parent_candidates(accounts(*rows)).empty


def test_blocks_beyond_the_budget_make_no_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    table = accounts("Acme", "ACME", *(f"Zenith {word}" for word in ("Rome", "Oslo", "Bern")))
    assert len(match_candidates(table, 0.0)) == 4
    monkeypatch.setattr(blocking, "PAIRS", 5)
    monkeypatch.setattr(blocking, "PAIRS_A_NAME", 0)
    assert match_candidates(table, 0.0)[["a", "b"]].to_numpy().tolist() == [[10, 11]]


def test_progress_is_told() -> None:
    told: list[float] = []
    match_candidates(accounts("Acme", "ACME"), progress=lambda _, part: told.append(part))
    assert told == [0]


WORDS = st.sampled_from(
    ["acme", "acmex", "zenith", "zenit", "global", "labs", "red", "hat", "redhat", "42", "bank"]
)
NAMES = st.lists(st.lists(WORDS, min_size=1, max_size=4).map(" ".join), min_size=2, max_size=12)
repeatably = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
)


@repeatably
@given(names=NAMES, mixed=st.data())
def test_order_does_not_matter_and_no_pair_comes_twice(
    names: list[str], mixed: st.DataObject
) -> None:
    table = accounts(*names)
    order = mixed.draw(st.permutations(range(len(table))))
    for proposed in (lambda each: match_candidates(each, 0.1), parent_candidates):
        expected = proposed(table)
        pd.testing.assert_frame_equal(proposed(table.iloc[order]), expected)
        ends = expected[["a", "b"] if "a" in expected else ["parent", "child"]]
        assert not ends.duplicated().any()
    pairs = match_candidates(table, 0.1)
    assert (pairs["a"] < pairs["b"]).all()
    assert pairs["probability"].between(0.1, 1).all()
    assert pairs["probability"].is_monotonic_decreasing


@repeatably
@given(names=NAMES)
def test_likeness_is_symmetric(names: list[str]) -> None:
    taken = name_tokens(names, names)
    a, b = np.array(list(combinations(range(len(names)), 2))).T
    np.testing.assert_allclose(log_odds(taken, a, b), log_odds(taken, b, a))


@repeatably
@given(names=NAMES)
def test_blocks_miss_nothing_likely_in_a_small_market(names: list[str]) -> None:
    """All pairs at 0.5 are found, while no block is left out: see the budget's own test."""
    taken = name_tokens(names, names)
    a, b = np.array(list(combinations(range(len(names)), 2))).T
    likely = log_odds(taken, a, b) >= 0
    expected = {(10 + one, 10 + other) for one, other in zip(a[likely], b[likely], strict=True)}
    found = match_candidates(accounts(*names), 0.5)
    assert expected == set(zip(found["a"], found["b"], strict=True))


@repeatably
@given(name=st.text("abcdefgh", min_size=6, max_size=40), places=st.data())
def test_a_letter_missing_wrong_or_swapped_is_compared(name: str, places: st.DataObject) -> None:
    place = places.draw(st.integers(0, len(name) - 2))
    swapped = f"{name[:place]}{name[place + 1]}{name[place]}{name[place + 2 :]}"
    for other in (name[:place] + name[place + 1 :], f"{name[:place]}z{name[place + 1 :]}", swapped):
        if len(other) > 5:
            assert blocking.candidate_pairs(name_tokens([name, other], [name, other])).tolist() == [
                [0, 1]
            ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (["Siemens", "Siemens Healthineers"], [(10, 11, "further words: healthineers")]),
        (["Acme Germany", "Acme"], [(11, 10, "further words: germany")]),
        (
            ["Siemens", "Siemens Energy", "Siemens Energy India"],
            [(10, 11, "further words: energy"), (11, 12, "further words: india")],
        ),
        (
            [("Acmeco GmbH", "acmeco.de"), ("Acmeco", "acmeco.com")],
            [(11, 10, "same domain label: acmeco")],
        ),
        ([("NAV", "nav.no"), ("Nav, Inc", "nav.com")], []),
        (["Elan", "Elan Path"], []),
        (["Global", "Global Widgets"], []),
        (["Weave", "Weaveworks"], []),
        ([("Apples", "fruits.de"), ("Pears", "fruits.com")], []),
        (["Siemens", "SIEMENS AG"], []),
        (["Platform.sh", "Platform Builders"], []),
        ([("United Clouds", "united.cloud"), ("United Airlines", "united.com")], []),
    ],
)
def test_families(rows: list[Any], expected: list[tuple[int, int, str]]) -> None:
    found = parent_candidates(accounts(*rows))
    assert list(found.itertuples(index=False, name=None)) == expected


@repeatably
@given(names=NAMES, mixed=st.data())
def test_no_account_is_its_own_ancestor(names: list[str], mixed: st.DataObject) -> None:
    domains = st.sampled_from(["", "acmex.com", "acmex.de", "zenith.com", "zenith.de", "red.hat"])
    table = accounts(*((name, mixed.draw(domains)) for name in names))
    parent = {each.child: each.parent for each in parent_candidates(table).itertuples()}
    for start in parent:
        at, steps = start, 0
        while at in parent and steps <= len(parent):
            at, steps = parent[at], steps + 1
        assert steps <= len(parent)


@pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data is not there")
def test_proposals_on_real_pairs_of_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    spec = importlib.util.spec_from_file_location("names_of_pairs", ROOT / "benchmarks/names.py")
    assert spec is not None
    assert spec.loader is not None
    benchmark = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "names_of_pairs", benchmark)
    spec.loader.exec_module(benchmark)
    pairs = benchmark.read(DATA)
    one = pairs.table["one"].to_numpy()
    found = benchmark.out_of_fold(pairs)
    assert benchmark.precision(pairs.same_clean, one) >= 0.98
    assert benchmark.precision(found >= 0.5, one) >= 0.94
    assert benchmark.recall(found >= 0.5, one) >= 0.81
    assert benchmark.precision(found >= 0.8, one) >= 0.95
    assert benchmark.recall(found >= 0.8, one) >= 0.75
    assert benchmark.constants_hold(pairs)
