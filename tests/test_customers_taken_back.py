"""Changes of customers that are taken back: exactly, and nothing that was said since with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import graph_icp
from graph_icp.errors import UnknownNameError

if TYPE_CHECKING:
    from pathlib import Path

    from graph_icp.market import Market

one_store = pytest.mark.parametrize("anywhere", ["DuckDB"], indirect=True)


@pytest.fixture
def market(anywhere: str, tmp_path: Path) -> Market:
    rows = "".join(
        f"c{place}.example,Company {place},{'customer' if place < 3 else 'prospect'}\n"
        for place in range(9)
    )
    (tmp_path / "companies.csv").write_text(f"domain,name,status\n{rows}")
    uses = "".join(f"c{place}.example,Kafka\n" for place in (1, 3, 4))
    (tmp_path / "company_technology.csv").write_text(f"domain,technology\n{uses}")
    (tmp_path / "icp.toml").write_text("")
    market = graph_icp.open(anywhere, tmp_path / "icp.toml")
    market.load(tmp_path / "companies.csv", tmp_path / "company_technology.csv")
    market.feedback.say("c8.example", "won")
    market.customers.add(accounts="c7.example")
    return market


def customers(market: Market) -> list[str]:
    return sorted(each[1] for each in market.customers.table()["domain"])


def everything(market: Market) -> dict[str, list[dict[str, Any]]]:
    with market.store() as store:
        dumps = {each: store.dump(each).to_pylist() for each in ("label", "feedback", "account")}
    return {name: sorted(rows, key=str) for name, rows in dumps.items()}


def test_a_change_is_taken_back_to_the_last_cell(market: Market) -> None:
    given: list[tuple[str, dict[str, Any], str]] = [
        ("set", {"where": "uses=Kafka"}, "134"),
        ("add", {"where": "uses=Kafka"}, "0123478"),
        ("add", {"accounts": ["c5.example", "Company 6"]}, "0125678"),
        ("remove", {"accounts": "c7.example"}, "0128"),
        ("remove", {"accounts": ["domain:c8.example", "c0.example"]}, "127"),
        ("set", {"where": "uses=Kafka", "accounts": "c8.example"}, "1348"),
    ]
    assert customers(market) == [*"01278"]
    before = everything(market)
    for verb, those, then in given:
        said = getattr(market.customers, verb)(**those)
        assert customers(market) == [*then]
        assert said.sentences[0] == f"{len(then)} customers now."
        assert market.customers.take_back(said.change) == "Taken back. 5 customers now."
        assert everything(market) == before


@one_store
def test_what_was_said_since_stays(market: Market) -> None:
    with pytest.raises(UnknownNameError, match=r"no account 'nobody\.example'"):
        market.customers.add(accounts=["c5.example", "nobody.example"])
    first = market.customers.set(where="uses=Kafka")
    market.customers.remove(accounts="c3.example")
    market.customers.add(accounts="c6.example")
    assert market.customers.take_back(first.change) == "Taken back. 6 customers now."
    assert customers(market) == [*"012678"]


@one_store
def test_nothing_is_said_again_of_a_company_that_was_forgotten(market: Market) -> None:
    removed = market.customers.remove(accounts=["c7.example", "c0.example"])
    found = market.privacy.forget("c7.example")
    assert found
    market.customers.take_back(removed.change)
    assert customers(market) == [*"0128"]
    with market.store() as store:
        assert len(store.dump("label")) == 0


def test_worth_says_since_when(tmp_path: Path) -> None:
    (tmp_path / "customers.csv").write_text(
        "domain,status,customer since\na.example,customer,2024-03-01\nb.example,customer,\n"
    )
    market = graph_icp.open(tmp_path / "m.duckdb")
    market.load(tmp_path / "customers.csv")
    since = market.customers.worth().set_index("domain")["since"]
    assert str(since["a.example"]) == "2024-03-01"
    assert since["b.example"] is None
