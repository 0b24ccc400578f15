"""Customers, events, competitors and introducers of the local page: the words of the commands."""

from __future__ import annotations

import html
import io
import re
from typing import TYPE_CHECKING
from urllib.parse import quote_plus

import openpyxl
import pytest
from click.testing import CliRunner
from web_client import OWN, POSTED, RIVAL, Served, served, shops, with_pools, words

import graph_icp
from graph_icp.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from httpx import Response

FAIR = "/events?event=" + quote_plus("trade <fair>")
RIVALS = f"/competitors?competitor={quote_plus(RIVAL)}"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Served:
    """Serve a market that no test changes."""
    folder = tmp_path_factory.mktemp("pools")
    market = with_pools(shops(folder, ["Acme & Sons"]), folder)
    return served(market)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Served:
    """Serve a market whose customers tests change, and take back."""
    return served(shops(tmp_path_factory.mktemp("own"), ["Acme & Sons"]))


def command(page: Served, *asked: str) -> str:
    """Return what a command says of the same market, in one line."""
    result = CliRunner().invoke(main, [*asked, "--store", page.market.path])
    assert result.exit_code == 0, result.output
    return " ".join(result.output.split())


def customers(page: Served) -> set[str]:
    table = page.market.customers.table()
    return set(table["domain"][table["status"] == "customer"])


def undone(page: Served, answer: Response) -> Response:
    shown = page.get(answer.headers["location"]).text
    change = re.search(r'name="change" value="([^"]+)"', shown)
    assert change, words(shown)
    return page.post("/undo", change=change[1], back="/customers")


# Customers


def test_customers_come_with_worth_and_since(page: Served) -> None:
    text = page.text("/customers")
    assert "12 customers. What they have in common is learned from all of them." in text
    worth = page.market.customers.worth()
    for row in worth.to_dict("records"):
        said = f"{row['account']} {row['domain']} {row['since']} {row['worth']:.2f} yes"
        assert said in text


def test_names_stand_in_order_whatever_their_case(tmp_path: Path) -> None:
    own = served(shops(tmp_path, ["Zup", "fleetio"]))
    assert own.market.accounts("e")["account"].iloc[0] == "fleetio"
    own.market.customers.set(accounts=["shop12.example", "shop13.example", "shop3.example"])
    found = own.get("/customers?q=shop1").text
    assert found.index("fleetio</bdi>") < found.index("Shop 14</bdi>") < found.index("Zup</bdi>")
    rows = found.split("All customers</h2>")[1]
    assert rows.index("fleetio</bdi>") < rows.index("Shop 3</bdi>") < rows.index("Zup</bdi>")


def test_outliers_and_segments_are_those_of_the_command(page: Served) -> None:
    text = page.text("/customers?view=outliers")
    found = page.market.customers.outliers()
    for sentence in (*found.sentences, *found.segments["name"]):
        assert sentence in text


@pytest.mark.parametrize(
    ("fields", "now", "says"),
    [
        ({"verb": "add", "account": "domain:shop12.example", "name": "Acme & Sons"}, 13, "Added"),
        ({"verb": "remove", "account": "shop3.example"}, 11, "Removed: shop3.example."),
        ({"verb": "add", "where": "uses=Datadog"}, 20, "Added: all with uses=Datadog."),
        (
            {"verb": "set", "where": "uses=Kafka", "also": "country=Germany"},
            18,
            "The only customers are: all with uses=Kafka and country=Germany. 18 customers now.",
        ),
    ],
)
def test_customers_are_changed_and_the_change_is_undone(
    fields: dict[str, str], now: int, says: str, own: Served
) -> None:
    before = customers(own)
    answer = own.post("/customers/change", **fields, back="/customers?q=acme")
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/customers?q=acme&done=")
    text = own.text(answer.headers["location"])
    assert says in text
    assert f"{now} customers now." in text
    assert "The data has changed since" in text
    assert len(customers(own)) == now
    again = undone(own, answer)
    assert f"Taken back. {len(before)} customers now." in own.text(again.headers["location"])
    assert customers(own) == before


