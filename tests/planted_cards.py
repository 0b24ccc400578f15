"""Cards and graphs of accounts that are made up, of any size and with any names."""

from __future__ import annotations

import html
import random
import re
from typing import NamedTuple

import networkx as nx

from graph_icp.discovery.ranking.bars import Bar
from graph_icp.discovery.ranking.card import Card, Door, Lift

ACCOUNT = "domain:acme.com"
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


def words(page: str) -> str:
    """The text of a page's body, blanks between elements."""
    body = page[page.index("<header>") :]
    body = re.sub(r"<script.*?</script>", "", body, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())
