"""Firmographics of many wordings meet in one trait, and relations follow from them."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa
import pycountry
import pytest

import graph_icp
from graph_icp.discovery.ranking.phrases import described, predicate
from graph_icp.graph.matrix import read_graph
from graph_icp.graph.relations import RELATIONS, relation
from graph_icp.ingest.values.bands import founded, founded_band, funding_stage, revenue_band
from graph_icp.ingest.values.cells import SkipValue
from graph_icp.ingest.values.country_names import code_of, name_of, regions
from graph_icp.ingest.values.industries import industries, industry
from graph_icp.market.traits.maturity import derive_maturity, maturity_bands

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from graph_icp.market import Market


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (
            "Logistics and Supply Chain",
            "Logistics And Supply Chain|Transportation/Logistics|LOGISTICS_AND_SUPPLY_CHAIN"
            "|Transportation, Logistics, Supply Chain and Storage|logistics & supply chain",
        ),
        ("Software", "COMPUTER_SOFTWARE|Software Development|computer software|SOFTWARE"),
        ("Hospital & Health Care", "HOSPITAL_HEALTH_CARE|Hospitals and Health Care|Healthcare"),
        ("Nonprofit Organization Management", "NON_PROFIT_ORGANIZATION_MANAGEMENT|Not For Profit"),
        ("Food Trucks", "FOOD_TRUCKS|Food Trucks"),
    ],
)
def test_industries_of_different_wording_meet(name: str, words: str) -> None:
    assert {industry(each) for each in words.split("|")} == {name}


def test_what_has_no_letter_is_no_industry() -> None:
    assert industry("?") is None


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Engineering, Product and Design", ["Engineering, Product and Design"]),
        ("Leisure, Travel & Tourism", ["Leisure, Travel & Tourism"]),
        ("Software, Retail", ["Software", "Retail"]),
        ("Food trucks; Retail", ["Food trucks", "Retail"]),
        ("Software, Food trucks", ["Software, Food trucks"]),
        ("a|b", ["a", "b"]),
        ("n/a", []),
    ],
)
def test_a_comma_parts_industries_only_where_all_parts_are_known(
    cell: str, expected: list[str]
) -> None:
    assert industries(cell) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12000000", "10M-50M"),
        ("$1M-$10M", "1M-10M"),
        ("100M+", "100M-250M"),
        ("<$1M", "below 1M"),
        ("$10B+", "10B+"),
        ("0", None),
        ("plenty", None),
    ],
)
def test_revenue_band(text: str, expected: str | None) -> None:
    assert revenue_band(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2011", "founded 2010-2014"),
        ("2011.0", "founded 2010-2014"),
        ("1955-05-01", "founded 1950-1979"),
        ("Mar 1, 2023", "founded 2020-2024"),
        ("1888", "founded before 1950"),
    ],
)
def test_founded(text: str, expected: str) -> None:
    year = founded(text)
    assert year is not None
    assert founded_band(year) == expected


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        ("Pre-seed", "pre_seed|Pre Seed|Angel"),
        ("Seed", "seed|Seed Round"),
        ("Series A", "series_a|Series A1|A"),
        ("Series D or later", "Series D|series-f|Growth"),
        ("Public", "IPO|Post-IPO Equity"),
        ("Acquired", "M&A|acquired"),
        ("Venture, round not known", "Venture (Round not Specified)|Series Unknown"),
        (None, "Grant|Debt Financing|n/a"),
    ],
)
def test_funding_stage(stage: str | None, words: str) -> None:
    assert {funding_stage(each) for each in words.split("|")} == {stage}


def test_what_is_no_year_and_no_stage_is_left_out() -> None:
    for read in (founded, funding_stage):
        with pytest.raises(SkipValue, match="soon"):
            read("soon")


def test_every_country_has_a_name_that_is_understood_and_all_but_islands_a_region() -> None:
    codes = {each.alpha_2 for each in pycountry.countries}
    assert {code for code in codes if code_of(name_of(code)) != code} <= {"BQ", "FM", "SH"}
    assert codes - regions().keys() == {"AQ", "HM"}
    assert set(regions().values()) == {"Africa", "Americas", "Asia", "Europe", "Oceania"}


def test_maturity_is_how_early_and_how_broad() -> None:
    use = pd.DataFrame(
        {
            "breadth": [9, 9, 4, 4, 4, 4, 1, 4, 0],
            "spend": [None, None, None, 900, 10, 10, 10, None, None],
            "dated": [3, 9, 1, 0, 0, 4, 0, 0, 0],
            "early": [1, 2, 1, 0, 0, 1, 0, 0, 0],
        }
    )
    assert maturity_bands(use).tolist() == [
        *("early and broad", "broad", "early", "broad", "typical", "typical", "narrow"),
        *("typical", ""),
    ]


def test_where_all_are_alike_all_are_typical() -> None:
    use = pd.DataFrame({"breadth": [2] * 8, "spend": [None] * 8, "dated": [0] * 8, "early": 0})
    assert set(maturity_bands(use)) == {"typical"}


def test_a_column_of_revenues_says_what_a_dot_means(tmp_path: Path) -> None:
    market = graph_icp.open(tmp_path / "m.duckdb")
    file = tmp_path / "c.csv"
    file.write_text(
        'domain,revenue\na.example,"1.234.567,50 €"\nb.example,2.500\n', encoding="utf-8"
    )
    market.load(file)
    with market.store() as store:
        told = store.ask("read/accounts").to_pylist()
    assert {row["key"][7:]: row["revenue"] for row in told} == {
        "a.example": 1234567.5,
        "b.example": 2500.0,
    }


COMPANIES = """domain,location,country,region,employees,size,industry,revenue,founded,funding stage
a.com,"Berlin, Germany",,,112,,"Engineering, Product and Design",$12M,2016,series_b
b.com,,DE,worldwide,,medium,COMPUTER_SOFTWARE,$10M-$50M,2018-05-01,Series B
c.com,Remote,,,,"10,001+",Software,900000,1999,
d.com,"San Francisco, CA, USA",,,51-200 employees,,Transportation/Logistics,,,IPO
"""


@pytest.fixture(params=["DuckDB", "Neo4j"])
def market(request: pytest.FixtureRequest, tmp_path: Path) -> Market:
    if request.param == "DuckDB":
        return graph_icp.open(tmp_path / "store.duckdb")
    return graph_icp.open(request.getfixturevalue("team_stores").new())


def load(market: Market, folder: Path, name: str, text: str) -> None:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    market.load(file, as_of=datetime.date(2025, 1, 1))


def links(market: Market, name: str) -> dict[str, set[str]]:
    """Return by domain the names of the traits that its account has in one relation."""
    with market.store() as store:
        graph = read_graph(store)
    found: dict[str, set[str]] = {}
    if name in graph.matrices:
        matrix = graph.matrices[name]
        for row, column in zip(*matrix.values.nonzero(), strict=True):
            domain = graph.accounts["domain"].iloc[row].removesuffix(".com")
            found.setdefault(domain, set()).add(matrix.traits["name"].iloc[column])
    return found


def test_relations_follow_from_firmographics(market: Market, tmp_path: Path) -> None:
    load(market, tmp_path, "companies.csv", COMPANIES)
    assert links(market, "country") == {"a": {"Germany"}, "b": {"Germany"}, "d": {"United States"}}
    assert links(market, "region") == {"a": {"Europe"}, "b": {"worldwide"}, "d": {"Americas"}}
    assert links(market, "size") == {
        **{key: {"51-200"} for key in "abd"},
        "c": {"10001-50000"},
    }
    assert links(market, "industry") == {
        "a": {"Engineering, Product and Design"},
        **{key: {"Software"} for key in "bc"},
        "d": {"Logistics and Supply Chain"},
    }
    assert links(market, "revenue") == {**{key: {"10M-50M"} for key in "ab"}, "c": {"below 1M"}}
    assert links(market, "life_stage") == {
        **{key: {"founded 2015-2019", "Series B"} for key in "ab"},
        "c": {"founded 1990-1999"},
        "d": {"Public"},
    }
    known = market.identity.known("b.com")["properties"]
    told = dict(zip(known["property"], known["value"], strict=True))
    assert told["industry_stated"] == "COMPUTER_SOFTWARE"
    assert told["size_stated"] == "medium"
    load(market, tmp_path, "companies.csv", "domain,region,country\na.com,Alps,\nb.com,,FR\n")
    assert links(market, "region")["a"] == {"Alps"}
    assert links(market, "country")["b"] == {"Germany"}  # of two equally late ones the smaller


def test_maturity_is_worked_out_again_when_uses_change(market: Market, tmp_path: Path) -> None:
    rows = [f"c{i}.com,Go,{'2020-01-01' if i == 0 else '2024-01-01'}" for i in range(12)]
    rows += [f"c1.com,T{i}," for i in range(4)]
    load(market, tmp_path, "uses.csv", "\n".join(["domain,technology,since", *rows]))
    before = links(market, "maturity")
    assert before["c0"] == {"early"}
    assert before["c1"] == {"broad"}
    assert before["c2"] == {"typical"}
    load(market, tmp_path, "more.csv", "domain,technology,since\nc5.com,Go,2019-01-01\n")
    after = links(market, "maturity")
    assert after["c5"] == {"early"}
    assert after["c0"] == {"typical"}


def test_the_maturity_of_some_is_their_place_among_all(market: Market, tmp_path: Path) -> None:
    rows = [
        f"c{i}.com,T{j},20{10 + (i * j) % 9}-01-01" for i in range(20) for j in range(1 + i % 7)
    ]
    load(market, tmp_path, "tech.csv", "\n".join(["domain,technology,since", *rows]))
    every = links(market, "maturity")
    assert len({name for names in every.values() for name in names}) > 2
    with market.store() as store:
        accounts = store.ask("read/accounts").to_pandas().set_index("domain")["id"]
    some = [f"c{i}.com" for i in (0, 3, 4, 6, 13)]

    nothing = pa.table({"id": accounts, "other": pa.nulls(len(accounts), pa.int64())})

    def derive(*those: NDArray[np.int64]) -> None:
        with market.store(write=True) as store, store.transaction():
            store.tell("derive/forget_links", nothing, relations="maturity")
            store.tell("derive/record_maturity", nothing, relation="maturity")
            derive_maturity(store, *those)

    derive(accounts[some].to_numpy(np.int64))
    assert links(market, "maturity") == {name[:-4]: every[name[:-4]] for name in some}
    derive()
    assert links(market, "maturity") == every


def test_without_dates_maturity_says_so(market: Market, tmp_path: Path) -> None:
    rows = [f"c{i}.com,T{j}" for i in range(8) for j in range(1 + 4 * (i == 0))]
    load(market, tmp_path, "uses.csv", "\n".join(["domain,technology", *rows]))
    assert links(market, "maturity")["c0"] == {"broad (dates unknown)"}
    assert described("maturity", ["broad (dates unknown)"]) == (
        "uses many technologies (dates unknown)"
    )
    load(market, tmp_path, "dated.csv", "domain,technology,since\nc1.com,T0,2020-01-01\n")
    assert links(market, "maturity")["c0"] == {"broad"}


def test_what_sums_up_a_relation_goes_with_any_part_of_it(market: Market, tmp_path: Path) -> None:
    from graph_icp.discovery.selectors import without

    load(market, tmp_path, "uses.csv", "domain,technology\na.com,Go\nb.com,Go\nb.com,Rust\n")
    with market.store() as store:
        graph = read_graph(store)
    assert "maturity" in graph.matrices
    assert set(without(graph, ["technology:Rust"]).matrices) == {"uses"}


def test_a_place_without_a_country_is_told(tmp_path: Path) -> None:
    market = graph_icp.open(tmp_path / "store.duckdb")
    file = tmp_path / "companies.csv"
    file.write_text("domain,location\na.com,Remote\nb.com,Berlin\n", encoding="utf-8")
    (report,) = market.load(file).files
    assert report.notes["location names no country (Remote)"] == 1


def test_countries_are_named_by_name_and_by_code(tmp_path: Path) -> None:
    market = graph_icp.open(tmp_path / "store.duckdb")
    load(market, tmp_path, "companies.csv", COMPANIES)
    for text in ("country=Germany", "country:DE", "region=Europe"):
        customers = market.customers.set(where=[text]).customers
        assert customers == (1 if "Europe" in text else 2)


@pytest.mark.parametrize(
    ("name", "traits", "said"),
    [
        ("country", ["Germany"], "based in Germany"),
        ("country", ["United States"], "based in the United States"),
        ("revenue", ["10M-50M"], "a yearly revenue of 10M-50M"),
        (
            "life_stage",
            ["Series B", "founded 2015-2019"],
            "at the stage Series B and founded 2015-2019",
        ),
        ("maturity", ["early"], "takes up technologies early"),
        ("maturity", ["typical"], "uses an average number of technologies"),
    ],
)
def test_reasons_in_words(name: str, traits: list[str], said: str) -> None:
    assert described(name, traits) == said


def test_every_relation_has_words() -> None:
    for each in RELATIONS:
        assert predicate(each.name, "Go", 2)
    assert relation("maturity").summary_of == "uses"
