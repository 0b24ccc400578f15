"""The account page of markets, as Chromium shows it: every name in its place, alone and inert."""

from __future__ import annotations

import csv
import html
import json
import os
import re
import subprocess
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from planted_cards import HOSTILE, planted, planted_approach, words

import graph_icp
from graph_icp.output.pages.account_page import account_page
from graph_icp.output.pages.box import MARGIN

if TYPE_CHECKING:
    from collections.abc import Iterator

    import networkx as nx
    from conftest import Demo
    from planted_cards import Planted

    from graph_icp.discovery.ranking.card import Card
    from graph_icp.market import Market
    from graph_icp.market.accounts.approach import Approach

DATA = Path(__file__).parents[2] / "shared" / "data"
REAL = {"market": "uses=Elixir", "adopters": "uses=Argo CD", "startups": "topics=Developer Tools"}


def page_of(market: Market, account: str) -> str:
    explained = market.explain(account)
    return account_page(explained.card, explained.neighbourhood(), explained.approach)


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
    """A market of 3,000 customers who share everything, with two prospects that share it too."""
    rows = [f"customer{i}.example,Elixir" for i in range(3000)]
    rows += [f"customer{i}.example,Tool {i % 40}" for i in range(3000)]
    tools = ("Elixir", *(f"Tool {i}" for i in range(40)))
    rows += [f"{like}.example,{name}" for like in ("target", "twin") for name in tools]
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


def with_people(
    one: Planted, names: list[str] | None = None
) -> tuple[Card, nx.Graph[str], Approach]:
    return (*one, planted_approach(one.graph, names))


PLANTED: dict[str, Any] = {
    "one trait": planted(1, 1),
    "no customer": planted(2, 0),
    "nothing": planted(0, 0),
    "many": planted(15, 15),
    "hostile": planted(15, 15, names=HOSTILE * 3),
    "people": with_people(planted(4, 4)),
    "hostile people": with_people(planted(4, 4, names=HOSTILE), [*HOSTILE[-2:], *HOSTILE]),
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
    if (how, name) == ("probed", "nothing"):
        assert f"{how} {name} {width}" not in visit.pages  # it has no graph, so no scripts
        return
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
        assert name.split()[1] in REAL
        pytest.skip("../shared/data is not there")
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
            assert text <= box[2] - box[0] - 2 * MARGIN, node["label"]
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


@pytest.mark.parametrize(("name", "most"), [("many", 4), ("people", 5)])
def test_a_printed_page_holds_card_and_table(
    chromium: str, tmp_path: Path, name: str, most: int
) -> None:
    page = account_page(*PLANTED[name])
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    target = tmp_path / "page.pdf"
    flags = ["headless", "no-sandbox", "disable-gpu", "no-pdf-header-footer"]
    run = [chromium, *(f"--{each}" for each in flags), f"--user-data-dir={tmp_path / 'profile'}"]
    run += [f"--print-to-pdf={target}", (tmp_path / "page.html").as_uri()]
    subprocess.run(run, capture_output=True, check=True, timeout=60)
    pages = len(re.findall(rb"/Type\s*/Page\b", target.read_bytes()))
    assert 2 <= pages <= most
