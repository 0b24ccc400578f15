"""The list of the local page: filters in its address, as `discover` has them, and downloads."""

from __future__ import annotations

import io
import json
import re
import zipfile
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import openpyxl
import pandas as pd
import pytest
from web_client import POSTED, Served, served, shops, words

import graph_icp
from graph_icp.discovery.ranking.filters import Filters

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Served:
    return served(shops(tmp_path_factory.mktemp("shops"), ["Acme & Sons", "=cmd()"]))


def keys_on(text: str) -> list[str]:
    return [unquote(each) for each in re.findall(r'<h2>.*?href="/account/([^"]+)"', text)]


# What it lists


@pytest.mark.parametrize(
    ("address", "filters", "options"),
    [
        ("/", Filters(), {}),
        ("/?tier=Best+fit", Filters(tiers=("Best fit",)), {}),
        ("/?tier=Best+fit&tier=Bad+fit", Filters(tiers=("Best fit", "Bad fit")), {}),
        ("/?country=DE", Filters(country=("DE",)), {}),
        ("/?country=France&industry=Banking", Filters(country=("FR",), industry=("Banking",)), {}),
        ("/?where=uses%3DKafka&min_fit=10", Filters(where=("uses=Kafka",), min_fit=10), {}),
        ("/?size=51-200&status=customer", Filters(size=("51-200",), statuses=("customer",)), {}),
        ("/?untaken=1&sort=fit", Filters(untaken=True), {"sort": "fit"}),
        ("/?intent=unknown", Filters(), {"intent": ("unknown",)}),
    ],
)
def test_it_lists_what_discover_lists(
    address: str, filters: Filters, options: dict[str, Any], page: Served
) -> None:
    asked = page.market.discover(filters=filters, preview=True, **options)
    found = page.get(address)
    assert found.status_code == 200
    assert keys_on(found.text) == asked.table["key"].tolist()[:50]
    assert f"{asked.matching:,} in this list" in words(found.text)


def test_parts_of_the_list_follow_each_other(page: Served) -> None:
    every = page.market.discover(preview=True).table["key"].tolist()
    assert len(every) == 60
    first, second = page.get("/").text, page.get("/?start=50").text
    assert keys_on(first) + keys_on(second) == every
    assert 'href="/?start=50" rel="next"' in first
    assert 'href="/" rel="prev"' in second
    assert 'rel="next"' not in second
    assert "51 to 60 of 60" in words(second)


def test_a_chip_takes_its_filter_away_and_keeps_the_others(page: Served) -> None:
    text = page.get("/?country=DE&country=FR&industry=Retail&sort=fit&start=50").text
    chips = re.findall(r'<a class="pill" href="(/\?[^"]*)"><span class="hidden">Remove', text)
    assert [each.replace("&amp;", "&") for each in chips] == [
        "/?country=FR&industry=Retail&sort=fit",
        "/?country=DE&industry=Retail&sort=fit",
        "/?country=DE&country=FR&sort=fit",
    ]
    assert 'value="DE" checked' in text


def test_it_says_how_many_filters_leave_out(page: Served) -> None:
    assert "Left out by filters: 40 in other countries" in page.text("/?country=DE")


def test_an_empty_list_says_what_to_do(page: Served) -> None:
    assert "No company matches. Remove a filter above" in page.text("/?feedback=won")


def test_swapped_in_are_the_results_alone(page: Served) -> None:
    part = page.get("/", headers={"HX-Request": "true"}).text
    assert '<div id="results">' in part
    assert "<html" not in part


# Addresses that cannot be meant


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/?min_fit=much", 400, "'much' of 'min_fit' is no number from 0 to 100"),
        ("/?min_fit=101", 400, "no number"),
        ("/?min_fit=nan", 400, "no number"),
        ("/?min_fit=1e9", 400, "no number"),
        ("/?start=-1", 400, "'-1' of 'start' is no number"),
        ("/?start=9999999999999", 400, "no number"),
        ("/?sort=luck", 404, "There is no order 'luck'"),
        ("/?intent=huge", 404, "There is no level of intent 'huge'"),
        ("/?tier=Great", 404, "There is no tier 'Great'"),
        ("/?country=Atlantis", 404, "There is no country"),
        ("/?where=" + "x" * 500, 400, "asks for too much of 'where'"),
        ("/?" + "&".join(f"industry=i{each}" for each in range(101)), 400, "asks for too much"),
        ("/?has_door=1", 409, "No file of a colleague is loaded"),
        ("/download?as=exe", 404, "There is no download 'exe'"),
        ("/nowhere", 404, "There is no page at this address."),
        ("/renew", 405, "belongs to a button"),
    ],
)
def test_wrong_addresses_are_told_in_a_sentence(
    address: str, status: int, says: str, page: Served
) -> None:
    found = page.get(address)
    assert found.status_code == status
    assert says in words(found.text)
    assert "There is no list yet" not in found.text
    assert '<nav aria-label="Pages">' in found.text


def test_filters_are_escaped(page: Served) -> None:
    found = page.get('/?industry="><script>alert(1)</script>')
    assert "<script>alert" not in found.text


# Downloads


