"""An account as one self-contained web page: its card, its graph, its table.

Nothing is loaded from elsewhere, and no script or style runs but those of the page, named by their
hashes; only the graph needs scripts. pyvis's own page is not used, since it loads Bootstrap from
elsewhere and prints its heading unescaped.
"""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING, Protocol

from markupsafe import Markup

from graph_icp.output.inert import inert_json
from graph_icp.output.node_labels import counted, shown, shown_name, signed
from graph_icp.output.page import template
from graph_icp.output.pages import picture
from graph_icp.output.pages.box import in_order, name, people_on

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import networkx as nx

# The most traits in the table, and the most colleagues named with one contact.
ROWS, COLLEAGUES = 200, 3


class Bar(Protocol):
    """One bar; see `graph_icp.discovery.ranking.bars`."""

    @property
    def points(self) -> int: ...
    @property
    def trait(self) -> str: ...


class Card(Protocol):
    """What the card says; see `graph_icp.discovery.ranking.card`, which has more for its page."""

    @property
    def name(self) -> str: ...
    @property
    def bars(self) -> Sequence[Bar]: ...
    @property
    def folded(self) -> Sequence[Bar]: ...
    @property
    def most_like(self) -> str: ...


class Approach(Protocol):
    """How to approach the account; see `graph_icp.market.accounts.approach`."""

    @property
    def next_step(self) -> str: ...


def account_page(card: Card, graph: nx.Graph[str], approach: Approach | None = None) -> str:
    """Write an account as a page.

    Parameters
    ----------
    card : Card
        Its card.
    graph : networkx.Graph
        Its neighbourhood, which holds at least the customers that the card names.
    approach : Approach, optional
        Who can open the door, why now, and what to do next, where something of it is known.

    Returns
    -------
    str
        An HTML page, the same for the same account.

    Raises
    ------
    FileError
        If the installed pyvis does not bring the vis-network library.
    """
    page = template("pages/account_page.html", {**FILTERS, "source": _source})
    return page.render(parts_of(card, graph, approach), library=library())


def parts_of(
    card: Card, graph: nx.Graph[str], approach: Approach | None = None
) -> dict[str, object]:
    """Return what the parts of the page are made of, by the names that they have in templates."""
    traits = [each for each in (*card.bars, *card.folded) if each.trait]
    return {
        "card": card,
        "approach": approach,
        "name": shown_name(card.name) or name(graph, graph.graph["account"]),
        "bars": [(bar, *_rectangle(bar, card.bars)) for bar in card.bars],
        "zero": _zero(card.bars),
        "graph": graph.graph,
        "shared": len(graph) > 1,
        "people": bool(people_on(graph)),
        "against": any(about.get("points", 0) < 0 for _, about in graph.nodes(data=True)),
        "more": not all(on_card for _, on_card in graph.nodes(data="on_card")),
        "traits": traits[:ROWS],
        "traits_left_out": len(traits[ROWS:]),
        "points_left_out": sum(each.points for each in traits[ROWS:]),
        "customers": [
            graph.nodes[node] | {"name": name(graph, node)} for node in in_order(graph, "customer")
        ],
        "drawing": _json_for_html(picture.drawing(graph)),
    }


def library() -> Markup:
    """Return the script that draws graphs; raises FileError as `account_page` does."""
    return Markup(picture.library())  # noqa: S704 - a file of an installed package


def _source(text: str) -> Markup:
    """Name a script or style in a Content-Security-Policy by its hash."""
    digest = hashlib.sha256(str(text).encode()).digest()
    return Markup("'sha256-{}'").format(base64.b64encode(digest).decode())


def _json_for_html(drawing: object) -> Markup:
    """Write JSON that no HTML parser takes for a tag, nor a script for a line's end."""
    text = inert_json(drawing, allow_nan=False, sort_keys=True)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)  # noqa: S704 - nothing is left in it that HTML would read


def _zero(bars: Sequence[Bar]) -> float:
    """Return where bars begin, in percent of the room: left of it are those against."""
    most, least = _ends(bars)
    return round(100 * -least / (most - least or 1), 2)


def _rectangle(bar: Bar, bars: Sequence[Bar]) -> tuple[float, float]:
    """Return where a bar begins and how long it is, in percent of the room."""
    most, least = _ends(bars)
    length = round(100 * abs(bar.points) / (most - least or 1), 2)
    return round(_zero(bars) - (length if bar.points < 0 else 0), 2), length


def _ends(bars: Sequence[Bar]) -> tuple[int, int]:
    points = [bar.points for bar in bars]
    return max([0, *points]), min([0, *points])


def _in_words(names: Sequence[str]) -> str:
    """Return names in words: "Bo Marsh and Ann Lee", "Bo Marsh, Ann Lee and 5 more"."""
    if len(names) > COLLEAGUES:
        return f"{', '.join(names[: COLLEAGUES - 1])} and {len(names) - COLLEAGUES + 1} more"
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


# What the templates of the page's parts write values by.
FILTERS: Mapping[str, Callable[..., object]] = {
    "clean": shown,
    "shown_name": shown_name,
    "counted": counted,
    "signed": signed,
    "in_words": _in_words,
}
