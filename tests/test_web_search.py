"""The search of the local page: names in memory, found as the store would find them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from web_client import served, shops

from graph_icp.market.search.text_index import TextIndex

if TYPE_CHECKING:
    from pathlib import Path

    from graph_icp.market import Market

WORDS = st.text(st.sampled_from("abcäöü -|😀\n"), max_size=8)


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=700), WORDS, st.integers(1, 1000))
def test_a_part_is_found_where_it_stands(texts: list[str], part: str, most: int) -> None:
    index = TextIndex(texts)
    found = [texts[index.order[place]] for place in index.find(part, most)]
    lines = {each: each.replace("\n", " ") for each in texts}
    holding = [each for each in texts if part and "\n" not in part and part in lines[each]]
    assert len(found) == min(most, len(holding))
    if most >= len(holding):
        assert sorted(found) == sorted(holding)
    begins = [each.replace("\n", " ").startswith(part) for each in found]
    assert begins == sorted(begins, reverse=True)


def test_many_texts_are_searched_whole() -> None:
    texts = [f"company {number} of many" for number in range(3_000)]
    index = TextIndex(texts)
    for number in (0, 255, 256, 1_999, 2_999):
        assert index.find(f"company {number} ", 5) == index.find(f" {number} of", 5)
        assert len(index.find(f" {number} of many", 5)) == 1
    assert len(index.find("of many", 1_000)) == 1_000
    assert index.find("of none", 5) == []


@pytest.fixture(scope="module")
def market(tmp_path_factory: pytest.TempPathFactory) -> Market:
    names = ["Acme & Sons", "Zürich Übersee GmbH", "The Acme Group", "Ångström"]
    return shops(tmp_path_factory.mktemp("search"), names)


@pytest.mark.parametrize(
    "text",
    ["acme", "ACME", "shop1", "zürich", "zurich", "shop12.ex", "domain:", "Acme & Sons"],
)
def test_names_in_memory_are_those_of_the_store(text: str, market: Market) -> None:
    hits = market.names().accounts(text, 100)
    assert set(hits.table["key"]) == set(market.accounts(text)["key"])
    people = market.names().people("ri", 100).table
    assert people.to_dict("records") == market.personas.people("ri")[[*people]].to_dict("records")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("sons", ["Acme & Sons"]),
        ("acme sons", ["Acme & Sons"]),
        ("sons acme", ["Acme & Sons"]),
        ("gmbh zur", ["Zürich Übersee GmbH"]),
        ("sons zurich", []),
        ("UBERSEE", ["Zürich Übersee GmbH"]),
        ("acmes", []),
        ("theac", []),
        ("ons", []),
        ("🚀", []),
        ("テスト", ["日本テスト"]),
    ],
)
def test_a_text_begins_a_word_and_ends_in_no_other(
    text: str, found: list[str], tmp_path: Path
) -> None:
    names = ["Acme & Sons", "Zürich Übersee GmbH", "The Acme Group", "日本テスト"]
    assert list(shops(tmp_path, names).names().accounts(text, 9).table["account"]) == found


def test_names_that_begin_with_the_text_stand_first(market: Market) -> None:
    hits = market.names().accounts("acme", 1)
    assert list(hits.table["account"]) == ["Acme & Sons"]
    assert (hits.more, hits.uncounted) == (1, False)
    people = market.names().people("rossi rita", 9).table
    assert list(people["person"]) == ["Rita Rossi"]


def test_the_page_finds_what_was_loaded_since_and_nobody_who_was_forgotten(tmp_path: Path) -> None:
    page = served(shops(tmp_path, ["Acme & Sons"]))
    assert "Rita Rossi" in page.text("/search?q=rossi")
    page.market.privacy.forget("rita@shop12.example")
    assert "No name has" in page.text("/search?q=rossi")
    new = tmp_path / "new.csv"
    new.write_text("domain,name\nnewcomer.example,Newcomer Ltd\n", encoding="utf-8")
    page.market.load(new)
    assert "Newcomer Ltd" in page.text("/search?q=newcomer")
