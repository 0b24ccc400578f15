"""icp.toml: what it may hold, what it changes, and what is said of one that is wrong."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner
from scipy.sparse import csr_array

import graph_icp
from graph_icp.cli import main
from graph_icp.discovery.icp import CustomerValue, Icp, LearningConstraints, Rule, Tiers
from graph_icp.discovery.learning.blend import covariance, shares
from graph_icp.discovery.learning.customer_value import customer_values, value_parts
from graph_icp.discovery.learning.labels import label
from graph_icp.discovery.learning.relation_shares import multipliers
from graph_icp.discovery.ranking.exploring import explored
from graph_icp.discovery.ranking.filters import Filters
from graph_icp.discovery.ranking.hard_rules import broken
from graph_icp.discovery.ranking.points import points, points_of
from graph_icp.discovery.ranking.ranking import Ranking, rank
from graph_icp.discovery.ranking.what_if import what_if
from graph_icp.errors import FileError, RankingError, UnknownNameError
from graph_icp.graph.matrix import Graph, Matrix
from graph_icp.market.icp.icp_toml import parse_icp

if TYPE_CHECKING:
    from pathlib import Path

SIZE = 60


def graph(customers: int = 12, seed: int = 0) -> Graph:
    """Customers prefer the first traits of each of three relations."""
    random = np.random.default_rng(seed)
    is_customer = np.arange(SIZE) < customers
    matrices = {}
    for relation in ("uses", "sponsored", "region"):
        likely = np.full((SIZE, 8), 0.25)
        likely[np.ix_(is_customer, np.arange(8) < 3)] = 0.6
        X = csr_array((random.uniform(size=likely.shape) < likely).astype(float))
        names = [f"{relation} {place}" for place in range(8)]
        traits = pd.DataFrame({"id": range(8), "key": names, "name": names})
        matrices[relation] = Matrix(relation, X, traits)
    accounts = pd.DataFrame(
        {
            "id": np.arange(SIZE),
            "key": [f"domain:c{place:02}.example" for place in range(SIZE)],
            "name": [f"Firm {place}" for place in range(SIZE)],
            "domain": None,
            "status": np.where(is_customer, "customer", "prospect"),
            "value": np.nan,
            "revenue": np.where(np.arange(SIZE) % 2, np.arange(SIZE) * 10.0, np.nan),
            "employees": np.where(np.arange(SIZE) % 3, np.arange(SIZE), np.nan),
            "country": np.where(np.arange(SIZE) % 4, "DE", None),
            "industry": "Software; Payments",
            "region": None,
            "size": None,
        }
    )
    return Graph(accounts, matrices)


WRONG = {
    "an unknown section": ("[customer]\nkeep = 1", "line 1: customer", "did you mean customers"),
    "an unknown key": ("[tiers]\n\nbset = 9", "line 3: bset", "did you mean best?"),
    "an unknown relation": ("[relations]\nuse = 'off'", "line 2: use", "did you mean uses"),
    "a wrong type": ("[tiers]\nbest = 'high'", "line 2: best", "must be a number, not 'high'"),
    "a truth value": ("[tiers]\nbest = true", "line 2: best", "must be a number, not True"),
    "nan": ("[tiers]\nbest = nan", "line 2: best", "must be a number from 0 to 100, not nan"),
    "infinite": ("[tiers]\ngood = -inf", "line 2: good", "not -inf"),
    "tiers that overlap": ("[tiers]\nbest = 50\ngood = 60", "line 3: good", "tiers overlap"),
    "weights of 0": ("[customers.worth]\nvalue = 0", "line 2: value", "all weights are 0"),
    "inline weights of 0": ("[customers]\nworth = {value = 0}", "line 2: value", "weights are 0"),
    "a negative weight": ("[customers.worth]\nvalue = -1", "line 2: value", "from 0, not -1"),
    "nobody kept": ("[customers]\nkeep = 0", "line 2: keep", "above 0 and at most 1"),
    "too many kept": ("[customers]\nkeep = 1.5", "line 2: keep", "from 0 to 1, not 1.5"),
    "shares over 1": ("[relations]\nuses = .7\nsize = .6", "not TOML", "line 2"),
    "shares above 1": ("[relations]\nuses = 0.7\nsize = 0.6", "line 2: uses", "add up to 1.3"),
    "a share that is a word": (
        "[relations]\nuses = 'on'",
        "line 2: uses",
        "{ at_most = 0.3 }, not 'on'",
    ),
    "a weight of 0": (
        "[relations]\nuses = {weight = 0}",
        "line 2: weight",
        "from 0.01 to 10, not 0",
    ),
    "a huge weight": ("[relations]\nuses = {weight = 11}", "line 2: weight", "to 10, not 11"),
    "a cap of another name": ("[relations]\nuses = {most = 1}", "line 2: most", "at_most"),
    "a list of numbers": ("[hypothesis]\nuses = [1]", "line 2: uses", "list of texts"),
    "an empty list": ("[require]\nuses = []", "line 2: uses", "at least one"),
    "bounds the wrong way": (
        *("[require]\nemployees = {at_least = 9, at_most = 5}", "line 2: employees"),
        "at_least 9 is above at_most 5",
    ),
    "no bounds": ("[require]\nrevenue = {}", "line 2: revenue", "needs at_least or at_most"),
    "a list for a number": ("[require]\nemployees = ['9']", "employees", "must be a table"),
    "a required account": ("[require]\naccount = ['a']", "line 2: account", "did you mean"),
    "no TOML": ("[tiers\nbest = 1", "is not TOML", "line 1"),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_told_with_line_and_key(what: str, tmp_path: Path) -> None:
    text, place, says = WRONG[what]
    with pytest.raises(FileError) as error:
        parse_icp(text)
    assert place in str(error.value)
    assert says in str(error.value)
    (tmp_path / "icp.toml").write_text(text, encoding="utf-8")
    result = CliRunner().invoke(main, ["icp", "show", "--store", str(tmp_path / "m.duckdb")])
    assert result.exit_code == 1
    assert str(tmp_path / "icp.toml") in result.stderr
    assert result.stderr.count("\n") <= 2


def test_everything_that_it_may_hold_is_read() -> None:
    icp = parse_icp(
        """
        [customers]
        keep = 0.5
        churned = 0
        worth = { value = 2, revenue = 1 }
        [require]
        country = ["Germany", "at"]
        employees = { at_least = 50 }
        uses = "Kafka"
        [exclude]
        account = ["domain:acme.com"]
        [relations]
        uses = 0.4
        size = "off"
        region = { at_most = 0.1 }
        people = "learn"
        sponsored = { weight = 1.5, at_most = 0.5 }
        [tiers]
        best = 80
        [hypothesis]
        uses = ["Kafka", "Go"]
        [profiles]
        "Old \\"banks\\"" = ["domain:a.com"]
        """
    )
    assert icp.customer_value == CustomerValue({"value": 2, "revenue": 1}, 0.5, 0)
    assert icp.rules == (
        Rule(True, "country", ("DE", "AT")),
        Rule(True, "employees", least=50),
        Rule(True, "uses", ("Kafka",)),
        Rule(False, "account", ("domain:acme.com",)),
    )
    assert [str(rule) for rule in icp.rules][:2] == [
        "require country: DE, AT",
        "require employees: at least 50",
    ]
    assert icp.constraints == LearningConstraints(
        {"uses": 0.4, "size": 0.0},
        {"region": 0.1, "sponsored": 0.5},
        {"uses": ("Kafka", "Go")},
        {"sponsored": 1.5},
    )
    assert icp.tiers == Tiers(80, 20, 0.25)
    assert icp.profiles == {'Old "banks"': ("domain:a.com",)}
    assert parse_icp("") == Icp()


def test_worth_is_the_place_among_customers_weighed() -> None:
    customers = pd.DataFrame({"value": [1.0, 9.0, 5.0, np.nan], "revenue": [10.0, 10.0, 0, np.inf]})
    worth = CustomerValue({"value": 3, "revenue": 1})
    found = customer_values(customers, worth)
    # Places of value: 0, 1, 1/2 and the middle; of revenue: 3/4, 3/4, 0 and the middle.
    places = np.array([[0, 0.75], [1, 0.75], [0.5, 0], [0.5, 0.5]])
    np.testing.assert_allclose(found, (0.1 + 0.9 * places) @ [0.75, 0.25])
    parts = value_parts(customers, worth)
    np.testing.assert_allclose(parts.sum(axis=1), found)
    assert customer_values(
        customers.assign(value=[0.5, np.nan, 1, 1]), CustomerValue()
    ).tolist() == [0.5, 1, 1, 1]
    with pytest.raises(UnknownNameError, match=r"'revenu'\. Did you mean revenue"):
        customer_values(customers, CustomerValue({"revenu": 1}))


def test_the_share_to_keep_leaves_the_least_out_of_learning_and_of_the_market() -> None:
    accounts = graph().accounts
    accounts.loc[:11, "value"] = np.linspace(0.1, 1, 12)
    labels = label(accounts, Icp(CustomerValue(keep=0.25)))
    assert labels.customers.tolist() == [9, 10, 11]
    assert labels.taught.places.tolist() == [9, 10, 11]
    assert not labels.market[:12].any()


def test_churned_companies_weigh_as_the_profile_says() -> None:
    accounts = graph().accounts
    accounts.loc[20, "status"] = "churned"
    accounts.loc[21, "status"] = "bad fit"
    assert label(accounts).taught.places.tolist() == [*range(12), 20, 21]
    assert label(accounts).taught.Y[-2:, 0].tolist() == [-0.5, -0.5]
    assert not label(accounts).market[[20, 21]].any()
    assert label(accounts, Icp(CustomerValue(churned=0.2))).taught.Y[-2, 0] == -0.2


def test_a_profile_learns_from_its_customers_alone() -> None:
    market = graph()
    icp = Icp(profiles={"a": tuple(market.accounts["key"][:6])})
    ranking = rank(market, icp=icp, profile="a")
    assert ranking.labels.customers.tolist() == [0, 1, 2, 3, 4, 5]
    assert not ranking.labels.market[6:12].any()
    with pytest.raises(UnknownNameError, match="no profile 'b'"):
        rank(market, icp=icp, profile="b")


def test_fixed_shares_and_caps_are_kept_and_points_still_add_up() -> None:
    market = graph()
    free = {each.relation: each.share for each in rank(market).fit.relations}
    most = max(free, key=lambda name: free[name])
    least = min(free, key=lambda name: free[name])
    for constraints, expected in (
        (LearningConstraints({least: 0.5}), {least: 0.5}),
        (LearningConstraints({most: 0.0}), {most: None}),
        (LearningConstraints(caps={most: 0.2}), {most: 0.2}),
        (LearningConstraints({least: 0.3}, {most: 0.25}), {least: 0.3, most: 0.25}),
    ):
        ranking = rank(market, icp=Icp(constraints=constraints))
        found = {each.relation: each.share for each in ranking.fit.relations}
        for name, share in expected.items():
            assert found.get(name) == (None if share is None else pytest.approx(share, abs=1e-6))
        assert sum(found.values()) == pytest.approx(1)
        assert_points_add_up(ranking)


def test_weights_multiply_learned_shares_beside_fixed_ones_and_below_caps() -> None:
    market = graph()
    free = {each.relation: each.share for each in rank(market).fit.relations}
    [one, two, three] = sorted(free, key=lambda name: free[name])
    weighed = {one: 4 * free[one], two: free[two], three: free[three]}
    left = free[one] + 2 * free[two]
    for constraints, expected in (
        (
            LearningConstraints(weights={one: 4.0}),
            {name: share / sum(weighed.values()) for name, share in weighed.items()},
        ),
        (
            LearningConstraints({three: 0.4}, weights={two: 2.0}),
            {one: 0.6 * free[one] / left, two: 1.2 * free[two] / left, three: 0.4},
        ),
        (LearningConstraints(caps={three: 0.5}, weights={three: 9.0}), {three: 0.5}),
    ):
        ranking = rank(market, icp=Icp(constraints=constraints))
        found = {each.relation: each.share for each in ranking.fit.relations}
        for name, share in expected.items():
            assert found[name] == pytest.approx(share, abs=1e-6)
        assert_points_add_up(ranking)


def assert_points_add_up(ranking: Ranking) -> None:
    for place in np.flatnonzero(ranking.known)[::7]:
        links = ranking.links(np.array([place]))
        column = int(ranking.labels.fold[place])
        total = points(ranking.fit, links, column)["points"].sum()
        assert total == pytest.approx(ranking.points[place], abs=1e-9)
        assert points_of(ranking.fit, links, column)[0] == pytest.approx(ranking.points[place])


@pytest.mark.parametrize("seed", range(5))
def test_multipliers_give_the_wanted_shares(seed: int) -> None:
    random = np.random.default_rng(seed)
    columns = [*(random.normal(size=(4, 500)) + 0.3 * random.normal(size=500))]
    columns[2] -= 0.4 * columns[0]  # one that moves against another
    m = multipliers(columns, {0: 0.1, 1: 0.6, 2: 0.3, 3: 0.0}, {})
    scaled = [factor * column for factor, column in zip(m, columns, strict=True)]
    np.testing.assert_allclose(shares(scaled), [0.1, 0.6, 0.3, 0], atol=1e-9)
    assert covariance(scaled).sum() == pytest.approx(1)
    np.testing.assert_array_equal(multipliers(columns, {}, {0: 1.0}), np.ones(4))


def test_a_hypothesis_stands_in_and_fades_as_customers_come() -> None:
    told = Icp(constraints=LearningConstraints(hypothesis={"uses": ("uses 0", "uses 1")}))
    weights = {}
    for customers in (0, 2, 12):
        market = graph(customers)
        ranking = rank(market, icp=told)
        weights[customers] = ranking.fit.hypothesis
        assert_points_add_up(ranking)
    assert weights == {0: 1.0, 2: 5 / 7, 12: 5 / 17}
    alone = rank(graph(0), icp=told)
    both = alone.graph.matrices["uses"].values[:, [0, 1]].sum(axis=1)
    known = alone.known & (np.diff(alone.graph.matrices["uses"].values.indptr) > 0)
    assert alone.points[known & (both > 0)].min() > alone.points[known & (both == 0)].max()
    with pytest.raises(RankingError, match="under \\[hypothesis\\]"):
        rank(graph(0))
    unknown = replace(
        told, constraints=LearningConstraints(hypothesis={"uses": ("uses 0", "Cobol")})
    )
    assert any("Cobol" in each for each in rank(graph(), icp=unknown).fit.warnings)


RULES = {
    "require country": (Rule(True, "country", ("DE",)), set()),
    "require another country": (Rule(True, "country", ("FR",)), {1, 2, 3}),
    "exclude country": (Rule(False, "country", ("DE",)), {1, 2, 3}),
    "one of several industries": (Rule(False, "industry", ("payments",)), {0, 1, 2, 3, 4}),
    "require numbers": (Rule(True, "employees", least=2), {1}),
    "exclude numbers": (Rule(False, "employees", least=2, most=4), {2, 4}),
    "exclude an account": (Rule(False, "account", ("domain:c03.example",)), {3}),
    "require a trait": (Rule(True, "uses", ("uses 0",)), {1, 2}),
    "exclude a trait": (Rule(False, "uses", ("uses 1", "uses 2")), {1, 2}),
    "a relation that is not there": (Rule(True, "investors", ("x",)), set()),
}


@pytest.mark.parametrize("what", RULES)
def test_rules_are_broken_by_what_is_known_alone(what: str) -> None:
    rule, expected = RULES[what]
    market = graph()
    X = np.zeros((SIZE, 8))
    X[0, 0] = X[1, 1] = X[2, 2] = 1  # 3 and 4 are not known in it
    uses = replace(market.matrices["uses"], values=csr_array(X))
    found = broken(replace(market, matrices={"uses": uses}), [rule])
    assert {place for place in range(5) if found[place]} == expected


def test_rules_that_leave_nobody_are_named(tmp_path: Path) -> None:
    market = loaded(tmp_path)
    for text, rule in (
        ('[require]\nuses = ["T1"]\ncountry = ["FR"]', "require country: FR"),
        ("[require]\nemployees = {at_least = 1000000}", "require employees: at least 1,000,000"),
    ):
        market.icp.file.write_text(text, encoding="utf-8")
        with pytest.raises(RankingError, match="No account is left") as error:
            market.discover()
        assert f"'{rule}' in icp.toml" in str(error.value)


@pytest.mark.parametrize("method", ["auto", "cosine", "walk"])
def test_changes_are_what_the_trait_would_make_of_the_fit(method: str) -> None:
    ranking = rank(graph(), method)
    cut = Tiers(best=40, good=5, coverage=0.1)
    seen = 0
    for place in range(12, SIZE):
        links = ranking.links(np.array([place]))
        table = what_if(ranking.fit, links, 0, cut)
        for change in table.itertuples(index=False):
            X = links[change.relation].toarray()
            names = next(e for e in ranking.fit.relations if e.relation == change.relation).traits
            column = names["key"].tolist().index(change.trait)
            assert X[0, column] == 0
            X[0, column] = 1
            then = points_of(ranking.fit, links | {change.relation: csr_array(X)}, 0)[0]
            assert change.points == pytest.approx(then, abs=1e-9)
            placed = ranking.fit.placement.fit(np.array([then]))[0]
            assert change.fit == pytest.approx(placed, abs=1e-9)
            assert change.relation != "region"
            seen += 1
    assert seen > 20
    assert what_if(rank(graph(), "jaccard").fit, links, 0, cut).empty


def test_exploring_gives_places_to_the_least_known_communities() -> None:
    market = graph()
    industry = np.array(["Known", "Thin", None], dtype=object)[np.arange(SIZE) % 3]
    thin = (industry == "Thin") & (np.arange(SIZE) >= 12)
    matrices = {}
    for name, matrix in market.matrices.items():
        X = matrix.values.toarray()
        X[thin] *= name == "uses"
        matrices[name] = replace(matrix, values=csr_array(X))
    ranking = rank(Graph(market.accounts.assign(industry=industry), matrices))
    usual = ranking.order(ranking.labels.market)
    mixed, marks = explored(ranking, usual, 0.25)
    assert sorted(mixed) == sorted(usual)
    assert marks.tolist() == [(place + 1) % 4 == 0 for place in range(len(usual))]
    rest = mixed[~marks].tolist()
    assert rest == [place for place in usual.tolist() if place in rest]
    assert industry[mixed[3]] == "Thin"


# Through the store


# The file of the store below, made once.
MADE: list[bytes] = []


def loaded(folder: Path) -> graph_icp.Market:
    """A market of 40 companies; customers are the first ten, and use T0 and T1."""
    companies = ["domain,name,country,employees"]
    uses = ["domain,technology"]
    random = np.random.default_rng(1)
    for place in range(40):
        companies.append(f"c{place}.example,Firm {place},DE,{10 * place + 5}")
        own = [0, 1] if place < 10 else [2 + place % 3]
        uses += [f"c{place}.example,T{each}" for each in {*own, *random.integers(0, 6, 2)}]
    folder.mkdir(exist_ok=True)
    (folder / "companies.csv").write_text("\n".join(companies), encoding="utf-8")
    (folder / "uses.csv").write_text("\n".join(uses), encoding="utf-8")
    customers = "\n".join(f"c{place}.example" for place in range(10))
    (folder / "customers.txt").write_text(customers, encoding="utf-8")
    store = folder / "market.duckdb"
    market = graph_icp.open(store)
    if MADE:
        store.write_bytes(MADE[0])
    else:
        market.load(folder / "companies.csv", folder / "uses.csv")
        market.customers.set(folder / "customers.txt")
        MADE.append(store.read_bytes())
    return market


def test_the_proposal_is_in_order_and_changes_no_fit(tmp_path: Path) -> None:
    market = loaded(tmp_path)
    before = market.discover().table
    market.icp.file.write_text(market.icp.propose().text, encoding="utf-8")
    icp, text = market.icp.read()
    assert icp.rules == ()
    assert re.search(
        r"# Best fit: \d of 10 customers, \d+ of 30 market accounts\.\n# best = 50", text
    )
    assert icp.tiers == Tiers()
    assert market.discover().table["fit"].tolist() == before["fit"].tolist()
    uncommented = re.sub(
        r'^# (\[\[\w+\]\]$|\w+ = (?!\["\.\.\."\]))', r"\1", text, flags=re.MULTILINE
    )
    everything = parse_icp(uncommented)
    assert {rule.about for rule in everything.rules} >= {"country", "employees", "account"}
    assert everything.customer_value.weights == {"value": 2, "revenue": 1}
    assert "uses" in everything.constraints.hypothesis
    assert [each.name for each in everything.operating_models] == ["Marketplace"]
    assert [each.name for each in everything.personas] == ["Head of logistics"]


def test_disqualified_accounts_have_no_rank_and_are_listed_when_asked_for(tmp_path: Path) -> None:
    market = loaded(tmp_path)
    whole = market.discover().table
    market.icp.file.write_text("[require]\nemployees = {at_most = 305}", encoding="utf-8")
    found = market.discover()
    table = found.table
    out = {f"c{place}.example" for place in range(31, 40)}
    assert out < {*whole["domain"]}
    assert out.isdisjoint({*table["domain"]})
    assert table["rank"].tolist() == [*range(1, len(table) + 1)]
    kept = whole[~whole["domain"].isin(out)]
    assert table["fit"].tolist() == kept["fit"].tolist()
    ruled = "require employees: at most 305"
    assert found.disqualified == {ruled: 9}
    listed = market.discover(filters=Filters(tiers=("Disqualified",))).table
    assert {*listed["domain"]} == out
    assert listed["rank"].isna().all()
    assert {*listed["disqualified_by"].map(tuple)} == {(ruled,)}
    explained = market.explain("c39.example").explanation
    assert explained.tier == "Disqualified"
    assert [*map(str, explained.broken)] == [ruled]
    found = market.discover(explore=0.2, limit=10)
    table = found.table
    assert table["explored"].tolist() == [place % 5 == 4 for place in range(10)]
    with pytest.raises(UnknownNameError, match="Best fit"):
        market.discover(filters=Filters(tiers=("Best",)))
    assert math.isfinite(explained.fit)


def test_without_customers_a_hypothesis_ranks_and_gives_its_reasons(tmp_path: Path) -> None:
    market = loaded(tmp_path)
    market.customers.remove(tmp_path / "customers.txt")
    with pytest.raises(RankingError, match="icp init"):
        market.discover()
    market.icp.file.write_text(market.icp.propose().text, encoding="utf-8")
    assert market.icp.read()[0] == Icp()
    market.icp.file.write_text('[hypothesis]\nuses = ["T0"]\n', encoding="utf-8")
    found = market.discover(limit=3)
    table = found.table
    assert table["why"].str.startswith("Uses T0, as your hypothesis says").all()
    assert found.hypothesis == 1


def test_accounts_are_named_as_people_name_them_and_what_is_not_there_is_told(
    tmp_path: Path,
) -> None:
    market = loaded(tmp_path)
    text = '[exclude]\naccount = ["C20.example", "firm 21", "nobody.example"]\nuses = ["Cobol"]\n'
    text += '[profiles]\na = ["c1.example", "Firm 2", "domain:c3.example"]\nb = ["c30.example"]\n'
    market.icp.file.write_text(text, encoding="utf-8")
    found = market.discover(profile="a")
    table = found.table
    assert found.customers == 3
    assert {"c20.example", "c21.example"}.isdisjoint(table["domain"])
    [warning] = [each for each in found.warnings if "not in the market" in each]
    assert "nobody.example, uses: Cobol" in warning
    with pytest.raises(RankingError, match=r"profile 'b' in icp\.toml is a customer"):
        market.discover(profile="b")
    assert market.explain("c20.example").explanation.what_if.empty
    assert not market.explain("c22.example").run.changed
    market.icp.file.write_text("", encoding="utf-8")
    assert market.explain("c22.example").run.changed
