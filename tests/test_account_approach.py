"""How to approach an account, on its card and in its graph: who can open the door, and why now."""

from __future__ import annotations

import datetime
import json
from dataclasses import replace
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from planted_cards import HOSTILE, planted, planted_approach, words

import graph_icp
from graph_icp.output.graph_files import graph_text
from graph_icp.output.neighbourhood_file import write_neighbourhood
from graph_icp.output.pages.account_page import account_page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from graph_icp.market import Market

DAY = datetime.date(2026, 7, 1)
JOBS = "name,profile_url,company,title,since,until\n"
BO, EVE, INES, MIA, NOA = (
    f"{name},https://www.linkedin.com/in/{name.lower().replace(' ', '-')}"
    for name in ("Bo Marsh", "Eve Dorn", "Ines Silva", "Mia Fox", "Noa Out")
)
FILES = {
    "companies.csv": "domain,company,employees,industry,status\n"
    "acme.example,Acme,300,Software,prospect\npiper.example,Pied Piper,12,Software,prospect\n"
    "bolt.example,Bolt,40,Retail,prospect\nquiet.example,Quiet,40,Retail,prospect\n"
    "huge.example,Huge,90000,Software,prospect\n"
    "one.example,One,200,Software,customer\ntwo.example,Two,250,Software,customer\n",
    "ann-lee/Connections.csv": "First Name,Last Name,URL,Email Address,Company,Position,"
    "Connected On\n"
    "Bo,Marsh,https://www.linkedin.com/in/bo-marsh,,Huge,Engineer,15 Jun 2025\n"
    "Eve,Dorn,https://www.linkedin.com/in/eve-dorn,,Huge,Engineer,15 Jun 2025\n"
    "Stray,Friend,https://www.linkedin.com/in/stray-friend,,Huge,Engineer,15 Jun 2025\n",
    "ann-lee/Positions.csv": "Company Name,Title,Description,Location,Started On,Finished On\n"
    "Pied Piper,CFO,,,Mar 2022,Nov 2025\nOurs,CEO,,,Dec 2025,\n",
    "jobs.csv": JOBS
    + f"{BO},Pied Piper,Dev,2022-01-01,2025-12-31\n{BO},Huge,Engineer,2026-01-01,\n"
    + f"{EVE},Pied Piper,Dev,2022-01-01,2025-12-31\n{EVE},Huge,Engineer,2026-01-01,\n"
    + f"{INES},Pied Piper,PM,2024-12-01,2025-12-01\n{INES},Acme,COO,2026-01-01,\n"
    + f"{MIA},Acme,Analyst,2026-01-01,\n"
    + f"{NOA},Pied Piper,PM,2022-01-01,2025-12-01\n{NOA},Acme,CTO,2026-01-01,\n",
    "contacts.csv": "email,name,domain,title,Email Opt Out\n"
    "mia@acme.example,Mia Fox,acme.example,Analyst,\n"
    "noa@acme.example,Noa Out,acme.example,CTO,true\n",
}
VISITS = {
    "visits.csv": "domain,page,at,count\nacme.example,/pricing,2026-06-30,4\n"
    "acme.example,/docs,2026-06-29,2\nacme.example,/demo,2026-06-20,1\n"
    "acme.example,/pricing,2026-06-01,1\n"
}


@pytest.fixture
def told(tmp_path: Path) -> Callable[[dict[str, str]], Market]:
    """Return what makes a market of files, by their names and texts."""

    def of(files: dict[str, str]) -> Market:
        folder = tmp_path / "files"
        for name, text in files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
        market = graph_icp.open(tmp_path / "market.duckdb")
        market.load(folder, as_of=DAY)
        market.discover(limit=0)
        return market

    return of


def page_of(market: Market, account: str = "acme.example") -> str:
    explained = market.explain(account, as_of=DAY)
    return account_page(explained.card, explained.neighbourhood(), explained.approach)


def test_paths_and_signals_add_up_to_reach_and_intent(told: Callable[..., Market]) -> None:
    explained = told(FILES | VISITS).explain("acme.example", as_of=DAY)
    found = explained.approach
    assert found is not None
    assert found.reach == int(explained.paths.reach) > 0
    assert sum(way.points for way in found.ways) == found.reach
    assert found.intent == int(explained.signals.intent) > 0
    assert sum(kind.points for kind in found.kinds) == found.intent
    assert [way.people for way in found.ways] == [
        ("Ann Lee", "Ines Silva"),
        ("Ann Lee", "Bo Marsh", "Ines Silva"),
        ("Ann Lee", "Eve Dorn", "Ines Silva"),
    ]
    assert [each.day for each in found.signals] == sorted(
        (each.day for each in found.signals), reverse=True
    )
    assert found.others == (("Mia Fox", "Analyst", ""),)


def test_the_page_says_whom_to_ask_and_why_now(told: Callable[..., Market]) -> None:
    market = told(FILES | VISITS)
    text = words(page_of(market))
    beside = market.explain("acme.example", as_of=DAY).beside
    head = text[: text.index("Graph Table")]
    assert f"reach {int(beside.reach)} intent {int(beside.intent)} {beside.cell}" in head
    assert beside.next_step in head
    assert "Ann Lee → Bo Marsh → Ines Silva , COO" in text
    assert "Ask Ann Lee to introduce you to Ines Silva, COO at Acme." in text
    assert "both worked at Pied Piper (12 people)" in text
    # A path of one step is its own weakest link, and says so beside its strength.
    assert text.count("Weakest link:") == 2
    assert "Weakest link: Ann Lee and Ines Silva" not in text
    assert "30 Jun 2026 : looked at prices , 4 times" in text


