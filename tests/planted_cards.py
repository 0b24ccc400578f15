"""Cards and graphs of accounts that are made up, of any size and with any names."""

from __future__ import annotations

import datetime
import html
import random
import re
from itertools import pairwise
from typing import NamedTuple

import networkx as nx
import pandas as pd

from graph_icp.discovery.ranking.bars import Bar
from graph_icp.discovery.ranking.card import Card, Door, Lift
from graph_icp.market.accounts.approach import Approach, Kind, Signal, Way
from graph_icp.market.reach.path_graph import add_paths
from graph_icp.market.reach.path_words import STEPS

ACCOUNT = "domain:acme.com"
PEOPLE = ["Ann Lee", "Cy Christopherson", "Bo Marsh", "Eve Dorn", "Ines Silva", "Kim Roe"]
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


class Planted(NamedTuple):
    """What a page is made of."""

    card: Card
    graph: nx.Graph[str]


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
        hundred="a typical customer",
        most_like=firms[0] if firms else "",
        likeness=55 if firms else None,
        named=tuple(firms[:8]),
        doors=(Door("Rita Rossi", "Head of Logistics", ("Bo Marsh",)), Door("Mia Fox", "", ())),
        doors_left_out=0,
        personas="",
        unknown=("Size",),
        alone=(),
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


def words(page: str) -> str:
    """The text of a page's body, blanks between elements."""
    body = page[page.index("<header>") :]
    body = re.sub(r"<script.*?</script>", "", body, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def planted_approach(graph: nx.Graph[str], names: list[str] | None = None) -> Approach:
    """Add three paths to a planted graph and return the approach over them.

    One is direct, two lead over introducers; the third ends at the target of the second, who
    introduces on none.
    """
    ann, cy, bo, eve, ines, kim = (names or PEOPLE)[: len(PEOPLE)]
    chains = [(ann, ines), (ann, bo, kim), (cy, eve, kim)]
    title = "Senior Vice President of Procurement"
    rows = [
        (place, f"{one}{at}", one, f"{other}{at + 1}", other, 0.7 - place / 5, "Good", f"met {one}")
        for place, chain in enumerate(chains)
        for at, (one, other) in enumerate(pairwise(chain))
    ]
    steps = pd.DataFrame(rows, columns=list(STEPS))
    ids = {each: place for place, each in enumerate({*steps["one"], *steps["other"]})}
    steps[["one", "other"]] = steps[["one", "other"]].map(ids.__getitem__)
    add_paths(graph, steps, [title] * len(chains))
    return Approach(
        reach=61,
        intent=55,
        cell="B1",
        next_step=f"B1, strong path: ask {ann} to introduce you to {ines}, this week.",
        ways=tuple(
            Way(
                chain,
                title,
                "",
                "Good",
                0.7,
                points,
                (f"{ann} and {bo}: met",) * 3,
                bo,
                f"Ask {ann}.",
            )
            for chain, points in zip(chains, (40, 15, 6), strict=True)
        ),
        almost="",
        may_know=(f"{ann} may know {kim}: both at a fair",),
        people=4,
        parted=False,
        others=((eve, title, ""), (bo, "", "")),
        others_left_out=3,
        remarks=(f"{bo} was asked 3 times in the last 30 days: wait.",),
        kinds=(Kind("looked at prices", 40), Kind("read documentation", 15)),
        signals=(
            Signal(datetime.date(2026, 6, 15), "looked at prices", names[0] if names else "", 3),
        ),
        surging=False,
    )
