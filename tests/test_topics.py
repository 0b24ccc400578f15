"""Topics: what companies say of themselves, from files to reasons."""

from __future__ import annotations

import csv
import datetime
from typing import TYPE_CHECKING

import pytest
from dumps import dumped
from variants import write

import graph_icp
from graph_icp.discovery.ranking.phrases import described
from graph_icp.graph.matrix import read_graph
from graph_icp.ingest.load.registry import loaders
from graph_icp.ingest.values.words import KEPT, plain_text, words

if TYPE_CHECKING:
    from pathlib import Path

    from graph_icp.market import Market

DAY = datetime.date(2024, 6, 1)
# What rows mean does not depend on where they are kept: one store is enough.
one_store = pytest.mark.parametrize("anywhere", ["DuckDB"], indirect=True)


@pytest.fixture
def market(anywhere: str) -> Market:
    return graph_icp.open(anywhere)


def told(market: Market) -> dict[str, set[str]]:
    """Return the keys of the topics that are told of each account."""
    found: dict[str, set[str]] = {}
    for relation, account, topic, value, _ in dumped(market)["link"]:
        if relation == "topics":
            assert value == 1
            found.setdefault(account[1], set()).add(topic[1])
    return found


def shared(market: Market) -> dict[str, set[str]]:
    """Return the names of the topics that are learned from, by the domain of who has them."""
    with market.store() as store:
        graph = read_graph(store)
    matrix = graph.matrices.get("topics")
    if matrix is None:
        return {}
    names = matrix.traits["name"].to_numpy()
    return {
        str(domain): set(names[matrix.values[[row]].indices])
        for row, domain in enumerate(graph.accounts["domain"])
    }


def description(market: Market, account: str) -> str | None:
    known = market.identity.known(account)["properties"].set_index("property")["value"]
    assert "topic_keys" not in known
    return None if "description" not in known else str(known["description"])


def rows(tmp_path: Path, header: str, *lines: list[str], name: str = "companies.csv") -> Path:
    with (tmp_path / name).open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header.split(","), *lines])
    return tmp_path / name


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Plans 300 loads a day; B2B, don't worry.", "plans loads day b2b don't worry"),
        ("Straßenfracht für Großhändler \N{EN DASH} Zölle", "straßenfracht für großhändler zölle"),
        (
            "L\N{RIGHT SINGLE QUOTATION MARK}été des sociétés d'affaires",
            "été des sociétés affaires",
        ),
        ("Мы планируем грузы", "планируем грузы"),
        ("提供物流软件 for SaaS", "提供 供物 物流 流软 软件 for saas"),
        ("クラウドを提供します", "クラウド 提供"),
        ("물류 소프트웨어 회사", "물류 소프트웨어 회사"),
        ("माल ढुलाई सॉफ्टवेयर", "माल ढुलाई सॉफ्टवेयर"),
        ("บริการขนส่ง", "บริการขนส่ง"),
        ("Freight freight FREIGHT", "freight"),
        ("Freight", "freight"),
        ("İstanbul'da lojistik", "istanbul lojistik"),
        ("2024 10x 100k 3d _ok_ naïve_word", "naïve word"),
        ("a" * 100_000, ""),
        ("", ""),
    ],
)
def test_words_of_any_language(text: str, found: str) -> None:
    assert words(text) == found.split()


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("<p>Plans loads &amp; routes.<br/>Fast</p>", "Plans loads & routes. Fast"),
        ("&lt;b&gt;Freight&lt;/b&gt; for a < b", "Freight for a < b"),
        ("See https://acme.com/x?y=1, www.acme.de or mail ann@acme.com now", "See or mail now"),
        ("acme.com plans. Node.js too", "plans. Node.js too"),
        ("  one\n\n two  three\t", "one\ntwo three"),
        ("", ""),
    ],
)
def test_markup_and_addresses_are_no_part_of_a_description(text: str, plain: str) -> None:
    assert plain_text(text) == plain


@pytest.mark.parametrize("piece", ["word ", "<a", "&lt;", "我们", "a@", "www.", "a.", "-", "<b>x"])
def test_a_description_of_a_hundred_thousand_characters_is_cut(piece: str) -> None:
    assert len(plain_text(piece * 100_000)) <= KEPT


