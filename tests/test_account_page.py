"""The account page: a card, a graph and a table that a reader takes in, alone and inert."""

from __future__ import annotations

import csv
import html
import json
import os
import random
import re
import subprocess
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import graph_icp
from graph_icp.discovery.ranking.bars import Bar
from graph_icp.discovery.ranking.card import Card, Door, Lift
from graph_icp.output import layout, node_labels, picture
from graph_icp.output.account_page import account_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Demo

    from graph_icp.market import Market

ACCOUNT = "domain:acme.com"
DATA = Path(__file__).parents[2] / "shared" / "data"
REAL = {"market": "uses=Elixir", "adopters": "uses=Argo CD", "startups": "topics=Developer Tools"}
HOSTILE = [
    "</script><script>document.title='broken'</script>",
    "<img src=x onerror=\"document.title='broken'\">",
    "</title></style><b id=broken>",
    "{{ 7 * 7 }} {% raw %}",
    "شركة الاتصالات السعودية",
    "\u202eevil\u2069",
    "中华人民共和国国家开发银行股份有限公司",
    "👨‍👩‍👧‍👦🚀🎉 🇩🇪🇫🇷",
    "name\nof\u2028lines\x00",
    "half\ud800",
    "",
    "W" * 60,
    "A technology whose name never ends, Incorporated and Sons " * 6,
]


def planted(traits: int, customers: int, names: list[str] | None = None) -> Planted:
    """An account's card and graph; every third trait counts against it."""
    chance = random.Random(0)
    called = iter(names or ())
    tools = [next(called, f"Trait number {place}") for place in range(traits)]
    firms = [next(called, f"Customer {place}") for place in range(customers)]
    points = [(-1 if place % 3 == 2 else 1) * (40 - place) for place in range(traits)]
    having = [
        [firm for firm in range(customers) if firm == trait or chance.random() < 0.5]
        for trait in range(traits)
    ]
    bars = [
        Bar(
            *("uses", f"t{place}", f"Uses {tools[place]}", points[place]),
            *(len(having[place]), 20, 8, 109),
            like=tuple(dict.fromkeys(firms[each] for each in having[place] if each < 8))[:4],
        )
        for place in range(traits)
    ]
    folded = tuple(bars[6:])
    rest = sum(each.points for each in folded)
    shown = [*bars[:6], *([Bar("", "", f"{len(folded)} more traits", rest)] if folded else [])]
    card = Card(
        name=names[0] if names else "Acme",
        domain="acme.com",
        status="prospect",
        tier="Good fit",
        fit=47,
        points=sum(points) + 15,
        rank=3,
        of_how_many=109,
        facts=(names[1] if names else "Retail", "51-200 people"),
        why=" ".join(names) if names else "Uses Trait number 0, like Customer 0",
        bars=(*shown, Bar("", "", "Starting point", 15, note="any company of this market")),
        folded=folded,
        most_like=firms[0] if firms else "",
        named=tuple(firms[:8]),
        doors=(Door("Rita Rossi", "Head of Logistics", ("Bo Marsh",)), Door("Mia Fox", "", ())),
        doors_left_out=0,
        unknown=("Size",),
        what_if=(Lift("Go", 62, "Best fit"),),
        broken=(),
        learned_from=14,
    )
    graph: nx.Graph[str] = nx.Graph(
        account=ACCOUNT, name=card.name, fit=47.2, rank=3, reasons=card.why
    )
    graph.graph.update(traits_left_out=0, customers_left_out=0)
    graph.add_node(ACCOUNT, kind="Account", name=card.name, ring="account", place=0, on_card=True)
    for place, bar in enumerate(bars):
        about = {"kind": "Technology", "name": tools[place], "words": bar.name, "place": place}
        about |= {"points": bar.points, "customers": bar.customers, "on_card": place < 6}
        graph.add_node(bar.trait, ring="trait", **about)
        graph.add_edge(ACCOUNT, bar.trait, kind="USES", words="uses")
    for place, firm in enumerate(firms):
        about = {"kind": "Account", "name": firm, "place": place, "domain": f"c{place}.example"}
        about |= {"most_like": not place, "on_card": place < 8}
        graph.add_node(f"c{place}", ring="customer", **about)
        graph.add_edges_from(
            (f"c{place}", f"t{each}") for each in range(traits) if place in having[each]
        )
        graph.nodes[f"c{place}"]["shared"] = graph.degree(f"c{place}")
    return Planted(card, graph)


