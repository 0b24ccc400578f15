"""The data of the local page: what is held, gaps, rejected rows, and uncertain matches."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from web_client import Served, served, shops, words

import graph_icp
from graph_icp.errors import GraphICPError
from graph_icp.web.background import Background

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from httpx import Response

HOSTILE = '<script>document.title="x"</script>'
NAMES = ["Blue Harbour Logistics", "Northwind Traders", f"Quorxel {HOSTILE}"]
# Companies of which a file gives the name alone, nearly that of one above.
NAMED = f"""name,country,industry
Blue Harbor Logistics,Germany,Retail
Northwind Trader,France,Banking
"Quorxell {HOSTILE.replace('"', '""')}",Japan,Banking
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Served:
    folder = tmp_path_factory.mktemp("data")
    market = shops(folder, NAMES)
    rejected = folder / "more.csv"
    rows = [f"shop1.example,Kafka,{'2024-99-99'}"] + ["not a domain,Kafka,2024-01-01"] * 60
    rows += [f'"<img src=x onerror=alert(1)> {"x" * 600}",Looker,2024-01-01']
    rejected.write_text("\n".join(["domain,technology,first_seen", *rows]), encoding="utf-8")
    named = folder / "named.csv"
    named.write_text(NAMED, encoding="utf-8")
    market.load(rejected, named)
    return served(market)


# What is held


def test_the_overview_says_what_summary_says(page: Served) -> None:
    text, told = page.text("/data"), page.market.summary()
    assert "Companies 75" in text
    assert "customer 12" in text
    assert "prospect 63" in text
    for row in told["loads"].to_dict("records"):
        assert row["file"].rpartition("/")[2] in text
        assert f"{row['loaded_at']:%Y-%m-%d %H:%M}" in text
    [uses] = told["relations"].query("relation == 'uses'").to_dict("records")
    assert f"Technologies {uses['coverage']:.0%}" in text
    assert "Nobody is a customer yet" not in text


def test_data_is_where_one_is_on_all_its_pages(page: Served) -> None:
    for address in ("/data", "/data/gaps", "/data/rejects", "/data/matches"):
        found = page.get(address).text
        assert '<a href="/data" aria-current="page">Data</a>' in found
        assert f'<a href="{address}" aria-current="page">' in found


# Rejected rows


def test_rejected_rows_are_told_in_parts_and_by_reason(page: Served) -> None:
    told = page.market.rejects()
    first = page.get("/data/rejects").text
    assert f"{len(told)} rows of the last load" in words(first)
    assert f"1 to 50 of {len(told)}" in words(first)
    assert f"51 to {len(told)} of {len(told)}" in page.text("/data/rejects?start=50")
    # The 61 rows have two texts as domains, and one reason.
    reason = "domain: \N{HORIZONTAL ELLIPSIS} is not a domain; write one like acme.com"
    some = page.get("/data/rejects", params={"reason": reason}).text
    assert f"Remove {reason} (61)" in words(some)
    assert words(some).count("more.csv") == 50
    assert "Kafka, first_seen: 2024-01-01" in words(some)
    assert "No row was rejected for that" in page.text("/data/rejects?reason=none")
    assert "No row was rejected for that" in page.text("/data/rejects?start=5000")


def test_rejected_rows_are_words_and_cut(page: Served) -> None:
    text = "".join(page.get(f"/data/rejects?start={start}").text for start in (0, 50))
    assert "<img src=x" not in text
    assert "&lt;img src=x" in text
    assert "x" * 300 in text
    assert "x" * 500 not in text


@pytest.mark.parametrize("start", ["-1", "x", "9" * 30, "\u0663"])
def test_a_part_that_is_no_number_is_refused(start: str, page: Served) -> None:
    for address in ("/data", "/data/rejects", "/data/matches"):
        found = page.get(address, params={"start": start})
        assert found.status_code == 400
        assert "is no number" in words(found.text)


# Gaps


def test_gaps_are_looked_for_when_somebody_asks(page: Served) -> None:
    assert "customers are hidden" in page.text("/data/gaps")
    assert not page.browser.app._app.state.held.gaps.under_way()  # type: ignore[attr-defined]
    answer = page.post("/data/gaps")
    assert (answer.status_code, answer.headers["location"]) == (303, "/data/gaps")
    page.browser.app._app.state.held.gaps.begin().join()  # type: ignore[attr-defined]
    text = page.text("/data/gaps")
    assert "What each relation adds cannot be told" in text
    assert "Not loaded, with the kinds of file that bring it" in text
    assert "Technologies" in text
    assert "Look again" in text


# Uncertain matches


def shown(page: Served, address: str = "/data/matches") -> list[str]:
    """Return the pairs on a page, by the companies of its headings."""
    found = page.get(address).text
    headings = re.findall(r'<article class="pair".*?<h2>(.*?)</h2>', found, flags=re.DOTALL)
    return [words(each) for each in headings]


def test_pairs_stand_side_by_side_with_what_is_told_of_both(page: Served) -> None:
    text = page.text("/data/matches")
    assert "Blue Harbour Logistics and Blue Harbor Logistics" in text
    assert "99% likely one: names 98% alike; country the same" in text
    assert "Domain shop12.example" in text
    assert "Country Germany Germany" in text
    assert "Sources companies companies" in text
    assert "Rita Rossi, Head of Retail" in text
    assert "Noa Outram" not in text
    assert "<script>document" not in page.get("/data/matches").text