def test_keywords_stay_as_they_are_and_descriptions_give_words(
    tmp_path: Path, market: Market
) -> None:
    file = rows(
        tmp_path,
        "domain,company,Keywords,Tags,Short Description,SEO Description",
        ["acme.com", "Acme GmbH", "Developer Tools, freight", "B2B", "Plans freight.", "By Acme"],
        ["bolt.com", "", '["Developer Tools"]', "", "", ""],
        ["crux.com", "Crux", "", "n/a", "-", "Crux"],
    )
    report = market.load(file, as_of=DAY)
    assert report.files[0].ignored == []
    assert told(market) == {
        "domain:acme.com": {"developer-tools", "freight", "b2b", "plans"},
        "domain:bolt.com": {"developer-tools"},
    }
    assert description(market, "acme.com") == "Plans freight. By Acme"
    assert description(market, "bolt.com") is None
    assert shared(market)["acme.com"] == {"Developer Tools"}
    before = dumped(market)
    market.load(file, as_of=DAY)
    assert dumped(market) == before


def test_the_latest_word_of_each_source_counts(tmp_path: Path, market: Market) -> None:
    header = "domain,source,description"
    files = [
        rows(tmp_path, header, ["a.com", "crm", "old words"], name="1.csv"),
        rows(tmp_path, header, ["a.com", "crm", "new words"], name="2.csv"),
        rows(tmp_path, header, ["a.com", "web", "spare text"], name="3.csv"),
    ]
    for day, file in zip((1, 2, 1), files, strict=True):
        market.load(file, as_of=DAY.replace(day=day))
    assert told(market) == {"domain:a.com": {"new", "words", "spare", "text"}}


def market_of(tmp_path: Path, size: int, having: int) -> Market:
    """Return a market in which so many accounts have a word, and two a keyword."""
    lines = [
        [f"c{place}.com", "Keyword" if place < 2 else "", "freight" if place < having else "x"]
        for place in range(size)
    ]
    market = graph_icp.open(tmp_path / f"{size}-{having}.duckdb")
    market.load(rows(tmp_path, "domain,keywords,description", *lines), as_of=DAY)
    return market


@pytest.mark.parametrize(
    ("size", "having", "found"),
    [
        (50, 1, False),
        (50, 2, True),
        (1000, 9, False),
        (1000, 10, True),
        (3000, 19, False),
        (3000, 20, True),
    ],
)
def test_a_word_is_a_topic_where_many_have_it(
    tmp_path: Path, size: int, having: int, found: bool
) -> None:
    topics = shared(market_of(tmp_path, size, having))
    assert topics["c0.com"] == ({"Keyword", "freight"} if found else {"Keyword"})


@one_store
def test_files_in_any_order_give_the_same_topics(tmp_path: Path, market: Market) -> None:
    header = "domain,keywords,description"
    one = rows(tmp_path, header, ["a.com", "", "Moves freight"], name="1.csv")
    other = rows(
        *(tmp_path, header),
        ["a.com", "Freight", "Moves boxes"],
        ["b.com", "", "freight boxes"],
        name="2.csv",
    )
    market.load(one, as_of=DAY)
    market.load(other, as_of=DAY)
    turned = graph_icp.open(tmp_path / "turned.duckdb")
    turned.load(other, one, as_of=DAY)
    assert told(market) == told(turned)
    assert shared(market) == shared(turned)
    assert shared(market) == {"a.com": {"Freight", "boxes"}, "b.com": {"Freight", "boxes"}}


@one_store
def test_a_company_is_not_described_by_its_own_name(tmp_path: Path, market: Market) -> None:
    file = rows(
        tmp_path,
        "domain,company,keywords,description",
        ["a.com", "Data Dog, Inc.", "", "Datadog watches data. Ask a dog at DATA DOG Inc"],
        ["b.com", "Société Zürich AG", "Zürich", "La Société Zürich vend"],
    )
    market.load(file, as_of=DAY)
    assert told(market) == {
        "domain:a.com": {"watches", "ask"},
        "domain:b.com": {"zürich", "vend"},
    }


