"""The map of the local page: all its accounts as a table, filters in its address, what is drawn."""

from __future__ import annotations

import gc
import re
import threading
import weakref
from typing import TYPE_CHECKING
from urllib.parse import unquote

import numpy as np
import pytest
from web_client import Served, served, shops, words

import graph_icp
from graph_icp.discovery.ranking.filters import Filters
from graph_icp.errors import RankingError
from graph_icp.market.maps import account_map
from graph_icp.web.background import Background

if TYPE_CHECKING:
    from pathlib import Path

    from graph_icp.market.ranked_lists import RankedLists
    from graph_icp.progress import Progress
    from graph_icp.web.held import Held

HOSTILE = '<img src=x onerror="alert(1)">'


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Served:
    shown = served(shops(tmp_path_factory.mktemp("shops"), ["Acme & Sons", HOSTILE]))
    held_of(shown).maps.made(ranking(shown), as_of=weakref.ref(ranking(shown)), patience=60)
    return shown


def held_of(page: Served) -> Held:
    """Return what the server holds."""
    return page.browser.app._app.state.held  # type: ignore[attr-defined, no-any-return]


def ranking(page: Served) -> RankedLists:
    ranked = held_of(page).ranked(60)
    assert ranked
    return ranked


def keys_in(text: str) -> list[str]:
    return [unquote(each) for each in re.findall(r'<td[^>]*><a href="/account/([^"]+)"', text)]


# What is on it


def test_it_has_all_customers_and_the_prospects_by_points(page: Served) -> None:
    listed = page.market.discover(preview=True, sort="fit").table["key"].tolist()
    first, second = page.get("/map").text, page.get("/map?start=50").text
    found = keys_in(first) + keys_in(second)
    assert found[:60] == listed
    assert sorted(found[60:]) == sorted(f"domain:shop{each}.example" for each in range(12))
    assert "On the map: 12 customers and 60 prospects." in words(first)
    assert "51 to 72 of 72" in words(second)
    assert 'href="/map?start=50" rel="next"' in first


def test_what_is_drawn_leads_to_accounts_and_to_the_customers_that_the_list_names(
    page: Served,
) -> None:
    drawn = page.get("/map.json").json()["accounts"]
    listed = page.market.discover(preview=True).table.set_index("key")
    assert len(drawn) == 72
    for each in drawn:
        key = unquote(each["at"].removeprefix("/account/"))
        assert -1 <= each["x"] <= 1
        assert {drawn[to]["look"] for to in each["to"]} <= {"customer"}
        assert [drawn[to]["name"] for to in each["to"]] == each["like"]
        if key in listed.index:
            assert each["like"] == listed.loc[key, "customers_it_resembles"]


def test_names_of_places_are_told_too(page: Served) -> None:
    names = page.get("/map.json").json()["names"]
    assert names
    told = page.text("/map").split("share that: ")[1]
    assert all(each["name"] in told for each in names)


def test_names_are_escaped_in_the_table_and_text_in_the_drawing(page: Served) -> None:
    text = page.get("/map?find=onerror").text
    assert HOSTILE not in text
    assert HOSTILE in words(text)
    answer = page.get("/map.json")
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert HOSTILE in [each["name"] for each in answer.json()["accounts"]]


def test_the_same_ranking_has_the_same_map(page: Served) -> None:
    one, again = (page.market.map(ranking(page)).table for _ in range(2))
    assert one.equals(again)