def test_what_counts_no_point_has_no_bar_and_is_no_silence(told: Callable[..., Market]) -> None:
    [name] = VISITS
    header = VISITS[name].splitlines()[0]
    market = told(FILES | {name: f"{header}\nacme.example,/,2026-06-03,1\n"})
    found = market.explain("acme.example", as_of=DAY).approach
    assert found is not None
    assert "visited the website" in {each.signal for each in found.signals}
    assert "visited the website" not in {kind.signal for kind in found.kinds}
    assert sum(kind.points for kind in found.kinds) == found.intent
    assert "the website the website" not in words(page_of(market))
    explained = market.explain("acme.example", as_of=DAY)
    little = replace(found, intent=0, kinds=())
    text = words(account_page(explained.card, explained.neighbourhood(), little))
    assert "showed nothing that still counts a point." in text
    assert "3 Jun 2026 : visited the website" in text


def test_silence_is_said_and_what_is_unknown_is_not(told: Callable[..., Market]) -> None:
    market = told(FILES | VISITS)
    text = words(page_of(market, "quiet.example"))
    assert "reach 0" in text
    assert "intent 0" in text
    assert "It could have been seen and showed nothing." in text
    assert "Nobody is known who works there." in text


def test_without_colleagues_reach_is_not_shown(told: Callable[..., Market]) -> None:
    companies = {name: text for name, text in FILES.items() if "ann-lee" not in name}
    text = words(page_of(told(companies | VISITS)))
    assert "intent" in text
    assert "reach" not in text
    assert "No colleague is known to know them" in text


def test_where_neither_is_known_the_page_is_as_without(told: Callable[..., Market]) -> None:
    market = told({name: text for name, text in FILES.items() if "ann-lee" not in name})
    explained = market.explain("acme.example", as_of=DAY)
    assert explained.approach is None
    text = words(page_of(market))
    assert "Why now" not in text
    assert "intent" not in text


def test_only_people_of_paths_are_in_the_page_and_nobody_s_address(
    told: Callable[..., Market], tmp_path: Path
) -> None:
    market = told(FILES | VISITS)
    files = [page_of(market)]
    graph = market.neighbourhood("acme.example")
    files += [graph_text(graph, each) for each in ("graphml", "gexf", "json")]
    for text in files:
        assert "Bo Marsh" in text
        for absent in ("Stray Friend", "Noa Out", "@acme.example", "linkedin.com/in"):
            assert absent not in text


def test_the_title_of_who_opted_out_is_no_signal_s_word(told: Callable[..., Market]) -> None:
    market = told(FILES | VISITS)
    arrived = market.signals("acme.example", DAY).table["what"].tolist()
    assert "COO" in arrived
    assert "CTO" not in page_of(market)


def test_who_was_refused_is_not_on_the_page(told: Callable[..., Market]) -> None:
    market = told(FILES | VISITS)
    market.paths.refuse("Ann Lee", "Bo Marsh")
    assert "Bo Marsh" not in page_of(market)
    assert "Bo Marsh" not in graph_text(market.neighbourhood("acme.example"), "json")


def test_the_graph_holds_the_people_of_paths_by_what_they_are(
    told: Callable[..., Market], tmp_path: Path
) -> None:
    explained = told(FILES).explain("acme.example", as_of=DAY)
    graph = explained.neighbourhood()
    path = write_neighbourhood(graph, explained.card, tmp_path / "acme.graphml")
    read = nx.read_graphml(path)
    kinds = {about["name"]: (node, about["kind"]) for node, about in read.nodes(data=True)}
    (ann, colleague), (bo, introducer), (ines, target) = (
        kinds[name] for name in ("Ann Lee", "Bo Marsh", "Ines Silva")
    )
    assert (colleague, introducer, target) == ("colleague", "introducer", "target")
    assert read.edges[bo, ines]["words"] == "knows"
    assert 0 < read.edges[ann, ines]["strength"] < 1
    assert "both worked at Pied Piper" in read.edges[bo, ines]["evidence"]
    assert read.edges[ines, "domain:acme.example"]["words"] == "works at"
    linked = json.loads(graph_text(graph, "json"))
    assert {"colleague", "introducer", "target"} <= {each["kind"] for each in linked["nodes"]}


def test_hostile_names_are_escaped() -> None:
    card, graph = planted(1, 1)
    page = account_page(card, graph, planted_approach(graph, HOSTILE))
    assert "<script>document.title" not in page
    assert "<img" not in page
    assert page.count("<script") == account_page(*planted(1, 1)).count("<script")


def test_points_on_the_page_are_those_of_the_paths() -> None:
    card, graph = planted(1, 1)
    approach = planted_approach(graph)
    text = words(account_page(card, graph, approach))
    assert "what makes reach 61" in text
    assert "Together +61" in text
    assert "what makes intent 55" in text
    assert "It shows more activity than usual." not in text
    surging = words(account_page(card, graph, replace(approach, surging=True)))
    assert "It shows more activity than usual." in surging
