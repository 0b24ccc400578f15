"""Columns that no loader knows become relations by a line of icp.toml, on both stores."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pytest
from click.testing import CliRunner

import graph_icp
from graph_icp.cli import main
from graph_icp.errors import FileError, UnknownNameError
from graph_icp.graph.number_bands import Bands
from graph_icp.market.backtesting import as_of
from graph_icp.market.customers.customer_metrics import read_weighed
from graph_icp.market.icp.icp_toml import parse_icp
from graph_icp.market.traits.column_values import values_of

if TYPE_CHECKING:
    from pathlib import Path

    from graph_icp.market import Market

TRAITS = '[traits]\n"Account Tier" = true\n"Headcount growth" = true\n'
CUSTOMERS = 12
HEADER = "domain,name,country,Account Tier,Headcount growth,Signed on,Notes,Badge ID"


def row(place: int) -> str:
    """Customers are of tier Gold and grow; every fourth of the others is Gold, too."""
    customer = place < CUSTOMERS
    tier = ("gold " if place % 2 else "Gold") if customer or place % 4 == 0 else "Bronze; Old"
    growth = 50 + place % 12 if customer or place % 8 == 0 else place % 40
    day = f"2024-01-{place % 28 + 1:02}"
    return f"c{place}.example,C{place},DE,{tier},{growth}%,{day},note {place},{place}"


def tool(place: int) -> str:
    """Return Go for most customers and every sixth of the others."""
    often = place % 4 if place < CUSTOMERS else place % 6 == 0
    return "Go" if often else "Java"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    companies = "\n".join([HEADER, *map(row, range(80))])
    (tmp_path / "companies.csv").write_text(f"{companies}\n", encoding="utf-8")
    uses = "\n".join(["domain,technology", *(f"c{i}.example,{tool(i)}" for i in range(80))])
    (tmp_path / "uses.csv").write_text(f"{uses}\n", encoding="utf-8")
    customers = "\n".join(f"c{place}.example" for place in range(CUSTOMERS))
    (tmp_path / "customers.txt").write_text(f"{customers}\n", encoding="utf-8")
    (tmp_path / "icp.toml").write_text(TRAITS, encoding="utf-8")
    return tmp_path


def made(folder: Path, address: str = ":memory:") -> Market:
    market = graph_icp.open(address, icp=folder / "icp.toml")
    market.load(folder / "companies.csv", folder / "uses.csv")
    market.customers.set(folder / "customers.txt")
    return market


@pytest.fixture
def market(folder: Path) -> Market:
    return made(folder)


def test_lists_explanations_and_qualified_rows_agree(anywhere: str, folder: Path) -> None:
    market = made(folder, anywhere)
    found = market.discover()
    assert {"Account Tier", "Headcount growth"} <= found.shares.keys()
    first = found.table.iloc[0]
    assert f"Account Tier: Gold, as {CUSTOMERS} of your {CUSTOMERS} customers" in first["why"]
    for line in found.table.head(5).itertuples():
        explained = market.explain(str(line.domain)).explanation
        assert explained.fit == pytest.approx(line.fit)
        assert explained.why == line.why
    tiers = explained.points[explained.points["relation"] == "Account Tier"]
    assert "Gold" in set(tiers["name"])
    nodes = market.neighbourhood(str(first["domain"])).nodes(data=True)
    assert "Account Tier" in {each.get("relation") for _, each in nodes}
    inbound = folder / "inbound.csv"
    inbound.write_text(f"{HEADER}\n{row(8).replace('c8.', 'new.')}\n", encoding="utf-8")
    [new] = market.qualify(inbound).table.itertuples()
    assert "Account Tier: Gold" in str(new.why)
    assert new.was == "new"
    assert "Account Tier" not in market.discover(without=["account-tier"]).shares
    assert (market.runs.compare(1, 2)["moved_by"].str.contains("Account Tier")).any()


def test_bands_are_those_of_the_run_also_later(market: Market, folder: Path) -> None:
    before = market.discover().table.set_index("domain")["fit"]
    more = "\n".join(f"d{i}.example,{1000 + 10 * i}" for i in range(300))
    later = folder / "later.csv"
    later.write_text(f"domain,Headcount growth\n{more}\n", encoding="utf-8")
    market.load(later)
    for domain in before.index[:3]:
        assert market.explain(domain).explanation.fit == pytest.approx(before[domain])
    bands = {"under 10", "10 to 21"}
    names = set(market.explain("c23.example").explanation.points["name"])
    assert not bands & names
    alike = market.similar("c0.example", limit=300).table
    assert not alike.empty
    again = market.discover()
    assert again.shares["Headcount growth"] >= 0
    assert again.run == 2


def test_one_question_leaves_out_a_value_or_the_column(market: Market) -> None:
    found = market.discover(without=["account-tier=GOLD", "Headcount growth"])
    assert [each.selector for each in found.left_out] == ["account-tier=Gold", "headcount-growth"]
    assert "Headcount growth" not in found.shares
    assert "Gold" not in "".join(found.table["why"])
    assert market.similar("c0.example").left_out == found.left_out
    with pytest.raises(UnknownNameError, match="Silver"):
        market.discover(without=["account-tier=Silver"])
    with pytest.raises(UnknownNameError, match="account-tier"):
        market.discover(without=["acount-tier"])


def test_the_profile_caps_and_switches_off(market: Market) -> None:
    market.icp.file.write_text(f'{TRAITS}[relations]\naccount-tier = "off"\n', encoding="utf-8")
    assert not market.discover().shares.get("Account Tier", 0)
    text = f'{TRAITS}[relations]\n"Account Tier" = {{ at_most = 0.2 }}\n'
    market.icp.file.write_text(text, encoding="utf-8")
    assert market.discover().shares["Account Tier"] <= 0.2 + 1e-9
    off = f'{TRAITS.replace("true", "false")}[leave_out]\ntraits = ["account-tier=Gold"]\n'
    market.icp.file.write_text(off, encoding="utf-8")
    assert "Account Tier" not in market.discover().shares


@pytest.mark.parametrize("key", ['"Account Tier"', "account-tier"])
def test_the_hypothesis_may_name_a_column(market: Market, folder: Path, key: str) -> None:
    profile = f'{TRAITS}[hypothesis]\n{key} = ["Gold"]\n'
    (folder / "icp.toml").write_text(profile, encoding="utf-8")
    asked = market.discover()
    assert asked.hypothesis == pytest.approx(5 / (CUSTOMERS + 5))
    market.customers.remove(folder / "customers.txt")
    alone = market.discover()
    assert alone.hypothesis == 1
    gold = {f"c{place}.example" for place in range(80) if "Gold" in row(place).title()}
    first = alone.table.head(len(gold.intersection(alone.table["domain"])))
    assert set(first["domain"]) <= gold
    line = first.iloc[0]
    assert market.explain(line["domain"]).explanation.fit == pytest.approx(line["fit"])


def test_profiles_outliers_and_back_tests_know_columns(market: Market, folder: Path) -> None:
    profile = market.customers.profile()
    gold = profile.traits[profile.traits["name"] == "Gold"].iloc[0]
    assert gold["relation"] == "Account Tier"
    assert gold["customers"] == CUSTOMERS
    assert any("have Account Tier: Gold" in each for each in profile.sentences)
    assert market.customers.outliers() is not None
    tested = market.backtest()
    assert "Account Tier" in set(tested.relations["relation"])


def test_columns_have_no_dates(market: Market) -> None:
    icp, _ = market.icp.read()
    with market.store() as store:
        graph, _ = read_weighed(store, icp)
        then, undated = as_of(store, graph, datetime.date(2020, 1, 1))
    assert then.matrices["Account Tier"].values.nnz == undated["Account Tier"]


def test_a_copied_market_explains_its_runs(market: Market, folder: Path) -> None:
    domain = market.discover().table["domain"].iloc[0]
    market.copy(folder / "copy.duckdb")
    copied = graph_icp.open(folder / "copy.duckdb", icp=folder / "icp.toml")
    one, other = (each.explain(domain).explanation for each in (market, copied))
    assert one.why == other.why
    assert one.fit == other.fit


def test_what_chose_the_customers_does_not_count(market: Market) -> None:
    market.customers.set(where="account-tier=gold")
    assert market.customers.chosen_by() == ["account-tier=Gold"]
    found = market.discover()
    assert [each.selector for each in found.left_out] == ["account-tier=Gold"]
    assert "Gold" not in "".join(found.table["why"])


def test_the_command_line_shows_them(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.delenv("GRAPH_ICP_STORE", raising=False)
    made(folder, "graph-icp.duckdb")
    for line in (
        ("discover", "--without", "account-tier=Gold", "--where", "headcount-growth"),
        ("explain", "c20.example"),
        ("neighbourhood", "c20.example", "-o", "around.html"),
        ("icp", "profile", "--page", "profile.html"),
        ("customers", "outliers"),
        ("similar", "c0.example"),
    ):
        ended = CliRunner().invoke(main, [*line])
        assert ended.exit_code == 0, (line, ended.output)
    assert "Account Tier" in (folder / "profile.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (
            '"Account Tiers" = true',
            "no company has a value in such a column; did you mean account_",
        ),
        ('"Signed on" = true', "holds dates, which companies do not share; leave it out"),
        ("Notes = true", "has 80 different values, and no two companies share one; leave it out"),
        ('"Badge ID" = true', "holds ids, which companies do not share; leave it out"),
    ],
)
def test_a_column_that_cannot_be_one_is_named(market: Market, line: str, says: str) -> None:
    market.icp.file.write_text(f"[traits]\n{line}\n", encoding="utf-8")
    column = line.split(" = ")[0].strip('"')
    with pytest.raises(FileError, match=rf"icp\.toml, line 2: {column}: {says}"):
        market.discover()


def test_a_column_of_people_is_refused_and_one_of_their_regions_is_not() -> None:
    def told(*values: str) -> pd.DataFrame:
        rows = [(place, value) for value in values for place in range(3)]
        return pd.DataFrame(rows, columns=["account", "value"])

    people = told("Paula Quick", "Ann-Marie O'Neil", "Jan de Vries", "nobody")
    for column in ("Account manager", "sales_rep", "Sales Rep Name", "CEO"):
        with pytest.raises(ValueError, match="holds names of people, who are no traits"):
            values_of(column, people)
    assert len(values_of("Account manager", told("East", "West", "Paula Quick")).traits) == 9
    assert len(values_of("Parent brand", told("Acme Stores", "Blue Harbour")).traits) == 6


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('Notes = "yes"', "Notes: must be true or false, not 'yes'."),
        ("Technologies = true", "Technologies: is a relation already, so leave it out here."),
        ('"Funding stage" = true', "Funding stage: counts already, as life_stage, so leave it"),
        ("Owner = true", "Owner: is read by 'graph-icp load' already, so leave it out here."),
        ('"a=b" = true', "a=b: must have letters, and blanks in place of = and :."),
        ('"A b" = true\na_b = true', "a_b: is the same column as A b."),
    ],
)
def test_wrong_lines_are_told(line: str, says: str) -> None:
    with pytest.raises(FileError) as told:
        parse_icp(f"[traits]\n{line}\n")
    assert says in str(told.value)


def test_a_hypothesis_names_a_column_once() -> None:
    twice = '[traits]\n"A b" = true\n[hypothesis]\n"A b" = ["x"]\na-b = ["y"]\n'
    with pytest.raises(FileError, match="a-b: names the same column as another key"):
        parse_icp(twice)


def test_free_text_of_many_is_none() -> None:
    values = pd.DataFrame({"account": range(4_312), "value": [f"n{i}" for i in range(4_312)]})
    with pytest.raises(ValueError, match=r"has 4,312 different values, so hardly any two"):
        values_of("Notes", values)


def test_values_are_traits_case_and_blanks_aside() -> None:
    told = pd.DataFrame(
        {"account": [1, 2, 3, 4], "value": ["Big  Co|x", "big co", "Big Co; Big co", "n/a"]}
    )
    traits = values_of("Kind", told).traits
    assert set(traits.itertuples(index=False, name=None)) == {
        *((1, "Big Co"), (1, "x"), (2, "Big Co"), (3, "Big Co"))
    }


@pytest.mark.parametrize(
    ("numbers", "names"),
    [
        (range(1, 101), ["under 21", "21 to 40", "41 to 60", "61 to 80", "81 and more"]),
        ([0] * 90 + [3, 4, 5, 6, 7, 8], ["under 3", "3 and more"]),
        ([0.5, 1.5, 2.5], ["under 1.5", "1.5 to under 2.5", "2.5 and more"]),
        (
            [1e6, 2e6, 1_234_567],
            ["under 1,235,000", "1,235,000 to 1,999,999", "2,000,000 and more"],
        ),
    ],
)
def test_bands_are_named_for_people(numbers: list[float], names: list[str]) -> None:
    found = Bands.of(np.array(numbers, dtype=np.float64))
    assert found.names == names
    assert Bands.kept(found.to_keep()) == found


def test_init_proposes_what_sets_customers_apart(market: Market) -> None:
    text = market.icp.propose().text
    assert '# "Account tier" = true  # Gold: 12 of 12 customers, ' in text
    assert '# "Headcount growth" = true  # ' in text
    assert "Notes" not in text
    assert "Signed" not in text
    used = text.replace('# "Account tier"', '"Account tier"')
    assert parse_icp(used).columns.keys() == {"Account tier"}
