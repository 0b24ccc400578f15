"""The graph around an account: the customers most like it, and the traits that they share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph_icp.graph.model import ACCOUNT
from graph_icp.graph.relations import relation

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from graph_icp.discovery.learning.fit import Fit
    from graph_icp.discovery.ranking.card import Card
    from graph_icp.discovery.ranking.customer_index import CustomerIndex
    from graph_icp.discovery.ranking.explaining import Explanation

# The most that a reader can take in, who asks for more than the card names.
TRAITS_SHOWN = 15
CUSTOMERS_SHOWN = 15


def neighbourhood(
    explained: Explanation,
    card: Card,
    fit: Fit,
    customers: CustomerIndex,
    *,
    traits: int = TRAITS_SHOWN,
    limit: int = CUSTOMERS_SHOWN,
) -> nx.Graph[str]:
    """Return the graph around an account, cut to what can be read.

    Parameters
    ----------
    explained : Explanation
        The account's explanation.
    card : Card
        Its card: what this names comes first.
    fit : Fit
    customers : CustomerIndex
    traits, limit : int
        The most traits shared with customers (after those of the card, those of the most net
        points, either way), and the most customers (after those of the card, those that share most
        of these points).

    Returns
    -------
    networkx.Graph
        Graph attributes: account (node id), name, fit, rank, reasons, traits_left_out,
        customers_left_out. Nodes have kind, name, ring ("account", "trait", "customer"), place (in
        their ring, from 0) and on_card (whether the card names it); traits also relation, words
        ("Uses Go"), points (whole net points, as on the card), net (the same before rounding),
        customers (how many); customers domain, shared (how many of the traits) and most_like.
        Edges have kind and words.
    """
    import networkx as nx  # takes a while

    graph: nx.Graph[str] = nx.Graph()
    middle, name = (str(explained.account[each]) for each in ("key", "name"))
    graph.add_node(middle, kind=ACCOUNT.label, name=name, ring="account", place=0, on_card=True)
    lines = _most_telling(explained.points, card)
    having = _having(lines, fit, customers, middle)
    _add_traits(graph, middle, lines.head(traits), card)
    named = _named(card, explained, customers, having)
    sharing = _sharing(list(having.items())[:traits])
    strongest = sorted(sharing, key=lambda each: (-_strength(graph, sharing[each]), each))
    order = list(dict.fromkeys([*named, *strongest]))
    for place, customer in enumerate(order[:limit]):
        node = _add_customer(graph, customers.accounts.iloc[customer], sharing.get(customer, []))
        most_like = bool(card.most_like) and customer == named[0]
        graph.nodes[node].update(place=place, on_card=customer in named, most_like=most_like)
    graph.graph.update(
        account=middle,
        name=name,
        fit=None if explained.fit != explained.fit else explained.fit,
        rank=card.rank,
        reasons=explained.why,
        traits_left_out=max(len(lines) - traits, 0),
        customers_left_out=max(len(order) - limit, 0),
    )
    return graph


def _most_telling(lines: pd.DataFrame, card: Card) -> pd.DataFrame:
    """Return the traits that customers have too: those of the card, then the others by points."""
    lines = lines[lines["customers"] > 0]
    bars = {(each.relation, each.trait): place for place, each in enumerate(card.bars)}
    ends = zip(lines["relation"], lines["trait"], strict=True)
    order = [bars.get(each, len(bars)) for each in ends]
    ranked = lines.assign(order=order, size=-lines["net"].abs())
    return ranked.sort_values(["order", "size"], kind="stable")


def _having(
    lines: pd.DataFrame, fit: Fit, customers: CustomerIndex, middle: str
) -> dict[str, list[int]]:
    """Return by trait's node the positions of the other customers that have it."""
    columns = {each.relation: list(each.traits["key"]) for each in fit.relations}
    keys = customers.accounts["key"].to_numpy()
    return {
        _node(relation, trait): sorted(
            each
            for each in customers.having[relation][columns[relation].index(trait)]
            if keys[each] != middle
        )
        for relation, trait in zip(lines["relation"], lines["trait"], strict=True)
    }


def _named(
    card: Card, explained: Explanation, customers: CustomerIndex, having: dict[str, list[int]]
) -> list[int]:
    """Return the positions of the customers that the card names, in its order."""
    sharing = [
        each
        for bar in (*card.bars, *card.folded)
        if bar.customers
        for each in having[_node(bar.relation, bar.trait)]
    ]
    # Of customers of one name the one most alike is meant, else the first that shares a bar.
    found = {customers.names[each]: each for each in reversed(sharing)}
    if card.most_like:
        keys = list(customers.accounts["key"])
        found[card.most_like] = keys.index(explained.closest["key"].iloc[0])
    return [found[name] for name in card.named]


def _sharing(having: list[tuple[str, list[int]]]) -> dict[int, list[str]]:
    """Return by customer the nodes of the traits that it shares."""
    sharing: dict[int, list[str]] = {}
    for node, those in having:
        for customer in those:
            sharing.setdefault(customer, []).append(node)
    return sharing


def _strength(graph: nx.Graph[str], shared: list[str]) -> float:
    """Return the points of the traits that a customer shares, positive or negative."""
    return float(sum(abs(graph.nodes[trait]["net"]) for trait in shared))


def _add_traits(graph: nx.Graph[str], middle: str, lines: pd.DataFrame, card: Card) -> None:
    bars = {(each.relation, each.trait): each for each in (*card.bars, *card.folded)}
    on_card = {(each.relation, each.trait) for each in card.bars}
    for place, line in enumerate(lines.to_dict("records")):
        kind = relation(line["relation"])
        key = line["relation"], line["trait"]
        node = _node(*key)
        graph.add_node(
            node,
            kind=kind.trait.label,
            name=str(line["name"]),
            ring="trait",
            place=place,
            on_card=key in on_card,
            relation=kind.name,
            words=bars[key].name,
            points=bars[key].points,
            net=float(line["net"]),
            customers=int(line["customers"]),
        )
        graph.add_edge(middle, node, kind=kind.edges[0], words=kind.verb)


def _add_customer(graph: nx.Graph[str], customer: pd.Series, shared: list[str]) -> str:
    node = str(customer["key"])
    domain = customer["domain"]
    graph.add_node(
        node,
        kind=ACCOUNT.label,
        name=str(customer["name"]),
        ring="customer",
        domain=domain if isinstance(domain, str) else "",
        shared=len(shared),
    )
    for trait in shared:
        kind = relation(str(graph.nodes[trait]["relation"]))
        graph.add_edge(node, trait, kind=kind.edges[0], words=kind.verb)
    return node


def _node(relation: str, trait: str) -> str:
    return f"{relation}:{trait}"
