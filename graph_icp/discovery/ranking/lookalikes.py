"""Lookalikes of one account."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from graph_icp.discovery.ranking.similarity import likeness_to, rarest
from graph_icp.errors import RankingError
from graph_icp.graph.relations import relation as relation_named

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from graph_icp.discovery.learning.link_scaling import Vector
    from graph_icp.graph.matrix import Graph


def lookalikes(
    graph: Graph,
    account: int,
    idf: Mapping[str, Vector],
    about: Callable[[NDArray[np.int64]], pd.DataFrame],
    limit: int | None = None,
    *,
    people: bool = True,
) -> pd.DataFrame:
    """Return the accounts most like one, by the cosine of their weighted traits.

    Parameters
    ----------
    graph : Graph
        The account and all that can be among those that are asked for; of accounts the ids alone
        are read.
    account : int
        Its id.
    idf : mapping of str to array
        By relation of the graph: the inverse frequency of each trait in the market.
    about : callable
        Gives accounts by their ids, sorted by key: id, key, name, domain, status, country,
        industry, size.
    limit : int, optional
        Their number; without it all that share any trait.
    people : bool
        Whether `shares` may name people; they count for likeness all the same.

    Returns
    -------
    DataFrame
        account (name), domain, likeness (0 to 1), status, country, industry, size, shares
        (list of the names of the rarest traits that both have), key.

    Raises
    ------
    RankingError
        If nothing is known of the account.
    """
    place = _place(graph, account)
    if not any(each.values[[place]].nnz for each in graph.matrices.values()):
        name = about(np.array([account]))["name"].iloc[0]
        raise RankingError(f"Too little is known of {name} to find others like it.")
    alike = _alike(graph, account, idf)
    least = _least(alike, limit)
    near = np.flatnonzero((alike >= least) & (alike > 0))
    ids = graph.accounts["id"].to_numpy(np.int64)
    accounts = about(ids[near])
    order = near[pd.Index(ids[near]).get_indexer(accounts["id"])]
    best = np.argsort(-alike[order], kind="stable")[:limit]
    order, accounts = order[best], accounts.iloc[best]
    columns = ("domain", "status", "country", "industry", "size", "key")
    cells = {column: accounts[column].to_numpy() for column in columns}
    return pd.DataFrame(
        {
            "account": accounts["name"].to_numpy(),
            "domain": cells.pop("domain"),
            "likeness": alike[order],
            **{column: cells[column] for column in ("status", "country", "industry", "size")},
            "shares": [_shared(graph, idf, place, int(other), people) for other in order],
            "key": cells["key"],
        }
    )


def least_alike(graph: Graph, account: int, idf: Mapping[str, Vector], limit: int) -> float:
    """Return the least likeness of so many accounts of a graph that are most like one of them.

    0 where there are not so many; parameters as of `lookalikes`, something known of the account.
    """
    return _least(_alike(graph, account, idf), limit)


def _alike(graph: Graph, account: int, idf: Mapping[str, Vector]) -> Vector:
    """Return the likeness of an account to each of a graph, 0 to itself."""
    place = _place(graph, account)
    links = {name: matrix.values for name, matrix in graph.matrices.items()}
    alike = likeness_to({name: X[[place]] for name, X in links.items()}, links, idf)
    alike[place] = 0
    return alike


def _place(graph: Graph, account: int) -> int:
    return int(np.flatnonzero(graph.accounts["id"].to_numpy() == account)[0])


def _least(values: Vector, limit: int | None) -> float:
    """Return the least of so many greatest values; 0 where there are fewer, infinity for none."""
    if limit is None or limit > len(values):
        return 0.0
    return float(np.partition(values, -limit)[-limit]) if limit else np.inf


def _shared(
    graph: Graph, idf: Mapping[str, Vector], one: int, other: int, people: bool
) -> list[str]:
    """Return the names of the rarest traits that two accounts share, the rarest first."""
    shared: list[tuple[float, str]] = []
    for relation, matrix in graph.matrices.items():
        if not people and relation_named(relation).of_people():
            continue
        X, names = matrix.values, matrix.traits["name"]
        ones, others = (X.indices[X.indptr[row] : X.indptr[row + 1]] for row in (one, other))
        both = np.intersect1d(ones, others)
        shared += [(float(idf[relation][trait]), str(names.iloc[trait])) for trait in both]
    return rarest(shared)
