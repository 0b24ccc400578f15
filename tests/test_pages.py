"""The pages of profile and back-test in Chromium: nothing overlaps, is cut or lies aside."""

from __future__ import annotations

import html
import json
import os
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from test_backtest import market_of
from test_profile import graph_of

import graph_icp
from graph_icp.discovery.backtest import result_tables as tables
from graph_icp.discovery.backtest.caveats import caveats
from graph_icp.discovery.backtest.evidence import evidence
from graph_icp.discovery.backtest.experiments import run_experiments
from graph_icp.discovery.backtest.relation_table import relation_table
from graph_icp.discovery.backtest.splits import hidden_at_random
from graph_icp.discovery.backtest.verdict import verdict
from graph_icp.discovery.customers.profile import profile
from graph_icp.output.pages.backtest_page import backtest_page
from graph_icp.output.pages.profile_page import profile_page

if TYPE_CHECKING:
    from conftest import Demo

    from graph_icp.graph.matrix import Graph
    from graph_icp.market import Market

DATA = Path(__file__).parents[2] / "shared" / "data"
REAL = {"market": "uses=Elixir", "adopters": "uses=Argo CD", "startups": "topics=Developer Tools"}
SIZES = ((1400, 900), (820, 1180), (390, 844))
HOSTILE = (
    "<script>alert('$x^$')</script>" * 3,
    "Donaudampfschifffahrt" * 14,
    "a long name of many words " * 12,
    "شركة الاتصالات السعودية المتحدة",
    "株式会社日立製作所インフラストラクチャー" * 3,
    "\N{UNICORN FACE}",
    "a\u202eb\n</td></table>",
)

OPTIONS = [f"{'word ' * many}leave it out: --without industry" for many in range(1, 12)]

LOOK = """
const frames = [...document.querySelectorAll("iframe")];
const seen = (node) => {
  const head = node.parentElement.closest("thead");
  return node.textContent.trim() && !(head && getComputedStyle(head).position === "absolute");
};
function boxes(page) {
  const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    if (!seen(walker.currentNode)) continue;
    const range = page.createRange();
    range.selectNodeContents(walker.currentNode);
    for (const box of range.getClientRects())
      found.push({ node: walker.currentNode, text: walker.currentNode.textContent.trim(), box });
  }
  return found.sort((one, two) => one.box.top - two.box.top);
}
function overlapping(found) {
  const pairs = [];
  found.forEach(({ node, text, box }, place) => {
    for (const other of found.slice(place + 1)) {
      if (other.box.top > box.bottom - 3) break;
      if (other.node === node) continue;
      const wide = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
      if (wide > 1) pairs.push([text.slice(0, 40), other.text.slice(0, 40)]);
    }
  });
  return pairs;
}
function broken(head) {
  const range = head.ownerDocument.createRange();
  range.selectNodeContents(head);
  return range.getClientRects().length > head.textContent.trim().split(/\\s+/).length;
}
function holes(figures) {
  return figures.slice(1).filter((figure, place) =>
    figure.left === figures[place].left && figure.top - figures[place].bottom > 40).length;
}
function look({ contentDocument: page, width }) {
  for (const details of page.querySelectorAll("details")) details.open = true;
  const found = boxes(page);
  const aside = found.filter(({ box }) => box.left < -1 || box.right > Number(width) + 1);
  const cut = [...page.body.querySelectorAll("*")].filter((each) =>
    getComputedStyle(each).overflowX !== "visible" && each.scrollWidth > each.clientWidth + 1
      && each.tagName !== "THEAD");
  return {
    wide: page.documentElement.scrollWidth - page.documentElement.clientWidth,
    texts: found.length,
    aside: aside.map(({ text }) => text.slice(0, 40)),
    cut: cut.map(({ textContent }) => textContent.slice(0, 40)),
    broken: [...page.querySelectorAll("th")].filter((head) =>
      getComputedStyle(head.parentElement.parentElement).position !== "absolute" && broken(head))
      .map(({ textContent }) => textContent),
    overlapping: overlapping(found).slice(0, 5),
    tracks: [...new Set([...page.querySelectorAll(".track")].map(
      (each) => Math.round(each.getBoundingClientRect().width)))],
    fills: [...page.querySelectorAll(".fill")].every((each) =>
      each.getBoundingClientRect().width <= each.parentElement.getBoundingClientRect().width + 0.5),
    scripts: page.scripts.length,
    options: [...page.querySelectorAll(".option")].filter((each) =>
      each.textContent.length < 30 && each.getBoundingClientRect().height > 30).length,
    holes: holes([...page.querySelectorAll("figure")].map((each) => each.getBoundingClientRect())),
  };
}
addEventListener("load", () => {
  document.body.textContent = JSON.stringify(frames.map(look));
});
"""


