"""Contacts of accounts: who works there now and may be written to, the best way in first."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import pytest
from variants import write

import graph_icp
from graph_icp.market.accounts.contacts import contacts, texts_of

if TYPE_CHECKING:
    from pathlib import Path

    from graph_icp.market import Market

DAY = datetime.date(2026, 7, 1)
CUSTOMERS = "".join(f"c{place}.example\n" for place in range(5))
USES = "domain,technology\n" + "".join(
    f"c{place}.example,{tool}\n"
    for place in range(20)
    for tool in (("Go" if place < 10 else "Java"), f"Tool {place % 3}")
)
PEOPLE = """name,email,domain,title,until,Email Opt Out
Al No Title,al@c5.example,c5.example,,,
Zoe Bell,zoe@c5.example,c5.example,Buyer,,
Rita Rossi,rita@c5.example,c5.example,Head of Logistics,,
Gone Girl,gone@c5.example,c5.example,CTO,2020-01-01,
Cy Roe,cy@c5.example,c5.example,CFO,,Yes
علي حسن,ali@c6.example,c6.example,مدير,,
Cy Only,only@c7.example,c7.example,CFO,,Yes
"""
CONNECTIONS = """First Name,Last Name,URL,Email Address,Company,Position,Connected On
Rita,Rossi,https://www.linkedin.com/in/rita,rita@c5.example,C5,Head of Logistics,01 Mar 2024
"""


def filled(market: Market, folder: Path) -> Market:
    market.load(write(folder, USES, "uses.csv"), write(folder, PEOPLE, "people.csv"))
    for colleague in ("Bo Marsh", "Al Coe"):
        market.load(write(folder, CONNECTIONS, "Connections.csv"), owner=colleague)
    market.customers.set(write(folder, CUSTOMERS, "customers.txt"))
    return market


def ids(market: Market, *domains: str) -> list[int]:
    with market.store() as store:
        numbers = {row["domain"]: row["id"] for row in store.ask("read/accounts").to_pylist()}
    return [numbers[domain] for domain in domains]


def test_who_is_known_comes_first_then_who_has_a_title(anywhere: str, tmp_path: Path) -> None:
    market = filled(graph_icp.open(anywhere), tmp_path)
    asked = ids(market, "c6.example", "c5.example", "c7.example", "c8.example")
    with market.store() as store:
        found = contacts(store, asked)
        texts = texts_of(contacts(store, asked), asked)
    of_one = found[found["account"] == asked[1]]
    first, then = ["account", "person", "title", "known_by"], ["level", "function", "persona"]
    assert list(found) == [*first, *then]
    assert of_one["person"].tolist() == ["Rita Rossi", "Zoe Bell", "Al No Title"]
    assert of_one["known_by"].iloc[0] == ["Al Coe", "Bo Marsh"]
    assert texts == [
        ["علي حسن, مدير"],
        [
            "Rita Rossi, Head of Logistics, known by Al Coe and Bo Marsh",
            "Zoe Bell, Buyer",
            "Al No Title",
        ],
        [],
        [],
    ]


@pytest.mark.parametrize("pair", [("Bo Marsh", "Rita Rossi"), ("Rita Rossi", "Bo Marsh")])
def test_a_refused_pair_is_not_said_to_know_each_other(
    anywhere: str, tmp_path: Path, pair: tuple[str, str]
) -> None:
    market = filled(graph_icp.open(anywhere), tmp_path)
    number = ids(market, "c5.example")

    def rita() -> str:
        with market.store() as store:
            return texts_of(contacts(store, number), number)[0][0]

    market.paths.refuse(*pair)
    assert rita() == "Rita Rossi, Head of Logistics, known by Al Coe"
    market.paths.refuse("Al Coe", "Rita Rossi")
    assert "known by" not in rita()
    market.paths.undo(*pair)
    assert rita() == "Rita Rossi, Head of Logistics, known by Bo Marsh"


def test_a_list_names_three_contacts_at_most_and_accounts_of_nobody_none(tmp_path: Path) -> None:
    market = filled(graph_icp.open(":memory:"), tmp_path)
    more = "name,email,domain,title\n" + "".join(
        f"Person {place},p{place}@c5.example,c5.example,Engineer\n" for place in range(5)
    )
    market.load(write(tmp_path, more, "more.csv"))
    table = market.discover().table.set_index("domain")["contacts"]
    assert len(table["c5.example"]) == 3
    assert table["c5.example"][0].startswith("Rita Rossi")
    assert table["c9.example"] == []


def test_many_colleagues_are_counted(tmp_path: Path) -> None:
    market = filled(graph_icp.open(":memory:"), tmp_path)
    for colleague in ("Di Fox", "Ed Hill"):
        market.load(write(tmp_path, CONNECTIONS, "Connections.csv"), owner=colleague)
    with market.store() as store:
        number = ids(market, "c5.example")
        [[first, *_]] = texts_of(contacts(store, number), number)
    assert first.endswith("known by Al Coe, Bo Marsh and 2 more")


@pytest.mark.parametrize("nobody", [[], [999_999]])
def test_of_no_account_there_are_no_contacts(tmp_path: Path, nobody: list[int]) -> None:
    market = filled(graph_icp.open(":memory:"), tmp_path)
    with market.store() as store:
        assert contacts(store, nobody).empty
        assert texts_of(contacts(store, nobody), nobody) == [[] for _ in nobody]


def test_one_account_is_shown_with_the_same_people(tmp_path: Path) -> None:
    market = filled(graph_icp.open(":memory:"), tmp_path)
    people = market.identity.known("c5.example")["people"]
    assert list(people)[:3] == ["person", "title", "known_by"]
    assert people["person"].tolist() == ["Rita Rossi", "Zoe Bell", "Al No Title"]


OLD = CONNECTIONS.replace("01 Mar 2024", "12 Jun 2019")


def test_a_connection_too_old_for_a_path_is_told_in_one_way_everywhere(
    anywhere: str, tmp_path: Path
) -> None:
    market = graph_icp.open(anywhere)
    market.load(write(tmp_path, USES, "uses.csv"), write(tmp_path, PEOPLE, "people.csv"))
    market.load(write(tmp_path, OLD, "Connections.csv"), owner="Bo Marsh")
    market.customers.set(write(tmp_path, CUSTOMERS, "customers.txt"))
    told = (
        "Bo Marsh is connected to Rita Rossi, Head of Logistics, since 12 Jun 2019, "
        "too long ago to count: ask Bo Marsh whether they still talk"
    )
    found = market.paths("c5.example", day=DAY)
    assert (found.reach, found.almost) == (0, told)
    [way] = market.paths.doors(["domain:c5.example"], day=DAY).to_dict("records")
    assert way["lacking"] == told
    market.discover(as_of=DAY)
    explained = market.explain("c5.example")
    assert explained.paths.almost == told
    assert explained.approach is not None
    assert explained.approach.almost == told
    assert told in explained.beside.next_step
    assert explained.contacts["known_by"].map(len).max() == 0
    assert market.identity.known("c5.example")["people"]["known_by"].map(len).max() == 0


def test_the_person_to_whom_the_door_leads_comes_first_and_is_known(tmp_path: Path) -> None:
    market = filled(graph_icp.open(":memory:"), tmp_path)
    words = (
        "colleague,person,email,domain,strength,as_of\n"
        "Bo Marsh,Zoe Bell,zoe@c5.example,c5.example,strong,2026-06-01\n"
    )
    market.load(write(tmp_path, words, "words.csv"))
    table = market.discover(as_of=DAY).table.set_index("domain")
    assert table["door"]["c5.example"] == "Bo Marsh -> Zoe Bell, Buyer"
    assert table["contacts"]["c5.example"][0] == "Zoe Bell, Buyer, known by Bo Marsh"
    people = market.deliver(as_of=DAY).contacts
    assert people["person"][people["account"] == "c5.example"].tolist()[0] == "Zoe Bell"