@pytest.mark.parametrize(
    ("fields", "status", "says"),
    [
        ({"verb": "sell", "account": "shop3.example"}, 400, "set, added or removed"),
        ({"verb": "add"}, 400, "Say which companies"),
        ({"verb": "add", "account": "nobody.example"}, 404, "There is no account"),
        ({"verb": "add", "where": "uses=" + "x" * 200}, 400, "at most 200 characters"),
    ],
)
def test_what_cannot_be_meant_changes_nobody(
    fields: dict[str, str], status: int, says: str, own: Served
) -> None:
    before = customers(own)
    answer = own.post("/customers/change", **fields)
    assert answer.status_code == status
    assert says in words(answer.text)
    assert customers(own) == before


@pytest.mark.parametrize(
    ("where", "also", "says", "offered"),
    [
        ("uses=Kafko", "country=Japan", "no technology 'Kafko'", ["uses=Kafka"]),
        ("use=Kafka", "", "There is no relation 'use'", ["uses=Kafka"]),
        ("uses=Kafka", "industry=Steel", "There is no industry 'Steel'", []),
        ("<b>", "", "such as uses=", []),
        ("Kafko", "", "There is no relation or trait 'Kafko'. Did you mean Kafka?", ["Kafka"]),
    ],
)
def test_what_cannot_be_meant_stays_in_the_form_with_what_may_be(
    where: str, also: str, says: str, offered: list[str], own: Served
) -> None:
    before = customers(own)
    fields = {"verb": "add", "where": where, "also": also, "back": "/customers?q=acme"}
    answer = own.post("/customers/change", **fields)
    found = own.get(answer.headers["location"]).text
    assert answer.status_code == 303
    assert 'class="notice" role="status"' in found
    assert says in words(found)
    for name, value in (("where", where), ("also", also)):
        assert f'name="{name}" value="{html.escape(value)}"' in found
    links = re.findall(r'class="pill" href="([^"]+)"', found)
    for each, link in zip(offered, links, strict=True):
        filled = own.get(html.unescape(link)).text
        assert f'name="where" value="{each}"' in filled
        assert f'name="also" value="{html.escape(also)}"' in filled
    assert customers(own) == before


def test_a_word_that_names_one_trait_alone_is_taken_as_that(own: Served) -> None:
    before = customers(own)
    fields = {"verb": "set", "where": "looker", "back": "/customers?where=Looke"}
    answer = own.post("/customers/change", **fields)
    text = own.text(answer.headers["location"])
    assert "'looker' was taken as uses=Looker." in text
    assert "All were chosen by uses=Looker," in text
    assert 'name="where" value=""' in own.get(answer.headers["location"]).text
    undone(own, answer)
    assert customers(own) == before
    answer = own.post("/customers/change", verb="add", where="uses=Kafka")
    assert "Some were chosen by uses=Kafka," in own.text("/customers")
    undone(own, answer)
    assert customers(own) == before


@pytest.mark.parametrize(
    ("referer", "leads"),
    [
        (f"{OWN}/customers?q=<b>", "/customers?q=&lt;b&gt;"),
        (f"{OWN}//evil.example/x", "/evil.example/x"),
        ("http://evil.example/customers", "/"),
        ("", "/"),
    ],
)
def test_a_form_that_did_not_work_leads_back(referer: str, leads: str, own: Served) -> None:
    sent = {**POSTED, "Referer": referer}
    fields = {"verb": "set", "account": "nobody.example"}
    found = own.browser.post("/customers/change", data=fields, headers=sent)
    main_part = found.text.split("<main")[1]
    assert re.findall(r'href="([^"]+)"', main_part) == [leads]


def test_a_company_is_looked_for_and_added_or_removed(own: Served) -> None:
    found = own.get("/customers?q=shop1").text
    assert 'name="account" value="domain:shop12.example"' in found
    assert re.search(r'shop11\.example"[^~]*?value="remove">Remove', found)
    assert "Nothing has “ qqq ” in it." in own.text("/customers?q=qqq")
    assert own.get("/customers?q=" + "x" * 10_000).status_code == 400
    assert own.get("/customers?view=all").status_code == 404