def both(market: Market) -> dict[str, str]:
    """Return a market's two pages."""
    found = market.customers.profile()
    tested = market.backtest(repeats=2)
    return {"profile": profile_page(found), "back-test": backtest_page(**vars(tested))}


def hostile_pages() -> dict[str, str]:
    rows = [("customer", None, {"uses": [*HOSTILE], "industry": [*HOSTILE]})] * 12
    rows += [("prospect", None, {"uses": [*HOSTILE, "C"], "industry": ["Sea"]})] * 3
    rows += [("prospect", None, {"uses": ["C"], "industry": ["Sea"]})] * 30
    one = [("customer", None, {"uses": ["\N{UNICORN FACE}"]})] * 3
    shared = [("customer", None, {"uses": ["Go"], "region": ["Alps"]})] * 3_000
    alone = ("prospect", None, {"uses": ["Go"], "region": ["Sea"]})
    return {
        "hostile": profile_page(profile(graph_of(rows))),
        "one trait": profile_page(profile(graph_of([*one, ("prospect", None, one[0][2])]))),
        "3,000 customers who share everything": profile_page(profile(graph_of([*shared, alone]))),
        "hostile back-test": backtest_of(market_of(accounts=60, customers=9, alike=0.6)),
    }


def backtest_of(graph: Graph) -> str:
    """Return the page of a back-test whose method, relations and caveats have hostile names."""
    experiments = run_experiments(graph, hidden_at_random(graph, 0.3, 2))
    methods = tables.method_table(experiments)
    shown = evidence(experiments, graph, methods)
    relations = relation_table(experiments)
    return backtest_page(
        method="auto",
        hid=HOSTILE[0],
        verdict=verdict(shown),
        decay=HOSTILE[1],
        warnings=[*caveats(shown, (), "auto"), *HOSTILE, *OPTIONS],
        left_out=[],
        methods=methods,
        tiers=tables.tier_table(experiments),
        relations=relations.assign(relation=list(HOSTILE[: len(relations)])),
        curve=tables.curve_table(experiments),
        calibration=tables.calibration_table(experiments),
        gains=tables.gain_table(experiments),
    )


def real(name: str, folder: Path) -> Market:
    if not (DATA / name).is_dir():
        pytest.skip(f"../shared/data/{name} is not there")
    market = graph_icp.open(folder / f"{name}.duckdb")
    market.load(DATA / name)
    market.customers.set(where=[REAL[name]])
    return market


def check(chromium: str, folder: Path, pages: dict[str, str]) -> None:
    """Open pages at every size, and hold that they can be read without scrolling sideways."""
    shown = [(name, page, *size) for name, page in pages.items() for size in SIZES]
    frames = (
        f'<iframe width="{width}" height="{height}" srcdoc="{html.escape(page)}"></iframe>'
        for _, page, width, height in shown
    )
    outer = f'<meta charset="utf-8">{"".join(frames)}<script>{LOOK}</script>'
    for (name, *_, width, _), found in zip(shown, looked(chromium, folder, outer), strict=True):
        where = f"{name} at {width}: {found}"
        assert found["texts"] > 10, where
        assert not any(found[each] for each in ("wide", "aside", "cut", "broken")), where
        assert not found["overlapping"], where
        assert len(found["tracks"]) <= 1, where
        assert found["fills"], where
        assert not any(found[each] for each in ("scripts", "options", "holes")), where


def looked(chromium: str, folder: Path, page: str) -> list[dict[str, object]]:
    (folder / "pages.html").write_text(page, encoding="utf-8", errors="replace")
    flags = ("headless", "no-sandbox", "disable-gpu", "no-first-run", "dump-dom")
    done = subprocess.run(
        [
            chromium,
            *(f"--{flag}" for flag in flags),
            "--host-resolver-rules=MAP * ~NOTFOUND",
            "--window-size=1500,1000",
            f"--user-data-dir={folder / 'profile'}",
            (folder / "pages.html").as_uri(),
        ],
        capture_output=True,
        check=True,
        timeout=60,
        env=os.environ | {"HOME": str(folder)},
    )
    found = re.search("<body>(.*)</body>", done.stdout.decode(), re.DOTALL)
    assert found is not None
    measured: list[dict[str, object]] = json.loads(html.unescape(found[1]))
    return measured


def test_pages_of_the_demo_can_be_read(chromium: str, demo_market: Demo, tmp_path: Path) -> None:
    copy = tmp_path / "demo.duckdb"
    copy.write_bytes(demo_market.store.read_bytes())
    check(chromium, tmp_path, both(graph_icp.open(copy)))


@pytest.mark.parametrize("name", REAL)
def test_pages_of_real_markets_can_be_read(chromium: str, name: str, tmp_path: Path) -> None:
    check(chromium, tmp_path, both(real(name, tmp_path)))


def test_pages_of_hostile_and_extreme_data_can_be_read(chromium: str, tmp_path: Path) -> None:
    check(chromium, tmp_path, hostile_pages())