@pytest.mark.parametrize("format", ["csv", "json", "jsonl", "xlsx"])
def test_one_takes_away_what_one_sees(format: str, page: Served) -> None:
    asked = page.market.discover(filters=Filters(country=("DE",)), preview=True).table
    found = page.get(f"/download?as={format}&country=DE")
    assert found.headers["content-disposition"] == f'attachment; filename="list.{format}"'
    read = {
        "csv": lambda: pd.read_csv(io.BytesIO(found.content))["key"].tolist(),
        "json": lambda: [each["key"] for each in json.loads(found.content)],
        "jsonl": lambda: [json.loads(each)["key"] for each in found.text.splitlines()],
        "xlsx": lambda: keys_in(found.content),
    }
    assert read[format]() == asked["key"].tolist()


def keys_in(content: bytes) -> list[str]:
    sheet = openpyxl.load_workbook(io.BytesIO(content), read_only=True).worksheets[0]
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    header = [str(each).lower() for each in rows[0]]
    return [str(row[header.index("key")]) for row in rows[1:]]


def test_exports_come_with_their_receipt(page: Served) -> None:
    found = page.get("/download?as=hubspot&tier=Best+fit&tier=Good+fit&tier=Bad+fit")
    with zipfile.ZipFile(io.BytesIO(found.content)) as archive:
        names = archive.namelist()
        receipt = archive.read("hubspot.receipt.txt").decode()
    assert any(each.endswith(".csv") for each in names)
    assert "From shops.duckdb, run 1: 60 companies." in receipt


def test_an_export_that_has_nobody_says_why(page: Served) -> None:
    found = page.get("/download?as=google-ads")
    assert found.status_code == 409
    assert "consent" in words(found.text)


def test_downloads_keep_no_run(page: Served) -> None:
    runs = page.market.runs.last_number()
    assert page.get("/download?as=sheet").status_code == 200
    assert page.market.runs.last_number() == runs


# What there is not, or not yet


def test_a_missing_store_is_said_with_what_to_do(tmp_path: Path) -> None:
    page = served(graph_icp.open(tmp_path / "none.duckdb"))
    found = page.get("/")
    assert found.status_code == 409
    assert "There is no market yet" in words(found.text)
    assert "graph-icp load FILES" in words(found.text)
    assert not (tmp_path / "none.duckdb").exists()


def test_a_market_without_customers_says_how_to_name_them(tmp_path: Path) -> None:
    trades = {"a": "Retail", "b": "Retail", "c": "Retail", "d": "Steel"}
    rows = "".join(f"{name}.example,{name},{trade}\n" for name, trade in trades.items())
    (tmp_path / "companies.csv").write_text(f"domain,name,industry\n{rows}")
    market = graph_icp.open(tmp_path / "market.duckdb")
    market.load(tmp_path / "companies.csv")
    page = served(market)
    assert "There is no list yet" in words(page.get("/").text)
    (tmp_path / "customers.csv").write_text("domain\na.example\nb.example\n")
    market.customers.set(tmp_path / "customers.csv")
    assert "There is no list yet" not in words(page.get("/").text)


def test_changed_data_is_said_and_ranked_anew_when_asked(tmp_path: Path) -> None:
    page = served(shops(tmp_path))
    assert "The data has changed" not in page.text("/")
    more = tmp_path / "more.csv"
    more.write_text("domain,name,industry\nnew.example,Newcomer,Retail\n")
    page.market.load(more)
    assert "The data has changed since this list was made." in page.text("/")
    assert "Newcomer" not in page.text("/")
    assert page.browser.post("/renew").status_code == 403
    assert page.browser.post("/renew", headers=POSTED).status_code == 303
    page.browser.app._app.state.held.ranking.begin().join()  # type: ignore[attr-defined]
    assert "Newcomer" in page.text("/")
    assert "The data has changed" not in page.text("/")


def test_words_of_filters_are_escaped_once(tmp_path: Path) -> None:
    file = tmp_path / "companies.csv"
    status = ["customer"] * 2 + ["prospect"] * 4
    rows = [f"c{n}.example,Company {n},Health & Care,{each}" for n, each in enumerate(status)]
    rows += [f"d{n}.example,Dune {n},Retail,prospect" for n in range(9)]
    file.write_text("\n".join(["domain,name,industry,status", *rows]))
    market = graph_icp.open(tmp_path / "market.duckdb")
    market.load(file)
    text = served(market).get("/").text
    assert "<bdi>Hospital &amp; Health Care</bdi>" in text
    assert "&amp;amp;" not in text


def test_ranks_by_fit_stay_those_of_the_whole_list(page: Served) -> None:
    table = page.market.discover(sort="fit", preview=True).table
    some = table[table["country"] == "DE"]
    assert 0 < len(some) < len(table)
    text = page.get("/?country=DE&sort=fit").text
    places = re.findall(r'<span class="place">([\d,]+)</span>', text)
    assert places == [str(rank) for rank in some["rank"][:50]]


def test_the_notice_of_a_new_ranking_asks_for_the_page_once_it_is_there(page: Served) -> None:
    asks = {"HX-Request": "true", "HX-Target": "changed"}
    assert page.get("/", headers=asks).headers["hx-refresh"] == "true"
    assert "hx-refresh" not in page.get("/", headers={"HX-Request": "true"}).headers