def test_without_customers_each_page_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "companies.csv").write_text(
        "domain,name,industry\n"
        + "".join(f"{each}.example,{each},Retail\n" for each in "abc")
        + "d.example,d,Steel\n"
    )
    market = graph_icp.open(tmp_path / "market.duckdb")
    market.load(tmp_path / "companies.csv")
    none = served(market)
    text = none.text("/customers")
    assert "There are no customers yet. Look for one below and add it" in text
    assert "graph-icp customers set customers.csv" in text
    assert "No customers of competitors are known. Load a list of them" in none.text("/competitors")
    held = none.browser.app._app.state.held  # type: ignore[attr-defined]
    for address in ("/events", "/introducers"):
        held.ranking.begin().join()
        found = none.get(address)
        assert found.status_code == 409
        assert "There is no list yet" in words(found.text)
        assert 'href="/customers">Say who your customers are' in found.text
    none.post("/customers/change", verb="add", account="a.example")
    none.post("/customers/change", verb="add", account="b.example")
    held.ranking.begin().join()
    assert "No event is loaded" in none.text("/events")
    assert "graph-icp load events.csv" in none.text("/events")
    assert "graph-icp load Connections.csv" in none.text("/introducers")


@pytest.mark.parametrize("address", ["/customers", "/events", "/competitors", "/introducers"])
def test_a_missing_store_is_said(address: str, tmp_path: Path) -> None:
    found = served(graph_icp.open(tmp_path / "none.duckdb")).get(address)
    assert found.status_code == 409
    assert "There is no market yet" in words(found.text)


# Events


def test_events_say_what_the_command_says(page: Served) -> None:
    text, said = page.text("/events"), command(page, "events")
    found = page.market.events()
    assert found.standing_out
    for row in found.table.to_dict("records"):
        assert row["why"] in text
        assert row["why"] in said
    for remark in found.remarks:
        assert remark in text
    lift = re.search(r"lift (\S+ \(\S+ to \S+\), q \S+)", said)
    assert lift
    assert f"Lift {lift[1]}" in text


def test_all_events_that_were_tested_lead_to_their_prospects(page: Served) -> None:
    found = page.get("/events?all=1").text
    table = page.market.events(everything=True).brief()
    assert len(table) > 1
    for row in table.to_dict("records"):
        assert f"{row['event']} {row['role']} {row['customers']} {row['market']}" in words(found)
        address = f"/events?event={quote_plus(row['event'])}"
        assert f'href="{html.escape(address)}"' in found


def test_prospects_at_an_event_are_those_of_the_command(page: Served) -> None:
    text, found = page.text(FAIR), page.market.events.prospects("trade <fair>")
    assert len(found.table) == 3
    for sentence in found.sentences:
        assert sentence in text
        assert sentence in command(page, "events", "trade <fair>")
    for row in found.table.to_dict("records"):
        assert f"{row['account']} {row['tier']}" in text
        assert row["door"].replace(" -> ", " → ") in text
    assert "<fair>" not in page.get(FAIR).text
    missing = page.get("/events?event=Nowhere+Days")
    assert missing.status_code == 404
    assert "There is no event 'Nowhere Days'" in words(missing.text)


def test_downloads_are_the_files_of_the_command(page: Served, tmp_path: Path) -> None:
    for address, asked in (
        (f"{FAIR}&as=csv", ["events", "trade <fair>"]),
        ("/events?all=1&as=csv", ["events", "--all"]),
        (
            f"/competitors/list?competitor={quote_plus(RIVAL)}&as=csv",
            ["competitors", "show", RIVAL],
        ),
        ("/competitors/research?as=csv", ["competitors", "export"]),
        ("/introducers?as=csv", ["paths", "--top", "25"]),
    ):
        file = tmp_path / "told.csv"
        command(page, *asked, "-o", str(file))
        found = page.get(address)
        assert found.headers["content-disposition"].startswith("attachment")
        assert found.content == file.read_bytes(), address
    book = page.get(f"{FAIR}&as=xlsx").content
    sheet = openpyxl.load_workbook(io.BytesIO(book), read_only=True).worksheets[0]
    assert len(list(sheet.iter_rows())) >= 4
    for address in (f"{FAIR}&as=exe", "/competitors/list?as=pdf"):
        assert page.get(address).status_code == 404


