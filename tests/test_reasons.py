"""Reasons: net of what is usual, particular to the company, and honest about age."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from scipy.sparse import csr_array

import graph_icp
from graph_icp.discovery.icp import Icp, LearningConstraints
from graph_icp.discovery.ranking.customer_index import CustomerIndex
from graph_icp.discovery.ranking.lifting_traits import TRIED
from graph_icp.discovery.ranking.link_dates import Link, LinkDates
from graph_icp.discovery.ranking.named_reasons import Named, Reason
from graph_icp.discovery.ranking.phrases import unlike
from graph_icp.discovery.ranking.points import net_points
from graph_icp.discovery.ranking.ranking import rank, reasons_of
from graph_icp.discovery.ranking.reasons import NAMED, WORTH_NAMING
from graph_icp.discovery.ranking.sentences import sentences
from graph_icp.graph.matrix import Graph, Matrix

if TYPE_CHECKING:
    from graph_icp.discovery.ranking.ranking import Ranking
    from graph_icp.market import Market

DATA = Path(__file__).parents[2] / "shared" / "data"
TODAY = datetime.date(2026, 6, 1)
MARKETS = [("market", "uses=Elixir"), ("adopters", "uses=Argo CD"), ("startups", "Developer Tools")]


@pytest.mark.parametrize(
    ("relation", "last", "since", "said"),
    [
        ("sponsored", None, None, "no date"),
        ("sponsored", datetime.date(2014, 6, 1), None, "12 years ago"),
        ("sponsored", datetime.date(2026, 3, 1), datetime.date(2026, 3, 1), "Mar 2026"),
        ("attended", datetime.date(2031, 9, 1), None, "Sep 2031"),
        ("people", datetime.date(2021, 6, 1), None, "5 years ago"),
        ("uses", datetime.date(2023, 6, 1), datetime.date(2020, 6, 1), "last seen 3 years ago"),
        ("uses", datetime.date(2026, 6, 1), datetime.date(2020, 8, 1), "first seen Aug 2020"),
        ("uses", datetime.date(2024, 6, 2), None, ""),
        ("uses", datetime.date(2026, 6, 1), datetime.date(2031, 1, 1), "from Jan 2031"),
        ("sponsored", datetime.date(2023, 7, 1), None, "2 years ago"),
    ],
)
def test_old_and_undated_links_say_so(
    relation: str, last: datetime.date | None, since: datetime.date | None, said: str
) -> None:
    unknown = replace(LinkDates.unknown(pd.DataFrame([Link(relation, 1, 2)] * 2)), today=TODAY)
    days = [np.array([None, day], dtype="datetime64[D]") for day in (last, since)]
    dates = replace(unknown, dated=np.array([False, True]), last=days[0], since=days[1])
    assert dates.notes().tolist() == ["", said]
    assert dates.past().tolist() == [False, "ago" in said or said == "no date"]
    assert unknown.notes().tolist() == ["", ""]


def companies(*rows: str) -> str:
    return "\n".join(("domain,technologies,country", *rows))


@pytest.fixture
def market(tmp_path: Path) -> Market:
    """Twelve customers with tools, and prospects with one, several or none of these."""
    rows = [f"c{i}.com,Alpha; Beta{'; Solo' if i == 0 else ''},DE" for i in range(12)]
    rows += [f"p{i}.com,Usual {i % 4},FR" for i in range(40)]
    rows += ["apex.com,Alpha; Beta,DE", "solo.com,Solo,FR", "mild.com,Alpha; Usual 1,FR"]
    (tmp_path / "companies.csv").write_text(companies(*rows))
    (tmp_path / "customers.csv").write_text("domain\n" + "".join(f"c{i}.com\n" for i in range(12)))
    market = graph_icp.open(tmp_path / "market.duckdb")
    market.load(tmp_path / "companies.csv")
    market.customers.set(tmp_path / "customers.csv")
    return market


def test_a_reason_counts_customers_and_prospects(market: Market) -> None:
    why = market.discover().table.set_index("domain")["why"]
    assert why["apex.com"] == (
        "Uses Beta, as 12 of your 12 customers do (1 of 43 prospects), and Alpha, as 12 do (2 "
        "prospects); based in Germany, as 12 of your 12 customers are (1 of 43 prospects)"
    )


def test_what_one_customer_alone_has_comes_last_and_says_so(market: Market) -> None:
    why = market.discover().table.set_index("domain")["why"]
    assert "as one customer, c0.com, does" in why["solo.com"]
    for said in why:
        clauses = said.split("; ")
        alone = [place for place, each in enumerate(clauses) if "one customer," in each]
        assert not alone or not any("as 1" in each for each in clauses[alone[0] + 1 :])


def test_a_customer_is_most_like_only_where_few_are_as_like() -> None:
    accounts = pd.DataFrame({"id": range(5), "name": list("ABCDE")})
    customers = CustomerIndex(accounts, {})
    places = np.tile(np.arange(5), (3, 1))
    places[2] = -1
    alike = np.array([[0.9, 0.9, 0.9, 0.5, 0.1], [0.9, 0.9, 0.9, 0.9, 0.1], [0.0] * 5])
    assert customers.like(places, alike) == ["A", "", ""]


def reason(relation: str, trait: str, **other: Any) -> Reason:
    about: dict[str, Any] = {"net": 10.0, "customers": 4, "of_customers": 9}
    about |= {"prospects": 3.0, "of_prospects": 20.0, "alone": ""}
    return Reason(Link(relation, 1, 2), trait, **about | other)


def said_of(*reasons: Reason, like: str = "") -> str:
    """The sentence of one account's reasons."""
    every = np.arange(len(reasons))
    nets = np.array([each.net for each in reasons])
    named = Named(np.array([1]), reasons, np.zeros_like(every), every, nets)
    [said] = sentences(named, LinkDates.unknown(named.links()), [like]).to_pylist()
    return str(said)


