"""The picture: few lines cross, no label hides another, and the page is alone and inert."""

from __future__ import annotations

import html
import json
import math
import os
import random
import re
import subprocess
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

import graph_icp
from graph_icp.output import node_labels, node_styles
from graph_icp.output.layout import label_above, positions
from graph_icp.output.picture import picture
from graph_icp.output.ring_order import cost

if TYPE_CHECKING:
    from pathlib import Path

ACCOUNT = "domain:acme.com"
KINDS = {
    "uses": "Technology",
    "sponsored": "Event",
    "industry": "Industry",
    "region": "Region",
    "size": "SizeBand",
    "employed": "Person",
    "backed by": "Investor",
}
HOSTILE = [
    "</script><script>document.title='broken'</script>",
    "<img src=x onerror=\"document.title='broken'\">",
    "</title></style><b id=broken>",
    "{{ 7 * 7 }} {% raw %}",
    "شركة الاتصالات السعودية",
    "\u202eevil\u2069",
    "中华人民共和国国家开发银行股份有限公司",
    "👨‍👩‍👧‍👦🚀🎉 Party Rockets 🇩🇪🇫🇷",
    "name\nof\u2028lines\x00",
    "half\ud800",
    "",
    "W" * 60,
    "A technology whose name never ends, Incorporated and Sons",
]


