"""Accounts of the local page, the search over them, and what is said there by buttons."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from planted_cards import HOSTILE
from web_client import OWN, POSTED, Served, served, shops, words

from graph_icp.output.node_labels import clean

if TYPE_CHECKING:
    from httpx import Response

NAMES = [each.encode("utf-8", "replace").decode() for each in HOSTILE if each.strip()][:6]
ACME = "/account/domain%3Ashop12.example"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Served:
    return served(shops(tmp_path_factory.mktemp("shops"), ["Acme & Sons", *NAMES]))


# One account


@pytest.mark.parametrize("view", ["", "signals", "people", "sources", "graph"])
def test_each_view_of_an_account_says_what_explain_says(view: str, page: Served) -> None:
    card = page.market.explain("shop12.example", 1).card
    text = page.text(f"{ACME}?view={view}" if view else ACME)
    assert "Acme & Sons" in text
    assert f"{card.tier} · fit {card.fit}" in text
    assert f"rank {card.rank} of 60" in text


def test_the_card_has_the_points_and_the_sources_have_the_mentions(page: Served) -> None:
    card = page.market.explain("shop12.example", 1).card
    text = page.text(ACME)
    for bar in card.bars:
        assert bar.name in text
    sources = page.text(f"{ACME}?view=sources")
    assert "Domain shop12.example names the company" in sources
    assert "companies" in sources


def test_people_who_opted_out_are_nowhere(page: Served) -> None:
    assert "Rita Rossi" in page.text(f"{ACME}?view=people")
    for address in (ACME, f"{ACME}?view=people", f"{ACME}?view=sources", "/search?q=Outram"):
        assert "Noa Outram" not in page.text(address)


def test_hostile_names_are_words(page: Served) -> None:
    account = "/account/domain%3Ashop13.example"
    for address in ("/", "/search?q=shop1", account, f"{account}?view=graph"):
        text = page.get(address).text
        for tag in ("<script>document", "<img src=x", "<b id=broken"):
            assert tag not in text
        assert "\u202e" not in text
        assert " style=" not in text
    found = page.text("/search?q=shop1")
    for name in NAMES:
        assert clean(name) in found
    assert clean(NAMES[0]) in page.text(account)


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/account/nobody.example", 404, "There is no account 'nobody.example'"),
        ("/account/" + "x" * 5_000, 404, "There is no account"),
        ("/account/%22%3E%3Cscript%3E", 404, "There is no account"),
        (f"{ACME}?view=secrets", 404, "There is no view 'secrets'"),
        ("/card/account_page.html", 404, "no such file"),
        ("/card/..%2Faccount_page.py", 404, ""),
        ("/static/../app.py", 404, ""),
    ],
)
def test_what_is_not_there_is_said(address: str, status: int, says: str, page: Served) -> None:
    found = page.get(address)
    assert found.status_code == status
    assert says in words(found.text)


# The search


def test_it_finds_names_domains_and_people(page: Served) -> None:
    assert "Acme & Sons" in page.text("/search?q=acme")
    assert "Acme & Sons" in page.text("/search?q=shop12.ex")
    found = page.text("/search?q=ROSSI")
    assert "Rita Rossi , Head of Retail at Acme & Sons" in found


def test_a_search_without_a_hit_says_so_and_one_that_is_too_long_too(page: Served) -> None:
    assert "No name has a word that begins with “ qqq ”." in page.text("/search?q=qqq")
    found = page.get("/search?q=" + "x" * 10_000)
    assert found.status_code == 400
    assert "at most 200 characters, and this has 10,000" in words(found.text)
    assert page.get("/search").status_code == 200


def test_a_search_shows_some_and_counts_the_rest(page: Served) -> None:
    text = page.text("/search?q=shop")
    assert "more; type more of the name." in text


# What is said by buttons


@pytest.fixture
def own(tmp_path_factory: pytest.TempPathFactory) -> Served:
    return served(shops(tmp_path_factory.mktemp("own"), ["Acme & Sons"]))


def said(page: Served) -> list[tuple[str, str]]:
    told = page.market.feedback.table()
    return list(told[["feedback", "reason"]].itertuples(index=False, name=None))


def undone(page: Served, answer: Response) -> Response:
    """Press the button Undo on the page to which a form leads."""
    shown = page.get(answer.headers["location"]).text
    change = re.search(r'name="change" value="([^"]+)"', shown)
    assert change, words(shown)
    return page.post("/undo", change=change[1], back=ACME)


def test_feedback_is_kept_told_and_taken_back(own: Served) -> None:
    before = {"account": "domain:shop12.example", "back": f"{ACME}?view=people"}
    first = own.post("/feedback", **before, status="taken")
    assert first.status_code == 303
    assert first.headers["location"].startswith(f"{ACME.replace('%3A', '%3A')}?view=people&done=")
    assert "Acme & Sons is marked “taken”." in own.text(first.headers["location"])
    assert "The team said" in own.text(ACME)
    second = own.post("/feedback", **before, status="not a fit", reason="too <b>small")
    assert said(own) == [("not a fit", "too <b>small")]
    assert "too <b>small" in own.text(second.headers["location"])
    assert "<b>small" not in own.get(second.headers["location"]).text
    assert undone(own, second).status_code == 303
    assert said(own) == [("taken", "")]
    forgotten = own.post("/feedback/undo", **before)
    assert said(own) == []
    undone(own, forgotten)
    assert said(own) == [("taken", "")]
    undone(own, first)
    assert said(own) == []


def test_what_another_tab_said_since_is_not_taken_back(own: Served) -> None:
    account = {"account": "domain:shop12.example", "back": ACME}
    first = own.post("/feedback", **account, status="taken")
    own.post("/feedback", **account, status="not a fit", reason="too small")
    refused = undone(own, first)
    assert refused.status_code == 400
    assert "Something else was said of Acme & Sons since; that stays." in words(refused.text)
    assert said(own) == [("not a fit", "too small")]


def test_what_was_taken_back_is_taken_back_once(own: Served) -> None:
    kept = own.post("/feedback", account="shop12.example", status="later", back=ACME)
    shown = own.get(kept.headers["location"]).text
    change = re.search(r'name="change" value="([^"]+)"', shown)
    assert change
    assert own.post("/undo", change=change[1]).status_code == 303
    again = own.post("/undo", change=change[1])
    assert again.status_code == 400
    assert "cannot be taken back any more" in words(again.text)


def test_what_is_no_fit_is_not_listed_whatever_its_fit(own: Served) -> None:
    before = own.get(ACME).text
    assert '<span class="tier best">' in before
    own.post("/feedback", account="shop12.example", status="not a fit", back=ACME)
    found = own.get(ACME).text
    assert "not listed, as the team said: not a fit" in words(found)
    assert "rank 1" not in words(found)
    assert '<span class="tier best">' not in found
    own.post("/feedback", account="shop12.example", status="taken", back=ACME)
    assert "not listed" not in own.text(ACME)


def test_a_customer_is_compared_with_the_others_and_nothing_is_sold_to_it(own: Served) -> None:
    assert "Taken" in own.text(ACME)
    customer = "/account/shop3.example"
    text = own.text(customer)
    assert "It is a customer, compared with your 11 other customers." in text
    for advice in ("Taken", "Not a fit", "Later", "keep an eye", "What it would take"):
        assert advice not in text
    own.market.customers.add(accounts=["shop12.example"])
    text = own.text(ACME)
    assert "It is a customer, compared with your 12 other customers." in text
    assert not re.search(r"rank \d", text)
    assert "Taken" not in text


def test_buttons_say_what_they_do_without_a_reason_or_a_day(page: Served) -> None:
    text = page.text(ACME)
    assert "without one the company only leaves the list" in text
    assert "Without a day: for 90 days." in text


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"status": "taken"}, "The form says no account."),
        ({"account": "shop12.example"}, "The form says no status."),
        ({"account": "nobody.example", "status": "taken"}, "There is no account"),
        ({"account": "shop12.example", "status": "lovely"}, "lovely"),
        ({"account": "shop12.example", "status": "later", "until": "soon"}, "'soon' is no day"),
        (
            {"account": "shop12.example", "status": "later", "until": "2020-01-01"},
            "Acme & Sons: later, but until 2020-01-01, which is over; choose a day after today.",
        ),
    ],
)
def test_forms_that_say_nothing_change_nothing(
    fields: dict[str, str], says: str, page: Served
) -> None:
    found = page.post("/feedback", **fields)
    assert 400 <= found.status_code < 500
    assert says in words(found.text)
    assert not said(page)


def test_forms_of_others_and_huge_ones_change_nothing(page: Served) -> None:
    fields = {"account": "domain:shop12.example", "status": "taken"}
    for headers in ({}, {"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        assert page.browser.post("/feedback", data=fields, headers=headers).status_code == 403
    huge = page.post("/feedback", **fields, reason="x" * 100_000)
    assert huge.status_code == 400
    assert page.get("/feedback?account=domain:shop12.example&status=taken").status_code == 405
    assert not said(page)


@pytest.mark.parametrize(
    "back", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:1", "x"]
)
def test_a_form_leads_back_to_our_pages_alone(back: str, page: Served) -> None:
    answer = page.browser.post("/decide", data={"back": back}, headers=POSTED)
    assert answer.status_code == 400
    kept = page.post("/feedback", account="domain:shop12.example", status="taken", back=back)
    assert kept.headers["location"].startswith("/?done=")
    undone(page, kept)
    assert not said(page)


def test_two_companies_are_decided_to_be_one_and_two_again(own: Served) -> None:
    pair = {"one": "domain:shop20.example", "other": "domain:shop21.example"}
    kept = own.post("/decide", **pair, verdict="same", back=ACME)
    assert kept.status_code == 303
    assert own.market.identity.explain(*pair.values())[0]
    undone(own, kept)
    assert not own.market.identity.explain(*pair.values())[0]
    assert own.browser.base_url == OWN