class Planted(NamedTuple):
    """What a page is made of."""

    card: Card
    graph: nx.Graph[str]


def page_of(market: Market, account: str) -> str:
    explained = market.explain(account)
    return account_page(explained.card, explained.neighbourhood())


# The words on the page


def test_the_page_opens_on_the_card() -> None:
    page = account_page(*planted(3, 2))
    assert 'id="tab-card" checked' in page
    assert "Good fit · fit 47" in page
    assert "rank 3 of 109" in page
    assert "Uses Trait number 0, like Customer 0." in page
    assert page.index('id="card"') < page.index('id="graph"') < page.index('id="table"')


def test_a_bar_says_how_many_have_it_and_who() -> None:
    card, graph = planted(1, 9)
    first = replace(card.bars[0], customers=1_400, of_customers=3_000, note="12 years ago")
    text = words(account_page(replace(card, bars=(first, card.bars[-1])), graph))
    assert "Uses Trait number 0 1,400 of 3,000 customers · 8 of 109 prospects 12 years ago" in text
    assert "+40 Customer 0 · most like it" in text
    assert f"+{1_400 - len(first.like):,}" in text


def test_runs_of_older_versions_count_no_prospects() -> None:
    card, graph = planted(1, 1)
    first = replace(card.bars[0], prospects=None, of_prospects=None)
    text = words(account_page(replace(card, bars=(first, card.bars[-1])), graph))
    assert "1 of 20 customers" in text
    assert "of 109 prospects" not in text


def test_the_doors_say_who_knows_whom() -> None:
    card, graph = planted(1, 1)
    text = words(account_page(card, graph))
    assert "Bo Marsh knows Rita Rossi , Head of Logistics" in text
    both = replace(card, doors=(Door("Rita Rossi", "", ("Bo Marsh", "Ann Lee")),))
    assert "Bo Marsh and Ann Lee know Rita Rossi" in words(account_page(both, graph))
    many = ("Bo Marsh", "Ann Lee", "Cy Dow", "Di Eck")
    crowd = replace(card, doors=(Door("Rita Rossi", "", many),))
    assert "Bo Marsh, Ann Lee and 2 more know Rita Rossi" in words(account_page(crowd, graph))
    strangers = words(account_page(replace(card, doors=card.doors[1:]), graph))
    assert "load colleagues' LinkedIn connections" in strangers
    assert "No contact there is known" in words(account_page(replace(card, doors=()), graph))


def test_what_is_unknown_and_what_it_would_take_are_said() -> None:
    card, graph = planted(1, 1)
    text = words(account_page(card, graph))
    assert "What we do not know Size." in text
    assert "Learned from 14 customers: treat it as a hint." in text
    assert "With Go : Best fit (fit 62)" in text
    ruled_out = replace(card, broken=("require country: DE",), tier="Disqualified", rank=None)
    text = words(account_page(ruled_out, graph))
    assert "Disqualified by your rule: require country: DE" in text
    assert "prospect, not ranked" in text


def test_who_is_not_scored_is_told_so() -> None:
    card, graph = planted(0, 0)
    text = words(account_page(replace(card, fit=None, points=None, bars=(), why=""), graph))
    assert "Nothing that counts is known of it, so it has no fit." in text
    assert "It shares nothing that we know of with your customers." in text


def test_the_table_adds_up_too() -> None:
    card, graph = planted(15, 8)
    (table, *_) = re.findall(r"<table>(.*?)</table>", account_page(card, graph), re.DOTALL)
    numbers = points_in(table)
    assert len(numbers) == 15 + 2
    assert sum(numbers[:-1]) == numbers[-1] == card.points


def test_a_long_table_is_cut_and_still_adds_up() -> None:
    card, graph = planted(230, 3)
    page = account_page(card, graph)
    assert "and 30 more traits" in page
    (table, *_) = re.findall(r"<table>(.*?)</table>", page, re.DOTALL)
    numbers = points_in(table)
    assert sum(numbers[:-1]) == numbers[-1] == card.points