def test_what_does_not_fit_on_it_is_said(page: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(account_map, "MOST", 30)
    monkeypatch.setattr(account_map, "MOST_CUSTOMERS", 10)
    small = account_map.account_map(ranking(page))
    assert len(small.table) == 30
    assert (small.table["status"] == "customer").sum() == 10
    assert small.left_out == {
        "prospects with fewer points": 40,
        "customers (the others are spread evenly)": 2,
    }


# Filters and names, by its address


def test_filters_choose_prospects_and_customers_stay(page: Served) -> None:
    text = page.get("/map?country=DE&industry=Retail").text
    asked = Filters(country=("DE",), industry=("Retail",))
    listed = page.market.discover(filters=asked, preview=True, sort="fit").table["key"].tolist()
    assert keys_in(text)[: len(listed)] == listed
    assert f"12 customers and {len(listed)} of 60 prospects" in words(text)
    hidden = re.search(r'data-not-shown="([^"]*)"', text)
    assert hidden is not None
    drawn = page.get("/map.json").json()["accounts"]
    left = {unquote(drawn[int(place)]["at"])[9:] for place in hidden[1].split()}
    assert len(left) == 60 - len(listed)
    assert not left & {*listed}
    assert 'href="/map?country=DE"><span class="hidden">Remove' in text
    assert '<a href="/map">Clear all</a>' in text


def test_a_name_is_found_without_javascript(page: Served) -> None:
    found = page.get("/map?find=shop+7&country=DE")
    assert "1 company with “ shop 7 ” in the name or domain" in words(found.text)
    assert keys_in(found.text) == ["domain:shop7.example"]
    assert '<input type="hidden" name="country" value="DE">' in found.text
    assert "No company of the map matches" in page.text("/map?find=nobody")
    assert page.get("/map?find=" + "x" * 201).status_code == 400


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/map?tier=Great", 404, "There is no tier 'Great'"),
        ("/map?start=-1", 400, "'-1' of 'start' is no number"),
        ("/map?start=900", 200, "go to the first page"),
    ],
)
def test_wrong_addresses_are_told_in_a_sentence(
    address: str, status: int, says: str, page: Served
) -> None:
    found = page.get(address)
    assert found.status_code == status
    assert says in words(found.text)


# What there is not, or not yet


def test_a_missing_store_is_said_with_what_to_do(tmp_path: Path) -> None:
    found = served(graph_icp.open(tmp_path / "none.duckdb")).get("/map")
    assert found.status_code == 409
    assert "There is no market yet" in words(found.text)


def test_nothing_in_common_is_said_with_what_to_do(
    page: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(account_map, "sharing", lambda rows: np.zeros(rows.shape[0], dtype=bool))
    maps = Background(page.market.map)
    maps.made(ranking(page), as_of=weakref.ref(ranking(page)), patience=60)
    monkeypatch.setattr(held_of(page), "maps", maps)
    text = page.get("/map").text
    assert "No company shares anything that counts with another one" in words(text)
    assert "map.js" not in text
    assert page.get("/map.json").json() == {"accounts": [], "names": []}


def test_it_says_how_far_the_drawing_is(page: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = threading.Event()

    def slowly(_: object, progress: Progress) -> None:
        progress("drawing the map", 0.4)
        go_on.wait(30)

    slow = Background(slowly)
    slow.made(ranking(page), as_of=weakref.ref(ranking(page)), patience=0)
    monkeypatch.setattr(held_of(page), "maps", slow)
    found = page.browser.get("/map")
    go_on.set()
    assert "Drawing the map, 40% ..." in words(found.text)
    assert found.headers["refresh"] == "2"
    assert page.get("/map.json").status_code in (200, 503)


class Named:
    """A source that can be told from another one of its name."""

    def __init__(self, name: str) -> None:
        self.name = name


def test_what_is_made_is_kept_until_its_source_changes_and_failures_are_tried_again() -> None:
    made: list[str] = []

    def make(source: Named, _: Progress) -> str:
        made.append(source.name)
        if len(made) == 1:
            raise RankingError("Not yet.")
        return source.name.upper()

    background = Background(make)

    def of(source: Named) -> str | None:
        return background.made(source, as_of=weakref.ref(source), patience=30)

    one, two = Named("one"), Named("two")
    with pytest.raises(RankingError, match="Not yet"):
        of(one)
    assert [of(each) for each in (one, one, two)] == ["ONE", "ONE", "TWO"]
    assert made == ["one", "one", "two"]
    gone = weakref.ref(two)
    del two
    gc.collect()
    assert gone() is None
