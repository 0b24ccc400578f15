"""The graph around an account: the customers most like it, and the traits that they share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx

from graph_icp.graph.model import ACCOUNT
from graph_icp.graph.relations import relation

if TYPE_CHECKING:
    import pandas as pd

    from graph_icp.discovery.learning.fit import Fit
    from graph_icp.discovery.ranking.customer_index import CustomerIndex
    from graph_icp.discovery.ranking.explaining import Explanation

# The most that a reader can take in.
TRAITS_SHOWN = 15
CUSTOMERS_SHOWN = 15


def neighbourhood(
    explained: Explanation,
    fit: Fit,
    customers: CustomerIndex,
    *,
    rank: int | None = None,
    traits: int = TRAITS_SHOWN,
    limit: int = CUSTOMERS_SHOWN,
) -> nx.Graph[str]:
    """Return the graph around an account, cut to what can be read.

    Parameters
    ----------
    explained : Explanation
        The account's explanation.
    fit : Fit
    customers : CustomerIndex
    rank : int, optional
        The account's rank in the list.
    traits, limit : int
        The most traits shared with customers (those of the most points, either way), and the most
        customers (those that share most of these points).

    Returns
    -------
    networkx.Graph
        Graph attributes: account (node id), name, fit, rank, reasons, traits_left_out,
        customers_left_out. Nodes have kind, name, ring ("account", "trait", "customer"); traits
        also relation, points, customers (how many); customers domain and shared (how many of
        the traits). Edges have kind and words.
    """
    lines = explained.points
    lines = lines[lines["customers"] > 0]
    order = lines["points"].abs().sort_values(ascending=False, kind="stable").index
    shown = lines.loc[order[:traits]]
    graph: nx.Graph[str] = nx.Graph()
    middle = str(explained.account["key"])
    name = str(explained.account["name"])
    graph.add_node(middle, kind=ACCOUNT.label, name=name, ring="account")
    sharing = _add_traits(graph, middle, shown, fit, customers, explained.account["id"])
    chosen = _strongest_first(graph, sharing)[:limit]
    for customer in chosen:
        _add_customer(graph, customers.accounts.iloc[customer], sharing[customer])
    graph.graph.update(
        account=middle,
        name=name,
        fit=None if explained.fit != explained.fit else explained.fit,
        rank=rank,
        reasons=explained.why,
        traits_left_out=len(lines) - len(shown),
        customers_left_out=len(sharing) - len(chosen),
    )
    return graph


def _strongest_first(graph: nx.Graph[str], sharing: dict[int, list[str]]) -> list[int]:
    """Return customers by the points of the traits that they share, positive or negative."""
    strength = {
        customer: sum(abs(graph.nodes[trait]["points"]) for trait in shared)
        for customer, shared in sharing.items()
    }
    return sorted(sharing, key=lambda each: (-strength[each], each))


def _add_traits(
    graph: nx.Graph[str],
    middle: str,
    shown: pd.DataFrame,
    fit: Fit,
    customers: CustomerIndex,
    account: object,
) -> dict[int, list[str]]:
    """Add the traits, and return by customer those that it shares."""
    own = customers.accounts["id"].to_numpy()
    places = {each.relation: list(each.traits["key"]) for each in fit.relations}
    sharing: dict[int, list[str]] = {}
    for line in shown.itertuples():
        kind = relation(str(line.relation))
        node = f"{kind.name}:{line.trait}"
        graph.add_node(
            node,
            kind=kind.trait.label,
            name=str(line.name),
            ring="trait",
            relation=kind.name,
            points=float(str(line.points)),
            customers=int(str(line.customers)),
        )
        graph.add_edge(middle, node, kind=kind.edges[0], words=kind.verb)
        column = places[kind.name].index(line.trait)
        for customer in customers.having[kind.name][column]:
            if own[customer] != account:
                sharing.setdefault(customer, []).append(node)
    return sharing


def _add_customer(graph: nx.Graph[str], customer: pd.Series, shared: list[str]) -> None:
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