def test_names_cannot_end_a_clause_or_a_line() -> None:
    assert said_of(reason("uses", "A; B"), like="Line\nBreak; Co") == (
        "Uses A, B, as 4 of your 9 customers do (3 of 20 prospects); of your "
        "customers most like Line Break, Co"
    )


def test_a_count_always_has_its_denominator() -> None:
    alone = reason("uses", "Go", customers=1, alone="Acme")
    expected = reason("uses", "Kafka", customers=0)
    for lead in (alone, expected):
        said = said_of(lead, reason("uses", "Rust"))
        assert "Rust, as 4 of your 9 customers do (3 of 20 prospects)" in said
    assert "Kafka, as your hypothesis says" in said_of(expected)


def test_reasons_of_one_relation_stand_together() -> None:
    said = said_of(
        reason("uses", "Go"),
        reason("people", "Ann Lee"),
        reason("people", "Bo Marsh", customers=1, alone="Acme"),
        reason("uses", "Rust", of_all=False),
    )
    assert said == (
        "Uses Go, as 4 of your 9 customers do (3 of 20 prospects), and Rust, as 4 do (3 "
        "prospects); Ann Lee has worked at 4 of your customers too and Bo Marsh has worked at "
        "Acme too"
    )


HOPE = {"uses": ["uses 3"]}
RELATIONS = {"uses": 40, "people": 9, "industry": 5, "country": 4, "region": 3, "topics": 12}
TOPICS = ("Open", "Open Source", "open", "Source", "Data", "Database", "Big data", "Sour")


def planted(seed: int) -> Graph:
    """A market of 90, of whom 30 are customers that share traits more than others do."""
    random = np.random.default_rng(seed)
    status = random.permutation(["customer"] * 30 + ["prospect"] * 60)
    names = [f"Firm {place}" for place in range(90)]
    keys = [f"name:{place:02}" for place in range(90)]
    about = {"id": random.permutation(90) + 7, "key": keys, "name": names, "domain": None}
    accounts = pd.DataFrame({**about, "status": status, "value": np.nan})
    matrices = {}
    for name, traits in RELATIONS.items():
        likely = np.where(status == "customer", 0.5, 0.3)[:, None] * random.random(traits)
        X = csr_array((random.random((90, traits)) < likely).astype(float))
        called = [f"{name} {trait}" for trait in range(traits)]
        if name == "topics":
            called[: len(TOPICS)] = TOPICS
        table = {"id": range(traits), "key": [f"{place}" for place in range(traits)]}
        matrices[name] = Matrix(name, X, pd.DataFrame({**table, "name": called}))
    return Graph(accounts, matrices)


@pytest.mark.parametrize("seed", range(4))
def test_the_reasons_of_many_are_as_by_the_rules_of_each(seed: int) -> None:
    ranking = rank(planted(seed), icp=Icp(constraints=LearningConstraints(hypothesis=HOPE)))
    places = np.random.default_rng(seed).permutation(90)
    for place, found in zip(places.tolist(), reasons_of(ranking, places), strict=True):
        expected = by_the_rules(ranking, place)
        assert [(each.link.relation, each.trait) for each in found] == expected