def test_a_decision_takes_a_pair_off_and_undo_brings_it_back(page: Served) -> None:
    before = shown(page)
    pair = "Northwind Traders and Northwind Trader"
    assert pair in before
    ends = {"one": "domain:shop13.example", "other": "name:northwindtrader|fr"}
    answer = page.post("/decide", **ends, verdict="different", back="/data/matches")
    assert answer.headers["location"].startswith("/data/matches?done=")
    told = page.get(answer.headers["location"]).text
    assert "stay two companies" in words(told)
    assert shown(page) == [each for each in before if each != pair]
    change = re.search(r'name="change" value="([^"]+)"', told)
    assert change
    page.post("/undo", change=change[1])
    assert shown(page) == before


@pytest.mark.parametrize("verdict", ["same", "belongs to"])
def test_what_became_one_or_a_family_is_no_question_any_more(verdict: str, page: Served) -> None:
    before = shown(page)
    ends = {"one": "domain:shop12.example", "other": "name:blueharborlogistics|de"}
    told = page.get(
        page.post("/decide", **ends, verdict=verdict, back="/data/matches").headers["location"]
    ).text
    assert len(shown(page)) == len(before) - 1
    change = re.search(r'name="change" value="([^"]+)"', told)
    assert change
    page.post("/undo", change=change[1])
    assert shown(page) == before


def said(page: Served, answer: Response) -> str:
    """Return the words of the notice on the page to which a form leads."""
    text = page.get(answer.headers["location"]).text
    found = re.search(r'role="status">(.*?)</p>', text, re.DOTALL)
    assert found
    return words(found[1])


def test_a_decision_says_which_other_pairs_it_settles_and_where_they_belong(
    tmp_path: Path,
) -> None:
    market = shops(tmp_path, ["Zeta Foundry", "Zeta Foundry"])
    named = tmp_path / "named.csv"
    named.write_text("name,industry\nZeta Foundry,Retail\n", encoding="utf-8")
    market.load(named)
    own = served(market)
    assert len(shown(own)) == 2
    ends = {"one": "domain:shop12.example", "other": "name:zetafoundry|"}
    names = {"one_name": "Zeta Foundry", "other_name": "Zeta Foundry"}
    asked = {**ends, **names, "verdict": "different", "back": "/data/matches"}
    assert said(own, own.post("/decide", **asked)).endswith(
        "stay two companies. This settles one pair more: Zeta Foundry (Domain shop13.example) and "
        "Zeta Foundry (Name zetafoundry), which both belong to Zeta Foundry (Domain "
        "shop13.example) now."
    )
    assert shown(own) == []
    own.post("/decide/undo", **ends, back="/data/matches")
    assert "settles" not in said(own, own.post("/decide", **{**asked, "verdict": "same"}))
    assert len(shown(own)) == 1


def test_each_decision_is_listed_and_taken_back(page: Served) -> None:
    before = shown(page)
    assert "Decided Company And" not in page.text("/data/matches")
    ends = {"one": "domain:shop13.example", "other": "name:northwindtrader|fr"}
    page.post("/decide", **ends, verdict="belongs to", back="/data/matches")
    found = page.get("/data/matches").text
    assert "Northwind Trader (Name northwindtrader, FR) the first belongs to" in words(found)
    [form] = re.findall(r'<form method="post" action="/decide/undo">(.*?)</form>', found, re.DOTALL)
    fields = dict(re.findall(r'name="([^"]+)" value="([^"]+)"', form))
    answer = page.post("/decide/undo", **fields)
    assert "it is undecided again" in page.text(answer.headers["location"])
    assert shown(page) == before
    change = re.search(r'name="change" value="([^"]+)"', page.get(answer.headers["location"]).text)
    assert change
    page.post("/undo", change=change[1])
    [told] = page.market.identity.decided().to_dict("records")
    assert (told["key"], told["other_key"]) == (ends["one"], ends["other"])
    page.post("/decide/undo", **fields)
    assert shown(page) == before
    assert page.post("/decide/undo", **fields).status_code == 404


def test_pairs_are_looked_for_again(page: Served) -> None:
    answer = page.post("/data/matches")
    assert (answer.status_code, answer.headers["location"]) == (303, "/data/matches")
    page.browser.app._app.state.held.matches.begin().join()  # type: ignore[attr-defined]
    assert "Found 20" in page.text("/data/matches")
    assert shown(page, "/data/matches?start=5000") == []


# Work in the background


def test_work_that_fails_is_told_once_and_tried_again() -> None:
    said: list[str] = []

    def work(tell: Callable[[str, float], None]) -> int:
        tell("trying", 0)
        said.append("tried")
        if len(said) == 1:
            raise GraphICPError("Not now.")
        return len(said)

    background = Background(work)
    assert background.made(begin=False) is None
    with pytest.raises(GraphICPError, match="Not now"):
        background.made(patience=60)
    assert background.kept() is None
    assert background.made(patience=60) == 2
    assert background.made(patience=60) == 2
    assert background.doing() == ""


# Nothing there


def test_an_empty_market_says_what_to_do_next(tmp_path: Path) -> None:
    page = served(graph_icp.open(tmp_path / "none.duckdb"))
    for address in ("/", "/data", "/data/rejects", "/data/matches", "/search?q=x"):
        found = page.get(address)
        assert found.status_code == 409
        assert "graph-icp load FILES" in words(found.text)
