"""The doors of a list: the same of `discover` and `paths --top`, with care for introducers."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest

import graph_icp

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from graph_icp.market import Market

DAY = datetime.date(2026, 7, 1)
BO = "https://www.linkedin.com/in/bo-marsh"
# The prospects that are like the customers; Bo Marsh worked with somebody who is at each now.
LIKE = tuple(f"p{i}" for i in range(0, 15, 3))
FILES = {
    "companies.csv": "domain,name,employees\npiper.example,Piper,20\n"
    + "".join(f"c{i}.example,Customer {i},100\n" for i in range(6))
    + "".join(f"p{i}.example,Prospect {i},100\n" for i in range(15)),
    "uses.csv": "domain,technology\n"
    + "".join(f"c{i}.example,Kafka\n" for i in range(6))
    + "".join(f"p{i}.example,{'PHP' if i % 3 else 'Kafka'}\n" for i in range(15)),
    "customers.csv": "domain,value\n" + "".join(f"c{i}.example,1\n" for i in range(6)),
    "jobs.csv": "name,profile_url,domain,title,since,until\n"
    f"Bo Marsh,{BO},piper.example,Dev,2020-01-01,2026-06-01\n"
    + "".join(
        f"Tia {like},https://www.linkedin.com/in/{like},{at}\n"
        for like in LIKE
        for at in (
            "piper.example,Dev,2020-01-01,2026-06-01",
            f"{like}.example,COO,2026-06-02,",
        )
    ),
}
WORDS = "colleague,person,profile_url,domain,title,strength,as_of\n"
KNOWS_BO = f"Ann Lee,Bo Marsh,{BO},piper.example,Dev,strong,2026-06-15\n"


@pytest.fixture
def market(tmp_path: Path) -> Callable[..., Market]:
    """Return what makes a market from the words of colleagues."""

    def of(words: str, files: Mapping[str, str] = FILES) -> Market:
        for name, text in {**files, "words.csv": WORDS + words}.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        opened = graph_icp.open(tmp_path / "market.duckdb")
        opened.load(*sorted(tmp_path.glob("*.csv")), as_of=DAY)
        return opened

    return of


def doors(market: Market, limit: int | None = 5) -> dict[str, str]:
    table = market.discover(as_of=DAY, limit=limit, preview=True).table
    return {key: door for key, door in zip(table["key"], table["door"], strict=True) if door}


def of_paths(market: Market, keys: list[str]) -> dict[str, str]:
    """Return what `paths --top` names, written as `discover` does."""
    told = market.paths.doors(keys, day=DAY)
    chosen = told[told["lacking"] == ""]
    lines = chosen[["starter", "introducer", "target"]].agg(" -> ".join, axis=1)
    return dict(zip("domain:" + chosen["domain"], lines + ", " + chosen["title"], strict=True))


def test_a_list_asks_nobody_more_than_three_times_and_is_that_of_paths(
    market: Callable[..., Market],
) -> None:
    known = market(KNOWS_BO)
    table = known.discover(as_of=DAY, limit=5, preview=True).table
    assert sorted(table["key"]) == sorted(f"domain:{like}.example" for like in LIKE)
    found = doors(known)
    assert len(found) == 3
    assert all(door.startswith("Ann Lee -> Bo Marsh -> Tia p") for door in found.values())
    assert found == of_paths(known, table["key"].to_list())
    # Reach is as good as it was: it says who is known, not whom to ask today.
    assert (table["reach"] > 0).all()
    # A shorter list has asks for all of its accounts.
    assert len(doors(known, limit=2)) == 2


def test_another_way_stands_in_where_nobody_may_be_asked_again(
    market: Callable[..., Market],
) -> None:
    weak = "".join(
        f"Ann Lee,Tia {like},https://www.linkedin.com/in/{like},{like}.example,COO,weak,2026-06-30\n"
        for like in LIKE
    )
    found = doors(market(KNOWS_BO + weak))
    assert sorted(door.count("->") for door in found.values()) == [1, 1, 2, 2, 2]


def test_what_was_asked_lately_counts_in_lists_and_explanations(
    market: Callable[..., Market],
) -> None:
    known = market(KNOWS_BO)
    recent = DAY - datetime.timedelta(days=3)
    for like in LIKE[:2]:
        known.paths.asked("Bo Marsh", f"{like}.example", "yes", recent)
    assert len(doors(known)) == 1
    before = known.explain(f"{LIKE[4]}.example", as_of=DAY).beside
    assert before.door == f"Ann Lee -> Bo Marsh -> Tia {LIKE[4]}, COO"
    known.paths.asked("Bo Marsh", f"{LIKE[2]}.example", "yes", recent)
    assert doors(known) == {}
    after = known.explain(f"{LIKE[4]}.example", as_of=DAY).beside
    assert after.door == ""
    assert after.reach >= before.reach > 0
    later = datetime.date(2026, 8, 15)
    assert known.explain(f"{LIKE[4]}.example", as_of=later).beside.door


def test_a_path_to_a_customer_leaves_the_list_as_it_was(market: Callable[..., Market]) -> None:
    customer = (
        "Ann Lee,Kim Roe,https://www.linkedin.com/in/kim-roe,c1.example,CEO,strong,2026-06-15\n"
    )
    files = {name: text for name, text in FILES.items() if name != "jobs.csv"}
    found = market(customer, files).discover(as_of=DAY, preview=True)
    assert found.ordered_by == "fit"
    assert found.below == 0
    # Nothing is known of Piper but a size that no other company has.
    assert len(found.table) == found.ranked == 15
    assert found.table["door"].isna().all()


def test_a_next_step_takes_the_word_of_its_path_and_names_as_they_are(
    market: Callable[..., Market],
) -> None:
    weak = "".join(
        f"Ann Lee,Kim -> Roe {i},https://www.linkedin.com/in/kim-{i},p3.example,VP -> COO,weak,"
        "2026-06-30\n"
        for i in range(3)
    )
    known = market(weak)
    beside = known.explain("p3.example", as_of=DAY).beside
    assert beside.reach > 60
    assert "weak path: ask Ann Lee to introduce you to Kim -> Roe 0, VP -> COO" in beside.next_step