def words(page: str) -> str:
    """The text of a page's body, blanks between elements."""
    body = page[page.index("<header>") :]
    body = re.sub(r"<script.*?</script>", "", body, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def points_in(table: str) -> list[int]:
    """The numbers with a sign in a table."""
    plain = table.replace("\N{MINUS SIGN}", "-").replace(",", "")
    return [int(each) for each in re.findall(r'<td class="number">([+-]?\d+)</td>', plain)]


def test_the_same_account_gives_the_same_bytes() -> None:
    card, graph = planted(9, 9)
    turned: nx.Graph[str] = nx.Graph(**graph.graph)
    turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
    turned.add_edges_from((b, a, attributes) for a, b, attributes in graph.edges(data=True))
    assert account_page(card, turned) == account_page(card, graph)


# The graph


@pytest.mark.parametrize("names", [None, HOSTILE * 7], ids=["plain", "hostile"])
@pytest.mark.parametrize("size", [(0, 0), (1, 0), (2, 1), (3, 40), (40, 3), (30, 30)])
@pytest.mark.parametrize("sheet", [layout.WIDE, layout.NARROW], ids=["wide", "narrow"])
def test_no_box_lies_over_another(
    size: tuple[int, int], names: list[str] | None, sheet: layout.Sheet
) -> None:
    _, graph = planted(*size, names=names)
    placed = layout.boxes(graph, sheet)
    assert placed.keys() == set(graph)
    for one, other in combinations(placed.values(), 2):
        aside = one.right <= other.left or other.right <= one.left
        assert aside or one.bottom <= other.top or other.bottom <= one.top
    assert min(each.top for each in placed.values()) >= 0


def test_a_graph_begins_with_what_the_card_names_and_can_show_all() -> None:
    sets: Any = picture.drawing(planted(15, 15).graph)["sets"]
    assert {name: boxes_of(each["wide"]) for name, each in sets.items()} == {"few": 15, "all": 31}
    assert [*picture.drawing(planted(4, 5).graph)["sets"]] == ["few"]  # type: ignore[call-overload]


def boxes_of(drawn: dict[str, Any]) -> int:
    return sum(node["shape"] == "box" for node in drawn["nodes"])


def test_lines_at_rest_are_those_of_the_account_the_wider_the_more_points() -> None:
    card, graph = planted(6, 8)
    sets: Any = picture.drawing(graph)["sets"]
    lines = sets["few"]["wide"]["edges"]
    assert len(lines) == 6
    by_points = sorted(zip([abs(bar.points) for bar in card.bars], lines, strict=False), key=first)
    widths = [line["width"] for _, line in by_points]
    assert widths == sorted(widths)
    assert len({*widths}) == 6


def first(pair: tuple[int, object]) -> int:
    return pair[0]


def test_points_against_an_account_look_different() -> None:
    _, graph = planted(3, 2)
    drawn: Any = picture.drawing(graph)["sets"]
    for sheet in ("wide", "narrow"):
        nodes = {node["id"]: node for node in drawn["few"][sheet]["nodes"]}
        assert not nodes[1]["shapeProperties"]["borderDashes"]
        assert nodes[3]["shapeProperties"]["borderDashes"]
        assert "\N{MINUS SIGN}38 · " in nodes[3]["label"].replace("\n", " ")
        dashed = [line["to"] for line in drawn["few"][sheet]["edges"] if line.get("dashes")]
        assert dashed == ["3l"]


@given(text=st.text(max_size=60), longest=st.floats(3, 20), most=st.integers(1, 4))
def test_a_label_never_grows_beyond_its_lines(text: str, longest: float, most: int) -> None:
    lines = node_labels.wrapped(node_labels.clean(text), longest, most)
    assert len(lines) <= most
    assert all(node_labels.text_width(line) <= longest for line in lines)


@given(text=st.text("abc de", max_size=60))
def test_a_label_is_cut_only_where_no_line_is_left(text: str) -> None:
    plain = node_labels.clean(text)
    lines = node_labels.wrapped(plain, 8.0, 4)
    if not lines[-1].endswith("…"):
        assert "".join(lines).replace(" ", "") == plain.replace(" ", "")
    else:
        assert len(lines) == 4


@pytest.mark.parametrize(
    ("text", "beginnings"),
    [
        ("Mercedes", {"", "M", "Me", "Mer", "Merc", "Merce", "Merced", "Mercede"}),
        ("👨‍👩‍👧‍👦👨‍👩‍👧‍👦ab", {"", "👨‍👩‍👧‍👦", "👨‍👩‍👧‍👦👨‍👩‍👧‍👦", "👨‍👩‍👧‍👦👨‍👩‍👧‍👦a"}),
        ("e\u0301e\u0301e\u0301", {"", "e\u0301", "e\u0301e\u0301"}),
        ("❤️❤️❤️", {"", "❤️", "❤️❤️"}),
    ],
)
def test_a_name_is_never_cut_inside_a_character(text: str, beginnings: set[str]) -> None:
    for tenths in range(10, 120):
        short = node_labels.shortened(text, tenths / 10)
        assert short == text or short.removesuffix("…") in beginnings


# Cards and graphs of markets


@pytest.fixture(scope="module")
def demo(demo_market: Demo, tmp_path_factory: pytest.TempPathFactory) -> Market:
    store = tmp_path_factory.mktemp("cards") / "demo.duckdb"
    store.write_bytes(demo_market.store.read_bytes())
    market = graph_icp.open(store)
    market.discover(limit=0)
    return market


def asked_of(market: Market) -> list[str]:
    """The best, one in the middle and the worst of a market, and a customer."""
    keys = market.discover().table["key"]
    customers = market.explain(keys.iloc[0]).run.customers.accounts["key"]
    return [keys.iloc[0], keys.iloc[len(keys) // 2], keys.iloc[-1], customers.iloc[3]]


def test_every_customer_on_a_card_stands_in_its_graph_and_bars_add_up(demo: Market) -> None:
    for account in asked_of(demo):
        check(demo, account)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Market]:
    """The markets of real companies, of those that are there."""
    folder = tmp_path_factory.mktemp("real")
    found = {}
    for name, where in REAL.items():
        if (DATA / name).is_dir():
            found[name] = graph_icp.open(folder / f"{name}.duckdb")
            found[name].load(DATA / name)
            found[name].customers.set(where=[where])
    return found


@pytest.mark.parametrize("name", REAL)
def test_cards_of_real_markets_add_up_too(name: str, real: dict[str, Market]) -> None:
    if name not in real:
        pytest.skip(f"../shared/data/{name} is not there")
    for account in asked_of(real[name]):
        check(real[name], account)


def check(market: Market, account: str) -> None:
    explained = market.explain(account)
    card, graph = explained.card, explained.neighbourhood()
    if card.points is None:
        assert card.bars == ()
        return
    assert card.points == round(explained.explanation.total)
    assert sum(bar.points for bar in card.bars) == card.points
    on_card = [about for _, about in graph.nodes(data=True) if about["on_card"]]
    customers = [about["name"] for about in on_card if about["ring"] == "customer"]
    assert customers == [*card.named]
    assert {name for bar in card.bars for name in bar.like} <= {*customers}
    assert card.most_like in {"", *customers}
    traits = {about["words"]: about["points"] for about in on_card if about["ring"] == "trait"}
    assert len(traits) <= 6
    assert len(customers) <= 8
    assert traits == {bar.name: bar.points for bar in card.bars if bar.trait and bar.customers}


@pytest.fixture(scope="module")
def shops(tmp_path_factory: pytest.TempPathFactory) -> Market:
    """Six customers and six others; one customer has no domain, and names are not only letters."""
    folder = tmp_path_factory.mktemp("shops")
    names = ["Halden Shoes", *HOSTILE[:2], HOSTILE[4], HOSTILE[6], "🚀🎉", *map(str, range(1, 7))]
    rows = [
        (
            f"shop{place}.example" if place != 3 else "",
            name,
            "Retail" if place % 4 else "Banking",
            "Germany" if place < 9 else "Japan",
            "customer" if place < 6 else "prospect",
        )
        for place, name in enumerate(names)
    ]
    header = ("domain", "name", "industry", "country", "status")
    write_csv(folder / "companies.csv", [header, *rows])
    people = [
        ("First Name", "Last Name", "Email Address", "Company", "Position", "Connected On"),
        ("Rita", "Rossi", "rita@shop6.example", "1", "Head of Logistics", "01 Feb 2022"),
    ]
    write_csv(folder / "Connections.csv", people)
    contacts = [
        ("email", "name", "domain", "title", "Email Opt Out"),
        ("mia@shop6.example", "Mia Fox", "shop6.example", "COO", "false"),
        ("no@shop6.example", "Noa Out", "shop6.example", "CEO", "true"),
    ]
    write_csv(folder / "contacts.csv", contacts)
    market = graph_icp.open(folder / "shops.duckdb")
    market.load(folder / "companies.csv", folder / "contacts.csv")
    market.load(folder / "Connections.csv", owner="Bo Marsh")
    market.discover(limit=0)
    return market


def write_csv(path: Path, rows: list[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def test_a_card_names_whom_a_colleague_knows_and_nobody_who_opted_out(shops: Market) -> None:
    doors = shops.explain("shop6.example").card.doors
    assert [(each.person, each.known_by) for each in doors] == [
        ("Rita Rossi", ("Bo Marsh",)),
        ("Mia Fox", ()),
    ]


def test_customers_of_any_name_or_without_a_domain_have_cards_and_stand_on_others(
    shops: Market,
) -> None:
    accounts = shops.accounts()
    assert len(accounts) == 12
    for key in accounts["key"]:
        check(shops, key)
    text = words(page_of(shops, accounts["key"][accounts["domain"].isna()].iloc[0]))
    assert "customer, not ranked" in text


def test_a_company_that_breaks_a_rule_is_told_why(shops: Market, tmp_path: Path) -> None:
    rules = tmp_path / "icp.toml"
    rules.write_text('[require]\ncountry = ["Germany"]\n', encoding="utf-8")
    card = graph_icp.open(shops.path, rules).explain("shop9.example").card
    assert card.tier == "Disqualified"
    assert card.broken == ("require country: DE",)
    assert sum(bar.points for bar in card.bars) == card.points


def crowded(folder: Path) -> Market:
    """A market of 3,000 customers who share everything, with a target that shares it too."""
    rows = [f"customer{i}.example,Elixir" for i in range(3000)]
    rows += [f"customer{i}.example,Tool {i % 40}" for i in range(3000)]
    rows += [f"target.example,{name}" for name in ("Elixir", *(f"Tool {i}" for i in range(40)))]
    rows += [f"other{i}.example,Rust" for i in range(50)]
    (folder / "uses.csv").write_text("domain,technology\n" + "\n".join(rows))
    names = "\n".join(f"customer{i}.example" for i in range(3000))
    (folder / "customers.csv").write_text(f"domain\n{names}")
    market = graph_icp.open(folder / "crowded.duckdb")
    market.load(folder / "uses.csv")
    market.customers.set(folder / "customers.csv")
    return market


# In Chromium

VISIT = """
const frames = [...document.querySelectorAll("iframe")];
const pause = (time) => new Promise((done) => setTimeout(done, time));

// The rectangles of all text that is seen, by element.
function texts(root) {
  const found = [];
  const walk = root.ownerDocument.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const unseen = ["SCRIPT", "STYLE", "NOSCRIPT"].includes(node.parentElement.tagName);
    if (unseen || !node.data.trim()) continue;
    const range = root.ownerDocument.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width) found.push([node.data.trim(), box.left, box.top, box.right, box.bottom]);
    }
  }
  return found;
}

// Of the graph: its boxes, their text and the room.
const GRAPH = `(() => ({
  boxes: boxes().map((id) => {
    const { x, y, shape: { width, height }, labelModule, options } = network.body.nodes[id];
    const box = [x - width / 2, y - height / 2, x + width / 2, y + height / 2];
    const lines = labelModule.lines.map((line) => line.width);
    return { id, label: options.label, box, text: Math.max(...lines) };
  }),
  seen: [[0, 0], [place.clientWidth, place.clientHeight]].map(([x, y]) => (
    network.DOMtoCanvas({ x, y }))),
  scale: network.getScale(),
  lines: edges.length,
  told: told.textContent,
}))()`;

async function visit() {
  await pause(300);
  const pages = {};
  for (const frame of frames) {
    const { contentDocument: page, contentWindow: inside } = frame;
    const seen = { title: page.title, scripts: page.scripts.length, images: page.images.length };
    seen.broken = page.getElementById("broken") !== null;
    seen.scriptless = frame.hasAttribute("sandbox");
    for (const tab of ["card", "graph", "table"]) {
      page.getElementById(`tab-${tab}`).click();
      await pause(150);
      const root = page.documentElement;
      seen[tab] = { texts: texts(page.body), wide: root.scrollWidth, room: root.clientWidth };
      if (tab === "graph") seen.drawn = page.getElementById("picture")?.dataset.drawn ?? "";
      if (tab === "graph" && frame.name.startsWith("probed")) {
        seen.few = inside.eval(GRAPH);
        inside.eval("light(boxes().at(-1))");
        seen.lit = inside.eval(GRAPH);
        inside.eval("lightKept(); more?.click()");
        await pause(150);
        seen.all = inside.eval(GRAPH);
      }
    }
    pages[`${frame.name} ${frame.width}`] = seen;
  }
  document.body.textContent = JSON.stringify(pages);
}
addEventListener("load", () => visit().catch((error) => { document.body.textContent = error; }));
"""
CONTROL = "http://elsewhere.example/dot.png"
SIZES = ((1400, 900), (390, 844))
PLANTED = {
    "one trait": planted(1, 1),
    "no customer": planted(2, 0),
    "nothing": planted(0, 0),
    "many": planted(15, 15),
    "hostile": planted(15, 15, names=HOSTILE * 3),
}
DEMO = ("best", "middle", "worst", "customer")
NAMES = (*PLANTED, *DEMO, "3,000 customers", *REAL)
AS_THEY_ARE = ("many", "hostile")


class Visit(NamedTuple):
    """What Chromium made of the pages, and the addresses that they asked for."""

    pages: dict[str, Any]
    asked: set[str]


@pytest.fixture(scope="module")
def visit(
    chromium: str,
    demo: Market,
    real: dict[str, Market],
    tmp_path_factory: pytest.TempPathFactory,
) -> Visit:
    """Open every page in frames as wide as a desk's screen and a phone's, in one Chromium."""
    pages = {name: account_page(*each) for name, each in PLANTED.items()}
    pages |= {name: page_of(demo, key) for name, key in zip(DEMO, asked_of(demo), strict=True)}
    folder = tmp_path_factory.mktemp("chromium")
    pages["3,000 customers"] = page_of(crowded(folder), "target.example")
    pages |= {name: page_of(market, asked_of(market)[0]) for name, market in real.items()}
    outer = f'<meta charset="utf-8"><img src="{CONTROL}">'
    outer += f"{''.join(frames(pages))}<script>{VISIT}</script>"
    dom, asked = shown(chromium, folder, outer)
    found = re.search("<body>(.*)</body>", dom, re.DOTALL)
    assert found is not None
    return Visit(json.loads(html.unescape(found[1])), asked)


def frames(pages: dict[str, str]) -> Iterator[str]:
    """Each page without scripts and with the test's eyes in it, and two as they are."""
    policy = r'<meta http-equiv="Content-Security-Policy"[^>]*>'
    for width, height in SIZES:
        for name, page in pages.items():
            kinds = [(f"still {name}", 'sandbox="allow-same-origin"', page)]
            if 'id="drawing"' in page:
                kinds.append((f"probed {name}", "", re.sub(policy, "", page)))
            if name in AS_THEY_ARE:
                kinds.append((name, "", page))
            for kind, how, text in kinds:
                yield (
                    f'<iframe name="{kind}" width="{width}" height="{height}" {how} '
                    f'frameborder="0" srcdoc="{html.escape(text)}"></iframe>'
                )


def shown(chromium: str, folder: Path, page: str) -> tuple[str, set[str]]:
    """Open a page without a network; return its DOM and the addresses that it asked for."""
    (folder / "page.html").write_text(page, encoding="utf-8", errors="replace")
    log = folder / "net.json"
    silent = ["no-first-run", "disable-background-networking", "disable-component-update"]
    flags = ["headless", "no-sandbox", "disable-gpu", "disable-sync", *silent, "dump-dom"]
    done = subprocess.run(
        [
            chromium,
            *(f"--{flag}" for flag in flags),
            "--host-resolver-rules=MAP * ~NOTFOUND",
            "--window-size=1400,900",
            "--virtual-time-budget=60000",
            f"--user-data-dir={folder / 'profile'}",
            f"--log-net-log={log}",
            (folder / "page.html").as_uri(),
        ],
        capture_output=True,
        check=True,
        timeout=120,
        env=os.environ | {"HOME": str(folder)},
    )
    events = [event.get("params", {}) for event in json.loads(log.read_text())["events"]]
    # Chromium's own calls home have no initiator that is an origin; a page's have.
    asked = {
        event["url"]
        for event in events
        if "url" in event and event.get("initiator", "not an origin") != "not an origin"
    }
    return done.stdout.decode(), asked


def test_the_pages_ask_for_nothing(visit: Visit) -> None:
    assert visit.asked == {CONTROL}  # which the page around them asks for


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width", [width for width, _ in SIZES])
@pytest.mark.parametrize("how", ["probed", "still"], ids=["scripts", "no scripts"])
def test_all_text_is_seen_apart_and_inside_the_page(
    visit: Visit, name: str, width: int, how: str
) -> None:
    page = page_seen(visit, f"{how} {name} {width}")
    assert page["scriptless"] == (how == "still")
    for tab in ("card", "graph", "table"):
        seen = page[tab]
        assert seen["wide"] <= seen["room"], f"{tab} scrolls sideways"
        assert seen["texts"]
        for text, left, _, right, _ in seen["texts"]:
            assert left >= 0, text
            assert right <= seen["room"] + 0.5, text
        for one, other in combinations(seen["texts"], 2):
            assert not overlap(one[1:], other[1:]), (one, other)


def page_seen(visit: Visit, name: str) -> Any:
    if name not in visit.pages:
        pytest.skip("the page has no scripts, or ../shared/data is not there")
    return visit.pages[name]


def overlap(one: list[float], other: list[float]) -> bool:
    # Lines of one paragraph touch, and emoji are higher than their line.
    slack = 5
    aside = one[2] <= other[0] + 1 or other[2] <= one[0] + 1
    return not (aside or one[3] <= other[1] + slack or other[3] <= one[1] + slack)


@pytest.mark.parametrize("name", [each for each in NAMES if each != "nothing"])
@pytest.mark.parametrize("width", [width for width, _ in SIZES])
def test_boxes_as_drawn_lie_apart_and_hold_their_text(visit: Visit, name: str, width: int) -> None:
    page = page_seen(visit, f"probed {name} {width}")
    for some in (page["few"], page["all"]):
        assert some["scale"] > 0.9  # 14 pixels stay readable
        (left, top), (right, bottom) = ((each["x"], each["y"]) for each in some["seen"])
        for node in some["boxes"]:
            box, text = node["box"], node["text"]
            assert left <= box[0] < box[2] <= right, node["label"]
            assert top <= box[1] < box[3] <= bottom, node["label"]
            assert text <= box[2] - box[0] - 2 * layout.MARGIN, node["label"]
        for one, other in combinations(some["boxes"], 2):
            assert not overlap(one["box"], other["box"]), (one["label"], other["label"])


@pytest.mark.parametrize("width", [width for width, _ in SIZES])
def test_lines_to_customers_are_drawn_on_demand(visit: Visit, width: int) -> None:
    _, graph = PLANTED["many"]
    page = visit.pages[f"probed many {width}"]
    assert page["drawn"] == "15"
    assert len(page["all"]["boxes"]) == 31
    own = sum(each in {f"t{trait}" for trait in range(6)} for each in graph["c7"])
    assert page["lit"]["lines"] - page["few"]["lines"] == own > 0
    assert page["lit"]["told"].replace("\u2068", "").startswith("Customer 7")
    assert page["all"]["told"].startswith("The wider a line")


def test_hostile_names_are_inert(visit: Visit) -> None:
    page, plain = visit.pages["hostile 390"], visit.pages["many 390"]
    assert page["drawn"] == plain["drawn"] == "15"
    assert page["title"] == f"{HOSTILE[0]} · graph-icp"
    assert page["images"] == 0
    assert not page["broken"]
    assert page["scripts"] == plain["scripts"] == 3


def test_a_printed_page_holds_card_and_table(chromium: str, tmp_path: Path) -> None:
    page = account_page(*planted(15, 15))
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    target = tmp_path / "page.pdf"
    flags = ["headless", "no-sandbox", "disable-gpu", "no-pdf-header-footer"]
    run = [chromium, *(f"--{each}" for each in flags), f"--user-data-dir={tmp_path / 'profile'}"]
    run += [f"--print-to-pdf={target}", (tmp_path / "page.html").as_uri()]
    subprocess.run(run, capture_output=True, check=True, timeout=60)
    pages = len(re.findall(rb"/Type\s*/Page\b", target.read_bytes()))
    assert 2 <= pages <= 4