# Competitors


def test_each_cell_of_competitors_leads_to_the_companies_in_it(page: Served) -> None:
    found, pool = page.get("/competitors").text, page.market.competitors.pool()
    assert len(pool.table) == 3
    led = 0
    for address in re.findall(r'href="(/competitors\?[^"]+)"', found):
        cell = html.unescape(address)
        if "tier=" not in cell:
            continue
        number = re.search(rf'href="{re.escape(address)}"><bdi>(\d+)<', found)
        assert number
        many = int(number[1])
        text = page.text(cell)
        assert (f"{many} companies." if many > 1 else "1 company.") in text
        led += many
    assert led == len(pool.table)
    text = page.text(f"{RIVALS}&state=leaving")
    assert f"{RIVAL}: leaving" in text
    row = pool.table[pool.table["state"] == "leaving"].iloc[0]
    said = f"leaving {row['tier']} {int(row['fit'])} {row['contract_end']} no API"
    assert f"Acme & Sons {said}" in text
    assert "<b>" not in re.sub(r"<b>25</b>", "", page.get(RIVALS).text)


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("/competitors?competitor=Nobody", "There is no competitor 'Nobody'"),
        ("/competitors?state=sold", "There is no state 'sold'"),
        ("/competitors?tier=Great", "There is no tier 'Great'"),
        ("/competitors?competitor=" + "x" * 10_000, "at most 200 characters"),
        ("/events?event=" + "x" * 10_000, "at most 200 characters"),
        ("/events?all=1&start=-5", "'-5' of 'start' is no number"),
    ],
)
def test_wrong_addresses_are_told_in_a_sentence(address: str, says: str, page: Served) -> None:
    found = page.get(address)
    assert found.status_code in (400, 404)
    assert says in words(found.text)


# Introducers


def test_introducers_come_with_their_doors_and_what_was_asked(tmp_path: Path) -> None:
    market = with_pools(shops(tmp_path, ["Acme & Sons"]), tmp_path)
    page = served(market)
    text = page.text("/introducers")
    assert "Ann Lee colleague 2 0" in text
    assert "Bo Marsh introducer 1 0 2 Shop 15" in text
    assert "Ann Lee → Bo Marsh → Ines Silva, COO" in text
    assert "Nothing was recorded yet." in text
    market.paths.asked("Bo Marsh", "shop15.example", "yes")
    text = page.text("/introducers")
    assert "Ann Lee colleague 2 1" in text
    assert "Bo Marsh introducer 1 1 1 Shop 15" in text
    assert "Ann Lee Bo Marsh Shop 15 yes" in text
    # Who was asked three times opens no door for thirty days, and is told.
    jobs = "".join(
        f"Kim {each},kim@{each},Pied Piper,piper.example,PM,2023-02-01,2025-12-01\n"
        f"Kim {each},kim@{each},,{each},COO,2026-01-01,\n"
        for each in ("shop13.example", "shop14.example")
    )
    people = tmp_path / "more.csv"
    people.write_text(f"name,email,company,domain,title,since,until\n{jobs}")
    market.load(people)
    for account in ("shop13.example", "shop14.example"):
        market.paths.asked("Bo Marsh", account, "silent")
    text = page.text("/introducers")
    assert "Bo Marsh introducer 0 3 0" in text
    assert "everybody who could introduce you is asked often enough already" in text


def test_the_doors_of_one_person_are_shown_alone(page: Served) -> None:
    mine = page.text("/introducers?person=Bo+Marsh")
    assert "Ann Lee → Bo Marsh → Ines Silva, COO" in mine
    assert "Rita Rossi, Head of Retail" not in mine


@pytest.mark.parametrize("top", ["0", "-1", "many", "501"])
def test_doors_of_a_wrong_number_of_companies_are_refused(top: str, page: Served) -> None:
    found = page.get(f"/introducers?top={top}")
    assert found.status_code == 400
    assert "1 to 500" in words(found.text) or "no number from 0 to 500" in words(found.text)