def neighbourhood(
    traits: int, customers: int, *, seed: int = 0, names: list[str] | None = None
) -> nx.Graph[str]:
    """Plant three kinds of customer, each sharing mostly its own third of the traits."""
    chance = random.Random(seed)
    graph: nx.Graph[str] = nx.Graph(
        account=ACCOUNT, name="Acme", fit=87.43, rank=3, reasons="Uses Kubernetes like Intuit."
    )
    graph.graph.update(traits_left_out=0, customers_left_out=0)
    graph.add_node(ACCOUNT, kind="Account", name="Acme", ring="account")
    for number in range(traits):
        relation = list(KINDS)[min(number // 3, len(KINDS) - 1)]
        trait = f"{KINDS[relation]}:{number}"
        graph.add_node(trait, kind=KINDS[relation], name=f"Trait number {number}", ring="trait")
        points = chance.uniform(-3, 20)
        graph.nodes[trait].update(relation=relation, points=points, customers=chance.randint(1, 40))
        graph.add_edge(ACCOUNT, trait, kind="USES", words=relation)
    for number in range(customers):
        customer = f"domain:c{number}.example"
        domain = customer.removeprefix("domain:")
        graph.add_node(customer, kind="Account", name=f"Customer {number}", ring="customer")
        for place, trait in enumerate(list(graph)[1 : traits + 1]):
            own = place * 3 // traits == number % 3
            if chance.random() < (0.75 if own else 0.12):
                graph.add_edge(customer, trait, **graph.edges[ACCOUNT, trait])
        graph.nodes[customer].update(domain=domain, shared=graph.degree(customer))
    for node, name in zip(list(graph)[1:], names or [], strict=False):
        graph.nodes[node]["name"] = name
    return graph


def in_random_order(
    graph: nx.Graph[str], places: dict[str, tuple[float, float]], chance: random.Random
) -> dict[str, tuple[float, float]]:
    """Shuffle who stands where on the same two rings."""
    places = dict(places)
    for ring in ("trait", "customer"):
        nodes = [node for node in sorted(graph) if graph.nodes[node]["ring"] == ring]
        shuffled = chance.sample([places[node] for node in nodes], len(nodes))
        places.update(zip(nodes, shuffled, strict=True))
    return places


@pytest.mark.parametrize("seed", range(2))
def test_at_most_half_as_many_lines_cross_as_in_a_random_order(seed: int) -> None:
    graph = neighbourhood(15, 15, seed=seed)
    assert graph.number_of_edges() > 75
    chance = random.Random(seed)
    places = positions(graph)
    by_chance = [cost(graph, in_random_order(graph, places, chance))[0] for _ in range(40)]
    assert cost(graph, places)[0] <= sum(by_chance) / len(by_chance) / 2


def test_lines_cross_only_between_their_ends() -> None:
    graph: nx.Graph[str] = nx.Graph([("a", "c"), ("b", "d"), ("a", "b"), ("a", "e")])
    corners = {"a": (0, 0), "b": (90, 0), "c": (90, 90), "d": (0, 90), "e": (180, 180)}
    assert cost(graph, corners)[0] == 2  # b-d crosses a-c and a-e, which lie on one another
    assert cost(nx.Graph(), {})[0] == 0


@pytest.mark.parametrize("names", [None, HOSTILE * 7], ids=["plain", "hostile"])
@pytest.mark.parametrize("size", [(0, 0), (1, 0), (2, 1), (9, 9), (3, 40), (40, 3), (30, 30)])
def test_no_label_lies_over_another(size: tuple[int, int], names: list[str] | None) -> None:
    graph = neighbourhood(*size, names=names)
    places = positions(graph)
    assert places.keys() == set(graph)
    assert places[ACCOUNT] == (0, 0)
    for one, other in combinations(graph, 2):
        assert not overlap(room(graph, one, places[one]), room(graph, other, places[other]))


def room(graph: nx.Graph[str], node: str, place: tuple[float, float]) -> tuple[float, ...]:
    # Positions are rounded to tenths.
    box, slack = node_labels.box(graph, node, above=label_above(graph, node, place[1])), 0.1
    left, right = place[0] - box.half_width + slack, place[0] + box.half_width - slack
    return left, place[1] + box.top + slack, right, place[1] + box.bottom - slack


def overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    aside = one[2] <= other[0] or other[2] <= one[0]
    return not (aside or one[3] <= other[1] or other[3] <= one[1])


def test_traits_of_a_relation_stand_together_and_customers_outside() -> None:
    graph = neighbourhood(12, 9)
    places = positions(graph)
    traits = [node for node in graph if graph.nodes[node]["ring"] == "trait"]
    # On an ellipse as wide as this one, the parameter runs evenly.
    width = max(abs(places[node][0]) for node in traits)
    height = max(abs(places[node][1]) for node in traits)
    traits.sort(key=lambda node: math.atan2(places[node][1] / height, places[node][0] / width))
    relations = [graph.nodes[node]["relation"] for node in traits]
    changes = sum(
        one != other for one, other in zip(relations, relations[1:] + relations[:1], strict=True)
    )
    assert changes == len(set(relations))
    inner = max(math.hypot(*places[node]) for node in traits)
    outer = [math.hypot(x, y * 640 / 345) for node, (x, y) in places.items() if "example" in node]
    assert min(outer) > inner


def test_the_same_graph_gives_the_same_bytes() -> None:
    graph = neighbourhood(9, 9)
    turned: nx.Graph[str] = nx.Graph(**graph.graph)
    turned.add_nodes_from(reversed(list(graph.nodes(data=True))))
    turned.add_edges_from((b, a, attributes) for a, b, attributes in graph.edges(data=True))
    assert picture(turned) == picture(graph)


@given(text=st.text(max_size=60), longest=st.floats(3, 20))
def test_a_label_never_grows_beyond_its_line(text: str, longest: float) -> None:
    lines = node_labels.wrapped(node_labels.clean(text), longest)
    assert len(lines) <= 2
    assert all(node_labels.text_width(line) <= longest for line in lines)


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


def test_the_heading_the_counts_and_the_table_say_it_in_words() -> None:
    graph = neighbourhood(3, 1)
    graph.graph.update(traits_left_out=12, customers_left_out=1)
    trait = next(node for node in graph if graph.nodes[node]["ring"] == "trait")
    graph.nodes[trait].update(name="Kubernetes", points=12.345, customers=1_400)
    page = picture(graph)
    assert '<span class="fit">Fit <b>87</b></span>' in page
    assert "rank 3" in page
    assert "Uses Kubernetes like Intuit." in page
    assert "and 12 more traits, 1 more customer" in page
    tooltips = [node["title"] for node in drawing(page)["nodes"]]
    assert "\u2068Kubernetes\u2069 · uses · +12.3 points · 1,400 customers" in tooltips
    assert "<td><bdi>Kubernetes</bdi></td><td>Technology</td><td>uses</td>" in page


@pytest.mark.parametrize(
    ("reasons", "sentence"),
    [("Uses dbt like Bolt", "Uses dbt like Bolt."), ("Most like Acme Inc.", "Most like Acme Inc.")],
)
def test_the_reasons_end_in_one_full_stop(reasons: str, sentence: str) -> None:
    graph = neighbourhood(1, 1)
    graph.graph["reasons"] = reasons
    assert f">{sentence}</p>" in picture(graph)


def test_nothing_shown_of_what_is_shared_is_not_nothing_shared() -> None:
    graph = neighbourhood(0, 0)
    graph.graph["traits_left_out"] = 2
    page = picture(graph)
    assert "It shares nothing" not in page
    assert "and 2 more traits" in page


def test_what_is_unknown_or_nothing_is_not_spoken_of() -> None:
    graph = neighbourhood(2, 2)
    graph.graph.update(fit=None, rank=None, reasons="")
    page = picture(graph)
    assert 'class="fit' not in page
    assert "more trait" not in page


def test_points_against_an_account_look_different() -> None:
    graph = neighbourhood(3, 2)
    trait = next(node for node in graph if graph.nodes[node]["ring"] == "trait")
    graph.nodes[trait]["points"] = -3.21
    page = picture(graph)
    drawn = next(node for node in drawing(page)["nodes"] if node["id"] == trait)
    assert drawn["label"].endswith("\N{MINUS SIGN}3.2")
    assert drawn["color"]["background"] == node_styles.PAPER
    assert drawn["shapeProperties"]["borderDashes"]
    assert all(line["dashes"] for line in drawing(page)["edges"] if trait in line.values())
    assert "counts against" in page
    assert "</svg>Customer</li>" in page


def test_each_kind_has_a_colour_and_a_shape_of_its_own() -> None:
    kinds = list(node_styles.TRAITS.values())
    assert {*KINDS.values()} <= {*node_styles.TRAITS}
    assert len({kind.shape for kind in kinds} | {"dot"}) == len(kinds) + 1
    assert (
        len({kind.colour for kind in [*kinds, node_styles.ACCOUNT, node_styles.CUSTOMER]})
        == len(kinds) + 2
    )
    assert node_styles.style({"ring": "trait", "kind": "Signal"}).name == "Signal"


def test_nothing_is_written_to_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    picture(neighbourhood(3, 3))
    assert list(tmp_path.iterdir()) == []


def drawing(page: str) -> Any:
    found = re.search(r'<script type="application/json" id="drawing">(.*?)</script>', page)
    assert found is not None
    return json.loads(found[1])


PROBE = """<script>
function measured() {
  const boxes = drawing.nodes.map(({ id, x, y, size }) => {
    const { size: label, fontOptions } = network.body.nodes[id].labelModule;
    const top = label.top + fontOptions.vadjust;
    const written = [label.left, top, label.left + label.width, top + label.height];
    return { id, label: written, shape: [x - size, y - size, x + size, y + size] };
  });
  const { x: left, y: upper } = network.DOMtoCanvas({ x: 0, y: 0 });
  const { x: right, y: lower } = network.DOMtoCanvas({
    x: place.clientWidth, y: place.clientHeight,
  });
  return { boxes, seen: [left, upper, right, lower], scale: network.getScale() };
}
function hover(id) {
  const canvas = document.querySelector("canvas");
  const frame = canvas.getBoundingClientRect();
  const { x, y } = network.canvasToDOM(network.getPosition(id));
  const at = { clientX: frame.left + x, clientY: frame.top + y, bubbles: true };
  canvas.dispatchEvent(new PointerEvent("pointermove", at));
  canvas.dispatchEvent(new MouseEvent("mousemove", at));
}
function lit() {
  return edges.get().filter((edge) => edge.color.opacity === 1).length;
}
</script>"""
VISIT = """
const frames = [...document.querySelectorAll("iframe")];
const pause = (time) => new Promise((done) => setTimeout(done, time));
const measure = (width) => Object.fromEntries(
  frames.filter((frame) => frame.contentWindow.measured && frame.width === width)
    .map((frame) => [frame.name, frame.contentWindow.measured()]),
);
async function visit() {
  await pause(500);
  const large = measure("1400");
  const small = measure("1200");
  const { contentWindow } = frames.findLast(({ name }) => name === "hostile, probed");
  contentWindow.hover(HOVERED);
  await pause(500);
  const pages = Object.fromEntries(frames.map(({ name, contentDocument }) => {
    const root = contentDocument.documentElement.cloneNode(true);
    for (const script of root.querySelectorAll("script")) script.textContent = "";
    return [name, root.outerHTML];
  }));
  document.body.textContent = JSON.stringify({ pages, large, small, lit: contentWindow.lit() });
}
addEventListener("load", visit);
"""
CONTROL = "http://elsewhere.example/dot.png"


def hostile_neighbourhood() -> nx.Graph[str]:
    graph = neighbourhood(15, 15, names=HOSTILE * 3)
    graph.graph.update(name=HOSTILE[0], reasons=" ".join(HOSTILE))
    graph.nodes[ACCOUNT]["name"] = HOSTILE[1]
    for attribute, trait in zip(("relation", "name"), list(graph)[1:3], strict=True):
        graph.nodes[trait][attribute] = HOSTILE[0]
    return graph


HOSTILE_GRAPH = hostile_neighbourhood()
HOVERED = next(
    node for node in list(HOSTILE_GRAPH)[1:] if HOSTILE_GRAPH.nodes[node]["name"] == HOSTILE[1]
)
FEW = {
    "1 customer": (1, 1),
    "2 customers": (4, 2),
    "3 customers": (5, 3),
    "30 neighbours": (15, 15),
}


def crowded(folder: Path) -> nx.Graph[str]:
    """The neighbourhood of an account that shares with 3,000 customers, as the engine cuts it."""
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
    return market.neighbourhood("target.example")


class Visit(NamedTuple):
    """What Chromium made of the pages, and the addresses that they asked for."""

    asked: set[str]
    pages: dict[str, str]
    large: dict[str, Any]
    small: dict[str, Any]
    lit: int


@pytest.fixture(scope="module")
def visit(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Visit:
    """Open every page in frames of its own, 1400 by 900 and 1200 by 700, in one Chromium."""
    hostile = picture(HOSTILE_GRAPH)
    pages = {
        "alone": picture(neighbourhood(0, 0)),
        "hostile": hostile,
        "hostile, probed": probed(hostile),
        "2 traits": picture(neighbourhood(2, 1)),
        **{name: probed(picture(neighbourhood(*size))) for name, size in FEW.items()},
        "3,000 neighbours": probed(picture(crowded(tmp_path_factory.mktemp("crowded")))),
    }
    frames = (
        f'<iframe name="{name}" width="{width}" height="{height}" srcdoc="{html.escape(page)}">'
        "</iframe>"
        for width, height in ((1200, 700), (1400, 900))
        for name, page in pages.items()
    )
    script = VISIT.replace("HOVERED", json.dumps(HOVERED).replace("<", "\\u003c"))
    outer = f'<meta charset="utf-8"><img src="{CONTROL}">{"".join(frames)}<script>{script}</script>'
    dom, asked = shown(chromium, tmp_path_factory.mktemp("chromium"), outer)
    found = re.search("<body>(.*)</body>", dom, re.DOTALL)
    assert found is not None
    return Visit(asked=asked, **json.loads(html.unescape(found[1])))


def probed(page: str) -> str:
    """Let scripts of the test into a page."""
    page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    return page.replace("</body>", f"{PROBE}</body>")


def shown(chromium: str, folder: Path, page: str) -> tuple[str, set[str]]:
    """Open a page without a network; return its DOM and the addresses that it asked for."""
    (folder / "page.html").write_text(page, encoding="utf-8")
    log = folder / "net.json"
    silent = ["no-first-run", "disable-background-networking", "disable-component-update"]
    flags = ["headless", "no-sandbox", "disable-gpu", "disable-sync", *silent, "dump-dom"]
    done = subprocess.run(
        [
            chromium,
            *(f"--{flag}" for flag in flags),
            "--host-resolver-rules=MAP * ~NOTFOUND",
            "--window-size=1400,900",
            "--virtual-time-budget=5000",
            f"--user-data-dir={folder / 'profile'}",
            f"--log-net-log={log}",
            (folder / "page.html").as_uri(),
        ],
        capture_output=True,
        check=True,
        timeout=60,
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


def test_a_page_draws_itself(visit: Visit) -> None:
    assert 'data-drawn="4"' in visit.pages["2 traits"]
    assert 'data-drawn="31"' in visit.pages["hostile"]


@pytest.mark.parametrize("size", ["large", "small"])
@pytest.mark.parametrize("name", [*FEW, "3,000 neighbours", "hostile, probed"])
def test_every_node_and_label_lies_inside_the_page(visit: Visit, name: str, size: str) -> None:
    measured = getattr(visit, size)[name]
    left, upper, right, lower = measured["seen"]
    assert 0 < measured["scale"] <= 1.2
    assert len(measured["boxes"]) == sum(FEW.get(name, (15, 15))) + 1
    for node in measured["boxes"]:
        for box in (node["label"], node["shape"]):
            assert left < box[0] < box[2] < right
            assert upper < box[1] < box[3] < lower


def test_hostile_names_are_inert(visit: Visit) -> None:
    dom = visit.pages["hostile"]
    assert f"<title>{html.escape(HOSTILE[0], quote=False)} · graph-icp</title>" in dom
    assert "<img" not in dom
    assert "<b id" not in dom
    assert dom.count("<script") == visit.pages["2 traits"].count("<script") == 3


def test_labels_as_drawn_lie_apart(visit: Visit) -> None:
    boxes = [(node["id"], node["label"]) for node in visit.large["hostile, probed"]["boxes"]]
    assert len(boxes) == 31
    for (_, one), (_, other) in combinations(boxes, 2):
        assert not overlap(one, other)
    for node, (left, _, right, _) in boxes:
        assert right - left <= 2 * node_labels.box(HOSTILE_GRAPH, node, above=False).half_width


def test_a_tooltip_is_text_and_its_node_lights_its_lines(visit: Visit) -> None:
    dom = visit.pages["hostile, probed"]
    tooltip = re.search(r'<div class="vis-tooltip"[^>]*>(.*?)</div>', dom)
    assert tooltip is not None
    assert html.unescape(tooltip[1]) == node_labels.tooltip(HOSTILE_GRAPH, HOVERED)
    assert html.escape(HOSTILE[1], quote=False) in tooltip[1]
    assert visit.lit == HOSTILE_GRAPH.degree(HOVERED)


def test_who_shares_nothing_is_told_so_in_a_sentence(visit: Visit) -> None:
    assert "It shares nothing that we know of with your customers." in visit.pages["alone"]
    assert "<canvas" not in visit.pages["alone"]
    assert "It shares nothing" not in visit.pages["1 customer"]
    assert "<canvas" in visit.pages["1 customer"]