@one_store
def test_cells_of_any_size_do_no_harm(tmp_path: Path, market: Market) -> None:
    file = rows(
        tmp_path,
        "domain,keywords,description",
        ["a.com", "k" * 100_000, "freight " * 12_500],
        ["b.com", ";,;" * 1000, "<div>" * 20_000],
        ["c.com", "", "lorries"],
        ["d.com", "", ""],
        ["e.com", "2024", "x" * 100_000],
    )
    report = market.load(file, as_of=DAY)
    assert report.files[0].accepted == 5
    assert told(market) == {
        "domain:a.com": {"freight"},
        "domain:c.com": {"lorries"},
        "domain:e.com": {"2024"},
    }
    assert len(description(market, "a.com") or "") <= KEPT
    market.customers.set(write(tmp_path, "domain\ne.com\n", "shown.csv"))
    assert list(market.customers.worth().columns)


@one_store
def test_a_refused_row_has_no_topics(tmp_path: Path, market: Market) -> None:
    file = rows(
        tmp_path,
        "domain,employees,description",
        ["a.com", "10", "freight"],
        ["no domain", "5", "customs"],
    )
    market.load(file, as_of=DAY)
    assert told(market) == {"domain:a.com": {"freight"}}
    assert not [key for kind, key, *_ in dumped(market)["node"] if key == "customs"]


@one_store
@pytest.mark.parametrize(
    "name",
    [
        each.name
        for each in loaders().values()
        if any(column.name == "description" for column in each.columns)
        and any("escription" in header for header in each.example)
    ],
)
def test_every_loader_of_companies_keeps_descriptions(
    tmp_path: Path, market: Market, name: str
) -> None:
    loader = loaders()[name]
    file = rows(tmp_path, ",".join(loader.example), [*loader.example.values()])
    market.load(file, loader=name, as_of=DAY)
    (topics,) = told(market).values()
    assert topics >= {"plans", "loads", "lorries"}
    assert description(market, market.accounts()["key"][0]) == "Plans the loads of lorries."


@pytest.fixture
def tools(tmp_path: Path) -> Market:
    """Return a market in which customers build tools for developers."""
    lines = []
    for place in range(120):
        builds = place % 4 == 0
        lines.append(
            [
                *(f"c{place:03}.com", f"Firm{place:03}"),
                "Developer Tools" if builds and place < 90 else "Retail" if place % 3 else "",
                ("Code and testing for engineers" if builds else "Shoes and boots for families"),
                "Software" if builds or place % 5 == 0 else "Trade",
            ]
        )
    market = graph_icp.open(tmp_path / "tools.duckdb")
    market.load(rows(tmp_path, "domain,company,keywords,description,industry", *lines), as_of=DAY)
    return market


def test_topics_choose_customers_are_learned_and_explained(tools: Market) -> None:
    chosen = tools.customers.set(where=["topics=Developer Tools"])
    assert chosen is not None
    found = tools.discover(without=["topics:Developer Tools"])
    best = found.table.iloc[:7]
    assert set(best["domain"]) == {f"c{place:03}.com" for place in range(92, 120, 4)}
    assert all("escribes itself with: " in why for why in best["why"])
    assert "code" in best["why"].iloc[0]
    explained = tools.explain("c092.com").explanation
    assert "topics" in set(explained.points["relation"])
    assert explained.what_if.empty
    assert explained.points["points"].sum() == pytest.approx(explained.total, abs=1e-9)
    assert tools.similar("c092.com", limit=1).table["domain"].iloc[0] != ""
    kinds = {each["kind"] for _, each in tools.neighbourhood("c092.com").nodes(data=True)}
    assert "Topic" in kinds


def test_topics_are_off_by_one_line(tools: Market, tmp_path: Path) -> None:
    tools.customers.set(where=["topics=Developer Tools"])
    (tmp_path / "icp.toml").write_text('[relations]\ntopics = "off"\n')
    explained = tools.explain("c092.com").explanation
    assert "topics" not in set(explained.points["relation"])


def test_reasons_name_each_topic_once() -> None:
    said = "describes itself with: "
    assert described("topics", ["freight", "customs"]) == said + "freight and customs"
    assert described("topics", ["open", "Open Source", "API"]) == said + "Open Source and API"
    assert described("topics", ["developer", "developers"]) == said + "developers"
