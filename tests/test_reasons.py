"""Reasons: net of what is usual, particular to the company, and honest about age."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest

import graph_icp
from graph_icp.discovery.ranking.customer_index import CustomerIndex
from graph_icp.discovery.ranking.link_dates import Dates, Link, LinkDates
from graph_icp.discovery.ranking.reasons import Reason
from graph_icp.discovery.ranking.sentences import sentence

if TYPE_CHECKING:
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
    link = Link(relation, 1, 2)
    assert LinkDates({link: Dates(last, since)}, TODAY).note(link) == said
    assert LinkDates({}, TODAY).note(link) == ""


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
    about: dict[str, Any] = {"net": 10.0, "rarity": 2.0, "customers": 4, "of_customers": 9}
    about |= {"prospects": 3.0, "of_prospects": 20.0, "alone": ""}
    return Reason(Link(relation, 1, 2), trait, **about | other)


def test_a_company_does_before_it_is_and_people_come_after() -> None:
    strong = {"net": 90.0}
    named = [
        reason("people", "Ann Lee", **strong),
        reason("industry", "Retail", **strong),
        reason("uses", "Go"),
        reason("sponsored", "Fair", customers=1, alone="Acme", **strong),
    ]
    ordered = sorted(named, key=lambda each: each.place)
    assert [each.trait for each in ordered] == ["Go", "Retail", "Ann Lee", "Fair"]


def test_names_cannot_end_a_clause_or_a_line() -> None:
    said = sentence([reason("uses", "A; B")], LinkDates(), like="Line\nBreak; Co")
    assert said == (
        "Uses A, B, as 4 of your 9 customers do (3 of 20 prospects); of your "
        "customers most like Line Break, Co"
    )


def test_a_count_always_has_its_denominator() -> None:
    alone = reason("uses", "Go", customers=1, alone="Acme")
    expected = reason("uses", "Kafka", customers=0, expected=True)
    for lead in (alone, expected):
        said = sentence([lead, reason("uses", "Rust")], LinkDates())
        assert "Rust, as 4 of your 9 customers do (3 of 20 prospects)" in said
    assert "Kafka, as your hypothesis says" in sentence([expected], LinkDates())


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