def by_the_rules(ranking: Ranking, place: int) -> list[tuple[str, str]]:
    """Relations and names of the traits that a sentence names, one account at a time."""
    customers, tried = ranking.labels.customers.tolist(), []
    some = ranking.links(np.array([place]))
    nets = net_points(ranking.fit, some, int(ranking.labels.fold[place]))
    for each in ranking.fit.relations:
        X = ranking.blocks[each.relation].blocks.chosen(np.arange(90)).toarray() != 0
        rarity = np.log((2 + each.of_prospects) / (1 + each.prospects))
        rows = []
        for trait, net in zip(nets[each.relation].indices, nets[each.relation].data, strict=True):
            name = each.traits["name"][trait]
            having = [other for other in customers if X[other, trait]]
            others = len([other for other in having if other != place])
            thought = (each.relation, name) == ("uses", "uses 3")
            if net > 0 and (having or thought) and nets[each.relation].sum() > 0:
                last = others == 1, each.held
                rows.append((each.relation, name, net, last, net * rarity[trait] ** 2, others))
        kept = sorted(range(len(rows)), key=lambda i: -rows[i][4])[:TRIED]
        kept += sorted(range(len(rows)), key=lambda i: -rows[i][2])[:1]
        tried += [row for i, row in enumerate(rows) if i in kept and (row[5] or row[1] == "uses 3")]
    topics = unlike([row[1] for row in tried if row[0] == "topics"])
    named: list[Any] = []
    for row in sorted(tried, key=lambda row: (row[3], -row[4])):
        if row[2] < WORTH_NAMING * max(other[2] for other in tried) or len(named) == NAMED:
            continue
        follows = {row[0]} in ({"region"}, {"country"}) and any(
            {row[0], other[0]} == {"region", "country"} for other in named
        )
        if not follows and (row[0] != "topics" or row[1] in topics):
            named.append(row)
    kinds = ("uses", "topics", "industry", "country", "region", "people")
    sorts = {name: (name == "people", name in kinds[2:5]) for name in kinds}
    ordered = sorted(named, key=lambda row: (row[3], sorts[row[0]], -row[4]))
    return [(row[0], row[1]) for row in ordered]


def test_the_earliest_date_is_since_when(tmp_path: Path, market: Market) -> None:
    rows = ["domain,technology,since,source", "apex.com,Alpha,2020-08-01,one"]
    rows += ["apex.com,Alpha,2022-03-01,two"]
    (tmp_path / "company-technology.csv").write_text("\n".join(rows))
    market.load(tmp_path / "company-technology.csv")
    why = market.discover().table.set_index("domain")["why"]["apex.com"]
    assert "Alpha (first seen Aug 2020)" in why


def test_a_hypothesis_is_credited_with_what_it_names_alone(tmp_path: Path, market: Market) -> None:
    (tmp_path / "icp.toml").write_text('[hypothesis]\nuses = ["Usual 1"]\n')
    market = graph_icp.open(market.path, icp=tmp_path / "icp.toml")
    for method in ("auto", "popularity"):
        for said in market.discover(method=method).table["why"]:
            credited = re.findall(r"([\w ]+), as your hypothesis says", said)
            assert {*credited} <= {"Uses Usual 1", "uses Usual 1", " and Usual 1"}


def test_a_relation_that_nets_nothing_is_no_reason(market: Market) -> None:
    table = market.discover().table.set_index("domain")
    for domain in ("apex.com", "mild.com", "solo.com", "p1.com"):
        explained = market.explain(domain).explanation
        losing = explained.relations[explained.relations["points"] <= 0]
        names = explained.points[explained.points["relation"].isin(losing["relation"])]["name"]
        said = table["why"][domain].replace("France", "")
        assert not any(f"{name}, as" in said for name in names)


def test_net_points_add_up_as_points_do(market: Market) -> None:
    market.discover(limit=0)
    for domain in ("apex.com", "mild.com", "solo.com", "c3.com"):
        explained = market.explain(domain).explanation
        lines = explained.points
        assert lines["net"].sum() == pytest.approx(explained.total, abs=1e-9)
        by_relation = lines.groupby("relation")[["net", "points"]].sum()
        assert by_relation["net"].to_numpy() == pytest.approx(by_relation["points"].to_numpy())


def test_explain_counts_as_the_list_does(market: Market) -> None:
    market.discover(limit=0)
    lines = market.explain("apex.com").explanation.points.set_index("name")
    counts = lines.loc["Alpha", ["customers", "of_customers", "prospects", "of_prospects"]]
    assert counts.to_list() == [12, 12, 2, 43]


@pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data is not there")
@pytest.mark.parametrize(("folder", "where"), MARKETS)
def test_most_of_the_first_fifty_reasons_differ(tmp_path: Path, folder: str, where: str) -> None:
    market = graph_icp.open(tmp_path / "market.duckdb")
    market.load(DATA / folder)
    market.customers.set(where=[where if "=" in where else f"topics={where}"])
    assert market.discover(limit=50).table["why"].nunique() >= 40


def test_ids_of_a_warehouse_may_be_texts() -> None:
    nothing = np.empty(0, dtype=np.intp)
    kinds = [Reason(Link("uses", 0, "Kafka"), "Kafka", 0.0, 2, 3, 1.0, 9, "")]  # type: ignore[arg-type]
    none = Named(nothing, kinds, nothing, nothing, nothing.astype(float))
    some = Named(np.array(["id7", "id8"]), kinds, np.arange(2), np.zeros(2, int), np.ones(2))
    named = Named.joined([none, some])
    assert named.links()[["account", "trait"]].to_numpy().tolist() == [
        ["id7", "Kafka"],
        ["id8", "Kafka"],
    ]
    assert [each.link for (each,) in named.by_account()] == [
        ("uses", "id7", "Kafka"),
        ("uses", "id8", "Kafka"),
    ]
